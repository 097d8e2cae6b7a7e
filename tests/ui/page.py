"""A screen as a test sees it: find, touch, type, read, and ask whether all of it can be read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QPointingDevice
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.ui.application import OpenWindow, picture
from kiosk.ui.look import Look

# Left, top, right and bottom in the window's pixels.
Box = tuple[float, float, float, float]


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """An item and everything drawn inside it; `findChild` does not see delegates."""
    yield item
    for child in item.childItems():
        yield from walk(child)


class Page:
    """One open window under a test's fingers."""

    def __init__(self, opened: OpenWindow, finger: QPointingDevice) -> None:
        self.opened = opened
        self.window = opened.window
        self.look: Look = opened.look
        self._finger = finger

    def items(self) -> Iterator[QQuickItem]:
        """Every visible item."""
        self.window.grabWindow()  # lays out what has changed
        return (item for item in walk(self.window.contentItem()) if item.isVisible())

    def settle(self) -> None:
        """Let a page that sizes itself by what it has laid out come to rest."""
        for _ in range(12):
            self.window.grabWindow()
            QCoreApplication.processEvents()

    def has(self, name: str) -> bool:
        """Whether an item of this objectName is visible."""
        return any(item.objectName() == name for item in self.items())

    def find(self, name: str) -> QQuickItem:
        """The one visible item of this objectName."""
        hits = [item for item in self.items() if item.objectName() == name]
        names = sorted({item.objectName() for item in self.items()} - {""})
        assert len(hits) == 1, f"{len(hits)} visible items are called {name!r}; there are {names}"
        return hits[0]

    def centre(self, name: str) -> QPoint:
        """The middle of an item that can be touched, in the window's pixels."""
        item = self.find(name)
        assert item.isEnabled(), f"{name} is not enabled"
        point = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        assert self.window.contentItem().contains(QPointF(point)), f"{name} is off the screen"
        return point

    def tap(self, name: str) -> None:
        """A finger comes down in the middle and goes up again."""
        self.tap_at(self.centre(name))

    def tap_at(self, point: QPoint) -> None:
        """A finger comes down there and goes up again."""
        QTest.touchEvent(self.window, self._finger).press(0, point, self.window).commit()
        QTest.touchEvent(self.window, self._finger).release(0, point, self.window).commit()

    def slide_off(self, name: str, by: QPoint) -> None:
        """A finger comes down in the middle, slides away and goes up there."""
        start = self.centre(name)
        QTest.touchEvent(self.window, self._finger).press(0, start, self.window).commit()
        for step in (1, 2, 3, 4):
            on_the_way = start + by * (step / 4)
            QTest.touchEvent(self.window, self._finger).move(0, on_the_way, self.window).commit()
        QTest.touchEvent(self.window, self._finger).release(0, start + by, self.window).commit()

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """A key goes down and up."""
        QTest.keyClick(self.window, key, modifiers)

    def type(self, words: str) -> None:
        """Keys one after the other, as a keyboard sends them."""
        for character in words:
            modifier = (
                Qt.KeyboardModifier.ShiftModifier
                if character.isupper()
                else Qt.KeyboardModifier.NoModifier
            )
            QTest.keyClick(self.window, Qt.Key(ord(character.upper())), modifier)

    def texts(self) -> list[str]:
        """Every sentence on the screen, without marks, in drawing order."""
        return [spoken(item) for item in self.items() if is_text(item) and spoken(item)]

    def text_boxes(self) -> list[tuple[str, Box]]:
        """Every sentence on the screen, and where it is drawn."""
        return [
            (spoken(item), _drawn_rect(item))
            for item in self.items()
            if is_text(item) and spoken(item)
        ]

    def shows(self, words: str) -> bool:
        """Whether these words stand somewhere on the screen."""
        return any(words in text for text in self.texts())

    def accessible_name(self, name: str) -> str:
        """What a screen reader says for an item."""
        return accessible_name(self.find(name))

    def picture(self, path: Path) -> None:
        """Save what the window shows as PNG."""
        picture(self.window, path)

    def assert_good(self, *, touch_mm: float = 20) -> None:
        """Nothing cut off, nothing on top of other words, every button named and large enough."""
        self.assert_nothing_cut()
        self.assert_no_words_overlap()
        self.assert_buttons(touch_mm=touch_mm)

    def assert_nothing_cut(self, *, rim: float = 0) -> None:
        """All words lie whole inside their own room, every surface around them, and the window.

        ``rim`` is how much of the padding below its content a surface keeps free, from 0 to 1.
        """
        faults = cut(list(self.items()), rim=rim)
        assert not faults, "\n".join(faults)

    def assert_no_words_overlap(self) -> None:
        """No sentence is drawn over another."""
        faults = overlaps(list(self.items()))
        assert not faults, "\n".join(faults)

    def assert_buttons(self, *, touch_mm: float = 20) -> None:
        """Every button has a name for assistive technology and at least this many mm a side."""
        faults = self.unfit_buttons(list(self.items()), touch_mm=touch_mm)
        assert not faults, "\n".join(faults)

    def unfit_buttons(self, items: Sequence[QQuickItem], *, touch_mm: float = 20) -> list[str]:
        """What is wrong with the buttons among these items."""
        least_px = touch_mm * self.look.property("pxPerMm") - 0.5
        faults = []
        for item in items:
            if not item.inherits("QQuickAbstractButton"):
                continue
            name = accessible_name(item)
            if not name:
                faults.append(f"button {item.objectName()!r} has no accessible name")
            if min(item.width(), item.height()) < least_px:
                size = f"{item.width():.0f}x{item.height():.0f}"
                faults.append(f"button {name!r} is {size} px, less than {least_px:.0f}")
            if not _inside(scene_rect(item), self._window_rect()):
                faults.append(f"button {name!r} reaches off the screen")
        return faults

    def _window_rect(self) -> Box:
        return (0, 0, self.window.width(), self.window.height())


def cut(items: Sequence[QQuickItem], *, rim: float = 0) -> list[str]:
    """Which words among these items do not lie whole where they should."""
    faults = [fault for item in items if is_text(item) for fault in _cut(item)]
    return faults + [fault for item in items for fault in _burst(item, rim)]


def overlaps(items: Sequence[QQuickItem]) -> list[str]:
    """Which sentences among these items are drawn over another."""
    drawn = [(spoken(item), letters(item)) for item in items if is_text(item) and spoken(item)]
    return [
        f"{first!r} lies on {second!r}"
        for index, (first, here) in enumerate(drawn)
        for second, there in drawn[index + 1 :]
        if overlap(here, there)
    ]


def is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text"))


def spoken(item: QQuickItem) -> str:
    for name in ("spoken", "say"):
        words = item.property(name)
        if isinstance(words, str):
            return words
    return str(item.property("text"))


def accessible_name(item: QQuickItem) -> str:
    QAccessible.setActive(True)
    found: object = QAccessible.queryAccessibleInterface(item)
    # An item without a role has no interface, whatever the stub says.
    if isinstance(found, QAccessibleInterface):
        return found.text(QAccessible.Text.Name)
    return ""


def scene_rect(item: QQuickItem) -> Box:
    at = item.mapToScene(QPointF(0, 0))
    return (at.x(), at.y(), at.x() + item.width(), at.y() + item.height())


def _drawn_rect(item: QQuickItem) -> Box:
    """Where the letters are: alignment inside the item's own room taken into account."""
    left, top, right, bottom = scene_rect(item)
    width, height = float(item.property("contentWidth")), float(item.property("contentHeight"))
    spare_x = right - left - width
    spare_y = bottom - top - height
    across = {1: 0.0, 2: 1.0, 4: 0.5}.get(_flag(item, "effectiveHorizontalAlignment"), 0.0)
    down = {32: 0.0, 64: 1.0, 128: 0.5}.get(_flag(item, "verticalAlignment"), 0.0)
    x, y = left + spare_x * across, top + spare_y * down
    return (x, y, x + width, y + height)


def _flag(item: QQuickItem, name: str) -> int:
    # PySide6 knows no Python type for the alignments of QQuickText; QML knows their numbers.
    context = QQmlEngine.contextForObject(item)
    assert context is not None
    value, _undefined = QQmlExpression(context, item, name).evaluate()
    return int(value)


def _cut(item: QQuickItem) -> Iterator[str]:
    words = spoken(item)
    if item.property("truncated"):
        yield f"{words!r} is shortened"
    padding = sum(_paddings(item, "topPadding", "bottomPadding"))
    if float(item.property("contentWidth")) > item.width() + 1:
        yield f"{words!r} is wider than its room"
    if float(item.property("contentHeight")) + padding > item.height() + 1:
        yield f"{words!r} is higher than its room"
    drawn = letters(item)
    for parent in _ancestors(item):
        surface = parent.inherits("QQuickRectangle") or parent.inherits("QQuickControl")
        top = parent.inherits("QQuickRootItem")
        if (surface or top or parent.clip()) and not _inside(drawn, scene_rect(parent)):
            yield f"{words!r} reaches out of {'the screen' if top else _name(parent)}"
        elif parent.inherits("QQuickControl") and not _within_padding(drawn, parent):
            yield f"{words!r} reaches into the rim of {_name(parent)}"


def _burst(item: QQuickItem, rim: float) -> Iterator[str]:
    if not item.inherits("QQuickControl"):
        return
    above, below = _paddings(item, "topPadding", "bottomPadding")
    room = item.height() - above - below * rim
    if float(item.property("implicitContentHeight")) > room + 1:
        yield f"{accessible_name(item) or _name(item)!r} holds more than it has room for"


def _paddings(item: QQuickItem, *sides: str) -> Iterator[float]:
    return (float(item.property(side)) for side in sides)


def _within_padding(letters: Box, control: QQuickItem) -> bool:
    """Whether letters keep half of a control's side paddings free."""
    left, right = (side / 2 for side in _paddings(control, "leftPadding", "rightPadding"))
    rim = scene_rect(control)
    return letters[0] >= rim[0] + left - 1 and letters[2] <= rim[2] - right + 1


def _ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    parent: QQuickItem | None = item.parentItem()
    while parent is not None:
        yield parent
        parent = parent.parentItem()


def letters(item: QQuickItem) -> Box:
    """The drawn rectangle without the room above capitals and below the base line."""
    left, top, right, bottom = _drawn_rect(item)
    spare = 0.15 * min(bottom - top, float(item.property("font").pixelSize()))
    return (left, top + spare, right, bottom - spare)


def _name(item: QQuickItem) -> str:
    return item.objectName() or item.metaObject().className()


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - 1
        and inner[1] >= outer[1] - 1
        and inner[2] <= outer[2] + 1
        and inner[3] <= outer[3] + 1
    )


def overlap(here: Box, there: Box) -> bool:
    across = min(here[2], there[2]) - max(here[0], there[0])
    down = min(here[3], there[3]) - max(here[1], there[1])
    least = min(here[3] - here[1], there[3] - there[1])
    return across > 1 and down > 0.3 * least
