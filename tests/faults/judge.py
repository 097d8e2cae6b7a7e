"""What was said of each ticket's paper against the paper there is: lies, losses, duplicates."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from kiosk.db.spool import SpoolEntry, SpoolState
from kiosk.domain.commands import ReportPaper
from kiosk.domain.events import Paper
from kiosk.printer.outcome import Cancelled, NotPrinted, Printed, Unconfirmed
from kiosk.printer.spool import PaperReport
from kiosk.ui.kiosk_paper import VISITOR
from kiosk.ui.paper_state import PaperState
from tests.faults.tray import Slips

OPEN_STATES = frozenset(
    {
        SpoolState.QUEUED,
        SpoolState.CONNECTING,
        SpoolState.CHECKED,
        SpoolState.HELD,
        SpoolState.SENDING,
    }
)
PROMISES = frozenset({PaperState.TAKE, PaperState.TAKEN})
"""The screen says, or repeats after the visitor, that there is paper."""
DENIALS = frozenset({PaperState.NOT_PRINTED, PaperState.CANCELLED, PaperState.NO_PRINTER})
"""The screen says of itself that there is none."""


class Wrong(Enum):
    """What may never happen."""

    LIE = "lie"
    LOST = "lost"
    DUPLICATE = "unasked duplicate"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that went wrong with one ticket, in a sentence."""

    wrong: Wrong
    number: str
    because: str


@dataclass(slots=True, kw_only=True)
class Story:
    """All that was said of one ticket's paper, and done about it.

    ``claims`` are what stood on the screen, in turn; the last is what the visitor left with.
    ``in_tray`` says whether a whole slip lay there when the screen promised it.
    ``asked_again`` counts the papers the visitor asked for beyond the first.
    """

    number: str
    code: str
    claims: list[PaperState] = field(default_factory=list)
    shown: tuple[str, str] = ("", "")
    """Number and code on the screen when the visitor left."""
    in_tray: bool | None = None
    asked_again: int = 0
    said: list[bool] = field(default_factory=list)
    outcomes: list[PaperReport] = field(default_factory=list)
    told: list[ReportPaper] = field(default_factory=list)
    spool: list[SpoolEntry] = field(default_factory=list)
    screen_died: bool = False
    """The device was killed: what it last showed was its own end."""

    @property
    def claim(self) -> PaperState | None:
        """What the visitor left with."""
        return self.claims[-1] if self.claims else None

    @property
    def was_asked(self) -> bool:
        """Whether the visitor was asked if the ticket came out; after a crash, the staff."""
        doubtful = any(isinstance(each.outcome, Unconfirmed) for each in self.outcomes)
        return PaperState.UNCONFIRMED in self.claims or (self.screen_died and doubtful)


def judge(story: Story, slips: Slips) -> list[Verdict]:
    """Everything that is wrong with one ticket; nothing, where the product kept its word."""
    found = (
        *((Wrong.LIE, because) for because in _lies(story, slips)),
        *((Wrong.LOST, because) for because in _losses(story, slips)),
        *((Wrong.DUPLICATE, because) for because in _duplicates(story, slips)),
    )
    return [Verdict(wrong, story.number, because) for wrong, because in found]


def _lies(story: Story, slips: Slips) -> Iterator[str]:
    claim = story.claim
    if claim in PROMISES and not slips.whole:
        yield f"the screen said {claim}, and there is no slip"
    elif claim is PaperState.TAKE and story.in_tray is False:
        yield "the screen said take, and the slip came later"
    if claim in DENIALS and slips.whole > _excused(story):
        yield f"the screen said {claim}, and there is a slip"
    for report in story.outcomes:
        yield from _false_outcome(report, story, slips)
    if slips.unreadable:
        yield "a slip cannot be read"


def _excused(story: Story) -> int:
    """Papers of this ticket that were called doubtful, so that a slip of it is no surprise."""
    return sum(not isinstance(r.outcome, NotPrinted | Cancelled) for r in story.outcomes)


def _false_outcome(report: PaperReport, story: Story, slips: Slips) -> Iterator[str]:
    """Lies to the centre and the spool, whatever stood on the screen."""
    outcome = report.outcome
    if isinstance(outcome, Printed):
        confirmed = sum(isinstance(each.outcome, Printed) for each in story.outcomes)
        if slips.whole < confirmed:
            yield f"paper {report.copy} was reported printed, and there is no slip of it"
    elif isinstance(outcome, NotPrinted | Cancelled) and slips.whole > _excused(story):
        yield f"paper {report.copy} was reported not printed ({outcome.cause}), and there is one"


def _losses(story: Story, slips: Slips) -> Iterator[str]:
    if not story.screen_died:
        if story.claim is None or story.claim is PaperState.PRINTING:
            yield f"the screen came to no end: {story.claim}"
        if story.shown != (story.number, story.code) and not slips.whole:
            yield f"neither paper nor number and code: {story.shown}"
    papers = 1 + story.asked_again
    if len(story.spool) != papers:
        yield f"{len(story.spool)} of {papers} papers in the spool"
    for entry in story.spool:
        if entry.state in OPEN_STATES:
            yield f"paper {entry.copy} is {entry.state} in the spool for ever"
    if {report.copy for report in story.outcomes} != {entry.copy for entry in story.spool}:
        yield "a paper came to no end"
    yield from _untold(story)


def _untold(story: Story) -> Iterator[str]:
    """The centre hears the end of every paper, and of every answer of the visitor's."""
    told = [(each.paper, each.cause) for each in story.told]
    for report in story.outcomes:
        cause = report.cause.value if report.cause is not None else None
        if (report.outcome.paper, cause) not in told:
            yield f"the centre never heard {report.outcome.paper} of paper {report.copy}"
    for came in story.said:
        if (Paper.PRINTED if came else Paper.NOT_PRINTED, VISITOR) not in told:
            yield "the centre never heard what the visitor said"


def _duplicates(story: Story, slips: Slips) -> Iterator[str]:
    if slips.whole > 1 + story.asked_again:
        yield f"{slips.whole} slips, {story.asked_again} asked for beyond the first"
    if slips.plain > 1:
        yield f"{slips.plain} slips without the mark COPY"
