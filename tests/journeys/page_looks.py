"""What a page looks like to people: room, sizes and contrast, as a real browser paints it."""

from PIL import Image

from bench.accessibility.pixels import clusters
from tests.journeys.browser import SCALE, Browser

LEAST_TEXT_PX = 16
LEAST_TARGET_PX = 44
LEAST_CONTRAST = 7.0
LEAST_EDGE = 3.0
WORN = 0.02
"""The share of a text's pixels that its letters' full colour has at the least."""

TEXTS = """
const found = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!node.textContent.trim() || !parent.checkVisibility() || parent.closest('.heard')) continue;
    if (['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parent.tagName)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
        found.push([node.textContent.trim(), parseFloat(getComputedStyle(parent).fontSize),
                    box.left, box.top + scrollY, box.right, box.bottom + scrollY]);
    }
}
return found;
"""
TARGETS = """
return [...document.querySelectorAll('a, button, label')].filter(one => one.checkVisibility())
    .map(one => [one.innerText, one.getBoundingClientRect()])
    .map(([name, box]) => [name, box.width, box.height]);
"""
OVERFLOW = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
EDGES = """
return [...document.querySelectorAll('a.button, button')].filter(one => one.checkVisibility())
    .map(one => { const box = one.getBoundingClientRect(); return [one.innerText,
        box.left, box.top + scrollY + box.height / 2]; });
"""
NAMELESS = """
return [...document.querySelectorAll('a, button, input:not([type=hidden])')]
    .filter(one => !(one.innerText || (one.labels && one.labels.length && one.labels[0].innerText)))
    .map(one => one.outerHTML);
"""


def check_targets(browser: Browser) -> None:
    """Everything that can be touched is large enough for a thumb."""
    for name, wide, high in browser.run(TARGETS):
        assert wide >= LEAST_TARGET_PX, name
        assert high >= LEAST_TARGET_PX, name


def check_texts(browser: Browser, width: int) -> None:
    """Every text stands within the page, is large enough, and stands out from its ground."""
    texts, picture = browser.run(TEXTS), browser.picture()
    assert texts
    for text, size_px, left, top, right, bottom in texts:
        assert size_px >= LEAST_TEXT_PX, text
        assert left >= 0, text
        assert right <= width, text
        box = tuple(round(edge * SCALE) for edge in (left, top, right, bottom))
        contrast = contrast_in(picture.crop(box))
        assert contrast >= LEAST_CONTRAST, f"{text!r} has {contrast:.1f}:1"


def contrast_in(piece: Image.Image) -> float:
    """Between a text's ground and its letters, as painted: the two colours that fill most of it."""
    (_, ground), *others = clusters(piece)
    enough = piece.width * piece.height * WORN
    letters = [colour for count, colour in others if count >= enough]
    assert letters, "nothing is written there"
    return max(_ratio(_luminance(ground), _luminance(letter)) for letter in letters)


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    """WCAG's relative luminance, 0 to 1."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def check_edges(browser: Browser) -> None:
    """Everything that can be touched has an edge that can be seen."""
    edges, picture = browser.run(EDGES), browser.picture()
    assert edges
    for name, left, middle in edges:
        y = round(middle * SCALE)
        strip = picture.crop((round((left - 3) * SCALE), y, round((left + 2) * SCALE), y + 1))
        assert contrast_in(strip) >= LEAST_EDGE, name
