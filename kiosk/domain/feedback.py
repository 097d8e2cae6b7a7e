"""What a smiley counts for."""

from datetime import datetime

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import AddReasons, GiveFeedback, Order, Role
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import Event, FeedbackGiven, ReasonsAdded
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId, FeedbackId
from kiosk.domain.issuing import known_ticket
from kiosk.domain.sealed import fit_sealed
from kiosk.domain.serving import known_code, known_counter
from kiosk.domain.ticket import Ticket, TicketState

SMILEYS = range(1, 6)
"""1 is very bad, 5 is very good."""


def give(
    floor: Floor, catalogue: Catalogue, order: Order, command: GiveFeedback
) -> tuple[Event, ...]:
    """One smiley; for a ticket only once, and only after it was served."""
    _check(floor, catalogue, order, command)
    ticket = _ticket(floor, order, command)
    if ticket is not None and ticket.state is not TicketState.SERVED:
        raise Refused(Reason.NOT_SERVED)
    if ticket is not None and ticket.rated:
        raise Refused(Reason.ALREADY_RATED)
    pressed_at = _pressed_at(order, command, ticket)
    return (
        FeedbackGiven(
            feedback=FeedbackId(order.id),
            smiley=command.smiley,
            ticket=ticket.ticket if ticket else None,
            counter=_counter(order, command, ticket),
            service=ticket.service if ticket else None,
            verified=ticket is not None
            and _is_verified(catalogue, order, command, ticket, pressed_at or order.at),
            pressed_at=pressed_at,
        ),
    )


def _check(floor: Floor, catalogue: Catalogue, order: Order, command: GiveFeedback) -> None:
    if command.smiley not in SMILEYS:
        raise Unfit("smiley", "a smiley is 1, 2, 3, 4 or 5")
    if command.pressed_at is not None and command.pressed_at.tzinfo is None:
        raise Unfit("pressed_at", "a time needs its offset")
    if FeedbackId(order.id) in floor.feedback:
        raise Unfit("id", "another device's feedback of today has this id")
    if command.counter is not None:
        known_counter(floor, catalogue, command.counter)
    if order.role is Role.PHONE and command.ticket is None:
        raise Unfit("ticket", "a phone speaks for the ticket whose slip it holds")


def _ticket(floor: Floor, order: Order, command: GiveFeedback) -> Ticket | None:
    """The ticket that is rated; none of today when the face was touched before midnight."""
    if command.ticket is None:
        return None
    pressed_at = command.pressed_at
    if pressed_at is not None and pressed_at < _midnight(order):
        # Kept on the device over night: the visit is gone from the floor, the face still counts.
        return floor.tickets.get(command.ticket)
    return known_ticket(floor, command.ticket)


def _midnight(order: Order) -> datetime:
    return order.at.replace(hour=0, minute=0, second=0, microsecond=0)


def _pressed_at(order: Order, command: GiveFeedback, ticket: Ticket | None) -> datetime | None:
    """When the face was touched, if the device says so and it can be true.

    A device's clock may say anything. A touch came after its visit ended (a free one: today) and
    before its command arrived; a time outside is worth nothing, and the arrival counts.
    """
    first = ticket.ended_at if ticket is not None and ticket.ended_at else _midnight(order)
    if command.pressed_at is None or not first <= command.pressed_at <= order.at:
        return None
    return command.pressed_at.astimezone(order.at.tzinfo)


def _counter(order: Order, command: GiveFeedback, ticket: Ticket | None) -> CounterId | None:
    """Where it was given; whoever holds the slip speaks of the counter the visit ended at."""
    if order.role is Role.PHONE and ticket is not None:
        return ticket.counter
    return command.counter


def _is_verified(
    catalogue: Catalogue, order: Order, command: GiveFeedback, ticket: Ticket, at: datetime
) -> bool:
    """Whether this came from whoever was served: by the slip, or right there and right after."""
    if order.role is Role.PHONE:
        return True
    if order.role is not Role.FEEDBACK or ticket.counter != command.counter:
        return False
    ended_at = ticket.ended_at
    within_s = catalogue.rules.feedback_within_s
    return ended_at is not None and (at - ended_at).total_seconds() <= within_s


def add_reasons(
    floor: Floor, catalogue: Catalogue, order: Order, command: AddReasons
) -> tuple[Event, ...]:
    """Why that smiley, once, from the device it was given at."""
    if floor.feedback.get(command.feedback) != order.device:
        raise Unfit("feedback", "this device gave no such feedback today")
    if command.feedback in floor.explained:
        raise Refused(Reason.REASONS_GIVEN)
    sealed = fit_sealed(command.sealed)
    if not command.reasons and sealed is None:
        raise Unfit("reasons", "name at least one reason")
    reasons = tuple(
        known_code(catalogue.feedback_reasons, reason, "reasons")
        for reason in dict.fromkeys(command.reasons)
    )
    return (ReasonsAdded(feedback=command.feedback, reasons=reasons, sealed=sealed),)
