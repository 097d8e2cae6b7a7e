"""A slip as the sample centre's kiosk prints it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.printer.slip import Slip

CODE = "HTTPS://HUDUMA.EXAMPLE.KE/T/MOLO-K7M2QXPAK7M2QXPAK7M2QXPAZZ"


def molo() -> Slip:
    """One with everything that a slip can carry but a copy's mark."""
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
        bring=({"sw": "Abstrakti ya polisi", "en": "Police abstract"},),
    )
