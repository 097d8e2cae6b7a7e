"""T1 to T4: the slip, measured on the very dots that go to the printer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import zxingcpp
from PIL import Image, ImageFilter

from bench.accessibility.rows import Row, Verdict, judged
from kiosk.printer.layout import SlipPainter
from kiosk.printer.slip import wording
from kiosk.roles.places import FONTS, TEXTS
from kiosk.texts import Texts
from tests.printer.random_slips import PAPERS
from tests.printer.slips import CODE, molo
from tests.ui.scenes.kiosk import KioskFixture, scene

MM_PER_INCH = 25.4
NUMBER_MM, QR_MM, MODULE_MM, URL = 12.0, 25.0, 0.5, 60
MODULES = 33
"""Of version 4, the densest a slip carries."""
BLURRED_DOTS = 1
"""As the heat of a thermal head smears its dots."""


SENTENCES = {
    "people ahead": "slip-ahead",
    "wait": "slip-minutes",
    "where to wait": "slip-wait-in",
    "no receipt": "slip-not-a-receipt",
}
"""What the figures mean, and what the paper is not: in each language."""

STRAIGHT = replace(molo(), number="H042")
"""Its first letter is as high as it is measured, whatever its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One paper as it was painted, in mm."""

    dots: int
    dpi: int
    number_mm: float
    qr_mm: float
    module_mm: float
    read: bool
    read_blurred: bool


def slips() -> Iterator[Slip]:
    """The same ticket on every width of paper."""
    texts = Texts.load(TEXTS)
    for dots, dpi in PAPERS:
        picture = SlipPainter(fonts=FONTS, width_dots=dots, dpi=dpi).paint(wording(STRAIGHT, texts))
        yield measured(picture.convert("L"), dots, dpi)


def measured(picture: Image.Image, dots: int, dpi: int) -> Slip:
    """What a painted slip measures."""
    (code,) = zxingcpp.read_barcodes(picture)
    corners = code.position
    side = corners.top_right.x - corners.top_left.x + 1
    blurred = picture.filter(ImageFilter.GaussianBlur(BLURRED_DOTS))
    return Slip(
        dots=dots,
        dpi=dpi,
        number_mm=_stem_dots(picture, corners.top_left.y) * MM_PER_INCH / dpi,
        qr_mm=side * MM_PER_INCH / dpi,
        module_mm=side / MODULES * MM_PER_INCH / dpi,
        read=code.text == CODE,
        read_blurred=any(found.text == CODE for found in zxingcpp.read_barcodes(blurred)),
    )


def rows() -> Iterator[Row]:
    """What follows for T1 to T4."""
    found = list(slips())
    yield judged(
        "T1",
        asked=f"the number's capitals ≥ {NUMBER_MM:g} mm, black only",
        measured=", ".join(f"{s.number_mm:.1f} mm on {s.dots} dots" for s in found),
        met=all(s.number_mm >= NUMBER_MM for s in found),
        why="too low",
    )
    yield judged(
        "T2",
        asked=f"QR ≥ {QR_MM:g} mm, modules ≥ {MODULE_MM} mm, URL ≤ {URL} signs, readable",
        measured=f"QR {min(s.qr_mm for s in found):.1f}–{max(s.qr_mm for s in found):.1f} mm,"
        f" modules from {min(s.module_mm for s in found):.2f} mm, {len(CODE)} signs,"
        f" read on {sum(s.read for s in found)} and, smeared by a dot,"
        f" on {sum(s.read_blurred for s in found)} of {len(found)} papers",
        met=all(s.qr_mm >= QR_MM and s.module_mm >= MODULE_MM - 0.02 and s.read for s in found)
        and len(CODE) <= URL,
        why="too small, or not read",
    )
    yield _words()
    yield _without_paper()
    yield Row(
        item="T4",
        asked="a slip is out within 3 s",
        measured="painted in milliseconds (make bench); the paper's way is the printer's",
        verdict=Verdict.HARDWARE,
        why="measure with the printer that is bought; docs/operations.md, Printers",
    )


def _words() -> Row:
    texts = Texts.load(TEXTS)
    said = repr(wording(molo(), texts))
    wanted = {
        "centre": "Huduma Centre",
        "date": "2026",
        "time": "10:24",
        "service in Kiswahili": "Kitambulisho",
        "service in English": "National ID",
        "people ahead": "12",
        "wait": "15–25",
        **{
            f"{what} in {language}": texts.say(language, key)
            for language in texts.languages
            for what, key in SENTENCES.items()
        },
    }
    missing = [name for name, words in wanted.items() if words not in said]
    return judged(
        "T3",
        asked="in both languages: centre, time, service, ahead, wait, no receipt",
        measured=f"{len(wanted) - len(missing)} of {len(wanted)} found in its words",
        met=not missing,
        why=", ".join(missing),
    )


def _without_paper() -> Row:
    fixture: KioskFixture = scene("paper-out")
    ticket = fixture.kiosk.property("ticket")
    shown = bool(ticket["number"]) and bool(ticket["code"])
    fixture.until(lambda: bool(fixture.station.mirror.floor.helps))
    return judged(
        "T4",
        asked="without paper: number and code on the screen, staff called, nothing lost",
        measured=f"{ticket['number']} with its code, {len(fixture.station.mirror.floor.helps)}"
        " call for a colleague; make bench-paper proves the rest",
        met=shown,
        why="the visitor has nothing in the hand",
    )


def _stem_dots(picture: Image.Image, above: int) -> int:
    """The longest run of inked rows at the left above the code: a stem of the number."""
    strip = picture.crop((0, 0, picture.width // 5, above))
    longest = run = 0
    for y in range(strip.height):
        inked = strip.crop((0, y, strip.width, y + 1)).getextrema()[0] == 0
        run = run + 1 if inked else 0
        longest = max(longest, run)
    return longest
