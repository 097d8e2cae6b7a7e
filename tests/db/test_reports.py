"""What reports read, also from a store that was made before they were."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.db.centre_schema import CENTRE
from kiosk.db.opening import (
    Database,
    DatabaseUnfit,
    open_centre,
    open_for_reports,
    transaction,
)
from kiosk.db.reports import PAGE_LINES, Reports
from kiosk.domain.ids import ServiceId
from tests.domain.hall import FRIDAY, TEN

EVENT = "INSERT INTO event (seq, day, type, line, chain) VALUES (?, ?, ?, ?, X'00')"
OLD = """
    INSERT INTO feedback (day, feedback, smiley, verified, counter, service)
    VALUES (?, ?, 4, 1, '1', 'id-new')
"""


def made_before(path: Path, feedback: str) -> None:
    """A store as the first version made it, with one smiley."""
    db = Database(path)
    CENTRE.apply(db, stop_before="m002_whence_feedback_came")
    given = {"seq": 2, "at": TEN.isoformat(), "by": "feedback-1", "feedback": feedback}
    day = FRIDAY.isoformat()
    db.execute(EVENT, (1, day, "DayOpened", b"{}"))
    db.execute(EVENT, (2, day, "FeedbackGiven", json.dumps(given).encode()))
    db.execute(OLD, (day, feedback))
    db.conn.commit()
    db.close()


def test_a_store_of_before_learns_from_its_journal_whence_each_smiley_came(tmp_path: Path) -> None:
    path = tmp_path / "centre.db"
    made_before(path, "f-1")
    with pytest.raises(DatabaseUnfit, match="start the centre once"):
        open_for_reports(path)

    open_centre(path).close()

    db = open_for_reports(path)
    reports = Reports(db)
    assert reports.last_day() == FRIDAY
    answers, served = reports.feedback(FRIDAY, FRIDAY)
    db.close()
    (answer,) = answers
    assert (answer.press.device, answer.press.at, answer.press.smiley) == ("feedback-1", TEN, 4)
    assert (answer.day, answer.verified, answer.service) == (FRIDAY, True, ServiceId("id-new"))
    assert served == {}


def test_the_schema_only_grows(tmp_path: Path) -> None:
    path = tmp_path / "centre.db"
    open_centre(path).close()
    db = Database(path)
    assert not CENTRE.pending(db)
    db.close()
    reader = open_for_reports(path)
    assert Reports(reader).last_day() is None
    assert Reports(reader).feedback(date.min, date.max) == ([], {})
    reader.close()


def test_a_day_is_read_whole_and_alone_however_long_it_is(tmp_path: Path) -> None:
    path = tmp_path / "centre.db"
    days = (FRIDAY, FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=4))
    written = {day: [f"{day} {n}".encode() for n in range(2 * PAGE_LINES + 1)] for day in days}
    calls = {day: [line for n, line in enumerate(lines) if n % 3] for day, lines in written.items()}
    made_of(path, written)
    reader = open_for_reports(path)
    reports = Reports(reader)
    for day in days:
        assert list(reports.day(day)) == written[day]
        assert list(reports.lines_of(("TicketCalled",), day, day)) == calls[day]
    assert list(reports.day(FRIDAY + timedelta(days=2))) == []
    both = reports.lines_of(("TicketCalled",), FRIDAY, FRIDAY + timedelta(days=3))
    assert list(both) == calls[days[0]] + calls[days[1]]
    after = reports.lines_of(("TicketCalled",), days[2] + timedelta(days=1), date.max)
    assert list(after) == []
    opened = reports.lines_of(("DayOpened", "Unknown"), FRIDAY, date.max)
    assert list(opened) == [lines[0] for lines in written.values()]
    reader.close()


def made_of(path: Path, lines: Mapping[date, Sequence[bytes]]) -> None:
    """A store with these lines: each day's first opens it, of the others two in three call."""
    db = open_centre(path)
    seq = 0
    with transaction(db):
        for day, of_day in lines.items():
            for number, line in enumerate(of_day):
                kind = "TicketCalled" if number % 3 else "TicketIssued"
                seq += 1
                db.execute(EVENT, (seq, day.isoformat(), kind if number else "DayOpened", line))
    db.close()
