"""One batch: what of the journal goes up next, packed so that the hub takes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.db.journal import Stored
from kiosk.db.opening import Failure, StoreFailed, reading
from kiosk.sync.uplink_told import OwnJournal
from kiosk.wire.uplink import (
    MOST_LINES,
    MOST_PACKED_BYTES,
    MOST_PLAIN_BYTES,
    Batch,
    encode_batch,
    fitting,
    pack,
)

PAGE_LINES = 250
"""Read at once; a quarter of a batch, so that the writer's thread has its turns between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upward:
    """Lines on their way; ``chain`` is that of line ``after``, which is before the first."""

    after: int
    chain: bytes
    lines: tuple[bytes, ...] = ()


def next_lines(journal: OwnJournal, after: int, *, most: int) -> Upward:
    """What follows line ``after``, as much as one batch takes, and ``most`` lines.

    Raises ``LetGo``, and ``StoreFailed`` where the next line is not as it was written: those
    before it still go up.
    """
    with reading():
        chain = journal.chain_at(after)
    if chain is None:
        raise StoreFailed(f"line {after} is missing", kind=Failure.DAMAGED)
    found: list[bytes] = []
    room, most = MOST_PLAIN_BYTES, min(most, MOST_LINES)
    while len(found) < most and room > 0:
        limit = min(PAGE_LINES, most - len(found))
        try:
            page = _sure_after(journal, after + len(found), limit)
        except StoreFailed:
            if not found:
                raise
            break
        found += [stored.text for stored in page]
        room -= sum(len(stored.text) + 1 for stored in page)
        if len(page) < limit:
            break
    return Upward(after=after, chain=chain, lines=tuple(found[: fitting(found)]))


def packed(batch: Batch, lines: Sequence[bytes]) -> tuple[bytes, int]:
    """The batch as it is sent, and how many of the lines are in it: what packs badly goes in parts.

    A line alone goes however large it is.
    """
    count = len(lines)
    while True:
        body = pack(encode_batch(batch, lines[:count]))
        if len(body) <= MOST_PACKED_BYTES or count <= 1:
            return body, count
        count //= 2


def _sure_after(journal: OwnJournal, after: int, limit: int) -> Sequence[Stored]:
    """Lines up to the first that is not as it was written; that one itself raises."""
    while True:
        try:
            return journal.sure_after(after, limit)
        except StoreFailed:
            if limit == 1:
                raise
            limit //= 2
