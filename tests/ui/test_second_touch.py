"""First it is read, then it is chosen: what a finger means on a screen that is heard."""

from kiosk.ui.second_touch import AGAIN_WITHIN_S, SecondTouch, Touch, TwoFingers

BACK, TAKE, NOWHERE = "back", "take", ""


def tap(finger: SecondTouch, thing: str, at_s: float) -> tuple[Touch, Touch]:
    return finger.down(thing, at_s), finger.up(thing, at_s + 0.1)


def test_the_first_touch_reads_and_the_second_chooses() -> None:
    finger = SecondTouch()

    assert tap(finger, TAKE, 0) == (Touch.READ, Touch.NOTHING)
    assert tap(finger, TAKE, 3) == (Touch.NOTHING, Touch.CHOOSE)


def test_a_third_touch_is_a_first_one_again() -> None:
    finger = SecondTouch()
    tap(finger, TAKE, 0)
    tap(finger, TAKE, 1)

    assert tap(finger, TAKE, 2) == (Touch.READ, Touch.NOTHING)


def test_after_ten_seconds_it_is_read_once_more() -> None:
    finger = SecondTouch()
    tap(finger, TAKE, 0)

    assert tap(finger, TAKE, 0.2 + AGAIN_WITHIN_S) == (Touch.READ, Touch.NOTHING)
    assert tap(finger, TAKE, 5 + AGAIN_WITHIN_S) == (Touch.NOTHING, Touch.CHOOSE)


def test_something_else_between_is_read_and_takes_the_first_ones_place() -> None:
    finger = SecondTouch()
    tap(finger, TAKE, 0)

    assert tap(finger, BACK, 1) == (Touch.READ, Touch.NOTHING)
    assert tap(finger, TAKE, 2) == (Touch.READ, Touch.NOTHING)


def test_a_place_without_anything_says_nothing_and_chooses_nothing() -> None:
    finger = SecondTouch()

    assert tap(finger, NOWHERE, 0) == (Touch.NOTHING, Touch.NOTHING)
    assert tap(finger, NOWHERE, 1) == (Touch.NOTHING, Touch.NOTHING)


def test_a_sliding_finger_reads_what_it_comes_to_and_each_thing_once() -> None:
    finger = SecondTouch()
    finger.down(BACK, 0)

    assert finger.moved(BACK, 0.1) is Touch.NOTHING
    assert finger.moved(TAKE, 0.2) is Touch.READ
    assert finger.moved(TAKE, 0.3) is Touch.NOTHING
    assert finger.moved(NOWHERE, 0.4) is Touch.NOTHING
    assert finger.up(NOWHERE, 0.5) is Touch.NOTHING


def test_sliding_off_at_the_second_touch_cancels() -> None:
    finger = SecondTouch()
    tap(finger, TAKE, 0)

    assert finger.down(TAKE, 1) is Touch.NOTHING
    assert finger.moved(BACK, 1.1) is Touch.READ
    assert finger.moved(TAKE, 1.2) is Touch.READ
    assert finger.up(TAKE, 1.3) is Touch.NOTHING


def test_a_trembling_second_touch_still_chooses() -> None:
    finger = SecondTouch()
    tap(finger, TAKE, 0)
    finger.down(TAKE, 1)

    assert finger.moved(TAKE, 1.1) is Touch.NOTHING
    assert finger.up(TAKE, 1.2) is Touch.CHOOSE


def test_nothing_heard_on_one_page_is_chosen_on_the_next() -> None:
    finger = SecondTouch()
    tap(finger, TAKE, 0)
    finger.forget()

    assert tap(finger, TAKE, 1) == (Touch.READ, Touch.NOTHING)


def test_two_fingers_are_still_while_both_are_there_and_hardly_move() -> None:
    fingers = TwoFingers(points=((100, 100), (300, 100)), slack_px=20)

    assert fingers.still(((110, 105), (295, 90)))
    assert not fingers.still(((130, 100), (300, 100)))
    assert not fingers.still(((100, 100),))
    assert not fingers.still(((100, 100), (300, 100), (500, 100)))
