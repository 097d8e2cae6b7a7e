"""Whatever a code reader types, and whenever: a kiosk stays a kiosk, a visit its visitor's."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from kiosk.ui.kiosk_pages import APPOINTMENT
from kiosk.ui.scanner import LONGEST_CODE, Scanner
from tests.ui.conftest import Opens
from tests.ui.kiosk_page import scan, shown, tickets
from tests.ui.page import Page
from tests.ui.scenes.kiosk import KioskFixture

Key = Qt.Key
NOT_OURS = (
    "HTTPS://EXAMPLE.COM/",
    "HTTPS://Q.FOLENI.KE/T/NAKURU-K7M2ABCDEFGHIJKLMNOPQRSTUV",
    "WIFI:S:HUDUMA;T:WPA;P:SECRET;;",
    "5901234123457",
    "//////////",
    "' OR 1=1 --",
    "%S%S%N{0}${JNDI:LDAP}",
    "../../../ETC/PASSWD",
)
HUGE = 4000


class Kiosk:
    """One kiosk, and keys pressed as fast as a reader types."""

    def __init__(self, open_page: Opens) -> None:
        self.fixture = KioskFixture()
        self.page: Page = shown(open_page, self.fixture)

    def types(self, *keys: tuple[Key, str]) -> None:
        """These keys with these texts, all in the same millisecond."""
        for key, text in keys:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                QGuiApplication.sendEvent(self.page.window, event)

    def codes(self) -> list[str]:
        """What is read from now on."""
        read: list[str] = []
        for scanner in self.fixture.kiosk.findChildren(Scanner):
            scanner.scanned.connect(read.append)
        return read

    @property
    def at(self) -> str:
        return str(self.fixture.kiosk.property("page"))


@pytest.fixture
def kiosk(open_page: Opens) -> Kiosk:
    return Kiosk(open_page)


@pytest.mark.parametrize("code", NOT_OURS)
def test_a_code_that_is_no_slip_of_this_centre_is_told_so(kiosk: Kiosk, code: str) -> None:
    kiosk.types(*((Key.Key_unknown, letter) for letter in code), (Key.Key_Return, "\r"))
    assert kiosk.at == "scanned"
    assert tickets(kiosk.fixture) == 0
    kiosk.page.tap("done")
    assert kiosk.at == "start"


@pytest.mark.parametrize(
    "letter", ["\x00", "\x03", "\x1b", "\x7f", "é", "٣", "\ud800", "😀", "\u202e"]
)
def test_letters_that_no_code_of_ours_has_do_no_harm(kiosk: Kiosk, letter: str) -> None:
    kiosk.types(*[(Key.Key_unknown, letter)] * 12, (Key.Key_Return, "\r"))
    assert kiosk.at in {"start", "scanned"}
    assert tickets(kiosk.fixture) == 0
    kiosk.page.settle()


def test_a_reader_that_never_ends_fills_no_memory_and_the_next_code_is_read(kiosk: Kiosk) -> None:
    codes = kiosk.codes()
    kiosk.types(*[(Key.Key_unknown, "A")] * HUGE, (Key.Key_Return, "\r"))
    assert [len(code) for code in codes] == [LONGEST_CODE]
    assert kiosk.at == "scanned"
    kiosk.types(*((Key.Key_unknown, letter) for letter in "MOLO-ABCDEF"), (Key.Key_Return, "\r"))
    assert codes[1:] == ["MOLO-ABCDEF"]


def test_a_code_in_the_middle_of_a_visit_changes_nothing(kiosk: Kiosk) -> None:
    kiosk.page.tap("language-en")
    names = (item.objectName() for item in kiosk.page.items())
    tile = next(
        name for name in names if name.startswith("tile-") and name != f"tile-{APPOINTMENT}"
    )
    kiosk.page.tap(tile)
    assert kiosk.at == "before"
    scan(kiosk.page, NOT_OURS[1])
    assert kiosk.at == "before"
    assert tickets(kiosk.fixture) == 0


def test_a_code_full_of_keys_that_steer_takes_no_ticket_by_itself(kiosk: Kiosk) -> None:
    """Readers type Tab, Enter and arrows for control characters in a code."""
    steering = [(Key.Key_Tab, "\t"), (Key.Key_Down, ""), (Key.Key_Return, "\r")]
    kiosk.types(*steering * 3)
    assert tickets(kiosk.fixture) <= 1
    assert kiosk.page.window.isVisible()


@pytest.mark.parametrize("count", [1, 8, 40])
def test_a_keypads_arrows_are_no_code_however_many(kiosk: Kiosk, count: int) -> None:
    codes = kiosk.codes()
    kiosk.types(*[(Key.Key_Down, ""), (Key.Key_Up, "")] * count)
    kiosk.types((Key.Key_Return, "\r"))
    assert codes == []


def test_a_code_while_a_finger_rests_on_the_glass_is_read(kiosk: Kiosk) -> None:
    finger = QTest.createTouchDevice()
    QTest.touchEvent(kiosk.page.window, finger).press(0, QPoint(500, 200)).commit()
    scan(kiosk.page, NOT_OURS[1])
    QTest.touchEvent(kiosk.page.window, finger).release(0, QPoint(500, 200)).commit()
    assert kiosk.at == "scanned"
