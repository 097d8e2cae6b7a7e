"""Which device asks, and what a device of its role may ask."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from starlette.types import Scope

from kiosk.db.devices import Device
from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.ids import DeviceId
from kiosk.domain.obeying import OF_THE_HUB
from kiosk.web.peer import address, is_loopback

_ANY_COUNTER = frozenset(
    {
        c.IssueTicket,
        c.BookAppointment,
        c.MoveAppointment,
        c.CancelAppointment,
        c.CheckIn,
        c.CancelTicket,
        c.CallForHelp,
        c.AnswerHelp,
        c.ReportPrinter,
        c.OpenCounter,
        c.CloseCounter,
        c.PauseCounter,
        c.ReopenCounter,
        c.CallNext,
        c.CallTicket,
        c.Recall,
        c.UndoCall,
        c.StartService,
        c.FinishService,
        c.MarkNoShow,
        c.Requeue,
        c.HoldTicket,
        c.ResumeTicket,
        c.TransferTicket,
    }
)

RIGHTS: Mapping[Role, frozenset[type[Command]]] = MappingProxyType(
    {
        Role.KIOSK: frozenset(
            {
                c.IssueTicket,
                c.CheckIn,
                c.CancelTicket,
                c.RecordTicket,
                c.ReportPaper,
                c.CallForHelp,
                c.AnswerHelp,
                c.ReportPrinter,
                c.GiveFeedback,
                c.AddReasons,
            }
        ),
        Role.COUNTER: _ANY_COUNTER,
        Role.BOARD: frozenset(),
        Role.FEEDBACK: frozenset({c.GiveFeedback, c.AddReasons}),
        Role.MANAGER: _ANY_COUNTER | {c.SuspendService, c.RestoreService, c.SetQuota, c.SetCutOff},
        Role.PHONE: frozenset({c.CancelTicket, c.GiveFeedback, c.AddReasons}),
        Role.CENTRE: frozenset({c.TurnDay, c.MeasurePace, c.TakeOver, c.SkipNumbers}),
        Role.HUB: OF_THE_HUB,
        Role.FOLLOWER: frozenset(),
        Role.WATCHER: frozenset(),
    }
)
"""What each role may ask of the centre."""


class Reading(StrEnum):
    """What can be read at a centre; every ``GET`` but the open ones asks for one of them."""

    CATALOGUE = "catalogue"
    FLOOR = "floor"
    FEED = "feed"
    DESCRIPTION = "description"
    """``/openapi.json``."""
    DEVICES = "devices"
    """Who is admitted, and who waits to be."""
    PEOPLE = "people"
    """Agents and managers by name."""
    METRICS = "metrics"
    REPLICA = "replica"
    """What a follower needs beyond the feed: devices, people, the centre's keys."""


class Act(StrEnum):
    """What can be done at a centre that is no command, and so stands in no journal."""

    ADMIT = "admit"
    """Admit devices, turn them away, revoke them."""
    KEEP_PEOPLE = "keep_people"
    """Add, reset and revoke agents and managers."""
    SIGN_IN = "sign_in"
    """Let an agent sign in at this device."""


ACTS: Mapping[Role, frozenset[Act]] = MappingProxyType(
    {
        Role.COUNTER: frozenset({Act.SIGN_IN}),
        Role.MANAGER: frozenset({Act.ADMIT, Act.KEEP_PEOPLE, Act.SIGN_IN}),
    }
)
"""What each role may do beside its commands; one that is not named does nothing."""


class Secret(StrEnum):
    """What only some roles may read of the journal and of the floor."""

    FEEDBACK = "feedback"
    """Who pressed which face."""
    BOOK = "book"
    """Appointments and their codes: who knows one can check in with it."""


_SCREEN = frozenset({Reading.CATALOGUE, Reading.FLOOR, Reading.FEED, Reading.DESCRIPTION})

READS: Mapping[Role, frozenset[Reading | Secret]] = MappingProxyType(
    {
        Role.KIOSK: _SCREEN | {Secret.BOOK},
        Role.COUNTER: _SCREEN | {Secret.BOOK},
        Role.BOARD: _SCREEN,
        Role.FEEDBACK: _SCREEN | {Secret.FEEDBACK},
        Role.MANAGER: frozenset(Reading) - {Reading.REPLICA} | frozenset(Secret),
        Role.FOLLOWER: _SCREEN | {Reading.REPLICA} | frozenset(Secret),
        Role.WATCHER: frozenset({Reading.METRICS}),
    }
)
"""What each role reads, secrets in it included; one that is not named reads nothing."""


def secrets_of(role: Role) -> frozenset[Secret]:
    """Which secrets of journal and floor a role sees."""
    return frozenset(each for each in READS.get(role, ()) if isinstance(each, Secret))


_BEARER = b"bearer "

CONSOLE = DeviceId("console")
"""Whoever can read the centre's directory on its own machine; a manager there, nobody elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """When a device last asked for anything, by an even clock in seconds, and from where."""

    at_s: float
    address: str


class Devices:
    """The admitted devices, in memory; the store has them too. Belongs to the event loop."""

    def __init__(
        self, admitted: Mapping[bytes, Device], *, steady_s: Callable[[], float] = lambda: 0.0
    ) -> None:
        """``steady_s`` is an even clock in seconds."""
        self._by_hash = dict(admitted)
        self.steady_s = steady_s
        self._heard: dict[DeviceId, Heard] = {}

    def of(self, scope: Scope) -> Device | None:
        """Whose token this request carries; ``None``: nobody's."""
        for name, value in scope["headers"]:
            if name == b"authorization":
                return self._noted(scope, self._holder_of(value))
        return None

    def _noted(self, scope: Scope, device: Device | None) -> Device | None:
        if device is None or (device.id == CONSOLE and not is_loopback(address(scope))):
            return None
        self.hear(device.id, address(scope))
        return device

    def hear(self, device: DeviceId, address: str) -> None:
        """Note that a device asks for something, from there."""
        self._heard[device] = Heard(at_s=self.steady_s(), address=address)

    def _holder_of(self, authorization: bytes) -> Device | None:
        if authorization[: len(_BEARER)].lower() != _BEARER:
            return None
        return self._by_hash.get(token_sha256(authorization[len(_BEARER) :].strip()))

    def admit(self, device: Device, token: bytes) -> None:
        """Let a device in from now on."""
        self._by_hash[token_sha256(token)] = device

    def change(self, device: Device) -> Device:
        """What is known of a device is this from now on, if it is still admitted."""
        for key, each in self._by_hash.items():
            if each.id == device.id:
                self._by_hash[key] = device
        return device

    def revoke(self, device: DeviceId) -> None:
        """Let a device in no more."""
        self._by_hash = {key: each for key, each in self._by_hash.items() if each.id != device}
        self._heard.pop(device, None)

    def heard(self) -> Mapping[DeviceId, Heard]:
        """Who has asked for anything since this centre began."""
        return self._heard

    def __iter__(self) -> Iterator[Device]:
        return iter(self._by_hash.values())


def token_sha256(token: bytes) -> bytes:
    """What is kept of a token: it has 256 random bits, so a plain hash cannot be reversed."""
    return sha256(token).digest()
