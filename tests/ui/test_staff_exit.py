"""The staff's way out: hidden from visitors, behind a PIN, and closed again by itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.ui.corner_hold import CornerHold
from kiosk.ui.locking import CORNER_MM, add_staff_exit
from kiosk.ui.look import Look
from kiosk.ui.staff_door import StaffDoor
from kiosk.ui.staff_pin import StaffPin
from tests.ui.conftest import Opens
from tests.ui.scenes.kiosk import KioskFixture

PIN = "2580"
CORNER = QPoint(20, 20)
OPENED = "Staff PIN · PIN ya mhudumu"


class Locked:
    """A kiosk with a way out, and how often somebody has found it."""

    def __init__(
        self,
        open_page: Opens,
        *,
        hold_ms: int = 5,
        size_px: tuple[int, int] = (1080, 1920),
        look: Look | None = None,
    ) -> None:
        self.fixture = KioskFixture(look=look)
        self.page = open_page(
            "Foleni.Kiosk",
            look=self.fixture.look,
            properties={"kiosk": self.fixture.kiosk, "words": self.fixture.words},
            size_px=size_px,
        )
        self.fixture.kiosk.watch(self.page.window)
        self.finger = QTest.createTouchDevice()
        self.left = 0
        self.door = add_staff_exit(
            self.page.opened,
            pin=PIN,
            words=self.fixture.words,
            languages=("en", "sw"),
            on_left=self._left,
            hold_ms=hold_ms,
        )

    def _left(self) -> None:
        self.left += 1

    @property
    def open(self) -> bool:
        return self.page.has("key-enter")

    def type(self, digits: str) -> None:
        for digit in digits:
            self.page.tap(f"key-{digit}")

    def try_pin(self, digits: str) -> None:
        self.type(digits)
        self.page.tap("key-enter")

    def rest(self, *points: QPoint) -> None:
        """Fingers come down and stay."""
        for number, point in enumerate(points):
            QTest.touchEvent(self.page.window, self.finger).press(
                number, point, self.page.window
            ).commit()

    def lift(self, *points: QPoint) -> None:
        event = QTest.touchEvent(self.page.window, self.finger)
        for number, point in enumerate(points):
            event.release(number, point, self.page.window)
        event.commit()


@pytest.fixture
def kiosk(open_page: Opens) -> Locked:
    return Locked(open_page)


def test_a_finger_that_rests_in_the_corner_opens_the_pad(kiosk: Locked, qtbot: QtBot) -> None:
    kiosk.rest(CORNER)
    qtbot.waitUntil(lambda: kiosk.open)
    kiosk.lift(CORNER)
    assert kiosk.open
    assert kiosk.page.shows(OPENED)


def test_the_mouse_opens_it_too(kiosk: Locked, qtbot: QtBot) -> None:
    QTest.mousePress(kiosk.page.window, Qt.MouseButton.LeftButton, pos=CORNER)
    qtbot.waitUntil(lambda: kiosk.open)
    QTest.mouseRelease(kiosk.page.window, Qt.MouseButton.LeftButton, pos=CORNER)


def test_a_touch_that_ends_slides_away_or_is_not_alone_opens_nothing(open_page: Opens) -> None:
    kiosk = Locked(open_page, hold_ms=60_000)
    (corner,) = (c for c in kiosk.page.window.children() if isinstance(c, CornerHold))
    far = QPoint(600, 900)
    kiosk.rest(CORNER)
    assert corner.waits()
    kiosk.lift(CORNER)
    assert not corner.waits()
    kiosk.rest(CORNER)
    QTest.touchEvent(kiosk.page.window, kiosk.finger).move(0, far, kiosk.page.window).commit()
    assert not corner.waits()
    kiosk.lift(far)
    kiosk.rest(CORNER)
    QTest.touchEvent(kiosk.page.window, kiosk.finger).stationary(0).press(
        1, far, kiosk.page.window
    ).commit()
    assert not corner.waits()
    kiosk.lift(CORNER, far)
    kiosk.rest(far)
    assert not corner.waits()


def test_a_key_chord_opens_it_where_nothing_can_be_touched(kiosk: Locked) -> None:
    kiosk.page.key(Qt.Key.Key_E)
    kiosk.page.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert not kiosk.open
    chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    kiosk.page.key(Qt.Key.Key_E, chord)
    assert kiosk.open


def test_the_right_pin_leaves(kiosk: Locked) -> None:
    kiosk.door.open()
    kiosk.try_pin(PIN)
    assert kiosk.left == 1
    assert not kiosk.open


def test_the_same_digit_twice_is_two_digits(kiosk: Locked) -> None:
    kiosk.page.look.setProperty("doublePressMs", 500)
    kiosk.door.open()
    kiosk.type("11")
    assert kiosk.door.property("typed") == 2


def test_a_keyboards_digits_do_as_well_and_reach_nothing_below(kiosk: Locked) -> None:
    kiosk.page.find("language-en").forceActiveFocus()
    kiosk.door.open()
    kiosk.page.type("25x9")
    kiosk.page.key(Qt.Key.Key_Backspace)
    kiosk.page.type("80")
    kiosk.page.key(Qt.Key.Key_Return)
    assert kiosk.left == 1
    assert kiosk.page.has("language-en")


def test_a_wrong_pin_says_so_and_which_digits_were_typed_is_never_shown(kiosk: Locked) -> None:
    kiosk.door.open()
    kiosk.type("1379")
    below = {text for text in kiosk.page.texts() if len(text) == 1}
    assert below <= set("0123456789"), "only the keys' own digits"
    kiosk.page.tap("key-enter")
    assert kiosk.left == 0
    assert kiosk.page.shows("That is not the PIN. · PIN si sahihi.")
    assert kiosk.door.property("typed") == 0


def test_three_wrong_ones_lock_it_and_the_right_one_waits(kiosk: Locked) -> None:
    kiosk.door.open()
    for _ in range(3):
        kiosk.try_pin("0000")
    assert kiosk.page.shows("Locked for 1 min.")
    kiosk.try_pin(PIN)
    assert kiosk.left == 0
    kiosk.door.close()
    kiosk.door.open()
    assert kiosk.page.shows("Imefungwa kwa dakika 1.")


def test_a_touch_beside_it_escape_and_back_close_it(kiosk: Locked) -> None:
    ways: tuple[Callable[[], None], ...] = (
        lambda: kiosk.page.tap_at(QPoint(30, 1800)),
        lambda: kiosk.page.key(Qt.Key.Key_Escape),
        lambda: kiosk.page.tap("staff-close"),
    )
    for close in ways:
        kiosk.door.open()
        kiosk.type("2")
        close()
        assert not kiosk.open
        assert kiosk.page.has("language-en"), "nothing below was pressed"
    kiosk.door.open()
    assert kiosk.door.property("typed") == 0


def test_it_closes_by_itself(qtbot: QtBot) -> None:
    door = StaffDoor(StaffPin(pin=PIN, now_s=lambda: 0.0), languages=("en",), closes_ms=1)
    door.open()
    qtbot.waitUntil(lambda: not door.property("shown"))


def test_nothing_of_it_is_in_the_accessibility_tree(kiosk: Locked) -> None:
    QAccessible.setActive(True)

    def names(item: QAccessibleInterface) -> list[str]:
        children: list[QAccessibleInterface | None] = [
            item.child(index) for index in range(item.childCount())
        ]
        inside = [name for child in children if child is not None for name in names(child)]
        return [item.text(QAccessible.Text.Name), *inside]

    def all_names() -> list[str]:
        whole = QAccessible.queryAccessibleInterface(kiosk.page.window)
        assert whole is not None
        return names(whole)

    before = all_names()
    kiosk.door.open()
    kiosk.page.settle()
    assert [name for name in all_names() if name not in before] == []


@pytest.mark.parametrize(
    ("size_px", "diagonal_in"),
    [((1080, 1920), 21.5), ((1920, 1080), 15.6), ((1280, 800), 10.1), ((1920, 1080), 43.0)],
)
def test_it_fits_every_screen_with_keys_for_a_thumb(
    open_page: Opens, size_px: tuple[int, int], diagonal_in: float, tmp_path: Path
) -> None:
    look = Look(diagonal_in=diagonal_in, double_press_ms=0, reduce_motion=True)
    kiosk = Locked(open_page, size_px=size_px, look=look)
    page = kiosk.page
    kiosk.door.open()
    page.settle()
    density = float(look.property("pxPerMm"))
    for key in (*"0123456789", "erase", "enter"):
        item = page.find(f"key-{key}")
        assert min(item.width(), item.height()) >= 20 * density - 1
    card = page.find("staff-card")
    assert 0 <= card.y() <= page.window.height() - card.height()
    page.picture(tmp_path / "pad.png")


def test_the_corner_lies_over_nothing_that_is_pressed(open_page: Opens) -> None:
    kiosk = Locked(open_page)
    side_px = CORNER_MM * float(kiosk.page.look.property("pxPerMm"))
    for item in kiosk.page.items():
        if item.inherits("QQuickAbstractButton"):
            at = item.mapToScene(item.position() - item.position())
            assert at.x() > side_px or at.y() > side_px, item.objectName()
