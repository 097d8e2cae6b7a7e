from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from kiosk.printer.emulator.condition import Make
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.escpos import job
from kiosk.printer.lan import LanPrinter
from kiosk.printer.levels import WHAT_IT_TELLS, what_it_tells
from kiosk.printer.outcome import Level, Printed
from kiosk.printer.profile import Cut
from kiosk.printer.slip import fits_qr
from kiosk.printer.testslip import DPI, WIDTHS, TestSlip, paint_test_slip
from kiosk.texts import Texts

LONGEST_MM = 120


@pytest.fixture
def test_slip(texts: Texts) -> TestSlip:
    return TestSlip(
        name="Entrance",
        address="192.168.1.50:9100",
        model="EPSON TM-T20III",
        tells=what_it_tells(Level.PRINTED),
        level="A3",
        samples=tuple(texts.say(language, "slip-follow-by-phone") for language in ("en", "sw")),
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_its_code_reads_on_every_width_and_says_what_it_is(
    width: int, test_slip: TestSlip, fonts: Path
) -> None:
    with VirtualPrinter(make=Make(width_dots=width)) as printer:
        road = LanPrinter(host="127.0.0.1", port=printer.port)
        session = road.open()
        outcome = session.send(job(paint_test_slip(test_slip, fonts), Cut.PART))
        session.close()
        (receipt,) = printer.wait_for_receipts(1)
    assert isinstance(outcome, Printed)
    (code,) = zxingcpp.read_barcodes(receipt.picture.convert("L"))
    assert code.text == "FOLENI TEST 192.168.1.50:9100 A3 EPSON TM-T20III"


@pytest.mark.parametrize("width", WIDTHS)
def test_each_width_has_a_line_that_ends_exactly_there(
    width: int, test_slip: TestSlip, fonts: Path
) -> None:
    picture = paint_test_slip(test_slip, fonts)
    last = [
        max(x for x in range(picture.width) if not picture.getpixel((x, y)))
        for y in range(picture.height)
        if any(not picture.getpixel((x, y)) for x in range(picture.width - 300, picture.width))
    ]
    assert last.count(width - 1) >= 3


def test_the_rulers_are_true_at_203_dots_an_inch(test_slip: TestSlip, fonts: Path) -> None:
    picture = paint_test_slip(test_slip, fonts)
    for mm in (0, 10, 20, 40):
        x = round(mm * DPI / 25.4)
        assert all(not picture.getpixel((x, y)) for y in range(20))


@pytest.mark.parametrize("level", list(Level))
def test_it_is_short_whatever_stands_on_it(level: Level, test_slip: TestSlip, fonts: Path) -> None:
    wordy = replace(
        test_slip,
        name="W" * 40,
        address="a-long-name-of-a-printer.huduma.example.ke:19100",
        model="M" * 81,
        tells=what_it_tells(level),
    )
    for slip in (test_slip, wordy):
        assert paint_test_slip(slip, fonts).height * 25.4 / DPI <= LONGEST_MM


@pytest.mark.parametrize(
    ("address", "model"), [("", ""), ("[::1]:9100", "ü€😀"), ("x" * 300, "y" * 300)]
)
def test_its_code_always_fits(address: str, model: str, test_slip: TestSlip, fonts: Path) -> None:
    slip = replace(test_slip, address=address, model=model)
    assert fits_qr(slip.code)
    assert paint_test_slip(slip, fonts).width == WIDTHS[-1]


def test_every_level_has_its_sentence() -> None:
    assert set(WHAT_IT_TELLS) == set(Level)
    assert what_it_tells(None) not in WHAT_IT_TELLS.values()
