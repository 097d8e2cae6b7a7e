"""Who sits reaches what must be touched, and first of all the key that lowers the screen."""

import pytest
from PySide6.QtGui import QGuiApplication

from bench.accessibility.reach import MOUNTED, UPRIGHT, heights, out_of_reach
from bench.accessibility.stage import Glass, Wishes, kiosk

PAGES = ("start", "services-en", "before", "sent", "idle", "help", "lost-mid-flow", "scanned")


@pytest.mark.many(7)
@pytest.mark.parametrize("glass", MOUNTED, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_lowered_everything_is_in_reach(
    qapp: QGuiApplication, fonts: None, name: str, glass: Glass
) -> None:
    with kiosk(name, glass, Wishes(lowered=True)) as shown:
        assert heights(shown, glass)
        assert list(out_of_reach(shown, glass)) == []


@pytest.mark.many(5)
@pytest.mark.parametrize("glass", MOUNTED, ids=str)
@pytest.mark.parametrize("name", ["start", "services-en", "sent"])
def test_the_key_that_lowers_is_in_reach_before_anything_is_lowered(
    qapp: QGuiApplication, fonts: None, name: str, glass: Glass
) -> None:
    with kiosk(name, glass) as shown:
        keys = [height for height in heights(shown, glass) if height.name == "lower"]
        assert len(keys) == int(bool(shown.look.property("lowers")))
        assert all(key.in_reach for key in keys)


def test_a_high_screen_is_out_of_reach_until_it_is_lowered(
    qapp: QGuiApplication, fonts: None
) -> None:
    glass = Glass(size_px=UPRIGHT, diagonal_in=32, lower_edge_mm=850)
    with kiosk("services-en", glass) as shown:
        assert "language-sw" in [height.name for height in out_of_reach(shown, glass)]
