"""The list a counter goes on with by hand while its centre is lost: on the screen, and on paper."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.printer.hand_list import HandList, HandPart, begun_texts, made_from, waiting_texts
from kiosk.printer.slip import named_in
from kiosk.ui.counter_desk import Desk
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

BETWEEN, HELD_TOGETHER = " \u2003 ", "\u00a0"
"""Spaces: between two tickets a line may end, between a number and its time it may not."""
DOWN = (Qt.Key.Key_Down.value, Qt.Key.Key_PageDown.value)
UP = (Qt.Key.Key_Up.value, Qt.Key.Key_PageUp.value)
ENTER = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRow:
    """One service: how many are open, who has a counter or is aside, and who waits, next first."""

    name: str
    begun: str
    waiting: str


@QmlElement
class HandListDesk(QObject):
    """Everybody who was open when the centre was last heard of. ``page`` is the part in view."""

    changed = Signal()
    pageChanged = Signal()
    over = Signal()
    """Never: it is left by the way back alone."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = ""
        self._made: HandList | None = None
        self._rows: Rows[HandRow] = Rows(HandRow, self)
        self._page, self._pages = 0, 1

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
        self._rows.show(tuple(self._row(part) for part in self._made.parts))
        self._turn_to(0)
        self.changed.emit()

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
            self._turn_to(self._page + 1)
        elif key in UP:
            self._turn_to(self._page - 1)
        elif key in ENTER:
            self.printList()
        return key in (*DOWN, *UP, *ENTER)

    @Slot()
    def printList(self) -> None:
        """On paper, where this counter has a printer."""
        if self._desk.paper is not None and self._made is not None:
            self._desk.paper.print_hand_list(self._made)

    def _row(self, part: HandPart) -> HandRow:
        texts, language = self._desk.texts, self._language
        name = named_in(part.name, language)
        return HandRow(
            name=f"{name} ({len(part.begun) + len(part.waiting)})",
            begun=_beside(begun_texts(part, texts, language)),
            waiting=_beside(waiting_texts(part, texts)),
        )

    def _turn_to(self, page: int) -> None:
        page = max(0, min(page, self._pages - 1))
        if page != self._page:
            self._page = page
            self.pageChanged.emit()

    def _set_pages(self, pages: int) -> None:
        self._pages = max(1, pages)
        self._turn_to(self._page)

    def _get_title(self) -> str:
        if self._made is None:
            return ""
        time = self._desk.texts.time(self._made.as_of)
        return self._desk.texts.say(self._language, "hand-list-title", time=time)

    def _get_empty(self) -> bool:
        return not self._rows.rows

    title = Property(str, _get_title, notify=changed)
    empty = Property(bool, _get_empty, notify=changed)
    prints = Property(bool, lambda self: self._desk.paper is not None, constant=True)
    rows = Property(QAbstractItemModel, lambda self: self._rows, constant=True)
    page = Property(int, lambda self: self._page, notify=pageChanged)
    pages = Property(int, lambda self: self._pages, _set_pages, notify=changed)
    """How many parts the list has on this screen."""


def _beside(tickets: tuple[str, ...]) -> str:
    return BETWEEN.join(ticket.replace(" ", HELD_TOGETHER) for ticket in tickets)
