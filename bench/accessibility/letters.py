"""K2: how high letters stand on the glass, by the pixels they are drawn with."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image
from PySide6.QtQuick import QQuickItem

from bench.accessibility.pixels import crop, first_letter_px, ink_on_paper
from bench.accessibility.stage import Shown, drawn_box, words_of

FLAT = frozenset("BDEFHIKLMNPRU")
"""Capitals with a stem at their left that neither reach above the line nor below it."""
STEM_EM = 0.3
CAP_EM = {"Atkinson Hyperlegible Next": 0.668, "Inter": 0.727}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """One text on the glass: how high its capitals are by its font, and as they were drawn."""

    words: str
    cap_mm: float
    drawn_mm: float | None = None
    """``None`` where its first letter is no capital that could be measured."""
    fixed: bool = False
    """Whether it keeps its size under bigger text: names and signs at the rim."""


def letters(shown: Shown, picture: Image.Image | None = None) -> Iterator[Letters]:
    """Every text of the page; measured on ``picture`` where one is given."""
    for item in shown.texts():
        font = item.property("font")
        size_px = font.pixelSize()
        if (family := font.family()) not in CAP_EM or not words_of(item).strip():
            continue
        drawn_px = None if picture is None else _drawn_px(item, picture, size_px)
        yield Letters(
            words=words_of(item),
            cap_mm=size_px * CAP_EM[family] / shown.px_per_mm,
            drawn_mm=None if drawn_px is None else drawn_px / shown.px_per_mm,
            fixed=bool(item.property("fixed")),
        )


def _drawn_px(item: QQuickItem, picture: Image.Image, size_px: int) -> int | None:
    """The height of the first letter, where it is a flat capital at the left of its line."""
    words = words_of(item)
    if words[0] not in FLAT or float(item.property("contentHeight")) > 1.7 * size_px:
        return None
    left, top, right, bottom = drawn_box(item)
    line = crop(picture, (left - 1, top, min(right, left + STEM_EM * size_px), bottom))
    inks = ink_on_paper(line) if line.width and line.height else None
    return None if inks is None else first_letter_px(line, inks[1])
