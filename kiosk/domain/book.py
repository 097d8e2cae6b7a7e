"""The book: today's appointments and those to come, found by code and counted by slot."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from kiosk.domain.appointment import (
    Appointment,
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
    AppointmentState,
    Kept,
    Share,
)
from kiosk.domain.ids import AppointmentCode, ServiceId, TicketId

K = TypeVar("K", bound=Hashable)

_CARRIED = frozenset({AppointmentState.BOOKED, AppointmentState.CANCELLED, AppointmentState.MISSED})
"""What a new day inherits: who comes, and who asks why they cannot."""


class Book:
    """Every appointment by its code, changed and counted in constant time."""

    __slots__ = ("_awaited", "_by_code", "_given")

    def __init__(self, appointments: Iterable[Appointment] = ()) -> None:
        self._by_code: dict[AppointmentCode, Appointment] = {}
        self._given: defaultdict[tuple[ServiceId, date, Share], Counter[datetime]]
        self._given = defaultdict(Counter)
        self._awaited: defaultdict[tuple[ServiceId, date], Counter[datetime]]
        self._awaited = defaultdict(Counter)
        for appointment in appointments:
            self.put(appointment)

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Appointment]:
        return iter(self._by_code.values())

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and self._by_code == other._by_code

    __hash__ = None  # type: ignore[assignment]  # it changes

    def get(self, code: AppointmentCode) -> Appointment | None:
        """The appointment of that code; ``None``: the book has none."""
        return self._by_code.get(code)

    def put(self, appointment: Appointment) -> None:
        """Keep an appointment as it is now."""
        before = self._by_code.get(appointment.code)
        if before is not None:
            self._count(before, -1)
        self._count(appointment, 1)
        self._by_code[appointment.code] = appointment

    def give(self, event: AppointmentBooked, at: datetime) -> None:
        """A place was given ``at`` that time."""
        self.put(
            Appointment(
                code=event.code,
                service=event.service,
                slot=event.slot,
                share=event.share,
                agreed_at=at,
            )
        )

    def move(self, event: AppointmentMoved, at: datetime) -> None:
        """Another slot was agreed on ``at`` that time."""
        kept = self.get(event.code)
        # A mirror of a device that may not see the book has none of this.
        if kept is not None:
            self.put(replace(kept, slot=event.slot, share=event.share, agreed_at=at))

    def free(self, event: AppointmentCancelled) -> None:
        """A place is free again; the code stays known."""
        kept = self.get(event.code)
        if kept is not None:
            self.put(replace(kept, state=AppointmentState.CANCELLED))

    def check_in(self, code: AppointmentCode, ticket: TicketId) -> None:
        """The visitor is here and has a ticket."""
        kept = self.get(code)
        if kept is not None:
            self.put(replace(kept, state=AppointmentState.CHECKED_IN, ticket=ticket))

    def miss(self, codes: Iterable[AppointmentCode]) -> None:
        """The day is over, and these did not come."""
        for code in codes:
            kept = self.get(code)
            if kept is not None:
                self.put(replace(kept, state=AppointmentState.MISSED))

    def given(self, service: ServiceId, begins: datetime, ends: datetime, share: Share) -> int:
        """How many places of ``share`` are given from ``begins`` to before ``ends``, kept or not.

        Of one day; slots may have been longer or shorter when they were given.
        """
        of_day = self._given.get((service, begins.date(), share))
        return sum(n for slot, n in of_day.items() if begins <= slot < ends) if of_day else 0

    def given_on(self, service: ServiceId, day: date, share: Share) -> int:
        """How many places of ``share`` are given on a day."""
        of_day = self._given.get((service, day, share))
        return of_day.total() if of_day else 0

    def awaited(self, service: ServiceId, day: date, since: datetime) -> int:
        """How many of a day's appointments from the slot of ``since`` on may still check in."""
        of_day = self._awaited.get((service, day))
        return sum(n for slot, n in of_day.items() if slot >= since) if of_day else 0

    def awaited_since(self, since: datetime) -> Mapping[ServiceId, Mapping[datetime, int]]:
        """How many of the day of ``since`` may still check in, by service and slot from then on."""
        day = since.date()
        awaited = {
            service: {slot: n for slot, n in sorted(slots.items()) if slot >= since}
            for (service, of_day), slots in self._awaited.items()
            if of_day == day
        }
        return {service: slots for service, slots in awaited.items() if slots}

    def before(self, day: date) -> tuple[AppointmentCode, ...]:
        """Who had an appointment before ``day`` and did not come."""
        return tuple(
            one.code
            for one in self._by_code.values()
            if one.state is AppointmentState.BOOKED and one.slot.date() < day
        )

    def kept_for(self, day: date) -> tuple[Kept, ...]:
        """What ``day`` inherits: appointments from then on, and those that were cancelled.

        For that one day also those missed since the last: their visitors come and ask.
        """
        kept: dict[
            tuple[ServiceId, Share, AppointmentState], dict[datetime, list[AppointmentCode]]
        ] = {}
        for one in self._by_code.values():
            state = one.state
            if one.slot.date() < day:
                if state is not AppointmentState.BOOKED:
                    continue
                state = AppointmentState.MISSED
            if state in _CARRIED:
                slots = kept.setdefault((one.service, one.share, state), {})
                slots.setdefault(one.slot, []).append(one.code)
        return tuple(
            Kept(
                service=service,
                share=share,
                state=state,
                codes={slot: tuple(codes) for slot, codes in slots.items()},
            )
            for (service, share, state), slots in kept.items()
        )

    def inherit(self, kept: Kept) -> None:
        """Begin with these: slot by slot, for there may be thousands, and everybody waits."""
        for slot, codes in kept.codes.items():
            appointments = [
                Appointment(
                    code=code,
                    service=kept.service,
                    slot=slot,
                    share=kept.share,
                    state=kept.state,
                )
                for code in codes
            ]
            if appointments:
                self._by_code.update(zip(codes, appointments, strict=True))
                self._count(appointments[0], len(appointments))

    def _count(self, appointment: Appointment, by: int) -> None:
        """Count so many like this one in, or out where ``by`` is below 0."""
        one, day = appointment, appointment.slot.date()
        if one.state is AppointmentState.CANCELLED:
            return
        given = self._given[one.service, day, one.share]
        _add(given, one.slot, by)
        if not given:
            del self._given[one.service, day, one.share]
        if one.state is AppointmentState.BOOKED:
            awaited = self._awaited[one.service, day]
            _add(awaited, one.slot, by)
            if not awaited:
                del self._awaited[one.service, day]


def book_of(kept: Iterable[Kept]) -> Book:
    """The book a day begins with."""
    book = Book()
    for one in kept:
        book.inherit(one)
    return book


def _add(counter: Counter[K], key: K, by: int) -> None:
    counter[key] += by
    if not counter[key]:
        del counter[key]
