"""What the checklist of accessibility asks, by the same tape as `make accessibility`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QGuiApplication

from bench.accessibility import (
    board_times,
    boards,
    colours,
    hearing,
    pressing,
    slip,
    voices,
    waiting,
    walking,
)
from bench.accessibility.contrasts import SHAPES_LEAST, of_focus, ring_widths_px
from bench.accessibility.rows import Row, Verdict, judged
from bench.accessibility.stage import Wishes, kiosk
from bench.accessibility.table import BEGIN, END, markdown, summary, write
from kiosk.ui.board_settings import BoardTimes


@pytest.fixture(autouse=True)
def application(qapp: QGuiApplication, fonts: None) -> None:
    """Everything here is measured in real windows."""


def test_a_press_counts_once_on_release_and_a_held_key_once() -> None:
    found = pressing.pressed()

    assert (found.while_down, found.released, found.slid_off) == (0, 1, 0)
    assert (found.trembled, found.after_the_filter) == (0, 1)
    assert (found.key_held, found.key_released) == (0, 1)


def test_time_limits_are_told_can_be_extended_and_leave_nothing() -> None:
    found = waiting.warned()

    assert found.quiet_s >= waiting.QUIET_S
    assert found.told_s >= waiting.TOLD_S
    assert found.pages == ("before", "start")
    assert found.left == ()
    assert waiting.last_page_s() >= waiting.LAST_S


def test_whoever_made_the_first_screen_easier_and_left_leaves_nothing() -> None:
    assert waiting.eased_at_rest() == ()


def test_a_ticket_is_three_touches_away() -> None:
    walk = walking.to_a_ticket()

    assert walk.number
    assert walk.touches == walking.MOST_TOUCHES
    assert max(walk.choices.values()) <= walking.MOST_WITH_ICONS


def test_a_ticket_is_had_without_looking() -> None:
    with ExitStack() as stack:
        heard = hearing.to_a_ticket(stack)

    assert heard.silent_keys == 0
    assert heard.missing == ()
    assert (heard.repeated, heard.interrupted, heard.paused) == (True, True, True)
    assert heard.forgotten


def test_a_control_without_a_ring_is_found_out() -> None:
    with kiosk("start", colours.GLASS) as shown:
        assert min(ring_widths_px(shown)) >= hearing.RING_PX
        for item in shown.touchables():
            for ring in item.childItems():
                ring.setParentItem(shown.window.contentItem())
        assert set(ring_widths_px(shown)) == {0.0}
        assert {ratio.ratio for ratio in of_focus(shown)} == {1.0}


@pytest.mark.parametrize("contrast", [False, True], ids=["usual", "contrast"])
@pytest.mark.parametrize("name", ["start", "before", "idle"])
def test_the_focus_shows_on_any_ground(
    name: str,
    contrast: bool,  # noqa: FBT001 - pytest hands parameters over by name
) -> None:
    with kiosk(name, colours.GLASS, Wishes(contrast=contrast)) as shown:
        rings = list(of_focus(shown))

    assert rings
    assert [ring for ring in rings if ring.ratio < SHAPES_LEAST] == []


@pytest.mark.parametrize(
    "family",
    [
        colours.papers,
        colours.faces,
        colours.counters,
        colours.languages,
        colours.printers,
    ],
    ids=lambda family: family.__name__,
)
def test_no_state_is_told_by_its_hue_alone(family: Callable[[], Iterator[colours.Sign]]) -> None:
    signs = list(family())

    assert len(signs) > 1
    assert list(colours.confused(signs)) == []


def test_red_and_green_of_one_lightness_are_found_out() -> None:
    red, green = (
        colours.Sign(state=state, colour=colour, words=frozenset(), icons=frozenset())
        for state, colour in (("stop", (190, 60, 60)), ("go", (90, 120, 40)))
    )

    assert list(colours.confused([red, green])) == ["stop and go"]


@pytest.mark.parametrize("part", [slip, boards, voices], ids=lambda part: part.__name__)
def test_slip_board_and_voice_are_as_the_checklist_asks(part: ModuleType) -> None:
    assert [row for row in part.rows() if row.verdict is Verdict.MISSED] == []


def test_a_call_that_stops_standing_out_too_soon_is_found_out() -> None:
    row = board_times.new_call(BoardTimes(fresh_s=1.0))

    assert row.verdict is Verdict.MISSED


def test_the_table_stands_between_its_marks_and_says_what_was_missed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    rows: list[Row] = [
        judged("K1", asked="this", measured="20 | 21", met=True, why="never told"),
        judged("K2", asked="that", measured="3", met=False, why="too small"),
    ]

    write(rows, page)

    text = page.read_text()
    assert text.startswith(f"before\n{BEGIN}\n1 ok, 1 missed.")
    assert text.endswith(f"{END}\nafter\n")
    assert "20 \\| 21 | ok |" in text
    assert "**missed**: too small" in text
    assert "old" not in text
    assert summary(rows) == "1 ok, 1 missed"
    assert markdown(rows).count("\n") == 3


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here")

    with pytest.raises(ValueError, match="no place for the table"):
        write([], page)
    assert page.read_text() == "nothing here"
