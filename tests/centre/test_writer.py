"""The writer: what waits together shares one commit."""

import asyncio
import itertools
import os
import queue
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.centre.clock import LocalClock
from kiosk.centre.ruling import Ruling
from kiosk.centre.troubles import Troubles
from kiosk.centre.writer import BATCH, Begun, Broken, Committed, Outcome, Report, Request, Writer
from kiosk.client.session import fresh_id
from kiosk.db.answers import Answers
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, open_centre
from kiosk.db.tables import Tables
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import DeviceId, Language
from kiosk.wire.codec import Envelope
from tests.centre.running import PATIENCE_S, Wall
from tests.domain.hall import ID_NEW, TEN, catalogue


def writer_on(db: Database, reports: "queue.Queue[Report | None]", *, fails_at: int = 0) -> Writer:
    """A writer whose ``fails_at``-th report fails, of which ``None`` tells."""
    told = itertools.count(1)

    def report(report: Report) -> None:
        if next(told) == fails_at:
            reports.put(None)
            raise MemoryError
        reports.put(report)

    ruling = Ruling(
        catalogue=catalogue(open_all_day=True),
        clock=LocalClock(zone=ZoneInfo("Africa/Nairobi"), wall_s=Wall(), steady_s=Wall()),
        chance=os.urandom,
        journal=Journal(db),
        answers=Answers(db),
        tables=Tables(db),
    )
    return Writer(
        db=db,
        ruling=ruling,
        report=report,
        troubles=Troubles(now=lambda: TEN),
        steady_s=Wall(),
    )


def request(loop: asyncio.AbstractEventLoop) -> Request:
    future: asyncio.Future[Outcome] = loop.create_future()
    issue = IssueTicket(service=ID_NEW, language=Language("en"))
    envelope = Envelope(id=fresh_id(), command=issue)
    return Request(envelope=envelope, device=DeviceId("kiosk-1"), role=Role.KIOSK, answer=future)


def test_what_waits_together_shares_one_commit_and_is_answered_in_order(tmp_path: Path) -> None:
    db, reports = open_centre(tmp_path / "centre.db"), queue.Queue[Report | None]()
    writer, loop = writer_on(db, reports), asyncio.new_event_loop()
    requests = [request(loop) for _ in range(BATCH + 10)]
    for waiting in requests:
        writer.submit(waiting)
    writer.start()
    writer.stop()
    begun, first, second = (reports.get(timeout=PATIENCE_S) for _ in range(3))
    assert isinstance(begun, Begun)
    assert isinstance(first, Committed)
    assert isinstance(second, Committed)
    assert (len(first.outcomes), len(second.outcomes)) == (BATCH, 10)
    answered = [future for future, _ in (*first.outcomes, *second.outcomes)]
    assert answered == [waiting.answer for waiting in requests]
    assert all(isinstance(outcome, bytes) for _, outcome in first.outcomes)
    assert [line.entry.seq for line in first.lines] == list(range(1, BATCH + 2))
    loop.close()
    db.close()


def test_who_has_given_up_is_passed_over(tmp_path: Path) -> None:
    db, reports = open_centre(tmp_path / "centre.db"), queue.Queue[Report | None]()
    writer, loop = writer_on(db, reports), asyncio.new_event_loop()
    first, second, third = (request(loop) for _ in range(3))
    second.answer.cancel()
    for waiting in (first, second, third):
        writer.submit(waiting)
    assert writer.waiting() == 3
    writer.start()
    writer.stop()
    reports.get(timeout=PATIENCE_S)
    committed = reports.get(timeout=PATIENCE_S)
    assert isinstance(committed, Committed)
    assert [future for future, _ in committed.outcomes] == [first.answer, third.answer]
    loop.close()
    db.close()


def test_a_report_that_fails_keeps_the_writer_alive(tmp_path: Path) -> None:
    db, reports = open_centre(tmp_path / "centre.db"), queue.Queue[Report | None]()
    loop = asyncio.new_event_loop()
    writer = writer_on(db, reports, fails_at=2)
    first, second = request(loop), request(loop)
    writer.start()
    writer.submit(first)
    assert isinstance(reports.get(timeout=PATIENCE_S), Begun)
    assert reports.get(timeout=PATIENCE_S) is None
    writer.submit(second)
    committed = reports.get(timeout=PATIENCE_S)
    writer.stop()
    assert isinstance(committed, Committed)
    assert [future for future, _ in committed.outcomes] == [second.answer]
    loop.close()
    db.close()


def test_a_journal_that_cannot_be_folded_is_reported(tmp_path: Path) -> None:
    db, reports = open_centre(tmp_path / "centre.db"), queue.Queue[Report | None]()
    db.execute("INSERT INTO event VALUES (1, '2026-11-20', 'DayOpened', X'00', zeroblob(32))")
    writer = writer_on(db, reports)
    writer.start()
    assert isinstance(reports.get(timeout=PATIENCE_S), Broken)
    writer.stop()
    db.close()
