"""B1, B2 and B4: a board on its wall, measured on its pixels, and what it says with its voice."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtTest import QTest

from bench.accessibility.rows import Row, Verdict, judged
from bench.accessibility.sizes import px_per_mm
from bench.accessibility.stage import Glass, Shown, staged, words_of
from kiosk.config import BoardConfig
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Recall
from kiosk.roles.board_reach import board_lines
from kiosk.ui.board_settings import BoardSettings, BoardTimes
from kiosk.ui.look import Look
from kiosk.ui.reach import GOOD_MM_PER_M
from kiosk.ui.words import Words
from tests.ui.hall_voice import Loudspeaker, NotingVoice
from tests.ui.pixels import box_of, first_letter, photograph
from tests.ui.product import sentences
from tests.ui.scenes import board as scenes

WALLS = (
    (Glass(size_px=(1920, 1080), diagonal_in=43), 6.0),
    (Glass(size_px=(1080, 1920), diagonal_in=43), 6.0),
    (Glass(size_px=(1920, 1080), diagonal_in=55), 8.0),
)
"""A screen, and its farthest seat in m."""
WIDEST, STRAIGHT = "collect-id", "11"
SPARE_PX, ROUNDING_PX = 4, 1.5
CALLS = ("birth", "sha-join", "abstract")
"""Three services that three counters give."""
RECALLED = ("Mara ya 2", "2nd call")
CONFUSING = frozenset("IOQ")


def heights_mm(glass: Glass, farthest_seat_m: float) -> dict[str, float]:
    """Capitals of the newest number and its counter, as they are drawn."""
    with _open(glass, farthest_seat_m) as shown:
        picture = photograph(shown.window)
        found = {}
        for item in shown.items():
            if item.objectName() in {"newest-number", "newest-counter"}:
                _, top, _, bottom = first_letter(picture, box_of(item, around=SPARE_PX))
                found[item.objectName()] = (bottom - top) / shown.px_per_mm
    return found


def rows() -> Iterator[Row]:
    """What follows for B1, B2 and B4; B3 is a matter of time."""
    yield from _heights()
    yield Row(
        item="B2",
        clauses="ADA 703.5.5",
        asked="the lowest line hangs ≥ 1.78 m above the floor",
        measured="not of the program",
        verdict=Verdict.HARDWARE,
        why="whoever hangs the screen measures it; contrast is measured under K3",
    )
    catalogue = scenes.catalogue()
    letters = "".join(sorted({queue.letter for queue in catalogue.queues}))
    yield judged(
        "B2",
        asked="no letter in a number that is taken for a figure (I, O, Q)",
        measured=f"the sample's queues have {letters}; a catalogue with another is refused",
        met=not CONFUSING & set(letters),
        why="they are confused",
    )
    yield from _said_and_shown(catalogue)


def _heights() -> Iterator[Row]:
    for glass, seat_m in WALLS:
        wanted = GOOD_MM_PER_M * seat_m
        found = heights_mm(glass, seat_m)
        slack = ROUNDING_PX / px_per_mm(glass)
        board = BoardConfig(diagonal_in=glass.diagonal_in, farthest_seat_m=seat_m)
        width_px, height_px = glass.size_px
        far = min(
            line.good_m for line in board_lines(board, width_px=width_px, height_px=height_px)[:2]
        )
        yield judged(
            "B1",
            clauses="EN 301 549 5.1.4, ADA 703.5.5",
            asked=f"{glass.diagonal_in:g}″ {width_px}×{height_px}, seats to {seat_m:g} m:"
            f" ≥ {wanted:.0f} mm (12.2 mm/m)",
            measured=f"number {found['newest-number']:.0f} mm,"
            f" counter {found['newest-counter']:.0f} mm on the pixels; check: good to {far:.1f} m",
            met=min(found.values()) >= wanted - slack,
            why="take a larger board or seat people nearer",
        )


def _said_and_shown(catalogue: Catalogue) -> Iterator[Row]:
    hall = scenes.Hall(catalogue)
    hall.open_counters()
    loudspeaker = Loudspeaker()
    voice = NotingVoice(loudspeaker)
    board = hall.screen(BoardSettings(times=BoardTimes(least_s=0.0)), voice=voice)
    properties: dict[str, QObject] = {"board": board, "words": Words(sentences())}
    look = Look(diagonal_in=scenes.DIAGONAL_IN, reduce_motion=True)
    agree = 0
    with staged(scenes.MODULE, properties, look, (1280, 720)) as shown:
        for service in CALLS:
            hall.call(service)
            shown.settle()
            QTest.qWait(20)
            agree += _newest(shown) == voice.said[-1][0]
            while loudspeaker.is_speaking():
                loudspeaker.end()
                QTest.qWait(20)
        hall.order(Recall(counter=hall.counter_of(CALLS[-1])))
        shown.settle()
        QTest.qWait(50)
        words = " ".join(words_of(item) for item in shown.texts())
        recalled = all(each in words for each in RECALLED)
    yield judged(
        "B4",
        clauses="EN 301 549 5.1.5",
        asked="what is announced is shown, and the other way round",
        measured=f"{agree} of 3 calls: the number spoken is the one shown largest",
        met=agree == 3,
        why="voice and board differ",
    )
    yield judged(
        "B4",
        asked="a recall says so in every language",
        measured="Mara ya 2 / 2nd call" if recalled else "not found",
        met=recalled,
        why="a recall looks like a call",
    )


def _newest(shown: Shown) -> str:
    found = (item for item in shown.items() if item.objectName() == "newest-number")
    return next((str(item.property("say")) for item in found), "")


def _open(glass: Glass, farthest_seat_m: float) -> AbstractContextManager[Shown]:
    real = scenes.catalogue()
    counters = tuple(replace(counter, label=STRAIGHT) for counter in real.counters)
    hall = scenes.Hall(replace(real, counters=counters))
    hall.open_counters()
    for _ in range(5):
        hall.call_ticket(hall.come(WIDEST), hall.counter_of(WIDEST))
    board = hall.screen(BoardSettings(farthest_seat_m=farthest_seat_m))
    properties: dict[str, QObject] = {"board": board, "words": Words(sentences())}
    look = Look(diagonal_in=glass.diagonal_in, reduce_motion=True)
    return staged(scenes.MODULE, properties, look, glass.size_px)
