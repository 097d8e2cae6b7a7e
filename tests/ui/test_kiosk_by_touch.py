"""The kiosk under the fingers of somebody who listens, and of two fingers that ask for it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QTouchEvent
from PySide6.QtTest import QTest

from kiosk.ui.look import Look
from kiosk.ui.touching import MEANT_MS
from tests.ui.conftest import Opens
from tests.ui.kiosk_page import tickets
from tests.ui.listener import Listener, text
from tests.ui.scenes.kiosk import KioskFixture

HOLD_MS = 700


@pytest.fixture
def fixture() -> KioskFixture:
    return KioskFixture()


@pytest.fixture
def listener(open_page: Opens, fixture: KioskFixture) -> Listener:
    return Listener(open_page, fixture, hold_ms=HOLD_MS)


class TwoFingers:
    """Of one hand, on one window."""

    def __init__(self, listener: Listener) -> None:
        self._window = listener.page.window
        self._device = QTest.createTouchDevice()
        self._at = [QPoint(200, 500), QPoint(600, 900)]

    def down(self, first: QPoint, second: QPoint) -> None:
        self._at = [first, second]
        touch = QTest.touchEvent(self._window, self._device)
        touch.press(0, first, self._window).commit()
        touch = QTest.touchEvent(self._window, self._device)
        touch.stationary(0).press(1, second, self._window).commit()

    def slide(self, by: QPoint) -> None:
        touch = QTest.touchEvent(self._window, self._device)
        touch.stationary(0).move(1, self._at[1] + by, self._window).commit()

    def cancel(self) -> None:
        """As a compositor does with a gesture of its own."""
        gone = QTouchEvent(QEvent.Type.TouchCancel, self._device)
        QCoreApplication.sendEvent(self._window, gone)

    def up(self) -> None:
        touch = QTest.touchEvent(self._window, self._device)
        touch.stationary(0).release(1, self._at[1], self._window).commit()
        QTest.touchEvent(self._window, self._device).release(0, self._at[0], self._window).commit()


@pytest.fixture
def fingers(listener: Listener) -> TwoFingers:
    return TwoFingers(listener)


def test_two_fingers_held_anywhere_start_the_voice_and_press_nothing(
    listener: Listener, fixture: KioskFixture, fingers: TwoFingers
) -> None:
    on_both = listener.page.centre("language-sw"), listener.page.centre("language-en")

    said = listener.hears(lambda: fingers.down(*on_both))
    fingers.up()

    assert listener.listens()
    assert "Touch the screen to hear what is there." in said
    assert fixture.page == "start"
    assert not listener.page.find("language-sw").property("down")


def test_two_fingers_that_slide_start_nothing(listener: Listener, fingers: TwoFingers) -> None:
    fingers.down(QPoint(200, 500), QPoint(600, 900))
    fingers.slide(QPoint(0, 200))
    QTest.qWait(HOLD_MS + 100)

    assert not listener.listens()
    fingers.up()


def test_two_fingers_that_the_system_takes_away_start_nothing(
    listener: Listener, fingers: TwoFingers
) -> None:
    fingers.down(QPoint(200, 500), QPoint(600, 900))
    fingers.cancel()
    QTest.qWait(HOLD_MS + 100)

    assert not listener.listens()


def test_two_fingers_lifted_too_early_start_nothing_and_press_nothing(
    open_page: Opens, fixture: KioskFixture
) -> None:
    listener = Listener(open_page, fixture, hold_ms=60_000)
    fingers = TwoFingers(listener)
    fingers.down(listener.page.centre("language-sw"), listener.page.centre("language-en"))
    QTest.qWait(MEANT_MS + 50)
    fingers.up()
    QTest.qWait(200)

    assert not listener.listens()
    assert fixture.page == "start"


def test_a_press_beside_a_hand_that_rests_on_the_glass_is_a_press(
    listener: Listener, fixture: KioskFixture, fingers: TwoFingers
) -> None:
    fingers.down(QPoint(20, 1200), listener.page.centre("language-en"))
    fingers.up()

    assert fixture.page == "services"


def test_after_two_fingers_one_finger_explores(
    listener: Listener, fixture: KioskFixture, fingers: TwoFingers
) -> None:
    listener.hears(lambda: fingers.down(QPoint(300, 700), QPoint(600, 700)))
    fingers.up()

    assert listener.hears(lambda: listener.page.tap("language-en")) == "English | Take your ticket"
    assert fixture.page == "start"


def test_two_fingers_held_again_tell_all_anew(
    listener: Listener, fingers: TwoFingers, fixture: KioskFixture
) -> None:
    fixture.choose("en", "id")
    listener.begin()

    said = listener.hears(lambda: fingers.down(QPoint(300, 700), QPoint(600, 700)))
    fingers.up()

    assert said.startswith("National ID")
    assert "Touch the screen" in said
    assert listener.listens()


def test_the_button_starts_the_voice_and_its_second_touch_ends_it(
    listener: Listener, fixture: KioskFixture
) -> None:
    fixture.choose("en")

    said = listener.hears(lambda: listener.page.tap("aloud"))
    assert "Touch the screen to hear what is there." in said
    assert listener.page.find("aloud").property("on")
    assert listener.hears(lambda: listener.page.tap("aloud")) == "Read aloud | On"
    assert listener.listens()
    listener.page.tap("aloud")

    assert not listener.listens()
    assert not listener.voice.speaking


def test_the_first_touch_reads_and_the_second_chooses(
    listener: Listener, fixture: KioskFixture
) -> None:
    fixture.choose("en", "id")
    listener.begin()

    assert listener.hears(lambda: listener.page.tap("take")) == "Take my ticket"
    assert tickets(fixture) == 0
    listener.page.tap("take")
    fixture.until(lambda: fixture.page == "ticket")
    assert tickets(fixture) == 1
    fixture.until(lambda: "Your number is A, zero, zero, one." in listener.voice.last)


def test_a_trembling_hand_that_touches_twice_at_once_chooses_what_it_heard(
    open_page: Opens,
) -> None:
    fixture = KioskFixture(look=Look(double_press_ms=500, reduce_motion=True))
    listener = Listener(open_page, fixture)
    listener.begin()

    listener.hears(lambda: listener.page.tap("language-en"))
    listener.page.tap("language-en")

    assert fixture.page == "services"


def test_touching_words_reads_them(listener: Listener, fixture: KioskFixture) -> None:
    fixture.choose("en", "id")
    listener.begin()
    words = next(
        thing
        for thing in listener.speaker.reader.scene().things
        if text(thing.says) == "Police abstract"
    )
    middle = QPoint(
        round((words.box[0] + words.box[2]) / 2), round((words.box[1] + words.box[3]) / 2)
    )

    assert listener.hears(lambda: listener.page.tap_at(middle)) == "Police abstract"
    assert listener.hears(lambda: listener.page.tap_at(middle)) == "Police abstract"


def test_a_finger_that_slides_reads_what_it_comes_to_and_chooses_nothing(
    listener: Listener, fixture: KioskFixture
) -> None:
    listener.begin()
    first, second = listener.page.centre("language-sw"), listener.page.centre("language-en")
    listener.hears(lambda: listener.page.tap("language-sw"))

    said = listener.hears(lambda: listener.page.slide_off("language-sw", second - first))

    assert said == "English | Take your ticket"
    assert fixture.page == "start"


def test_an_empty_place_says_nothing_and_silences(
    listener: Listener, fixture: KioskFixture
) -> None:
    fixture.choose("en", "id")
    listener.begin()
    assert listener.voice.speaking

    assert listener.hears_nothing(lambda: listener.page.tap_at(QPoint(3, 300)))
    assert not listener.voice.speaking


def test_a_mouse_explores_as_a_finger_does(listener: Listener, fixture: KioskFixture) -> None:
    listener.begin()
    at = listener.page.centre("language-en")

    def click() -> None:
        QTest.mouseClick(listener.page.window, Qt.MouseButton.LeftButton, pos=at)

    assert listener.hears(click) == "English | Take your ticket"
    click()
    assert fixture.page == "services"


def test_without_a_voice_two_fingers_do_nothing(open_page: Opens) -> None:
    fixture = KioskFixture(speaks=False)
    listener = Listener(open_page, fixture, has_voice=False, hold_ms=HOLD_MS)
    fingers = TwoFingers(listener)
    fingers.down(QPoint(200, 500), QPoint(600, 900))
    QTest.qWait(HOLD_MS + 50)
    fingers.up()

    assert not listener.listens()
    listener.page.tap("language-en")
    assert fixture.page == "services"


def test_who_does_not_listen_presses_as_ever(listener: Listener, fixture: KioskFixture) -> None:
    listener.page.tap("language-en")

    assert fixture.page == "services"
    assert listener.hears_nothing(lambda: listener.page.tap("tile-id"))
    assert fixture.page == "before"
