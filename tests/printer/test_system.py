"""Paper by a queue of the system: what CUPS's tools say, and how little that proves."""

import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from kiosk.printer.escpos import INITIALISE
from kiosk.printer.outcome import (
    Cause,
    Level,
    NotPrinted,
    Outcome,
    PrinterNotReady,
    Sent,
    Unconfirmed,
)
from kiosk.printer.status import PrinterStatus
from kiosk.printer.system import SystemPatience, SystemPrinter, SystemSession, jobs_in
from tests.printer.fake_cups import (
    DISABLED,
    NO_QUEUE,
    NOT_RUNNING,
    REFUSES,
    REQUEST,
    RUNNING,
    FakeCups,
    job_says,
    printer_says,
)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform == "win32", reason="CUPS is for Unix"),
]

QUICK = SystemPatience(tool_s=60.0, done_s=0.3, look_s=0.02, cancel_s=60.0)
JOB = b"\x1dv0\x00\x01\x00\x01\x00\x80\x1dVB\x00"


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeCups:
    cups = FakeCups(tmp_path)
    monkeypatch.setenv("PATH", f"{cups.bin}:/usr/bin:/bin")
    return cups


def road(patience: SystemPatience = QUICK) -> SystemPrinter:
    return SystemPrinter(queue="ticket", patience=patience)


def refused(cause: Cause) -> str:
    with pytest.raises(PrinterNotReady) as refusal:
        road().open()
    assert refusal.value.cause is cause
    return str(refusal.value)


# Asking first


def test_an_idle_queue_is_ready(cups: FakeCups) -> None:
    assert road().open().status == PrinterStatus()
    assert cups.arguments_of("lpstat") == [
        "-r",
        "-l",
        "-a",
        "ticket",
        "-p",
        "ticket",
        "-o",
        "ticket",
    ]


@pytest.mark.parametrize(
    ("says", "status"),
    [
        (printer_says(DISABLED, alerts="paused"), PrinterStatus(offline=True)),
        (printer_says(accepts=REFUSES), PrinterStatus(offline=True)),
        (printer_says(alerts="offline-report"), PrinterStatus(offline=True)),
        (printer_says(alerts="media-empty-error"), PrinterStatus(paper_out=True)),
        (printer_says(alerts="media-needed"), PrinterStatus(paper_out=True)),
        (printer_says(alerts="media-low-warning"), PrinterStatus(paper_low=True)),
        (printer_says(alerts="cover-open"), PrinterStatus(cover_open=True)),
        (printer_says(alerts="door-open-error"), PrinterStatus(cover_open=True)),
        (printer_says(alerts="media-jam-error"), PrinterStatus(error=True)),
        (printer_says(alerts="toner-low something-new"), PrinterStatus()),
    ],
)
def test_a_queue_tells_what_it_knows(cups: FakeCups, says: str, status: PrinterStatus) -> None:
    cups.status(says)
    session = road().open()
    assert session.status == status
    if status.trouble is not None:
        assert session.send(JOB) == NotPrinted(cause=status.trouble)
        assert cups.arguments_of("lp") == []


def test_a_queue_in_which_something_waits_is_busy(cups: FakeCups) -> None:
    cups.waiting(job_says(3, alerts="job-printing"))
    refused(Cause.BUSY)


def test_a_queue_that_is_not_there_is_unreachable(cups: FakeCups) -> None:
    cups.status(NO_QUEUE, code=1)
    assert "no queue ticket" in refused(Cause.UNREACHABLE)


def test_without_its_scheduler_there_is_no_queue(cups: FakeCups) -> None:
    cups.status(NOT_RUNNING)
    assert "CUPS is not running" in refused(Cause.UNREACHABLE)


@pytest.mark.parametrize("says", ["", RUNNING, "\x00\x1b[2J" * 9, "printer tickets is idle.\n"])
def test_a_tool_that_says_nothing_of_the_queue_is_not_believed(cups: FakeCups, says: str) -> None:
    cups.status(says)
    refused(Cause.GARBAGE)


def test_a_machine_without_cups_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "install CUPS" in refused(Cause.UNREACHABLE)


@pytest.mark.parametrize(
    "name", ["", "-x", "a b", "a/b", "a;rm", "$(x)", "a\n", "a#b", ".", "ä", "a" * 128]
)
def test_what_is_no_name_of_a_queue_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a printer queue"):
        SystemPrinter(queue=name)


# Printing


def test_a_job_that_cups_handed_over_is_sent_and_no_more(cups: FakeCups) -> None:
    assert road().open().send(JOB) == Sent(level=Level.MUTE)
    assert cups.job == INITIALISE + JOB
    assert cups.arguments_of("lp") == (
        ["-d", "ticket", "-o", "raw", "-o", "job-cancel-after=6", "-t", "slip"]
    )


def test_paper_that_is_low_is_told_with_the_job(cups: FakeCups) -> None:
    cups.status(printer_says(alerts="media-low"))
    assert road().open().send(JOB) == Sent(level=Level.MUTE, low=True)


def test_a_job_that_stays_is_cancelled_lest_it_comes_hours_later(cups: FakeCups) -> None:
    session = road().open()
    cups.stays(job_says(alerts="job-printing", status="Connected to printer."))
    assert session.send(JOB) == Unconfirmed(bytes_sent=len(JOB), cause=Cause.STALLED)
    assert cups.arguments_of("cancel") == ["ticket-7"]


def test_a_printer_cups_cannot_reach_is_named_as_the_cause(cups: FakeCups) -> None:
    session = road().open()
    cups.stays(job_says(status="The printer may not exist or is unavailable at this time."))
    assert session.send(JOB) == Unconfirmed(bytes_sent=len(JOB), cause=Cause.UNREACHABLE)
    assert cups.arguments_of("cancel") == ["ticket-7"]


@pytest.mark.parametrize("alerts", ["job-canceled-by-user", "aborted-by-system"])
def test_a_job_that_somebody_ended_is_in_doubt(cups: FakeCups, alerts: str) -> None:
    cups.completed(job_says(6) + job_says(7, alerts=alerts))
    assert road().open().send(JOB) == Unconfirmed(bytes_sent=len(JOB), cause=Cause.ERROR)


def test_a_job_that_cups_has_forgotten_is_in_doubt(cups: FakeCups) -> None:
    cups.completed(job_says(6) + job_says(71))
    assert road().open().send(JOB) == Unconfirmed(bytes_sent=len(JOB), cause=Cause.SILENT)


@pytest.mark.parametrize(
    ("says", "cause"),
    [
        ('lp: Destination "ticket" is not accepting jobs.\n', Cause.OFFLINE),
        ("lp: Error - The printer or class does not exist.\n", Cause.UNREACHABLE),
    ],
)
def test_a_job_that_cups_turns_away_can_go_elsewhere(
    cups: FakeCups, says: str, cause: Cause
) -> None:
    cups.lp(says, code=1)
    assert road().open().send(JOB) == NotPrinted(cause=cause)


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("lp: Bad file descriptor\n", 1),
        ("", 0),
        (REQUEST.format(number=7), 1),
        ("request id is", 0),
    ],
)
def test_any_other_answer_to_a_job_leaves_a_doubt(cups: FakeCups, says: str, code: int) -> None:
    cups.lp(says, code)
    assert road().open().send(JOB) == Unconfirmed(bytes_sent=len(JOB), cause=Cause.ERROR)


@pytest.mark.parametrize(
    ("command", "tool_s", "cause"),
    [("yes", 60.0, Cause.GARBAGE), ("sleep 60", 0.2, Cause.SILENT)],
)
def test_a_tool_that_does_not_end_is_ended(
    cups: FakeCups, command: str, tool_s: float, cause: Cause
) -> None:
    cups.lp_ends_as(command)
    patience = SystemPatience(tool_s=tool_s)
    session = SystemSession("ticket", PrinterStatus(), patience, Event())
    assert session.send(JOB) == Unconfirmed(bytes_sent=len(JOB), cause=cause)


def test_giving_up_cancels_the_job(cups: FakeCups) -> None:
    patience = SystemPatience(tool_s=60.0, done_s=60.0, look_s=0.02)
    printer = road(patience)
    session = printer.open()
    cups.stays(job_says(alerts="job-printing"))
    outcomes: list[Outcome] = []
    sending = Thread(target=lambda: outcomes.append(session.send(JOB)))
    sending.start()
    while not cups.arguments_of("lp"):
        sending.join(0.01)
    printer.give_up()
    sending.join(10)
    assert outcomes == [Unconfirmed(bytes_sent=len(JOB), cause=Cause.INTERRUPTED)]
    with pytest.raises(PrinterNotReady):
        printer.open()


# What lpstat prints


def test_jobs_are_told_from_those_of_a_queue_with_a_like_name() -> None:
    text = job_says(1) + job_says(2).replace("ticket-", "ticket-old-") + job_says(3, "x")
    assert list(jobs_in(text, "TICKET")) == ["ticket-1", "ticket-3"]
