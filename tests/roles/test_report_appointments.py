"""`main.py report --appointments`: who came, and when, as the journal's table has it."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.db.opening import open_for_reports
from kiosk.db.reports import Reports
from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentBooked
from kiosk.domain.catalogue import Rules
from kiosk.domain.commands import Command, Role
from kiosk.domain.events import Event
from kiosk.domain.ids import AppointmentCode
from kiosk.domain.punctuality import Fate, fates, missed_share
from kiosk.roles import report
from tests.centre.running import RunningCentre
from tests.domain.booking import SWAHILI, at, with_books
from tests.domain.hall import FRIDAY, TAX, catalogue

NOON = at(12)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path, offers=with_books(catalogue())) as running:
        yield running


@pytest.fixture
def staff(centre: RunningCentre) -> Iterator[Session]:
    with centre.session(Role.COUNTER) as session:
        yield session


def do(staff: Session, command: Command) -> Event:
    reply = staff.send(command)
    assert isinstance(reply, Done), reply
    return reply.entries[-1].event


def book(staff: Session, slot: datetime) -> AppointmentCode:
    booked = do(staff, c.BookAppointment(service=TAX, slot=slot))
    assert isinstance(booked, AppointmentBooked)
    return booked.code


def check_in(centre: RunningCentre, staff: Session, code: AppointmentCode, when: datetime) -> None:
    centre.wall.now_s = when.timestamp()
    do(staff, c.CheckIn(appointment=code, language=SWAHILI))


@pytest.fixture
def day(centre: RunningCentre, staff: Session) -> RunningCentre:
    """Two in time, one late, one lost, one missed, one cancelled; and one for tomorrow."""
    slots = (NOON, NOON, at(12, 30), at(12, 30), at(13), at(13), at(12, day=21))
    early, on_time, late, lost, _, cancelled, _ = [book(staff, slot) for slot in slots]
    do(staff, c.CancelAppointment(appointment=cancelled))
    check_in(centre, staff, early, at(9))
    check_in(centre, staff, on_time, at(12, 15))
    check_in(centre, staff, late, at(12, 50))
    check_in(centre, staff, lost, at(13, 5))
    centre.wall.now_s = at(0, 1, day=21).timestamp()
    do(staff, c.CallForHelp())
    return centre


def test_each_appointment_is_counted_by_how_it_was_kept(day: RunningCentre) -> None:
    db = open_for_reports(day.settings.data / "centre.db")
    found = fates(Reports(db).appointments(FRIDAY, at(0, day=21).date()), Rules())
    assert found == {
        TAX: {
            Fate.IN_TIME: 2,
            Fate.LATE: 1,
            Fate.LOST: 1,
            Fate.MISSED: 1,
            Fate.CANCELLED: 1,
            Fate.TO_COME: 1,
        }
    }
    assert missed_share(found[TAX]) == 1 / 5
    assert Reports(db).appointments(at(0, day=22).date(), at(0, day=23).date()) == []
    db.close()


def test_a_manager_reads_who_came_and_when(
    day: RunningCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(day.settings.data)
    assert report.main(["--data", data, "--to", "2026-11-20", "--appointments"]) == 0
    table = capsys.readouterr().out
    assert "APPOINTMENTS: who came, and when" in table
    row = next(line for line in table.splitlines() if line.startswith("tax"))
    assert row.split() == ["tax", "2", "1", "1", "1", "1", "0", "20%"]
    assert "CALLS" not in table


def test_the_whole_report_has_appointments_where_there_were_any(
    day: RunningCentre, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(day.settings.data)
    assert report.main(["--data", data]) == 0
    assert "APPOINTMENTS" in capsys.readouterr().out
    assert report.main(["--data", data, "--to", "2026-11-01", "--from", "2026-11-01"]) == 0
    assert "APPOINTMENTS" not in capsys.readouterr().out
    assert report.main(["--data", data, "--to", "2026-11-01", "--appointments"]) == 0
    assert "Nobody had an appointment" in capsys.readouterr().out


def test_a_spreadsheet_has_the_same(day: RunningCentre, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(day.settings.data)
    assert report.main(["--data", data, "--csv", "--appointments"]) == 0
    (row,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert row == {
        "service": "tax",
        "in_time": "2",
        "late": "1",
        "lost": "1",
        "missed": "1",
        "cancelled": "1",
        "to_come": "1",
        "missed_share": "0.2000",
    }


def test_only_one_part_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        report.main(["--calls", "--appointments"])
    assert ended.value.code == 2
    assert "not allowed with" in capsys.readouterr().err
