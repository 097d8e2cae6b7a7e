"""A hall whose services have books, and who books in them."""

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.domain import commands as c
from kiosk.domain.appointment import Appointment, AppointmentBooked, Share
from kiosk.domain.catalogue import Catalogue, Rules, Slots
from kiosk.domain.commands import Role
from kiosk.domain.events import TicketIssued
from kiosk.domain.ids import AppointmentCode, Language, ServiceId
from kiosk.domain.ticket import Ticket
from tests.domain.hall import BIRTH, ID_NEW, NAIROBI, TAX, TEN, Hall

SWAHILI = Language("sw")
BOOKS = {ID_NEW: Slots(minutes=30), TAX: Slots(minutes=30, capacity=4), BIRTH: Slots(minutes=30)}


def at(hour: int, minute: int = 0, *, day: int = 20, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=NAIROBI)


def with_books(catalogue: Catalogue, rules: Rules | None = None) -> Catalogue:
    """The same centre with a book for three of its services, and perhaps figures of its own."""
    return replace(
        catalogue,
        services=tuple(replace(one, appointments=BOOKS.get(one.id)) for one in catalogue.services),
        rules=rules or catalogue.rules,
    )


class BookedHall(Hall):
    """A hall with books: four places a slot for tax, two of them the hub's."""

    def __init__(
        self, *, at: datetime = TEN, open_all_day: bool = False, rules: Rules | None = None
    ) -> None:
        super().__init__(at=at, open_all_day=open_all_day)
        self.catalogue = with_books(self.catalogue, rules)

    def book(
        self, slot: datetime, service: ServiceId = TAX, *, role: Role = Role.COUNTER
    ) -> Appointment:
        """A place in the book that must be given."""
        events = self.do(c.BookAppointment(service=service, slot=slot), role=role)
        booked = next(event for event in events if isinstance(event, AppointmentBooked))
        return self.kept(booked.code)

    def kept(self, code: AppointmentCode) -> Appointment:
        """The appointment as it stands now."""
        appointment = self.floor.book.get(code)
        assert appointment is not None
        return appointment

    def check_in(self, appointment: Appointment, *, priority: bool = False) -> Ticket:
        """The visitor of an appointment is here, now."""
        code = appointment.code
        events = self.do(c.CheckIn(appointment=code, language=SWAHILI, priority=priority))
        issued = next(event for event in events if isinstance(event, TicketIssued))
        return self.floor.tickets[issued.ticket]

    def fill(self, slot: datetime, service: ServiceId = TAX, share: Share = Share.CENTRE) -> None:
        """Book until the share is full."""
        role = Role.HUB if share is Share.HUB else Role.COUNTER
        for _ in range(100):
            if self.is_refused(c.BookAppointment(service=service, slot=slot), role):
                return
        raise AssertionError("a slot that is never full")

    def is_refused(self, command: c.Command, role: Role) -> bool:
        return not isinstance(self.try_(command, role=role), tuple)

    def until(self, when: datetime) -> None:
        """Wait until that time."""
        self.later((when - self.at) / timedelta(minutes=1))
