"""Whether all words of a page fit where they stand, in the size that was promised."""

from collections.abc import Iterator, Sequence

from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem

from tests.ui.page import Page, cut, is_text, letters, overlap, overlaps, scene_rect, spoken

NORMAL_MM = 4.8
"""Cap height of the smallest words (ADA 707.7.2)."""
LARGE_MM = 7.3
"""The same under bigger text: 0.7° at 600 mm (EN 301 549 5.1.4)."""
ROUNDING_MM = 0.005

NUMBER_FONT = "Inter"
CAP_EM = {NUMBER_FONT: 0.727}
WORD_CAP_EM = 0.668


def assert_fits(
    page: Page,
    *,
    least_mm: float = NORMAL_MM,
    touch_mm: float = 20,
    rim: float = 0.5,
    over: str = "",
) -> None:
    """Nothing cut, nothing on anything else, and no words smaller than ``least_mm``.

    Names and signs at the rim are ``fixed``: they do not grow under bigger text. Where a sheet
    lies ``over`` the page, what it covers need not be readable.
    """
    items = list(page.items())
    seen = [item for item in items if not over or page.find(over).isAncestorOf(item)]
    faults = [
        *cut(items, rim=rim),
        *page.unfit_buttons(items, touch_mm=touch_mm),
        *overlaps(seen),
        *_on_controls(seen),
        *_small(page, items, least_mm),
    ]
    assert not faults, "\n".join(dict.fromkeys(faults))


def kept_small(page: Page) -> set[str]:
    """What does not grow to the size of bigger text."""
    return {
        spoken(item)
        for item in page.items()
        if is_text(item)
        and item.property("fixed")
        and cap_mm(item, page) < LARGE_MM
        and not _in_sample_banner(item)
    }


def cap_mm(item: QQuickItem, page: Page) -> float:
    """How high a text's capitals are, as it is drawn: also where it shrinks by itself to fit."""
    font = item.property("font")
    drawn_px = min(font.pixelSize(), _drawn_px(item, font.pixelSize()))
    return float(drawn_px * CAP_EM.get(font.family(), WORD_CAP_EM) / page.look.property("pxPerMm"))


def _drawn_px(item: QQuickItem, asked_px: int) -> int:
    context = QQmlEngine.contextForObject(item)
    assert context is not None
    shrinks, _undefined = QQmlExpression(context, item, "fontSizeMode").evaluate()
    if not shrinks:
        return asked_px
    drawn, _undefined = QQmlExpression(context, item, "fontInfo.pixelSize").evaluate()
    return int(drawn)


def _small(page: Page, items: Sequence[QQuickItem], least_mm: float) -> Iterator[str]:
    for item in items:
        # That all is for practice is said to whoever shows a sample, not to visitors.
        if is_text(item) and spoken(item) and not _in_sample_banner(item):
            wanted = min(NORMAL_MM, least_mm) if item.property("fixed") else least_mm
            height = cap_mm(item, page)
            if height < wanted - ROUNDING_MM:
                yield f"{spoken(item)!r} is {height:.1f} mm high, less than {wanted}"


def _on_controls(items: Sequence[QQuickItem]) -> Iterator[str]:
    controls = [item for item in items if item.inherits("QQuickAbstractButton")]
    for item in items:
        if not is_text(item) or not spoken(item):
            continue
        drawn = letters(item)
        for control in controls:
            if overlap(drawn, scene_rect(control)) and not control.isAncestorOf(item):
                yield f"{spoken(item)!r} lies on the button {control.property('text')!r}"


def _in_sample_banner(item: QQuickItem) -> bool:
    return item.parentItem().objectName() == "sample-banner"
