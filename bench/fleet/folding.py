"""Projections held against the domain's own folding of the very lines in the ledger."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg

from kiosk.domain import events as e
from kiosk.domain.counter import CounterState
from kiosk.domain.events import Entry, Event
from kiosk.domain.floor import Floor
from kiosk.domain.ids import TicketId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.wire.codec import decode_entry

_LINES = "SELECT line FROM ledger WHERE centre_id = %s ORDER BY seq"
_TICKETS = """
    SELECT day, ticket, number, service, queue, state, counter, calls, outcome, token_hash,
        issued_at, called_at, started_at, ended_at, priority
    FROM ticket WHERE centre_id = %s AND NOT abandoned
"""
_FEEDBACK = """
    SELECT feedback, smiley, verified, counter, service, reasons FROM feedback
    WHERE centre_id = %s AND NOT abandoned
"""
_APPOINTMENTS = """
    SELECT code, service, slot, state, ticket FROM appointment
    WHERE centre_id = %s AND NOT abandoned
"""
_COUNTERS = """
    SELECT counter, state, ticket, services FROM counter
    WHERE centre_id = %s AND day = %s AND state <> 'closed'
"""
_SUSPENDED = "SELECT service, reason FROM service_now WHERE centre_id = %s AND reason IS NOT NULL"
_DAYS = "SELECT day, issued, served, last_seq FROM centre_day WHERE centre_id = %s"
Row = tuple[Any, ...]


@dataclass(slots=True)
class Folded:
    """One centre's journal as the domain has it: what the hub's tables must say too."""

    floor: Floor = field(default_factory=Floor)
    tickets: dict[tuple[date, TicketId], Ticket] = field(default_factory=dict)
    feedback: dict[str, Row] = field(default_factory=dict)
    appointments: dict[str, Row] = field(default_factory=dict)
    last: dict[date, int] = field(default_factory=dict)

    def apply(self, entry: Entry) -> None:
        """Follow one line."""
        event, day = entry.event, entry.day
        self.floor.apply(entry)
        self.last[day] = entry.seq
        touched = getattr(event, "ticket", None)
        if touched in self.floor.tickets and not isinstance(event, e.FeedbackGiven):
            self.tickets[day, touched] = self.floor.tickets[touched]
        if isinstance(event, e.DayClosed):
            for ticket in event.expired:
                self.tickets[day, ticket] = self.floor.tickets[ticket]
            for code in event.missed:
                self._ends(code, "missed")
        elif isinstance(event, e.FeedbackGiven):
            about = (event.counter, event.service)
            self.feedback[event.feedback] = (event.smiley, event.verified, *about, [])
        elif isinstance(event, e.ReasonsAdded):
            before = self.feedback[event.feedback]
            self.feedback[event.feedback] = (*before[:4], list(event.reasons))
        else:
            self._book(event)

    def _book(self, event: Event) -> None:
        match event:
            case e.AppointmentBooked(code=code):
                self.appointments[code] = (event.service, event.slot, "booked", None)
            case e.AppointmentMoved(code=code):
                service, _, state, ticket = self.appointments[code]
                self.appointments[code] = (service, event.slot, state, ticket)
            case e.AppointmentCancelled(code=code):
                self._ends(code, "cancelled")
            case e.TicketIssued(appointment=str() as code):
                self._ends(code, "checked_in", event.ticket)
            case _:
                pass

    def _ends(self, code: str, state: str, ticket: str | None = None) -> None:
        service, slot, _, _ = self.appointments[code]
        self.appointments[code] = (service, slot, state, ticket)


def differences(dsn: str, centre_ids: range) -> Iterator[str]:
    """Where the projections of these centres are not what folding gives, a sentence each."""
    with psycopg.connect(dsn) as connection:
        for centre_id in centre_ids:
            folded = Folded()
            with connection.cursor(name="folding") as rows:
                for (line,) in rows.execute(_LINES, (centre_id,)):
                    folded.apply(decode_entry(bytes(line)))
            for what, expected, found in _sides(connection, centre_id, folded):
                if wrong := _wrong(expected, found):
                    yield f"centre {centre_id}, {what}: {wrong}"


def _sides(
    connection: "psycopg.Connection[Any]", centre_id: int, folded: Folded
) -> Iterator[tuple[str, Mapping[Any, Any], Mapping[Any, Any]]]:
    def rows(statement: str, *more: object) -> list[Row]:
        return connection.execute(statement.encode(), (centre_id, *more)).fetchall()

    tickets = {key: _ticket(one) for key, one in folded.tickets.items()}
    yield "tickets", tickets, {(r[0], r[1]): _as_read(r[2:]) for r in rows(_TICKETS)}
    yield "feedback", folded.feedback, {r[0]: tuple(r[1:]) for r in rows(_FEEDBACK)}
    found = {r[0]: (r[1], r[2], r[3], r[4]) for r in rows(_APPOINTMENTS)}
    yield "appointments", folded.appointments, found
    suspended = {service: (reason,) for service, reason in folded.floor.suspended.items()}
    yield "suspensions", suspended, {r[0]: (r[1],) for r in rows(_SUSPENDED)}
    if folded.floor.day is not None:
        counters = {
            now.id: (now.state.value, now.ticket, sorted(now.services))
            for now in folded.floor.counters.values()
            if now.state is not CounterState.CLOSED
        }
        told = rows(_COUNTERS, folded.floor.day)
        yield "counters", counters, {r[0]: (r[1], r[2], sorted(r[3])) for r in told}
    days = {day: _day(folded, day) for day in folded.last}
    yield "days", days, {r[0]: tuple(r[1:]) for r in rows(_DAYS)}


def _day(folded: Folded, day: date) -> Row:
    of_it = [ticket for (on, _), ticket in folded.tickets.items() if on == day]
    served = sum(ticket.state is TicketState.SERVED for ticket in of_it)
    return len(of_it), served, folded.last[day]


def _ticket(one: Ticket) -> Row:
    return (
        *(one.number, one.service, one.queue, one.state.value, one.counter, one.calls),
        *(one.outcome.value if one.outcome is not None else None, bytes.fromhex(one.token_hash)),
        *(one.issued_at, one.called_at, one.started_at, one.ended_at, one.priority),
    )


def _as_read(row: Row) -> Row:
    return tuple(bytes(each) if isinstance(each, memoryview) else each for each in row)


def _wrong(expected: Mapping[Any, Any], found: Mapping[Any, Any]) -> str:
    """Where two tables differ; empty: nowhere. Times are compared as moments."""
    if expected == found:
        return ""
    differ = [key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)]
    first = min(differ, key=str)
    return f"{len(differ)} differ, such as {first}: {expected.get(first)} and {found.get(first)}"
