"""How the manager's pages look in a real browser: room, sizes, contrast, names and headings."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from kiosk.domain import commands as c
from tests.centre.desks import MANAGER, PASSWORD
from tests.centre.running import RunningCentre
from tests.journeys.browser import Browser, browser, chromium
from tests.journeys.managing import busy_centre

__all__ = ["browser", "chromium"]

pytestmark = pytest.mark.journey

SIZES = ((1440, 900), (1024, 768), (390, 844))
PAGES = (
    "live",
    "feedback",
    "services",
    "services/sha-join",
    "staff",
    "staff/2",
    "devices",
    "devices/kiosk-4",
)
LEAST_TEXT_PX = 15
LEAST_TARGET_PX = 44
LEAST_CONTRAST = 7.0

OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXTS = """
const light = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 };
const rgb = s => (s.match(/[\\d.]+/g) || []).map(Number);
const luma = c => 0.2126 * light(c[0]) + 0.7152 * light(c[1]) + 0.0722 * light(c[2]);
const ground = one => {
    for (; one; one = one.parentElement) {
        const c = rgb(getComputedStyle(one).backgroundColor);
        if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
};
const found = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!node.textContent.trim() || !parent.checkVisibility()) continue;
    if (parent.closest('.heard, .skip, script, noscript, option')) continue;
    const style = getComputedStyle(parent), a = luma(rgb(style.color)), b = luma(ground(parent));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found.push([node.textContent.trim(), parseFloat(style.fontSize), ratio]);
}
return found;
"""
TARGETS = """
return [...document.querySelectorAll('a, button, select, summary, label.tick, input')]
    .filter(one => one.checkVisibility() && one.type !== 'hidden' && !one.closest('.skip'))
    .filter(one => !one.matches('.tick input, .skip'))
    .map(one => [one.id || one.innerText, one.getBoundingClientRect().height]);
"""
UNNAMED = """
const named = one => one.labels && one.labels.length || one.getAttribute('aria-label');
return [...document.querySelectorAll('input, select')]
    .filter(one => one.type !== 'hidden' && !one.hidden && !named(one)).map(one => one.name)
    .concat([...document.querySelectorAll('a, button')].filter(one => !one.innerText.trim())
        .map(one => one.outerHTML))
    .concat([...document.querySelectorAll('section')]
        .filter(one => !document.getElementById(one.getAttribute('aria-labelledby')))
        .map(one => one.outerHTML.slice(0, 99)));
"""
HEADINGS = "return [...document.querySelectorAll('h1, h2, h3')].map(one => +one.tagName[1])"
IDS = """
const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
return ids.filter((one, place) => ids.indexOf(one) !== place);
"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentre]:
    """A busy morning, with a call for help and a printer low on paper."""
    with busy_centre(tmp_path_factory.mktemp("busy")) as (centre, morning):
        morning.kiosk.send(c.CallForHelp())
        yield centre


@pytest.fixture
def inside(browser: Browser, hall: RunningCentre) -> Browser:
    hall.steady.now_s += 3600
    browser.desk()
    browser.open(f"{hall.url}/manager/sign-in?lang=en")
    browser.press(MANAGER, Keys.TAB, PASSWORD, Keys.ENTER)
    browser.until(lambda: browser.url.endswith("/manager/live"), "not signed in")
    return browser


@pytest.mark.parametrize("language", ["en", "sw"])
def test_every_page_fits_and_can_be_read_and_touched(
    inside: Browser, hall: RunningCentre, language: str
) -> None:
    for page in PAGES:
        inside.open(f"{hall.url}/manager/{page}?lang={language}")
        for width, height in SIZES:
            inside.desk(width, height)
            _look(inside, f"{page} {width}")
        assert inside.complaints() == [], page


def test_the_page_to_sign_in_fits_and_can_be_read(browser: Browser, hall: RunningCentre) -> None:
    for language in ("en", "sw"):
        browser.open(f"{hall.url}/manager/nothing?lang={language}")
        browser.open(f"{hall.url}/manager/sign-in?lang={language}&ended=1")
        for width, height in SIZES:
            browser.desk(width, height)
            _look(browser, f"sign-in {width}")


def test_whoever_listens_gets_roles_and_names(inside: Browser, hall: RunningCentre) -> None:
    heard = inside.heard()
    assert heard[0][1] == "Live · Huduma Centre"
    for role, name in (
        ("link", "Skip to the page"),
        ("navigation", "Pages"),
        ("link", "Services & counters"),
        ("heading", "Friday 20 November, 10:24"),
        ("region", "Calls for help"),
        ("button", "I am going Help wanted: Hall left"),
        ("region", "The hall now"),
        ("columnheader", "Longest wait now"),
        ("rowheader", "H Join SHA SHA health cover"),
        ("button", "Sign out"),
    ):
        assert (role, name) in heard, [n for r, n in heard if r == role]
    assert ("main", "") in heard
    assert any(role == "status" for role, _ in heard)
    inside.open(f"{hall.url}/manager/devices")
    heard = inside.heard()
    for role, name in (
        ("textbox", "Code on its screen"),
        ("combobox", "What it is for"),
        ("textbox", "Its name"),
        ("button", "Admit"),
        ("link", "Change Hall left"),
    ):
        assert (role, name) in heard, (role, name)


def _look(browser: Browser, where: str) -> None:
    assert browser.run(OVERFLOW) <= 0, where
    texts: list[Any] = list(browser.run(TEXTS))
    assert texts, where
    assert [one for one in texts if one[1] < LEAST_TEXT_PX] == [], where
    assert [one for one in texts if one[2] < LEAST_CONTRAST] == [], where
    targets: list[Any] = list(browser.run(TARGETS))
    assert [one for one in targets if one[1] < LEAST_TARGET_PX - 0.5] == [], where
    assert browser.run(UNNAMED) == [], where
    assert browser.run(IDS) == [], where
    headings: list[Any] = list(browser.run(HEADINGS))
    assert headings.count(1) == 1, where
    assert headings[0] == 1, where
    assert all(b - a <= 1 for a, b in pairwise(headings)), where
