"""How large a board's lines are on a screen, and from how far each can be read."""

from dataclasses import dataclass
from math import ceil

GOOD_MM_PER_M = 12.2
"""Cap height seen under 0.7° (EN 301 549 5.1.4), for each metre of distance."""
LEAST_MM_PER_M = 4.0
"""Distance / 250 (PRM-TSI): below it a line counts as not readable."""

WORD_CAP_EM = 0.668
NUMBER_CAP_EM = 0.727
DIGIT_EM = 0.647
"""Inter bold, tabular figures; letters are as wide as they are drawn."""
DASH_EM = 0.5
LETTER_EM = {"A": 0.75, "F": 0.59, "H": 0.75, "L": 0.57, "R": 0.66, "S": 0.66, "W": 1.04}
OTHER_LETTER_EM = 0.75
TIGHT_EM = -0.02
"""How much closer large figures stand, for each of them."""
HEADING_EM = 15.0
"""`Sasa inahudumiwa Now serving` above the newest number."""
COUNTER_WORD_EM = 3.75
"""`Counter`, the longest of the words beside the number of the counter to go to."""

# What a board of 1920x1080 pixels would have around its figures, in its pixels.
PAD = 60
FOOTER = 112
LABEL = 51
IN_CHIP = 64
ARROW = 42
AROUND_NUMBER = 375
"""The heading above the number, the mark of a second call below it, and the air between."""
BESIDE_COUNTER = 2 * PAD + 2 * 0.6 * PAD + COUNTER_WORD_EM * LABEL / WORD_CAP_EM + 40
"""The pane's and the card's rims, the words beside the counter, and the air between."""
BESIDE_ROW = 0.9 * PAD + 0.73 * PAD + IN_CHIP + ARROW + 32
"""The row's rims, the counter's chip around its figures, and the arrow to it."""
ROW_MOST = 0.68
"""How much of a row's height its figures may take."""

WORD_EM = 0.56
"""An average letter of bold words."""
LINE_EM = 1.31

CALLS_BEHIND = 4
LEAST_ROWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A board's whole surface, and how far away its last reader sits."""

    width_mm: float
    height_mm: float
    farthest_seat_m: float

    @property
    def portrait(self) -> bool:
        """Whether the newest call stands above the others instead of beside them."""
        return self.height_mm > self.width_mm

    @property
    def unit_mm(self) -> float:
        """What one pixel of a drawing of 1920x1080 (or 1080x1920) is here."""
        long_px, short_px = (1080, 1920) if self.portrait else (1920, 1080)
        return min(self.width_mm / long_px, self.height_mm / short_px)

    @property
    def wanted_mm(self) -> float:
        """The cap height a ticket number should have for the farthest seat."""
        return GOOD_MM_PER_M * self.farthest_seat_m


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSizes:
    """Cap heights of the calls, and the room around them; all millimetres."""

    pane_width: float
    pane_height: float
    pad: float
    header: float
    number: float
    recall: float
    card_height: float
    label: float
    counter: float
    row: float
    row_height: float
    chip_width: float
    footer: float
    footer_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoSizes:
    """Cap heights of queues and waits, and the room around them; millimetres but `rows`.

    `stacked` puts the second name under the first.
    """

    pad: float
    head_height: float
    title: float
    column: float
    rows: int
    row_height: float
    letter: float
    name: float
    second: float
    figure: float
    unknown: float
    waiting_width: float
    minutes_width: float
    between: float
    notice: float
    notice_height: float
    stacked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReach:
    """One line of a board: its cap height, and the distances it is good and readable at."""

    line: str
    cap_mm: float

    @property
    def good_m(self) -> float:
        """How far away it is as large as the standard asks."""
        return self.cap_mm / GOOD_MM_PER_M

    @property
    def readable_m(self) -> float:
        """How far away it can be read at all."""
        return self.cap_mm / LEAST_MM_PER_M


def number_em(number: str) -> float:
    """How wide a number is drawn, in em."""
    return sum(
        DIGIT_EM if sign.isdigit() else LETTER_EM.get(sign, OTHER_LETTER_EM) for sign in number
    ) + TIGHT_EM * len(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A sheet divided into the pane of the newest call, ``share`` of it, and those behind."""

    sheet: Sheet
    share: float

    @property
    def pane_width(self) -> float:
        return self.sheet.width_mm * (1 if self.sheet.portrait else self.share)

    @property
    def pane_height(self) -> float:
        return self.sheet.height_mm * (self.share if self.sheet.portrait else 1)

    @property
    def card_height(self) -> float:
        return self.pane_height * (0.33 if self.sheet.portrait else 0.39)

    @property
    def row_height(self) -> float:
        above = self.pane_height if self.sheet.portrait else 0
        return (self.sheet.height_mm - above - FOOTER * self.sheet.unit_mm) / CALLS_BEHIND

    def number(self, width_em: float) -> float:
        """The largest cap height of the newest number."""
        unit = self.sheet.unit_mm
        across = _cap_within(self.pane_width - 2 * PAD * unit, width_em)
        return min(across, self.pane_height - self.card_height - AROUND_NUMBER * unit)

    def counter(self, width_em: float) -> float:
        """The largest cap height of its counter."""
        across = _cap_within(self.pane_width - BESIDE_COUNTER * self.sheet.unit_mm, width_em)
        return min(across, 0.715 * self.card_height)

    def row(self, width_em: float) -> float:
        """The cap height of those behind: what the farthest seat needs, at least half the row."""
        beside = 0 if self.sheet.portrait else self.pane_width
        room = self.sheet.width_mm - beside - BESIDE_ROW * self.sheet.unit_mm
        most = min(_cap_within(room, width_em), ROW_MOST * self.row_height)
        return min(max(0.5 * self.row_height, self.sheet.wanted_mm), most)


SHARES = tuple(0.5 - 0.005 * step for step in range(41))
"""How much of a sheet the newest call may have: half, as it is drawn, down to three tenths."""


def _split(sheet: Sheet, number_em: float, counter_em: float) -> _Split:
    """The newest call has half the sheet.

    It gives as much of it up as those behind lack for the farthest seat, for as long as it does
    not itself become too small for that; ``number_em`` and ``counter_em`` are the widest there are.
    """

    def worth(split: _Split) -> tuple[float, float, float]:
        own = min(split.number(number_em), split.counter(counter_em), sheet.wanted_mm)
        behind = min(split.row(number_em + counter_em), sheet.wanted_mm)
        return own, behind, split.share

    return max((_Split(sheet=sheet, share=share) for share in SHARES), key=worth)


def call_sizes(
    sheet: Sheet, *, newest: str, counter: str, widest: str, widest_counter: str
) -> CallSizes:
    """The calls on this sheet: ``newest`` to ``counter`` as large as they fit.

    The four behind keep one size, in which ``widest`` and ``widest_counter`` have room; the sheet
    is divided for these, so that it stands still from call to call.
    """
    unit = sheet.unit_mm
    split = _split(sheet, number_em(widest), number_em(widest_counter))
    row = split.row(number_em(widest) + number_em(widest_counter))
    return CallSizes(
        pane_width=split.pane_width,
        pane_height=split.pane_height,
        pad=PAD * unit,
        header=min(37 * unit, _cap_within_words(split.pane_width - 2 * PAD * unit)),
        number=split.number(number_em(newest)),
        recall=44 * unit,
        card_height=split.card_height,
        label=LABEL * unit,
        counter=split.counter(number_em(counter)),
        row=row,
        row_height=split.row_height,
        chip_width=max(
            240 * unit, number_em(widest_counter) * row / NUMBER_CAP_EM + IN_CHIP * unit
        ),
        footer=33 * unit,
        footer_height=FOOTER * unit,
    )


def info_sizes(sheet: Sheet, *, queues: int, notice: tuple[str, ...]) -> InfoSizes:
    """The queues on this sheet; a page holds at least three, else as many as can be read.

    ``notice`` is empty, or the notice's lines, one for each language.
    """
    unit = sheet.unit_mm
    tall = sheet.portrait
    pad = (50 if tall else 70) * unit
    head_height = (250 if tall else 230) * unit
    notice_height = (230 if tall else 160) * unit if notice else 0
    room = sheet.height_mm - head_height - notice_height - (65 if notice else 45) * unit
    design = (140 if tall else 125) * unit
    figure_of_row = 0.42 if tall else 0.53
    wanted = max(design, LEAST_MM_PER_M * sheet.farthest_seat_m / figure_of_row)
    rows = max(LEAST_ROWS, int(room / wanted + 0.01))
    row_height = min(room / max(1, min(rows, queues)), max(1.25 * design, wanted))
    stacked = tall or row_height > 170 * unit
    figure = min(figure_of_row * row_height, (58 if tall else 120) * unit)
    figure_em = figure / NUMBER_CAP_EM
    name = 36 * unit if tall else min(60 * unit, (0.26 if stacked else 0.39) * row_height)
    column = (20 if tall else 25) * unit
    return InfoSizes(
        pad=pad,
        head_height=head_height,
        title=(40 if tall else 47) * unit,
        column=column,
        rows=rows,
        row_height=row_height,
        letter=min(0.38 * row_height, 66 * unit),
        name=name,
        second=0.8 * name,
        figure=figure,
        unknown=(18 if tall else 24) * unit,
        waiting_width=max(3 * DIGIT_EM * figure_em, 5.6 * column / WORD_CAP_EM),
        minutes_width=max((4 * DIGIT_EM + DASH_EM) * figure_em, (250 if tall else 330) * unit),
        between=(30 if tall else 60) * unit,
        notice=_notice_cap(notice, sheet.width_mm - 2 * pad - 160 * unit, notice_height, unit),
        notice_height=notice_height,
        stacked=stacked,
    )


def _notice_cap(notice: tuple[str, ...], width_mm: float, height_mm: float, unit: float) -> float:
    """The largest cap height, from 31 units down, at which all lines of the notice fit."""
    for units in range(31, 12, -1):
        em = units * unit / WORD_CAP_EM
        lines = sum(ceil(len(line) * WORD_EM * em / width_mm) for line in notice)
        if lines * LINE_EM * em <= height_mm - 16 * unit:
            return units * unit
    return 12 * unit


def lines_of(calls: CallSizes, info: InfoSizes) -> tuple[LineReach, ...]:
    """From how far each line of a board can be read, the most important first."""
    return (
        LineReach(line="the number called now", cap_mm=calls.number),
        LineReach(line="its counter", cap_mm=calls.counter),
        LineReach(line="the calls before it", cap_mm=calls.row),
        LineReach(line="the word Counter", cap_mm=calls.label),
        LineReach(line="waiting and minutes", cap_mm=info.figure),
        LineReach(line="names of queues", cap_mm=info.name),
        LineReach(line="the notice", cap_mm=info.notice),
        LineReach(line="centre and time", cap_mm=calls.footer),
    )


def _cap_within_words(room_mm: float) -> float:
    """The cap height at which the heading fills the room."""
    return room_mm / HEADING_EM * WORD_CAP_EM


def _cap_within(room_mm: float, width_em: float) -> float:
    """The cap height at which figures that wide fill the room."""
    return room_mm / width_em * NUMBER_CAP_EM
