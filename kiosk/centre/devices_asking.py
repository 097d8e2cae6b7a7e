"""``/me``, ``/devices``, ``/admit``, ``/refuse`` and ``/revoke``: who is of this centre."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import msgspec
from starlette.types import Receive, Scope

from kiosk.centre.admitting import Admitting, DeviceNow, NoSuchDevice, TriedTooOften, WaitingNow
from kiosk.centre.applications import NobodyWaits
from kiosk.centre.devices import Act, Reading
from kiosk.centre.enrolment import DeviceRole, Name
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.centre.say import CODE_UNKNOWN, Say
from kiosk.domain.commands import Role
from kiosk.domain.ids import DeviceId
from kiosk.web.answer import Answer
from kiosk.web.body import SHORT_BODY_BYTES, read_shape
from kiosk.web.errors import Stopped, refused, too_many, unfit
from kiosk.wire.codec import encode
from kiosk.wire.joining import CODE_DIGITS

Code = Annotated[str, msgspec.Meta(pattern=rf"^[0-9]{{{CODE_DIGITS}}}\Z")]


class Admit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Let in whose screen shows ``code``."""

    code: Code
    role: DeviceRole | None = None
    name: Name | None = None


class Refuse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Turn away who waits under this number."""

    waiting: int


class Revoke(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Let this device in no more."""

    device: Annotated[str, msgspec.Meta(max_length=64)]


_ADMIT = msgspec.json.Decoder(Admit)
_REFUSE = msgspec.json.Decoder(Refuse)
_REVOKE = msgspec.json.Decoder(Revoke)


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who asks, as the centre knows it; ``agent`` is who is signed in there."""

    device: str
    role: Role
    name: str
    index: int | None
    agent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittedNow:
    """Who was let in."""

    device: str
    role: Role
    name: str
    index: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllDevices:
    """Who is admitted, or was, and who waits to be."""

    devices: tuple[DeviceNow, ...]
    waiting: tuple[WaitingNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneSo:
    """It happened."""

    done: bool = True


class DevicesAsking:
    """Answers devices about themselves, and managers about all. Belongs to the event loop."""

    def __init__(
        self,
        *,
        gate: Gate,
        live: Live,
        admitting: Admitting,
        say: Say,
        agent_of: Callable[[DeviceId], str | None],
    ) -> None:
        self._gate = gate
        self._live = live
        self._admitting = admitting
        self._say = say
        self._agent_of = agent_of

    async def me(self, scope: Scope, _: Receive) -> Answer:
        """``GET /me``, for any device. Raises ``Stopped``: 401 tells it that it was revoked."""
        device = await self._admitting.with_index(self._gate.device(scope))
        me = Me(
            device=device.id,
            role=device.role,
            name=device.name,
            index=device.index,
            agent=self._agent_of(device.id),
        )
        return Answer(body=encode(me))

    async def listed(self, scope: Scope, _: Receive) -> Answer:
        """``GET /devices``. Raises ``Stopped``."""
        self._gate.reader(scope, Reading.DEVICES)
        self._live.check_begun()
        devices = await self._admitting.devices()
        return Answer(body=encode(AllDevices(devices=devices, waiting=self._admitting.waiting())))

    async def admit(self, scope: Scope, receive: Receive) -> Answer:
        """``POST /admit``. Raises ``Stopped``: 409 for a code that nobody shows."""
        manager = self._gate.actor(scope, Act.ADMIT)
        self._live.check_begun()
        wish = await read_shape(scope, receive, _ADMIT, limit_bytes=SHORT_BODY_BYTES)
        role = Role(wish.role) if wish.role is not None else None
        try:
            device = await self._admitting.admit(
                wish.code, by=manager.id, role=role, name=wish.name
            )
        except TriedTooOften as error:
            raise Stopped(too_many()) from error
        except NobodyWaits as error:
            raise Stopped(refused(CODE_UNKNOWN, self._say.error(CODE_UNKNOWN))) from error
        admitted = AdmittedNow(
            device=device.id, role=device.role, name=device.name, index=device.index
        )
        return Answer(body=encode(admitted))

    async def refuse(self, scope: Scope, receive: Receive) -> Answer:
        """``POST /refuse``. Raises ``Stopped``."""
        manager = self._gate.actor(scope, Act.ADMIT)
        wish = await read_shape(scope, receive, _REFUSE, limit_bytes=SHORT_BODY_BYTES)
        try:
            self._admitting.refuse(wish.waiting, by=manager.id)
        except NobodyWaits as error:
            raise Stopped(unfit("waiting", "nobody waits under this number")) from error
        return Answer(body=encode(DoneSo()))

    async def revoke(self, scope: Scope, receive: Receive) -> Answer:
        """``POST /revoke``: at once, its feed included. Raises ``Stopped``."""
        manager = self._gate.actor(scope, Act.ADMIT)
        self._live.check_begun()
        wish = await read_shape(scope, receive, _REVOKE, limit_bytes=SHORT_BODY_BYTES)
        try:
            await self._admitting.revoke(DeviceId(wish.device), by=manager.id)
        except NoSuchDevice as error:
            raise Stopped(unfit("device", "there is no such device")) from error
        return Answer(body=encode(DoneSo()))
