"""The list a counter goes on with by hand while its centre is lost: on the screen, and on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.printer.hand_list import HandList, HandPart, begun_texts, made_from, waiting_texts
from kiosk.printer.slip import named_in
from kiosk.ui.counter_desk import Desk
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

BETWEEN = "  \u2003"
DOWN = (Qt.Key.Key_Down.value, Qt.Key.Key_PageDown.value)
UP = (Qt.Key.Key_Up.value, Qt.Key.Key_PageUp.value)
ENTER = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)


_WIDEST = "W0000 00:00  \u2003"
"""Of what stands on a line nothing is wider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    """One line: a service and how many of it are open, who has a counter or is aside, or who waits.

    ``kind`` is heading, begun or waiting.
    """

    kind: str
    say: str


@QmlElement
class HandListDesk(QObject):
    """Everybody who was open when the centre was last heard of, line by line, a page at a time.

    The screen says how many tickets have room on a line, and how many lines on it.
    """

    changed = Signal()
    over = Signal()
    """Never: it is left by the way back alone."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = ""
        self._made: HandList | None = None
        self._rows: Rows[HandRow] = Rows(HandRow, self)
        self._lines: tuple[HandRow, ...] = ()
        self._page, self._per_line, self._per_page = 0, 6, 12

    def begin(self) -> None:
        """Make the list of what is known now."""
        catalogue = self._desk.catalogue
        if catalogue is None:
            return
        as_of = self._desk.station.known_at or self._desk.at()
        self._made = made_from(
            self._desk.floor,
            catalogue,
            language=self._language,
            as_of=as_of.astimezone(self._desk.at().tzinfo),
        )
        self._page = 0
        self._lay_out()

    def speak(self, language: str) -> None:
        """Show everything in this language."""
        self._language = language
        if self._made is not None:
            self.begin()

    def back(self) -> bool:
        """There is one step only."""
        return False

    def press(self, key: int, _text: str) -> bool:
        """A key went down; whether it meant anything."""
        if key in DOWN:
            self.turn(1)
        elif key in UP:
            self.turn(-1)
        elif key in ENTER:
            self.printList()
        return key in (*DOWN, *UP, *ENTER)

    @Slot(int)
    def turn(self, pages: int) -> None:
        """So many pages on, or back."""
        self._turn_to(self._page + pages)

    @Slot()
    def printList(self) -> None:
        """On paper, where this counter has a printer."""
        if self._desk.paper is not None and self._made is not None:
            self._desk.paper.print_hand_list(self._made)

    def _lay_out(self) -> None:
        parts = self._made.parts if self._made is not None else ()
        self._lines = tuple(line for part in parts for line in self._lines_of(part))
        self._turn_to(self._page)

    def _lines_of(self, part: HandPart) -> Iterator[HandRow]:
        texts, language = self._desk.texts, self._language
        name = named_in(part.name, language)
        yield HandRow(kind="heading", say=f"{name} ({len(part.begun) + len(part.waiting)})")
        for line in _in_lines(begun_texts(part, texts, language), max(1, self._per_line // 3)):
            yield HandRow(kind="begun", say=" · ".join(line))
        for line in _in_lines(waiting_texts(part, texts), self._per_line):
            yield HandRow(kind="waiting", say=BETWEEN.join(line))

    def _turn_to(self, page: int) -> None:
        self._page = max(0, min(page, self._get_pages() - 1))
        first = self._page * self._per_page
        self._rows.show(self._lines[first : first + self._per_page])
        self.changed.emit()

    def _set_per_line(self, tickets: int) -> None:
        if max(1, tickets) != self._per_line:
            self._per_line = max(1, tickets)
            self._lay_out()

    def _set_per_page(self, lines: int) -> None:
        if max(1, lines) != self._per_page:
            self._per_page = max(1, lines)
            self._turn_to(self._page)

    def _get_pages(self) -> int:
        return max(1, -(-len(self._lines) // self._per_page))

    def _get_title(self) -> str:
        if self._made is None:
            return ""
        time = self._desk.texts.time(self._made.as_of)
        return self._desk.texts.say(self._language, "hand-list-title", time=time)

    def _get_empty(self) -> bool:
        return not self._lines

    title = Property(str, _get_title, notify=changed)
    empty = Property(bool, _get_empty, notify=changed)
    widest = Property(str, lambda _: _WIDEST, constant=True)
    prints = Property(bool, lambda self: self._desk.paper is not None, constant=True)
    rows = Property(QAbstractItemModel, lambda self: self._rows, constant=True)
    page = Property(int, lambda self: self._page, notify=changed)
    pages = Property(int, _get_pages, notify=changed)
    perLine = Property(int, lambda self: self._per_line, _set_per_line, notify=changed)
    perPage = Property(int, lambda self: self._per_page, _set_per_page, notify=changed)


def _in_lines(tickets: Sequence[str], each: int) -> Iterator[Sequence[str]]:
    return (tickets[start : start + each] for start in range(0, len(tickets), each))
