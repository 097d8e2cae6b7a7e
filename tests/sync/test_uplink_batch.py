"""One batch holds what fits, and stops before a line that is not as it was written."""

import pytest

from kiosk.db.journal import LetGo
from kiosk.db.opening import StoreFailed
from kiosk.sync.uplink_batch import PAGE_LINES, next_lines, packed
from kiosk.wire.uplink import MOST_LINES, MOST_PACKED_BYTES, Batch, decode_batch, unpack
from tests.sync.uplinking import ListJournal

BATCH = Batch(epoch="e", term=1, branch=0, after=0, chain="0" * 64, seq=9, sent_ms=0, version="1")


def noise(count: int, size: int) -> list[bytes]:
    """Lines that hardly get smaller."""
    state, lines = 1, []
    for _ in range(count):
        letters = bytearray()
        while len(letters) < size:
            state = state * 6364136223846793005 % 2**64 + 1
            letters += b"%016x" % state
        lines.append(bytes(letters[:size]))
    return lines


@pytest.mark.parametrize("count", [0, 1, PAGE_LINES, PAGE_LINES + 1, MOST_LINES, MOST_LINES + 1])
def test_it_takes_a_thousand_lines_at_most(count: int) -> None:
    journal = ListJournal()
    journal.grow(count + 7)
    up = next_lines(journal, 7, most=MOST_LINES)
    assert list(up.lines) == journal.lines[7:][:MOST_LINES]
    assert up.chain == journal.chains[7]


@pytest.mark.parametrize("wrong_at", [9, 10, 200, 250, 251, 999])
def test_it_goes_up_to_the_line_before_a_wrong_one(wrong_at: int) -> None:
    journal = ListJournal()
    journal.grow(1200)
    journal.wrong_at = wrong_at
    reached = 7
    while reached < wrong_at - 1:
        reached += len(next_lines(journal, reached, most=MOST_LINES).lines)
    assert reached == wrong_at - 1
    with pytest.raises(StoreFailed, match=str(wrong_at)):
        next_lines(journal, reached, most=MOST_LINES)


def test_lines_that_are_not_kept_any_more_are_not_sent() -> None:
    journal = ListJournal()
    journal.grow(20)
    journal.let_go(10)
    with pytest.raises((LetGo, StoreFailed)):
        next_lines(journal, 5, most=MOST_LINES)


def test_what_packs_badly_goes_in_parts() -> None:
    lines = noise(1000, 1000)
    body, count = packed(BATCH, lines)
    assert len(body) <= MOST_PACKED_BYTES
    assert 0 < count < 1000
    assert decode_batch(unpack(body))[1] == lines[:count]


def test_one_line_goes_however_large() -> None:
    line = noise(1, 2 * MOST_PACKED_BYTES * 2)
    body, count = packed(BATCH, line)
    assert (len(body) > MOST_PACKED_BYTES, count) == (True, 1)
