"""One state of one screen, open in a window, and everything on it that can be measured."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QPointF
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.roles.places import ASSETS
from kiosk.ui.application import OpenWindow, Placement, open_window
from kiosk.ui.look import Look
from kiosk.ui.mounting import LOWER_EDGE_MM
from tests.ui.page import walk
from tests.ui.scenes.kiosk import STILL_MS, scene

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in the window's pixels."""
SETTLE_ROUNDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Glass:
    """A screen: its pixels, its diagonal, and how high above the floor its picture begins."""

    size_px: tuple[int, int]
    diagonal_in: float
    lower_edge_mm: float = LOWER_EDGE_MM

    def __str__(self) -> str:
        width_px, height_px = self.size_px
        way = "upright" if height_px > width_px else "lying"
        return f"{self.diagonal_in:g} inches {way} at {self.lower_edge_mm:.0f} mm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a visitor has asked the screen to do."""

    large: bool = False
    contrast: bool = False
    lowered: bool = False


PLAIN = Wishes()


class Shown:
    """An open window as a measuring tape sees it."""

    def __init__(self, opened: OpenWindow) -> None:
        self.opened = opened
        self.window = opened.window
        self.look = opened.look

    @property
    def px_per_mm(self) -> float:
        """Pixels of one millimetre on the glass."""
        return float(self.look.property("pxPerMm"))

    def settle(self) -> None:
        """Let a page that sizes itself by what it has laid out come to rest."""
        for _ in range(SETTLE_ROUNDS):
            self.window.grabWindow()
            QCoreApplication.processEvents()

    def items(self) -> Iterator[QQuickItem]:
        """Everything visible, in drawing order."""
        return (item for item in walk(self.window.contentItem()) if item.isVisible())

    def touchables(self) -> list[QQuickItem]:
        """Everything visible that a finger can press."""
        return [item for item in self.foremost() if is_button(item) and item.isEnabled()]

    def texts(self) -> list[QQuickItem]:
        """Every text that can be read; what was dimmed as out of date is not offered any more."""
        return [item for item in self.foremost() if is_text(item) and not dimmed(item)]

    def foremost(self) -> list[QQuickItem]:
        """Everything that nothing lies over: with a sheet over the page that alone."""
        items = list(self.items())
        sheet = next((item for item in items if item.objectName().endswith("-sheet")), None)
        return items if sheet is None else [item for item in walk(sheet) if item.isVisible()]


def dimmed(item: QQuickItem) -> bool:
    """Whether it, or what it stands in, lets the ground shine through."""
    at: QQuickItem | None = item
    while at is not None and at.opacity() == 1:
        at = at.parentItem()
    return at is not None


def is_button(item: QQuickItem) -> bool:
    """Whether a finger can press it."""
    return item.inherits("QQuickAbstractButton")


def is_text(item: QQuickItem) -> bool:
    """Whether it draws words."""
    return item.inherits("QQuickText") and bool(item.property("text"))


def words_of(item: QQuickItem) -> str:
    """What a text or a button says."""
    for name in ("spoken", "say", "text"):
        words = item.property(name)
        if isinstance(words, str) and words:
            return words
    return item.objectName()


def box_of(item: QQuickItem) -> Box:
    """Where an item is in its window."""
    at = item.mapToScene(QPointF(0, 0))
    return (at.x(), at.y(), at.x() + item.width(), at.y() + item.height())


def drawn_box(item: QQuickItem) -> Box:
    """Where a text's letters are: its alignment inside its own room taken into account."""
    left, top, right, bottom = box_of(item)
    width, height = float(item.property("contentWidth")), float(item.property("contentHeight"))
    across = {2: 1.0, 4: 0.5}.get(_flag(item, "effectiveHorizontalAlignment"), 0.0)
    down = {64: 1.0, 128: 0.5}.get(_flag(item, "verticalAlignment"), 0.0)
    x, y = left + (right - left - width) * across, top + (bottom - top - height) * down
    return (x, y, x + width, y + height)


def _flag(item: QQuickItem, name: str) -> int:
    # PySide6 knows no Python type for the alignments of QQuickText; QML knows their numbers.
    context = QQmlEngine.contextForObject(item)
    assert context is not None
    value, _undefined = QQmlExpression(context, item, name).evaluate()
    return int(value)


@contextmanager
def staged(
    module: str, properties: Mapping[str, QObject], look: Look, size_px: tuple[int, int]
) -> Iterator[Shown]:
    """That screen in a window of that size, at rest; closed afterwards."""
    opened = open_window(
        module=module,
        look=look,
        assets=ASSETS,
        properties=properties,
        placement=Placement(windowed=True, size_px=size_px),
    )
    QTest.qWaitForWindowExposed(opened.window)
    shown = Shown(opened)
    shown.settle()
    try:
        yield shown
    finally:
        opened.close()


@contextmanager
def kiosk(
    name: str,
    glass: Glass,
    wishes: Wishes = PLAIN,
    *,
    language: str | None = None,
    double_press_ms: int = 0,
    second_ms: int = STILL_MS,
) -> Iterator[Shown]:
    """The kiosk in the scene of that name; ``language`` switches it after.

    ``second_ms`` is how long a visitor's second takes; by itself it does not pass.
    """
    look = Look(
        diagonal_in=glass.diagonal_in,
        double_press_ms=double_press_ms,
        reduce_motion=True,
        lower_edge_mm=glass.lower_edge_mm,
    )
    fixture = scene(name, look=look, second_ms=second_ms)
    if language is not None and fixture.page != "start":
        fixture.kiosk.chooseLanguage(language)
    for wish in ("large", "contrast", "lowered"):
        if getattr(wishes, wish):
            look.setProperty(wish, True)
    properties: dict[str, QObject] = {"kiosk": fixture.kiosk, "words": fixture.words}
    with staged("Foleni.Kiosk", properties, look, glass.size_px) as shown:
        yield shown
