"""K3: words, icons, edges and the focus ring against what lies around them, on screenshots."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtQml import QQmlProperty
from PySide6.QtQuick import QQuickItem

from bench.accessibility.pixels import (
    Colour,
    clusters,
    contrast,
    crop,
    ink_on_paper,
)
from bench.accessibility.stage import Box, Shown, box_of, dimmed, drawn_box, words_of
from tests.ui.pixels import photograph

WORDS_LEAST, SHAPES_LEAST = 7.0, 3.0
RIM_PX = 3
"""How far outside a control its surroundings are looked at."""
SHARE = 0.4
"""How much of a side an edge must run along to be seen as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One thing on the screen, and how far it stands out."""

    what: str
    ratio: float


def of_words(shown: Shown, picture: Image.Image) -> Iterator[Ratio]:
    """Each text: its ink against its paper."""
    for item in shown.texts():
        inks = ink_on_paper(crop(picture, drawn_box(item)))
        if inks is not None and words_of(item).strip():
            yield Ratio(what=words_of(item), ratio=contrast(*inks))


def of_icons(shown: Shown, picture: Image.Image) -> Iterator[Ratio]:
    """Each icon: its lines against what it stands on."""
    for item in shown.foremost():
        if "Icon" in item.metaObject().className() and item.property("name") and not dimmed(item):
            inks = ink_on_paper(crop(picture, box_of(item)))
            if inks is not None:
                yield Ratio(what=f"icon {item.property('name')}", ratio=contrast(*inks))


def of_edges(shown: Shown, picture: Image.Image) -> Iterator[Ratio]:
    """Each control: its edge or its fill against what lies around it.

    A control without either is known by its words and its icon alone: these are measured then.
    """
    for item in shown.touchables():
        box = box_of(item)
        ratio = max(_edge(picture, box), _inside(picture, box))
        yield Ratio(what=f"edge of {words_of(item)}", ratio=ratio)


def ring_widths_px(shown: Shown) -> Iterator[float]:
    """How wide the ring's line is around one control after the other; 0 where there is none."""
    for item in shown.touchables():
        ring = _ring(item)
        if ring is None:
            yield 0.0
        else:
            yield float(QQmlProperty(ring, "border.width").read())


def of_focus(shown: Shown) -> Iterator[Ratio]:
    """The ring around one control after the other, against the page and against the control."""
    for item in shown.touchables():
        ring = _ring(item)
        if ring is None:
            yield Ratio(what=f"no focus on {words_of(item)}", ratio=1.0)
            continue
        picture = photograph(shown.window)
        # Two lines, one dark and one light: one of them shows on any ground.
        depth_px = float(ring.property("reach"))
        yield Ratio(
            what=f"focus on {words_of(item)}", ratio=_edge(picture, box_of(ring), depth_px=depth_px)
        )


def _ring(item: QQuickItem) -> QQuickItem | None:
    """The ring around a control that gets the keyboard now, if it shows."""
    item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    rings = (each for each in item.childItems() if "FocusRing" in each.metaObject().className())
    return next((ring for ring in rings if ring.isVisible()), None)


def _edge(picture: Image.Image, box: Box, *, depth_px: float = RIM_PX) -> float:
    """How far the sides stand out, looking so deep into them: the better half's least."""
    left, top, right, bottom = box
    across, down = (right - left) * 0.25, (bottom - top) * 0.25
    from_x, to_x, from_y, to_y = left + across, right - across, top + down, bottom - down
    sides = (
        ((from_x, top - RIM_PX, to_x, top - 1), (from_x, top, to_x, top + depth_px)),
        ((from_x, bottom + 1, to_x, bottom + RIM_PX), (from_x, bottom - depth_px, to_x, bottom)),
        ((left - RIM_PX, from_y, left - 1, to_y), (left, from_y, left + depth_px, to_y)),
        ((right + 1, from_y, right + RIM_PX, to_y), (right - depth_px, from_y, right, to_y)),
    )
    found = sorted(_side(crop(picture, out), crop(picture, within)) for out, within in sides)
    return found[len(found) // 2]


def _side(around: Image.Image, within: Image.Image) -> float:
    """The strongest long line or surface inside against the surface outside."""
    if not (around.width and around.height and within.width and within.height):
        return 0.0
    paper = clusters(around)[0][1]
    long_px = SHARE * max(within.width, within.height)
    strong = (contrast(colour, paper) for count, colour in clusters(within) if count >= long_px)
    return max(strong, default=0.0)


def _inside(picture: Image.Image, box: Box) -> float:
    inks: tuple[Colour, Colour] | None = ink_on_paper(crop(picture, box))
    return contrast(*inks) if inks is not None else 0.0
