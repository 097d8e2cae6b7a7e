"""Old lines go a few at a time, and the rest is still proved."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.db.journal import Journal, Line
from kiosk.db.opening import Database, open_centre, transaction
from kiosk.db.retention import STEP_LINES, Retention
from kiosk.domain.events import DayOpened, Entry, Event, HelpCalled
from kiosk.domain.ids import CommandId, DeviceId, HelpId
from kiosk.sync.proving import prove
from kiosk.wire.codec import encode_entry
from tests.domain.hall import TEN

COPY = DeviceId("follower-1")
A_DAY = 400


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_centre(tmp_path / "centre.db")
    yield opened
    opened.close()


@pytest.fixture
def journal(db: Database) -> Journal:
    """Five days of 400 lines each."""
    journal = Journal(db)
    with transaction(db):
        for day in range(5):
            journal.append(line(day, n) for n in range(A_DAY))
    return journal


def line(day: int, n: int) -> Line:
    at = TEN + timedelta(days=day)
    event: Event = HelpCalled(help=HelpId("h" * 500))
    if n == 0:
        event = DayOpened(date=at.date(), suspended={})
    entry = Entry(
        seq=day * A_DAY + n + 1,
        at=at,
        day=at.date(),
        by=DeviceId("kiosk-1"),
        cmd=CommandId("c"),
        event=event,
    )
    return Line(entry=entry, text=encode_entry(entry))


def let_go(db: Database, *, keep_from: int, followers: tuple[DeviceId, ...] = ()) -> int:
    """Let everything before that day go; in how many steps."""
    retention, steps, more = Retention(db), 0, True
    while more:
        with transaction(db):
            last = retention.last_to_go((TEN + timedelta(days=keep_from)).date(), followers)
            more = retention.let_go(last)
        steps += 1
    return steps


def test_whole_days_go_in_small_steps_and_the_rest_is_proved(
    db: Database, journal: Journal
) -> None:
    assert let_go(db, keep_from=3) == 3 * A_DAY // STEP_LINES + 1
    assert journal.anchor.seq == 3 * A_DAY
    assert (journal.lines_after(0, 1)[0].seq, journal.last_seq()) == (3 * A_DAY + 1, 5 * A_DAY)
    assert journal.verify() is None
    proof = prove(db)
    assert (proof.first, proof.last) == (3 * A_DAY + 1, 5 * A_DAY)
    assert let_go(db, keep_from=3) == 1


def test_the_day_that_a_start_folds_from_always_stays(db: Database, journal: Journal) -> None:
    let_go(db, keep_from=1000)
    assert journal.anchor.seq == 4 * A_DAY
    assert len(list(journal.since_day_opened())) == A_DAY


def test_what_a_copy_has_not_got_stays(db: Database, journal: Journal) -> None:
    let_go(db, keep_from=3, followers=(COPY,))
    assert journal.anchor.seq == 0
    with transaction(db):
        Retention(db).note_reached({COPY: (777, TEN)})
    let_go(db, keep_from=3, followers=(COPY,))
    assert journal.anchor.seq == 777
    assert journal.verify() is None


def test_a_copy_that_began_anew_gives_nothing_back(db: Database, journal: Journal) -> None:
    with transaction(db):
        Retention(db).note_reached({COPY: (777, TEN)})
        Retention(db).note_reached({COPY: (5, TEN)})
    assert Retention(db).reached() == {COPY: 777}


def test_a_line_that_was_taken_away_behind_its_back_is_still_found(
    db: Database, journal: Journal
) -> None:
    let_go(db, keep_from=1)
    db.execute("DELETE FROM event WHERE seq = ?", (A_DAY + 1,))
    assert journal.verify() == A_DAY + 1
    db.execute("DELETE FROM event WHERE seq = ?", (2 * A_DAY,))
    let_go(db, keep_from=2)
    assert journal.verify() == A_DAY + 1


def test_the_journal_goes_on_after_the_last_line_though_all_before_went(
    db: Database, journal: Journal
) -> None:
    let_go(db, keep_from=1000)
    with transaction(db):
        journal.append([line(5, 0)])
    assert Journal(db).verify() is None
    assert Journal(db).chain_at(4 * A_DAY) == journal.anchor.chain


def test_room_is_given_back_to_the_disk(db: Database, journal: Journal, tmp_path: Path) -> None:
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    before = (tmp_path / "centre.db").stat().st_size
    let_go(db, keep_from=1000)
    retention, steps, more = Retention(db), 0, True
    while more:
        with transaction(db):
            more = retention.give_back()
        steps += 1
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert steps > 2
    assert (tmp_path / "centre.db").stat().st_size < before / 2


def test_a_store_of_before_keeps_its_free_pages_and_comes_to_an_end(tmp_path: Path) -> None:
    import sqlite3  # noqa: PLC0415 - a file as older versions made it

    raw = sqlite3.connect(tmp_path / "centre.db")
    raw.execute("CREATE TABLE filler (x)")
    raw.execute("INSERT INTO filler VALUES (zeroblob(100000))")
    raw.execute("DELETE FROM filler")
    raw.commit()
    raw.close()
    db = open_centre(tmp_path / "centre.db")
    with transaction(db):
        assert not Retention(db).give_back()
    db.close()
