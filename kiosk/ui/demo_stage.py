"""What a tour's panel can do, and what it is told: the stage behind it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

SPEEDS = (1, 5, 20, 60)
"""How many times faster than life a crowd may be."""


class Trouble(StrEnum):
    """What can be made to go wrong."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    PRINTER_UNPLUGGED = "printer_unplugged"
    LAN_CUT = "lan_cut"
    CENTRE_KILLED = "centre_killed"


PRINTER_TROUBLES = frozenset({Trouble.PAPER_OUT, Trouble.COVER_OPEN, Trouble.PRINTER_UNPLUGGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the journal holds, how many different facts were told, and how many it lacks."""

    issued: int = 0
    called: int = 0
    served: int = 0
    smileys: int = 0
    told: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the tour stands now. ``over``: it has ended by itself and the window may close."""

    crowd: bool = True
    speed: int = 20
    by_itself: bool = False
    troubles: frozenset[Trouble] = frozenset()
    tally: Tally = field(default_factory=Tally)
    over: bool = False


class Stage(Protocol):
    """What stands behind the panel. Every call returns at once."""

    def standing(self) -> Standing:
        """How it stands now."""
        ...

    def let_crowd_come(self, *, on: bool) -> None:
        """Let the crowd go on, or stand still."""
        ...

    def hurry(self, speed: int) -> None:
        """Let the crowd's time pass ``speed`` times faster than life."""
        ...

    def run_by_itself(self, *, on: bool) -> None:
        """Let somebody of the crowd work at the open counter, and print every slip."""
        ...

    def make(self, trouble: Trouble, *, on: bool) -> None:
        """Make trouble, or put it right. A killed centre puts itself right."""
        ...
