from datetime import datetime, timedelta

import pytest

from kiosk.domain import commands as c
from kiosk.domain.errors import Reason, Refused, Unfit
from kiosk.domain.events import DayClosed, DayOpened, FeedbackGiven, HelpCalled, TicketIssued
from kiosk.domain.ids import CounterId, FeedbackId, Language, TicketId
from kiosk.domain.ticket import TicketState
from tests.domain.hall import FRIDAY, ID_NEW, NAIROBI, ONE, TEN, TWO, Hall

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


def given(hall: Hall, **said: object) -> FeedbackGiven:
    (event,) = hall.do(c.GiveFeedback(smiley=5, **said))  # type: ignore[arg-type]
    assert isinstance(event, FeedbackGiven)
    return event


def test_a_smiley_right_after_the_service_there_is_verified_and_counts_once() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    ticket = hall.serve().ticket
    hall.later(0.9)
    assert given(hall, ticket=ticket, counter=ONE).verified
    again = c.GiveFeedback(smiley=1, ticket=ticket, counter=ONE)
    assert hall.refusal(again) is Reason.ALREADY_RATED


@pytest.mark.parametrize(("counter", "minutes"), [(ONE, 1.1), (TWO, 0.5), (None, 0.5)])
def test_a_late_smiley_or_one_from_elsewhere_is_not_verified(
    counter: CounterId | None, minutes: float
) -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    ticket = hall.serve().ticket
    hall.later(minutes)
    assert not given(hall, ticket=ticket, counter=counter).verified


def test_a_smiley_needs_no_ticket_but_is_then_unverified() -> None:
    hall = Hall()
    hall.do(c.TurnDay())
    assert not given(hall, counter=ONE).verified


def test_a_ticket_is_rated_only_after_it_was_served() -> None:
    hall = Hall()
    ticket = hall.issue().ticket
    assert hall.refusal(c.GiveFeedback(smiley=3, ticket=ticket)) is Reason.NOT_SERVED


@pytest.mark.parametrize(
    "command",
    [
        c.GiveFeedback(smiley=0),
        c.GiveFeedback(smiley=6),
        c.GiveFeedback(smiley=3, ticket=TicketId("x")),
        c.GiveFeedback(smiley=3, counter=CounterId("x")),
        c.AddReasons(feedback=FeedbackId("x"), reasons=("wait",)),
    ],
)
def test_feedback_that_cannot_be_meant_is_named(command: c.Command) -> None:
    hall = Hall()
    hall.do(c.TurnDay())
    with pytest.raises(Unfit):
        hall.try_(command)


def test_reasons_come_once_and_from_the_device_of_the_smiley() -> None:
    hall = Hall()
    hall.do(c.TurnDay())
    feedback = given(hall).feedback
    because = c.AddReasons(feedback=feedback, reasons=("wait", "other", "wait"))
    with pytest.raises(Unfit):
        hall.try_(because, device="another")
    for wrong in ((), ("he shouted",)):
        with pytest.raises(Unfit):
            hall.try_(c.AddReasons(feedback=feedback, reasons=wrong))
    (event,) = hall.do(because)
    assert getattr(event, "reasons", None) == ("wait", "other")
    assert hall.refusal(because) is Reason.REASONS_GIVEN


def test_a_refusal_changes_nothing() -> None:
    hall = Hall()
    hall.open()
    seq = hall.floor.seq
    assert isinstance(hall.try_(c.CallNext(counter=ONE)), Refused)
    assert hall.floor.seq == seq
