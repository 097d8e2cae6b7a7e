"""A third language is one file and a catalogue that names it: every screen speaks it, and fits."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree

import pytest
from babel.dates import get_day_names, get_month_names
from PySide6.QtCore import QObject

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.domain.catalogue import Catalogue
from kiosk.printer.appointment_slip import words_of
from kiosk.printer.slip import Slip
from kiosk.speech.spelling import Spelling
from kiosk.texts import Texts
from kiosk.ui.look import Look
from tests.third_language import CODE, LEFT, catalogue_text, worn, write_sentences
from tests.ui.conftest import ASSETS, Opens
from tests.ui.fit import assert_fits
from tests.ui.kiosk_fit import opened, over
from tests.ui.page import Page, accessible_name
from tests.ui.product import another_product
from tests.ui.scenes import board, counter, feedback
from tests.ui.scenes.kiosk import MOMENTS, SCENES, KioskFixture, scene

KIOSK = tuple(
    name
    for name in (*SCENES, *MOMENTS)
    if not name.startswith(("large-", "contrast-", "lower")) and not name.endswith("-sw")
)
DATES = {
    word
    for names in (get_day_names(locale=CODE), get_month_names(locale=CODE))
    for word in names.values()
}
GIVEN = re.compile(
    r"<[^>]*>"  # the marks of rich text
    r"|[A-Z]\d+"  # tickets
    r"|\b[A-Z]\b"  # queues' letters and keys
    r"|&\w+;"
    r"|HTTPS://[^ ]*|MOLO-[A-Z0-9]+"  # codes
    r"|\b(?:K|A)-\d+"  # agents
)
"""What is the same in every language."""
NAMED = (
    "Entrance",
    "Huduma ya kwanza",
    "Kaunta ya huduma kwa wazee, ghorofa ya",
    "Kaunta ya huduma kwa wageni, ghorofa",
)
"""What somebody called a printer."""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    folder = tmp_path_factory.mktemp("assets") / "texts"
    copytree(ASSETS / "texts", folder)
    write_sentences(folder)
    return Texts.load(folder)


def _catalogue(folder: Path, *languages: str) -> Catalogue:
    original = (ASSETS / "catalogue" / "huduma.toml").read_text(encoding="utf-8")
    original = original.replace("hub_share_pct = 50", "hub_share_pct = 0")  # at no hub
    path = folder / "centre.toml"
    path.write_text(catalogue_text(original, languages), encoding="utf-8")
    return read_catalogue(path)


@pytest.fixture
def three(texts: Texts, tmp_path: Path) -> Iterator[None]:
    """A centre of three languages."""
    with another_product(texts, _catalogue(tmp_path, "sw", "en", CODE)):
        yield


@pytest.fixture
def one(texts: Texts, tmp_path: Path) -> Iterator[None]:
    """A centre of the new language alone."""
    with another_product(texts, _catalogue(tmp_path, CODE)):
        yield


def assert_speaks_it_alone(page: Page, *besides: str) -> None:
    """Every word that is seen or read aloud wears the third language's accents."""
    plain = set()
    for item in page.items():
        words = [accessible_name(item)]
        if item.inherits("QQuickText"):
            words.append(str(item.property("text")))
        for said in words:
            kept = GIVEN.sub(" ", said)
            for known in (*besides, *NAMED):
                kept = kept.replace(known, " ")
            plain |= {f"{word} in {said!r}" for word in LEFT.findall(kept) if word not in DATES}
    assert not plain, "\n".join(sorted(plain))


def _kiosk(open_page: Opens, name: str, screen: str = "21.5-portrait") -> tuple[KioskFixture, Page]:
    fixture = scene(name, look=Look(double_press_ms=0, reduce_motion=True))
    return fixture, opened(open_page, fixture, screen)


@pytest.mark.many(5)
@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("name", KIOSK)
def test_a_kiosk_speaks_it(open_page: Opens, name: str) -> None:
    fixture, page = _kiosk(open_page, name)
    if fixture.kiosk.property("page") == "start":
        assert page.shows(worn("Lower")) or fixture.kiosk.property("start")["state"] == "lost"
    else:
        fixture.kiosk.chooseLanguage(CODE)
        page.settle()
        # Each language names itself in its own words.
        names = ["Kiswahili", "English", "KSh", "the information desk"]
        if len(fixture.kiosk.property("scanned")) < 2:
            assert_speaks_it_alone(page, *names)
    assert_fits(page, over=over(page))


@pytest.mark.usefixtures("three")
def test_its_name_on_the_first_screen_leads_to_it(open_page: Opens) -> None:
    fixture, page = _kiosk(open_page, "start")
    page.tap(f"language-{CODE}")
    assert fixture.kiosk.property("language") == CODE
    assert page.shows(worn("What do you need today?"))


@pytest.mark.many(5)
@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("name", counter.SCENES)
def test_a_counter_speaks_it(open_page: Opens, name: str) -> None:
    page = _open(open_page, counter.MODULE, counter.SCENES[name](CODE), (1920, 1080), 15.6)
    assert_speaks_it_alone(page, "the information desk", "Kiswahili", "English")


@pytest.mark.many(5)
@pytest.mark.usefixtures("one")
@pytest.mark.parametrize("name", feedback.SCENES)
def test_a_tablet_speaks_it(open_page: Opens, name: str) -> None:
    page = _open(open_page, feedback.MODULE, feedback.SCENES[name](CODE), (1280, 800), 10.1)
    assert_speaks_it_alone(page)


@pytest.mark.usefixtures("three")
def test_a_free_tablet_shows_two_languages_and_leads_to_the_third(open_page: Opens) -> None:
    properties = feedback.SCENES["faces-free"]("sw")
    page = _open(open_page, feedback.MODULE, properties, (1280, 800), 10.1)
    assert page.shows("Very good")
    page.tap(f"language-{CODE}")
    assert page.shows(worn("Very good"))


@pytest.mark.many(5)
@pytest.mark.usefixtures("one")
@pytest.mark.parametrize("name", board.SCENES)
def test_a_board_speaks_it_alone(open_page: Opens, name: str) -> None:
    page = _open(open_page, board.MODULE, board.SCENES[name](CODE), (1920, 1080), 43)
    assert_speaks_it_alone(page)
    page.assert_good()


@pytest.mark.many(5)
@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("size_px", [(1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("name", board.SCENES)
def test_a_board_has_room_for_three(open_page: Opens, name: str, size_px: tuple[int, int]) -> None:
    page = _open(open_page, board.MODULE, board.SCENES[name](CODE), size_px, 43)
    page.assert_good()


@pytest.mark.usefixtures("three", "qapp")
def test_its_slip_speaks_it_first_and_the_others_after_it(texts: Texts) -> None:
    fixture = scene("start", look=Look(double_press_ms=0, reduce_motion=True))
    fixture.take(CODE)
    slip = fixture.printer.jobs[-1][0].slip
    assert isinstance(slip, Slip)
    words = words_of(slip, texts)
    assert words.services[0] == worn("National ID")
    assert words.ahead_labels == (worn("Ahead of you"), "Mbele yako", "Ahead of you")
    assert words.footer[0] == worn("Not a receipt")


def test_it_is_spoken_with_its_own_words_for_numbers(texts: Texts) -> None:
    spelling = Spelling(texts, CODE)
    assert spelling.ticket("A012") == f"{worn('A')}, {worn('zero')}, {worn('one')}, {worn('two')}"
    assert spelling.wait((10, 20)) == texts.say(
        CODE, "say-minutes", minutes=f"{worn('ten')} {worn('to')} {worn('twenty')}"
    )


def _open(
    open_page: Opens,
    module: str,
    properties: Mapping[str, QObject],
    size_px: tuple[int, int],
    diagonal_in: float,
) -> Page:
    look = Look(diagonal_in=diagonal_in, double_press_ms=0, reduce_motion=True)
    page = open_page(module, size_px=size_px, look=look, properties=properties)
    page.settle()
    return page
