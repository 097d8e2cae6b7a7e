"""What a tablet takes, from whom, and what it says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.domain.commands import AddReasons, GiveFeedback
from kiosk.ui.feedback_screen import FeedbackScreen, FeedbackTimes
from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes import feedback as scenes
from tests.ui.scenes.feedback import COUNTER, Desk

NEVER_S = 3600.0
AT_ONCE_S = 0.0

CALM = FeedbackTimes(thanks_s=NEVER_S, why_s=NEVER_S, armed_s=NEVER_S, lost_s=NEVER_S)
"""Nothing happens by itself; each test lets one thing happen."""


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk()


def _page(open_page: Opens, flow: FeedbackScreen) -> Page:
    look = Look(diagonal_in=scenes.DIAGONAL_IN, double_press_ms=0, reduce_motion=True)
    return open_page(scenes.MODULE, size_px=(1280, 800), look=look, properties=scenes.shown(flow))


def test_a_tablet_at_a_counter_rests_until_somebody_was_served(
    open_page: Opens, desk: Desk
) -> None:
    flow = desk.tablet(times=CALM)
    page = _page(open_page, flow)
    assert page.shows("Toa maoni baada ya kuhudumiwa")
    assert not page.has("face-1")

    desk.serve()

    assert page.has("face-1")
    assert page.shows("Kaunta 3")


def test_a_visit_that_ended_while_the_tablet_was_cut_off_is_not_asked_for_when_it_is_long_ago(
    desk: Desk,
) -> None:
    flow = desk.tablet()
    desk.station.cut()
    desk.serve()
    desk.station.advance(minutes=10)
    desk.station.catch_up()
    assert flow.property("page") == "rest"


def test_faces_speak_the_language_of_the_ticket_and_the_other_is_one_touch_away(
    open_page: Opens, desk: Desk
) -> None:
    page = _page(open_page, desk.tablet(times=CALM))
    desk.serve("en")
    assert page.shows("How was our service today?")

    page.tap("language-sw")

    assert page.shows("Huduma yetu ilikuwaje leo?")
    assert page.accessible_name("face-1") == "1: Mbaya sana"


def test_a_touched_face_is_kept_at_once_for_the_visit_and_counter(
    open_page: Opens, desk: Desk
) -> None:
    page = _page(open_page, desk.tablet(times=CALM))
    ticket = desk.serve()

    page.tap("face-5")

    assert desk.station.told == [
        GiveFeedback(smiley=5, ticket=ticket, counter=COUNTER, pressed_at=scenes.MORNING)
    ]
    assert page.shows("Asante kwa maoni yako.")


@pytest.mark.parametrize("smiley", [1, 2, 3, 4, 5])
def test_keys_do_what_touches_do(open_page: Opens, desk: Desk, smiley: int) -> None:
    page = _page(open_page, desk.tablet(times=CALM))
    desk.serve()

    page.type(str(smiley))

    (told,) = desk.station.told
    assert isinstance(told, GiveFeedback)
    assert told.smiley == smiley
    assert page.has("skip") == (smiley <= 2)


def test_other_keys_do_nothing(open_page: Opens, desk: Desk) -> None:
    page = _page(open_page, desk.tablet(times=CALM))
    desk.serve()

    for key in (Qt.Key.Key_0, Qt.Key.Key_6, Qt.Key.Key_9, Qt.Key.Key_A, Qt.Key.Key_Return):
        page.key(key)

    assert desk.station.told == []


def test_after_a_bad_face_several_reasons_may_be_touched(open_page: Opens, desk: Desk) -> None:
    page = _page(open_page, desk.tablet(times=CALM))
    desk.serve()
    page.tap("face-1")
    assert not page.has("send")
    for reason in ("reason-2", "reason-1", "reason-3", "reason-3"):
        page.tap(reason)

    page.tap("send")

    told = desk.station.told[1]
    assert isinstance(told, AddReasons)
    codes = [code.id for code in desk.catalogue.feedback_reasons]
    assert told.reasons == tuple(codes[:2])
    assert page.shows("Asante kwa maoni yako.")


def test_reasons_are_optional(open_page: Opens, desk: Desk) -> None:
    page = _page(open_page, desk.tablet(times=CALM))
    desk.serve()
    page.tap("face-2")
    page.tap("reason-1")

    page.tap("skip")

    assert len(desk.station.told) == 1
    assert page.shows("Asante kwa maoni yako.")


def test_whoever_walks_away_from_the_reasons_meant_what_was_touched(
    desk: Desk, qtbot: QtBot
) -> None:
    flow = desk.tablet(times=replace(CALM, why_s=0.02))
    desk.serve()
    flow.press(1)
    flow.press(4)

    qtbot.waitUntil(lambda: flow.property("page") == "thanks")

    told = desk.station.told[1]
    assert isinstance(told, AddReasons)
    assert told.reasons == (desk.catalogue.feedback_reasons[3].id,)


def test_reasons_belong_to_the_face_that_was_given(desk: Desk, qtbot: QtBot) -> None:
    flow = desk.tablet(times=CALM)
    desk.serve()
    flow.press(2)
    flow.press(1)
    flow.send()

    told = desk.station.told[1]
    assert isinstance(told, AddReasons)
    qtbot.waitUntil(lambda: told.feedback in desk.station.mirror.floor.explained)


def test_during_the_thanks_a_press_does_not_count_and_then_the_tablet_rests(
    desk: Desk, qtbot: QtBot
) -> None:
    flow = desk.tablet(times=replace(CALM, thanks_s=0.02))
    desk.serve()
    flow.press(5)
    flow.press(1)

    qtbot.waitUntil(lambda: flow.property("page") == "rest")

    flow.press(1)
    assert len(desk.station.told) == 1


def test_the_time_for_a_face_ends(desk: Desk, qtbot: QtBot) -> None:
    flow = desk.tablet(times=replace(CALM, armed_s=0.02))
    desk.serve()
    assert flow.property("page") == "faces"

    qtbot.waitUntil(lambda: flow.property("page") == "rest")


def test_a_tablet_that_starts_late_still_takes_the_face_of_the_last_visit(desk: Desk) -> None:
    ticket = desk.serve()
    desk.station.advance(0.5)
    flow = desk.tablet(times=CALM)
    assert flow.property("page") == "faces"

    flow.press(4)

    assert desk.station.told == [
        GiveFeedback(smiley=4, ticket=ticket, counter=COUNTER, pressed_at=desk.station.now())
    ]


def test_a_visit_of_long_ago_is_not_asked_for(desk: Desk) -> None:
    desk.serve()
    desk.station.advance(2)

    flow = desk.tablet()

    assert flow.property("page") == "rest"


def test_a_visit_rated_elsewhere_is_not_asked_for_again(desk: Desk, qtbot: QtBot) -> None:
    flow = desk.tablet(times=CALM)
    ticket = desk.serve()

    desk.order(GiveFeedback(smiley=3, ticket=ticket))

    assert flow.property("page") == "rest"


def test_whoever_gives_reasons_is_not_interrupted_by_the_next_visit(
    desk: Desk, qtbot: QtBot
) -> None:
    flow = desk.tablet(times=replace(CALM, thanks_s=AT_ONCE_S))
    desk.serve("en")
    flow.press(1)
    qtbot.waitUntil(lambda: bool(desk.station.mirror.floor.feedback))

    desk.serve("sw")
    assert (flow.property("page"), flow.property("language")) == ("why", "en")

    flow.skip()
    qtbot.waitUntil(lambda: flow.property("page") == "faces")
    assert flow.property("language") == "sw"


def test_another_counter_s_visit_is_none_of_this_tablet_s_business(desk: Desk) -> None:
    flow = desk.tablet(scenes.OTHER_COUNTER, times=CALM)

    desk.serve()

    assert flow.property("page") == "rest"


def test_a_free_tablet_takes_faces_always_and_says_nothing_of_a_visit(
    open_page: Opens, desk: Desk, qtbot: QtBot
) -> None:
    page = _page(open_page, desk.tablet(None, replace(CALM, thanks_s=AT_ONCE_S)))
    assert page.shows("Huduma yetu ilikuwaje leo?")
    assert page.shows("How was our service today?")

    page.tap("face-4")

    assert desk.station.told == [GiveFeedback(smiley=4, pressed_at=scenes.MORNING)]
    qtbot.waitUntil(lambda: page.has("face-4"))


def test_without_the_centre_a_free_tablet_goes_on(desk: Desk, qtbot: QtBot) -> None:
    flow = desk.tablet(None, replace(CALM, lost_s=AT_ONCE_S))
    desk.station.cut()
    qtbot.waitUntil(lambda: flow.property("waitsFor") == "centre")

    flow.press(2)
    flow.press(1)
    flow.send()

    assert [type(told) for told in desk.station.told] == [GiveFeedback, AddReasons]
    assert flow.property("page") == "thanks"


def test_without_the_centre_an_armed_tablet_still_takes_the_face(
    open_page: Opens, desk: Desk, qtbot: QtBot
) -> None:
    flow = desk.tablet(times=replace(CALM, lost_s=AT_ONCE_S, thanks_s=AT_ONCE_S))
    page = _page(open_page, flow)
    desk.serve()
    desk.station.cut()
    qtbot.waitUntil(lambda: flow.property("waitsFor") == "centre")

    page.tap("face-5")

    assert len(desk.station.told) == 1
    qtbot.waitUntil(lambda: page.shows("Hatuwezi kupokea maoni kwa sasa."))
    desk.station.mend()
    assert page.shows("Toa maoni baada ya kuhudumiwa")
