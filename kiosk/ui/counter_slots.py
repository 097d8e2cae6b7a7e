"""Choosing a day and a time in a service's book, with arrows or with a finger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.appointment import Appointment, Share
from kiosk.domain.catalogue import Catalogue, Service
from kiosk.domain.floor import Floor
from kiosk.domain.slots import places_left, slots_on
from kiosk.texts import Texts
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Foleni.Backend"
QML_IMPORT_MAJOR_VERSION = 1

DAYS = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}
TIMES = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}
ENTER = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedSlot:
    """A time that can still be come to (aware, local), and how many places it has for staff."""

    begins: datetime
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedDay:
    """A day on which a book has times, in their order; all of them may be full."""

    day: date
    slots: tuple[OfferedSlot, ...]

    @property
    def left(self) -> int:
        """How many places the day has."""
        return sum(slot.left for slot in self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """A day or a time to choose: what it is, and how many places it has in words.

    ``above`` is a day's weekday; what is not ``free`` is told, and cannot be chosen.
    """

    above: str
    name: str
    note: str
    free: bool


def offered_days(
    floor: Floor,
    catalogue: Catalogue,
    service: Service,
    at: datetime,
    *,
    besides: Appointment | None = None,
) -> tuple[OfferedDay, ...]:
    """What staff can give of a service's book ``at`` that time, day by day; closed days are absent.

    ``besides`` is an appointment that would move, and leave its own place.
    """
    stopped = service.id in floor.suspended and not catalogue.rules.open_all_day
    days = []
    for ahead in range(1 if stopped else 0, catalogue.rules.book_ahead_days + 1):
        day = at.date() + timedelta(days=ahead)
        slots = tuple(
            OfferedSlot(
                begins=slot.begins,
                left=places_left(floor, catalogue, service, slot, Share.CENTRE, besides=besides),
            )
            for slot in slots_on(catalogue, service, day, at.tzinfo)
            if slot.begins > at
        )
        if slots:
            days.append(OfferedDay(day=day, slots=slots))
    return tuple(days)


@QmlElement
class SlotPicker(QObject):
    """Days, and the times of the current one; ``picked`` carries the beginning of a free one.

    What was chosen stays chosen while others book: ``offer`` may come at any moment.
    """

    changed = Signal()
    picked = Signal(object)
    full = Signal()

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._language = ""
        self._offered: tuple[OfferedDay, ...] = ()
        self._days: Rows[ChoiceRow] = Rows(ChoiceRow, self)
        self._times: Rows[ChoiceRow] = Rows(ChoiceRow, self)
        self._day = 0
        self._time = 0

    def begin(self, offered: Sequence[OfferedDay]) -> None:
        """Begin anew, at the first time that is free."""
        self._offered = tuple(offered)
        free = (place for place, day in enumerate(self._offered) if day.left)
        self._go_to_day(next(free, 0))

    def offer(self, offered: Sequence[OfferedDay]) -> None:
        """The same book a moment later: stay at the time that was chosen."""
        chosen = self._chosen()
        self._offered = tuple(offered)
        for place, day in enumerate(self._offered):
            times = [slot.begins for slot in day.slots]
            if chosen is not None and chosen.begins in times:
                self._day, self._time = place, times.index(chosen.begins)
                self._show()
                return
        self._go_to_day(min(self._day, max(len(self._offered) - 1, 0)))

    def speak(self, language: str) -> None:
        """Show everything in this language."""
        self._language = language
        self._show()

    def press(self, key: int) -> bool:
        """Left and right change the day, up and down the time, Enter picks."""
        if key in DAYS:
            self.moveDay(DAYS[key])
        elif key in TIMES:
            self.moveTime(TIMES[key])
        elif key in ENTER:
            self.pickTime(self._time)
        else:
            return False
        return True

    @Slot(int)
    def moveDay(self, steps: int) -> None:
        """So many days on, among those there are."""
        self.pickDay(min(max(self._day + steps, 0), len(self._offered) - 1))

    @Slot(int)
    def moveTime(self, steps: int) -> None:
        """So many times on, within the day."""
        time = min(max(self._time + steps, 0), len(self._times.rows) - 1)
        if time >= 0 and time != self._time:
            self._time = time
            self.changed.emit()

    @Slot(int)
    def pickDay(self, place: int) -> None:
        """Look at this day."""
        if 0 <= place < len(self._offered) and place != self._day:
            self._go_to_day(place)

    @Slot(int)
    def pickTime(self, place: int) -> None:
        """This time; where it is full, that is said."""
        if not self._offered or not 0 <= place < len(self._offered[self._day].slots):
            return
        self._time = place
        self.changed.emit()
        slot = self._offered[self._day].slots[place]
        if slot.left:
            self.picked.emit(slot.begins)
        else:
            self.full.emit()

    def _go_to_day(self, place: int) -> None:
        self._day = place
        slots = self._offered[place].slots if self._offered else ()
        self._time = next((n for n, slot in enumerate(slots) if slot.left), 0)
        self._show()

    def _chosen(self) -> OfferedSlot | None:
        slots = self._offered[self._day].slots if self._offered else ()
        return slots[self._time] if self._time < len(slots) else None

    def _show(self) -> None:
        if not self._language:
            return
        slots = self._offered[self._day].slots if self._offered else ()
        self._days.show([self._day_row(day) for day in self._offered])
        self._times.show([self._time_row(slot) for slot in slots])
        self.changed.emit()

    def _day_row(self, day: OfferedDay) -> ChoiceRow:
        return ChoiceRow(
            above=self._texts.weekday(self._language, day.day),
            name=f"{day.day:%d/%m}",
            note=self._left(day.left),
            free=day.left > 0,
        )

    def _time_row(self, slot: OfferedSlot) -> ChoiceRow:
        time = self._texts.time(slot.begins)
        return ChoiceRow(above="", name=time, note=self._left(slot.left), free=slot.left > 0)

    def _left(self, count: int) -> str:
        return self._texts.say(self._language, "counter-places-left", count=count)

    days = Property(QAbstractItemModel, lambda self: self._days, constant=True)
    times = Property(QAbstractItemModel, lambda self: self._times, constant=True)
    day = Property(int, lambda self: self._day, notify=changed)
    time = Property(int, lambda self: self._time, notify=changed)
    dayCount = Property(int, lambda self: len(self._days.rows), notify=changed)
    timeCount = Property(int, lambda self: len(self._times.rows), notify=changed)
