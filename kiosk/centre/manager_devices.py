"""The manager's page of devices: who waits to join, who is in, and what their printers have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from kiosk.centre.admitting import (
    Admitting,
    DeviceNow,
    NobodyWaits,
    NoSuchDevice,
    RoleNotGiven,
    TriedTooOften,
    WaitingNow,
)
from kiosk.centre.manager_desk import ManagerDesk, Request
from kiosk.centre.manager_door import ROOT, device_of
from kiosk.centre.manager_sights import ManagerSights, minutes_since
from kiosk.domain.commands import Role
from kiosk.domain.ids import DeviceId
from kiosk.domain.numbering import RESERVE_EACH, RESERVE_FIRST
from kiosk.domain.printers import PrinterNow
from kiosk.web.answer import Answer
from kiosk.web.desk import whole
from kiosk.web.desk_words import NOTHING
from kiosk.web.errors import Stopped
from kiosk.web.manager_words import ManagerWords, tone_of

HERE = "devices"
THERE = f"{ROOT}/{HERE}"
LONGEST_NAME = 64
MINUTES_OF_INTEREST = 60
ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.KIOSK: "manager-role-kiosk",
        Role.COUNTER: "manager-role-counter",
        Role.BOARD: "manager-role-board",
        Role.FEEDBACK: "manager-role-feedback",
        Role.FOLLOWER: "manager-role-follower",
        Role.WATCHER: "manager-role-watcher",
        Role.MANAGER: "manager-role-manager",
    }
)
"""What a device can be for, with the key of its name."""
GIVEN = tuple(role for role in ROLES if role not in (Role.MANAGER, Role.FOLLOWER))
"""What one can be made here; who may do all, or gets the keys, is admitted at the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """One device in words."""

    id: str
    name: str
    role: str
    reserve: str
    seen: str
    tone: str
    admitted: str
    revoked: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """One device that waits, in words; its code is on its own screen alone."""

    waiting: int
    name: str
    role: str
    address: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterLine:
    """A printer that is not simply ready."""

    say: str
    device: str
    since: str
    tone: str


class DevicesPages:
    """Shows devices, and lets them in and out."""

    def __init__(self, *, desk: ManagerDesk, sights: ManagerSights, admitting: Admitting) -> None:
        self._desk = desk
        self._sights = sights
        self._admitting = admitting

    async def show(self, request: Request) -> Answer | None:
        """All devices, or one of them."""
        words = request.words
        devices = await self._admitting.devices()
        lines = [self._line(one, words) for one in devices]
        if request.rest:
            found = next((line for line in lines if line.id == request.rest), None)
            if found is None:
                return None
            return self._desk.page(request, "device.html", HERE, device=found)
        return self._desk.page(
            request,
            "devices.html",
            HERE,
            waiting=tuple(self._waits(one, words) for one in self._admitting.waiting()),
            devices=[line for line in lines if not line.revoked],
            revoked=[line for line in lines if line.revoked],
            roles=tuple((role.value, words.say(ROLES[role])) for role in GIVEN),
            printers=tuple(self._printers(devices, words)),
        )

    async def act(self, request: Request) -> Answer | None:
        """What one of the forms asks."""
        try:
            match request.rest.rpartition("/"):
                case ("", "", "admit"):
                    return await self._admit(request)
                case ("", "", "refuse"):
                    return self._refuse(request)
                case (device, "/", "revoke"):
                    return await self._revoke(request, DeviceId(device))
                case _:
                    return None
        except Stopped:
            return self._desk.back(request, THERE, self._desk.not_stored(request))

    async def _admit(self, request: Request) -> Answer:
        code = "".join(request.field("code").split())
        role, name = request.field("role"), request.field("name")
        unfit = (role and role not in GIVEN) or len(name) > LONGEST_NAME or not name.isprintable()
        if unfit:
            return self._desk.back(request, THERE, self._desk.ill(request, "manager-not-done"))
        try:
            device = await self._admitting.admit(
                code,
                by=device_of(request.session),
                role=Role(role) if role else None,
                name=name or None,
                among=GIVEN,
            )
        except NobodyWaits:
            told = self._desk.ill(request, "manager-code-unknown")
        except RoleNotGiven:
            told = self._desk.ill(request, "manager-role-not-given")
        except TriedTooOften:
            told = self._desk.ill(request, "manager-code-too-often")
        else:
            said = request.words.say("manager-was-admitted", device=_called(device.name, device.id))
            told = self._desk.well(said)
        return self._desk.back(request, THERE, told)

    def _refuse(self, request: Request) -> Answer:
        waiting = whole(request.field("waiting"))
        try:
            if waiting is None:
                raise NobodyWaits
            self._admitting.refuse(waiting, by=device_of(request.session))
        except NobodyWaits:
            return self._desk.back(request, THERE, self._desk.ill(request, "manager-waits-no-more"))
        said = request.words.say("manager-was-refused")
        return self._desk.back(request, THERE, self._desk.well(said))

    async def _revoke(self, request: Request, device: DeviceId) -> Answer:
        if request.field("sure") != "yes":
            told = self._desk.ill(request, "manager-be-sure")
            return self._desk.back(request, THERE, told)
        try:
            await self._admitting.revoke(device, by=device_of(request.session))
        except NoSuchDevice:
            return self._desk.back(request, THERE, self._desk.ill(request, "manager-not-done"))
        said = request.words.say("manager-was-revoked", device=device)
        return self._desk.back(request, THERE, self._desk.well(said))

    def _line(self, one: DeviceNow, words: ManagerWords) -> DeviceLine:
        if one.follows:
            seen, tone = words.say("manager-connected"), "green"
        elif one.seen_at is None:
            seen, tone = words.say("manager-never-seen"), "amber"
        else:
            seen, tone = self._seen(one.seen_at, words), ""
        revoked_at = one.revoked_at
        return DeviceLine(
            id=one.device,
            name=_called(one.name, one.device),
            role=_role(one.role, words),
            reserve=_reserve(one.index),
            seen=seen,
            tone=tone,
            admitted=words.texts.date_short(words.language, one.admitted_at.date()),
            revoked=words.texts.date_short(words.language, revoked_at.date()) if revoked_at else "",
            address=one.address or NOTHING,
        )

    def _seen(self, seen_at: datetime, words: ManagerWords) -> str:
        """Minutes ago; then the time, and of another day the date."""
        now = self._sights.now()
        minutes = minutes_since(seen_at, now)
        if minutes < MINUTES_OF_INTEREST:
            return words.say("manager-seen", minutes=minutes)
        if seen_at.date() == now.date():
            return words.texts.time(seen_at)
        return words.texts.date_short(words.language, seen_at.date())

    def _waits(self, one: WaitingNow, words: ManagerWords) -> WaitingLine:
        return WaitingLine(
            waiting=one.waiting,
            name=one.name or NOTHING,
            role=_role(one.role, words),
            address=one.address,
            since=words.ago(minutes_since(one.since, self._sights.now())),
        )

    def _printers(self, devices: Sequence[DeviceNow], words: ManagerWords) -> Sequence[PrinterLine]:
        names = {one.device: _called(one.name, one.device) for one in devices}
        return [self._printer(one, names, words) for one in self._sights.printers()]

    def _printer(
        self, one: PrinterNow, names: Mapping[DeviceId, str], words: ManagerWords
    ) -> PrinterLine:
        return PrinterLine(
            say=words.printer(one),
            device=names.get(one.device, one.device),
            since=words.ago(minutes_since(one.since, self._sights.now())),
            tone=tone_of(one),
        )


def _role(role: Role, words: ManagerWords) -> str:
    return words.say(ROLES[role]) if role in ROLES else role.value


def _reserve(index: int | None) -> str:
    """The numbers a kiosk gives while it is cut off."""
    if index is None:
        return NOTHING
    first = RESERVE_FIRST + index * RESERVE_EACH
    return f"{first}–{first + RESERVE_EACH - 1}"


def _called(name: str, device: str) -> str:
    """What people call it, else the centre's own name for it."""
    return name or device
