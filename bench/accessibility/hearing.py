"""K9 and K10: the kiosk done by keys and by what is said alone, in this process."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from bench.accessibility.contrasts import ring_widths_px
from bench.accessibility.rows import Row, Verdict, judged
from bench.accessibility.stage import Glass, kiosk, staged
from kiosk.speech.volume import LEVELS_DB
from kiosk.ui.keypad import BURST_MS
from kiosk.ui.look import Look
from tests.ui.listener import Listener
from tests.ui.page import Page, accessible_name
from tests.ui.scenes.kiosk import MOMENTS, SCENES, KioskFixture

MOST_KEYS = 80
RANGE_DB, STEP_DB = 18.0, 12.0
RING_PX = 3
PARTS = {
    "number": "A, zero, one, two",
    "people ahead": "eleven people ahead",
    "place": "Hall two",
}
"""What must be heard of the ticket A012 of the sample centre in English, beside its wait."""
GLASS = Glass(size_px=(1080, 1920), diagonal_in=21.5)
COARSE = Glass(size_px=(1080, 1920), diagonal_in=32)
"""A millimetre has the fewest pixels here, and so has the ring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A way to a ticket without looking."""

    keys: int
    utterances: int
    silent_keys: int
    parts: int
    missing: tuple[str, ...]
    """What of the ticket's parts was not said once there was a ticket."""
    repeated: bool
    paused: bool
    interrupted: bool
    levels: int
    forgotten: bool


def to_a_ticket(stack: ExitStack) -> Heard:
    """By arrows and Enter, choosing by what is said; then repeat, pause, volume, and away."""
    fixture = KioskFixture()
    fixture.busy()
    listener = Listener(_Opener(stack), fixture)
    silent = keys = 0

    def press(key: Qt.Key) -> str:
        nonlocal silent, keys
        keys += 1
        count = len(listener.voice.utterances)
        listener.page.key(key)
        for _ in range(500):
            if len(listener.voice.utterances) > count:
                return listener.voice.last
            QTest.qWait(1)
        silent += 1
        return ""

    press(Qt.Key.Key_Down)
    for wanted in ("English", "National ID", "Take my ticket"):
        _choose(wanted, press)
    fixture.until(lambda: fixture.page in ("ticket", "joining"))
    if fixture.page == "joining":
        _choose("Yes, take my ticket", press)
    fixture.until(lambda: fixture.page == "ticket")
    said = _all_of_the_page(listener)
    ticket = fixture.kiosk.property("ticket")
    wait = listener.form(f"{ticket['wait']} {ticket['wait_unit']}", "en")
    parts = {**PARTS, "wait": wait}
    told = len(listener.voice.utterances)
    press(Qt.Key.Key_R)
    repeated = len(listener.voice.utterances) > told
    QTest.qWait(4 * BURST_MS)
    told, in_the_middle = len(listener.voice.utterances), listener.voice.speaking
    press(Qt.Key.Key_Up)
    interrupted = in_the_middle and len(listener.voice.utterances) > told
    QTest.qWait(4 * BURST_MS)
    listener.page.key(Qt.Key.Key_P)
    # A letter might begin a code reader's burst: it counts when no other key follows.
    QTest.qWait(4 * BURST_MS)
    paused = listener.voice.paused
    fixture.kiosk.startAgain()
    fixture.until(lambda: listener.voice.forgotten > 0)
    return Heard(
        keys=keys,
        utterances=len(listener.voice.utterances),
        silent_keys=silent,
        parts=len(parts),
        missing=tuple(name for name, words in parts.items() if words not in said),
        repeated=repeated,
        paused=paused,
        interrupted=interrupted,
        levels=listener.voice.levels,
        forgotten=listener.voice.forgotten > 0,
    )


def rows() -> Iterator[Row]:
    """What follows for K9 and K10."""
    with ExitStack() as stack:
        heard = to_a_ticket(stack)
    yield judged(
        "K9",
        clauses="EN 301 549 5.1.3.1, 5.1.3.14",
        asked="from language to ticket by keys and what is said alone; no key without a word",
        measured=f"{heard.keys} keys, {heard.utterances} utterances, {heard.silent_keys} keys"
        " without one; tests/journeys/test_by_ear.py does it in real processes",
        met=not heard.silent_keys,
        why="somebody who does not look is lost",
    )
    yield judged(
        "K9",
        clauses="EN 301 549 5.1.3.16",
        asked="the ticket is spoken: number, people ahead, wait, where to wait",
        measured=f"{heard.parts - len(heard.missing)} of {heard.parts} heard",
        met=not heard.missing,
        why=", ".join(heard.missing),
    )
    yield judged(
        "K9",
        clauses="EN 301 549 5.1.3.4, 5.1.3.10",
        asked="repeat, pause, interrupt; nothing longer than 3 s that cannot be stopped",
        measured=f"repeated {heard.repeated}, paused {heard.paused}, by the next key"
        f" interrupted {heard.interrupted}",
        met=heard.repeated and heard.paused and heard.interrupted,
        why="speech cannot be held or had again",
    )
    span, step = LEVELS_DB[-1] - LEVELS_DB[0], 12.0 in {level - LEVELS_DB[0] for level in LEVELS_DB}
    yield judged(
        "K9",
        clauses="EN 301 549 5.1.3.13, 8.2.1",
        asked=f"volume over ≥ {RANGE_DB:g} dB with a step of {STEP_DB:g} dB, reset after a visitor",
        measured=f"{len(LEVELS_DB)} levels over {span:g} dB, 12 dB among them {step};"
        f" forgotten {heard.forgotten}",
        met=span >= RANGE_DB and step and heard.forgotten,
        why="the range is too small, or stays",
    )
    yield Row(
        item="K9",
        clauses="EN 301 549 5.1.3.12, 5.1.3.13",
        asked="≥ 65 dBA from the loudspeaker, reset to ≤ 65 dBA",
        measured="levels of the samples only",
        verdict=Verdict.HARDWARE,
        why="set with a sound level meter 600 mm in front of the kiosk:"
        " docs/operations.md, Sound and speech",
    )
    yield from _keys()


def _keys() -> Iterator[Row]:
    nameless: set[str] = set()
    controls = 0
    for name in (*SCENES, *MOMENTS):
        with kiosk(name, GLASS) as shown:
            for item in shown.touchables():
                controls += 1
                if not accessible_name(item):
                    nameless.add(item.objectName())
    yield judged(
        "K10",
        clauses="EN 301 549 5.1.3, 11.5.2.5",
        asked="every control has the name that is spoken for AT-SPI too",
        measured=f"{controls:,} controls of {len(SCENES) + len(MOMENTS)} scenes,"
        f" {len(nameless)} without a name; tests/journeys/test_a_screen_reader.py is a real client",
        met=not nameless,
        why=", ".join(sorted(nameless)),
    )
    with kiosk("services-en", COARSE) as shown:
        ring_px = min(ring_widths_px(shown))
    yield judged(
        "K10",
        clauses="WCAG 2.4.7, EN 301 549 5.1.6",
        asked="plain USB keys; a focus ring ≥ 3 px",
        measured=f"arrows, Enter, Back, F1, +, −, R, P; ring from {ring_px:.0f} px"
        " and a lighter line in it",
        met=ring_px >= RING_PX,
        why="thinner",
    )
    yield Row(
        item="K10",
        clauses="EN 301 549 8.4.1, 8.4.2.2, 8.5",
        asked="keys felt without pressing, a raised dot, ≤ 22.2 N, Braille beside the jack",
        measured="not of the program",
        verdict=Verdict.HARDWARE,
        why="which keypad, and where it, the jack and the label belong:"
        " docs/operations.md, Sound and speech",
    )


def _choose(wanted: str, press: Callable[[Qt.Key], str]) -> None:
    """Move until this is what is read, and choose it."""
    for _ in range(MOST_KEYS):
        if press(Qt.Key.Key_Down).startswith(wanted):
            press(Qt.Key.Key_Return)
            return
    raise LookupError(f"{wanted} was never read")


def _all_of_the_page(listener: Listener) -> str:
    said: list[str] = []
    for _ in range(40):
        if listener.voice.last not in said:
            said.append(listener.voice.last)
        if listener.voice.speaking:
            listener.voice.end()
        QTest.qWait(10)
    return " ".join(said)


class _Opener:
    """Opens a page as the tests' fixture does."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def __call__(
        self,
        module: str,
        type_: str = "Main",  # noqa: ARG002 - as the tests' fixture has it
        *,
        size_px: tuple[int, int] = GLASS.size_px,
        look: Look | None = None,
        properties: Mapping[str, QObject] | None = None,
    ) -> Page:
        look = look or Look(double_press_ms=0, reduce_motion=True)
        shown = self._stack.enter_context(staged(module, properties or {}, look, size_px))
        return Page(shown.opened, QTest.createTouchDevice())
