"""What the tests of the proof share."""

import pytest

from kiosk.printer.escpos import job
from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.outcome import Level, NotPrinted, Outcome, PrinterNotReady
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.slip import Slip
from tests.faults.proxy import LOOPBACK, FaultProxy
from tests.faults.stand import press_of
from tests.ui.scenes.kiosk import A_FRIDAY

CODE = "HTTPS://Q.FOLENI.KE/T/MOLO-K7M2QXPAK7M2QXPAK7M2QXPAZZ"
SOON = Patience(connect_s=0.5, status_s=0.4, settle_s=0.4, stall_s=0.4, fence_s=0.6, close_s=0.2)


def send(proxy: FaultProxy, slip: bytes, level: Level = Level.FENCE) -> Outcome:
    """One slip through the wire, as a kiosk sends it."""
    road = LanPrinter(host=LOOPBACK, port=proxy.port, patience=SOON, level=level)
    try:
        session = road.open()
    except PrinterNotReady as e:
        return NotPrinted(cause=e.cause)
    try:
        return session.send(slip)
    finally:
        session.close()


@pytest.fixture(scope="session")
def slip_bytes() -> bytes:
    """One slip's whole job."""
    return press_of(PAPER_80_MM, job).press(a_slip())


def a_slip(*, copy: bool = False) -> Slip:
    """A ticket's words."""
    return Slip(
        languages=("en", "sw"),
        centre_name={"en": "Huduma Centre"},
        place={"en": "Molo"},
        number="A042",
        service={"en": "National ID", "sw": "Kitambulisho"},
        issued_at=A_FRIDAY,
        ahead=3,
        wait_min=(5, 10),
        hall={"en": "Hall 1"},
        code=CODE,
        phone_page=True,
        copy=copy,
    )
