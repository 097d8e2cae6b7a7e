"""A screen's pixels as a test measures them."""

from dataclasses import dataclass
from math import ceil, floor

from PIL import Image
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom, the last two not included."""

SEEN = 12
"""So many pixels of a colour are drawn on purpose; fewer are the soft rims of letters."""


def photograph(window: QQuickWindow) -> Image.Image:
    """What the window shows."""
    grabbed = window.grabWindow().convertToFormat(QImage.Format.Format_RGB888)
    size = (grabbed.width(), grabbed.height())
    return Image.frombytes(
        "RGB", size, bytes(grabbed.constBits()), "raw", "RGB", grabbed.bytesPerLine()
    )


def box_of(item: QQuickItem, *, around: int = 0) -> Box:
    """Where an item lies, and so many pixels around it."""
    at = item.mapToScene(QPointF(0, 0))
    left, top = round(at.x()), round(at.y())
    right, bottom = round(at.x() + item.width()), round(at.y() + item.height())
    return (left - around, top - around, right + around, bottom + around)


def whole(box: tuple[float, float, float, float]) -> Box:
    """The whole pixels that a box lies on."""
    left, top, right, bottom = box
    return (floor(left), floor(top), ceil(right), ceil(bottom))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A ground, and what is drawn on it."""

    ground: Colour
    ink: Colour

    @property
    def contrast(self) -> float:
        """As WCAG reckons it, 1 to 21."""
        darker, lighter = sorted((luminance(self.ground), luminance(self.ink)))
        return (lighter + 0.05) / (darker + 0.05)


def ink_of(picture: Image.Image, box: Box) -> Ink:
    """The commonest colour of a part of the picture, and what stands out most from it."""
    shares = sorted(_shares(picture.crop(box)), reverse=True)
    ground = shares[0][1]
    drawn = [colour for pixels, colour in shares if pixels >= SEEN and colour != ground]
    assert drawn, f"nothing is drawn in {box}"
    return Ink(ground=ground, ink=max(drawn, key=lambda c: Ink(ground=ground, ink=c).contrast))


def _shares(part: Image.Image) -> list[tuple[int, Colour]]:
    counted = part.getcolors(part.width * part.height)
    assert counted is not None
    return [(pixels, (c[0], c[1], c[2])) for pixels, c in counted if isinstance(c, tuple)]


def first_letter(picture: Image.Image, box: Box) -> Box:
    """The box of the first letter or figure in a part of the picture."""
    ink = ink_of(picture, box)
    middle = (_grey(ink.ground) + _grey(ink.ink)) / 2
    inverted = _grey(ink.ink) < middle
    mask = (
        picture.crop(box).convert("L").point([255 * ((v < middle) == inverted) for v in range(256)])
    )
    columns = [
        mask.crop((x, 0, x + 1, mask.height)).getbbox() is not None for x in range(mask.width)
    ]
    left = columns.index(True)
    right = columns.index(False, left) if False in columns[left:] else mask.width
    letter = mask.crop((left, 0, right, mask.height)).getbbox()
    assert letter is not None
    return (box[0] + left, box[1] + letter[1], box[0] + right, box[1] + letter[3])


def _grey(colour: Colour) -> int:
    """As Pillow turns a colour into grey."""
    red, green, blue = colour
    return (299 * red + 587 * green + 114 * blue) // 1000


def luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2), 0 to 1."""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
