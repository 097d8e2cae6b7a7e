"""The journal: exact lines, in order, chained."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk.db.journal import CHAIN_START, Journal, Line
from kiosk.db.opening import Database, open_centre, transaction
from kiosk.domain.events import DayClosed, DayOpened, Entry, Event, HelpCalled
from kiosk.domain.ids import CommandId, DeviceId, HelpId
from kiosk.wire.codec import decode_entry, encode_entry
from tests.domain.hall import TEN


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_centre(tmp_path / "centre.db")
    yield opened
    opened.close()


@pytest.fixture
def journal(db: Database) -> Journal:
    return Journal(db)


def line(seq: int, event: Event | None = None) -> Line:
    entry = Entry(
        seq=seq,
        at=TEN + timedelta(seconds=seq),
        day=TEN.date(),
        by=DeviceId("kiosk-1"),
        cmd=CommandId("c"),
        event=event or HelpCalled(help=HelpId("h")),
    )
    return Line(entry=entry, text=encode_entry(entry))


def test_lines_come_back_to_the_byte_and_in_order(journal: Journal) -> None:
    written = [line(seq) for seq in range(1, 6)]
    journal.append(written[:2])
    journal.append(written[2:])
    assert [stored.text for stored in journal.lines_after(0, 10)] == [w.text for w in written]
    assert [stored.seq for stored in journal.lines_after(2, 2)] == [3, 4]
    assert journal.between(2, 3) == [written[1].text, written[2].text]
    assert journal.last_seq() == 5


def test_an_empty_journal_has_no_lines_and_no_last(journal: Journal) -> None:
    assert journal.last_seq() == 0
    assert list(journal.since_day_opened()) == []
    assert journal.verify() is None


def test_today_begins_with_the_last_day_opened(journal: Journal) -> None:
    opened = DayOpened(date=TEN.date(), suspended={})
    journal.append([line(1, opened), line(2), line(3, DayClosed()), line(4, opened), line(5)])
    assert [decode_entry(text).seq for text in journal.since_day_opened()] == [4, 5]


def test_the_start_is_found_by_an_index_however_long_the_journal(db: Database) -> None:
    plan = db.execute(
        "EXPLAIN QUERY PLAN SELECT max(seq) FROM event WHERE type = 'DayOpened'"
    ).fetchall()
    assert "event_day_opened" in plan[0][3]


def test_each_line_is_chained_to_the_one_before(db: Database, journal: Journal) -> None:
    first, second = line(1), line(2)
    journal.append([first, second])
    chain = [row[0] for row in db.execute("SELECT chain FROM event ORDER BY seq")]
    assert chain[0] == sha256(CHAIN_START + first.text).digest()
    assert chain[1] == sha256(chain[0] + second.text).digest()


@pytest.mark.parametrize(
    ("tampering", "found_at"),
    [
        ("UPDATE event SET line = X'7B7D' WHERE seq = 3", 3),
        ("UPDATE event SET chain = zeroblob(32) WHERE seq = 5", 5),
        ("DELETE FROM event WHERE seq = 4", 4),
        ("DELETE FROM event WHERE seq = 1", 1),
    ],
)
def test_a_changed_or_missing_line_is_found(
    db: Database, journal: Journal, tampering: str, found_at: int
) -> None:
    journal.append([line(seq) for seq in range(1, 8)])
    db.execute(tampering)
    assert journal.verify() == found_at


def test_a_chain_goes_on_after_a_rollback_and_a_restart(db: Database, tmp_path: Path) -> None:
    journal = Journal(db)
    journal.append([line(1)])

    def fail() -> None:
        with transaction(db):
            journal.append([line(2)])
            raise RuntimeError("a mistake of ours")

    with pytest.raises(RuntimeError):
        fail()
    journal.forget_tip()
    journal.append([line(2)])
    Journal(db).append([line(3)])
    assert journal.verify() is None


def test_an_epoch_is_128_random_bits_and_stays(tmp_path: Path) -> None:
    epochs = []
    for name in ("a", "a", "b"):
        db = open_centre(tmp_path / f"{name}.db")
        epochs.append(Journal(db).epoch)
        db.close()
    assert epochs[0] == epochs[1] != epochs[2]
    assert {len(epoch) for epoch in epochs} == {32}


def test_a_journal_belongs_to_one_centre(journal: Journal) -> None:
    assert journal.bind("MOLO") == "MOLO"
    assert journal.bind("NAKURU") == "MOLO"
