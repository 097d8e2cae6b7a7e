"""What the paper's tests share: a slip, its press, and a printer on the loopback."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.slip import Slip
from kiosk.texts import Texts

ASSETS = Path(__file__).parents[2] / "assets"
CODE = "HTTPS://HUDUMA.EXAMPLE.KE/T/MOLO-K7M2QXPAK7M2QXPAK7M2QXPAZZ"


@pytest.fixture(scope="session")
def fonts() -> Path:
    return ASSETS / "fonts"


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load(ASSETS / "texts")


@pytest.fixture
def slip() -> Slip:
    return Slip(
        languages=("sw", "en"),
        centre_name={"en": "Huduma Centre", "sw": "Huduma Centre"},
        place={"en": "Molo", "sw": "Molo"},
        number="A042",
        service={"sw": "Kitambulisho", "en": "National ID"},
        issued_at=datetime(2026, 11, 20, 10, 24, tzinfo=ZoneInfo("Africa/Nairobi")),
        ahead=12,
        wait_min=(15, 25),
        hall={"sw": "Ukumbi 2", "en": "Hall 2"},
        code=CODE,
        phone_page=True,
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
