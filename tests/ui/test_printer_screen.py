"""The virtual printer's window: what is pressed reaches the printer, what comes of it shows."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QObject, Qt

from kiosk.printer.emulator.condition import Condition, Roll
from kiosk.printer.emulator.faults import Fault
from kiosk.printer.emulator.machine import Figures
from kiosk.ui.demo_paper import PaperTray
from kiosk.ui.look import Look
from kiosk.ui.printer_faults import FAULTS
from kiosk.ui.printer_screen import PrinterScreen
from kiosk.ui.words import Words
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.product import sentences
from tests.ui.scenes import printer as scenes

TOUCH_MM = 14


def opened(
    open_page: Opens,
    properties: Mapping[str, QObject],
    *,
    size_px: tuple[int, int] = (1280, 800),
    slips: int = 0,
) -> Page:
    look = Look(diagonal_in=scenes.DIAGONAL_IN, double_press_ms=0, reduce_motion=True)
    page = open_page(scenes.MODULE, size_px=size_px, look=look, properties=properties)
    scenes.lay_out(page.opened, properties, slips)
    page.settle()
    return page


@pytest.fixture
def printer() -> scenes.PrinterInMemory:
    return scenes.PrinterInMemory()


@pytest.fixture
def screen(printer: scenes.PrinterInMemory) -> PrinterScreen:
    return scenes.screen(printer)


@pytest.fixture
def page(open_page: Opens, screen: PrinterScreen) -> Page:
    words = Words(sentences(), screen)
    return opened(open_page, {"printer": screen, "paper": PaperTray(screen), "words": words})


@pytest.mark.parametrize("size_px", scenes.SIZES_PX, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("name", scenes.SCENES)
def test_every_state_can_be_read_and_touched(
    open_page: Opens, name: str, language: str, size_px: tuple[int, int]
) -> None:
    properties = scenes.SCENES[name](language)
    slips = scenes.SLIPS.get(name, 0)
    page = opened(open_page, properties, size_px=size_px, slips=slips)
    page.assert_good(touch_mm=TOUCH_MM)


@pytest.mark.parametrize("fault", Fault)
def test_each_fault_is_made_and_put_right_by_touch_and_by_key(
    page: Page, printer: scenes.PrinterInMemory, fault: Fault
) -> None:
    effect = sentences().say("en", FAULTS[fault].effect)
    page.tap(fault.value)
    made = printer.condition
    assert made != Condition()
    assert page.shows(effect)
    page.type(FAULTS[fault].key.lower())
    assert printer.condition == Condition()
    assert not page.shows(effect)
    page.type(FAULTS[fault].key.lower())
    assert printer.condition == made


def test_every_fault_has_a_key_of_its_own() -> None:
    assert set(FAULTS) == set(Fault)
    assert len({shown.key for shown in FAULTS.values()}) == len(Fault)


def test_a_key_without_a_fault_does_nothing(page: Page, printer: scenes.PrinterInMemory) -> None:
    page.type("z")
    page.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert printer.condition == Condition()


def test_how_far_it_comes_can_be_chosen(page: Page, printer: scenes.PrinterInMemory) -> None:
    page.tap("paper_ends")
    page.tap("ends-after-100")
    page.tap("hangs_up")
    page.tap("hangs-up-after-5000")
    assert printer.condition == Condition(rows_left=799, hang_up_after=5000)


def test_a_roll_that_has_ended_is_out_and_can_be_changed(
    page: Page, screen: PrinterScreen, printer: scenes.PrinterInMemory
) -> None:
    page.tap("paper_ends")
    printer.condition = Condition(roll=Roll.OUT)
    screen.look()
    assert page.shows(sentences().say("en", "printer-out-now"))
    page.tap("paper_out")
    assert printer.condition == Condition()


def test_it_shows_what_it_has_done(
    page: Page, screen: PrinterScreen, printer: scenes.PrinterInMemory
) -> None:
    printer.figures = Figures(slips=12, bytes_read=614_400, resets=3, unknown_bytes=5)
    screen.look()
    shown = page.texts()
    assert [figure in shown for figure in ("12", "600", "3", "5")] == [True] * 4


def test_it_speaks_every_language(page: Page) -> None:
    for language in sentences().languages:
        page.tap(f"language-{language}")
        assert page.shows(sentences().say(language, "printer-faults"))
