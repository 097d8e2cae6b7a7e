"""Tables made from the journal's events, in the same transaction, for reports."""

import json
from typing import assert_never

from kiosk.db.devices import DeviceTable
from kiosk.db.opening import Database
from kiosk.domain import events as e
from kiosk.domain.appointment import AppointmentState
from kiosk.domain.events import Entry, Event
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AppointmentCode, TicketId
from kiosk.domain.ticket import Ticket

_TICKET = """
    INSERT INTO ticket (
        day, ticket, number, service, queue, language, priority, state, counter, calls, outcome,
        issued_at, called_at, started_at, ended_at
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (day, ticket) DO UPDATE SET
        number = excluded.number, service = excluded.service, state = excluded.state,
        counter = excluded.counter, calls = excluded.calls, outcome = excluded.outcome,
        called_at = excluded.called_at, started_at = excluded.started_at,
        ended_at = excluded.ended_at
"""
_FEEDBACK = """
    INSERT INTO feedback (day, feedback, smiley, verified, counter, service, device, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_REASONS = "UPDATE feedback SET reasons = ? WHERE day = ? AND feedback = ?"

_BOOKED = """
    INSERT INTO appointment (booked_seq, day, code, service, share, state, slot, booked_at)
    VALUES (?, ?, ?, ?, ?, 'booked', ?, ?)
"""
_MOVED = """
    UPDATE appointment SET day = ?, slot = ?, share = ? WHERE code = ? AND state = 'booked'
"""
_ENDED = """
    UPDATE appointment SET state = ?, ended_at = ?, ticket = ? WHERE code = ? AND state = 'booked'
"""
# Whoever left the queue may check in again: when they first came stays, the ticket is the new one.
_TICKET_AGAIN = """
    UPDATE appointment SET ticket = ? WHERE day = ? AND code = ? AND state = 'checked_in'
"""

_FORGET_TICKETS = "DELETE FROM ticket WHERE day >= ?"
_FORGET_FEEDBACK = "DELETE FROM feedback WHERE day >= ?"
_FORGET_APPOINTMENTS = "DELETE FROM appointment WHERE booked_seq >= ?"

_OF_A_TICKET = (
    e.TicketIssued
    | e.TicketRecorded
    | e.TicketRenumbered
    | e.TicketCancelled
    | e.TicketCalled
    | e.TicketRecalled
    | e.CallUndone
    | e.ServiceStarted
    | e.ServiceFinished
    | e.NoShowMarked
    | e.TicketRequeued
    | e.TicketHeld
    | e.TicketResumed
    | e.TicketTransferred
)


_CAME = e.TicketIssued | e.TicketRecorded
_OfAnAppointment = e.AppointmentBooked | e.AppointmentMoved | e.AppointmentCancelled


class Tables:
    """``ticket``, ``feedback``, ``appointment``: how each of each day stands; and who was put out.

    The table ``device`` is not made from the journal, but what the hub has done to it is in there.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._devices = DeviceTable(db)

    def forget_from(self, entry: Entry) -> None:
        """Drop what will be made anew by following from this entry on."""
        for forget in (_FORGET_TICKETS, _FORGET_FEEDBACK):
            self._db.execute(forget, (entry.day.isoformat(),))
        self._db.execute(_FORGET_APPOINTMENTS, (entry.seq,))

    def follow(self, floor: Floor, entry: Entry) -> None:
        """Bring the tables in step with an entry that ``floor`` has just been given."""
        day = entry.day.isoformat()
        event: Event = entry.event
        if isinstance(event, _OF_A_TICKET):
            self._put(day, floor.tickets[event.ticket])
            if isinstance(event, _CAME) and event.appointment is not None:
                self._end(entry, AppointmentState.CHECKED_IN, event.appointment, event.ticket)
                self._db.execute(_TICKET_AGAIN, (event.ticket, day, event.appointment))
        elif isinstance(event, _OfAnAppointment):
            self._follow_book(entry, event)
        elif isinstance(event, e.DayClosed):
            self._put_all(day, floor, event.expired)
            for code in event.missed:
                self._end(entry, AppointmentState.MISSED, code)
        elif isinstance(event, e.FeedbackGiven):
            self._put_feedback(day, entry, event)
        elif isinstance(event, e.ReasonsAdded):
            self._db.execute(_REASONS, (json.dumps(event.reasons), day, event.feedback))
        elif isinstance(event, e.DeviceRevoked):
            self._devices.revoke(event.device, entry.at)

    def _put_all(self, day: str, floor: Floor, tickets: tuple[TicketId, ...]) -> None:
        for ticket in tickets:
            self._put(day, floor.tickets[ticket])

    def _follow_book(self, entry: Entry, event: _OfAnAppointment) -> None:
        match event:
            case e.AppointmentBooked(code=code, slot=slot):
                day, at = slot.date().isoformat(), entry.at.isoformat()
                values = (entry.seq, day, code, event.service, event.share, slot.isoformat(), at)
                self._db.execute(_BOOKED, values)
            case e.AppointmentMoved(code=code, slot=slot, share=share):
                day = slot.date().isoformat()
                self._db.execute(_MOVED, (day, slot.isoformat(), share, code))
            case e.AppointmentCancelled(code=code):
                self._end(entry, AppointmentState.CANCELLED, code)
            case _:
                assert_never(event)

    def _end(
        self,
        entry: Entry,
        state: AppointmentState,
        code: AppointmentCode,
        ticket: TicketId | None = None,
    ) -> None:
        self._db.execute(_ENDED, (state, entry.at.isoformat(), ticket, code))

    def _put_feedback(self, day: str, entry: Entry, event: e.FeedbackGiven) -> None:
        self._db.execute(
            _FEEDBACK,
            (
                day,
                event.feedback,
                event.smiley,
                event.verified,
                event.counter,
                event.service,
                entry.by,
                (event.pressed_at or entry.at).isoformat(),
            ),
        )

    def _put(self, day: str, ticket: Ticket) -> None:
        self._db.execute(
            _TICKET,
            (
                day,
                ticket.ticket,
                ticket.number,
                ticket.service,
                ticket.queue,
                ticket.language,
                ticket.priority,
                ticket.state,
                ticket.counter,
                ticket.calls,
                ticket.outcome,
                ticket.issued_at.isoformat(),
                ticket.called_at.isoformat() if ticket.called_at else None,
                ticket.started_at.isoformat() if ticket.started_at else None,
                ticket.ended_at.isoformat() if ticket.ended_at else None,
            ),
        )
