"""What head office sees of its centres, before anybody puts it into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum, unique

from kiosk.domain.satisfaction import Score

SILENT_S = 60.0
"""A centre speaks every 15 seconds at the least: after so long something is wrong."""
CLOCK_OFF_S = 60.0
LAG_S = 120.0
"""A line that is good brings everything up within 2 seconds; so late is worth a look."""
DISK_LOW_BYTES = 2 * 1024**3


@unique
class Presence(StrEnum):
    """Whether a centre is there."""

    AWAITED = "awaited"
    """It has never enrolled."""
    HEARD = "heard"
    SILENT = "silent"
    REVOKED = "revoked"


@unique
class Weight(IntEnum):
    """How pressing something is."""

    FINE = 0
    LOOK = 1
    WRONG = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreSight:
    """One centre at a glance.

    Waits are in minutes, of those called today; ``target_min`` is its charter's. ``clock_s`` is how
    far its clock is ahead of the hub's; ``lag_lines`` of its journal are not here, the oldest
    for ``lag_s``. ``troubles`` are codes it told itself. ``None``: not known.
    """

    centre_id: int
    code: str
    name: str
    is_outreach: bool
    presence: Presence
    heard_at: datetime | None
    waiting: int | None
    oldest_min: int | None
    p50_min: int | None
    p90_min: int | None
    target_min: int
    open_counters: int | None
    counters: int | None
    served: int | None
    good: int
    answers: int
    score: Score | None
    devices: int
    devices_in_trouble: int
    troubles: tuple[str, ...]
    findings: int
    version: str
    clock_s: float | None
    disk_free_bytes: int | None
    lag_lines: int | None
    lag_s: float | None
    commands_waiting: int

    @property
    def is_over(self) -> bool:
        """Whether nine in ten wait longer than the charter promises."""
        return self.p90_min is not None and self.p90_min > self.target_min

    @property
    def is_clock_off(self) -> bool:
        """Whether its clock is wrong by more than a minute."""
        return self.clock_s is not None and abs(self.clock_s) > CLOCK_OFF_S

    @property
    def is_disk_low(self) -> bool:
        """Whether its disk will soon be full."""
        return self.disk_free_bytes is not None and self.disk_free_bytes < DISK_LOW_BYTES

    @property
    def is_behind(self) -> bool:
        """Whether what stands here of it is old, though it speaks."""
        return self.lag_s is not None and self.lag_s > LAG_S

    @property
    def weight(self) -> Weight:
        """The most pressing of all."""
        if self.presence is Presence.REVOKED:
            return Weight.FINE
        if (
            self.presence is Presence.SILENT
            or self.findings
            or self.is_clock_off
            or self.is_disk_low
            or self.troubles
        ):
            return Weight.WRONG
        if self.is_over or self.devices_in_trouble or self.is_behind:
            return Weight.LOOK
        return Weight.FINE


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSight:
    """Something the hub found wrong with a centre's journal, or with who speaks for it."""

    centre: str
    centre_name: str
    code: str
    about: str
    detail: str
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSight:
    """All centres at one moment; findings newest first."""

    at: datetime
    centres: Sequence[CentreSight]
    findings: Sequence[FindingSight]
