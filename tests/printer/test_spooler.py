from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from queue import SimpleQueue
from threading import Event

import pytest

from kiosk.db.spool import ENDS, SpoolEntry, SpoolState
from kiosk.domain.events import Paper, PrinterState
from kiosk.domain.ids import TicketId
from kiosk.printer import worker
from kiosk.printer.appointment_slip import AnySlip
from kiosk.printer.condition import PrinterCondition
from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.job import PaperNews, PrintJob
from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.outcome import (
    Cause,
    Level,
    NotPrinted,
    Outcome,
    PrinterNotReady,
    Sent,
    Unconfirmed,
)
from kiosk.printer.press import SlipPress
from kiosk.printer.road import Session
from kiosk.printer.slip import Slip
from kiosk.printer.spool import PaperReport, SpoolStore, recover
from kiosk.printer.spooler import OnCondition, Spooler
from kiosk.printer.status import PrinterStatus
from kiosk.printer.worker import Press, PrinterUnit

DOUBTFUL = (SpoolState.SENT, SpoolState.UNCONFIRMED, SpoolState.CANCELLED)
RoadTo = Callable[[VirtualPrinter], LanPrinter]


class Notebook:
    """A spool in memory that also keeps every state it was told, in order."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, int], SpoolEntry] = {}
        self.advances: list[SpoolEntry] = []

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
        self.advances.append(entry)

    @property
    def states(self) -> list[SpoolState]:
        return [entry.state for entry in self.advances]

    def mark_reprinted(self, ticket: TicketId) -> None:
        for key, entry in self.entries.items():
            if entry.ticket == ticket and entry.state in DOUBTFUL:
                self.entries[key] = replace(entry, state=SpoolState.REPRINTED)

    def unfinished(self) -> list[SpoolEntry]:
        return [entry for entry in self.entries.values() if entry.state not in ENDS]

    def forget_before(self, queued_at: str) -> None:
        self.entries = {k: e for k, e in self.entries.items() if e.queued_at >= queued_at}


class Told:
    """Where reports and news arrive; taking one waits for it."""

    def __init__(self) -> None:
        self._reports: SimpleQueue[PaperReport] = SimpleQueue()
        self._news: SimpleQueue[PaperNews] = SimpleQueue()
        self.hear = self._news.put

    def __call__(self, report: PaperReport) -> None:
        self._reports.put(report)

    def take(self) -> PaperReport:
        return self._reports.get(timeout=10)

    def held(self) -> Cause:
        """Why it is held, once it is."""
        while (cause := self._news.get(timeout=10).held) is None:
            pass
        return cause

    @property
    def every_held(self) -> list[Cause]:
        """Every cause it was held for."""
        news = [self._news.get() for _ in range(self._news.qsize())]
        return [each.held for each in news if each.held is not None]

    @property
    def empty(self) -> bool:
        return self._reports.empty()


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def told() -> Told:
    return Told()


Unit = Callable[..., PrinterUnit]


class Watching:
    """A press that remembers what it was given."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self.warm_up = press.warm_up
        self.slips: list[AnySlip] = []

    def press(self, slip: AnySlip) -> bytes:
        self.slips.append(slip)
        return self._press.press(slip)


@pytest.fixture
def unit(road_to: RoadTo, press: SlipPress) -> Unit:
    """A printer as a spooler knows it; it is asked only while a job waits for it."""

    def make(printer: VirtualPrinter, name: str = "front") -> PrinterUnit:
        return PrinterUnit(name=name, road=road_to(printer), press=press, probe_s=0)

    return make


@contextmanager
def spooling(
    *units: PrinterUnit,
    store: SpoolStore | None = None,
    owner: str = "",
    ttl_s: float = 90.0,
    quiet_s: Mapping[Cause, float] | None = None,
    on_condition: OnCondition = lambda _name, _condition: None,
) -> Iterator[Spooler]:
    spooler = Spooler(
        units,
        store=store or Notebook(),
        owner=owner,
        ttl_s=ttl_s,
        quiet_s=quiet_s or {},
        tick_s=0.02,
        on_condition=on_condition,
    )
    spooler.start()
    try:
        yield spooler
    finally:
        spooler.close()


@pytest.fixture
def spooler(printer: VirtualPrinter, unit: Unit, notebook: Notebook) -> Iterator[Spooler]:
    with spooling(unit(printer), store=notebook) as spooler:
        yield spooler


def ticket(n: int, slip: Slip, copy: int | None = 1) -> PrintJob:
    return PrintJob(ticket=TicketId(f"ticket-{n}"), slip=slip, copy=copy)


def test_every_step_of_a_job_is_written_down_before_it_is_taken(
    spooler: Spooler, notebook: Notebook, told: Told, slip: Slip
) -> None:
    spooler.submit(ticket(1, slip), told)
    report = told.take()
    assert report.outcome.paper is Paper.PRINTED
    assert (report.cause, report.printer, report.stands_in) == (None, "front", False)
    assert notebook.states == [
        SpoolState.QUEUED,
        SpoolState.CONNECTING,
        SpoolState.CHECKED,
        SpoolState.SENDING,
        SpoolState.PRINTED,
    ]


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
    first = told.take()
    assert told.take() == first
    spooler.submit(ticket(1, slip), told)
    assert told.take() == first
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


def test_a_paper_in_trouble_is_held_and_printed_by_itself_when_the_printer_is_well(
    spooler: Spooler, printer: VirtualPrinter, notebook: Notebook, told: Told, slip: Slip
) -> None:
    printer.set(Condition(roll=Roll.OUT))
    spooler.submit(ticket(1, slip), told, told.hear)
    assert told.held() is Cause.PAPER_OUT
    assert notebook.states[-1] is SpoolState.HELD
    assert SpoolState.SENDING not in notebook.states
    printer.set(Condition(unplugged=True))
    # Pulled while it was being asked how it is, it hangs up first.
    while told.held() is not Cause.UNREACHABLE:
        pass
    assert told.empty
    printer.set(Condition())
    assert told.take().outcome.paper is Paper.PRINTED
    assert len(printer.wait_for_receipts(1)) == 1


def test_trouble_that_passes_by_itself_is_not_told(
    printer: VirtualPrinter, unit: Unit, told: Told, slip: Slip
) -> None:
    printer.set(Condition(unplugged=True))
    heard: SimpleQueue[PrinterState] = SimpleQueue()
    with spooling(
        unit(printer),
        quiet_s={Cause.UNREACHABLE: 3600.0},
        on_condition=lambda _name, condition: heard.put(condition.state),
    ) as spooler:
        spooler.submit(ticket(1, slip), told, told.hear)
        assert heard.get(timeout=10) is PrinterState.UNREACHABLE
        printer.set(Condition())
        assert told.take().outcome.paper is Paper.PRINTED
        assert told.every_held == []


def test_a_held_paper_that_nobody_waits_for_is_never_printed(
    spooler: Spooler, printer: VirtualPrinter, told: Told, slip: Slip
) -> None:
    printer.set(Condition(cover_open=True))
    spooler.submit(ticket(1, slip), told, told.hear)
    assert told.held() is Cause.COVER_OPEN
    spooler.withdraw(TicketId("ticket-1"), 1)
    assert told.take().outcome == NotPrinted(cause=Cause.COVER_OPEN)
    printer.set(Condition())
    spooler.submit(ticket(2, slip), told)
    assert told.take().ticket == "ticket-2"
    assert len(printer.receipts) == 1


def test_a_held_paper_expires_and_is_no_surprise_in_the_morning(
    printer: VirtualPrinter, unit: Unit, notebook: Notebook, told: Told, slip: Slip
) -> None:
    printer.set(Condition(roll=Roll.OUT))
    with spooling(unit(printer), store=notebook, ttl_s=0.3) as spooler:
        spooler.submit(ticket(1, slip), told, told.hear)
        assert told.held() is Cause.PAPER_OUT
        assert told.take().outcome == NotPrinted(cause=Cause.EXPIRED)
        assert notebook.states[-1] is SpoolState.EXPIRED
        printer.set(Condition())
        spooler.submit(ticket(2, slip), told)
        told.take()
    assert len(printer.receipts) == 1


def test_a_printer_that_cannot_take_a_paper_hands_it_to_the_next(
    printer: VirtualPrinter, unit: Unit, told: Told, slip: Slip
) -> None:
    with VirtualPrinter() as second:
        first, other = unit(printer, "front"), unit(second, "desk")
        pressed = Watching(other.press)
        other = replace(other, press=pressed)
        printer.set(Condition(roll=Roll.OUT))
        with spooling(first, other, owner="Kiosk 1") as spooler:
            spooler.submit(ticket(1, slip), told, told.hear)
            report = told.take()
            assert report.outcome.paper is Paper.PRINTED
            assert (report.printer, report.stands_in) == ("desk", True)
            assert [each.for_kiosk for each in pressed.slips] == ["Kiosk 1"]
            printer.set(Condition())
            spooler.submit(ticket(2, slip), told)
            assert told.take().printer == "front"
        assert (len(printer.receipts), len(second.receipts)) == (1, 1)


def test_a_paper_that_may_have_printed_is_handed_to_nobody(
    printer: VirtualPrinter, unit: Unit, told: Told, slip: Slip
) -> None:
    printer.set(Condition(rows_left=200))
    with VirtualPrinter() as second, spooling(unit(printer), unit(second, "desk")) as spooler:
        spooler.submit(ticket(1, slip), told)
        report = told.take()
        assert (report.outcome.paper, report.printer) == (Paper.UNCONFIRMED, "front")
        spooler.submit(ticket(2, slip), told)
        assert told.take().printer == "desk"
        assert len(second.receipts) == 1


def test_a_printer_that_was_away_is_not_waited_for_by_the_next_paper(
    printer: VirtualPrinter, unit: Unit, notebook: Notebook, told: Told, slip: Slip
) -> None:
    printer.set(Condition(unplugged=True))
    with (
        VirtualPrinter() as second,
        spooling(unit(printer), unit(second, "desk"), store=notebook) as spooler,
    ):
        for n in (1, 2):
            spooler.submit(ticket(n, slip), told)
            assert told.take().printer == "desk"
        tried = [entry.printer for entry in notebook.advances if entry.ticket == "ticket-2"]
        assert "front" not in tried[1:]


def test_whoever_is_told_of_a_printer_hears_each_change_once(
    printer: VirtualPrinter, unit: Unit
) -> None:
    heard: SimpleQueue[tuple[str, PrinterState]] = SimpleQueue()
    watched = replace(unit(printer), probe_s=0.01)
    with spooling(watched, on_condition=lambda name, c: heard.put((name, c.state))) as spooler:
        assert heard.get(timeout=10) == ("front", PrinterState.READY)
        printer.set(Condition(roll=Roll.LOW))
        assert heard.get(timeout=10) == ("front", PrinterState.LOW)
        printer.set(Condition(roll=Roll.OUT))
        assert heard.get(timeout=10) == ("front", PrinterState.NOT_READY)
        assert spooler.conditions()["front"].cause is Cause.PAPER_OUT
        printer.set(Condition(unplugged=True))
        # Pulled while it was being asked how it is, it hangs up first.
        while (told := heard.get(timeout=10)) == ("front", PrinterState.NOT_READY):
            pass
        assert told == ("front", PrinterState.UNREACHABLE)
        printer.set(Condition())
        assert heard.get(timeout=10) == ("front", PrinterState.READY)
    assert printer.receipts == ()


def test_what_must_be_known_of_a_printer_is_found_out_before_it_is_asked_how_it_is(
    printer: VirtualPrinter, unit: Unit
) -> None:
    heard: SimpleQueue[str] = SimpleQueue()
    answers = iter((False, True))

    def prepare() -> bool:
        heard.put("prepared")
        return next(answers)

    watched = replace(unit(printer), probe_s=0.01, prepare=prepare)
    with spooling(watched, on_condition=lambda _name, _condition: heard.put("asked")):
        printer.wait_for_bytes(4 * len(b"\x10\x04\x01" * 4))
    # Once more where it could not be found out at first, and then never again.
    assert [heard.get(), heard.get(), heard.get()] == ["prepared", "asked", "prepared"]
    assert heard.empty()


def test_a_printer_that_another_has_taken_the_place_of_is_found_out_anew(
    press: SlipPress, slip: Slip, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BUSY_LIMIT_S", 0.1)
    patience = Patience(status_s=5.0, settle_s=0.1, close_s=0.1)
    with VirtualPrinter(make=Make(level=Level.STATUS)) as other:
        road = LanPrinter(host="127.0.0.1", port=other.port, patience=patience, level=Level.FENCE)
        levels = iter((Level.FENCE, Level.STATUS))

        def prepare() -> bool:
            road.assume(next(levels))
            return True

        unit = PrinterUnit(name="front", road=road, press=press, probe_s=0, prepare=prepare)
        with spooling(unit) as spooler:
            spooler.submit(ticket(1, slip), told)
            assert told.take().outcome == Sent(level=Level.STATUS)


def test_how_a_printer_is_is_told_even_where_what_it_can_cannot_be_written_down(
    printer: VirtualPrinter, unit: Unit
) -> None:
    heard: SimpleQueue[PrinterCondition] = SimpleQueue()

    def prepare() -> bool:
        raise OSError("disk full")

    watched = replace(unit(printer), probe_s=0.01, prepare=prepare)
    with spooling(watched, on_condition=lambda _name, condition: heard.put(condition)):
        assert heard.get(timeout=10).state is PrinterState.READY


def test_closing_gives_up_every_printer_before_it_waits_for_one(press: SlipPress) -> None:
    given_up = Event()

    class Waiting:
        """A road that gets stuck until the last one is given up."""

        def __init__(self, own: Event) -> None:
            self._own = own
            self.was_given_up = False

        def open(self) -> Session:
            self.was_given_up = given_up.wait(timeout=10)
            raise PrinterNotReady(Cause.INTERRUPTED)

        def give_up(self) -> None:
            self._own.set()

    first, last = Waiting(Event()), Waiting(given_up)
    units = [
        PrinterUnit(name=name, road=road, press=press, probe_s=60)
        for name, road in (("first", first), ("last", last))
    ]
    with spooling(*units):
        pass
    assert first.was_given_up


def test_of_a_mute_printer_nothing_is_claimed_and_held_papers_are_still_sent_to_it(
    press: SlipPress, told: Told, slip: Slip
) -> None:
    heard: SimpleQueue[PrinterState] = SimpleQueue()
    with VirtualPrinter(make=Make(level=Level.MUTE)) as printer:
        printer.set(Condition(unplugged=True))
        road = LanPrinter(host="127.0.0.1", port=printer.port, level=Level.MUTE)
        mute = PrinterUnit(name="front", road=road, press=press, probe_s=0)
        with spooling(mute, on_condition=lambda _name, c: heard.put(c.state)) as spooler:
            spooler.submit(ticket(1, slip), told, told.hear)
            assert told.held() is Cause.UNREACHABLE
            printer.set(Condition())
            assert told.take().outcome == Sent(level=Level.MUTE)
        assert len(printer.wait_for_receipts(1)) == 1
    states = [heard.get() for _ in range(heard.qsize())]
    assert states == [PrinterState.UNREACHABLE, PrinterState.UNKNOWN]


def test_an_end_that_the_disk_did_not_take_is_written_before_the_next_paper(
    printer: VirtualPrinter, unit: Unit, told: Told, slip: Slip
) -> None:
    class FullOnce(Notebook):
        full = True

        def advance(self, entry: SpoolEntry) -> None:
            if self.full and entry.state is SpoolState.PRINTED:
                self.full = False
                raise OSError("no space left")
            super().advance(entry)

    notebook = FullOnce()
    with spooling(unit(printer), store=notebook) as spooler:
        spooler.submit(ticket(1, slip), told)
        assert told.take().outcome.paper is Paper.PRINTED
        assert notebook.entries["ticket-1", 1].state is SpoolState.SENDING
        spooler.submit(ticket(2, slip), told)
        assert told.take().outcome.paper is Paper.PRINTED
        assert {entry.state for entry in notebook.entries.values()} == {SpoolState.PRINTED}


def test_what_may_lie_in_the_tray_is_unconfirmed_until_another_is_asked_for(
    spooler: Spooler, printer: VirtualPrinter, notebook: Notebook, told: Told, slip: Slip
) -> None:
    printer.set(Condition(rows_left=200))
    spooler.submit(ticket(1, slip), told)
    assert told.take().outcome.paper is Paper.UNCONFIRMED
    (entry,) = notebook.entries.values()
    assert entry.state is SpoolState.UNCONFIRMED
    assert entry.bytes_sent > 0
    printer.set(Condition())
    spooler.submit(ticket(1, slip, copy=2), told)
    assert told.take().outcome.paper is Paper.PRINTED
    states = [entry.state for entry in notebook.entries.values()]
    assert states == [SpoolState.REPRINTED, SpoolState.PRINTED]


def test_a_job_that_waited_too_long_is_not_printed(
    printer: VirtualPrinter, unit: Unit, told: Told, slip: Slip
) -> None:
    with spooling(unit(printer), ttl_s=-1.0) as spooler:
        spooler.submit(ticket(1, slip), told)
        assert told.take().outcome == NotPrinted(cause=Cause.EXPIRED)
    assert printer.wire == b""


def test_a_printer_in_trouble_never_delays_another(
    printer: VirtualPrinter, unit: Unit, press: SlipPress, told: Told, slip: Slip
) -> None:
    with VirtualPrinter() as dead:
        dead.set(Condition(stalled=True))
        patient = LanPrinter(
            host="127.0.0.1", port=dead.port, patience=Patience(status_s=3600, close_s=0.1)
        )
        stuck = PrinterUnit(name="back", road=patient, press=press, probe_s=0)
        waiting = Told()
        with spooling(unit(printer)) as spooler:
            with spooling(stuck) as other:
                other.submit(ticket(1, slip), waiting)
                spooler.submit(ticket(2, slip), told)
                assert told.take().outcome.paper is Paper.PRINTED
                assert waiting.empty
            assert waiting.take().outcome == NotPrinted(cause=Cause.INTERRUPTED)


def test_closing_answers_every_job_that_still_waits(
    printer: VirtualPrinter, unit: Unit, told: Told, slip: Slip
) -> None:
    spooler = Spooler([unit(printer)], store=Notebook())
    for n in range(3):
        spooler.submit(ticket(n, slip), told)
    spooler.close()
    spooler.start()
    assert [told.take().cause for _ in range(3)] == [Cause.INTERRUPTED] * 3


def test_closing_answers_a_held_job(
    printer: VirtualPrinter, unit: Unit, told: Told, slip: Slip
) -> None:
    printer.set(Condition(roll=Roll.OUT))
    with spooling(unit(printer)) as spooler:
        spooler.submit(ticket(1, slip), told, told.hear)
        told.held()
    assert told.take().cause is Cause.INTERRUPTED


def test_a_mistake_of_ours_is_told_and_the_next_job_is_printed(
    spooler: Spooler, notebook: Notebook, told: Told, slip: Slip
) -> None:
    spooler.submit(ticket(1, replace(slip, code="A" * 200)), told)
    assert told.take().outcome == NotPrinted(cause=Cause.FAULT)
    spooler.submit(ticket(2, slip), told)
    assert told.take().outcome.paper is Paper.PRINTED


def test_a_disk_that_takes_nothing_is_told_and_not_one_byte_leaves(
    printer: VirtualPrinter, unit: Unit, told: Told, slip: Slip
) -> None:
    class Full(Notebook):
        def insert(self, entry: SpoolEntry) -> SpoolEntry | None:
            raise OSError("no space left")

    with spooling(unit(printer), store=Full()) as spooler:
        spooler.submit(ticket(1, slip), told)
        assert told.take().outcome == NotPrinted(cause=Cause.FAULT)
    assert printer.wire == b""


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
    reports: list[PaperReport] = []
    recover(notebook, reports.append)
    assert {report.ticket: report.outcome for report in reports} == {
        "queued": NotPrinted(cause=Cause.INTERRUPTED),
        "sending": Unconfirmed(bytes_sent=0, cause=Cause.INTERRUPTED),
    }
    recover(notebook, reports.append)
    assert len(reports) == 2


def test_what_a_crash_left_open_stays_open_until_it_is_told(notebook: Notebook) -> None:
    entry = SpoolEntry(
        ticket=TicketId("sending"),
        copy=1,
        printer="front",
        state=SpoolState.SENDING,
        queued_at="2126-11-20T07:24:00.000+00:00",
    )
    notebook.insert(entry)

    def cut(_report: PaperReport) -> None:
        raise OSError("and the power was cut again")

    with pytest.raises(OSError, match="again"):
        recover(notebook, cut)
    reports: list[PaperReport] = []
    recover(notebook, reports.append)
    assert [report.ticket for report in reports] == ["sending"]


def test_asked_for_again_while_it_is_held_a_paper_has_two_who_wait_for_it(
    spooler: Spooler, printer: VirtualPrinter, told: Told, slip: Slip
) -> None:
    printer.set(Condition(roll=Roll.OUT))
    spooler.submit(ticket(1, slip), told, told.hear)
    assert told.held() is Cause.PAPER_OUT
    second = Told()
    spooler.submit(ticket(1, slip), second, second.hear)
    assert second.held() is Cause.PAPER_OUT
    printer.set(Condition())
    assert told.take() == second.take()
    assert len(printer.wait_for_receipts(1)) == 1


def test_a_copy_asked_for_twice_is_told_its_own_outcome(
    spooler: Spooler, notebook: Notebook, told: Told, slip: Slip
) -> None:
    for copy in (1, 2):
        entry = SpoolEntry(
            ticket=TicketId("ticket-1"),
            copy=copy,
            printer="front",
            state=SpoolState.SENT,
            queued_at="2026-11-22T07:00:00+00:00",
            level="A1",
        )
        notebook.advance(entry)
    spooler.submit(ticket(1, slip, copy=2), told)
    assert told.take().outcome == Sent(level=Level.STATUS)
    assert notebook.entries["ticket-1", 2].state is SpoolState.SENT


def test_a_cause_that_only_a_newer_version_knows_is_told_as_a_fault(
    spooler: Spooler, notebook: Notebook, told: Told, slip: Slip
) -> None:
    entry = SpoolEntry(
        ticket=TicketId("ticket-1"),
        copy=1,
        printer="front",
        state=SpoolState.UNCONFIRMED,
        queued_at="2026-11-22T07:00:00+00:00",
        cause="eaten_by_a_goat",
    )
    notebook.advance(entry)
    spooler.submit(ticket(1, slip), told)
    assert told.take().outcome == Unconfirmed(bytes_sent=0, cause=Cause.FAULT)


def test_a_printer_that_turns_papers_away_is_not_asked_without_a_pause(
    press: SlipPress, slip: Slip, told: Told
) -> None:
    again = Event()

    class Refusing:
        """Well whenever it is asked, and busy whenever a slip comes."""

        def __init__(self) -> None:
            self.status = PrinterStatus()
            self.opened = 0

        def open(self) -> Session:
            self.opened += 1
            if self.opened > 1:
                again.set()
            return self

        def send(self, job: bytes) -> Outcome:
            return NotPrinted(cause=Cause.BUSY)

        def close(self) -> None:
            pass

        def give_up(self) -> None:
            pass

    unit = PrinterUnit(name="front", road=Refusing(), press=press, probe_s=0)
    spooler = Spooler([unit], store=Notebook(), quiet_s={Cause.BUSY: 60}, tick_s=60)
    spooler.start()
    spooler.submit(ticket(1, slip), told)
    assert not again.wait(timeout=0.3)
    spooler.close()
    assert told.take().outcome == NotPrinted(cause=Cause.INTERRUPTED)
