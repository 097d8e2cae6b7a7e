"""A tablet that reads itself aloud: what is shown is said, until its visitor goes."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.feedback_reader import FeedbackReader
from kiosk.ui.feedback_screen import FeedbackScreen, FeedbackTimes
from kiosk.ui.look import Look
from kiosk.ui.spoken_form import SpokenForm
from kiosk.ui.utterances import Manner
from tests.ui.conftest import Opens
from tests.ui.listener import VoiceThatKeeps, text
from tests.ui.page import Page
from tests.ui.product import sentences
from tests.ui.scenes import feedback as scenes
from tests.ui.scenes.feedback import Desk

NEVER_S = 3600.0
CALM = FeedbackTimes(thanks_s=NEVER_S, why_s=NEVER_S, armed_s=NEVER_S, lost_s=NEVER_S)


class Listener:
    """Somebody who listens to one tablet."""

    def __init__(self, open_page: Opens, flow: FeedbackScreen, qtbot: QtBot) -> None:
        self.voice = VoiceThatKeeps()
        self.flow = flow
        self._qtbot = qtbot
        manner = Manner(form=SpokenForm(sentences()))
        reader = FeedbackReader(flow, self.voice, texts=sentences(), manner=manner, settle_ms=5)
        look = Look(diagonal_in=scenes.DIAGONAL_IN, double_press_ms=0, reduce_motion=True)
        self.page: Page = open_page(
            scenes.MODULE, size_px=(1280, 800), look=look, properties=scenes.shown(flow)
        )
        reader.watch(self.page.window)

    def hears(self, count: int) -> str:
        """The utterance of that number, once it is there."""
        self._qtbot.waitUntil(lambda: len(self.voice.utterances) >= count)
        return self.voice.last


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk()


def test_the_question_and_every_face_are_said_in_the_tickets_language(
    open_page: Opens, desk: Desk, qtbot: QtBot
) -> None:
    listener = Listener(open_page, desk.tablet(times=CALM), qtbot)
    desk.serve("en")
    assert listener.voice.utterances == []

    listener.page.tap("aloud")

    assert listener.hears(1) == (
        "Counter three | How was our service today? | No name. Touch one face. | "
        "one: Very bad | two: Bad | three: Fair | four: Good | five: Very good"
    )
    assert listener.voice.languages == {"en"}


def test_the_other_language_is_said_as_soon_as_it_is_shown(
    open_page: Opens, desk: Desk, qtbot: QtBot
) -> None:
    listener = Listener(open_page, desk.tablet(times=CALM), qtbot)
    desk.serve("en")
    listener.page.tap("aloud")
    listener.hears(1)

    listener.page.tap("language-sw")

    assert "moja: Mbaya sana" in listener.hears(2)
    assert listener.voice.languages == {"sw"}


def test_reasons_are_said_with_their_digits(open_page: Opens, qtbot: QtBot) -> None:
    desk = Desk(hub_key=scenes.HUB_KEY)
    listener = Listener(open_page, desk.tablet(times=CALM), qtbot)
    desk.serve("en")
    listener.page.tap("aloud")
    listener.hears(1)

    listener.page.type("1")
    told = listener.hears(2)
    assert told.startswith("What was not good? | Touch all that fit, or none. | one: The wait")
    assert "six: I was asked for money" in told
    assert "Nobody in this centre can read that answer." in told

    listener.page.tap("skip")
    assert listener.hears(3) == "Thank you for your feedback. | It helps us to serve better."


def test_which_reason_was_touched_is_not_said_aloud(open_page: Opens, qtbot: QtBot) -> None:
    heard = []
    for reason in ("1", "6"):
        desk = Desk(hub_key=scenes.HUB_KEY)
        listener = Listener(open_page, desk.tablet(times=CALM), qtbot)
        desk.serve("en")
        listener.page.tap("aloud")
        listener.hears(1)
        listener.page.type("1")
        listener.hears(2)
        listener.page.type(reason)
        listener.hears(3)
        listener.page.type(reason)
        listener.hears(4)
        listener.page.type(reason)
        listener.hears(5)
        listener.page.tap("language-sw")
        listener.hears(6)
        heard.append([text(said) for said in listener.voice.utterances[2:]])

    assert heard[0] == heard[1]
    note = "Asked for money? Nobody in this centre can read that answer."
    assert heard[0][:3] == ["Chosen | Send", f"Not chosen | {note}", "Chosen | Send"]
    assert "sita: Niliombwa pesa" in heard[0][3]


def test_with_the_visitor_goes_the_voice(open_page: Opens, desk: Desk, qtbot: QtBot) -> None:
    flow = desk.tablet(times=replace(CALM, thanks_s=0.0))
    listener = Listener(open_page, flow, qtbot)
    desk.serve("en")
    listener.page.tap("aloud")
    listener.hears(1)

    listener.page.type("5")
    qtbot.waitUntil(lambda: flow.property("page") == "rest")

    assert not flow.heard.is_on
    assert listener.voice.forgotten
    said = len(listener.voice.utterances)
    desk.serve("en")
    qtbot.wait(50)
    assert len(listener.voice.utterances) == said


def test_a_second_touch_silences_it(open_page: Opens, desk: Desk, qtbot: QtBot) -> None:
    listener = Listener(open_page, desk.tablet(times=CALM), qtbot)
    desk.serve("en")
    listener.page.tap("aloud")
    listener.hears(1)

    listener.page.tap("aloud")

    assert not listener.flow.heard.is_on
    assert not listener.voice.speaking


def test_keys_begin_repeat_pause_and_change_the_volume(
    open_page: Opens, desk: Desk, qtbot: QtBot
) -> None:
    listener = Listener(open_page, desk.tablet(times=CALM), qtbot)
    voice, page = listener.voice, listener.page
    page.type("r")
    page.type("+")
    qtbot.wait(120)
    assert not listener.flow.heard.is_on
    desk.serve("en")

    page.type("r")
    question = listener.hears(1)
    assert "one: Very bad" in question
    page.type("r")
    assert listener.hears(2) == question
    page.type("p")
    qtbot.waitUntil(lambda: voice.paused)
    page.type("p")
    qtbot.waitUntil(lambda: not voice.paused)
    page.type("+")
    qtbot.waitUntil(lambda: voice.level == 4)
    assert len(voice.utterances) == 2
    voice.end()
    page.type("-")
    assert listener.hears(3) == "Volume three of five"
    page.type("5")
    qtbot.waitUntil(lambda: len(desk.station.told) == 1)


def test_a_free_tablet_says_both_languages_and_is_free_again_when_left(
    open_page: Opens, desk: Desk, qtbot: QtBot
) -> None:
    flow = desk.tablet(None, replace(CALM, why_s=0.3))
    listener = Listener(open_page, flow, qtbot)

    listener.page.tap("aloud")

    assert listener.hears(1).endswith("five: Very good")
    assert "tano: Nzuri sana" in listener.voice.last
    assert listener.voice.languages == {"en", "sw"}
    qtbot.waitUntil(lambda: not flow.heard.is_on)


def test_a_free_tablet_left_in_another_language_goes_back_to_both(desk: Desk, qtbot: QtBot) -> None:
    flow = desk.tablet(None, replace(CALM, why_s=0.02))
    flow.speak("en")
    assert flow.property("second") == ""

    qtbot.waitUntil(lambda: flow.property("second") != "")

    assert desk.station.told == []


def test_a_bad_face_at_a_free_tablet_keeps_its_reasons(desk: Desk, qtbot: QtBot) -> None:
    """Whoever chose a language first is not taken for gone while giving reasons."""
    flow = desk.tablet(None, replace(CALM, why_s=0.05))
    flow.speak("en")
    flow.press(1)
    flow.press(1)

    qtbot.waitUntil(lambda: flow.property("page") == "thanks")

    assert len(desk.station.told) == 2


def test_without_a_voice_the_button_is_not_there(open_page: Opens, desk: Desk) -> None:
    look = Look(diagonal_in=scenes.DIAGONAL_IN, double_press_ms=0, reduce_motion=True)
    flow = desk.tablet(times=CALM)
    page = open_page(scenes.MODULE, size_px=(1280, 800), look=look, properties=scenes.shown(flow))
    desk.serve()
    assert page.has("face-1")
    assert not page.has("aloud")
