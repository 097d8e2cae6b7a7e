"""The kiosk by keys: with a voice and without one."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.commands import CallForHelp
from kiosk.ui.keypad import BURST_MS
from kiosk.ui.kiosk_settings import KioskSettings, Waits
from tests.ui.conftest import Opens
from tests.ui.kiosk_page import scan, tickets
from tests.ui.listener import Listener
from tests.ui.scenes.kiosk import PRINTED, KioskFixture, scene

Key = Qt.Key


@pytest.fixture
def fixture() -> KioskFixture:
    return KioskFixture()


@pytest.fixture
def listener(open_page: Opens, fixture: KioskFixture) -> Listener:
    return Listener(open_page, fixture)


@pytest.fixture
def mute(open_page: Opens) -> Listener:
    return Listener(open_page, KioskFixture(speaks=False), has_voice=False)


def focus(listener: Listener) -> str:
    return listener.page.window.activeFocusItem().objectName()


@pytest.mark.parametrize(
    "key", [Key.Key_Down, Key.Key_Return, Key.Key_Space, Key.Key_R, Key.Key_Tab, Key.Key_VolumeUp]
)
def test_any_key_of_a_keypad_starts_the_voice_and_does_nothing_else(
    listener: Listener, fixture: KioskFixture, key: Key
) -> None:
    said = listener.hears(lambda: listener.page.key(key))

    assert listener.listens()
    assert said.startswith("Karibu.")
    assert fixture.page == "start"
    assert focus(listener) == "language-sw"


def test_the_help_key_calls_a_colleague_whoever_presses_it(
    listener: Listener, fixture: KioskFixture
) -> None:
    said = listener.hears(lambda: listener.page.key(Key.Key_F1))

    assert fixture.station.told == [CallForHelp()]
    assert "Mhudumu ameitwa." in said


def test_a_code_reader_starts_nothing(listener: Listener, fixture: KioskFixture) -> None:
    fixture.busy()
    fixture.take()
    code = str(fixture.kiosk.property("ticket")["code"])
    fixture.printed(PRINTED)
    fixture.kiosk.done()

    said = listener.hears(lambda: scan(listener.page, code))

    assert not listener.listens()
    assert said.startswith("Your ticket A, zero, one, two is waiting. eleven people are ahead.")


def test_arrows_and_tab_go_in_visual_order_and_round(listener: Listener) -> None:
    listener.begin()
    order = [focus(listener)]
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Tab):
        listener.hears(partial(listener.page.key, key))
        order.append(focus(listener))
    for key in (Key.Key_Up, Key.Key_Left, Key.Key_Backtab, Key.Key_Up):
        listener.hears(partial(listener.page.key, key))
        order.append(focus(listener))

    assert order == [
        *("language-sw", "language-en", "lower", "bigger"),
        *("lower", "language-en", "language-sw", "help"),
    ]


def test_the_ring_stands_where_the_keys_are(listener: Listener) -> None:
    listener.begin()
    listener.hears(lambda: listener.page.key(Key.Key_Down))

    assert listener.page.find("language-en").property("visualFocus")


def test_enter_chooses_and_the_next_page_is_told(listener: Listener, fixture: KioskFixture) -> None:
    listener.begin()
    listener.hears(lambda: listener.page.key(Key.Key_Down))

    said = listener.hears(lambda: listener.page.key(Key.Key_Return))

    assert fixture.page == "services"
    assert said.startswith("What do you need today?")
    assert listener.voice.silenced > 0


def test_back_goes_back_by_each_of_its_keys(listener: Listener, fixture: KioskFixture) -> None:
    fixture.choose("en", "id")
    listener.begin()

    listener.hears(lambda: listener.page.key(Key.Key_Backspace))
    assert fixture.page == "services"
    said = listener.hears(lambda: listener.page.key(Key.Key_Escape))
    assert fixture.page == "start"
    assert said.startswith("Karibu.")
    assert listener.listens()


def test_back_closes_the_words_about_help(listener: Listener, fixture: KioskFixture) -> None:
    fixture.choose("en", "id")
    listener.begin()
    listener.hears(lambda: listener.page.key(Key.Key_H))
    assert listener.page.has("help-sheet")
    assert focus(listener) == "sheet-go"

    listener.hears(lambda: listener.page.key(Key.Key_Backspace))

    assert not listener.page.has("help-sheet")
    assert fixture.page == "before"


def test_a_ticket_cannot_be_left_by_the_back_key(listener: Listener, fixture: KioskFixture) -> None:
    fixture.take()
    listener.begin()

    assert listener.hears_nothing(lambda: listener.page.key(Key.Key_Backspace))
    assert fixture.page == "ticket"


def test_a_choice_tells_that_it_is_chosen_and_what_it_changes(
    listener: Listener, fixture: KioskFixture
) -> None:
    fixture.choose("en", "id")
    listener.begin()
    listener.hears(lambda: listener.page.key(Key.Key_Down))

    said = listener.hears(lambda: listener.page.key(Key.Key_Return))

    assert focus(listener) == "service-id-first"
    assert said.endswith("First I D, age eighteen | Chosen") or "| Chosen" in said
    assert "Police abstract" not in said


def test_a_switch_tells_its_new_state(listener: Listener, fixture: KioskFixture) -> None:
    fixture.choose("en", "conduct")
    listener.begin()
    assert focus(listener) == "priority"

    said = listener.hears(lambda: listener.page.key(Key.Key_Return))

    assert fixture.kiosk.property("priority")
    assert said.endswith("| On")


def test_bigger_text_is_told_and_does_not_read_the_page_anew(
    listener: Listener, fixture: KioskFixture
) -> None:
    fixture.choose("en")
    listener.begin()
    for _ in range(3):
        listener.hears(lambda: listener.page.key(Key.Key_Up))
    assert focus(listener) == "help"
    for _ in range(3):
        listener.hears(lambda: listener.page.key(Key.Key_Up))
    assert focus(listener) == "bigger"

    said = listener.hears(lambda: listener.page.key(Key.Key_Return))

    assert fixture.look.property("large")
    assert said.endswith("Bigger text | On")


def test_repeating_says_the_last_again_and_twice_the_whole_page(
    listener: Listener, fixture: KioskFixture
) -> None:
    fixture.choose("en", "id")
    listener.begin()
    last = listener.hears(lambda: listener.page.key(Key.Key_Down))

    assert listener.hears(lambda: listener.page.key(Key.Key_R)) == last
    assert "Bring with you" in listener.hears(lambda: listener.page.key(Key.Key_Space))


def test_pausing_holds_it_and_pausing_again_goes_on(
    listener: Listener, fixture: KioskFixture
) -> None:
    listener.begin()

    listener.page.key(Key.Key_P)
    fixture.until(lambda: listener.voice.paused)
    QTest.qWait(2 * BURST_MS)
    listener.page.key(Key.Key_P)
    fixture.until(lambda: not listener.voice.paused)


def test_the_volume_is_heard_while_something_is_said_and_told_when_not(
    listener: Listener, fixture: KioskFixture
) -> None:
    fixture.choose("en")
    listener.begin()

    assert listener.hears_nothing(lambda: listener.page.key(Key.Key_VolumeUp))
    assert listener.voice.level == 4
    listener.voice.end()
    said = listener.hears(lambda: listener.page.key(Key.Key_Minus))
    assert said == "Volume three of five"


def test_telling_the_volume_is_not_what_is_repeated(
    listener: Listener, fixture: KioskFixture
) -> None:
    fixture.choose("en")
    listener.begin()
    last = listener.hears(lambda: listener.page.key(Key.Key_Down))
    listener.voice.end()
    listener.hears(lambda: listener.page.key(Key.Key_VolumeDown))

    assert listener.hears(lambda: listener.page.key(Key.Key_R)) == last


def test_the_next_visitor_finds_silence_and_the_volume_as_it_was(
    listener: Listener, fixture: KioskFixture
) -> None:
    listener.begin()
    fixture.choose("en")
    listener.page.key(Key.Key_VolumeUp)

    fixture.kiosk.startAgain()

    assert not listener.listens()
    assert listener.voice.forgotten == 1
    assert listener.voice.level == 3
    count = len(listener.voice.utterances)
    assert listener.hears_nothing(lambda: None)
    assert listener.hears(lambda: listener.page.key(Key.Key_R)).startswith("Karibu.")
    assert len(listener.voice.utterances) == count + 1


def test_a_headset_that_stays_in_speaks_to_the_next_visitor_from_the_start(
    listener: Listener, fixture: KioskFixture
) -> None:
    first = listener.hears(lambda: listener.speaker.headset.emit(True))
    assert first.startswith("Karibu.")
    assert "arrow keys" in first
    assert "Touch the screen" in first
    listener.hears(lambda: fixture.choose("en"))

    said = listener.hears(fixture.kiosk.startAgain)

    assert listener.listens()
    assert said.startswith("Karibu.")
    assert listener.voice.forgotten == 1


def test_a_headset_that_is_taken_out_ends_what_is_private_at_once(
    listener: Listener, fixture: KioskFixture
) -> None:
    listener.hears(lambda: listener.speaker.headset.emit(True))
    fixture.take()
    silenced = listener.voice.silenced

    listener.speaker.headset.emit(False)

    assert not listener.listens()
    assert listener.voice.silenced > silenced
    assert listener.hears_nothing(lambda: fixture.printed(PRINTED))


def test_every_time_limit_is_twice_as_long_for_who_listens(open_page: Opens) -> None:
    fixture = KioskFixture()
    fixture.take()
    fixture.printed(PRINTED)
    listener = Listener(open_page, fixture)
    assert "20" in fixture.told("clears")

    listener.begin()

    assert "40" in fixture.told("clears")


def test_whoever_hears_a_page_out_was_there_all_the_time(open_page: Opens) -> None:
    fixture = KioskFixture(settings=KioskSettings(waits=Waits(second_ms=5)))
    fixture.take()
    fixture.printed(PRINTED)
    listener = Listener(open_page, fixture)
    listener.begin()
    fixture.until(lambda: "35" in fixture.told("clears"))

    listener.voice.end()

    assert "40" in fixture.told("clears")


def test_a_listener_who_went_away_from_the_first_page_is_forgotten(open_page: Opens) -> None:
    waits = Waits(quiet_s=10, second_ms=2)
    fixture = KioskFixture(settings=KioskSettings(waits=waits))
    listener = Listener(open_page, fixture)
    listener.hears(lambda: listener.page.key(Key.Key_Down))

    fixture.until(lambda: not listener.listens())

    assert listener.voice.forgotten == 1


def test_a_forgotten_headset_does_not_speak_to_nobody_for_ever(open_page: Opens) -> None:
    waits = Waits(quiet_s=3, second_ms=2)
    fixture = KioskFixture(settings=KioskSettings(waits=waits))
    listener = Listener(open_page, fixture)
    listener.hears(lambda: listener.speaker.headset.emit(True))

    assert listener.hears_nothing(lambda: None)


def test_are_you_there_is_asked_aloud_with_a_sound_even_of_who_does_not_listen(
    open_page: Opens,
) -> None:
    waits = Waits(quiet_s=1, warning_s=20, second_ms=2)
    fixture = KioskFixture(settings=KioskSettings(waits=waits))
    listener = Listener(open_page, fixture)

    said = listener.hears(lambda: fixture.choose("sw", "id"))

    assert said == "Je, bado upo hapo?"
    assert listener.voice.chimes == 1
    assert not listener.listens()


def test_a_touch_silences_what_nobody_asked_for(open_page: Opens) -> None:
    waits = Waits(quiet_s=1, warning_s=200, second_ms=2)
    fixture = KioskFixture(settings=KioskSettings(waits=waits))
    listener = Listener(open_page, fixture)
    listener.hears(lambda: fixture.choose("sw", "id"))

    listener.page.tap("sheet-go")

    assert not listener.voice.speaking


def test_a_listener_has_more_time_with_one_key_as_often_as_wanted(open_page: Opens) -> None:
    waits = Waits(quiet_s=40, warning_s=5000, second_ms=2)
    fixture = KioskFixture(settings=KioskSettings(waits=waits))
    fixture.choose("en", "id")
    listener = Listener(open_page, fixture)
    listener.begin()

    for _ in range(12):
        fixture.until(lambda: "Are you still there?" in listener.voice.last)
        assert focus(listener) == "sheet-go"
        assert "two choices." in listener.voice.last
        listener.page.key(Key.Key_Return)
        assert fixture.page == "before"
        fixture.until(lambda: "National ID" in listener.voice.last)

    assert listener.voice.chimes >= 12


def test_a_moving_key_gives_time_to_find_the_button(open_page: Opens) -> None:
    waits = Waits(quiet_s=1, warning_s=300, second_ms=2)
    fixture = KioskFixture(settings=KioskSettings(waits=waits), speaks=False)
    fixture.choose("en", "id")
    listener = Listener(open_page, fixture, has_voice=False)

    def left_s() -> int:
        return int("".join(filter(str.isdigit, fixture.told("idle"))) or 999)

    fixture.until(lambda: left_s() < 290)

    listener.page.key(Key.Key_Down)

    assert left_s() > 290
    assert focus(listener) == "sheet-go"


def test_without_a_voice_the_same_keys_lead_to_a_ticket(mute: Listener) -> None:
    fixture = mute.fixture
    assert not mute.page.has("aloud")
    mute.page.key(Key.Key_Down)
    mute.page.key(Key.Key_Down)
    assert focus(mute) == "language-en"
    mute.page.key(Key.Key_Return)
    mute.page.key(Key.Key_Down)
    mute.page.key(Key.Key_Down)
    assert focus(mute) == "tile-id"
    mute.page.key(Key.Key_Return)
    assert fixture.page == "before"
    for _ in range(7):
        mute.page.key(Key.Key_Down)
    assert focus(mute) == "take"
    mute.page.key(Key.Key_Return)
    fixture.until(lambda: fixture.page == "ticket")

    assert tickets(fixture) == 1
    assert mute.voice.utterances == []


def test_without_a_voice_space_presses_as_on_any_keyboard(mute: Listener) -> None:
    fixture = mute.fixture
    mute.page.key(Key.Key_Down)
    mute.page.key(Key.Key_Space)

    assert fixture.page == "services"
    mute.page.key(Key.Key_R)
    mute.page.key(Key.Key_P)
    mute.page.key(Key.Key_VolumeUp)
    assert fixture.page == "services"


def test_a_held_enter_takes_one_ticket(listener: Listener, fixture: KioskFixture) -> None:
    fixture.look.setProperty("doublePressMs", 500)
    scene_of_ticket = scene("before")
    assert scene_of_ticket.page == "before"
    fixture.choose("en", "id")
    listener.begin()
    listener.page.find("take").forceActiveFocus(Qt.FocusReason.TabFocusReason)

    listener.page.key(Key.Key_Return)
    listener.page.key(Key.Key_Return)
    fixture.until(lambda: fixture.page == "ticket")

    assert tickets(fixture) == 1
