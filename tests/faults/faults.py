"""What can go wrong on the way to a printer, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from tests.faults.stream import Point


class Door(Enum):
    """How the printer's port meets a caller."""

    OPEN = auto()
    REFUSED = auto()
    BLACK_HOLE = auto()
    """The call is never answered: a full backlog, a host that is off, a cable that is out."""
    UNSERVED = auto()
    """The kernel takes the call and its bytes, as while another host is served. Whoever opens the
    door afterwards gets all of it, though the caller may be gone."""


@dataclass(frozen=True, slots=True)
class Stall:
    """Nothing is read or passed on any more, in either direction, until the faults are lifted."""


@dataclass(frozen=True, slots=True)
class Reset:
    """The host's side is reset; the printer keeps what it has got."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """The host's side is ended in good order; the printer keeps what it has got."""


@dataclass(frozen=True, slots=True)
class Swallow:
    """The host's bytes are taken and thrown away from here on."""


@dataclass(frozen=True, slots=True)
class Mute:
    """The printer's answers are thrown away from here on."""


@dataclass(frozen=True, slots=True)
class Late:
    """Every answer comes ``by_s`` seconds later from here on."""

    by_s: float


@dataclass(frozen=True, slots=True)
class Split:
    """Every answer comes byte by byte from here on, ``gap_s`` apart."""

    gap_s: float


@dataclass(frozen=True, slots=True)
class Say:
    """The printer seems to say ``data`` at this moment, beside its own answers."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Instead:
    """What ``of`` makes of each piece of the printer's answers is passed on from here on."""

    of: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Do:
    """Something happens to the printer itself; the host's next byte is passed on after it."""

    deed: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Wait:
    """The host's bytes rest for ``for_s`` seconds, then go on."""

    for_s: float


Action = Stall | Reset | HangUp | Swallow | Mute | Late | Split | Say | Instead | Do | Wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """``does`` happens ``after_bytes`` behind ``at``.

    Once, to the first connection that comes so far; ``always``: to every one.
    """

    at: Point
    does: Action
    after_bytes: int = 0
    always: bool = False
