"""What differs from one kiosk to the next: its slot, its code reader, how long it waits."""

from dataclasses import dataclass, field
from enum import StrEnum


class PrinterSlot(StrEnum):
    """Where the paper comes out, seen from in front of the screen."""

    BELOW = "below"
    LEFT = "left"
    RIGHT = "right"
    NEAR = "near"
    """Somewhere else: the screen points nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long the kiosk waits, in seconds.

    ``quiet_s`` until it asks whether anybody is there, ``warning_s`` until it then starts again;
    ``last_page_s`` a page stays on which nothing is left to be done; ``help_s`` a screen is kept
    for the colleague who was called; ``starting_s`` a centre may take to start before it counts as
    lost. ``second_ms`` is how long a second takes.
    """

    quiet_s: int = 60
    warning_s: int = 20
    last_page_s: int = 20
    help_s: int = 180
    starting_s: int = 10
    second_ms: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSettings:
    """One kiosk: where its paper comes out, whether it can read codes, how long it waits."""

    slot: PrinterSlot = PrinterSlot.BELOW
    reader: bool = True
    waits: Waits = field(default_factory=Waits)
