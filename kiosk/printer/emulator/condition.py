"""What is right or wrong with the virtual printer, and what kind of printer it is."""

from dataclasses import dataclass
from enum import Enum, StrEnum, unique

from kiosk.printer.outcome import Level
from kiosk.printer.profile import DEFAULT_DPI

NO_PRINTER = b"HTTP/1.1 400 Bad Request\r\n\r\n"
BUFFER_BYTES = 64 * 1024
EPSON = "EPSON"


@unique
class Roll(Enum):
    """How much paper there is."""

    READY = "ready"
    LOW = "low"
    OUT = "out"


@unique
class Sessions(StrEnum):
    """What becomes of a second host while a first one is served."""

    ONE = "one"
    """The network takes it and its bytes; it is served when the first has gone."""
    THREE = "three"
    """As with ONE, for three of them (Epson's UB-E02); a fourth is reset."""
    RESET = "reset"
    """It is reset (Star)."""
    REFUSE = "refuse"
    """It is refused (Boca, Transact)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Make:
    """What kind of printer it is.

    ``level`` is how much it can tell: at ``A0`` nothing, at ``A1`` its status, at ``A2`` it
    answers the fence, at ``A3`` also the process id and the cancelling of a job. ``maker`` is by
    itself the one of which that is known.
    """

    width_dots: int = 576
    dpi: int = DEFAULT_DPI
    cutter: bool = True
    level: Level = Level.FENCE
    maker: str = ""
    model: str = "virtual"
    buffer_bytes: int = BUFFER_BYTES
    sessions: Sessions = Sessions.ONE

    @property
    def maker_told(self) -> str:
        """Who made it, when it is asked."""
        return self.maker or (EPSON if self.level is Level.PRINTED else "Foleni")

    @property
    def tells_status(self) -> bool:
        """Whether it knows questions of status at all."""
        return self.level is not Level.MUTE

    @property
    def knows_fence(self) -> bool:
        """Whether it answers ``GS r``."""
        return self.level in (Level.FENCE, Level.PRINTED)

    @property
    def confirms(self) -> bool:
        """Whether it knows process ids, and throws a job away when asked."""
        return self.level is Level.PRINTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What is right or wrong with the printer.

    ``rows_left`` lets the roll end after that many dot rows; ``mm_per_s`` is another speed than
    its own. ``mute`` prints and never answers; ``garbage`` answers ``babble``, by itself like a
    web server; ``stalled`` takes connections and reads nothing.

    Counted in bytes of one connection: ``hang_up_after`` resets it, ``finish_after`` ends it
    and throws away what still comes, ``mute_after`` and ``stall_after`` begin there, and
    ``power_cycle_after`` loses everything not printed, once. 0 is: as soon as it is served.

    Answers come ``late_s`` seconds later, with ``piecewise`` byte by byte, with
    ``answers_in_turn`` only once all that came before is printed, as of many clones.
    ``status_bytes`` are four fixed answers to ``DLE EOT`` 1 to 4. ``unasked_every`` so many
    bytes an automatic status comes that nobody asked for. ``process_id`` is what every
    ``GS ( H`` is answered with, at once.
    """

    roll: Roll = Roll.READY
    rows_left: int | None = None
    cover_open: bool = False
    offline: bool = False
    cutter_jammed: bool = False
    unplugged: bool = False
    mute: bool = False
    garbage: bool = False
    babble: bytes = NO_PRINTER
    stalled: bool = False
    mm_per_s: float | None = None
    hang_up_after: int | None = None
    finish_after: int | None = None
    mute_after: int | None = None
    stall_after: int | None = None
    power_cycle_after: int | None = None
    late_s: float = 0.0
    piecewise: bool = False
    answers_in_turn: bool = False
    status_bytes: bytes | None = None
    unasked_every: int | None = None
    process_id: bytes | None = None

    @property
    def prints(self) -> bool:
        """Whether paper can move."""
        blocked = self.cover_open or self.offline or self.cutter_jammed or self.unplugged
        return not blocked and self.roll is not Roll.OUT

    def bytes_until(self, served: int) -> int | None:
        """How many bytes more, after ``served``, until something happens; ``None``: nothing."""
        limits = (
            self.hang_up_after,
            self.finish_after,
            self.mute_after,
            self.stall_after,
            self.power_cycle_after,
        )
        ahead = [limit - served for limit in limits if limit is not None and limit > served]
        if self.unasked_every:
            ahead.append(self.unasked_every - served % self.unasked_every)
        return min(ahead, default=None)
