"""How the virtual printer prints what comes next: each command gives another frozen style."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, unique

from kiosk.printer.emulator.letters import CODE_PAGES, FONT_A, FONT_B, NATIONAL, Look

LINE_ROWS = 30
"""A line feed as it comes: 3.75 mm at 203 dpi."""
EVERY_8 = tuple(range(8, 256, 8))
DIGIT = 0x30
"""Many parameters may also be sent as a digit."""


@unique
class Side(IntEnum):
    """Where a line stands in the print area."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Everything ``ESC @`` sets back. Lengths are in dots, tabs in characters."""

    look: Look = field(default_factory=Look)
    code_page: int = 0
    nation: int = 0
    spacing: int = 0
    line_rows: int = LINE_ROWS
    side: Side = Side.LEFT
    left: int = 0
    area: int | None = None
    tabs: tuple[int, ...] = EVERY_8
    upside_down: bool = False
    bar_dots: int = 3
    bar_rows: int = 162
    bar_words: int = 0
    qr_dots: int = 3
    qr_level: int = 0

    @property
    def step(self) -> int:
        """How far one character moves on."""
        return (self.look.cell.width + self.spacing) * self.look.times_wide


def restyled(style: Style, command: bytes) -> Style | None:
    """The style after this command; ``None`` when it is none of style, or asks for nonsense."""
    change = _CHANGES.get(command[:2])
    try:
        return change(style, command[2:]) if change else None
    except ValueError:
        return None


def _of(n: int, *allowed: int) -> int:
    """``n``, or the digit it is, if that is allowed; raises ``ValueError``."""
    value = n - DIGIT if n >= DIGIT else n
    if value not in allowed:
        raise ValueError(n)
    return value


def _known(n: int, known: Mapping[int, str]) -> int:
    if n not in known:
        raise ValueError(n)
    return n


def _print_mode(style: Style, data: bytes) -> Style:
    n = data[0]
    look = replace(
        style.look,
        cell=FONT_B if n & 0x01 else FONT_A,
        bold=bool(n & 0x08),
        times_high=2 if n & 0x10 else 1,
        times_wide=2 if n & 0x20 else 1,
        underline=1 if n & 0x80 else 0,
    )
    return replace(style, look=look)


def _size(style: Style, data: bytes) -> Style:
    wide, high = (data[0] >> 4 & 7) + 1, (data[0] & 7) + 1
    return replace(style, look=replace(style.look, times_wide=wide, times_high=high))


def _font(style: Style, data: bytes) -> Style:
    cell = FONT_B if _of(data[0], 0, 1) else FONT_A
    return replace(style, look=replace(style.look, cell=cell))


def _bold(style: Style, data: bytes) -> Style:
    return replace(style, look=replace(style.look, bold=bool(data[0] & 1)))


def _underline(style: Style, data: bytes) -> Style:
    return replace(style, look=replace(style.look, underline=_of(data[0], 0, 1, 2)))


def _reverse(style: Style, data: bytes) -> Style:
    return replace(style, look=replace(style.look, reverse=bool(data[0] & 1)))


_Change = Callable[[Style, bytes], Style]
_CHANGES: Mapping[bytes, _Change] = {
    b"\x1b!": _print_mode,
    b"\x1d!": _size,
    b"\x1bM": _font,
    b"\x1bE": _bold,
    b"\x1bG": _bold,
    b"\x1b-": _underline,
    b"\x1dB": _reverse,
    b"\x1bt": lambda style, data: replace(style, code_page=_known(data[0], CODE_PAGES)),
    b"\x1bR": lambda style, data: replace(style, nation=_known(data[0], NATIONAL)),
    b"\x1b ": lambda style, data: replace(style, spacing=data[0]),
    b"\x1b2": lambda style, _: replace(style, line_rows=LINE_ROWS),
    b"\x1b3": lambda style, data: replace(style, line_rows=data[0]),
    b"\x1bD": lambda style, data: replace(style, tabs=tuple(data.removesuffix(b"\0"))),
    b"\x1dw": lambda style, data: replace(style, bar_dots=_of(data[0], 1, 2, 3, 4, 5, 6)),
    b"\x1dh": lambda style, data: replace(style, bar_rows=max(1, data[0])),
    b"\x1dH": lambda style, data: replace(style, bar_words=_of(data[0], 0, 1, 2, 3)),
}
"""What can be changed anywhere."""

AT_LINE_START: Mapping[bytes, _Change] = {
    b"\x1ba": lambda style, data: replace(style, side=Side(_of(data[0], *Side))),
    b"\x1b{": lambda style, data: replace(style, upside_down=bool(data[0] & 1)),
    b"\x1dL": lambda style, data: replace(style, left=int.from_bytes(data, "little")),
    b"\x1dW": lambda style, data: replace(style, area=int.from_bytes(data, "little")),
}
"""What the manuals let change only at the beginning of a line; elsewhere it is ignored."""


def realigned(style: Style, command: bytes) -> Style | None:
    """As ``restyled``, for what is obeyed only at the beginning of a line."""
    change = AT_LINE_START.get(command[:2])
    try:
        return change(style, command[2:]) if change else None
    except ValueError:
        return None
