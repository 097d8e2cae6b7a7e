"""A third language is one file here too: no word of the phone's page stands in a template."""

import re
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from shutil import copytree

import pytest

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import Language
from kiosk.domain.ticket import TicketState
from kiosk.texts import Texts
from kiosk.web.phone_views import PhoneViews, Seen
from kiosk.web.sight import Place, TicketSight
from kiosk.web.templates import Templates
from tests.centre.running import ASSETS
from tests.domain.hall import TEN
from tests.third_language import CODE, LEFT, catalogue_text, write_sentences

SILENT = re.compile(r"(?s)<style>.*?</style>|<script>.*?</script>|<[^>]+>")
SPOKEN = re.compile(r'(?:data-said|data-title|alt|aria-label)="([^"]*)"')
GIVEN = re.compile(r"A042|A04[01]|KSh|&\w+;")
"""What is the same in every language."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("assets")
    copytree(ASSETS / "texts", made / "texts")
    write_sentences(made / "texts")
    original = (ASSETS / "catalogue" / "huduma.toml").read_text(encoding="utf-8")
    (made / "centre.toml").write_text(catalogue_text(original, (CODE,)), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def catalogue(folder: Path) -> Catalogue:
    return read_catalogue(folder / "centre.toml")


@pytest.fixture(scope="module")
def views(folder: Path, catalogue: Catalogue) -> PhoneViews:
    texts, templates = Texts.load(folder / "texts"), Templates(ASSETS / "web")
    return PhoneViews(catalogue=catalogue, texts=texts, templates=templates)


def seen(catalogue: Catalogue, state: TicketState) -> Seen:
    service = next(s for s in catalogue.services if s.bring and s.fee_on(TEN.date()))
    counter = catalogue.counters[0]
    sight = TicketSight(
        number="A042",
        state=state,
        language=Language(CODE),
        service=service,
        group=next(g.name for g in catalogue.groups if g.id == service.group),
        ahead=3,
        wait_s=(300, 900),
        counter=Place(label=counter.label, hall=counter.hall),
        call=2,
        now=("A040", "A041"),
        closes=TEN.time(),
        may_leave=True,
        at=TEN,
    )
    return Seen(path="/t/042", sight=sight, language=CODE)


def left(html: str) -> list[str]:
    """Words that are not of the third language."""
    words = " ".join([*SPOKEN.findall(html), SILENT.sub(" ", html)])
    return LEFT.findall(GIVEN.sub("", words))


@pytest.mark.parametrize("state", TicketState)
def test_every_state_speaks_it(views: PhoneViews, catalogue: Catalogue, state: TicketState) -> None:
    html = views.page(seen(catalogue, state)).body.decode()
    assert f'<html lang="{CODE}">' in html
    assert left(html) == []


def test_the_questions_and_what_goes_wrong_speak_it(
    views: PhoneViews, catalogue: Catalogue
) -> None:
    waiting = seen(catalogue, TicketState.WAITING)
    assert left(views.leave(waiting).body.decode()) == []
    assert left(views.why(waiting).body.decode()) == []
    for key in ("unknown", "too-many", "not-done"):
        notices = views.told(f"phone-{key}", f"phone-{key}-note", (CODE,))
        assert left(views.notice(HTTPStatus.OK, notices).body.decode()) == []


def test_a_language_without_sentences_is_passed_over(catalogue: Catalogue) -> None:
    texts, templates = Texts.load(ASSETS / "texts"), Templates(ASSETS / "web")
    some = replace(catalogue, centre=replace(catalogue.centre, languages=(CODE, "sw")))
    assert PhoneViews(catalogue=some, texts=texts, templates=templates).languages == ("sw",)
    none = PhoneViews(catalogue=catalogue, texts=texts, templates=templates)
    assert none.languages == ("en", "sw")
