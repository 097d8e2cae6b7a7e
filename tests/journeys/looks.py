"""How pages on a desk are looked at in a browser: room, sizes, contrast, names and headings."""

from itertools import pairwise
from typing import Any

from tests.journeys.browser import Browser

SIZES = ((1440, 900), (1024, 768), (390, 844))
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


def look(browser: Browser, where: str) -> None:
    """Nothing on the page is too wide, too small, too pale, nameless or out of order."""
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
