from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, product
from math import ceil
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.printer.layout import SlipPainter
from kiosk.printer.qr import CodeDoesNotFit, draw_qr
from kiosk.printer.sheet import LINE_PITCH, Column, Face, Fonts, Sheet, Style
from kiosk.printer.slip import Slip, wording
from kiosk.texts import Texts

PAPERS = [(384, 203), (512, 180), (576, 203), (576, 180), (512, 203), (432, 203), (640, 203)]
LONG_SERVICE = {
    "sw": "Ubadilishaji wa cheti cha usajili wa biashara kilichopotea au kuharibika",
    "en": "Replacement of a lost or damaged business registration certificate",
}
LONG_HALL = {"sw": "Ukumbi wa pili, ghorofa ya kwanza", "en": "Second hall, first floor"}


def variants(slip: Slip) -> Iterator[Slip]:
    yield slip
    yield replace(slip, languages=("en", "sw"), number="X1000", wait_min=None, ahead=137)
    yield replace(
        slip,
        service=LONG_SERVICE,
        hall=LONG_HALL,
        centre_name={"sw": "Kituo cha Huduma cha Jiji la Mombasa", "en": "Mombasa"},
        bring=({"en": "x" * 60, "sw": "Kitambulisho " * 9},),
        code="MOLO-K7M2QXPAK7M2QXPAK7M2QXPAZZ",
        phone_page=False,
        copy=True,
        for_kiosk="Kiosk 2",
        wait_min=None,
    )
    yield replace(slip, bring=(), hall={}, place={}, code="HTTPS://" + "A" * 82, wait_min=(0, 5))


def mm(dots: int, dpi: int) -> float:
    return dots * 25.4 / dpi


def ink_columns(picture: Image.Image) -> tuple[int, int]:
    """The first inked column and the one after the last."""
    box = picture.convert("L").point(lambda grey: 255 - grey).getbbox()
    assert box is not None
    return int(box[0]), int(box[2])


def read(picture: Image.Image) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    return found


@pytest.mark.parametrize(("width", "dpi"), PAPERS)
def test_the_slip_carries_its_code_and_nothing_is_cut_off(
    width: int, dpi: int, slip: Slip, texts: Texts, fonts: Path
) -> None:
    painter = SlipPainter(fonts=fonts, width_dots=width, dpi=dpi)
    for each in variants(slip):
        picture = painter.paint(wording(each, texts))
        assert (picture.mode, picture.width) == ("1", width)
        assert read(picture).text == each.code
        left, right = ink_columns(picture)
        assert left > 0
        assert right < width


@pytest.mark.parametrize(("width", "dpi"), PAPERS)
def test_every_line_is_at_least_12_points_high(
    width: int,
    dpi: int,
    slip: Slip,
    texts: Texts,
    fonts: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes: set[int] = set()
    real = Sheet.lines

    def lines(
        sheet: Sheet, said: Iterable[str], style: Style, column: Column, *, even: bool = False
    ) -> None:
        sizes.add(style.size)
        real(sheet, said, style, column, even=even)

    monkeypatch.setattr(Sheet, "lines", lines)
    painter = SlipPainter(fonts=fonts, width_dots=width, dpi=dpi)
    for each in variants(slip):
        painter.paint(wording(each, texts))
    assert min(sizes) * 72 / dpi >= 12


@pytest.mark.parametrize("width", range(340, 380))
def test_a_dashed_line_goes_from_edge_to_edge(width: int, fonts: Path) -> None:
    sheet = Sheet(Fonts(fonts), 384)
    sheet.dashes(Column(4, width), 3)
    assert ink_columns(sheet.ink()) == (4, 4 + width)


def test_texts_share_a_line_as_far_as_they_fit(fonts: Path) -> None:
    style, texts = Style(Face.WORDS, 30), ("Not a receipt", "Si risiti", "1919 · *191#")
    pitch = round(style.size * LINE_PITCH)
    for together, lines in ((3, 1), (2, 2), (1, 3)):
        sheet = Sheet(Fonts(fonts), 576)
        width = sheet.fonts.width(" · ".join(texts[:together]), style)
        sheet.joined(texts, " · ", style, Column(0, width))
        below_the_first = sheet.y - sheet.fonts.cap_height(style)
        assert round(below_the_first / pitch) == lines - 1, together


@pytest.mark.parametrize(("width", "dpi"), PAPERS)
def test_the_numbers_capitals_are_at_least_12_mm_high(
    width: int, dpi: int, slip: Slip, texts: Texts, fonts: Path
) -> None:
    painter = SlipPainter(fonts=fonts, width_dots=width, dpi=dpi)
    for number in ("H042", "L888", "R1000"):
        picture = painter.paint(wording(replace(slip, number=number), texts))
        assert mm(height_of_first_letter(picture), dpi) >= 12.0, number


def height_of_first_letter(picture: Image.Image) -> int:
    """The longest run of inked rows above the QR, at the left: a stem, no round digit."""
    above = picture.convert("L").crop((0, 0, picture.width // 5, picture.height))
    rows = range(read(picture).position.top_left.y)
    longest = run = 0
    for y in rows:
        inked = above.crop((0, y, above.width, y + 1)).getextrema()[0] == 0
        run = run + 1 if inked else 0
        longest = max(longest, run)
    return longest


def test_a_copy_without_the_token_has_no_qr_and_speaks_of_none(
    slip: Slip, texts: Texts, fonts: Path
) -> None:
    words = wording(replace(slip, code=None, phone_page=False, copy=True), texts)
    with_code = wording(replace(slip, copy=True), texts)
    painter = SlipPainter(fonts=fonts, width_dots=576)
    picture = painter.paint(words)
    assert zxingcpp.read_barcodes(picture.convert("L")) == []
    assert picture.height < painter.paint(with_code).height
    assert (words.follow, words.readable_code) == ((), "")


@pytest.mark.parametrize(("width", "dpi"), PAPERS)
def test_the_qr_is_at_least_25_mm_with_four_modules_of_quiet_all_around(
    width: int, dpi: int, slip: Slip, texts: Texts, fonts: Path
) -> None:
    painter = SlipPainter(fonts=fonts, width_dots=width, dpi=dpi)
    for each in variants(slip):
        picture = painter.paint(wording(each, texts))
        assert each.code is not None
        assert each.code is not None
        qr = draw_qr(each.code, ceil(25 * dpi / 25.4))
        assert mm(qr.side, dpi) >= 25.0
        left, top = find(qr.picture, picture)
        quiet = qr.module * 4
        around = (left - quiet, top - quiet, left + qr.side + quiet, top + qr.side + quiet)
        assert min(around) >= 0
        assert max(around[0::2]) <= width
        frame = picture.crop(around)
        frame.paste(1, (quiet, quiet, quiet + qr.side, quiet + qr.side))
        assert frame.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize(("width", "dpi"), PAPERS)
def test_no_paper_is_wasted(width: int, dpi: int, slip: Slip, texts: Texts, fonts: Path) -> None:
    """White is 3 mm high at most, or the QR's quiet zone; at the ends a printer adds enough."""
    painter = SlipPainter(fonts=fonts, width_dots=width, dpi=dpi)
    for each in variants(slip):
        picture = painter.paint(wording(each, texts))
        runs = white_runs(picture)
        assert mm(runs[0], dpi) <= 1.0
        assert mm(runs[-1], dpi) <= 1.1
        assert each.code is not None
        quiet_zone = draw_qr(each.code, ceil(25 * dpi / 25.4)).quiet_zone
        assert max(runs) <= max(quiet_zone + 3, 3 * dpi / 25.4)


def white_runs(picture: Image.Image) -> list[int]:
    """How many rows without ink follow each other, from the top."""
    rows = (picture.crop((0, y, picture.width, y + 1)) for y in range(picture.height))
    inked = [row.getextrema()[0] == 0 for row in rows]
    return [len(list(run)) for ink, run in groupby(inked) if not ink]


@pytest.mark.parametrize(("width", "dpi"), PAPERS)
def test_all_that_is_unusual_stands_in_one_frame(
    width: int, dpi: int, slip: Slip, texts: Texts, fonts: Path
) -> None:
    painter = SlipPainter(fonts=fonts, width_dots=width, dpi=dpi)

    def height(*, copy: bool, for_kiosk: str | None) -> int:
        marked = replace(slip, copy=copy, for_kiosk=for_kiosk)
        return painter.paint(wording(marked, texts)).height

    plain = height(copy=False, for_kiosk=None)
    apart = height(copy=True, for_kiosk=None) + height(copy=False, for_kiosk="Kiosk 2") - plain
    assert plain < height(copy=True, for_kiosk="Kiosk 2") < apart


def find(part: Image.Image, picture: Image.Image) -> tuple[int, int]:
    """Where ``part`` stands in ``picture``, dot by dot."""
    seen = read(picture).position.top_left
    wanted = part.tobytes()
    for top, left in product(range(seen.y - 4, seen.y + 5), range(seen.x - 4, seen.x + 5)):
        box = (left, top, left + part.width, top + part.height)
        if picture.crop(box).tobytes() == wanted:
            return left, top
    raise AssertionError("the QR is not on the slip as it was drawn")


def test_a_slip_without_a_code_promises_nothing_and_has_no_qr(
    slip: Slip, texts: Texts, fonts: Path
) -> None:
    words = wording(replace(slip, code=None, copy=True), texts)
    assert words.follow == ()
    picture = SlipPainter(fonts=fonts, width_dots=576).paint(words)
    assert zxingcpp.read_barcodes(picture.convert("L")) == []


def test_a_code_is_read_by_others_at_every_version_it_may_have() -> None:
    for length in (1, 20, 21, 38, 39, 61, 62, 90):
        qr = draw_qr(("K7M2-Q/X:" * 10)[:length], 200)
        paper = Image.new("1", (qr.side + 2 * qr.quiet_zone,) * 2, 1)
        paper.paste(qr.picture, (qr.quiet_zone, qr.quiet_zone))
        assert read(paper).text == ("K7M2-Q/X:" * 10)[:length]
        assert read(paper).ec_level == "M"


def test_a_code_no_qr_of_the_slip_can_carry_is_refused() -> None:
    with pytest.raises(CodeDoesNotFit):
        draw_qr("A" * 91, 200)
    with pytest.raises(CodeDoesNotFit):
        draw_qr("https://lower.case", 200)


def test_the_same_slip_is_always_the_same_picture(slip: Slip, texts: Texts, fonts: Path) -> None:
    words = wording(slip, texts)
    first = SlipPainter(fonts=fonts, width_dots=576).paint(words)
    painter = SlipPainter(fonts=fonts, width_dots=576)
    painter.paint(wording(replace(slip, number="F007"), texts))
    assert painter.paint(words).tobytes() == first.tobytes()
