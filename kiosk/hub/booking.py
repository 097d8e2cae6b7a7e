"""Places in centres' books, given to citizens at the hub: kept, asked for, moved and given back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from hashlib import sha256

from kiosk.domain.appointment import Appointment, Share
from kiosk.domain.appointment_code import code_from
from kiosk.domain.catalogue import Service
from kiosk.domain.commands import BookAppointment, CancelAppointment, Command, MoveAppointment
from kiosk.domain.errors import Reason
from kiosk.domain.ids import AppointmentCode
from kiosk.hub.booking_offers import Offer, Offers, wanted
from kiosk.hub.booking_rows import Ask, Booking, BookingRows, forget
from kiosk.hub.booking_standing import Standing, standing
from kiosk.hub.public_ground import PublicGround
from kiosk.hub.store import Connection
from kiosk.web.booking_sight import BookingState

HOLD = timedelta(minutes=10)
"""How long a place is kept for somebody who has not said yes to it."""
KEPT_AFTER = timedelta(days=8)
"""How long an appointment that is over can still be looked at."""
CODE_BYTES = 8
CODE_TRIES = 8
CITIZEN = "citizen"
"""Who asked, as the inbox has it: nobody knows more."""

MAY_MOVE = frozenset({BookingState.BOOKED})
MAY_CANCEL = frozenset(
    {BookingState.HELD, BookingState.ASKED, BookingState.BOOKED, BookingState.MOVING}
)


class Trouble(StrEnum):
    """Why the hub itself does not do what was asked."""

    UNKNOWN = auto()
    """No appointment has this token."""
    NOT_NOW = auto()
    """It stands in a state in which that cannot be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An appointment with what is known of it now; ``kept`` is what the centre's book has."""

    booking: Booking
    kept: Appointment | None
    standing: Standing


Done = Place | Reason | Trouble
"""What became of what was asked: it stands so now, the rules refuse it, or it cannot be."""


class Bookings:
    """Gives the hub's places. Belongs to the event loop.

    Whoever gives a place of a centre waits for its turn in the database: the last place is given
    once, however many ask.
    """

    def __init__(self, ground: PublicGround, offers: Offers) -> None:
        self._ground = ground
        self._offers = offers

    async def find(self, offer: Offer, token: str) -> Place | None:
        """The appointment whose page has this token. Raises ``HubStoreFailed``."""
        async with self._ground.store.reading() as connection:
            return await self._found(connection, offer, token)

    async def hold(self, offer: Offer, service: Service, begins: datetime, token: str) -> Done:
        """Keep a place for some minutes; with the same token again it is the same appointment.

        With another time, while it is only held, that one's place. Raises ``HubStoreFailed``.
        """
        async with self._ground.store.transaction() as connection:
            rows = BookingRows(connection, offer.centre.centre_id)
            await rows.take_turn()
            known = await self._found(connection, offer, token)
            if known is not None:
                if known.booking.ask is not Ask.HOLD:
                    return known
                if _is_same(known, service, begins):
                    return known
                await rows.drop(known.booking)
            asked = await wanted(connection, offer, service)
            refusal = offer.refusal(asked, service, begins, moving=None)
            if refusal is not None:
                return refusal
            await self._keep(rows, offer, service, begins, token)
            done = await self._found(connection, offer, token)
        self._offers.changed(offer.centre.centre_id, service.id)
        return done or Trouble.UNKNOWN

    async def confirm(self, offer: Offer, token: str) -> Done:
        """The visitor's yes: ask the centre to book it. Raises ``HubStoreFailed``."""
        return await self._act(offer, token, self._confirm)

    async def move(self, offer: Offer, token: str, begins: datetime) -> Done:
        """Ask the centre to move it; its place counts until it has. Raises ``HubStoreFailed``."""

        async def moved(
            connection: Connection, offer: Offer, place: Place
        ) -> Reason | Trouble | None:
            return await self._move(connection, offer, place, begins)

        return await self._act(offer, token, moved)

    async def cancel(self, offer: Offer, token: str) -> Done:
        """Ask the centre to give its place to somebody else. Raises ``HubStoreFailed``."""
        return await self._act(offer, token, self._cancel)

    async def forget(self) -> None:
        """Let go of what nobody confirmed, and what is long over. Raises ``HubStoreFailed``."""
        now = self._ground.now()
        async with self._ground.store.transaction() as connection:
            await forget(connection, held_before=now - HOLD, past=now - KEPT_AFTER)

    async def _act(
        self,
        offer: Offer,
        token: str,
        act: Callable[[Connection, Offer, Place], Awaitable[Reason | Trouble | None]],
    ) -> Done:
        """Do something to an appointment when its centre's turn has come."""
        async with self._ground.store.transaction() as connection:
            await BookingRows(connection, offer.centre.centre_id).take_turn()
            place = await self._found(connection, offer, token)
            if place is None:
                return Trouble.UNKNOWN
            refusal = await act(connection, offer, place)
            done = await self._found(connection, offer, token)
        self._offers.changed(offer.centre.centre_id, place.booking.service)
        self._ground.inbox.wake(offer.centre.centre_id)
        # A place that was only held is simply gone.
        return refusal or done or place

    async def _confirm(
        self, connection: Connection, offer: Offer, place: Place
    ) -> Reason | Trouble | None:
        booking = place.booking
        if booking.ask is not Ask.HOLD:
            return None  # sent twice, done once
        service = offer.service(booking.service)
        if service is None:
            return Reason.NO_APPOINTMENTS
        asked = await wanted(connection, offer, service)
        others = [one for one in asked if one.code != booking.code]
        begins = booking.wanted.astimezone(offer.zone)
        # Also where the time to confirm has run out: the place may still be there.
        refusal = offer.refusal(others, service, begins, moving=None)
        if refusal is not None:
            return refusal
        command = BookAppointment(service=service.id, slot=begins, code=booking.code)
        await self._ask(connection, offer, booking, Ask.BOOK, command, begins, begins)
        return None

    async def _move(
        self, connection: Connection, offer: Offer, place: Place, begins: datetime
    ) -> Reason | Trouble | None:
        booking, now = place.booking, place.standing
        if begins in (now.slot, now.wanted):
            return None
        if now.state not in MAY_MOVE:
            return Trouble.NOT_NOW
        service = offer.service(booking.service)
        if service is None:
            return Reason.NO_APPOINTMENTS
        asked = await wanted(connection, offer, service)
        refusal = offer.refusal(asked, service, begins, moving=booking)
        if refusal is not None:
            return refusal
        command = MoveAppointment(appointment=booking.code, slot=begins)
        await self._ask(connection, offer, booking, Ask.MOVE, command, now.slot, begins)
        return None

    async def _cancel(self, connection: Connection, offer: Offer, place: Place) -> Trouble | None:
        booking, now = place.booking, place.standing
        if now.state in (BookingState.CANCELLING, BookingState.CANCELLED):
            return None
        if now.state not in MAY_CANCEL:
            return Trouble.NOT_NOW
        if now.state is BookingState.HELD:
            await BookingRows(connection, offer.centre.centre_id).drop(booking)
            return None
        command = CancelAppointment(appointment=booking.code)
        await self._ask(
            connection, offer, booking, Ask.CANCEL, command, now.slot, now.wanted or now.slot
        )
        return None

    async def _ask(
        self,
        connection: Connection,
        offer: Offer,
        booking: Booking,
        ask: Ask,
        command: Command,
        slot: datetime,
        to: datetime,
    ) -> None:
        centre_id = offer.centre.centre_id
        number = await self._ground.inbox.put(connection, centre_id, command, by=CITIZEN)
        rows = BookingRows(connection, centre_id)
        await rows.ask(booking, ask, number, slot=slot, wanted=to, now=self._ground.now())

    async def _keep(
        self, rows: BookingRows, offer: Offer, service: Service, begins: datetime, token: str
    ) -> None:
        now = self._ground.now()
        for _ in range(CODE_TRIES):
            code = self._code(offer)
            if await rows.hold(
                code, token_key(token), service.id, begins, now=now, until=now + HOLD
            ):
                return
        raise RuntimeError("no code is free")

    def _code(self, offer: Offer) -> AppointmentCode:
        """One that the centre's book does not have; the database says whether ours do."""
        return code_from(self._ground.chance(CODE_BYTES), Share.HUB, offer.floor.book)

    async def _found(self, connection: Connection, offer: Offer, token: str) -> Place | None:
        rows = BookingRows(connection, offer.centre.centre_id)
        booking = await rows.by_token(token_key(token))
        if booking is None:
            return None
        kept = offer.kept(booking.code)
        return Place(
            booking=booking,
            kept=kept,
            standing=standing(booking, kept, self._ground.now(), offer.zone),
        )


def _is_same(known: Place, service: Service, begins: datetime) -> bool:
    """Whether just this place is kept already."""
    booking = known.booking
    is_held = known.standing.state is BookingState.HELD
    return is_held and booking.service == service.id and booking.wanted == begins


def token_key(token: str) -> bytes:
    """What is kept of a page's token."""
    return sha256(token.upper().encode()).digest()
