"""A disk that rots: what can go on goes on, nothing is papered over, and it is said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.client.reply import Declined, Done
from kiosk.client.session import CentreSaysNo, Session
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, open_centre, open_reader
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import Language
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW

ISSUE = c.IssueTicket(service=ID_NEW, language=Language("en"))
DAY_S = 24 * 3600
CHANGE = """
    UPDATE event SET line = CAST(replace(CAST(line AS TEXT), 'id-new', 'id-nix') AS BLOB)
    WHERE seq = ?
"""
SPOIL = "UPDATE event SET line = x'7b00' WHERE seq = ?"


@pytest.fixture
def two_days(tmp_path: Path) -> Path:
    """A centre's directory: six lines of yesterday, and then as many of today."""
    for day in range(2):
        centre = RunningCentre(tmp_path)
        centre.wall.now_s += day * DAY_S
        with centre, centre.session(Role.KIOSK) as kiosk:
            for _ in range(4):
                assert isinstance(kiosk.send(ISSUE), Done)
    return tmp_path


def spoil(data: Path, work: Callable[[Database], object]) -> None:
    db = open_centre(data / "centre.db")
    work(db)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    db.close()


def again(data: Path) -> RunningCentre:
    """The centre on its second day."""
    centre = RunningCentre(data)
    centre.wall.now_s += DAY_S
    return centre


def troubles(session: Session) -> dict[str, object]:
    told = json.loads(session.fetch("GET", "/health"))["troubles"]
    return {t["code"]: t["facts"] for t in told if t["until"] is None}


def test_an_old_line_that_was_changed_stops_nobody_but_who_asks_for_it(two_days: Path) -> None:
    spoil(two_days, lambda db: db.execute(CHANGE, (3,)))
    with again(two_days) as centre, centre.session(Role.KIOSK) as kiosk:
        with pytest.raises(CentreSaysNo) as refusal:
            next(kiosk.follow(0))
        assert refusal.value.status == 410
        assert troubles(kiosk) == {"JOURNAL_DAMAGED": {"cause": "line 3 is missing or was changed"}}
        line = kiosk.follow()
        assert isinstance(kiosk.send(ISSUE), Done)
        assert json.loads(next(line).text)["type"] == "TicketIssued"
        line.close()


def test_an_old_line_that_is_missing_is_no_gap_that_nobody_notices(two_days: Path) -> None:
    spoil(two_days, lambda db: db.execute("DELETE FROM event WHERE seq = 4"))
    with again(two_days) as centre, centre.session(Role.KIOSK) as kiosk:
        with pytest.raises(CentreSaysNo):
            next(kiosk.follow(0))
        with pytest.raises(CentreSaysNo):
            next(kiosk.follow(4))
        assert next(kiosk.follow(5)).seq == 6


def test_rot_is_found_before_anybody_asks(two_days: Path) -> None:
    spoil(two_days, lambda db: db.execute(SPOIL, (2,)))
    with again(two_days) as centre, centre.session(Role.KIOSK) as kiosk:
        while not troubles(kiosk):
            pass
        assert list(troubles(kiosk)) == ["JOURNAL_DAMAGED"]
        assert isinstance(kiosk.send(ISSUE), Done)


def test_a_line_of_today_that_was_changed_is_said_and_the_hall_goes_on(two_days: Path) -> None:
    spoil(two_days, lambda db: db.execute("UPDATE event SET chain = x'00' WHERE seq = 9"))
    with again(two_days) as centre, centre.session(Role.KIOSK) as kiosk:
        assert troubles(kiosk)["JOURNAL_UNSURE"] == {"line": 9}
        assert isinstance(kiosk.send(ISSUE), Done)
    db = open_reader(two_days / "centre.db")
    assert Journal(db).verify() == 9
    db.close()


def test_a_page_that_nobody_can_read_keeps_commands_out_and_shows_what_is_known(
    two_days: Path,
) -> None:
    def spoil_answers(db: Database) -> None:
        page = "SELECT rootpage FROM sqlite_master WHERE name = 'answer'"
        numbers.append(db.execute(page).fetchone()[0])
        numbers.append(db.execute("PRAGMA page_size").fetchone()[0])

    numbers: list[int] = []
    spoil(two_days, spoil_answers)
    number, size = numbers
    with (two_days / "centre.db").open("r+b") as file:
        file.seek((number - 1) * size)
        file.write(b"\xa5" * size)
    with again(two_days) as centre, centre.session(Role.KIOSK) as kiosk:
        before = kiosk.floor()
        assert len(before.tickets) == 4
        reply = kiosk.send(ISSUE)
        assert isinstance(reply, Declined)
        assert reply.for_now
        assert "JOURNAL_DAMAGED" in troubles(kiosk)
        assert kiosk.floor() == before
        assert isinstance(kiosk.send(ISSUE), Declined)
