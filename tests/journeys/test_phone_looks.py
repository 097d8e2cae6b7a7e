"""How the phone's page looks in a real browser: room, sizes and contrast, in every state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Command, Role
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId
from kiosk.wire.codec import Issued
from tests.centre.running import ASSETS, RunningCentre
from tests.journeys.browser import Browser, browser, chromium
from tests.journeys.page_looks import OVERFLOW, check_edges, check_targets, check_texts

__all__ = ["browser", "chromium"]

pytestmark = pytest.mark.journey


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A hall with a ticket in every state, and its page's address."""

    centre: RunningCentre
    catalogue: Catalogue
    pages: Mapping[str, str]


class Cast:
    """Brings tickets into every state."""

    def __init__(self, centre: RunningCentre, catalogue: Catalogue) -> None:
        self._centre = centre
        self._services: tuple[ServiceId, ...] = tuple(s.id for s in catalogue.services)
        self._counters: list[CounterId] = [counter.id for counter in catalogue.counters]
        self._hold = catalogue.hold_reasons[0].id
        self._kiosk = centre.session(Role.KIOSK)
        self._agent = centre.session(Role.COUNTER)

    def pages(self) -> dict[str, str]:
        """The address of a page by its state."""
        one, two, three, four = self._counters[:4]
        start, finish = c.StartService(counter=one), c.FinishService(counter=one)
        hold = c.HoldTicket(counter=one, reason=self._hold)
        tickets = {
            "served": self._called(one, start, finish),
            "rated": self._called(one, start, finish),
            "held": self._called(one, start, hold),
            "no_show": self._called(one, c.MarkNoShow(counter=one)),
            "left": self._issue(self._services[0]),
            "called": self._called(two),
            "recalled": self._called(three, c.Recall(counter=three)),
            "serving": self._called(four, c.StartService(counter=four)),
            "next": self._issue(self._services[0]),
            "waiting": self._issue(self._services[0]),
            "waiting-elsewhere": self._issue(self._services[-1]),
        }
        self._do(self._kiosk, c.CancelTicket(ticket=tickets["left"].ticket))
        self._do(self._kiosk, c.GiveFeedback(smiley=5, ticket=tickets["rated"].ticket))
        pages = {state: self._page(ticket) for state, ticket in tickets.items()}
        pages["leave"] = pages["waiting"] + "/leave"
        pages["unknown"] = f"{self._centre.url}/t/MOLO-UNKNOWN"
        return pages

    def close(self) -> None:
        self._kiosk.close()
        self._agent.close()

    def _called(self, counter: CounterId, *then: Command) -> Issued:
        """A ticket that was called to this counter, and what came of it."""
        ticket = self._issue(self._services[0])
        for command in (
            c.OpenCounter(counter=counter, agent=AgentId("7"), services=self._services),
            c.CallTicket(counter=counter, ticket=ticket.ticket),
            *then,
        ):
            self._do(self._agent, command)
        return ticket

    def _issue(self, service: ServiceId) -> Issued:
        done = self._do(self._kiosk, c.IssueTicket(service=service, language=Language("en")))
        assert done.issued
        return done.issued

    def _do(self, session: Session, command: Command) -> Done:
        reply = session.send(command)
        assert isinstance(reply, Done), reply
        return reply

    def _page(self, ticket: Issued) -> str:
        return f"{self._centre.url}/t/{ticket.token}"


STATES = (
    "next",
    "waiting",
    "waiting-elsewhere",
    "called",
    "recalled",
    "serving",
    "held",
    "no_show",
    "served",
    "rated",
    "left",
    "leave",
    "unknown",
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    catalogue = read_catalogue(ASSETS / "catalogue" / "huduma.toml")
    with RunningCentre(tmp_path_factory.mktemp("stage"), offers=catalogue) as centre:
        cast = Cast(centre, catalogue)
        yield Stage(centre=centre, catalogue=catalogue, pages=cast.pages())
        cast.close()


@pytest.mark.many(3)
@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("state", STATES)
def test_it_reads_well_on_a_small_phone(
    browser: Browser, stage: Stage, state: str, language: str
) -> None:
    # Tests must not wait for their own limit, which counts on a clock that stands still.
    stage.centre.steady.now_s += 60
    for width, height, dark in ((360, 740, False), (360, 740, True), (320, 568, False)):
        browser.screen(width, height, dark=dark)
        browser.open(f"{stage.pages[state]}?lang={language}")
        assert browser.run(OVERFLOW) <= 0, f"it scrolls sideways at {width}"
        check_targets(browser)
        check_texts(browser, width)
    assert browser.complaints() == [] or state == "unknown"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["waiting", "served", "leave"])
def test_what_can_be_touched_has_an_edge_that_can_be_seen(
    browser: Browser, stage: Stage, state: str, scheme: str
) -> None:
    stage.centre.steady.now_s += 60
    browser.screen(dark=scheme == "dark")
    browser.open(stage.pages[state])
    check_edges(browser)


def test_a_pale_text_would_be_found(browser: Browser, stage: Stage) -> None:
    stage.centre.steady.now_s += 60
    browser.open(stage.pages["waiting"])
    browser.run("document.querySelector('.card .small').style.setProperty('color', '#5f6b64')")
    with pytest.raises(AssertionError, match=r"Now at the counters.* has 5\.\d:1"):
        check_texts(browser, 360)


def test_a_number_beyond_999_fits(browser: Browser, stage: Stage) -> None:
    stage.centre.steady.now_s += 60
    browser.screen(320, 568)
    browser.open(stage.pages["waiting"])
    browser.run(
        "const one = document.querySelector('.number');"
        "one.textContent = 'W1042'; one.classList.add('long')"
    )
    assert browser.run(OVERFLOW) <= 0
    assert (
        browser.run("return document.querySelector('.number').getBoundingClientRect().width") < 300
    )


def test_letters_twice_as_large_still_fit(browser: Browser, stage: Stage) -> None:
    stage.centre.steady.now_s += 60
    for state in ("waiting", "called", "served"):
        browser.open(stage.pages[state])
        browser.run("document.documentElement.style.setProperty('font-size', '32px')")
        assert browser.run(OVERFLOW) <= 0, state


def test_a_page_is_a_page_to_a_screen_reader(
    browser: Browser, stage: Stage, tmp_path: Path
) -> None:
    stage.centre.steady.now_s += 60
    for state in STATES:
        browser.open(stage.pages[state])
        assert browser.run("return document.querySelectorAll('h1').length") == 1, state
        assert browser.run("return document.querySelectorAll('main').length") == 1, state
        assert browser.run("return document.documentElement.lang") in ("en", "sw")
        assert browser.title
        nameless = browser.run(
            "return [...document.querySelectorAll('a, button, input')]"
            ".filter(one => !(one.innerText || (one.labels && one.labels[0].innerText))).length"
        )
        assert nameless == 0, state
