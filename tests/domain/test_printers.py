"""A printer's state is a fact: told once for each change, forgotten at the end of the day."""

from datetime import timedelta

import pytest

from kiosk.domain import commands as c
from kiosk.domain.errors import Unfit
from kiosk.domain.events import DayClosed, DayOpened, PrinterReported, PrinterState
from kiosk.domain.ids import DeviceId
from kiosk.domain.printers import NAME_CHARACTERS, PRINTERS_A_DEVICE, PrinterNow
from tests.domain.hall import HOLIDAY, ID_NEW, NAIROBI, TEN, Hall

OUT = c.ReportPrinter(printer="Entrance", state=PrinterState.NOT_READY, cause="paper_out")
READY = c.ReportPrinter(printer="Entrance", state=PrinterState.READY)


@pytest.fixture
def hall() -> Hall:
    hall = Hall()
    hall.do(c.TurnDay())
    return hall


def now(hall: Hall, printer: str = "Entrance", device: str = "device") -> PrinterNow | None:
    return hall.floor.printers.get((DeviceId(device), printer))


def test_a_trouble_is_told_and_stands_on_the_floor_since_then(hall: Hall) -> None:
    (event,) = hall.do(OUT)
    assert event == PrinterReported(
        printer="Entrance", state=PrinterState.NOT_READY, cause="paper_out"
    )
    assert now(hall) == PrinterNow(
        device=DeviceId("device"),
        printer="Entrance",
        state=PrinterState.NOT_READY,
        cause="paper_out",
        since=TEN,
    )


def test_what_is_known_already_is_no_event(hall: Hall) -> None:
    hall.do(OUT)
    hall.later(5)
    assert hall.do(OUT) == ()
    found = now(hall)
    assert found is not None
    assert found.since == TEN


def test_another_cause_is_another_event(hall: Hall) -> None:
    hall.do(OUT)
    hall.later(5)
    (event,) = hall.do(
        c.ReportPrinter(printer="Entrance", state=PrinterState.NOT_READY, cause="cover_open")
    )
    assert isinstance(event, PrinterReported)
    found = now(hall)
    assert found is not None
    assert (found.cause, found.since) == ("cover_open", TEN + timedelta(minutes=5))


def test_a_ready_printer_of_which_nothing_is_known_is_no_event(hall: Hall) -> None:
    assert hall.do(READY) == ()
    assert hall.floor.printers == {}


def test_recovery_is_told_once_and_clears_it(hall: Hall) -> None:
    hall.do(OUT)
    (event,) = hall.do(READY)
    assert isinstance(event, PrinterReported)
    assert event.state is PrinterState.READY
    assert hall.floor.printers == {}
    assert hall.do(READY) == ()


def test_two_devices_may_know_different_things_of_one_printer(hall: Hall) -> None:
    hall.do(OUT, device="kiosk-1")
    unreachable = c.ReportPrinter(printer="Entrance", state=PrinterState.UNREACHABLE)
    hall.do(unreachable, device="kiosk-2")
    hall.do(READY, device="kiosk-1")
    assert [found.device for found in hall.floor.printers.values()] == ["kiosk-2"]


def test_it_is_a_fact_that_neither_holiday_nor_suspension_refuses(hall: Hall) -> None:
    hall.do(c.SuspendService(service=ID_NEW, reason="system"))
    hall.at = TEN.replace(month=HOLIDAY.month, day=HOLIDAY.day, hour=3, tzinfo=NAIROBI)
    assert isinstance(hall.do(OUT)[-1], PrinterReported)


def test_a_new_day_knows_of_no_printer_and_is_told_anew(hall: Hall) -> None:
    hall.do(OUT)
    hall.later(24 * 60)
    kinds = [type(event) for event in hall.do(OUT)]
    assert kinds == [DayClosed, DayOpened, PrinterReported]
    found = now(hall)
    assert found is not None
    assert found.since == hall.at


def test_the_day_s_first_order_may_be_a_printer_that_is_ready_again(hall: Hall) -> None:
    hall.do(OUT)
    hall.later(24 * 60)
    assert [type(event) for event in hall.do(READY)] == [DayClosed, DayOpened]
    assert hall.floor.printers == {}


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        " Entrance",
        "Entrance ",
        "x" * (NAME_CHARACTERS + 1),
        "a\nb",
        "a\0b",
        "a\x1b@b",
        "a\u202eb",
        "\ud800",
    ],
)
def test_a_name_that_cannot_be_shown_is_unfit(hall: Hall, name: str) -> None:
    with pytest.raises(Unfit, match="printer"):
        hall.try_(c.ReportPrinter(printer=name, state=PrinterState.LOW))


@pytest.mark.parametrize(
    "name", ["x", "x" * NAME_CHARACTERS, "Dawati la maelezo", "Lango Kuu ĩ", "192.168.1.50:9100"]
)
def test_a_name_that_can_be_shown_is_fit(hall: Hall, name: str) -> None:
    assert hall.do(c.ReportPrinter(printer=name, state=PrinterState.LOW))


@pytest.mark.parametrize("cause", ["", "Paper out", "paper-out", "x" * 33, "jane@example.org"])
def test_a_cause_that_is_no_code_is_unfit(hall: Hall, cause: str) -> None:
    with pytest.raises(Unfit, match="cause"):
        hall.try_(c.ReportPrinter(printer="Entrance", state=PrinterState.NOT_READY, cause=cause))


def test_one_device_cannot_fill_the_floor(hall: Hall) -> None:
    for number in range(PRINTERS_A_DEVICE):
        hall.do(c.ReportPrinter(printer=f"P{number}", state=PrinterState.LOW))
    with pytest.raises(Unfit, match="16 printers"):
        hall.try_(OUT)
    # What it has told of may still change, and others may still tell.
    assert hall.do(c.ReportPrinter(printer="P0", state=PrinterState.UNREACHABLE))
    assert hall.do(OUT, device="another")
    assert hall.do(c.ReportPrinter(printer="P0", state=PrinterState.READY))
    assert hall.do(OUT)
