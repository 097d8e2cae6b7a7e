"""Joining over a screen: its keys and fingers are taken, and nothing reaches the page below."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QWindow
from pytestqt.qtbot import QtBot

from kiosk.client.found_centre import FoundCentre
from kiosk.client.joining import Step
from kiosk.client.pinning import Authority
from kiosk.speech.engine import Sentence
from kiosk.ui.joining_asking import Applying, AskingTimes, Trouble
from kiosk.ui.joining_looking import Announced, Looking
from kiosk.ui.joining_screen import DeviceName, JoiningPage, JoiningScreen
from kiosk.ui.joining_window import JoiningWindow
from kiosk.ui.spoken import things
from tests.client.certificates import made_authority
from tests.ui.conftest import Opens
from tests.ui.fake_centre import FakeCentre
from tests.ui.page import Page
from tests.ui.scenes.joining import MOLO, THIKA, JoiningScene, made
from tests.ui.scenes.kiosk import KioskFixture

Key = Qt.Key


class Reader(QObject):
    """Reads a window's keys, as a scanner does."""

    def __init__(self) -> None:
        super().__init__()
        self.read = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(watched, QWindow):
            self.read += 1
        return False


class OverAKiosk:
    """A kiosk in the middle of a visit, and joining over it."""

    def __init__(self, open_page: Opens, scene: JoiningScene) -> None:
        self.fixture = KioskFixture()
        self.kiosk = self.fixture.kiosk
        self.page: Page = open_page(
            "Foleni.Kiosk",
            look=self.fixture.look,
            properties={"kiosk": self.kiosk, "words": self.fixture.words},
        )
        self.joining, self.looking = scene.joining, scene.looking
        JoiningWindow(self.page.opened, self.joining, self.fixture.words)
        # Whoever listens later comes first, but for joining while it shows.
        self.kiosk.watch(self.page.window)
        self.reader = Reader()
        self.page.window.installEventFilter(self.reader)

    @property
    def shown(self) -> str:
        return str(self.joining.property("page"))


@pytest.fixture
def over(open_page: Opens) -> Iterator[OverAKiosk]:
    scene = made(step=Step.LOOKING)
    yield OverAKiosk(open_page, scene)
    scene.joining.stop()


def test_a_kiosk_that_has_its_place_shows_nothing_of_it(over: OverAKiosk) -> None:
    over.page.tap("language-en")
    assert over.kiosk.property("page") == "services"
    assert over.shown == ""


def test_no_finger_reaches_the_page_below(over: OverAKiosk) -> None:
    over.page.settle()
    language = over.page.centre("language-en")
    over.joining.tell(JoiningPage.REVOKED, "https://192.168.10.104:8443", None)
    over.page.settle()
    before = over.kiosk.property("page")
    over.page.tap_at(language)
    over.page.tap_at(QPoint(540, 1000))
    assert over.kiosk.property("page") == before
    over.joining.hide()
    over.page.settle()
    over.page.tap("language-en")
    assert over.kiosk.property("page") != before


def test_no_key_reaches_whoever_else_listens_until_it_is_gone(over: OverAKiosk) -> None:
    over.joining.look(at_once=True)
    for key in (Key.Key_Down, Key.Key_H, Key.Key_F1, Key.Key_Tab):
        over.page.key(key)
    assert over.reader.read == 0
    over.page.key(Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    for_staff = over.reader.read
    assert for_staff > 0
    over.joining.hide()
    over.page.key(Key.Key_F1)
    assert over.reader.read > for_staff


def test_who_listens_hears_why_in_each_language_and_nothing_of_the_page_below(
    over: OverAKiosk,
) -> None:
    over.joining.tell(JoiningPage.REVOKED, "https://192.168.10.104:8443", None)
    over.page.settle()
    said = [each for thing in things(over.page.window, "en") for each in thing.says]
    assert Sentence(text="The centre no longer admits this screen", language="en") in said
    assert Sentence(text="Kituo hakiikubali skrini hii tena", language="sw") in said
    assert not any("Karibu" in each.text for each in said)
    over.joining.hide()
    over.page.settle()
    said = [each for thing in things(over.page.window, "en") for each in thing.says]
    assert not any("admits" in each.text for each in said)


def test_a_centre_is_chosen_by_finger_or_digit_and_an_address_typed_by_either(
    over: OverAKiosk,
) -> None:
    over.joining.look(at_once=True)
    over.looking.found.emit((MOLO, THIKA))
    over.page.tap("centre-1")
    assert over.shown == "asking"
    assert over.joining.applying.url == THIKA.urls[0]
    over.page.tap("another")
    assert over.shown == "looking"
    over.page.key(Key.Key_1)
    assert over.joining.applying.url == MOLO.urls[0]
    over.page.key(Key.Key_Backspace)
    over.page.tap("type-address")
    for key in ("key-1", "key-0", "key-."):
        over.page.tap(key)
    over.page.type("0.0.7")
    over.page.key(Key.Key_Backspace)
    over.page.tap("key-8")
    over.page.key(Key.Key_Return)
    assert over.joining.applying.url == "https://10.0.0.8:8443"


def test_what_is_no_address_is_told_and_stays(over: OverAKiosk) -> None:
    over.joining.look(at_once=True)
    over.joining.typeAddress()
    over.page.type("10.0")
    over.page.tap("key-enter")
    assert over.page.shows("That is no address.")
    over.page.key(Key.Key_Escape)
    assert over.shown == "looking"


def test_a_centre_that_is_alone_is_asked_by_itself_unless_somebody_wanted_another(
    over: OverAKiosk,
) -> None:
    over.joining.look(at_once=True)
    for _ in range(3):
        over.looking.found.emit((MOLO, THIKA))
    assert over.shown == "looking"
    for _ in range(3):
        over.looking.found.emit((MOLO,))
    assert over.shown == "asking"
    over.joining.another()
    for _ in range(10):
        over.looking.found.emit((MOLO,))
    assert over.shown == "looking"


def test_a_centre_of_this_machine_that_starts_later_is_asked_unless_a_person_has_chosen(
    over: OverAKiosk,
) -> None:
    over.joining.look(at_once=True)
    for _ in range(3):
        over.looking.found.emit((MOLO,))
    over.looking.here.emit("http://127.0.0.1:8400")
    assert over.joining.applying.url == "http://127.0.0.1:8400"
    over.joining.another()
    over.joining.choose(0)
    over.looking.here.emit("http://127.0.0.1:8400")
    assert over.joining.applying.url == MOLO.urls[0]


def test_a_name_that_somebody_made_up_is_shown_as_plain_words(over: OverAKiosk) -> None:
    over.joining.look(at_once=True)
    evil = FoundCentre(code="X", name="<img src='http://x/'><b>Molo", urls=("https://10.0.0.1:1",))
    over.looking.found.emit((evil, MOLO))
    assert over.page.shows("<img src='http://x/'><b>Molo")
    over.page.tap("centre-0")
    assert over.page.shows("<img src='http://x/'><b>Molo")


class Silent:
    """A network on which nobody speaks; a test speaks through ``tell``."""

    def __init__(self, tell: Announced) -> None:
        self.tell = tell
        self.listens = False

    def start(self) -> None:
        self.listens = True

    def stop(self) -> None:
        self.listens = False


def test_looking_tells_what_is_announced_until_it_is_stopped(qtbot: QtBot) -> None:
    made_: list[Silent] = []

    def listens(tell: Announced) -> Silent:
        made_.append(Silent(tell))
        return made_[-1]

    looking = Looking(local=None, listens=listens)
    heard: list[tuple[FoundCentre, ...]] = []
    looking.found.connect(heard.append)
    looking.start()
    looking.start()
    (network,) = made_
    network.tell([MOLO])
    qtbot.waitUntil(lambda: heard == [(MOLO,)])
    looking.stop()
    network.tell([THIKA])
    looking.start()
    made_[-1].tell([THIKA, MOLO])
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[-1] == (THIKA, MOLO)
    looking.stop()


def test_a_centre_of_this_machine_is_noticed(qtbot: QtBot) -> None:
    centre = FakeCentre()
    looking = Looking(local=centre.url, listens=Silent)
    with qtbot.waitSignal(looking.here) as told:
        looking.start()
    assert told.args == [centre.url]
    looking.stop()
    centre.close()


@pytest.fixture
def applying(qapp: object) -> Iterator[Applying]:
    times = AskingTimes(look_s=0.02, again_s=0.02, anew_s=0.05, answer_s=0.5)
    made_ = Applying(role="kiosk", name="door", times=times)
    yield made_
    made_.stop()


def test_where_nobody_answers_it_says_so_and_goes_on(qtbot: QtBot, applying: Applying) -> None:
    applying.begin("https://127.0.0.1:1")
    qtbot.waitUntil(lambda: applying.trouble is Trouble.SILENT)
    assert applying.step is Step.LOOKING


def test_what_is_no_centre_is_told_so(qtbot: QtBot, applying: Applying, tmp_path: Path) -> None:
    other = FakeCentre(tls=made_authority().serving(tmp_path))
    applying.begin(other.url)
    qtbot.waitUntil(lambda: applying.trouble is Trouble.NO_CENTRE)
    other.close()


def test_a_stranger_is_not_even_asked_where_the_authority_is_known(
    qtbot: QtBot, applying: Applying, tmp_path: Path
) -> None:
    stranger = FakeCentre(tls=made_authority("THIKA").serving(tmp_path))
    applying.begin(stranger.url, Authority(der=made_authority().der))
    qtbot.waitUntil(lambda: applying.trouble is Trouble.STRANGER)
    assert stranger.mood.seen == []
    stranger.close()


def test_a_new_application_has_a_new_nonce(qapp: object) -> None:
    asked: list[int] = []

    def chance(length: int) -> bytes:
        asked.append(length)
        return bytes(length)

    applying = Applying(role="kiosk", name="door", chance=chance)
    applying.begin("https://127.0.0.1:1")
    applying.again()
    applying.stop()
    assert asked == [32, 32]


def test_a_device_is_called_as_the_manager_will_see_it(qapp: object) -> None:
    joining = JoiningScreen(
        device=DeviceName(role="board", name="Hall"), languages=("en",), looking=Looking(local=None)
    )
    assert (joining.property("role"), joining.property("name")) == ("board", "Hall")
