"""``POST /commands``: from bytes to the writer and back."""

from typing import assert_never

from starlette.types import Receive, Scope

from kiosk.centre.devices import RIGHTS
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.centre.ruling import IdReused
from kiosk.centre.say import BUSY, DISK_FULL, Say
from kiosk.centre.signing_in import SigningIn
from kiosk.centre.writer import Outcome, Unavailable
from kiosk.domain.commands import (
    CancelAppointment,
    CheckIn,
    Command,
    IssueTicket,
    MoveAppointment,
)
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.web.answer import Answer
from kiosk.web.body import read_body
from kiosk.web.errors import Stopped, forbidden, not_json, refused, unavailable, unfit
from kiosk.wire.codec import Envelope, NotJson, WrongShape, decode_command
from kiosk.wire.paths import MAX_BODY_BYTES


class Commanding:
    """Answers commands. Belongs to the event loop."""

    def __init__(self, *, gate: Gate, live: Live, say: Say, signing_in: SigningIn) -> None:
        self._gate = gate
        self._live = live
        self._say = say
        self._signing_in = signing_in

    async def answer(self, scope: Scope, receive: Receive) -> Answer:
        """What one request is answered. Raises ``Stopped``."""
        device = self._gate.commanding_device(scope)
        self._live.check_begun()
        envelope = _decode(await read_body(scope, receive, limit_bytes=MAX_BODY_BYTES))
        kind = type(envelope.command)
        if kind not in RIGHTS[device.role]:
            raise Stopped(forbidden(f"a {device.role} may not send {kind.__name__}"))
        self._signing_in.check(scope, device, envelope.command)
        if not _names_a_code(envelope.command):
            outcome = await self._live.order(envelope, device.id, device.role)
            if isinstance(outcome, bytes):
                await self._signing_in.heed(device.id, envelope.command)
            return self._answer_for(outcome)
        self._gate.try_code(device)
        outcome = await self._live.order(envelope, device.id, device.role)
        if not (isinstance(outcome, Refused) and outcome.reason is Reason.APPOINTMENT_UNKNOWN):
            self._gate.code_known(device)
        return self._answer_for(outcome)

    def _answer_for(self, outcome: Outcome) -> Answer:
        match outcome:
            case bytes():
                return Answer(body=outcome)
            case Refused(reason=reason):
                return refused(reason, self._say.reason(reason))
            case Unfit(where=where, what=what):
                return unfit(where, what)
            case IdReused():
                return unfit("id", "this id stands for another command", error="ID_REUSED")
            case Unavailable(disk_full=disk_full):
                error = DISK_FULL if disk_full else BUSY
                return unavailable(error, self._say.error(error))
            case _:
                assert_never(outcome)


def _names_a_code(command: Command) -> bool:
    """Whether this tries an appointment's code, which somebody may only have guessed."""
    if isinstance(command, IssueTicket):
        return command.appointment is not None
    return isinstance(command, CheckIn | MoveAppointment | CancelAppointment)


def _decode(body: bytes) -> Envelope:
    try:
        return decode_command(body)
    except NotJson as error:
        raise Stopped(not_json()) from error
    except WrongShape as error:
        raise Stopped(unfit(error.where, error.what, error="WRONG_SHAPE")) from error
