from pathlib import Path

from PIL import Image

from kiosk.printer.escpos import bands
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_58_MM, PAPER_80_MM, Cut
from kiosk.printer.slip import Slip
from kiosk.texts import Texts


def test_a_press_makes_what_its_road_carries(fonts: Path, texts: Texts, slip: Slip) -> None:
    def encode(picture: Image.Image, cut: Cut) -> bytes:
        return f"{picture.mode} {picture.width} {cut}".encode()

    press = SlipPress(fonts=fonts, texts=texts, profile=PAPER_58_MM, encode=encode)
    assert press.press(slip) == b"1 384 none"


def test_by_itself_a_press_makes_raster_bands_and_a_cut(
    fonts: Path, texts: Texts, slip: Slip
) -> None:
    seen: list[Image.Image] = []

    def encode(picture: Image.Image, cut: Cut) -> bytes:
        seen.append(picture)
        return b""

    SlipPress(fonts=fonts, texts=texts, profile=PAPER_80_MM, encode=encode).press(slip)
    job = SlipPress(fonts=fonts, texts=texts, profile=PAPER_80_MM).press(slip)
    assert job == bands(seen[0]) + b"\x1dVB\x00"


def test_a_press_that_was_warmed_up_presses_the_same(fonts: Path, texts: Texts, slip: Slip) -> None:
    warm = SlipPress(fonts=fonts, texts=texts, profile=PAPER_58_MM)
    warm.warm_up()
    cold = SlipPress(fonts=fonts, texts=texts, profile=PAPER_58_MM)
    assert warm.press(slip) == cold.press(slip)
