"""`python -m bench.readme_picture`: the README's pictures, out of real windows."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from bench.everyone_picture import everyone
from bench.morning import make_it_morning
from bench.visit_picture import visit

if TYPE_CHECKING:
    from kiosk.ui.finger import Finger

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
DESKTOP_PX = (1920, 1080)
WIDTH_PX = 1600
USED_HEIGHT_PX = 1046
COLOURS, REFINED = 256, 5
DESKTOP, BAR, WORDS = "#C9C4B4", "#13211A", "#FBF8F1"
SETTLE_MS = 2200
SERVED_BEFORE = 24
TITLES = {
    "kiosk": "Kiosk",
    "board": "Board",
    "counter": "Counter",
    "feedback": "Feedback",
    "demo": "Foleni: the tour",
}


def main() -> int:
    """Play a moment of the demo without a display, and compose its windows; the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.roles.demo_layout import arrange  # noqa: PLC0415 - Qt reads the platform first

    with TemporaryDirectory() as name:
        windows = _windows(Path(name))
    picture = Image.new("RGB", DESKTOP_PX, DESKTOP)
    for role, place in arrange(*DESKTOP_PX).items():
        _paste(picture, windows[role], TITLES[role], (place.x_px, place.y_px))
    used = picture.crop((0, 0, DESKTOP_PX[0], USED_HEIGHT_PX))
    height_px = round(WIDTH_PX * USED_HEIGHT_PX / DESKTOP_PX[0])
    _save(used.resize((WIDTH_PX, height_px), Image.Resampling.LANCZOS), PICTURES / "demo.png")
    _save(visit(), PICTURES / "visit.png")
    _save(everyone(), PICTURES / "everyone.png")
    return 0


def _save(picture: Image.Image, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    few = picture.quantize(COLOURS, kmeans=REFINED, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def _windows(directory: Path) -> Mapping[str, Image.Image]:
    """Each window of a demo in which a visitor has just been called."""
    from kiosk.domain.commands import Role  # noqa: PLC0415
    from kiosk.roles.demo_layout import arrange  # noqa: PLC0415
    from kiosk.roles.demo_set import COUNTER, DemoSet, SetPlan  # noqa: PLC0415
    from kiosk.roles.places import ASSETS  # noqa: PLC0415
    from kiosk.roles.tour_screens import TourScreens  # noqa: PLC0415
    from kiosk.ui.demo_window import DemoWindow  # noqa: PLC0415
    from kiosk.ui.finger import pause, wait_for  # noqa: PLC0415

    panel = DemoWindow(assets=ASSETS)
    places = arrange(*DESKTOP_PX)
    sizes = {name: (place.width_px, place.height_px) for name, place in places.items()}
    make_it_morning(directory / "centre", datetime.now(UTC))
    plan = SetPlan(directory=directory, places={}, seed=7, speed=300)
    with DemoSet(plan, on_slip=panel.paper.take) as demo:
        wait_for("the crowd", lambda: demo.tally.served >= SERVED_BEFORE)
        demo.let_crowd_come(on=False)
        demo.hurry(20)
        roles = {role: sizes[role.value] for role in Role if role.value in sizes}
        with TourScreens(demo.url, directory, sizes_px=roles) as screens:
            kiosk = screens.kiosk(demo.printer_port)
            counter, board = screens.counter(COUNTER), screens.board()
            feedback = screens.feedback(COUNTER)
            counter.press_space()
            wait_for("a call", lambda: counter.sees("number"))
            pause(SETTLE_MS)
            counter.press_space()
            counter.tap("action-finished")
            kiosk.tap("language-en")
            kiosk.tap("tile-id")
            kiosk.tap("take")
            panel.open(demo, counter_label=COUNTER, size_px=sizes["demo"], position_px=(0, 0))
            pause(SETTLE_MS)
            counter.press_space()
            wait_for("the call", lambda: counter.sees("number"))
            wait_for("the slip", lambda: panel.paper.property("newest") == 1)
            pause(SETTLE_MS)
            files = {}
            fingers = {"kiosk": kiosk, "counter": counter, "board": board, "feedback": feedback}
            for name, finger in fingers.items():
                files[name] = _picture(finger, directory / f"{name}.png")
            demo.let_crowd_come(on=True)
            pause(SETTLE_MS // 4)
            files["demo"] = _picture(panel.finger(), directory / "demo.png")
        panel.close()
    return files


def _picture(finger: "Finger", path: Path) -> Image.Image:
    finger.picture(path)
    return Image.open(BytesIO(path.read_bytes()))


def _paste(picture: Image.Image, window: Image.Image, title: str, at: tuple[int, int]) -> None:
    """A window with a plain frame around it."""
    from kiosk.roles.demo_layout import FRAME_SIDE_PX, FRAME_TOP_PX  # noqa: PLC0415
    from kiosk.roles.places import FONTS  # noqa: PLC0415

    left, top = at
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONTS / "AtkinsonHyperlegibleNext-SemiBold.ttf", 17)
    frame = (left - 2, top - FRAME_TOP_PX + 4, left + window.width + 1, top + window.height + 1)
    draw.rounded_rectangle(frame, FRAME_SIDE_PX, fill=BAR)
    draw.text((left + 12, top - FRAME_TOP_PX / 2 + 2), title, fill=WORDS, font=font, anchor="lm")
    picture.paste(window.convert("RGB"), at)


if __name__ == "__main__":
    sys.exit(main())
