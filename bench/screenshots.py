"""`python -m bench.screenshots DIR`: every scene of every screen, at each size and language."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.contact_sheet import write_contact_sheet

SETTLE_MS = 60
"""For states that come a moment after the start, such as a centre just lost."""


def main(arguments: Sequence[str]) -> int:
    """Draw everything below the directory; the exit code."""
    made = ArgumentParser(prog="python -m bench.screenshots", description=__doc__)
    made.add_argument("directory", type=Path)
    made.add_argument(
        "--screen", help="only this: kiosk, counter, board, feedback, joining, printer or slips"
    )
    made.add_argument("--scene", default="", help="only scenes whose name holds this")
    made.add_argument("--platform", default="offscreen", help="Qt's: offscreen, xcb …")
    given = made.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = given.platform
    pictures: list[Path] = []
    if given.screen in (None, "slips"):
        pictures += _slips(given.directory)
    if given.screen != "slips":
        pictures += _screens(given.directory, given.screen, given.scene)
    write_contact_sheet(given.directory, pictures)
    print(f"{len(pictures)} pictures, all of them in {given.directory / 'index.html'}")
    return 0


def _slips(directory: Path) -> list[Path]:
    from bench.slip_pictures import write_slips  # noqa: PLC0415 - Qt comes along with it

    return write_slips(directory / "slips")


def _screens(directory: Path, screen: str | None, scene: str) -> Iterator[Path]:
    """Draw the chosen scenes, each in a window of its own."""
    # The platform is chosen before Qt is loaded.
    from PySide6.QtTest import QTest  # noqa: PLC0415

    from bench.sceneries import scenes  # noqa: PLC0415
    from kiosk.roles.places import ASSETS, FONTS  # noqa: PLC0415
    from kiosk.ui.application import (  # noqa: PLC0415
        Placement,
        open_window,
        picture,
        start_application,
    )

    application = start_application(name="screenshots", fonts=FONTS)
    for each in scenes():
        if screen not in (None, each.screen) or scene not in each.label:
            continue
        for width_px, height_px in each.sizes_px:
            drawn = each.make()
            opened = open_window(
                module=each.module,
                look=drawn.look,
                assets=ASSETS,
                properties=drawn.properties,
                placement=Placement(windowed=True, size_px=(width_px, height_px)),
            )
            drawn.settle(opened)
            QTest.qWaitForWindowExposed(opened.window)
            QTest.qWait(SETTLE_MS)
            path = (
                directory / each.screen / f"{each.label}-{width_px}x{height_px}-{each.language}.png"
            )
            picture(opened.window, path)
            opened.close()
            yield path
    application.quit()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
