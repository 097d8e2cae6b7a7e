"""What the spool says of a print job, and what that means after a crash."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from kiosk.db.spool import ENDS, SpoolEntry, SpoolState
from kiosk.domain.ids import TicketId
from kiosk.printer.outcome import (
    Cancelled,
    Cause,
    Level,
    NotPrinted,
    Outcome,
    Printed,
    Sent,
    Unconfirmed,
)

KEEP_DAYS = 7
DOUBTS = (Unconfirmed, Cancelled, NotPrinted)
"""Outcomes with a cause."""


class SpoolStore(Protocol):
    """Where jobs are written down; ``kiosk.db.spool.Spool`` is the one on disk."""

    def insert(self, entry: SpoolEntry) -> SpoolEntry | None:
        """Write a new job down; ``None``, or what is there when it is not new."""
        ...

    def insert_another(self, entry: SpoolEntry) -> SpoolEntry:
        """Write down one paper more of a ticket; the entry with the number it has got."""
        ...

    def advance(self, entry: SpoolEntry) -> None:
        """Write down how far a job has come."""
        ...

    def mark_reprinted(self, ticket: TicketId) -> None:
        """Write down that the ticket's doubtful papers got another in their place."""
        ...

    def unfinished(self) -> Sequence[SpoolEntry]:
        """The jobs whose end was never written down."""
        ...

    def forget_before(self, queued_at: str) -> None:
        """Delete finished jobs older than that."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperReport:
    """What became of a job: ``outcome.paper`` and ``cause`` are what ``ReportPaper`` carries.

    ``printer`` is who had it last; ``stands_in`` when that is not the device's own.
    ``queued_at`` is ISO 8601, with its offset.
    """

    ticket: TicketId
    copy: int
    outcome: Outcome
    printer: str = ""
    stands_in: bool = False
    queued_at: str = ""

    @property
    def cause(self) -> Cause | None:
        """Why there is no certain paper; ``None`` when there is, or should be."""
        return self.outcome.cause if isinstance(self.outcome, DOUBTS) else None


def recover(store: SpoolStore, tell: Callable[[PaperReport], None]) -> None:
    """End what a crash or power cut left open, and ``tell`` it; call before any spooler starts.

    What was being sent is unconfirmed and never printed again by itself; what was only queued
    is not printed: its slip was never kept, and its visitor has gone. What ``tell`` has not
    taken, because it raised or the power was cut again, is told the next time.
    """
    for entry in store.unfinished():
        outcome = outcome_of(entry)
        tell(
            PaperReport(
                ticket=entry.ticket,
                copy=entry.copy,
                outcome=outcome,
                printer=entry.printer,
                queued_at=entry.queued_at,
            )
        )
        store.advance(entry_with(entry, outcome))
    store.forget_before((datetime.now(UTC) - timedelta(days=KEEP_DAYS)).isoformat())


def entry_with(entry: SpoolEntry, outcome: Outcome) -> SpoolEntry:
    """The row of a job that came to ``outcome``."""
    match outcome:
        case Printed(level=level):
            return replace(entry, state=SpoolState.PRINTED, level=level.value)
        case Sent(level=level):
            return replace(entry, state=SpoolState.SENT, level=level.value)
        case Unconfirmed(bytes_sent=bytes_sent, cause=cause):
            return replace(
                entry, state=SpoolState.UNCONFIRMED, bytes_sent=bytes_sent, cause=cause.value
            )
        case Cancelled(bytes_sent=bytes_sent, cause=cause):
            return replace(
                entry, state=SpoolState.CANCELLED, bytes_sent=bytes_sent, cause=cause.value
            )
        case NotPrinted(cause=Cause.EXPIRED):
            return replace(entry, state=SpoolState.EXPIRED, cause=Cause.EXPIRED.value)
        case NotPrinted(cause=cause):
            return replace(entry, state=SpoolState.FAILED_CLEAN, cause=cause.value)


def outcome_of(entry: SpoolEntry) -> Outcome:
    """What a row says became of its job; one without an end was interrupted."""
    ended = entry.state in ENDS
    cause = _cause(entry.cause) if entry.cause and ended else Cause.INTERRUPTED
    match entry.state:
        case SpoolState.PRINTED:
            return Printed(level=_level(entry.level))
        case SpoolState.SENT:
            return Sent(level=_level(entry.level))
        case SpoolState.CANCELLED:
            return Cancelled(bytes_sent=entry.bytes_sent, cause=cause)
        case SpoolState.UNCONFIRMED | SpoolState.REPRINTED | SpoolState.SENDING:
            return Unconfirmed(bytes_sent=entry.bytes_sent, cause=cause)
        case (
            SpoolState.QUEUED
            | SpoolState.CONNECTING
            | SpoolState.CHECKED
            | SpoolState.HELD
            | SpoolState.FAILED_CLEAN
            | SpoolState.EXPIRED
        ):
            return NotPrinted(cause=cause)


def _cause(written: str) -> Cause:
    """The cause in a row; what only a newer version knows is none of the printer's."""
    return next((cause for cause in Cause if cause.value == written), Cause.FAULT)


def _level(written: str | None) -> Level:
    """The level in a row; what only a newer version knows proves nothing."""
    return next((level for level in Level if level.value == written), Level.MUTE)
