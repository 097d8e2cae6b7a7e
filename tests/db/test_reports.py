"""What reports read, also from a store that was made before they were."""

import json
from datetime import date
from pathlib import Path

import pytest

from kiosk.db.centre_schema import CENTRE
from kiosk.db.opening import Database, DatabaseUnfit, open_centre, open_for_reports
from kiosk.db.reports import Reports
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
