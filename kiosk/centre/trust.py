"""Who comes in, joined: devices, their admission, the authority and the console."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.types import Receive, Scope

from kiosk.centre.admitting import Admitting
from kiosk.centre.app import Routes
from kiosk.centre.applications import Applications
from kiosk.centre.attendance import Register
from kiosk.centre.authority import Authority
from kiosk.centre.console import Console
from kiosk.centre.devices import Devices
from kiosk.centre.devices_asking import DevicesAsking
from kiosk.centre.enrolment import Enrolment
from kiosk.centre.feed import Feed
from kiosk.centre.foundation import Foundation
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.db.devices import DeviceTable
from kiosk.db.opening import StoreFailed, transaction
from kiosk.db.private_files import KEYS
from kiosk.domain.ids import DeviceId
from kiosk.web.answer import Answer
from kiosk.web.errors import Stopped
from kiosk.web.strangers import Strangers
from kiosk.wire import paths

log = logging.getLogger(__name__)

KEEP_SEEN_S = 300.0
PEM = b"application/x-pem-file"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustGround:
    """What trust stands on."""

    foundation: Foundation
    live: Live
    feed: Feed
    strangers: Strangers


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """``gate`` is asked by everything that answers; the rest is for who lets devices in."""

    gate: Gate
    devices: Devices
    admitting: Admitting
    register: Register
    enrolment: Enrolment
    authority: Authority
    strangers: Strangers
    console: Console
    asking: DevicesAsking

    def routes(self) -> Routes:
        """What is answered here."""
        enrolment, asking = self.enrolment, self.asking
        return {
            ("GET", paths.ENROL): enrolment.commit,
            ("POST", paths.ENROL): enrolment.answer,
            ("GET", paths.CLAIM): enrolment.claim,
            ("GET", paths.AUTHORITY): self._authority,
            ("GET", paths.ME): asking.me,
            ("GET", paths.DEVICES): asking.listed,
            ("POST", paths.ADMIT): asking.admit,
            ("POST", paths.REFUSE): asking.refuse,
            ("POST", paths.REVOKE): asking.revoke,
        }

    async def _authority(self, _: Scope, __: Receive) -> Answer:
        """``GET /authority.pem``, for everybody: what is no secret, and believed by its code."""
        return Answer(body=self.authority.pem, content_type=PEM)

    async def keep_seen(self) -> None:
        """Keep who was heard of, every now and then, until cancelled."""
        while True:
            await asyncio.sleep(KEEP_SEEN_S)
            await self.keep_seen_now()

    async def keep_seen_now(self) -> None:
        """Keep who was heard of; where the store takes nothing it is kept in memory alone."""
        try:
            await self.admitting.last_seen.keep()
        except Stopped:
            log.warning("seen_not_kept")


def build_trust(ground: TrustGround, *, agent_of: Callable[[DeviceId], str | None]) -> Trust:
    """Load what the centre trusts, or make it. Raises ``AuthorityUnfit``."""
    base, live = ground.foundation, ground.live
    authority = Authority.load_or_make(
        base.settings.data / KEYS,
        centre=live.catalogue.centre.code,
        machine=base.surroundings.machine(),
    )
    table = DeviceTable(base.db)
    devices = _devices(base, table, ground.strangers)
    gate = Gate(devices, steady_s=base.steady_s, strangers=ground.strangers)
    register = Register(wake=ground.feed.wake)
    applications = Applications(
        authority=authority.fingerprint, steady_s=base.steady_s, chance=base.surroundings.chance
    )
    admitting = Admitting(
        live=live,
        devices=devices,
        applications=applications,
        register=register,
        table=table,
        clock=base.clock,
    )
    live.heed(admitting.heed)
    return Trust(
        gate=gate,
        devices=devices,
        admitting=admitting,
        register=register,
        enrolment=_enrolment(ground, gate, admitting, applications),
        authority=authority,
        strangers=ground.strangers,
        console=_console(base.settings.data, devices),
        asking=DevicesAsking(
            gate=gate, live=live, admitting=admitting, say=base.say, agent_of=agent_of
        ),
    )


def _devices(base: Foundation, table: DeviceTable, strangers: Strangers) -> Devices:
    """Those that are admitted; from where they were last heard of there is room for them."""
    try:
        with transaction(base.db):
            table.revoke_who_never_came(base.clock.now())
    except StoreFailed as error:
        # Nobody has their tokens: nothing is lost while the disk takes nothing.
        log.warning("never_came_not_noted", extra={"cause": str(error)})
    for row in table.all():
        if row.seen is not None and row.revoked_at is None:
            strangers.know(row.seen.address)
    return Devices(table.admitted(), steady_s=base.steady_s)


def _enrolment(
    ground: TrustGround, gate: Gate, admitting: Admitting, applications: Applications
) -> Enrolment:
    return Enrolment(
        gate=gate,
        live=ground.live,
        admitting=admitting,
        applications=applications,
        clock=ground.foundation.clock,
        trust_loopback=ground.foundation.settings.trust_loopback,
    )


def _console(data: Path, devices: Devices) -> Console:
    return Console(data=data, devices=devices, new_token=lambda: secrets.token_urlsafe(32))
