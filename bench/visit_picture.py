"""A visit in one row of pictures, for the README: what the tour without a display saw."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from bench.morning import make_it_morning
from kiosk.roles.places import MAIN

STOPS = ("kiosk-start", "kiosk-services", "kiosk-before", "slip", "kiosk-ticket", "kiosk-paper-out")
WIDTH_PX, HEIGHT_PX, GAP_PX = 1600, 452, 16
GROUND, EDGE = "#C9C4B4", "#858070"


def visit() -> Image.Image:
    """The stops of one visitor at the kiosk, side by side. Raises ``CalledProcessError``."""
    with TemporaryDirectory() as name:
        data, to = Path(name) / "data", Path(name) / "pictures"
        make_it_morning(data / "centre", datetime.now(UTC))
        subprocess.run(
            [sys.executable, MAIN, "tour", "--data", data, "--to", to],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        pictures = [fitted(next(to.glob(f"*-{stop}.png"))) for stop in STOPS]
    return in_a_row(pictures)


def in_a_row(pictures: Sequence[Image.Image]) -> Image.Image:
    """Pictures of one height side by side, with edges, evenly apart."""
    row = Image.new("RGB", (WIDTH_PX, HEIGHT_PX + 2 * GAP_PX), GROUND)
    room_px = WIDTH_PX - sum(picture.width for picture in pictures)
    left = room_px / (len(pictures) + 1)
    for picture in pictures:
        at = (round(left), GAP_PX)
        edge = (at[0] - 1, at[1] - 1, at[0] + picture.width + 1, at[1] + HEIGHT_PX + 1)
        row.paste(EDGE, edge)
        row.paste(picture, at)
        left += picture.width + room_px / (len(pictures) + 1)
    return row


def fitted(path: Path) -> Image.Image:
    """A picture from a file, as high as a row."""
    with Image.open(path) as picture:
        width_px = round(picture.width * HEIGHT_PX / picture.height)
        return picture.convert("RGB").resize((width_px, HEIGHT_PX), Image.Resampling.LANCZOS)
