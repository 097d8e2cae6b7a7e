"""The judge finds every lie, loss and duplicate there can be, and nothing where there is none."""

import pytest

from kiosk.db.spool import SpoolEntry, SpoolState
from kiosk.domain.commands import ReportPaper
from kiosk.domain.ids import TicketId
from kiosk.printer.outcome import (
    Cause,
    Level,
    NotPrinted,
    Outcome,
    Printed,
    Unconfirmed,
)
from kiosk.printer.spool import PaperReport, entry_with
from kiosk.ui.paper_state import PaperState
from tests.faults.judge import Story, Wrong, judge
from tests.faults.tray import Slips

TICKET = TicketId("T1")
PRINTED = Printed(level=Level.FENCE)
PAPER_OUT = NotPrinted(cause=Cause.PAPER_OUT)
IN_DOUBT = Unconfirmed(bytes_sent=9, cause=Cause.HUNG_UP)


def story(*claims: PaperState, papers: tuple[Outcome, ...]) -> Story:
    """A ticket whose papers came to those ends, all told and written down."""
    made = Story(
        number="A042",
        code="CODE",
        claims=list(claims),
        shown=("A042", "CODE"),
        in_tray=True,
        asked_again=len(papers) - 1,
    )
    for copy, outcome in enumerate(papers, start=1):
        entry = SpoolEntry(
            ticket=TICKET, copy=copy, printer="p", state=SpoolState.SENDING, queued_at=""
        )
        report = PaperReport(
            ticket=TICKET, copy=copy, outcome=outcome, printer="p", stands_in=False
        )
        cause = report.cause.value if report.cause else None
        made.outcomes.append(report)
        made.told.append(ReportPaper(ticket=TICKET, paper=outcome.paper, cause=cause))
        made.spool.append(entry_with(entry, outcome))
    return made


def wrongs(told: Story, slips: Slips) -> set[Wrong]:
    return {verdict.wrong for verdict in judge(told, slips)}


@pytest.mark.parametrize(
    ("told", "slips"),
    [
        (story(PaperState.TAKE, papers=(PRINTED,)), Slips(plain=1)),
        (story(PaperState.NOT_PRINTED, papers=(PAPER_OUT,)), Slips()),
        (story(PaperState.UNCONFIRMED, papers=(IN_DOUBT,)), Slips()),
        (story(PaperState.UNCONFIRMED, papers=(IN_DOUBT,)), Slips(plain=1)),
        (story(PaperState.TAKE, papers=(PAPER_OUT, PRINTED)), Slips(plain=1)),
        (story(PaperState.TAKE, papers=(IN_DOUBT, PRINTED)), Slips(plain=1, copies=1)),
        (story(PaperState.NOT_PRINTED, papers=(IN_DOUBT, PAPER_OUT)), Slips(plain=1)),
    ],
)
def test_an_honest_story_is_let_go(told: Story, slips: Slips) -> None:
    assert judge(told, slips) == []


@pytest.mark.parametrize(
    ("told", "slips"),
    [
        (story(PaperState.TAKE, papers=(PRINTED,)), Slips()),
        (story(PaperState.TAKEN, papers=(IN_DOUBT,)), Slips()),
        (story(PaperState.NOT_PRINTED, papers=(PAPER_OUT,)), Slips(plain=1)),
        (story(PaperState.PHONE, papers=(PAPER_OUT,)), Slips(plain=1)),
        (story(PaperState.UNCONFIRMED, papers=(PRINTED,)), Slips()),
        (story(PaperState.TAKE, papers=(PRINTED, PRINTED)), Slips(plain=1)),
        (story(PaperState.TAKE, papers=(PRINTED,)), Slips(plain=1, unreadable=1)),
    ],
)
def test_what_was_said_and_is_not_so_is_a_lie(told: Story, slips: Slips) -> None:
    assert Wrong.LIE in wrongs(told, slips)


def test_a_slip_that_was_promised_and_came_later_is_a_lie() -> None:
    told = story(PaperState.TAKE, papers=(PRINTED,))
    told.in_tray = False
    assert wrongs(told, Slips(plain=1)) == {Wrong.LIE}


def test_no_end_on_the_screen_is_a_loss() -> None:
    assert wrongs(story(PaperState.PRINTING, papers=(PRINTED,)), Slips(plain=1)) == {Wrong.LOST}
    assert wrongs(story(papers=(PRINTED,)), Slips(plain=1)) == {Wrong.LOST}


def test_neither_paper_nor_number_and_code_is_a_loss() -> None:
    told = story(PaperState.NOT_PRINTED, papers=(PAPER_OUT,))
    told.shown = ("A042", "")
    assert wrongs(told, Slips()) == {Wrong.LOST}


def test_what_the_spool_or_the_centre_lacks_is_a_loss() -> None:
    forgotten = story(PaperState.TAKE, papers=(PRINTED,))
    forgotten.spool.clear()
    unfinished = story(PaperState.TAKE, papers=(PRINTED,))
    unfinished.spool = [
        SpoolEntry(ticket=TICKET, copy=1, printer="p", state=SpoolState.SENDING, queued_at="")
    ]
    untold = story(PaperState.TAKE, papers=(PRINTED,))
    untold.told.clear()
    unheard = story(PaperState.TAKEN, papers=(IN_DOUBT,))
    unheard.said.append(True)
    for told in (forgotten, unfinished, untold, unheard):
        assert wrongs(told, Slips(plain=1)) == {Wrong.LOST}


def test_one_slip_more_than_was_asked_for_is_an_unasked_duplicate() -> None:
    told = story(PaperState.TAKE, papers=(PRINTED,))
    assert wrongs(told, Slips(plain=1, copies=1)) == {Wrong.DUPLICATE}


def test_a_second_slip_without_its_mark_is_an_unasked_duplicate() -> None:
    told = story(PaperState.TAKE, papers=(IN_DOUBT, PRINTED))
    assert wrongs(told, Slips(plain=2)) == {Wrong.DUPLICATE}


def test_a_kiosk_that_was_killed_owes_its_staff_an_answer_and_no_more_paper() -> None:
    told = story(PaperState.PRINTING, papers=(IN_DOUBT,))
    told.screen_died = True
    assert judge(told, Slips(plain=1)) == []
    assert told.was_asked
    assert wrongs(told, Slips(plain=2)) == {Wrong.DUPLICATE}
