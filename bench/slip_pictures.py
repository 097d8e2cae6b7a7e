"""Slips as paper of each width has them, at the printer's own dots."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import ServiceId, TicketId
from kiosk.printer.layout import SlipPainter
from kiosk.printer.slip import wording
from kiosk.roles.places import FONTS, SAMPLE_CATALOGUE, TEXTS
from kiosk.texts import Texts
from kiosk.ui.paper import SlipMaker
from kiosk.wire.codec import Issued

WIDTHS_DOTS = (384, 512, 576)
SERVICES = ("id-lost", "construction")
TEN = datetime(2026, 11, 20, 10, 24, tzinfo=ZoneInfo("Africa/Nairobi"))
TOKEN = "MOLO-K7M2QW4ZP5R3TX6NB2YH8DJ4FA"


def write_slips(directory: Path) -> list[Path]:
    """A short and a long slip in each language, with a phone's page and without, as PNGs."""
    directory.mkdir(parents=True, exist_ok=True)
    catalogue, texts = read_catalogue(SAMPLE_CATALOGUE), Texts.load(TEXTS)
    pictures = []
    for dots in WIDTHS_DOTS:
        painter = SlipPainter(fonts=FONTS, width_dots=dots)
        for service in SERVICES:
            for language in texts.languages:
                for page_url in ("https://q.foleni.example", None):
                    maker = SlipMaker(catalogue=catalogue, page_url=page_url)
                    slip = maker.slip(
                        _issued(catalogue, service), language=language, at=TEN, copy=False
                    )
                    kind = "phone" if page_url else "token"
                    path = directory / f"{service}-{kind}-{dots}-{language}.png"
                    painter.paint(wording(slip, texts)).save(path)
                    pictures.append(path)
    return pictures


def _issued(catalogue: Catalogue, service: str) -> Issued:
    found = catalogue.service[ServiceId(service)]
    return Issued(
        ticket=TicketId("t"),
        number=f"{catalogue.queue[found.queue].letter}042",
        service=service,
        token=TOKEN,
        ahead=12,
        wait_s=(900, 1500),
        hall=found.hall,
    )
