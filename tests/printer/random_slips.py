"""Slips as a centre might give them, and worse; and what can be wrong with one on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from math import ceil
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import zxingcpp
from PIL import Image

from kiosk.domain.catalogue import Catalogue, Names
from kiosk.printer import escpos
from kiosk.printer.layout import QR_LEAST_MM, SlipPainter
from kiosk.printer.profile import Cut
from kiosk.printer.qr import Qr, draw_qr
from kiosk.printer.slip import QR_LIMIT, Slip, wording
from kiosk.texts import Texts

PAPERS = (
    (360, 180),
    (384, 203),
    (420, 203),
    (432, 203),
    (512, 180),
    (512, 203),
    (576, 180),
    (576, 203),
    (640, 203),
)
"""Dots across and dots per inch: 58 mm paper, 80 mm paper, and what lies between."""
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
HOSTS = ("https://h.ke", "https://q.foleni.example", "https://foleni.huduma.example.ke")
HOSTILE = (
    "x" * 200,
    "W" * 200,
    "Ng'ang'a wa Mũkũyũ, Kĩambu ŋandu",
    "Ngi\u0303 mu\u0303ku\u0303yu\u0303 \u014b A\u030a",
    "Z\u0351\u0344\u035d\u0361a\u0335\u0322\u0321l\u0338\u0317go\u0336\u0323\u0344 Å\u0302Ỗ",
    "\x1b@\x10\x14\x01\x00\x05 \x10\x04\x01\x1dV\x00\x1dv0\x00\xff\xff\xff\xff drawer",
    "🧑🏾‍🦽 wheelchair 🇰🇪",
    "\u202eمركز الخدمة\u202c שלום",
    "身份证 ጉዳይ",
    "a\ud800b\udfffc\ue000\ufffe",
    "one\r\ntwo\u2028three\tfour\x85five",
    "word " * 40,
    "-" * 60 + " " + "." * 60,
    " \t\x07",
)
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
AT_REST = timedelta(minutes=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One slip for one width of paper."""

    width_dots: int
    dpi: int
    slip: Slip


def trials(catalogue: Catalogue, *, seed: int, count: int) -> Iterator[Trial]:
    """``count`` of them; the same for the same ``seed``."""
    chance = Random(seed)
    longest = _longest_names(catalogue)
    for n in range(count):
        width_dots, dpi = PAPERS[n % len(PAPERS)]
        slip = _ordinary(catalogue, chance, n)
        if n % 5 == 0:
            slip = replace(slip, service=longest, hall=longest, for_kiosk=longest["en"])
        elif n % 4 == 0:
            slip = _hostile(slip, chance)
        yield Trial(width_dots=width_dots, dpi=dpi, slip=slip)


def _ordinary(catalogue: Catalogue, chance: Random, n: int) -> Slip:
    service = catalogue.services[n % len(catalogue.services)]
    group = next(group for group in catalogue.groups if group.id == service.group)
    letter = catalogue.queue[service.queue].letter
    noon = datetime(2026, 11, 20, 8, 0, tzinfo=ZoneInfo(catalogue.centre.timezone))
    low = chance.randrange(0, 100, 5)
    code, phone_page = _code(chance)
    return Slip(
        languages=chance.choice((("sw", "en"), ("en", "sw"), ("en",), ("sw",))),
        centre_name=catalogue.centre.name,
        place=catalogue.centre.place,
        number=f"{letter}{chance.choice((n % 899 + 1, 1000 + n, 900 + n % 100)):03}",
        service=chance.choice((group.name, service.name)),
        issued_at=noon + n * AT_REST,
        ahead=chance.choice((0, 7, 42, 137, 2999)),
        wait_min=chance.choice((None, (low, low + 10), (0, 5), (low, None))),
        hall=chance.choice((service.hall, {"sw": "Ukumbi 2", "en": "Hall 2"}, {})),
        code=code,
        phone_page=phone_page,
        bring=service.bring,
        copy=chance.random() < 0.3,
        for_kiosk=chance.choice((None, None, "Kiosk 2", "Entrance hall, left")),
    )


def _code(chance: Random) -> tuple[str | None, bool]:
    """An address with a page, the bare token, or none: what a counter prints again."""
    token = chance.choice(("MOLO-", "NBI-", "X-")) + "".join(chance.choices(BASE32, k=26))
    kind = chance.random()
    if kind < 0.05:
        return None, False
    if kind < 0.4:
        return token, False
    longest = f"HTTPS://{'A' * (QR_LIMIT - len(token) - 15)}.KE/T/{token}"
    short = f"{chance.choice(HOSTS)}/t/{token}".upper()
    return (longest if kind > 0.9 else short), True


def _hostile(slip: Slip, chance: Random) -> Slip:
    def names() -> Names:
        return {"en": chance.choice(HOSTILE), "sw": chance.choice(HOSTILE)}

    return replace(
        slip,
        centre_name=chance.choice((names(), slip.centre_name)),
        place=chance.choice((names(), {})),
        service=names(),
        hall=chance.choice((names(), slip.hall)),
        bring=tuple(names() for _ in range(chance.randrange(4))),
        for_kiosk=chance.choice((None, *HOSTILE)),
    )


def _longest_names(catalogue: Catalogue) -> Names:
    def longest(language: str) -> str:
        names = (service.name for service in catalogue.services)
        return max((name.get(language, "") for name in names), key=len)

    return {"en": longest("en"), "sw": longest("sw")}


class Paper:
    """Paints each slip on the painter of its width, and looks at what a printer would print.

    ``fonts`` is the directory with the bundled fonts.
    """

    def __init__(self, *, fonts: Path, texts: Texts) -> None:
        self._texts = texts
        self._painters = {
            (dots, dpi): SlipPainter(fonts=fonts, width_dots=dots, dpi=dpi) for dots, dpi in PAPERS
        }

    def painted(self, trial: Trial) -> Image.Image:
        """The slip as its printer gets it."""
        painter = self._painters[trial.width_dots, trial.dpi]
        return painter.paint(wording(trial.slip, self._texts))

    def wrong_with(self, trial: Trial) -> list[str]:
        """Everything that is; nothing for a slip as it should be."""
        job = escpos.job(self.painted(trial), Cut.PART)
        command = ["a real-time command"] if REAL_TIME.search(job) else []
        return [*wrong_with(picture_of(job), trial), *command]


def wrong_with(printed: Image.Image, trial: Trial) -> list[str]:
    """Everything that is wrong with the dots of a slip."""
    return [*_wrong_with_ink(printed, trial), *_wrong_with_code(printed, trial)]


def picture_of(job: bytes) -> Image.Image:
    """What a job's bands print, mode ``1``."""
    rows, row_bytes, at = [], 0, 0
    while job.startswith(b"\x1dv0\x00", at):
        row_bytes, height = (int.from_bytes(job[at + n : at + n + 2], "little") for n in (4, 6))
        at += 8 + row_bytes * height
        rows.append(job[at - row_bytes * height : at])
    ink = b"".join(rows)
    return Image.frombytes("1", (row_bytes * 8, len(ink) // row_bytes), ink, "raw", "1;I")


def _wrong_with_ink(printed: Image.Image, trial: Trial) -> Iterator[str]:
    """Ink at an edge was cut off there: 1 mm on every side but the upper stays white."""
    box = printed.point(lambda dot: 255 - dot).getbbox()
    if box is None:
        yield "nothing on it"
        return
    least = int(0.9 * trial.dpi / 25.4)
    left, top, right, bottom = (round(edge) for edge in box)
    if min(left, trial.width_dots - right) < least:
        yield f"ink from {left} to {right} of {trial.width_dots}"
    if top < 1 or printed.height - bottom < least:
        yield f"ink from row {top} to {bottom} of {printed.height}"


def qr_codes_in(picture: Image.Image) -> list[zxingcpp.Barcode]:
    """Every QR code of a picture, and no other kind of code."""
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return list(zxingcpp.read_barcodes(picture.convert("L"), formats))


def _wrong_with_code(printed: Image.Image, trial: Trial) -> Iterator[str]:
    # Of 200 letters x in a row the reader of shop barcodes makes a number.
    found = qr_codes_in(printed)
    said, code = [barcode.text for barcode in found], trial.slip.code
    if said != ([] if code is None else [code]):
        yield f"reads {said}, not {code}"
    elif code is not None:
        qr = draw_qr(code, ceil(QR_LEAST_MM * trial.dpi / 25.4), trial.width_dots)
        corner = found[0].position.top_left
        if not _is_quiet_around(qr, printed, (corner.x, corner.y), trial.width_dots):
            yield "less than four white modules around the QR"


def _is_quiet_around(
    qr: Qr, printed: Image.Image, corner: tuple[int, int], width_dots: int
) -> bool:
    """Whether ``qr`` stands near ``corner``, dot by dot, with its quiet zone on the paper."""
    quiet, wanted = qr.quiet_zone, qr.picture.tobytes()
    for x, y in product(range(corner[0] - 4, corner[0] + 5), range(corner[1] - 4, corner[1] + 5)):
        if printed.crop((x, y, x + qr.side, y + qr.side)).tobytes() != wanted:
            continue
        left, top, right, bottom = x - quiet, y - quiet, x + qr.side + quiet, y + qr.side + quiet
        if min(left, top) < 0 or right > width_dots or bottom > printed.height:
            return False
        around = printed.crop((left, top, right, bottom))
        around.paste(255, (quiet, quiet, quiet + qr.side, quiet + qr.side))
        return around.getextrema() == (255, 255)
    return False
