"""Without a display there is a tour in pictures, and each of them shows what its name says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
WITHIN_S = 120

pytestmark = pytest.mark.journey


def _without_display() -> dict[str, str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {key: value for key, value in os.environ.items() if key not in hidden}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the tour leaves behind."""
    directory = tmp_path_factory.mktemp("tour")
    tour = subprocess.run(
        [sys.executable, ROOT / "main.py", "tour", "--to", directory],
        env=_without_display(),
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    assert tour.returncode == 0, tour.stderr
    # A new centre says what it has made.
    assert [line for line in tour.stderr.splitlines() if " INFO centre " not in line] == []
    assert "python main.py demo" in tour.stdout.splitlines()[-1]
    for picture in directory.iterdir():
        assert picture.name in tour.stdout
    return directory


def test_the_visit_is_there_from_touch_to_smiley(pictures: Path) -> None:
    stops = [path.stem.partition("-")[2] for path in sorted(pictures.iterdir())]
    assert stops[0] == "kiosk-start"
    for earlier, later in (
        ("kiosk-before", "kiosk-printing"),
        ("kiosk-printing", "slip"),
        ("slip", "counter-called"),
        ("counter-called", "board-call"),
        ("board-call", "counter-serving"),
        ("counter-serving", "feedback-thanks"),
        ("feedback-thanks", "kiosk-paper-out"),
    ):
        assert stops.index(earlier) < stops.index(later)


def test_the_slip_carries_a_token_of_the_centre(pictures: Path) -> None:
    (slip,) = pictures.glob("*-slip.png")
    (code,) = zxingcpp.read_barcodes(Image.open(slip).convert("L"))
    assert code.text.startswith("MOLO-")


def test_the_screen_shows_the_same_code_as_the_slip(pictures: Path) -> None:
    (slip,), (screen,) = pictures.glob("*-slip.png"), pictures.glob("*-kiosk-ticket.png")
    on_paper, on_screen = (
        zxingcpp.read_barcodes(Image.open(path).convert("L"))[0].text for path in (slip, screen)
    )
    assert on_screen == on_paper
