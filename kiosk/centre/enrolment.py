"""``POST /enrol``: a device becomes one of the centre's."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from starlette.types import Receive, Scope

from kiosk.centre.clock import LocalClock
from kiosk.centre.devices import Devices, token_sha256
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.centre.peer import is_local
from kiosk.db.devices import DeviceTable
from kiosk.domain.commands import Role
from kiosk.web.answer import Answer
from kiosk.web.body import read_body
from kiosk.web.errors import Stopped, forbidden, not_json, unfit
from kiosk.wire.codec import encode
from kiosk.wire.paths import MAX_BODY_BYTES


class _Application(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: Literal["kiosk", "counter", "board", "feedback", "manager"]
    name: Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """What the device is told, once."""

    device: str
    token: str


class Enrolment:
    """Admits devices; until Hall only those of this very machine. Belongs to the event loop."""

    def __init__(
        self,
        *,
        gate: Gate,
        live: Live,
        devices: Devices,
        table: DeviceTable,
        clock: LocalClock,
        trust_loopback: bool,
        new_token: Callable[[], str] = lambda: secrets.token_urlsafe(32),
    ) -> None:
        self._gate = gate
        self._live = live
        self._devices = devices
        self._table = table
        self._clock = clock
        self._trust_loopback = trust_loopback
        self._new_token = new_token

    async def answer(self, scope: Scope, receive: Receive) -> Answer:
        """What one request is answered. Raises ``Stopped``."""
        self._gate.count_enrolment(scope)
        self._live.check_begun()
        body = await read_body(scope, receive, limit_bytes=MAX_BODY_BYTES)
        application = _decode(body)
        role = Role(application.role)
        if role is Role.MANAGER:
            raise Stopped(forbidden("a manager cannot be enrolled over the network"))
        if not (self._trust_loopback and is_local(scope)):
            raise Stopped(forbidden("this centre admits only devices of its own machine"))
        token = self._new_token()
        hashed, now = token_sha256(token.encode()), self._clock.now()
        device = await self._live.do(lambda: self._table.add(role, application.name, hashed, now))
        self._devices.admit(device, token.encode())
        return Answer(body=encode(Enrolled(device=device.id, token=token)))


def _decode(body: bytes) -> _Application:
    try:
        return msgspec.json.decode(body, type=_Application)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        raise Stopped(unfit(where.rstrip("`"), what, error="WRONG_SHAPE")) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Stopped(not_json()) from error
