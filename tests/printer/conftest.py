"""What the paper's tests share: a slip, its press, and a printer on the loopback."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.slip import Slip
from kiosk.texts import Texts
from tests.printer.slips import molo

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="session")
def fonts() -> Path:
    return ASSETS / "fonts"


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load(ASSETS / "texts")


@pytest.fixture
def slip() -> Slip:
    return replace(
        molo(),
        bring=(
            {"sw": "Abstrakti ya polisi", "en": "Police abstract"},
            {"sw": "Nambari ya kitambulisho cha zamani", "en": "Your old ID number"},
        ),
    )


@pytest.fixture(scope="session")
def press(fonts: Path, texts: Texts) -> SlipPress:
    return SlipPress(fonts=fonts, texts=texts, profile=PAPER_80_MM)


@pytest.fixture
def job(press: SlipPress, slip: Slip) -> bytes:
    return press.press(slip)


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


@pytest.fixture
def road_to() -> Callable[[VirtualPrinter], LanPrinter]:
    """A road with little patience, so that faults are found fast."""

    def road(printer: VirtualPrinter) -> LanPrinter:
        patience = Patience(
            connect_s=1.0, status_s=0.4, settle_s=0.4, stall_s=0.4, fence_s=0.6, close_s=0.4
        )
        return LanPrinter(host="127.0.0.1", port=printer.port, patience=patience)

    return road
