"""Letting devices in and out: what a manager decides, at the console or on a page."""

import dataclasses
import logging
import secrets
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime

from kiosk.centre.applications import Admitted, Application, Applications, NobodyWaits
from kiosk.centre.attendance import Register
from kiosk.centre.clock import LocalClock
from kiosk.centre.devices import CONSOLE, Devices, token_sha256
from kiosk.centre.indices import free_index, index_of_new
from kiosk.centre.last_seen import LastSeen
from kiosk.centre.live import Live
from kiosk.db.devices import Device, DeviceRow, DeviceTable, Seen
from kiosk.domain.commands import Role
from kiosk.domain.events import DeviceRevoked, Event
from kiosk.domain.ids import DeviceId
from kiosk.web.limits import Limit

log = logging.getLogger(__name__)

WRONG_CODES_A_MINUTE = 5
QUIET_S = 60.0
"""A kiosk of this machine not heard of for so long has left its directory, or its token in it."""


class TriedTooOften(Exception):
    """Too many codes that nobody has, in too short a time."""


class RoleNotGiven(Exception):
    """Whoever admits may not make a device what this one would be."""


class NoSuchDevice(Exception):
    """This centre has never admitted a device of this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceNow:
    """One device as a manager sees it; ``seen_at`` is ``None`` until it came for its token."""

    device: DeviceId
    role: Role
    name: str
    index: int | None
    admitted_at: datetime
    seen_at: datetime | None
    address: str
    follows: bool
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingNow:
    """One device that waits to be admitted: all but its code, which is typed from its screen."""

    waiting: int
    role: Role
    name: str
    address: str
    since: datetime


class Admitting:
    """Admits, refuses and revokes. Belongs to the event loop."""

    def __init__(
        self,
        *,
        live: Live,
        devices: Devices,
        applications: Applications,
        register: Register,
        table: DeviceTable,
        clock: LocalClock,
        new_token: Callable[[], str] = lambda: secrets.token_urlsafe(32),
    ) -> None:
        self._live = live
        self._devices = devices
        self._applications = applications
        self._register = register
        self._table = table
        self._clock = clock
        self._new_token = new_token
        self.last_seen = LastSeen(live=live, devices=devices, table=table, clock=clock)
        self._wrong_codes = Limit(
            rate_per_s=WRONG_CODES_A_MINUTE / 60,
            burst=WRONG_CODES_A_MINUTE,
            monotonic=devices.steady_s,
        )

    def waiting(self) -> tuple[WaitingNow, ...]:
        """Who waits to be admitted, the oldest first."""
        return tuple(
            WaitingNow(
                waiting=each.n,
                role=each.role,
                name=readable(each.name),
                address=each.address,
                since=each.since,
            )
            for each in self._applications.waiting()
        )

    async def devices(self) -> tuple[DeviceNow, ...]:
        """Every device there ever was. Raises ``Stopped`` with 503 while the store fails."""
        await self._drop_lapsed()
        return tuple(self._now(row) for row in await self._live.do(self._table.all))

    async def admit(
        self,
        code: str,
        *,
        by: str,
        role: Role | None = None,
        name: str | None = None,
        among: Container[Role] = frozenset(Role),
    ) -> Device:
        """Let in who shows ``code``, in another role or under another name if these are given.

        ``by`` is who tries, and may give the roles ``among``. Raises ``NobodyWaits``,
        ``TriedTooOften``, ``RoleNotGiven``, or ``Stopped`` with 503.
        """
        if not self._wrong_codes.allows(by):
            raise TriedTooOften
        application = self._applications.with_code(code)
        self._wrong_codes.give_back(by)
        given = application.role if role is None else role
        if given not in among:
            raise RoleNotGiven
        application.is_taken = True
        try:
            await self._drop_lapsed()
            admitted = await self._add(
                given,
                application.name if name is None else name,
            )
        finally:
            application.is_taken = False
        self._applications.decided(application, admitted)
        device = admitted.device
        log.info("admitted", extra={"device": device.id, "by": by, "address": application.address})
        return device

    def refuse(self, waiting: int, *, by: str) -> None:
        """Turn away who waits under this number. Raises ``NobodyWaits``."""
        application = self._applications.refuse(waiting)
        log.info("turned_away", extra={"by": by, "address": application.address})

    async def revoke(self, device: DeviceId, *, by: str) -> None:
        """Let a device in no more, from this moment on.

        Raises ``NoSuchDevice``, or ``Stopped`` with 503: then it is out until the next start only.
        """
        if device == CONSOLE:
            raise NoSuchDevice
        self._applications.withdraw(device)
        self._shut_out(device)
        at = self._clock.now()
        if not await self._live.do(lambda: self._table.revoke(device, at)):
            raise NoSuchDevice
        log.info("revoked", extra={"device": device, "by": by})

    def heed(self, event: Event) -> None:
        """Put out at once whom the hub has had put out; the store has it already."""
        if isinstance(event, DeviceRevoked):
            self._applications.withdraw(event.device)
            self._shut_out(event.device)
            log.info("revoked", extra={"device": event.device, "by": "hub"})

    async def admit_here(self, role: Role, name: str, address: str) -> Admitted:
        """Let in a screen of this very machine, which is trusted. Raises ``Stopped`` with 503.

        A kiosk that comes back without its token takes its place over: see ``QUIET_S``.
        """
        return await self._add(role, name, seen_from=address)

    async def hand_over(self, application: Application, address: str) -> Admitted | None:
        """What an admitted device comes for, or ``None`` while nobody has decided.

        Raises ``Stopped`` with 503; it may come again then.
        """
        if application.is_taken or application.admitted is None:
            return None
        admitted = application.admitted
        seen = Seen(at=self._clock.now(), address=address)
        application.is_taken = True
        try:
            await self._live.do(lambda: self._table.saw([(admitted.device.id, seen)]))
        finally:
            application.is_taken = False
        # From here on: until its device came for it the token is nobody's.
        if not self._applications.came(application):
            return None
        self._devices.admit(admitted.device, admitted.token.encode())
        return admitted

    async def with_index(self, device: Device) -> Device:
        """A kiosk that has no share of the reserve is given one, as soon as one is free.

        Raises ``Stopped`` with 503.
        """
        if device.role is not Role.KIOSK or device.index is not None:
            return device
        today = self._clock.now().date()

        def give() -> int | None:
            index = free_index(self._table.all(), today=today)
            if index is not None:
                self._table.give_index(device.id, index)
            return index

        index = await self._live.do(give)
        if index is None:
            return device
        return self._devices.change(dataclasses.replace(device, index=index))

    async def _add(self, role: Role, name: str, *, seen_from: str | None = None) -> Admitted:
        token, name = self._new_token(), readable(name)
        hashed, now = token_sha256(token.encode()), self._clock.now()
        quiet = self._quiet_of(name) if role is Role.KIOSK and seen_from is not None else ()

        def add() -> tuple[Device, DeviceId | None]:
            index, ghost = None, None
            if role is Role.KIOSK:
                index, ghost = index_of_new(self._table.all(), quiet, today=now.date())
            if ghost is not None:
                self._table.revoke(ghost, now)
            added = self._table.add(role, name, hashed, now, index=index, seen_from=seen_from)
            return added, ghost

        device, ghost = await self._live.do(add)
        if ghost is not None:
            self._shut_out(ghost)
        if seen_from is not None:
            self._devices.admit(device, token.encode())
            self._devices.hear(device.id, seen_from)
        return Admitted(device=device, token=token)

    def _quiet_of(self, name: str) -> tuple[DeviceId, ...]:
        """Kiosks of this name with an index that nobody has heard of for a while."""
        return tuple(
            each.id
            for each in self._devices
            if each.role is Role.KIOSK
            and each.name == name
            and each.index is not None
            and not self._register.follows(each.id)
            and self.last_seen.quiet_s(each.id) > QUIET_S
        )

    async def _drop_lapsed(self) -> None:
        """Revoke those who were admitted and did not come: their token is nobody's."""
        lapsed, at = self._applications.take_lapsed(), self._clock.now()
        if lapsed:
            await self._live.do(lambda: [self._table.revoke(each.id, at) for each in lapsed])

    def _shut_out(self, device: DeviceId) -> None:
        self._devices.revoke(device)
        self._register.cut(device)

    def _now(self, row: DeviceRow) -> DeviceNow:
        device = row.device
        seen = self.last_seen.of(row)
        return DeviceNow(
            device=device.id,
            role=device.role,
            name=device.name,
            index=device.index,
            admitted_at=row.admitted_at,
            seen_at=seen.at if seen else None,
            address=seen.address if seen else "",
            follows=self._register.follows(device.id),
            revoked_at=row.revoked_at,
        )


def readable(name: str) -> str:
    """A name with nothing in it that a terminal obeys, or that turns or breaks a line."""
    return "".join(letter if letter.isprintable() else " " for letter in name).strip()


__all__ = [
    "Admitting",
    "DeviceNow",
    "NoSuchDevice",
    "NobodyWaits",
    "RoleNotGiven",
    "TriedTooOften",
    "WaitingNow",
]
