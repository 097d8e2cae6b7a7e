"""What a printer has to say reaches those who can help, and stays until it is over."""

from collections.abc import Iterator

import pytest

from kiosk.domain.events import PrinterReported, PrinterState
from kiosk.printer.emulator.condition import Condition, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from tests.journeys.hall import FRONT, Hall

pytestmark = pytest.mark.journey


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


def test_an_agent_sees_the_paper_run_out_through_a_killed_centre_and_until_the_roll_is_changed(
    hall: Hall, printer: VirtualPrinter
) -> None:
    hall.kiosk(printer.port, probe_s=0.2)
    counter = hall.counter(hall.catalogue.counters[0].id)
    printer.set(Condition(roll=Roll.OUT))
    hall.until(lambda: counter.page.shows(f"{FRONT}: no paper"), "the agent does not see it")

    hall.centre.process.kill()
    hall.until(lambda: counter.page.has("lost"), "the counter does not see that the centre is lost")
    assert not counter.page.shows("no paper")
    hall.start_centre_again()
    hall.until(lambda: counter.page.shows(f"{FRONT}: no paper"), "the centre has forgotten it")

    printer.set(Condition())
    hall.until(lambda: not counter.page.has("printers"), "the agent still sees it")
    told = [(event.printer, event.state, event.cause) for event in hall.told(PrinterReported)]
    assert told == [
        (FRONT, PrinterState.NOT_READY, "paper_out"),
        (FRONT, PrinterState.READY, None),
    ]
    assert hall.first_broken_line() is None


def test_a_printer_that_is_gone_is_not_reachable_and_one_that_is_low_is_low(
    hall: Hall, printer: VirtualPrinter
) -> None:
    printer.set(Condition(roll=Roll.LOW))
    hall.kiosk(printer.port, probe_s=0.2)
    counter = hall.counter(hall.catalogue.counters[0].id)
    hall.until(lambda: counter.page.shows(f"{FRONT}: paper low"))
    printer.set(Condition(unplugged=True))
    hall.until(lambda: counter.page.shows(f"{FRONT}: not reachable"))
    assert not counter.page.shows("paper low")


def test_a_good_printer_leaves_no_trace_in_the_journal(hall: Hall, printer: VirtualPrinter) -> None:
    kiosk = hall.kiosk(printer.port, probe_s=0.2)
    hall.until(lambda: printer.wire.count(b"\x10\x04") > 8, "nobody asks the printer how it is")
    assert hall.told(PrinterReported) == []
    assert kiosk.station.mirror.printers_in_trouble == ()
