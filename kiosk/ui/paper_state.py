"""What is known of one ticket's paper, and what news of it change."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from kiosk.domain.catalogue import Names
from kiosk.printer.job import PaperNews
from kiosk.printer.outcome import (
    Cancelled,
    Cause,
    NotPrinted,
    Outcome,
    Printed,
    Sent,
    Unconfirmed,
)


class PaperState(StrEnum):
    """What the screen may say of the paper."""

    PRINTING = "printing"
    TAKE = "take"
    SENT = "sent"
    """The printer took it and cannot confirm: it should come out."""
    TAKEN = "taken"
    """The visitor says so."""
    UNCONFIRMED = "unconfirmed"
    """Nobody knows but the visitor, who is asked."""
    MISSED = "missed"
    """The visitor says that nothing came out."""
    PHONE = "phone"
    """The visitor goes without paper."""
    HELD = "held"
    """No printer can; it prints by itself as soon as one can."""
    NOT_PRINTED = "not_printed"
    CANCELLED = "cancelled"
    """No whole slip comes; a piece of one may lie there."""
    NO_PRINTER = "no_printer"


ON_ITS_WAY = (PaperState.PRINTING, PaperState.HELD)
"""The end is not known yet."""
NEEDS_A_COLLEAGUE = (PaperState.HELD, PaperState.NOT_PRINTED, PaperState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNow:
    """The paper of the ticket on the screen.

    ``code`` is what its QR carries, an address of a page only with ``phone_page``; ``slips`` counts
    the papers that were tried, ``doubtful`` says that one of them may have come out unseen, and
    ``helped`` that a colleague was called. ``place`` is where another printer stands in for this
    device's own.
    """

    code: str
    phone_page: bool
    state: PaperState = PaperState.PRINTING
    cause: Cause | None = None
    place: Names | None = None
    slips: int = 0
    doubtful: bool = False
    helped: bool = False


def state_after(outcome: Outcome) -> PaperState:
    """What may be said of the paper after this outcome."""
    match outcome:
        case Printed():
            return PaperState.TAKE
        case Sent():
            return PaperState.SENT
        case Unconfirmed():
            return PaperState.UNCONFIRMED
        case Cancelled():
            return PaperState.CANCELLED
        case NotPrinted():
            return PaperState.NOT_PRINTED
        case _:
            assert_never(outcome)


def heard(now: PaperNow, news: PaperNews, place: Names | None) -> PaperNow:
    """The paper waits for a printer, or is on its way to one at ``place``."""
    if news.held is not None:
        return replace(now, state=PaperState.HELD, cause=news.held, place=None)
    return replace(now, state=PaperState.PRINTING, place=place)


def ended(now: PaperNow, outcome: Outcome, place: Names | None) -> PaperNow:
    """What became of the paper, at ``place``."""
    state = state_after(outcome)
    match outcome:
        case Printed():
            return replace(now, state=state, cause=None, place=place)
        case Sent():
            return replace(now, state=state, cause=None, place=place, doubtful=True)
        case Unconfirmed(cause=cause) | Cancelled(cause=cause):
            return replace(now, state=state, cause=cause, place=place, doubtful=True)
        case NotPrinted(cause=Cause.EXPIRED) if now.cause is not None:
            # What it waited for says more than that it waited too long.
            return replace(now, state=state, place=None)
        case NotPrinted(cause=cause):
            return replace(now, state=state, cause=cause, place=None)
        case _:
            assert_never(outcome)
