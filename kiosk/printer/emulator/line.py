"""One line of the virtual printer before it is printed: cells and dots side by side."""

from PIL import Image, ImageChops

from kiosk.printer.emulator.letters import BARE
from kiosk.printer.emulator.style import Side, Style

TALLEST_ROWS = 24 * 8
"""The largest character; nothing else in a line is higher."""
MOST_WORDS = 1000


class Line:
    """Things in a row on a common base line.

    It holds one picture, however often a host moves back and prints over it.
    """

    def __init__(self, width_dots: int) -> None:
        self._width = width_dots
        self._dots: Image.Image | None = None
        self._height = 0
        self._reach = 0
        self.position = 0
        """Where the next thing goes, in dots from the left of the print area."""
        self.words = ""
        """What can be read on it."""

    @property
    def at_start(self) -> bool:
        """Whether it is empty and its beginning has not been left."""
        return self._dots is None and self.position == 0

    def add(self, image: Image.Image, said: str, advance: int) -> None:
        """Put this at the position, and move on."""
        if self._dots is None:
            self._dots = Image.new("1", (self._width, TALLEST_ROWS), BARE)
        top = TALLEST_ROWS - min(image.height, TALLEST_ROWS)
        # Only ink is put down: what is printed over adds up.
        self._dots.paste(image, (self.position, top), ImageChops.invert(image))
        self._height = max(self._height, min(image.height, TALLEST_ROWS))
        self.move_to(self.position + advance, said)

    def move_to(self, position: int, said: str = "") -> None:
        """Go there without printing; ``said`` stands for the gap."""
        self.position = min(position, self._width)
        self._reach = max(self._reach, self.position)
        self.words += said[: MOST_WORDS - len(self.words)]

    def picture(self, style: Style, left: int, area: int) -> Image.Image | None:
        """The whole width of paper with this line on it; ``None``: nothing to print."""
        if self._dots is None:
            return None
        dots = self._dots.crop((0, TALLEST_ROWS - self._height, self._width, TALLEST_ROWS))
        paper = placed(dots.crop((0, 0, self._reach, self._height)), style.side, left, area)
        whole = Image.new("1", (self._width, self._height), BARE)
        whole.paste(paper[0], (paper[1], 0))
        return whole.rotate(180) if style.upside_down else whole


def placed(image: Image.Image, side: Side, left: int, area: int) -> tuple[Image.Image, int]:
    """The image, and how far from the left of the paper it goes."""
    room = area - min(image.width, area)
    return image, left + {Side.LEFT: 0, Side.CENTRE: room // 2, Side.RIGHT: room}[side]
