from collections.abc import Callable, Iterator
from dataclasses import replace
from queue import SimpleQueue

import pytest

from kiosk.db.spool import SpoolEntry, SpoolState
from kiosk.domain.events import Paper
from kiosk.domain.ids import TicketId
from kiosk.printer.emulator import VirtualPrinter
from kiosk.printer.emulator_works import Condition, Roll
from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.outcome import Cause, NotPrinted, Unconfirmed
from kiosk.printer.press import SlipPress
from kiosk.printer.slip import Slip
from kiosk.printer.spool import PaperReport, recover
from kiosk.printer.spooler import PrintJob, Spooler

RoadTo = Callable[[VirtualPrinter], LanPrinter]


class Notebook:
    """A spool in memory that also keeps every state it was told, in order."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, int], SpoolEntry] = {}
        self.states: list[SpoolState] = []

    def insert(self, entry: SpoolEntry) -> SpoolEntry | None:
        known = self.entries.get((entry.ticket, entry.copy))
        if known is None:
            self.advance(entry)
        return known

    def insert_another(self, entry: SpoolEntry) -> SpoolEntry:
        numbers = [copy for ticket, copy in self.entries if ticket == entry.ticket]
        numbered = replace(entry, copy=max([1, *numbers]) + 1)
        self.advance(numbered)
        return numbered

    def advance(self, entry: SpoolEntry) -> None:
        self.entries[entry.ticket, entry.copy] = entry
        self.states.append(entry.state)

    def unfinished(self) -> list[SpoolEntry]:
        open_states = (SpoolState.QUEUED, SpoolState.SENDING)
        return [entry for entry in self.entries.values() if entry.state in open_states]

    def forget_before(self, queued_at: str) -> None:
        self.entries = {k: e for k, e in self.entries.items() if e.queued_at >= queued_at}


class Told:
    """Where reports arrive; taking one waits for it."""

    def __init__(self) -> None:
        self._reports: SimpleQueue[PaperReport] = SimpleQueue()

    def __call__(self, report: PaperReport) -> None:
        self._reports.put(report)

    def take(self) -> PaperReport:
        return self._reports.get(timeout=10)

    @property
    def empty(self) -> bool:
        return self._reports.empty()


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def spooler(
    printer: VirtualPrinter, road_to: RoadTo, press: SlipPress, notebook: Notebook
) -> Iterator[Spooler]:
    spooler = Spooler(name="front", road=road_to(printer), press=press, store=notebook)
    spooler.start()
    yield spooler
    spooler.close()


def ticket(n: int, slip: Slip, copy: int | None = 1) -> PrintJob:
    return PrintJob(ticket=TicketId(f"ticket-{n}"), slip=slip, copy=copy)


def test_a_job_is_written_down_before_it_is_sent_and_again_after(
    spooler: Spooler, notebook: Notebook, told: Told, slip: Slip
) -> None:
    spooler.submit(ticket(1, slip), told)
    report = told.take()
    assert report.outcome.paper is Paper.PRINTED
    assert report.cause is None
    assert notebook.states == [SpoolState.QUEUED, SpoolState.SENDING, SpoolState.PRINTED]


def test_jobs_are_printed_in_their_order(
    spooler: Spooler, printer: VirtualPrinter, told: Told, slip: Slip
) -> None:
    for n in range(5):
        spooler.submit(ticket(n, slip), told)
    assert [told.take().ticket for _ in range(5)] == [f"ticket-{n}" for n in range(5)]
    assert len(printer.wait_for_receipts(5)) == 5


def test_the_same_job_twice_is_printed_once_and_told_the_first_outcome(
    spooler: Spooler, printer: VirtualPrinter, told: Told, slip: Slip
) -> None:
    spooler.submit(ticket(1, slip), told)
    spooler.submit(ticket(1, slip), told)
    assert told.take() == told.take()
    spooler.submit(ticket(1, slip, copy=2), told)
    assert told.take().outcome.paper is Paper.PRINTED
    assert len(printer.wait_for_receipts(2)) == 2


def test_one_paper_more_is_always_printed_whatever_there_was_before(
    spooler: Spooler, printer: VirtualPrinter, told: Told, slip: Slip
) -> None:
    for copy in (None, 5, None, None):
        spooler.submit(ticket(1, slip, copy=copy), told)
    assert [told.take().copy for _ in range(4)] == [2, 5, 6, 7]
    assert len(printer.wait_for_receipts(4)) == 4


def test_a_printer_not_ready_is_never_sending(
    spooler: Spooler, printer: VirtualPrinter, notebook: Notebook, told: Told, slip: Slip
) -> None:
    printer.set(Condition(roll=Roll.OUT))
    spooler.submit(ticket(1, slip), told)
    report = told.take()
    assert (report.outcome.paper, report.cause) == (Paper.NOT_PRINTED, Cause.PAPER_OUT)
    assert notebook.states == [SpoolState.QUEUED, SpoolState.NOT_PRINTED]
    printer.set(Condition(unplugged=True))
    spooler.submit(ticket(2, slip), told)
    assert told.take().cause is Cause.UNREACHABLE
    printer.set(Condition())
    spooler.submit(ticket(3, slip), told)
    assert told.take().outcome.paper is Paper.PRINTED


def test_what_may_lie_in_the_tray_is_unconfirmed(
    spooler: Spooler, printer: VirtualPrinter, notebook: Notebook, told: Told, slip: Slip
) -> None:
    printer.set(Condition(rows_left=200))
    spooler.submit(ticket(1, slip), told)
    assert told.take().outcome.paper is Paper.UNCONFIRMED
    (entry,) = notebook.entries.values()
    assert entry.state is SpoolState.UNCONFIRMED
    assert entry.bytes_sent > 0


def test_a_job_that_waited_too_long_is_not_printed(
    printer: VirtualPrinter, road_to: RoadTo, press: SlipPress, told: Told, slip: Slip
) -> None:
    spooler = Spooler(
        name="front", road=road_to(printer), press=press, store=Notebook(), ttl_s=-1.0
    )
    spooler.start()
    spooler.submit(ticket(1, slip), told)
    assert told.take().outcome == NotPrinted(cause=Cause.EXPIRED)
    spooler.close()
    assert printer.wire == b""


def test_a_printer_in_trouble_never_delays_another(
    printer: VirtualPrinter,
    road_to: RoadTo,
    press: SlipPress,
    spooler: Spooler,
    told: Told,
    slip: Slip,
) -> None:
    with VirtualPrinter() as dead:
        dead.set(Condition(stalled=True))
        patient = LanPrinter(
            host="127.0.0.1", port=dead.port, patience=Patience(status_s=3600, close_s=0.1)
        )
        stuck = Spooler(name="back", road=patient, press=press, store=Notebook())
        stuck.start()
        waiting = Told()
        stuck.submit(ticket(1, slip), waiting)
        spooler.submit(ticket(2, slip), told)
        assert told.take().outcome.paper is Paper.PRINTED
        assert waiting.empty
        stuck.close()
        assert waiting.take().outcome == NotPrinted(cause=Cause.INTERRUPTED)


def test_closing_answers_every_job_that_still_waits(
    printer: VirtualPrinter, road_to: RoadTo, press: SlipPress, told: Told, slip: Slip
) -> None:
    spooler = Spooler(name="front", road=road_to(printer), press=press, store=Notebook())
    for n in range(3):
        spooler.submit(ticket(n, slip), told)
    spooler.close()
    spooler.start()
    assert [told.take().cause for _ in range(3)] == [Cause.INTERRUPTED] * 3


def test_a_mistake_of_ours_is_told_and_the_next_job_is_printed(
    spooler: Spooler, notebook: Notebook, told: Told, slip: Slip
) -> None:
    spooler.submit(ticket(1, replace(slip, code="A" * 200)), told)
    assert told.take().outcome == NotPrinted(cause=Cause.FAULT)
    spooler.submit(ticket(2, slip), told)
    assert told.take().outcome.paper is Paper.PRINTED


def test_after_a_crash_nothing_is_printed_by_itself(notebook: Notebook) -> None:
    entry = SpoolEntry(
        ticket=TicketId("queued"),
        copy=1,
        printer="front",
        state=SpoolState.QUEUED,
        queued_at="2126-11-20T07:24:00.000+00:00",
    )
    notebook.insert(entry)
    notebook.insert(replace(entry, ticket=TicketId("sending"), state=SpoolState.SENDING))
    notebook.insert(replace(entry, ticket=TicketId("done"), state=SpoolState.PRINTED, level="A2"))
    reports = recover(notebook)
    assert {report.ticket: report.outcome for report in reports} == {
        "queued": NotPrinted(cause=Cause.INTERRUPTED),
        "sending": Unconfirmed(bytes_sent=0, cause=Cause.INTERRUPTED),
    }
    assert recover(notebook) == []
