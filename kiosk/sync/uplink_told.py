"""What an uplink tells the centre it works for, and what it is given by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from kiosk.db.journal import Anchor, Stored
from kiosk.sync.uplink_tail import LostNumbers
from kiosk.wire.uplink import Vitals

WaitsTold = Mapping[str, tuple[int, int] | None]
"""Every waiting ticket and the wait it is told, from and to in seconds; ``None``: not known."""


class UplinkState(StrEnum):
    """What the uplink does."""

    COMPARING = "comparing"
    """It asks what the hub has."""
    CATCHING_UP = "catching_up"
    LIVE = "live"
    """The hub has everything, or gets it within two seconds."""
    AWAY = "away"
    """The hub does not answer; it is asked again within a minute."""
    STOPPED = "stopped"
    """Somebody has to do something before it goes on; ``obstacle`` says what is in its way."""


class Obstacle(StrEnum):
    """What keeps the journal from going up."""

    AWAY = "away"
    UNTRUSTED = "untrusted"
    """Whoever answers is not our hub, or somebody changes what it says."""
    REVOKED = "revoked"
    """The hub does not take this centre's key any more."""
    CLONED = "cloned"
    """Another machine sends with the same key."""
    SUPERSEDED = "superseded"
    """Another machine has taken this centre's place at the hub."""
    REFUSED = "refused"
    """The hub says no to what every hub takes: one of the two is too old, or mistaken."""
    DAMAGED = "damaged"
    """A line of the own journal is missing or was changed."""
    DISK = "disk"
    """The own journal cannot be read for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubWasBehind:
    """The hub had lost ``lines`` that it had before: it was put back to an older copy."""

    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredBehind:
    """The hub has lines that this journal lost, with these numbers of the last day."""

    lost: LostNumbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Forked:
    """Hub and centre have other lines under the same numbers, from ``seq`` on."""

    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverSent:
    """So many lines were let go here, and are not at the hub."""

    lines: int


Finding = HubWasBehind | RestoredBehind | Forked | NeverSent


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The last line the hub has, of which branch, and the chain up to it."""

    branch: int
    seq: int
    chain: bytes


@dataclass(slots=True, kw_only=True)
class UplinkNow:
    """How the uplink stands, changed by its thread alone; any other may read it.

    ``heard_s`` is when the hub last answered, by the machine's even clock; ``oldest`` when the
    first line was written that the hub lacks, ``None`` where it lacks none. ``ahead_ms`` is how far
    the hub's time is ahead of that clock. ``sent_bytes`` and ``batches`` count what was sent.
    """

    state: UplinkState = UplinkState.COMPARING
    obstacle: Obstacle | None = None
    about: str = ""
    reached: Reached | None = None
    heard_s: float | None = None
    oldest: datetime | None = None
    ahead_ms: float | None = None
    watched: bool = False
    sent_bytes: int = 0
    batches: int = 0
    failures: int = 0

    def offset_ms(self, *, steady_s: float, wall_s: float) -> int | None:
        """The hub's time less the machine's at that moment; ``None`` while too little was heard.

        It is right at once when somebody has set the machine's clock.
        """
        if self.ahead_ms is None:
            return None
        return round(self.ahead_ms + (steady_s - wall_s) * 1000)


class OwnJournal(Protocol):
    """The centre's journal, as ``db.journal.Journal`` reads it. Raises ``StoreFailed``."""

    @property
    def epoch(self) -> str:
        """As in the file."""
        ...

    @property
    def term(self) -> int:
        """As in the file."""
        ...

    @property
    def anchor(self) -> Anchor:
        """Behind which its lines begin."""
        ...

    def last_seq(self) -> int:
        """Its last line."""
        ...

    def chain_at(self, seq: int) -> bytes | None:
        """The chain of one line."""
        ...

    def sure_after(self, seq: int, limit: int) -> Sequence[Stored]:
        """Lines, each proved by the chain."""
        ...


class Centre(Protocol):
    """What the centre does for its uplink; called in the uplink's thread."""

    def found(self, finding: Finding) -> None:
        """Tell people about it."""
        ...

    def step_over(self, lost: LostNumbers) -> bool:
        """Give none of these numbers again today; whether that is on disk."""
        ...

    def vitals(self, now: UplinkNow, lag_lines: int) -> Vitals | None:
        """How the centre is; ``None`` while nobody can say."""
        ...

    def news(self) -> object:
        """Something that changes when vitals have changed so that the hub should hear at once."""
        ...

    def waits(self) -> WaitsTold | None:
        """What those who wait are told; ``None`` while nobody can say."""
        ...

    def is_busy(self) -> bool:
        """Whether people wait for the centre just now: what is old then waits too."""
        ...

    def rotate(self) -> None:
        """The hub wants a new key."""
        ...
