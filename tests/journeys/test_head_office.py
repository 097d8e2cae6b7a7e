"""Head office in a real browser: signed in with a telephone, by keyboard alone, at every size."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from kiosk.hub.foundation import Surroundings
from kiosk.hub.office_rights import OfficeRole
from kiosk.hub.office_totp import STEP_S, code_at
from tests.hub.conftest import hub_server
from tests.hub.offices import OWN, Person, country
from tests.hub.running import Later, RunningHub
from tests.hub.server import TestServer
from tests.journeys.browser import Browser, browser, chromium
from tests.journeys.looks import SIZES, look

__all__ = ["browser", "chromium", "hub_server"]

pytestmark = pytest.mark.journey

PAGES = (
    "centres",
    "centres/MOM005",
    "centres/MOM005/devices/kiosk-1",
    "findings",
    "services",
    "services/id-first",
    "exports",
    "enrol",
    "people",
    "people/1",
)
AT_ONCE = "window.dispatchEvent(new Event('online'))"
STEPS = 60


class House:
    """One hub with sixty centres, and an admin."""

    def __init__(self, hub: RunningHub, clock: Later) -> None:
        self.hub, self.clock = hub, clock
        country(hub, 60)
        self.people = 0

    def enter(self, browser: Browser) -> None:
        """Sign in, by keys alone, as somebody nobody has signed in as before."""
        self.people += 1
        person = Person(self.hub, f"W-{self.people}", OfficeRole.ADMIN)
        browser.desk()
        browser.open(f"{self.hub.url}/office/sign-in?lang=en")
        browser.run("document.getElementById('name').focus()")
        browser.press(person.name, Keys.TAB, OWN, Keys.TAB, person.code, Keys.ENTER)
        browser.until(lambda: browser.url.endswith("/office/centres"), "not signed in")

    def changes(self, statement: str) -> None:
        """The country goes on; pages show it as soon as they ask."""

        async def work() -> None:
            async with self.hub.store.transaction() as connection:
                await connection.execute(statement.encode())

        self.hub.do(work())
        self.clock.ahead_s += 3


@pytest.fixture(scope="module")
def house(hub_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    clock, dsn = Later(), hub_server.fresh()
    surroundings = Surroundings(steady_s=clock)
    with RunningHub(dsn, tmp_path_factory.mktemp("hub"), surroundings=surroundings) as hub:
        yield House(hub, clock)
    hub_server.drop(dsn)


@pytest.fixture
def inside(browser: Browser, house: House) -> Browser:
    browser.run("return 0")
    house.clock.ahead_s += 3600
    house.enter(browser)
    return browser


def step_to(browser: Browser, wanted: str) -> None:
    """By Tab alone."""
    for _ in range(STEPS):
        if browser.focused == wanted:
            return
        browser.press(Keys.TAB)
    raise AssertionError(f"the keyboard does not come to {wanted}, but to {browser.focused}")


def test_whoever_is_new_sets_up_a_telephone_and_is_in(browser: Browser, house: House) -> None:
    people = house.hub.parts.ground.people
    first = house.hub.do(people.add("Newcomer", OfficeRole.VIEWER))
    browser.desk()
    browser.open(f"{house.hub.url}/office/sign-in?lang=en")
    browser.run("document.getElementById('name').focus()")
    browser.press("Newcomer", Keys.TAB, first.password, Keys.ENTER)
    browser.says("Your first time", "Scan this with an app")
    spelled = str(browser.run("return document.getElementById('spelled').textContent"))
    secret = people._new[first.person.n]
    assert len(spelled.replace(" ", "")) == 32
    step = int(house.hub.parts.ground.base.surroundings.now().timestamp() // STEP_S)
    step_to(browser, "secret")
    browser.press(OWN)
    step_to(browser, "code")
    browser.press(code_at(secret, step), Keys.ENTER)
    browser.says("Keep these codes on paper")
    assert len(browser.run("return document.querySelectorAll('#codes li')")) == 8
    step_to(browser, "go-on")
    browser.press(Keys.ENTER)
    browser.says("60 of 60 centres")
    assert "People" not in browser.text, "a viewer changes nothing"
    assert browser.complaints() == []


def test_a_service_is_stopped_everywhere_by_keyboard_alone_and_the_list_says_so(
    inside: Browser, house: House
) -> None:
    inside.open(f"{house.hub.url}/office/services")
    step_to(inside, "change-id-first")
    inside.press(Keys.ENTER)
    inside.says("Runs wherever it is given (60)")
    step_to(inside, "reason-1")
    inside.press(Keys.SPACE)
    step_to(inside, "stop-sure")
    inside.press(Keys.SPACE)
    step_to(inside, "suspend")
    inside.press(Keys.ENTER)
    inside.says("60 centres are asked to stop it.", "asked to stop")
    inside.open(f"{house.hub.url}/office/centres/MOM005")
    inside.says("Suspend a service", "waits for the centre")
    inside.open(f"{house.hub.url}/office/centres?find=Mombasa")
    inside.says("1 of 60 centres", "command waits")
    assert inside.complaints() == []


def test_the_page_renews_itself_under_whoever_works_in_it(inside: Browser, house: House) -> None:
    inside.desk(1440, 600)
    step_to(inside, "find")
    inside.press("mom")
    inside.run("document.getElementById('c-WAT060').focus(); window.scrollTo(0, 900)")
    order = "return [...document.querySelectorAll('#now-rows tr')].map(one => one.id).join()"
    before = inside.run(order)
    house.changes("UPDATE centre_day SET waiting = 4321 WHERE centre_id = 5")
    house.changes("UPDATE heard SET at = now() - interval '9 min' WHERE centre_id = 10")
    inside.run(AT_ONCE)
    inside.until(
        lambda: "4321" in str(inside.run("return document.getElementById('r-MOM005').innerText")),
        "not renewed",
    )
    assert inside.focused == "c-WAT060"
    assert inside.run("return document.getElementById('find').value") == "mom"
    assert inside.run("return window.scrollY") == 900
    assert inside.run(order) == before, "no line changes its place under a hand"
    said = inside.run("return document.getElementById('said').textContent")
    assert said == "Garissa: not heard", "only what is new is told"
    inside.run("document.activeElement.blur()")
    house.changes("UPDATE centre_day SET waiting = 4322 WHERE centre_id = 5")
    inside.run(AT_ONCE)
    inside.until(lambda: inside.run(order) != before, "the order is what is wanted again")
    assert inside.complaints() == []


def test_without_scripts_everything_is_there(browser: Browser, house: House) -> None:
    browser.desk()
    browser.scripts(run=False)
    person = Person(house.hub, "noscript", OfficeRole.OFFICER)
    browser.open(f"{house.hub.url}/office/sign-in?lang=en")
    browser.press(person.name, Keys.TAB, OWN, Keys.TAB, person.code, Keys.ENTER)
    browser.until(lambda: browser.url.endswith("/office/centres"), "not signed in")
    browser.tap("by-waiting")
    browser.until(lambda: "sort=waiting&dir=down" in browser.url, "not sorted")
    assert 'aria-sort="descending"' in browser.source
    browser.tap("problems")
    browser.tap("show")
    browser.until(lambda: "problems=1" in browser.url and "sort=waiting" in browser.url, "kept")
    browser.tap("sign-out")
    browser.until(lambda: browser.url.endswith("/office/sign-in"), "still signed in")


def test_whoever_listens_gets_roles_and_names(inside: Browser) -> None:
    heard = inside.heard()
    for role, name in (
        ("link", "Skip to the page"),
        ("navigation", "Pages"),
        ("search", ""),
        ("searchbox", "Find a centre"),
        ("checkbox", "Only where something is wrong"),
        ("region", "Findings"),
        ("columnheader", "Wait of nine in ten of those called today"),
        ("columnheader", "Clock ahead of the hub's"),
        ("button", "Sign out"),
    ):
        assert (role, name) in heard, [n for r, n in heard if r == role]
    assert any(role == "rowheader" and name.startswith("Molo MOL001") for role, name in heard)
    assert any(role == "table" and name.startswith("Centres, those where") for role, name in heard)
    assert any("longer than the 15 min promised" in name for _, name in heard)


@pytest.mark.parametrize("language", ["en", "sw"])
def test_every_page_fits_and_can_be_read_and_touched(
    inside: Browser, house: House, language: str
) -> None:
    for page in PAGES:
        inside.open(f"{house.hub.url}/office/{page}?lang={language}")
        for width, height in SIZES:
            inside.desk(width, height)
            look(inside, f"{page} {width}")
        assert inside.complaints() == [], page
