"""What a device tells its centre of its printers, and what it keeps to itself."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from kiosk.domain.commands import ReportPrinter, Role, TurnDay
from kiosk.domain.events import PrinterState
from kiosk.domain.printers import NAME_CHARACTERS, PrinterNow, fit_name
from kiosk.printer.condition import PrinterCondition
from kiosk.printer.outcome import Cause
from kiosk.ui.printer_notes import PrinterNotes
from tests.domain.hall import TEN, catalogue
from tests.ui.stations import StationInMemory

READY = PrinterCondition(state=PrinterState.READY)
LOW = PrinterCondition(state=PrinterState.LOW)
OUT = PrinterCondition(state=PrinterState.NOT_READY, cause=Cause.PAPER_OUT)
OPEN = PrinterCondition(state=PrinterState.NOT_READY, cause=Cause.COVER_OPEN)
UNREACHABLE = PrinterCondition(state=PrinterState.UNREACHABLE, cause=Cause.UNREACHABLE)
BUSY = PrinterCondition(state=PrinterState.BUSY, cause=Cause.BUSY)
UNKNOWN = PrinterCondition(state=PrinterState.UNKNOWN, cause=Cause.MUTE)
ENTRANCE, FENCE = "Entrance", "Fence"


class Kiosk:
    """A kiosk with two printers: one that is looked at, and one that marks that time has passed."""

    def __init__(self, qtbot: QtBot, station: StationInMemory) -> None:
        self.station = station
        self._qtbot = qtbot
        self._fence = OPEN
        self.notes = PrinterNotes(self.station, printers=(ENTRANCE, FENCE), settle_s=0.01)

    def start(self, *printers: str) -> None:
        """The device's process begins anew."""
        names = printers or (ENTRANCE, FENCE)
        self.notes.deleteLater()
        self.notes = PrinterNotes(self.station, printers=names, settle_s=0.01)

    def hears(self, *conditions: PrinterCondition) -> None:
        """One after the other, none of them for long but the last."""
        for condition in conditions:
            self.notes.note(ENTRANCE, condition)

    def settles(self) -> list[PrinterState]:
        """All that was told of the printer, once everything heard so far has had its time."""
        self._fence = OUT if self._fence == OPEN else OPEN
        self.notes.note(FENCE, self._fence)
        self.waits(lambda: any(now.cause == self._fence.cause for now in self._fences()))
        return [told.state for told in self.told()]

    def told(self) -> list[ReportPrinter]:
        return [
            told
            for told in self.station.told
            if isinstance(told, ReportPrinter) and told.printer != FENCE
        ]

    def waiting_ms(self) -> int:
        """How long what was just heard has to last before it is told."""
        timers = self.notes.findChildren(QTimer)
        return min(timer.interval() for timer in timers if timer.isActive())

    @property
    def floor(self) -> list[tuple[str, PrinterState, str | None]]:
        """What staff see of it."""
        return [
            (now.printer, now.state, now.cause)
            for now in self.station.mirror.printers_in_trouble
            if now.printer != FENCE
        ]

    def _fences(self) -> Iterator[PrinterNow]:
        printers = self.station.mirror.floor.printers.values()
        return (now for now in printers if now.printer == FENCE)

    def waits(self, holds: Callable[[], bool]) -> None:
        """Until it is so."""
        self._qtbot.waitUntil(holds)


@pytest.fixture
def kiosk(qtbot: QtBot) -> Kiosk:
    return Kiosk(qtbot, StationInMemory(catalogue(), TEN, Role.KIOSK))


def test_trouble_is_told_with_its_cause_and_recovery_takes_it_back(kiosk: Kiosk) -> None:
    kiosk.hears(OUT)
    assert kiosk.settles() == [PrinterState.NOT_READY]
    assert kiosk.floor == [(ENTRANCE, PrinterState.NOT_READY, "paper_out")]
    kiosk.hears(READY)
    assert kiosk.settles() == [PrinterState.NOT_READY, PrinterState.READY]
    assert kiosk.floor == []


def test_each_change_that_staff_should_know_is_told(kiosk: Kiosk) -> None:
    for condition in (LOW, OUT, OPEN, UNREACHABLE, LOW):
        kiosk.hears(condition)
        kiosk.settles()
    assert [(told.state.value, told.cause) for told in kiosk.told()] == [
        ("low", None),
        ("not_ready", "paper_out"),
        ("not_ready", "cover_open"),
        ("unreachable", "unreachable"),
        ("low", None),
    ]


def test_a_trouble_that_does_not_last_is_not_told(kiosk: Kiosk) -> None:
    kiosk.hears(OUT)
    kiosk.settles()
    kiosk.hears(*(READY, UNREACHABLE) * 50, OUT)
    assert kiosk.settles() == [PrinterState.NOT_READY]


def test_a_flapping_printer_is_told_of_once_for_each_time_it_settles(kiosk: Kiosk) -> None:
    kiosk.hears(*(READY, UNREACHABLE) * 50)
    assert kiosk.settles() == [PrinterState.UNREACHABLE]


def test_one_that_comes_and_goes_has_to_be_well_for_longer_each_time(kiosk: Kiosk) -> None:
    waits_ms = []
    for _ in range(4):
        kiosk.hears(LOW)
        kiosk.waits(lambda: bool(kiosk.floor))
        kiosk.hears(READY)
        waits_ms.append(kiosk.waiting_ms())
        kiosk.waits(lambda: not kiosk.floor)
    assert waits_ms == [10, 20, 40, 80]
    # Trouble itself is told as soon as ever.
    kiosk.hears(UNREACHABLE)
    assert kiosk.waiting_ms() == 10


def test_the_same_heard_at_every_probe_is_told_once(kiosk: Kiosk) -> None:
    for _ in range(3):
        kiosk.hears(LOW)
        kiosk.settles()
    assert kiosk.settles() == [PrinterState.LOW]


@pytest.mark.parametrize("condition", [BUSY, UNKNOWN])
def test_what_is_passing_or_not_known_is_not_told(
    kiosk: Kiosk, condition: PrinterCondition
) -> None:
    kiosk.hears(condition)
    assert kiosk.settles() == []
    kiosk.hears(OUT, condition)
    assert kiosk.settles() == [PrinterState.NOT_READY]
    kiosk.hears(condition)
    assert kiosk.settles() == [PrinterState.NOT_READY]


@pytest.mark.parametrize("condition", [BUSY, UNKNOWN])
def test_one_that_is_reached_again_and_says_nothing_is_no_longer_unreachable(
    kiosk: Kiosk, condition: PrinterCondition
) -> None:
    kiosk.hears(UNREACHABLE)
    kiosk.settles()
    kiosk.hears(condition)
    assert kiosk.settles() == [PrinterState.UNREACHABLE, PrinterState.UNKNOWN]
    assert kiosk.floor == []
    kiosk.hears(READY)
    assert kiosk.settles()[-1] is PrinterState.READY


def test_after_the_day_has_changed_what_is_still_in_trouble_is_told_again(kiosk: Kiosk) -> None:
    kiosk.hears(OUT)
    kiosk.settles()
    kiosk.station.advance(24 * 60)
    kiosk.station.order(Role.CENTRE, TurnDay())
    assert kiosk.floor == []
    assert kiosk.settles() == [PrinterState.NOT_READY, PrinterState.NOT_READY]
    assert kiosk.floor == [(ENTRANCE, PrinterState.NOT_READY, "paper_out")]


def test_after_the_day_has_changed_nothing_is_told_of_a_good_printer(kiosk: Kiosk) -> None:
    kiosk.hears(OUT)
    kiosk.settles()
    kiosk.hears(READY)
    told = kiosk.settles()
    kiosk.station.advance(24 * 60)
    kiosk.station.order(Role.CENTRE, TurnDay())
    assert kiosk.settles() == told


def test_while_the_centre_is_lost_nothing_piles_up_and_then_the_last_is_told(
    kiosk: Kiosk, qtbot: QtBot
) -> None:
    kiosk.settles()
    kiosk.station.cut()
    for condition in (OUT, READY, UNREACHABLE, OPEN):
        kiosk.hears(condition)
        qtbot.waitUntil(lambda: not any(t.isActive() for t in kiosk.notes.findChildren(QTimer)))
    assert kiosk.told() == []
    kiosk.station.mend()
    assert kiosk.settles() == [PrinterState.NOT_READY]
    assert kiosk.floor == [(ENTRANCE, PrinterState.NOT_READY, "cover_open")]


def test_a_start_takes_back_what_the_last_one_told(kiosk: Kiosk) -> None:
    kiosk.hears(OUT)
    kiosk.settles()
    kiosk.start()
    kiosk.hears(READY)
    assert kiosk.settles()[-1] is PrinterState.READY
    assert kiosk.floor == []


def test_a_good_printer_at_the_start_leaves_no_trace_in_the_journal(kiosk: Kiosk) -> None:
    seq = kiosk.station.mirror.seq
    kiosk.hears(READY)
    kiosk.settles()
    entries = kiosk.station.mirror.seq - seq
    assert entries == 1  # the fence's


def test_a_printer_this_device_no_longer_has_is_in_nobodys_way(kiosk: Kiosk) -> None:
    kiosk.hears(OUT)
    kiosk.settles()
    kiosk.start("Entrance, left", FENCE)
    assert kiosk.floor
    kiosk.settles()
    kiosk.settles()
    assert kiosk.floor == []


def test_printers_of_other_devices_are_left_alone(kiosk: Kiosk) -> None:
    theirs = ReportPrinter(printer="Hall 2", state=PrinterState.LOW)
    kiosk.station.order(Role.COUNTER, theirs)
    kiosk.settles()
    kiosk.settles()
    assert kiosk.floor == [("Hall 2", PrinterState.LOW, None)]


def test_a_condition_may_come_from_the_printer_s_own_thread(kiosk: Kiosk) -> None:
    worker = Thread(target=lambda: kiosk.hears(OUT))
    worker.start()
    worker.join()
    assert kiosk.told() == []
    kiosk.waits(lambda: [told.state for told in kiosk.told()] == [PrinterState.NOT_READY])


@pytest.mark.parametrize(
    "name", ["", "  ", "a\nb", " x ", "x" * 50, "x" * 39 + " y", "[fe80::1]:9100", "\u202e", "ĩ"]
)
def test_whatever_settings_call_a_printer_the_centre_takes_its_name(
    kiosk: Kiosk, name: str
) -> None:
    kiosk.start(name, FENCE)
    kiosk.notes.note(name, OUT)
    kiosk.settles()
    (told,) = kiosk.told()
    assert fit_name(told.printer)
    assert len(told.printer) <= NAME_CHARACTERS
    assert kiosk.floor == [(told.printer, PrinterState.NOT_READY, "paper_out")]
