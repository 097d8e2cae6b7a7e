"""The hub's public pages in a real browser: looked at, by keyboard, without scripts, read aloud."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import pytest
import zxingcpp
from selenium.webdriver.common.keys import Keys

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.domain.appointment_code import code_in
from kiosk.domain.catalogue import Catalogue, Service
from kiosk.hub.centres import Centre, Centres, Kind
from tests.centre.running import ASSETS
from tests.domain.hall import TEN
from tests.hub.by_hand import Citizen
from tests.hub.server import TestServer
from tests.hub.stage import LOOKED_S, MONDAY, Stage, staged
from tests.journeys.browser import Browser, browser, chromium
from tests.journeys.page_looks import (
    NAMELESS,
    OVERFLOW,
    check_edges,
    check_targets,
    check_texts,
)

__all__ = ["browser", "chromium"]

pytestmark = pytest.mark.journey

AT_ONCE = "window.dispatchEvent(new Event('online'))"
STATES = (
    "front",
    "centres",
    "letter",
    "services",
    "days",
    "times",
    "full",
    "held",
    "asked",
    "booked",
    "moving",
    "refused",
    "cancelled",
    "change",
    "cancel",
    "waiting",
    "unknown",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A hub with pages in every state, by the state's name."""

    stage: Stage
    cast: "Cast"
    pages: Mapping[str, str]

    def open(self, browser: Browser, state: str, language: str = "en") -> None:
        """Look at a page; no test waits for a limit that another has used up."""
        self.stage.clock.steady += 60
        self.stage.heard()
        path = self.pages[state].partition("?lang")[0]
        browser.open(f"{self.stage.hub.url}{path}{'&' if '?' in path else '?'}lang={language}")


def offered() -> Catalogue:
    """What a real centre offers, with places for the hub."""
    catalogue = read_catalogue(ASSETS / "catalogue" / "huduma.toml")
    return replace(catalogue, rules=replace(catalogue.rules, hub_share_pct=50))


class Cast:
    """Brings appointments into every state."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._service: Service = next(s for s in offered().services if s.appointments)
        self._people = iter(range(20, 250))
        stage.hub.do(_more_centres(stage))
        stage.later(LOOKED_S)
        stage.heard()

    def pages(self) -> dict[str, str]:
        """A page's path by the state it shows."""
        stage, book = self._stage, f"/book/MOLO/{self._service.id}"
        booked, moving, cancelled = (self.booked(f"{hour:02}:30") for hour in (8, 9, 10))
        stage.centre.obey()
        asker = self._somebody()
        asker.post(f"{cancelled}/cancel", {})
        stage.centre.obey()
        refused = self.booked("13:30")
        closed = replace(offered(), rules=replace(offered().rules, hub_share_pct=0))
        stage.hall.catalogue = closed
        stage.centre.obey()
        stage.hall.catalogue = offered()
        asker.post(f"{moving}/change", {"slot": f"{MONDAY}T15:00"})
        return {
            "front": "/",
            "centres": "/book",
            "letter": "/book?l=M",
            "services": "/book/MOLO",
            "days": book,
            "times": f"{book}/{MONDAY}",
            "full": f"{book}/2026-11-22",
            "held": self._somebody().hold("MOLO", self._service.id, MONDAY, "11:00").path,
            "asked": self.booked("11:30"),
            "booked": booked,
            "moving": moving,
            "refused": refused,
            "cancelled": cancelled,
            "change": f"{booked}/change",
            "cancel": f"{booked}/cancel",
            "waiting": f"/t/{stage.ticket(self._service.id)[1]}",
            "unknown": f"/b/MOLO-{'A' * 26}",
        }

    def booked(self, time: str) -> str:
        """The page of a new appointment at that time."""
        page = self._somebody().book("MOLO", self._service.id, MONDAY, time)
        return page.path.partition("?")[0]

    def _somebody(self) -> Citizen:
        return self._stage.somebody(f"127.0.0.{next(self._people)}")


async def _more_centres(stage: Stage) -> None:
    async with stage.hub.store.transaction() as connection:
        for number in range(60):
            await Centres(connection).add(
                Centre(
                    centre_id=0,
                    code=f"C{number}",
                    name=f"{'KLMN'[number % 4]}eneo {number}",
                    kind=Kind.CENTRE,
                    parent=None,
                    prefix="",
                    public=True,
                    added_at=TEN,
                )
            )


@pytest.fixture(scope="module")
def shown(hub_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Set]:
    dsn = hub_server.fresh()
    with staged(dsn, tmp_path_factory.mktemp("stage") / "hub", offers=offered()) as stage:
        cast = Cast(stage)
        yield Set(stage=stage, cast=cast, pages=cast.pages())
    hub_server.drop(dsn)


@pytest.mark.many(11)
@pytest.mark.parametrize(("state", "language"), [*product(STATES, ("en", "sw"))])
def test_it_reads_well_on_a_small_phone_and_at_a_desk(
    browser: Browser, shown: Set, state: str, language: str
) -> None:
    for width, height, dark in ((360, 740, False), (320, 568, True)):
        browser.screen(width, height, dark=dark)
        shown.open(browser, state, language)
        assert browser.run(OVERFLOW) <= 0, f"it scrolls sideways at {width}"
        check_targets(browser)
        check_texts(browser, width)
    browser.desk(1280, 800)
    shown.open(browser, state, language)
    assert browser.run(OVERFLOW) <= 0
    check_targets(browser)
    assert browser.complaints() == [] or state == "unknown"


@pytest.mark.many(7)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["front", "letter", "days", "times", "held", "booked", "cancel"])
def test_what_can_be_touched_has_an_edge_that_can_be_seen(
    browser: Browser, shown: Set, state: str, scheme: str
) -> None:
    browser.screen(dark=scheme == "dark")
    shown.open(browser, state)
    check_edges(browser)


def test_letters_twice_as_large_still_fit(browser: Browser, shown: Set) -> None:
    for state in ("centres", "days", "times", "booked"):
        shown.open(browser, state)
        browser.run("document.documentElement.style.setProperty('font-size', '32px')")
        assert browser.run(OVERFLOW) <= 0, state


def test_a_page_is_a_page_to_a_screen_reader(browser: Browser, shown: Set) -> None:
    for state in STATES:
        shown.open(browser, state)
        for one in ("h1", "main"):
            count = f"return document.querySelectorAll('{one}').length"
            assert browser.run(count) == 1, (state, one)
        assert browser.title
        assert browser.run(NAMELESS) == [], state
    shown.open(browser, "booked")
    heard = browser.heard()
    assert any(role == "image" and "Code to scan at a kiosk" in name for role, name in heard)
    shown.open(browser, "letter")
    assert ("navigation", "Centres by their first letter") in browser.heard()
    shown.open(browser, "times")
    assert ("button", "12:30 1 place free") in browser.heard()


def test_a_kiosks_scanner_takes_what_stands_on_the_screen(browser: Browser, shown: Set) -> None:
    for dark in (False, True):
        browser.screen(dark=dark)
        shown.open(browser, "booked")
        (scanned,) = zxingcpp.read_barcodes(browser.picture())
        code = code_in("MOLO", scanned.text)
        assert code is not None
        assert code in browser.run("return document.getElementById('code').innerText").replace(
            " ", ""
        )


@pytest.mark.parametrize("scripts", [True, False])
def test_by_keyboard_alone_from_the_first_page_to_an_appointment(
    browser: Browser, shown: Set, *, scripts: bool
) -> None:
    """Tab, Enter and letters; with scripts and without."""
    shown.stage.clock.steady += 7200
    shown.stage.heard()
    browser.scripts(run=scripts)
    browser.desk(1280, 800)
    browser.open(f"{shown.stage.hub.url}/?lang=en")
    for wanted in ("Book an appointment", "Town or name of the centre"):
        _tab_to(browser, wanted)
        if wanted.startswith("Book"):
            _go_on(browser, Keys.ENTER)
    _go_on(browser, "molo", Keys.ENTER)
    time = "09:00" if scripts else "09:30"
    for wanted in ("Molo", "First ID", "Tuesday 24 November", time):
        _tab_to(browser, wanted)
        _go_on(browser, Keys.ENTER)
    browser.says("Is this right?", "Tuesday 24 November", time)
    _tab_to(browser, "Yes, book it")
    browser.press(Keys.ENTER)
    browser.says("Waiting for the centre to confirm")
    shown.stage.centre.obey()
    if scripts:
        browser.run(AT_ONCE)  # it asks now, and not in ten seconds
    else:
        browser.tap("refresh")
    browser.says("Your appointment is booked")


def _go_on(browser: Browser, *keys: str) -> None:
    """Press them, and wait for the page that they lead to."""
    before = browser.url
    browser.press(*keys)
    browser.until(lambda: browser.url != before, "no other page comes")


def _tab_to(browser: Browser, wanted: str) -> None:
    """Press Tab until what says that has the focus."""
    element = "document.activeElement"
    said = f"return ({element}?.labels?.[0] || {element})?.innerText"

    def there() -> bool:
        for _ in range(40):
            browser.press(Keys.TAB)
            if str(browser.run(said)).strip().startswith(wanted):
                return True
        return False  # the page may have been another's until just now

    browser.until(there, f"no way to {wanted} by keyboard")
