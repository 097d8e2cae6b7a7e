"""A centre speaks a third language by one file and a catalogue; no line of code knows of it."""

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.reply import Declined, Done
from kiosk.domain.commands import CallNext, IssueTicket, OpenCounter, Role
from kiosk.domain.events import TicketIssued
from kiosk.domain.ids import AgentId, Language
from kiosk.printer.emulator.machine import VirtualPrinter
from tests.journeys.centre_process import MAIN, CentreProcess
from tests.journeys.hall import Hall
from tests.journeys.visiting import first_service
from tests.third_language import CODE, catalogue_text, worn, write_sentences
from tests.ui.conftest import Opens

pytestmark = pytest.mark.journey


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """Foleni as it was unpacked somewhere else, and one file more."""
    unpacked = tmp_path / "foleni"
    for part in ("kiosk", "assets"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(MAIN.parent / part, unpacked / part, ignore=ignored)
    shutil.copy(MAIN, unpacked)
    write_sentences(unpacked / "assets" / "texts")
    return unpacked


@pytest.fixture
def settings(product: Path) -> Path:
    """A centre's settings, whose catalogue names the third language."""
    original = (product / "assets" / "catalogue" / "huduma.toml").read_text(encoding="utf-8")
    text = catalogue_text(original, ("sw", "en", CODE))
    (product / "catalogue.toml").write_text(text, encoding="utf-8")
    settings = product / "centre.toml"
    settings.write_text(f'catalogue = "{product / "catalogue.toml"}"\n', encoding="utf-8")
    return settings


@pytest.fixture
def hall(tmp_path: Path, open_page: Opens, product: Path, settings: Path) -> Iterator[Hall]:
    with Hall(tmp_path, open_page, product=product, settings=settings) as hall:
        yield hall


def test_from_the_first_touch_to_the_phone_everything_is_in_it(hall: Hall) -> None:
    with VirtualPrinter() as printer:
        kiosk, board = hall.kiosk(printer.port), hall.board()
        service = first_service(hall)
        kiosk.page.tap(f"language-{CODE}")
        hall.until(lambda: kiosk.page.shows(worn("What do you need today?")))
        kiosk.page.tap(f"tile-{service.group}")
        hall.until(lambda: kiosk.page.has("take"))
        kiosk.page.tap("take")
        hall.until(lambda: kiosk.page.has("number"), "no number on the kiosk")
        assert hall.await_told(TicketIssued).language == CODE
        page = _phone_page(hall, str(kiosk.page.find("code").property("text")))
        assert f'lang="{CODE}"' in page
        assert worn("Bring with you") in page
        _call(hall, service.id)
        hall.until(lambda: board.page.shows(worn("Now serving")), "the board does not speak it")


def test_a_refusal_says_why_in_it(hall: Hall) -> None:
    with hall.session(Role.COUNTER) as session:
        reply = session.send(CallNext(counter=hall.catalogue.counters[0].id))
    assert isinstance(reply, Declined)
    assert reply.say[CODE] == worn(reply.say["en"])


def test_a_language_that_nobody_named_is_not_issued_in(hall: Hall) -> None:
    with hall.session(Role.KIOSK) as session:
        wanted = IssueTicket(service=first_service(hall).id, language=Language("de"))
        assert not isinstance(session.send(wanted), Done)


def test_a_centre_does_not_start_with_a_language_nobody_wrote(
    product: Path, settings: Path, tmp_path: Path
) -> None:
    (product / "assets" / "texts" / f"{CODE}.ftl").unlink()
    main = product / "main.py"
    with CentreProcess(tmp_path / "data", "--config", str(settings), main=main) as centre:
        code, complaints = centre.end()
    assert code == 2
    assert f"centre.languages[2]: no file has the sentences of {CODE!r}" in complaints


def _phone_page(hall: Hall, code: str) -> str:
    token = code.rsplit("/", maxsplit=1)[-1]
    with urllib.request.urlopen(f"{hall.centre.url}/t/{token}", timeout=15) as answer:
        return str(answer.read().decode())


def _call(hall: Hall, service: str) -> None:
    counter = next(c for c in hall.catalogue.counters if service in c.services)
    with hall.session(Role.COUNTER) as session:
        opened = OpenCounter(counter=counter.id, agent=AgentId("7"), services=counter.services)
        assert isinstance(session.send(opened), Done)
        assert isinstance(session.send(CallNext(counter=counter.id)), Done)
