"""One line of the table: what is asked, what was measured, and what follows from it."""

from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Verdict(StrEnum):
    """What a measurement says of what is asked."""

    OK = "ok"
    MISSED = "missed"
    PERSON = "needs a person"
    """Only somebody who looks, listens or tries can tell."""
    HARDWARE = "needs hardware"
    """It is decided by what is built around the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``item`` as the checklist numbers it, the clauses it comes from, and what was found.

    ``why`` says what is missing, or what is left to a person or the hardware.
    """

    item: str
    asked: str
    measured: str
    verdict: Verdict
    clauses: str = ""
    why: str = ""


def judged(
    item: str, *, asked: str, measured: str, met: bool, clauses: str = "", why: str = ""
) -> Row:
    """A row that figures decide; ``why`` stands only where it is missed."""
    return Row(
        item=item,
        asked=asked,
        measured=measured,
        verdict=Verdict.OK if met else Verdict.MISSED,
        clauses=clauses,
        why="" if met else why,
    )
