"""``/enrol``: a device asks to become one of the centre's, and comes for its token."""

from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from starlette.types import Receive, Scope

from kiosk.centre.admitting import Admitting
from kiosk.centre.applications import (
    Admitted,
    Applications,
    BeginAnew,
    Ended,
    NobodyWaits,
    TooManyWait,
)
from kiosk.centre.clock import LocalClock
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.domain.commands import Role
from kiosk.web.answer import Answer
from kiosk.web.body import SHORT_BODY_BYTES, read_shape
from kiosk.web.errors import Stopped, gone, not_found, too_many, unfit
from kiosk.web.peer import address, is_local
from kiosk.wire.codec import encode

HERE = frozenset({Role.KIOSK, Role.COUNTER, Role.BOARD, Role.FEEDBACK})
"""What a process of a trusted machine may become without being asked who it is."""

Name = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
"""What people call a device."""
DeviceRole = Literal["kiosk", "counter", "board", "feedback", "manager", "follower", "watcher"]
_Nonce = Annotated[str, msgspec.Meta(min_length=32, max_length=128, pattern=r"^[A-Za-z0-9_-]*\Z")]


class Application(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a device asks for; ``nonce`` and ``commitment`` as in ``kiosk.wire.joining``."""

    role: DeviceRole
    name: Name = ""
    nonce: _Nonce | None = None
    commitment: _Nonce | None = None


_APPLICATION = msgspec.json.Decoder(Application)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """What an admitted device is told, once; ``index`` is a kiosk's share of the reserve."""

    device: str
    token: str
    index: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What a device is told whom a manager has to admit.

    ``claim`` is secret, ``nonce`` the centre's; the device makes the code itself to be sure.
    """

    code: str
    claim: str
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What binds the centre to a nonce: see ``kiosk.wire.joining``."""

    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StillWaits:
    """Nobody has typed the code yet."""

    waits: Literal[True] = True


class Enrolment:
    """Answers devices that are not admitted yet. Belongs to the event loop."""

    def __init__(
        self,
        *,
        gate: Gate,
        live: Live,
        admitting: Admitting,
        applications: Applications,
        clock: LocalClock,
        trust_loopback: bool,
    ) -> None:
        self._gate = gate
        self._live = live
        self._admitting = admitting
        self._applications = applications
        self._clock = clock
        self._trust_loopback = trust_loopback

    async def commit(self, scope: Scope, _: Receive) -> Answer:
        """``GET /enrol``: the centre binds itself before it is asked. Raises ``Stopped``."""
        self._gate.count_enrolment(scope)
        try:
            return Answer(body=encode(Bound(commitment=self._applications.commit(address(scope)))))
        except TooManyWait as error:
            raise Stopped(too_many()) from error

    async def answer(self, scope: Scope, receive: Receive) -> Answer:
        """``POST /enrol``: admitted at once, or told to wait. Raises ``Stopped``."""
        self._gate.count_enrolment(scope)
        self._live.check_begun()
        application = await read_shape(scope, receive, _APPLICATION, limit_bytes=SHORT_BODY_BYTES)
        role = Role(application.role)
        if (application.nonce is None) != (application.commitment is None):
            what = "a nonce and a commitment belong together"
            raise Stopped(unfit("commitment", what, error="WRONG_SHAPE"))
        if self._trust_loopback and role in HERE and is_local(scope):
            name, peer = application.name, address(scope)
            return _enrolled(await self._admitting.admit_here(role, name, peer))
        return self._waits(application, role, address(scope))

    def _waits(self, application: Application, role: Role, peer: str) -> Answer:
        try:
            applied = self._applications.apply(
                role=role,
                name=application.name,
                address=peer,
                at=self._clock.now(),
                nonce=application.nonce,
                commitment=application.commitment,
            )
        except TooManyWait as error:
            raise Stopped(too_many()) from error
        except BeginAnew as error:
            raise Stopped(gone("this commitment is used or too old: begin with GET")) from error
        waits = Waits(code=applied.application.code, claim=applied.claim, nonce=applied.nonce)
        return Answer(status=202, body=encode(waits))

    async def claim(self, scope: Scope, _: Receive) -> Answer:
        """``GET /enrol/<claim>``: the token, once it is there, once. Raises ``Stopped``."""
        self._gate.count_claim(scope)
        self._live.check_begun()
        try:
            application = self._applications.claim(scope["path_params"]["claim"])
        except Ended as ended:
            raise Stopped(_ended(ended)) from ended
        except NobodyWaits as error:
            raise Stopped(not_found()) from error
        admitted = await self._admitting.hand_over(application, address(scope))
        if admitted is None:
            return Answer(status=202, body=encode(StillWaits()))
        return _enrolled(admitted)


def _enrolled(admitted: Admitted) -> Answer:
    device = admitted.device
    return Answer(body=encode(Enrolled(device=device.id, token=admitted.token, index=device.index)))


def _ended(ended: Ended) -> Answer:
    """410, and whether somebody said no."""
    if ended.refused:
        return gone("a manager has turned this device away", error="REFUSED")
    return gone("nobody typed the code in time: ask again", error="TOO_OLD")
