"""The virtual printer's faults by name, as somebody in front of it makes them."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum, unique

from kiosk.printer.emulator.condition import Condition, Roll
from kiosk.printer.profile import DEFAULT_DPI

MM_PER_INCH = 25.4


@unique
class Fault(StrEnum):
    """What can be made wrong with it, alone or together."""

    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    PAPER_ENDS = "paper_ends"
    COVER_OPEN = "cover_open"
    KNIFE_STUCK = "knife_stuck"
    OFFLINE = "offline"
    MUTE = "mute"
    GARBAGE = "garbage"
    STALLED = "stalled"
    HANGS_UP = "hangs_up"
    UNPLUGGED = "unplugged"
    SLOW = "slow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much of a fault: after how much paper or how many bytes, and how slow."""

    ends_after_mm: int = 40
    hangs_up_after_bytes: int = 20_000
    slow_mm_per_s: float = 15.0
    dpi: int = DEFAULT_DPI


def condition_with(faults: AbstractSet[Fault], measure: Measure | None = None) -> Condition:
    """The printer with all of these faults, and no other."""
    measure = measure or Measure()
    out, low = Fault.PAPER_OUT in faults, Fault.PAPER_LOW in faults
    ends = Fault.PAPER_ENDS in faults
    hangs_up = Fault.HANGS_UP in faults
    return Condition(
        roll=Roll.OUT if out else Roll.LOW if low else Roll.READY,
        rows_left=round(measure.ends_after_mm * measure.dpi / MM_PER_INCH) if ends else None,
        cover_open=Fault.COVER_OPEN in faults,
        cutter_jammed=Fault.KNIFE_STUCK in faults,
        offline=Fault.OFFLINE in faults,
        mute=Fault.MUTE in faults,
        garbage=Fault.GARBAGE in faults,
        stalled=Fault.STALLED in faults,
        hang_up_after=measure.hangs_up_after_bytes if hangs_up else None,
        unplugged=Fault.UNPLUGGED in faults,
        mm_per_s=measure.slow_mm_per_s if Fault.SLOW in faults else None,
    )


def come_about(faults: AbstractSet[Fault], condition: Condition) -> frozenset[Fault]:
    """The faults as they are now: a roll that was to end has ended, and is out."""
    if Fault.PAPER_ENDS in faults and condition.roll is Roll.OUT:
        return frozenset(faults - {Fault.PAPER_ENDS} | {Fault.PAPER_OUT})
    return frozenset(faults)
