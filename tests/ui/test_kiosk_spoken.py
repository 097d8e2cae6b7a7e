"""Every page of the kiosk says what it shows, in its language, and each control on it by itself."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem

from kiosk.domain.commands import CallNext, OpenCounter, Role
from kiosk.domain.ids import AgentId, CounterId
from kiosk.printer.outcome import Cause
from kiosk.ui.kiosk_settings import KioskSettings, Waits
from kiosk.ui.locking import add_staff_exit
from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.listener import Listener, text
from tests.ui.page import walk
from tests.ui.scenes.kiosk import MOMENTS, PRINTED, SCENES, KioskFixture, sample_centre, scene

BEFORE_A_LANGUAGE = {
    *("start", "large-start", "contrast-start", "lost", "help-at-start", "scanned-unknown"),
    *("appointment-scanned", "appointment-scanned-early", "appointment-scanned-foreign"),
    *("alone", "untold"),
    *MOMENTS,
}
SIZES = {"portrait": ((1080, 1920), 21.5), "tablet": ((1280, 800), 10.1)}


def heard(fixture: KioskFixture, open_page: Opens, size: str = "portrait") -> Listener:
    return Listener(open_page, fixture, size_px=SIZES[size][0])


@pytest.mark.many(7)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", [*SCENES, *MOMENTS])
def test_every_control_is_reached_by_the_arrows_and_says_something_in_the_pages_language(
    open_page: Opens, name: str, size: str
) -> None:
    look = Look(diagonal_in=SIZES[size][1], double_press_ms=0, reduce_motion=True)
    fixture = scene(name, look=look)
    listener = heard(fixture, open_page, size)
    listener.begin()
    wanted = controls(listener)

    reached = {}
    for _ in range(len(wanted)):
        said = listener.hears(lambda: listener.page.key(Qt.Key.Key_Down))
        reached[listener.page.window.activeFocusItem().objectName()] = said
        assert_spoken_in(listener, name)

    assert set(reached) == wanted
    assert all(re.search(r"\w", said) for said in reached.values())


def controls(listener: Listener) -> set[str]:
    """Every control that can be pressed now; a sheet leaves none but its own."""
    items = list(listener.page.items())
    over = [item for item in items if item.property("modal")]
    within = list(walk(over[-1])) if over else items
    return {
        item.objectName()
        for item in within
        if item.inherits("QQuickAbstractButton") and item.isVisible() and item.isEnabled()
    }


def assert_spoken_in(listener: Listener, name: str) -> None:
    language = str(listener.fixture.kiosk.property("language"))
    names_itself = str(listener.voice.last).startswith(("English", "Kiswahili"))
    if name not in BEFORE_A_LANGUAGE and not names_itself:
        assert listener.voice.languages == {language}


@pytest.mark.many(3)
@pytest.mark.parametrize("name", [*SCENES, *MOMENTS])
def test_every_page_is_announced_whole_in_words_alone_in_its_language(
    open_page: Opens, name: str
) -> None:
    listener = heard(scene(name), open_page)

    said = listener.begin()

    assert not re.search(r"[0-9<>·–]", said), said
    if name in BEFORE_A_LANGUAGE:
        assert listener.voice.languages == {"sw", "en"}
    else:
        assert listener.voice.languages == {str(listener.fixture.kiosk.property("language"))}
    for thing in listener.speaker.reader.scene().words:
        form = [listener.form(sentence.text, sentence.language) for sentence in thing.says]
        assert all(each in said for each in form)


def test_before_a_language_is_chosen_all_is_said_in_one_and_then_in_the_next(
    open_page: Opens,
) -> None:
    fixture = scene("start")
    listener = heard(fixture, open_page)

    listener.begin()

    languages = [sentence.language for sentence in listener.voice.utterances[-1]]
    assert languages == [*sorted(languages[:-2], reverse=True), "sw", "sw"]
    assert listener.voice.last.endswith("Kiswahili | Chukua tiketi yako")


def test_a_page_tells_how_many_choices_it_has_and_how_to_choose_once(open_page: Opens) -> None:
    fixture = scene("start")
    listener = heard(fixture, open_page)

    assert "two choices." in (first := listener.begin())
    assert "Move with the arrow keys." in first
    said = listener.hears(lambda: fixture.kiosk.chooseLanguage("en"))

    assert "What do you need today? | eleven choices. | I have an appointment" in said
    assert "arrow keys" not in said


def test_the_ticket_is_told_with_its_number_its_wait_and_where_to_wait(open_page: Opens) -> None:
    fixture = scene("take-it")
    listener = heard(fixture, open_page)

    said = listener.begin()

    assert "Your number is A, zero, one, two." in said
    assert "eleven people ahead, about fifty to sixty five minutes." in said
    assert "Wait in Hall two." in said
    assert "Take your ticket below" in said


def test_the_paper_that_comes_is_told_after_the_number_was_heard(open_page: Opens) -> None:
    fixture = scene("printing")
    listener = heard(fixture, open_page)
    listener.begin()

    assert listener.hears_nothing(lambda: fixture.printed(PRINTED))
    said = listener.hears(listener.voice.end)

    assert said == "Take your ticket below | two choices."


def test_a_paper_that_does_not_come_is_told_with_what_can_be_done(open_page: Opens) -> None:
    fixture = scene("printing")
    listener = heard(fixture, open_page)
    listener.begin()
    listener.voice.end()

    said = listener.hears(lambda: fixture.printer.holds(Cause.PAPER_OUT))

    assert said.startswith("The paper has run out. Your place is safe.")
    assert said.endswith("One choice.")


def test_being_called_is_told_at_once_when_nothing_is_being_said(open_page: Opens) -> None:
    fixture = KioskFixture()
    fixture.take()
    fixture.printed(PRINTED)
    listener = heard(fixture, open_page)
    listener.begin()
    listener.voice.end()
    counter = next(c for c in fixture.catalogue.counters if "id-lost" in c.services)
    opening = OpenCounter(
        counter=CounterId(counter.id), agent=AgentId("K-17"), services=counter.services
    )
    fixture.station.order(Role.COUNTER, opening)

    said = listener.hears(
        lambda: fixture.station.order(Role.COUNTER, CallNext(counter=CounterId(counter.id)))
    )

    assert "A, zero, zero, one is being called. Go to counter" in said


def test_the_seconds_that_run_out_are_not_counted_aloud(open_page: Opens) -> None:
    settings = KioskSettings(waits=Waits(last_page_s=10_000, second_ms=5))
    fixture = KioskFixture(settings=settings)
    fixture.take()
    fixture.printed(PRINTED)
    listener = heard(fixture, open_page)
    listener.begin()
    left = fixture.told("clears")

    assert listener.hears_nothing(lambda: None)
    assert fixture.told("clears") != left


def test_another_language_reads_the_page_anew_in_it(open_page: Opens) -> None:
    fixture = scene("before")
    listener = heard(fixture, open_page)
    listener.begin()

    said = listener.hears(lambda: fixture.kiosk.chooseLanguage("sw"))

    assert "Leta vitu hivi" in said
    assert listener.voice.languages == {"sw"}


def test_a_colleague_on_the_way_is_told(open_page: Opens) -> None:
    fixture = scene("help")
    listener = heard(fixture, open_page)
    listener.begin()
    listener.voice.end()
    fixture.until(lambda: bool(fixture.station.mirror.floor.helps))
    (call,) = fixture.station.mirror.floor.helps

    assert listener.hears(lambda: fixture.answer_help(call)) == "A colleague is coming."


def test_the_sample_centre_says_that_it_is_one_to_a_finger_on_its_sign(open_page: Opens) -> None:
    fixture = KioskFixture(catalogue=sample_centre())
    listener = heard(fixture, open_page)
    listener.begin()

    things = listener.speaker.reader.scene().things
    (sample,) = [thing for thing in things if "mfano" in text(thing.says)]

    assert [sentence.language for sentence in sample.says] == ["sw", "en"]


def test_the_code_of_a_ticket_is_never_read(open_page: Opens) -> None:
    fixture = scene("take-it")
    listener = heard(fixture, open_page)
    code = str(fixture.kiosk.property("ticket")["code"])

    said = listener.begin() + " ".join(
        text(thing.says) for thing in listener.speaker.reader.scene().things
    )

    assert code not in said
    assert code.rsplit("/", 1)[-1] not in said


@pytest.mark.many(7)
@pytest.mark.parametrize("name", [*SCENES, *MOMENTS])
def test_assistive_technology_reads_the_same_names(open_page: Opens, name: str) -> None:
    listener = heard(scene(name), open_page)

    for thing in listener.speaker.reader.scene().things:
        words = [sentence.text for sentence in thing.says]
        named = accessible(thing.item)
        assert any(each in named for each in words), f"{words} is read, {named!r} is its name"
        if thing.control:
            assert role(thing.item) in PRESSED


PRESSED = {QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox}


def interface(item: QQuickItem) -> QAccessibleInterface:
    QAccessible.setActive(True)
    found: object = QAccessible.queryAccessibleInterface(item)
    assert isinstance(found, QAccessibleInterface)
    return found


def accessible(item: QQuickItem) -> str:
    return interface(item).text(QAccessible.Text.Name)


def role(item: QQuickItem) -> QAccessible.Role:
    return interface(item).role()


def test_the_tree_of_names_leads_from_the_window_to_every_control(open_page: Opens) -> None:
    listener = heard(scene("before"), open_page)
    QAccessible.setActive(True)
    root = QAccessible.queryAccessibleInterface(listener.page.window)

    pressed = [each for each in tree(root) if each.role() in PRESSED]
    found = {each.text(QAccessible.Text.Name) for each in pressed if not each.state().invisible}

    assert {"Take my ticket", "Back", "Help", "Read aloud", "English"} <= found
    assert "" not in found


def tree(here: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield here
    for place in range(here.childCount()):
        child: object = here.child(place)
        if isinstance(child, QAccessibleInterface):
            yield from tree(child)


def test_the_staffs_pin_pad_is_nobodys_to_hear(open_page: Opens) -> None:
    fixture = scene("before")
    listener = heard(fixture, open_page)
    listener.begin()
    door = add_staff_exit(
        listener.page.opened,
        pin="4711",
        words=fixture.words,
        languages=("en",),
        on_left=lambda: None,
    )

    door.open()

    assert listener.speaker.reader.scene().things == ()
    assert listener.hears_nothing(lambda: listener.page.tap("staff-close"))
    assert not door.property("shown")
    assert listener.hears(lambda: listener.page.tap("take")) == "Take my ticket"
