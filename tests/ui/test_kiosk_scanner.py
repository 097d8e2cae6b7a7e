"""A code reader among the keys of a kiosk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.ui.scanner import Scanner
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes.kiosk import KioskFixture

CODE = "HTTPS://Q.FOLENI.KE/T/MOLO-K7M2ABCD"


@pytest.fixture
def page(open_page: Opens) -> Page:
    fixture = KioskFixture()
    return open_page(
        "Foleni.Kiosk",
        look=fixture.look,
        properties={"kiosk": fixture.kiosk, "words": fixture.words},
    )


def heard(page: Page, *, gap_ms: int) -> tuple[Scanner, list[str]]:
    scanner = Scanner(gap_ms=gap_ms)
    codes: list[str] = []
    scanner.scanned.connect(codes.append)
    scanner.watch(page.window)
    return scanner, codes


def test_a_burst_of_keys_that_ends_with_enter_is_a_code(page: Page) -> None:
    scanner, codes = heard(page, gap_ms=10_000)

    page.type(CODE)
    page.key(Qt.Key.Key_Return)

    assert [code.upper() for code in codes] == [CODE]
    scanner.deleteLater()


def test_keys_as_slow_as_a_person_types_are_none(page: Page) -> None:
    scanner, codes = heard(page, gap_ms=0)

    for character in CODE:
        page.type(character)
        QTest.qWait(2)
    page.key(Qt.Key.Key_Return)

    assert codes == []
    scanner.deleteLater()


def test_the_enter_that_ends_a_code_presses_nothing(page: Page) -> None:
    scanner, _ = heard(page, gap_ms=10_000)
    page.find("language-en").forceActiveFocus()

    page.type(CODE)
    page.key(Qt.Key.Key_Return)
    assert page.has("language-en")

    page.key(Qt.Key.Key_Return)
    assert page.shows("What do you need today?")
    scanner.deleteLater()
