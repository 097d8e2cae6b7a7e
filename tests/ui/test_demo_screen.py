"""The panel of the tour: what is pressed reaches the stage, what comes of it is told."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from kiosk.ui.application import OpenWindow
from kiosk.ui.demo_paper import PaperTray
from kiosk.ui.demo_screen import DemoScreen
from kiosk.ui.demo_stage import Standing, Tally, Trouble
from kiosk.ui.look import Look
from kiosk.ui.words import Words
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.product import sentences

SIZE_PX = (632, 680)
DIAGONAL_IN = 16.6
TOUCH_MM = 14


@dataclass
class StageInMemory:
    """Does at once what it is asked to."""

    now: Standing = field(default_factory=Standing)

    def standing(self) -> Standing:
        return self.now

    def let_crowd_come(self, *, on: bool) -> None:
        self.now = replace(self.now, crowd=on)

    def hurry(self, speed: int) -> None:
        self.now = replace(self.now, speed=speed)

    def run_by_itself(self, *, on: bool) -> None:
        self.now = replace(self.now, by_itself=on)

    def make(self, trouble: Trouble, *, on: bool) -> None:
        changed = {trouble}
        troubles = self.now.troubles | changed if on else self.now.troubles - changed
        self.now = replace(self.now, troubles=frozenset(troubles))


@dataclass
class Panel:
    stage: StageInMemory
    demo: DemoScreen
    paper: PaperTray
    page: Page


@pytest.fixture
def panel(open_page: Opens) -> Panel:
    texts = sentences()
    stage = StageInMemory(
        Standing(tally=Tally(issued=42, called=30, served=28, smileys=14, told=512))
    )
    demo = DemoScreen(stage, texts=texts, counter_label="3")
    paper = PaperTray(demo)
    page = open_page(
        "Foleni.Demo",
        size_px=SIZE_PX,
        look=Look(diagonal_in=DIAGONAL_IN, double_press_ms=0, reduce_motion=True),
        properties={"demo": demo, "paper": paper, "words": Words(texts, demo)},
    )
    _add_slips(page.opened, paper)
    return Panel(stage, demo, paper, page)


def _add_slips(opened: OpenWindow, paper: PaperTray) -> None:
    opened.engine.addImageProvider("slip", paper.provider)


def _slip(shade: int) -> Image.Image:
    return Image.new("L", (576, 1000), shade).convert("1")


@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("trouble", [None, *Trouble])
def test_everything_on_the_panel_can_be_read(
    panel: Panel, language: str, trouble: Trouble | None
) -> None:
    panel.demo.speak(language)
    if trouble is not None:
        panel.page.tap(trouble.value)
    panel.page.assert_good(touch_mm=TOUCH_MM)


def test_trouble_is_made_told_and_put_right(panel: Panel) -> None:
    panel.page.tap("lan_cut")
    assert panel.stage.now.troubles == {Trouble.LAN_CUT}
    assert panel.page.shows("The screens say that they cannot reach the centre.")
    assert panel.page.shows("Join the network")
    panel.page.tap("lan_cut")
    assert panel.stage.now.troubles == frozenset()


def test_the_panel_speaks_every_language_that_is_written(panel: Panel) -> None:
    for language in sentences().languages:
        panel.page.tap(f"language-{language}")
        assert panel.page.shows(sentences().say(language, "demo-troubles"))


def test_the_crowd_can_be_stopped_hurried_and_given_the_counter(panel: Panel) -> None:
    panel.page.tap("crowd-toggle")
    panel.page.tap("speed-60")
    panel.page.tap("by-itself-toggle")
    now = panel.stage.now
    assert (now.crowd, now.speed, now.by_itself) == (False, 60, True)


def test_the_ledger_shows_what_the_journal_holds_and_that_nothing_is_lost(panel: Panel) -> None:
    assert panel.page.shows("42")
    assert panel.page.shows("0")
    assert panel.page.shows("lost, of 512 things the screens were told")


def test_slips_come_out_of_the_slot_the_newest_on_top(panel: Panel, qtbot: QtBot) -> None:
    assert panel.page.shows("The next slip comes out here.")
    for shade in (0, 255, 0, 255, 0):
        with qtbot.waitSignal(panel.paper.changed):
            panel.paper.take(_slip(shade))
    assert panel.paper.property("newest") == 5
    assert not panel.page.shows("The next slip comes out here.")


def test_the_end_closes_the_window(panel: Panel) -> None:
    panel.page.tap("end")
    assert not panel.page.window.isVisible()


def test_a_tour_that_is_over_says_so(panel: Panel) -> None:
    told: list[bool] = []
    panel.demo.over.connect(lambda: told.append(True))
    panel.stage.now = replace(panel.stage.now, over=True)
    panel.demo.look()
    assert told == [True]


def test_the_panel_can_be_pictured(panel: Panel, tmp_path: Path) -> None:
    panel.page.picture(tmp_path / "panel.png")
    assert (tmp_path / "panel.png").stat().st_size > 0
