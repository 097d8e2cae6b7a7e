from datetime import datetime, timedelta

import pytest

from kiosk.domain import commands as c
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import DayClosed, DayOpened, HelpCalled, TicketIssued
from kiosk.domain.ids import Language
from kiosk.domain.ticket import TicketState
from tests.domain.hall import FRIDAY, ID_LOST, ID_NEW, NAIROBI, ONE, TEN, Hall

ISSUE = c.IssueTicket(service=ID_NEW, language=Language("sw"))
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=NAIROBI)


def test_the_first_order_ever_opens_the_day() -> None:
    opened, issued = Hall().do(ISSUE)
    assert isinstance(opened, DayOpened)
    assert opened.date == FRIDAY
    assert isinstance(issued, TicketIssued)


def test_the_first_order_after_midnight_closes_yesterday_and_counts_from_001() -> None:
    hall = Hall()
    hall.open()
    waiting = hall.issue()
    served = hall.serve()
    left = hall.issue()
    hall.at = MONDAY
    closed, opened, issued = hall.do(ISSUE)
    assert isinstance(closed, DayClosed)
    assert closed.expired == (left.ticket,)
    assert isinstance(opened, DayOpened)
    assert isinstance(issued, TicketIssued)
    assert issued.number == "A001"
    assert served.ticket == waiting.ticket
    assert list(hall.floor.tickets) == [issued.ticket]
    assert hall.floor.counter(ONE).state == "closed"


def test_the_closing_belongs_to_yesterday_and_everything_after_to_today() -> None:
    hall = Hall()
    hall.issue()
    hall.at = MONDAY
    hall.do(ISSUE)
    assert [entry.day for entry in hall.journal[-3:]] == [FRIDAY, MONDAY.date(), MONDAY.date()]


def test_open_tickets_are_expired_before_the_new_day_forgets_them() -> None:
    hall = Hall()
    ticket = hall.issue()
    hall.at = MONDAY
    hall.do(c.TurnDay())
    closing = hall.journal[-2]
    fold = Hall().floor
    for entry in hall.journal[: hall.journal.index(closing) + 1]:
        fold.apply(entry)
    assert fold.tickets[ticket.ticket].state is TicketState.EXPIRED


def test_a_suspension_lasts_over_night_and_a_quota_does_not() -> None:
    hall = Hall()
    hall.do(c.SuspendService(service=ID_NEW, reason="system"))
    hall.do(c.SetQuota(service=ID_NEW, quota=1))
    hall.at = MONDAY
    hall.do(c.TurnDay())
    assert hall.floor.suspended == {ID_NEW: "system"}
    assert hall.floor.quotas == {}


def test_a_cut_off_counts_for_its_service_and_for_today() -> None:
    hall = Hall()
    hall.do(c.SetCutOff(service=ID_NEW, cut_off_min=7 * 60))
    assert hall.refusal(ISSUE) is Reason.CUT_OFF
    assert hall.do(c.IssueTicket(service=ID_LOST, language=Language("sw")))
    hall.do(c.SetCutOff(service=ID_NEW, cut_off_min=7 * 60 - 1))
    assert hall.do(ISSUE)
    hall.at = MONDAY
    hall.do(c.TurnDay())
    assert hall.floor.cut_offs == {}


def test_without_a_cut_off_of_its_own_the_catalogues_counts_again() -> None:
    hall = Hall()
    hall.do(c.SetCutOff(service=ID_NEW, cut_off_min=0))
    hall.at = TEN.replace(hour=16, minute=59)
    assert hall.do(ISSUE)
    hall.do(c.SetCutOff(service=ID_NEW, cut_off_min=None))
    assert hall.refusal(ISSUE) is Reason.CUT_OFF


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1, 2**40])
def test_a_cut_off_is_within_a_day(minutes: int) -> None:
    with pytest.raises(Unfit):
        Hall().do(c.SetCutOff(service=ID_NEW, cut_off_min=minutes))


def test_a_refused_first_order_leaves_the_day_to_the_next() -> None:
    hall = Hall()
    hall.issue()
    hall.at = MONDAY - timedelta(hours=1)
    assert hall.refusal(ISSUE) is Reason.CENTRE_CLOSED
    assert hall.floor.day == FRIDAY


def test_time_says_nothing_twice_on_the_same_day() -> None:
    hall = Hall()
    assert len(hall.do(c.TurnDay())) == 1
    assert hall.do(c.TurnDay()) == ()


def test_the_day_never_goes_back() -> None:
    hall = Hall()
    hall.do(c.TurnDay())
    hall.at = TEN - timedelta(days=1)
    assert hall.do(c.TurnDay()) == ()
    assert hall.floor.day == FRIDAY


def test_help_is_called_once_until_somebody_answers() -> None:
    hall = Hall()
    hall.do(c.TurnDay())
    (called,) = hall.do(c.CallForHelp(), device="kiosk")
    assert isinstance(called, HelpCalled)
    assert hall.do(c.CallForHelp(), device="kiosk") == ()
    assert hall.do(c.CallForHelp(), device="another")
    hall.do(c.AnswerHelp(help=called.help))
    assert hall.refusal(c.AnswerHelp(help=called.help)) is Reason.ALREADY_ANSWERED
    assert [call.by for call in hall.floor.helps.values()] == ["another"]


def test_a_refusal_changes_nothing() -> None:
    hall = Hall()
    hall.open()
    seq = hall.floor.seq
    assert isinstance(hall.try_(c.CallNext(counter=ONE)), Refused)
    assert hall.floor.seq == seq
