"""The paper to go on with by hand."""

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain import commands as c
from kiosk.printer.hand_list import HandList, list_words, made_from
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_58_MM, PAPER_80_MM, PrinterProfile
from kiosk.roles.places import FONTS
from kiosk.texts import Texts
from tests.domain.hall import ONE, TAX, Hall


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(Path(__file__).parents[2] / "assets" / "texts")


def made(hall: Hall, language: str = "en") -> HandList:
    return made_from(hall.floor, hall.catalogue, language=language, as_of=hall.at)


def test_it_says_of_when_it_is_and_who_is_next(texts: Texts) -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    hall.issue()
    hall.issue(TAX)
    hall.do(c.CallNext(counter=ONE))
    words = list_words(made(hall), texts)
    assert words.banners == ("Open tickets as of 10:03",)
    assert words.parts == (
        ("id-new (2)", ("A001 called to counter 1",), ("A002 10:02",)),
        ("tax (1)", (), ("H001 10:03",)),
    )


def test_an_empty_hall_is_said_to_be_empty(texts: Texts) -> None:
    assert list_words(made(Hall(), "sw"), texts).parts == (("Hakuna aliyekuwa akisubiri.", (), ()),)


@pytest.mark.parametrize("profile", [PAPER_80_MM, PAPER_58_MM])
def test_a_full_hall_fits_on_the_paper(texts: Texts, profile: PrinterProfile) -> None:
    hall = Hall()
    for _ in range(120):
        hall.issue(minutes=0.5)
    assert hall.at < made(hall).as_of + timedelta(seconds=1)
    press = SlipPress(fonts=FONTS, texts=texts, profile=profile)
    assert len(press.press(made(hall))) > 10_000
