"""Choosing services with a keyboard: type a part of the name, or go up and down."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Catalogue, Names, Service
from kiosk.domain.ids import ServiceId
from kiosk.ui.kiosk_glance import named
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

STEPS = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """One service to choose; ``note`` says why a ticket for it would be refused."""

    service: str
    letter: str
    group: str
    name: str
    note: str
    ticked: bool


@QmlElement
class ServicePicker(QObject):
    """A list narrowed by what is typed, with one current row.

    With ``several`` its rows are ticked, and the first stands for all of them.
    """

    changed = Signal()
    picked = Signal(str)

    def __init__(self, *, several: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._several = several
        self._rows: Rows[ServiceRow] = Rows(ServiceRow, self)
        self._catalogue: Catalogue | None = None
        self._offered: tuple[Service, ...] = ()
        self._note_of: Callable[[Service], str] | None = None
        self._language = ""
        self._all = ""
        self._ticked: frozenset[ServiceId] = frozenset()
        self._query = ""
        self._index = 0

    def offer(
        self,
        catalogue: Catalogue,
        services: Iterable[Service],
        note_of: Callable[[Service], str] | None = None,
    ) -> None:
        """Begin anew with these services."""
        self._catalogue = catalogue
        self._offered = tuple(services)
        self._note_of = note_of
        self._query = ""
        self._index = 0
        self._show()

    def tick(self, services: Iterable[ServiceId]) -> None:
        """Have exactly these ticked."""
        self._ticked = frozenset(services)
        self._show()

    @property
    def ticked(self) -> tuple[ServiceId, ...]:
        """What is ticked, in the catalogue's order."""
        return tuple(s.id for s in self._offered if s.id in self._ticked)

    def speak(self, language: str, all_services: str = "") -> None:
        """Show the names in this language; ``all_services`` is the words of the first row."""
        if (language, all_services) != (self._language, self._all):
            self._language, self._all = language, all_services
            self._show()

    def press(self, key: int) -> bool:
        """Up and down move, Enter picks; whether the key meant anything."""
        if key in STEPS:
            self.move(STEPS[key])
            return True
        if key in (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value) and not self._several:
            self.pickCurrent()
            return True
        return False

    @Slot(int)
    def move(self, steps: int) -> None:
        """Go so many rows down, and stay within the list."""
        last = len(self._rows.rows) - 1
        index = min(max(self._index + steps, 0), max(last, 0))
        if index != self._index:
            self._index = index
            self.changed.emit()

    @Slot()
    def pickCurrent(self) -> None:
        """Choose, or tick, the current row."""
        if self._index < len(self._rows.rows):
            self.pick(self._rows.rows[self._index].service)

    @Slot(str)
    def pick(self, service: str) -> None:
        """Choose, or tick, this row."""
        rows = self._rows.rows
        self._index = next((n for n, row in enumerate(rows) if row.service == service), 0)
        if not self._several:
            self.picked.emit(service)
            return
        everything = frozenset(offered.id for offered in self._offered)
        if service:
            self._ticked ^= {ServiceId(service)}
        else:
            self._ticked = frozenset() if self._ticked >= everything else everything
        self._show()

    def _show(self) -> None:
        """Put the rows together; the current one stays inside them."""
        catalogue = self._catalogue
        if catalogue is None:
            return
        found = [service for service in self._offered if self._matches(catalogue, service)]
        # "passport" also names a group: what is itself called that comes first.
        found.sort(key=lambda service: not self._all_typed_in(service.name))
        rows = [self._row(catalogue, service) for service in found]
        if self._several and rows:
            everything = self._ticked >= {service.id for service in self._offered}
            first = ServiceRow(
                service="", letter="", group="", name=self._all, note="", ticked=everything
            )
            rows.insert(0, first)
        self._rows.show(rows)
        self._index = min(self._index, max(len(rows) - 1, 0))
        self.changed.emit()

    def _matches(self, catalogue: Catalogue, service: Service) -> bool:
        """Whether each typed word is part of a name of it or of its agency, in any language."""
        group = next(group for group in catalogue.groups if group.id == service.group)
        return self._all_typed_in(service.name, service.agency, group.name)

    def _all_typed_in(self, *names: Names) -> bool:
        spelt = " ".join(text for each in names for text in each.values()).casefold()
        return all(word in spelt for word in self._query.casefold().split())

    def _row(self, catalogue: Catalogue, service: Service) -> ServiceRow:
        name = named(service.name, self._language)
        group = next(group for group in catalogue.groups if group.id == service.group)
        group_name = named(group.name, self._language)
        return ServiceRow(
            service=service.id,
            letter=catalogue.queue[service.queue].letter,
            group=group_name if group_name != name else "",
            name=name,
            note=self._note_of(service) if self._note_of is not None else "",
            ticked=service.id in self._ticked,
        )

    def _get_rows(self) -> QAbstractItemModel:
        return self._rows

    def _get_count(self) -> int:
        return len(self._rows.rows)

    def _get_index(self) -> int:
        return self._index

    def _get_note(self) -> str:
        """Why the current row would be refused."""
        rows = self._rows.rows
        return rows[self._index].note if self._index < len(rows) else ""

    def _get_several(self) -> bool:
        return self._several

    def _get_query(self) -> str:
        return self._query

    def _set_query(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self._index = 0
            self._show()

    rows = Property(QAbstractItemModel, _get_rows, constant=True)
    count = Property(int, _get_count, notify=changed)
    index = Property(int, _get_index, notify=changed)
    note = Property(str, _get_note, notify=changed)
    several = Property(bool, _get_several, constant=True)
    query = Property(str, _get_query, _set_query, notify=changed)
