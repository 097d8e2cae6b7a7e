"""What a slip's holder may do to the ticket: leave the queue, rate the visit, say why."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from kiosk.centre.live import Live
from kiosk.centre.writer import Outcome
from kiosk.domain.commands import AddReasons, CancelTicket, Command, GiveFeedback, Role
from kiosk.domain.ids import PHONE, CommandId, FeedbackId
from kiosk.domain.ticket import Ticket
from kiosk.wire.codec import Envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whoever knows the token, and the ticket it stands for."""

    token: str
    ticket: Ticket


class PhoneAsking:
    """Gives a holder's orders to the writer.

    A command's id follows from the token: tapped twice it is one command, and another holder,
    who shares the device ``phone`` with all, cannot name it.
    """

    def __init__(self, live: Live) -> None:
        self._live = live

    async def leave(self, holder: Holder) -> Outcome:
        """Take the ticket out of the queue."""
        return await self._order(holder, "leave", CancelTicket(ticket=holder.ticket.ticket))

    async def rate(self, holder: Holder, smiley: int) -> Outcome:
        """One face for the visit."""
        command = GiveFeedback(smiley=smiley, ticket=holder.ticket.ticket)
        return await self._order(holder, "rate", command)

    async def explain(self, holder: Holder, reasons: Sequence[str]) -> Outcome:
        """Why that face: codes of the catalogue."""
        command = AddReasons(feedback=self._feedback(holder), reasons=tuple(reasons))
        return await self._order(holder, "why", command)

    def may_explain(self, holder: Holder) -> bool:
        """Whether a face was given with this very token, and not explained yet."""
        feedback, floor = self._feedback(holder), self._live.floor
        return floor.feedback.get(feedback) == PHONE and feedback not in floor.explained

    def _feedback(self, holder: Holder) -> FeedbackId:
        return FeedbackId(_id("rate", holder))

    async def _order(self, holder: Holder, what: str, command: Command) -> Outcome:
        envelope = Envelope(id=_id(what, holder), command=command)
        return await self._live.order(envelope, PHONE, Role.PHONE)


def _id(what: str, holder: Holder) -> CommandId:
    """From the token and not from its hash, which every device of the centre may read."""
    made = sha256(f"{what}:{holder.token.upper()}".encode()).digest()[:16]
    return CommandId(str(UUID(bytes=made, version=4)))
