"""``POST /sign-in``, ``/sign-out``: an agent says at a counter who they are, and proves it."""

import logging
from collections.abc import Callable
from math import ceil
from typing import Annotated

import msgspec
from starlette.types import Receive, Scope

from kiosk.centre.devices import Act
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.centre.people import People, Wrong
from kiosk.centre.say import LOCKED, NOT_SIGNED_IN, WRONG_PIN, Say
from kiosk.centre.signed_in import SignedIn
from kiosk.db.devices import Device
from kiosk.db.people import Duty, Person
from kiosk.domain.commands import CallNext, CallTicket, Command, OpenCounter, ReopenCounter, Role
from kiosk.domain.ids import AgentId, CounterId, DeviceId
from kiosk.web.answer import Answer
from kiosk.web.body import read_shape
from kiosk.web.errors import Stopped, too_many, turned_away
from kiosk.web.limits import Limit
from kiosk.web.peer import is_local
from kiosk.web.sign_in import Locked, TooManyAtOnce
from kiosk.wire.codec import encode

log = logging.getLogger(__name__)

BODY_BYTES = 1024
SIGN_INS_PER_S = 0.5
SIGN_INS_BURST = 10


class Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an agent types to sign in."""

    agent: Annotated[str, msgspec.Meta(max_length=64)]
    pin: Annotated[str, msgspec.Meta(max_length=64)]


_PROOF = msgspec.json.Decoder(Proof)


class AgentHere(msgspec.Struct, frozen=True, kw_only=True):
    """Who works at this device now, as the centre writes them; ``None``: nobody.

    ``asks_pin`` is whether a counter opens here only for who is signed in.
    """

    agent: AgentId | None
    asks_pin: bool


class SigningIn:
    """Lets agents sign in at counters' devices. Belongs to the event loop.

    With ``trust_loopback`` the devices of this machine need nobody who is signed in.
    """

    def __init__(
        self,
        *,
        gate: Gate,
        live: Live,
        people: People,
        signed_in: SignedIn,
        say: Say,
        steady_s: Callable[[], float],
        trust_loopback: bool,
    ) -> None:
        self._gate = gate
        self._live = live
        self._people = people
        self._signed_in = signed_in
        self._say = say
        self._trust_loopback = trust_loopback
        self._limit = Limit(rate_per_s=SIGN_INS_PER_S, burst=SIGN_INS_BURST, monotonic=steady_s)

    async def here(self, scope: Scope, _: Receive) -> Answer:
        """What ``GET /sign-in`` is answered. Raises ``Stopped``."""
        device = self._gate.actor(scope, Act.SIGN_IN)
        return self._told(scope, device)

    async def sign_in(self, scope: Scope, receive: Receive) -> Answer:
        """What ``POST /sign-in`` is answered. Raises ``Stopped``."""
        device = self._gate.actor(scope, Act.SIGN_IN)
        self._live.check_begun()
        proof = await read_shape(scope, receive, _PROOF, limit_bytes=BODY_BYTES)
        if not self._limit.allows(device.id):
            raise Stopped(too_many())
        person = await self._person(device.id, proof)
        await self._signed_in.begin(device.id, person)
        return self._told(scope, device)

    async def _person(self, device: DeviceId, proof: Proof) -> Person:
        asker = f"device {device}"
        try:
            return await self._people.sign_in(Duty.AGENT, proof.agent, proof.pin, asker=asker)
        except Wrong:
            log.info("sign_in_wrong", extra={"device": device})
            raise Stopped(turned_away(WRONG_PIN, self._say.error(WRONG_PIN))) from None
        except Locked as locked:
            log.warning("sign_in_locked", extra={"device": device})
            after_s = ceil(locked.after_s)
            answer = turned_away(LOCKED, self._say.locked(after_s), retry_after_s=after_s)
            raise Stopped(answer) from None
        except TooManyAtOnce:
            raise Stopped(too_many()) from None

    async def sign_out(self, scope: Scope, _: Receive) -> Answer:
        """What ``POST /sign-out`` is answered. Raises ``Stopped``."""
        device = self._gate.actor(scope, Act.SIGN_IN)
        await self._signed_in.end(device.id)
        return self._told(scope, device)

    def _told(self, scope: Scope, device: Device) -> Answer:
        agent = self._signed_in.agent_of(device.id)
        return Answer(body=encode(AgentHere(agent=agent, asks_pin=self.asks_pin(scope, device))))

    def asks_pin(self, scope: Scope, device: Device) -> bool:
        """Whether an agent has to sign in at this device before a counter opens there."""
        return device.role is Role.COUNTER and not (self._trust_loopback and is_local(scope))

    def check(self, scope: Scope, device: Device, command: Command) -> None:
        """Raises ``Stopped`` with 403 for what needs an agent who is signed in, and is not."""
        match command:
            case OpenCounter(agent=agent):
                stopped = agent != self._signed_in.agent_of(device.id)
            case CallNext(counter=counter) | CallTicket(counter=counter):
                stopped = self._is_revoked_at(counter)
            case ReopenCounter(counter=counter):
                stopped = self._is_revoked_at(counter)
            case _:
                return
        if stopped and self.asks_pin(scope, device):
            raise Stopped(turned_away(NOT_SIGNED_IN, self._say.error(NOT_SIGNED_IN)))

    def _is_revoked_at(self, counter: CounterId) -> bool:
        """Whether who opened this counter is nobody any more: they may finish, and call nobody."""
        agent = self._live.floor.counter(counter).agent
        return agent is not None and self._people.named(Duty.AGENT, agent) is None

    async def heed(self, device: DeviceId, command: Command) -> None:
        """Heed a command that was done."""
        await self._signed_in.heed(device, command)
