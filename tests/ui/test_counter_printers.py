"""Printers in trouble, where the staff see them: said once, calmly, and gone by themselves."""

from datetime import timedelta

import pytest

from kiosk.domain.commands import CallForHelp, CallNext, ReportPrinter, Role
from kiosk.domain.events import PrinterState
from kiosk.domain.ids import DeviceId
from kiosk.domain.printers import PrinterNow
from kiosk.ui.counter_printers import NO_BREAK, PrinterRow, printer_rows
from kiosk.ui.look import Look
from tests.domain.hall import TEN
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.product import sentences
from tests.ui.scenes.counter import COUNTER, DIAGONAL_IN, MODULE, SIZES_PX, CounterFixture

OUT = ReportPrinter(printer="Entrance", state=PrinterState.NOT_READY, cause="paper_out")
READY = ReportPrinter(printer="Entrance", state=PrinterState.READY)


def now(
    state: PrinterState,
    cause: str | None = None,
    *,
    printer: str = "Entrance",
    device: str = "kiosk-1",
    minutes: float = 0,
) -> PrinterNow:
    """A printer that came into this state so many minutes ago."""
    since = TEN - timedelta(minutes=minutes)
    return PrinterNow(
        device=DeviceId(device), printer=printer, state=state, cause=cause, since=since
    )


def rows(*printers: PrinterNow, most: int = 2, language: str = "en") -> list[tuple[str, str]]:
    found = printer_rows(printers, sentences(), language, at=TEN, most=most)
    return [(row.say.replace(NO_BREAK, " "), row.tone) for row in found]


@pytest.mark.parametrize(
    ("state", "cause", "say", "tone"),
    [
        ("low", None, "Entrance: paper low", "amber"),
        ("not_ready", "paper_out", "Entrance: no paper", "red"),
        ("not_ready", "cover_open", "Entrance: cover open", "red"),
        ("not_ready", "cutter", "Entrance: cutter jammed", "red"),
        ("not_ready", "error", "Entrance: not ready", "red"),
        ("not_ready", "of_a_later_version", "Entrance: not ready", "red"),
        ("not_ready", None, "Entrance: not ready", "red"),
        ("unreachable", "unreachable", "Entrance: not reachable", "red"),
    ],
)
def test_each_trouble_is_a_few_words(state: str, cause: str | None, say: str, tone: str) -> None:
    assert rows(now(PrinterState(state), cause)) == [(say, tone)]


def test_how_long_is_said_in_whole_minutes() -> None:
    assert rows(now(PrinterState.LOW, minutes=0.9)) == [("Entrance: paper low", "amber")]
    low = now(PrinterState.LOW, minutes=4.9)
    assert rows(low) == [("Entrance: paper low · 4 min", "amber")]
    assert rows(low, language="sw") == [("Entrance: karatasi inakaribia kwisha · dak 4", "amber")]


def test_a_clock_that_lags_says_no_minutes_at_all() -> None:
    assert rows(now(PrinterState.LOW, minutes=-3)) == [("Entrance: paper low", "amber")]


def test_several_devices_that_tell_the_same_are_one_line_since_the_first() -> None:
    assert rows(
        now(PrinterState.NOT_READY, "cover_open", device="kiosk-2", minutes=2),
        now(PrinterState.NOT_READY, "paper_out", device="kiosk-1", minutes=5),
        now(PrinterState.NOT_READY, "cover_open", device="counter-3", minutes=1),
    ) == [("Entrance: cover open · 5 min", "red")]


def test_the_worst_stands_first_and_then_the_oldest() -> None:
    printers = (
        now(PrinterState.LOW, printer="A", minutes=60),
        now(PrinterState.UNREACHABLE, printer="B", minutes=1),
        now(PrinterState.NOT_READY, "paper_out", printer="C", minutes=9),
    )
    assert [say for say, _ in rows(*printers, most=3)] == [
        "C: no paper · 9 min",
        "B: not reachable · 1 min",
        "A: paper low · 60 min",
    ]


def test_many_are_counted_and_the_count_is_spoken_as_words() -> None:
    printers = [now(PrinterState.LOW, printer=f"P{n:02}", minutes=30 - n) for n in range(16)]
    found = printer_rows(printers, sentences(), "en", at=TEN, most=2)
    assert found[2] == PrinterRow(say="+14", spoken="and 14 more printers", tone="amber")
    broken = (*printers, *(now(PrinterState.UNREACHABLE, printer=f"X{n}") for n in range(3)))
    assert rows(*broken)[2] == ("+17", "red")


def opened(open_page: Opens, fixture: CounterFixture) -> Page:
    look = Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True)
    return open_page(MODULE, size_px=SIZES_PX[0], look=look, properties=fixture.shown())


def test_staff_see_it_as_it_happens_and_it_goes_by_itself(open_page: Opens) -> None:
    fixture = CounterFixture()
    fixture.open()
    page = opened(open_page, fixture)
    fixture.station.order(Role.KIOSK, OUT)
    fixture.until(lambda: page.shows("Entrance: no paper"))
    assert page.accessible_name("printer-0") == "Entrance: no paper"
    fixture.pass_minutes(4)
    said = page.accessible_name("printer-0").replace(NO_BREAK, " ")
    assert said == "Entrance: no paper · 4 min"
    assert page.has("next")
    fixture.station.order(Role.KIOSK, READY)
    fixture.until(lambda: not page.has("printer-0"))
    assert not page.has("printers")


def test_it_takes_no_key_and_the_next_action_stays_where_it_was(open_page: Opens) -> None:
    fixture = CounterFixture()
    fixture.morning()
    page = opened(open_page, fixture)
    before = page.centre("next")
    fixture.station.order(Role.KIOSK, OUT)
    fixture.until(lambda: page.has("printer-0"))
    assert page.centre("next") == before


def test_a_call_for_help_says_which_printer_it_may_be_about(open_page: Opens) -> None:
    fixture = CounterFixture()
    fixture.open()
    page = opened(open_page, fixture)
    fixture.station.order(Role.KIOSK, OUT)
    fixture.station.order(Role.KIOSK, CallForHelp())
    fixture.until(lambda: page.shows("Help wanted: kiosk"))
    assert page.shows("Entrance: no paper")
    assert not page.has("printers")
    page.type("a")
    fixture.until(lambda: page.has("printer-0"))
    assert page.shows("Entrance: no paper")


def test_a_call_for_help_counts_further_printers_in_words(open_page: Opens) -> None:
    fixture = CounterFixture()
    fixture.open()
    page = opened(open_page, fixture)
    for printer in ("Entrance", "Information"):
        out = ReportPrinter(printer=printer, state=PrinterState.NOT_READY, cause="paper_out")
        fixture.station.order(Role.KIOSK, out)
    fixture.station.order(Role.KIOSK, CallForHelp())
    fixture.until(lambda: page.shows("Entrance: no paper · and 1 more printer"))


def test_a_printer_s_name_is_shown_as_it_is_written(open_page: Opens) -> None:
    fixture = CounterFixture()
    fixture.open()
    page = opened(open_page, fixture)
    name = "<b>Hall</b> & 2 %1 {x}"
    fixture.station.order(Role.KIOSK, ReportPrinter(printer=name, state=PrinterState.LOW))
    fixture.until(lambda: page.has("printer-0"))
    assert page.accessible_name("printer-0") == f"{name}: paper low"
    assert "&lt;b&gt;Hall&lt;/b&gt;" in markup(page, name)


def markup(page: Page, words: str) -> str:
    """What is drawn where these words stand."""
    return next(
        str(item.property("text"))
        for item in page.items()
        if item.inherits("QQuickText") and words in str(item.property("spoken"))
    )


def test_while_the_centre_is_lost_nobody_is_sent_to_a_printer(open_page: Opens) -> None:
    fixture = CounterFixture()
    fixture.open()
    fixture.station.order(Role.KIOSK, OUT)
    page = opened(open_page, fixture)
    fixture.until(lambda: page.has("printer-0"))
    fixture.station.cut()
    fixture.until(lambda: page.has("lost"))
    assert not page.has("printer-0")
    fixture.station.mend()
    fixture.until(lambda: page.has("printer-0"))


def test_what_is_passing_or_not_known_is_not_shown() -> None:
    fixture = CounterFixture()
    fixture.open()
    for state in (PrinterState.BUSY, PrinterState.UNKNOWN):
        fixture.station.order(Role.KIOSK, ReportPrinter(printer="Entrance", state=state))
        fixture.screen.refresh()
        assert fixture.screen.property("printers").rowCount() == 0


def test_a_visitor_to_be_met_leaves_room_for_one(open_page: Opens) -> None:
    fixture = CounterFixture()
    fixture.open()
    fixture.come(assist=True)
    for printer in ("A", "B", "C"):
        fixture.station.order(Role.KIOSK, ReportPrinter(printer=printer, state=PrinterState.LOW))
    fixture.order(CallNext(counter=COUNTER))
    page = opened(open_page, fixture)
    assert page.has("meet")
    assert page.accessible_name("printer-0") == "A: paper low"
    assert page.accessible_name("printer-1") == "and 2 more printers"
    assert page.shows("+2")
