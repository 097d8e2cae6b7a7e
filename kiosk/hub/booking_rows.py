"""What citizens asked for, as it stands in the database, each with its centre's answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.ids import AppointmentCode, CommandId, ServiceId
from kiosk.hub.store import Connection

_BY_TOKEN = """
    SELECT b.centre_id, b.code, b.service, b.slot, b.wanted, b.ask, b.command::text, b.made_at,
        b.held_until, b.changes, i.state, i.reason
    FROM booking b LEFT JOIN inbox i ON i.centre_id = b.centre_id AND i.id = b.command
    WHERE b.centre_id = %s AND b.token_hash = %s
"""
_WANTED = """
    SELECT b.centre_id, b.code, b.service, b.slot, b.wanted, b.ask, b.command::text, b.made_at,
        b.held_until, b.changes, i.state, i.reason
    FROM booking b LEFT JOIN inbox i ON i.centre_id = b.centre_id AND i.id = b.command
    WHERE b.centre_id = %s AND b.service = %s AND b.wanted > %s
"""
_TURN = "INSERT INTO booking_turn (centre_id) VALUES (%s) ON CONFLICT (centre_id) DO NOTHING"
_HOLD_TURN = "SELECT centre_id FROM booking_turn WHERE centre_id = %s FOR UPDATE"
_ADD = """
    INSERT INTO booking (centre_id, code, token_hash, service, slot, wanted, ask, command, made_at,
        asked_at, held_until, changes)
    VALUES (%s, %s, %s, %s, %s, %s, 'hold', NULL, %s, %s, %s, 0)
    ON CONFLICT (centre_id, code) DO NOTHING RETURNING code
"""
_ASK = """
    UPDATE booking SET slot = %s, wanted = %s, ask = %s, command = %s, asked_at = %s,
        held_until = %s, changes = changes + 1
    WHERE centre_id = %s AND code = %s
"""
_DROP = "DELETE FROM booking WHERE centre_id = %s AND code = %s"
_FORGET = """
    DELETE FROM booking WHERE (ask = 'hold' AND held_until < %s) OR greatest(slot, wanted) < %s
"""


class Ask(StrEnum):
    """What was last asked for an appointment."""

    HOLD = "hold"
    """Nothing yet: its place is kept for some minutes."""
    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"


class Answered(StrEnum):
    """What the centre made of it."""

    WAITING = "waiting"
    """It has not come for it, or not said."""
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One appointment as asked for: its place was ``slot``, ``wanted`` is the one it is to have.

    ``reason`` is the code of a refusal; ``changes`` counts what was asked.
    """

    centre_id: int
    code: AppointmentCode
    service: ServiceId
    slot: datetime
    wanted: datetime
    ask: Ask
    command: CommandId | None
    made_at: datetime
    held_until: datetime | None
    changes: int
    answered: Answered = Answered.WAITING
    reason: str | None = None


class BookingRows:
    """The rows of one centre, inside the caller's transaction."""

    def __init__(self, connection: Connection, centre_id: int) -> None:
        self._connection = connection
        self._centre_id = centre_id

    async def take_turn(self) -> None:
        """From here to the end of the transaction nobody else gives a place of this centre."""
        await self._connection.execute(_TURN, (self._centre_id,))
        await self._connection.execute(_HOLD_TURN, (self._centre_id,))

    async def by_token(self, token_hash: bytes) -> Booking | None:
        """The one whose page has this token."""
        row = await self._connection.execute(_BY_TOKEN, (self._centre_id, token_hash))
        found = await row.fetchone()
        return _booking(found) if found is not None else None

    async def wanted(self, service: ServiceId, since: datetime) -> Sequence[Booking]:
        """Every one for a time after ``since``, whatever became of it."""
        rows = await self._connection.execute(_WANTED, (self._centre_id, service, since))
        return [_booking(row) for row in await rows.fetchall()]

    async def hold(
        self,
        code: AppointmentCode,
        token_hash: bytes,
        service: ServiceId,
        slot: datetime,
        *,
        now: datetime,
        until: datetime,
    ) -> bool:
        """Keep a place until then; whether nobody else has that code."""
        values = (self._centre_id, code, token_hash, service, slot, slot, now, now, until)
        return await (await self._connection.execute(_ADD, values)).fetchone() is not None

    async def ask(
        self,
        booking: Booking,
        ask: Ask,
        command: CommandId | None,
        *,
        slot: datetime,
        wanted: datetime,
        now: datetime,
        until: datetime | None = None,
    ) -> None:
        """Note what is asked from now on."""
        values = (slot, wanted, ask, command, now, until, self._centre_id, booking.code)
        await self._connection.execute(_ASK, values)

    async def drop(self, booking: Booking) -> None:
        """A place that was only kept is nobody's any more."""
        await self._connection.execute(_DROP, (self._centre_id, booking.code))


async def forget(connection: Connection, *, held_before: datetime, past: datetime) -> None:
    """Let go of every centre's places that nobody confirmed, and appointments long over."""
    await connection.execute(_FORGET, (held_before, past))


def _booking(row: Sequence[object]) -> Booking:
    (*_, state, reason) = row
    centre_id, code, service, slot, wanted, ask, command, made_at, held_until, changes = row[:-2]
    assert isinstance(centre_id, int)
    assert isinstance(changes, int)
    assert isinstance(slot, datetime)
    assert isinstance(wanted, datetime)
    assert isinstance(made_at, datetime)
    assert held_until is None or isinstance(held_until, datetime)
    answered = Answered.WAITING
    if state not in (None, "waiting"):
        answered = Answered.DONE if state == "done" else Answered.REFUSED
    return Booking(
        centre_id=centre_id,
        code=AppointmentCode(str(code)),
        service=ServiceId(str(service)),
        slot=slot,
        wanted=wanted,
        ask=Ask(str(ask)),
        command=CommandId(str(command)) if command is not None else None,
        made_at=made_at,
        held_until=held_until,
        changes=changes,
        answered=answered,
        reason=str(reason) if reason else None,
    )
