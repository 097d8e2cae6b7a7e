"""What stands on a screenshot: ink and paper, how far apart they are, how high letters are."""

from collections.abc import Sequence

from PIL import Image, ImageChops

from bench.accessibility.stage import Box

Colour = tuple[int, int, int]
FEW_PX = 6
"""So many pixels of one colour are no accident."""
MOST_COLOURS = 1 << 16
FAINT = 40
"""A channel must differ by more than this from the paper to count as ink."""


def luminance(colour: Sequence[float]) -> float:
    """Relative luminance of 0…255 as WCAG 2.2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Sequence[float], second: Sequence[float]) -> float:
    """The ratio of two colours as WCAG 2.2 defines it, 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def clusters(picture: Image.Image) -> list[tuple[int, Colour]]:
    """The colours of a piece of a screenshot with how many pixels each, the commonest first."""
    found = picture.getcolors(MOST_COLOURS) or []
    return sorted(((count, colour) for count, colour in found), reverse=True)  # type: ignore[misc]


def crop(picture: Image.Image, box: Box) -> Image.Image:
    """The piece of it in this box, as far as it lies inside."""
    left, top, right, bottom = (round(side) for side in box)
    left, right = sorted(max(0, min(side, picture.width)) for side in (left, right))
    top, bottom = sorted(max(0, min(side, picture.height)) for side in (top, bottom))
    return picture.crop((left, top, right, bottom))


def ink_on_paper(piece: Image.Image) -> tuple[Colour, Colour] | None:
    """The full ink of words and the paper under them; ``None`` where nothing is written.

    Paper is the commonest colour. Letters have soft rims: their ink is the colour farthest from
    the paper of which there is more than an accident.
    """
    found = clusters(piece)
    if len(found) < 2:
        return None
    paper = found[0][1]
    inks = [colour for count, colour in found[1:] if count >= FEW_PX]
    if not inks:
        return None
    return max(inks, key=lambda colour: contrast(colour, paper)), paper


def first_letter_px(piece: Image.Image, paper: Colour) -> int | None:
    """How high the first letter in this line of words is drawn, to the nearest pixel."""
    ink = _ink(piece, paper)
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    left = next((x for x, much in enumerate(columns) if much), None)
    if left is None:
        return None
    right = next((x for x in range(left, len(columns)) if not columns[x]), len(columns))
    letter = ink.crop((left, 0, right, ink.height)).getbbox()
    return letter[3] - letter[1] if letter else None


def _ink(piece: Image.Image, paper: Colour) -> Image.Image:
    """White where there is more ink than paper, black elsewhere."""
    far = ImageChops.difference(piece, Image.new("RGB", piece.size, paper)).convert("L")
    most = max(value for value, count in enumerate(far.histogram()) if count)
    half = max(FAINT, most / 2)
    return far.point([255 if value > half else 0 for value in range(256)])
