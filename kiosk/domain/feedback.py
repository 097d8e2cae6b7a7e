"""What a smiley counts for."""

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import AddReasons, GiveFeedback, Order
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import Event, FeedbackGiven, ReasonsAdded
from kiosk.domain.floor import Floor
from kiosk.domain.ids import FeedbackId
from kiosk.domain.issuing import known_ticket
from kiosk.domain.serving import known_code, known_counter
from kiosk.domain.ticket import Ticket, TicketState

SMILEYS = range(1, 6)
"""1 is very bad, 5 is very good."""


def give(
    floor: Floor, catalogue: Catalogue, order: Order, command: GiveFeedback
) -> tuple[Event, ...]:
    """One smiley; for a ticket only once, and only after it was served."""
    if command.smiley not in SMILEYS:
        raise Unfit("smiley", "a smiley is 1, 2, 3, 4 or 5")
    if FeedbackId(order.id) in floor.feedback:
        raise Unfit("id", "another device's feedback of today has this id")
    if command.counter is not None:
        known_counter(floor, catalogue, command.counter)
    ticket = known_ticket(floor, command.ticket) if command.ticket is not None else None
    if ticket is not None and ticket.state is not TicketState.SERVED:
        raise Refused(Reason.NOT_SERVED)
    if ticket is not None and ticket.rated:
        raise Refused(Reason.ALREADY_RATED)
    return (
        FeedbackGiven(
            feedback=FeedbackId(order.id),
            smiley=command.smiley,
            ticket=ticket.ticket if ticket else None,
            counter=command.counter,
            service=ticket.service if ticket else None,
            verified=ticket is not None and _just_served(catalogue, order, command, ticket),
        ),
    )


def _just_served(catalogue: Catalogue, order: Order, command: GiveFeedback, ticket: Ticket) -> bool:
    """Whether the smiley came from the counter's own screen, soon after that service ended."""
    if ticket.ended_at is None or ticket.counter != command.counter:
        return False
    return (order.at - ticket.ended_at).total_seconds() <= catalogue.rules.feedback_within_s


def add_reasons(
    floor: Floor, catalogue: Catalogue, order: Order, command: AddReasons
) -> tuple[Event, ...]:
    """Why that smiley, once, from the device it was given at."""
    if floor.feedback.get(command.feedback) != order.device:
        raise Unfit("feedback", "this device gave no such feedback today")
    if command.feedback in floor.explained:
        raise Refused(Reason.REASONS_GIVEN)
    if not command.reasons:
        raise Unfit("reasons", "name at least one reason")
    reasons = tuple(
        known_code(catalogue.feedback_reasons, reason, "reasons")
        for reason in dict.fromkeys(command.reasons)
    )
    return (ReasonsAdded(feedback=command.feedback, reasons=reasons),)
