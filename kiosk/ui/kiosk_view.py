"""What the kiosk's QML reads; each part is told only when it differs from what stands there."""

from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Signal

from kiosk.ui.kiosk_pages import GroupTile
from kiosk.ui.kiosk_promise import Choice
from kiosk.ui.kiosk_shown import Shown
from kiosk.ui.listening import Listening
from kiosk.ui.rows import Rows

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# PySide's stubs know no types by name, and QML tools know no others for maps and lists.
MAP: type = cast("type", "QVariantMap")
LIST: type = cast("type", "QVariantList")


def plain(page: "DataclassInstance") -> dict[str, object]:
    """A page as QML reads it; an empty tuple would reach it as no list at all."""
    return asdict(page, dict_factory=_listed)


def _listed(fields: list[tuple[str, object]]) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields}


class KioskView(QObject):
    """Properties for QML, of one ``Shown``; whole pages are maps of sentences ready to draw.

    ``reader`` says that this kiosk can read codes.
    """

    pageChanged = Signal()
    languageChanged = Signal()
    languagesChanged = Signal()
    headerChanged = Signal()
    startChanged = Signal()
    tilesChanged = Signal()
    promiseChanged = Signal()
    choicesChanged = Signal()
    joinChanged = Signal()
    elsewhereChanged = Signal()
    booksChanged = Signal()
    codeChanged = Signal()
    appointmentsChanged = Signal()
    priorityChanged = Signal()
    askingChanged = Signal()
    reachableChanged = Signal()
    ticketChanged = Signal()
    scannedChanged = Signal()
    toldChanged = Signal()
    shownChanged = Signal()
    """Any of these, once all have been told."""
    perPageChanged = Signal()

    def __init__(self, shown: Shown, *, reader: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._reader = reader
        self._per_page = 8
        self._heard = Listening(self)
        self._tile_rows = Rows(GroupTile, self)
        self._choice_rows = Rows(Choice, self)

    def show(self, shown: Shown) -> None:
        """Take this over; the page changes last, when its words stand."""
        before, self._shown = self._shown, shown
        self._tile_rows.show(shown.tiles.tiles)
        self._choice_rows.show(shown.choices)
        for name in (*(f for f in Shown.__slots__ if f != "page"), "page"):
            if getattr(before, name) != getattr(shown, name):
                getattr(self, f"{name}Changed").emit()
        if shown != before:
            self.shownChanged.emit()

    @property
    def shown(self) -> Shown:
        """All that is on the screen."""
        return self._shown

    @property
    def heard(self) -> Listening:
        """Whether it is read aloud."""
        return self._heard

    def _get_page(self) -> str:
        return self._shown.page.value

    def _get_language(self) -> str:
        return self._shown.language

    def _get_languages(self) -> list[dict[str, object]]:
        return [plain(language) for language in self._shown.languages]

    def _get_header(self) -> dict[str, object]:
        return plain(self._shown.header)

    def _get_start(self) -> dict[str, object]:
        return plain(self._shown.start)

    def _get_unsure(self) -> dict[str, object]:
        unsure = self._shown.tiles.unsure
        return plain(unsure) if unsure is not None else {}

    def _get_page_of(self) -> str:
        return self._shown.tiles.page_of

    def _get_last_tiles(self) -> bool:
        return self._shown.tiles.last

    def _get_promise(self) -> dict[str, object]:
        return plain(self._shown.promise)

    def _get_join(self) -> dict[str, object]:
        return plain(self._shown.join)

    def _get_elsewhere(self) -> dict[str, object]:
        return plain(self._shown.elsewhere)

    def _get_books(self) -> bool:
        return self._shown.books

    def _get_code(self) -> dict[str, object]:
        return plain(self._shown.code)

    def _get_appointments(self) -> list[dict[str, object]]:
        return [plain(page) for page in self._shown.appointments]

    def _get_priority(self) -> bool:
        return self._shown.priority

    def _get_asking(self) -> bool:
        return self._shown.asking

    def _get_reachable(self) -> bool:
        return self._shown.reachable

    def _get_ticket(self) -> dict[str, object]:
        return plain(self._shown.ticket)

    def _get_scanned(self) -> list[dict[str, object]]:
        return [plain(page) for page in self._shown.scanned]

    def _get_reader(self) -> bool:
        return self._reader

    def _get_told(self) -> dict[str, object]:
        return plain(self._shown.told)

    def _get_tiles(self) -> QAbstractItemModel:
        return self._tile_rows

    def _get_listening(self) -> Listening:
        return self._heard

    def _get_per_page(self) -> int:
        return self._per_page

    def _set_per_page(self, per_page: int) -> None:
        per_page = max(1, per_page)
        if per_page != self._per_page:
            self._per_page = per_page
            self.perPageChanged.emit()

    def _get_choices(self) -> QAbstractItemModel:
        return self._choice_rows

    page = Property(str, _get_page, notify=pageChanged)
    language = Property(str, _get_language, notify=languageChanged)
    languages = Property(LIST, _get_languages, notify=languagesChanged)
    header = Property(MAP, _get_header, notify=headerChanged)
    start = Property(MAP, _get_start, notify=startChanged)
    tiles = Property(QAbstractItemModel, _get_tiles, constant=True)
    unsure = Property(MAP, _get_unsure, notify=tilesChanged)
    pageOf = Property(str, _get_page_of, notify=tilesChanged)
    lastTiles = Property(bool, _get_last_tiles, notify=tilesChanged)
    promise = Property(MAP, _get_promise, notify=promiseChanged)
    choices = Property(QAbstractItemModel, _get_choices, constant=True)
    join = Property(MAP, _get_join, notify=joinChanged)
    elsewhere = Property(MAP, _get_elsewhere, notify=elsewhereChanged)
    books = Property(bool, _get_books, notify=booksChanged)
    """Whether anybody can have an appointment here."""
    code = Property(MAP, _get_code, notify=codeChanged)
    appointments = Property(LIST, _get_appointments, notify=appointmentsChanged)
    priority = Property(bool, _get_priority, notify=priorityChanged)
    asking = Property(bool, _get_asking, notify=askingChanged)
    reachable = Property(bool, _get_reachable, notify=reachableChanged)
    ticket = Property(MAP, _get_ticket, notify=ticketChanged)
    scanned = Property(LIST, _get_scanned, notify=scannedChanged)
    told = Property(MAP, _get_told, notify=toldChanged)
    reader = Property(bool, _get_reader, constant=True)
    listening = Property(Listening, _get_listening, constant=True)
    perPage = Property(int, _get_per_page, _set_per_page, notify=perPageChanged)
    """How many tiles the screen has room for."""
