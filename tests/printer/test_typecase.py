from itertools import product
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from kiosk.printer.sheet import Face
from kiosk.printer.typecase import INK_THRESHOLD, LETTERS_KEPT, TypeCase

SAID = (
    "Nambari ya kitambulisho / Your old ID number (KSh 1,000) · 15–25",
    "MOLO K7M2 QW4Z",
    "AVATAR fi ff To. Wa",
    "A042",
)


def font(fonts: Path, face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fonts / face.value, size, layout_engine=ImageFont.Layout.BASIC)


@pytest.mark.parametrize(("face", "size"), [*product(Face, (30, 34, 45, 48, 60))])
def test_a_line_of_single_letters_is_the_line_as_the_font_draws_it(
    face: Face, size: int, fonts: Path
) -> None:
    own = font(fonts, face, size)
    case = TypeCase(own)
    for text in SAID:
        grey = Image.new("L", (round(own.getlength(text)) + 20, 2 * size), 255)
        ImageDraw.Draw(grey).text((10, size), text, 0, own, anchor="ls")
        expected = grey.point([255 if level >= INK_THRESHOLD else 0 for level in range(256)], "1")
        line, paper = case.line(text), Image.new("1", grey.size, 255)
        assert line.ink is not None
        paper.paste(0, (10 + line.left, size + line.top), line.ink)
        assert paper.tobytes() == expected.tobytes()
        assert case.width(text) == line.advance == own.getlength(text)
        assert case.extent(text) == (line.top, line.bottom)


@pytest.mark.parametrize("char", ["ĩ", "ũ", "ŋ", "Ĩ", "Ũ", "Ŋ"])
@pytest.mark.parametrize(
    ("face", "other"), [(Face.WORDS, Face.FIGURES), (Face.HEADING, Face.NUMBER)]
)
def test_letters_a_font_lacks_come_from_its_substitute(
    char: str, face: Face, other: Face, fonts: Path
) -> None:
    substitute = TypeCase(font(fonts, other, 34))
    case = TypeCase(font(fonts, face, 34), lambda: substitute)
    assert not case.has(char)
    assert substitute.has(char)
    assert case.letter(char) is substitute.letter(char)
    assert case.letter("n") is not substitute.letter("n")


def test_what_no_font_has_is_an_empty_frame_and_a_space_is_no_ink(fonts: Path) -> None:
    figures = TypeCase(font(fonts, Face.FIGURES, 34))
    case = TypeCase(font(fonts, Face.WORDS, 34), lambda: figures)
    frame = case.letter("漢").ink
    assert frame is not None
    assert case.letter("ع").ink == frame
    assert case.letter(" ").ink is None
    assert case.line(" ").ink is None
    assert case.line("").advance == 0
    assert case.extent(" ") == (0, 0)


def test_no_more_letters_are_kept_than_a_fixed_count(fonts: Path) -> None:
    case = TypeCase(font(fonts, Face.WORDS, 12))
    for char in range(0x4E00, 0x4E00 + 2 * LETTERS_KEPT):
        case.letter(chr(char))
    assert case.kept == LETTERS_KEPT
