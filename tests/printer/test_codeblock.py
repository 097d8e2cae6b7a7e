from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.printer.codeblock import CodeBlock, Room, in_groups
from kiosk.printer.qr import draw_qr
from kiosk.printer.sheet import Column, Face, Fonts, Sheet, Style

SHORT = ("Fuata zamu yako kwa simu.", "Follow your turn by phone.")
LONG = (
    "Ichanganue kwenye kioski chochote uone ulipo kwenye foleni.",
    "Scan it at any kiosk to see where you stand.",
)
TOKEN = "MOLO-K7M2QW4ZP5R3TX6NB2YH8DJ4FA"


def block(width: int, follow: tuple[str, ...]) -> CodeBlock:
    return CodeBlock(
        qr=draw_qr(TOKEN, 200),
        follow=follow,
        readable=TOKEN,
        style=Style(Face.WORDS, 34),
        room=Room(page=Column(10, width - 20), gap=18, text_gap=6, prose=208, worth=16),
    )


def height(each: CodeBlock, width: int, fonts: Path) -> int:
    sheet = Sheet(Fonts(fonts), width)
    each.write(sheet)
    assert sheet.ink().size == (width, sheet.y)
    return sheet.y


@pytest.mark.parametrize("follow", [SHORT, LONG, (), SHORT[:1]])
@pytest.mark.parametrize("width", range(360, 660, 20))
def test_words_stand_where_they_take_the_least_paper(
    width: int, follow: tuple[str, ...], fonts: Path
) -> None:
    free = block(width, follow)
    below = replace(free, room=replace(free.room, prose=width))
    assert height(free, width, fonts) <= height(below, width, fonts) + free.room.worth


def test_on_wide_paper_all_words_stand_beside_the_qr(fonts: Path) -> None:
    wide = block(640, SHORT[:1])
    assert height(wide, 640, fonts) == wide.qr.side + 2 * wide.qr.quiet_zone


def test_a_code_is_shown_in_groups_of_four() -> None:
    assert list(in_groups("MOLO-K7M2QW4ZP5")) == ["MOLO", "K7M2", "QW4Z", "P5"]
