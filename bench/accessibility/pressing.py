"""K8: what a trembling, sliding or resting finger and a held key do to a real button."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPointingDevice
from PySide6.QtTest import QTest

from bench.accessibility.rows import Row, judged
from bench.accessibility.stage import Glass, Shown, kiosk
from tests.ui.page import Page

GLASS = Glass(size_px=(1080, 1920), diagonal_in=21.5)
FILTER_MS = 500
BUTTON = "contrast"
"""It turns on and off, and moves nothing: each press that counts can be seen."""
TREMBLES, REPEATS = 5, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """How often each of these made the button act."""

    while_down: int
    released: int
    trembled: int
    after_the_filter: int
    slid_off: int
    key_held: int
    key_released: int


class Hand:
    """A hand at one kiosk, and how often its button has turned."""

    def __init__(self, shown: Shown, finger: QPointingDevice) -> None:
        self.page = Page(shown.opened, finger)
        self.turns = 0
        self.at = self.page.centre(BUTTON)
        """Found once: looking for it takes longer than a hand trembles."""
        self._finger = finger
        self._was = self._is()
        shown.look.changed.connect(self._look)

    def counted(self) -> int:
        """How often it has turned since it was last asked."""
        turns, self.turns = self.turns, 0
        return turns

    def down(self) -> None:
        """A finger comes down, and stays."""
        touch = QTest.touchEvent(self.page.window, self._finger)
        touch.press(0, self.at, self.page.window).commit()

    def up(self) -> None:
        """It goes up again."""
        touch = QTest.touchEvent(self.page.window, self._finger)
        touch.release(0, self.at, self.page.window).commit()

    def key(self, kind: QEvent.Type, *, again: bool) -> None:
        """A key as the keyboard's driver sends it; ``again`` by itself while it is held."""
        event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", again)
        QCoreApplication.sendEvent(self.page.window, event)

    def _look(self) -> None:
        if self._is() != self._was:
            self._was = self._is()
            self.turns += 1

    def _is(self) -> bool:
        return bool(self.page.look.property("contrast"))


def pressed(*, filter_ms: int = FILTER_MS) -> Pressed:
    """One hand, one button, real touch and key events."""
    with kiosk("services-en", GLASS, double_press_ms=filter_ms) as shown:
        hand = Hand(shown, QTest.createTouchDevice())
        hand.down()
        while_down = hand.counted()
        hand.up()
        released = hand.counted()
        for _ in range(TREMBLES):
            hand.page.tap_at(hand.at)
        trembled = hand.counted()
        QTest.qWait(filter_ms + 50)
        hand.page.tap(BUTTON)
        after = hand.counted()
        QTest.qWait(filter_ms + 50)
        hand.page.slide_off(BUTTON, QPoint(0, -600))
        slid_off = hand.counted()
        held, key_released = _held_key(hand)
    return Pressed(
        while_down=while_down,
        released=released,
        trembled=trembled,
        after_the_filter=after,
        slid_off=slid_off,
        key_held=held,
        key_released=key_released,
    )


def _held_key(hand: Hand) -> tuple[int, int]:
    hand.page.find(BUTTON).forceActiveFocus(Qt.FocusReason.TabFocusReason)
    hand.key(QEvent.Type.KeyPress, again=False)
    for _ in range(REPEATS):
        hand.key(QEvent.Type.KeyRelease, again=True)
        hand.key(QEvent.Type.KeyPress, again=True)
    held = hand.counted()
    hand.key(QEvent.Type.KeyRelease, again=False)
    return held, hand.counted()


def rows() -> Iterator[Row]:
    """What follows for K8."""
    found = pressed()
    yield judged(
        "K8",
        clauses="EN 301 549 5.8",
        asked=f"the same press again within {FILTER_MS} ms is ignored; the time is a setting",
        measured=f"{TREMBLES} touches at once counted {found.trembled} times,"
        f" one after {FILTER_MS} ms {found.after_the_filter} time; double_press_ms",
        met=found.trembled == 0 and found.after_the_filter == 1,
        why="the filter does not hold",
    )
    yield judged(
        "K8",
        clauses="WCAG 2.5.2",
        asked="a press acts on release; sliding off cancels it",
        measured=f"while down {found.while_down}, on release {found.released},"
        f" slid off {found.slid_off}",
        met=(found.while_down, found.released, found.slid_off) == (0, 1, 0),
        why="it acts when it should not",
    )
    yield judged(
        "K8",
        clauses="EN 301 549 5.7",
        asked="a key that is held repeats nothing for ≥ 2 s",
        measured=f"{REPEATS} repeats of a held key counted {found.key_held} times,"
        f" its release {found.key_released} time",
        met=(found.key_held, found.key_released) == (0, 1),
        why="a held key presses again",
    )
