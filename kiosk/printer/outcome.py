"""What became of one print job, told without pretending."""

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import ClassVar

from kiosk.domain.events import Paper


@unique
class Level(StrEnum):
    """How much a printer can tell about the paper it makes."""

    MUTE = "A0"
    STATUS = "A1"
    FENCE = "A2"
    PRINTED = "A3"


@unique
class Cause(StrEnum):
    """Why a slip was not, or may not have been, printed."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    ERROR = "error"
    OFFLINE = "offline"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    """Another host holds it, or it has not finished what came before."""
    MUTE = "mute"
    """It took the connection and answered nothing."""
    GARBAGE = "garbage"
    """It answered, but not like a printer."""
    HUNG_UP = "hung_up"
    """It closed the connection in the middle."""
    STALLED = "stalled"
    """It stopped taking bytes."""
    SILENT = "silent"
    """It took the whole job and then said nothing any more."""
    EXPIRED = "expired"
    """The job waited too long; a late slip would only confuse."""
    INTERRUPTED = "interrupted"
    """This device stopped, or crashed, before the end was known."""
    FAULT = "fault"
    """A mistake in this program; the log has it whole."""


class PrinterNotReady(Exception):
    """The printer cannot take a job now, for ``cause``; not one ticket byte was sent."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(f"{cause}: {detail}" if detail else str(cause))
        self.cause = cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The printer itself confirmed the job, as well as ``level`` can."""

    paper: ClassVar[Paper] = Paper.PRINTED
    level: Level
    low: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Taken whole by a printer that stayed healthy but cannot confirm paper."""

    paper: ClassVar[Paper] = Paper.SENT
    level: Level
    low: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """Some bytes left this device, so a slip may lie in the tray, or come later, or never."""

    paper: ClassVar[Paper] = Paper.UNCONFIRMED
    bytes_sent: int
    cause: Cause
    low: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """The printer confirmed that it threw the rest away: no whole slip comes, a piece may lie."""

    paper: ClassVar[Paper] = Paper.NOT_PRINTED
    bytes_sent: int
    cause: Cause
    low: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPrinted:
    """Not one byte of the job left this device: no slip can appear."""

    paper: ClassVar[Paper] = Paper.NOT_PRINTED
    cause: Cause
    low: bool = False


Outcome = Printed | Sent | Unconfirmed | Cancelled | NotPrinted
