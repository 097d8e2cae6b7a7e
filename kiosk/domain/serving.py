"""What counters do: open, call, serve, hold, transfer, pause, close."""

import re
from collections.abc import Iterable

from kiosk.domain import calling
from kiosk.domain import commands as c
from kiosk.domain import events as e
from kiosk.domain.catalogue import Catalogue, Code
from kiosk.domain.commands import Order
from kiosk.domain.counter import OCCUPIED, CounterNow, CounterState
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import Event, Outcome, Why
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId
from kiosk.domain.issuing import known_service, known_ticket
from kiosk.domain.ticket import TRANSITIONS, Ticket, TicketState

AGENT = re.compile(r"[A-Za-z0-9-]{1,16}")
"""What an agent may be called in the journal: a code, never a name."""


def known_counter(floor: Floor, catalogue: Catalogue, counter: CounterId) -> CounterNow:
    """The counter as it stands; raises ``Unfit`` when this centre has none of that id."""
    if counter not in catalogue.counter:
        raise Unfit("counter", f"this centre has no counter {counter!r}")
    return floor.counter(counter)


def known_code(codes: Iterable[Code], code: str, where: str = "reason") -> str:
    """``code`` if the catalogue lists it; raises ``Unfit`` for any other."""
    if all(code != known.id for known in codes):
        raise Unfit(where, f"the catalogue lists no {where} {code!r}")
    return code


def _staffed(floor: Floor, catalogue: Catalogue, counter: CounterId) -> CounterNow:
    """A counter that works through the queue; refuses a closed or paused one."""
    now = known_counter(floor, catalogue, counter)
    if now.state is CounterState.CLOSED:
        raise Refused(Reason.COUNTER_CLOSED)
    if now.state is CounterState.PAUSED:
        raise Refused(Reason.COUNTER_PAUSED)
    return now


def _unoccupied(floor: Floor, catalogue: Catalogue, counter: CounterId) -> CounterNow:
    """A staffed counter with nobody called to it or there."""
    now = _staffed(floor, catalogue, counter)
    if now.state in OCCUPIED:
        raise Refused(Reason.COUNTER_BUSY)
    return now


def _visitor(
    floor: Floor, catalogue: Catalogue, counter: CounterId, *states: TicketState
) -> Ticket:
    """The ticket at this counter, in one of ``states``."""
    now = _staffed(floor, catalogue, counter)
    ticket = floor.tickets[now.ticket] if now.ticket is not None else None
    if ticket is None or ticket.state not in states:
        called = TicketState.CALLED in states
        raise Refused(Reason.NOBODY_CALLED if called else Reason.NOBODY_SERVED)
    return ticket


def open_counter(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.OpenCounter
) -> tuple[Event, ...]:
    """An agent opens the counter, or changes what it offers while nobody is there."""
    now = known_counter(floor, catalogue, command.counter)
    if AGENT.fullmatch(command.agent) is None:
        raise Unfit("agent", "an agent's code is 1 to 16 letters, digits or hyphens")
    services = tuple(dict.fromkeys(command.services))
    if not services:
        raise Unfit("services", "a counter offers at least one service")
    for service in services:
        known_service(catalogue, service)
    if now.state in OCCUPIED:
        raise Refused(Reason.COUNTER_BUSY)
    return (e.CounterOpened(counter=now.id, agent=command.agent, services=services),)


def close_counter(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.CloseCounter
) -> tuple[Event, ...]:
    """The counter ends its day; whoever is there is finished first."""
    now = known_counter(floor, catalogue, command.counter)
    if now.state is CounterState.CLOSED:
        raise Refused(Reason.COUNTER_CLOSED)
    if now.state in OCCUPIED:
        raise Refused(Reason.COUNTER_BUSY)
    return (e.CounterClosed(counter=now.id),)


def pause_counter(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.PauseCounter
) -> tuple[Event, ...]:
    """A break, while nobody is there."""
    reason = known_code(catalogue.pause_reasons, command.reason)
    now = _unoccupied(floor, catalogue, command.counter)
    return (e.CounterPaused(counter=now.id, reason=reason),)


def reopen_counter(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.ReopenCounter
) -> tuple[Event, ...]:
    """The break is over."""
    now = known_counter(floor, catalogue, command.counter)
    if now.state is not CounterState.PAUSED:
        raise Refused(Reason.NOT_PAUSED)
    return (e.CounterReopened(counter=now.id),)


def call_next(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.CallNext
) -> tuple[Event, ...]:
    """Finish whoever is served, then call the smallest virtual arrival, or stand ready."""
    now = _staffed(floor, catalogue, command.counter)
    if now.state is CounterState.CALLED:
        raise Refused(Reason.STILL_CALLED)
    done: tuple[Event, ...] = ()
    if now.state is CounterState.SERVING and now.ticket is not None:
        done = (e.ServiceFinished(ticket=now.ticket, counter=now.id, outcome=Outcome.SERVED),)
    ticket = calling.next_ticket(floor, now.services)
    if ticket is not None:
        return (*done, calling.call(floor, ticket, now, Why.NEXT))
    if command.wait:
        ready = () if now.state is CounterState.READY else (e.CounterReady(counter=now.id),)
        return (*done, *ready)
    if not done:
        raise Refused(Reason.NOBODY_WAITING)
    return done


def call_ticket(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.CallTicket
) -> tuple[Event, ...]:
    """Call this very ticket, which the journal then says."""
    now = _unoccupied(floor, catalogue, command.counter)
    ticket = known_ticket(floor, command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused(Reason.TICKET_STATE)
    if ticket.service not in now.services:
        raise Refused(Reason.NOT_ELIGIBLE)
    return (calling.call(floor, ticket, now, Why.CHOSEN),)


def recall(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.Recall
) -> tuple[Event, ...]:
    """Call the same ticket again."""
    ticket = _visitor(floor, catalogue, command.counter, TicketState.CALLED)
    return (
        e.TicketRecalled(
            ticket=ticket.ticket,
            number=ticket.number,
            counter=command.counter,
            call=ticket.calls + 1,
        ),
    )


def undo_call(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.UndoCall
) -> tuple[Event, ...]:
    """Take a mistaken call back; another counter that stands ready may take the visitor."""
    ticket = _visitor(floor, catalogue, command.counter, TicketState.CALLED)
    undone = e.CallUndone(ticket=ticket.ticket, counter=command.counter)
    return (undone, *calling.call_if_ready(floor, ticket, ticket.service))


def start_service(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.StartService
) -> tuple[Event, ...]:
    """The called visitor has come."""
    ticket = _visitor(floor, catalogue, command.counter, TicketState.CALLED)
    return (e.ServiceStarted(ticket=ticket.ticket, counter=command.counter),)


def finish_service(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.FinishService
) -> tuple[Event, ...]:
    """The visitor is done, with how it ended."""
    ticket = _visitor(floor, catalogue, command.counter, TicketState.SERVING)
    return (
        e.ServiceFinished(ticket=ticket.ticket, counter=command.counter, outcome=command.outcome),
    )


def mark_no_show(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.MarkNoShow
) -> tuple[Event, ...]:
    """The called visitor did not come; the counter is free."""
    ticket = _visitor(floor, catalogue, command.counter, TicketState.CALLED)
    return (e.NoShowMarked(ticket=ticket.ticket, counter=command.counter, calls=ticket.calls),)


def requeue(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.Requeue
) -> tuple[Event, ...]:
    """A no-show came after all: once, and in time, the place is given back behind who is next.

    Whoever is next by now may be on the way already, and is not made to wait again.
    """
    ticket = known_ticket(floor, command.ticket)
    if e.TicketRequeued not in TRANSITIONS[ticket.state]:
        raise Refused(Reason.TICKET_STATE)
    if ticket.requeued:
        raise Refused(Reason.ALREADY_REQUEUED)
    away = order.at - ticket.ended_at if ticket.ended_at is not None else None
    if away is not None and away.total_seconds() > catalogue.rules.requeue_within_min * 60:
        raise Refused(Reason.TOO_LATE)
    back = e.TicketRequeued(
        ticket=ticket.ticket, virtual_arrival=calling.behind_the_next(floor, ticket, order.at)
    )
    return (back, *calling.call_if_ready(floor, ticket, ticket.service))


def hold_ticket(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.HoldTicket
) -> tuple[Event, ...]:
    """Put the visitor aside for a reason of the catalogue's list."""
    reason = known_code(catalogue.hold_reasons, command.reason)
    ticket = _visitor(floor, catalogue, command.counter, TicketState.SERVING, TicketState.CALLED)
    return (e.TicketHeld(ticket=ticket.ticket, counter=command.counter, reason=reason),)


def resume_ticket(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.ResumeTicket
) -> tuple[Event, ...]:
    """Go on with a visitor on hold, here or at another counter that offers the service."""
    now = _unoccupied(floor, catalogue, command.counter)
    ticket = known_ticket(floor, command.ticket)
    if ticket.state is not TicketState.HELD:
        raise Refused(Reason.TICKET_STATE)
    if ticket.counter != now.id and ticket.service not in now.services:
        raise Refused(Reason.NOT_ELIGIBLE)
    return (e.TicketResumed(ticket=ticket.ticket, counter=now.id),)


def transfer_ticket(
    floor: Floor, catalogue: Catalogue, order: Order, command: c.TransferTicket
) -> tuple[Event, ...]:
    """Send the visitor on to another service, with the place that was earned."""
    service = known_service(catalogue, command.service)
    ticket = _visitor(floor, catalogue, command.counter, TicketState.SERVING, TicketState.CALLED)
    moved = e.TicketTransferred(ticket=ticket.ticket, counter=command.counter, service=service.id)
    return (moved, *calling.call_if_ready(floor, ticket, service.id))
