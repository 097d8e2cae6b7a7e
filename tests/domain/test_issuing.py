from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

import pytest

from kiosk.domain import commands as c
from kiosk.domain.catalogue import Hours, Opening
from kiosk.domain.errors import Reason, Unfit
from kiosk.domain.events import Paper, TicketIssued, TicketRecorded, TicketRenumbered
from kiosk.domain.ids import CommandId, Language, ServiceId, TicketId
from kiosk.domain.numbering import number_of
from kiosk.domain.public_token import token_from, token_hash
from kiosk.domain.ticket import TicketState
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, NAIROBI, ONE, TAX, Hall

SWAHILI = Language("sw")
ISSUE = c.IssueTicket(service=ID_NEW, language=SWAHILI)


def at(hour: int, minute: int = 0, *, day: int = 20, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=NAIROBI)


def test_the_first_tickets_of_a_queue_are_numbered_from_001() -> None:
    hall = Hall()
    numbers = [hall.issue(service).number for service in (ID_NEW, ID_LOST, BIRTH, ID_NEW)]
    assert numbers == ["A001", "A002", "F001", "A003"]


def test_numbers_step_over_what_belongs_to_the_kiosks() -> None:
    assert [number_of("A", place) for place in (899, 900, 901, 8999)] == [
        "A899", "A1000", "A1001", "A9099",
    ]  # fmt: skip


def test_a_letter_that_changes_its_queue_gives_no_number_twice() -> None:
    hall = Hall()
    hall.issue(ID_NEW)
    ids, certificates, tax = hall.catalogue.queues
    swapped = (replace(ids, letter="H"), certificates, replace(tax, letter="A"))
    hall.catalogue = replace(hall.catalogue, queues=swapped)
    assert [hall.issue(TAX).number, hall.issue(ID_NEW).number] == ["A002", "H001"]


def test_a_ticket_waits_from_the_moment_it_was_issued() -> None:
    hall = Hall()
    ticket = hall.issue()
    assert ticket.state is TicketState.WAITING
    assert ticket.issued_at == hall.at
    assert hall.floor.waiting_for([ID_NEW]) == 1


def test_the_ticket_carries_the_hash_of_its_token_and_never_the_token() -> None:
    hall = Hall()
    ticket = hall.issue()
    assert len(ticket.token_hash) == 64
    token = token_from("TEST", bytes(16))
    assert token == "TEST-" + "A" * 26
    assert token_hash(token.lower()) == token_hash(token)


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        (at(7, 59), Reason.CENTRE_CLOSED),
        (at(17), Reason.CENTRE_CLOSED),
        (at(16, 30), Reason.CUT_OFF),
        (at(10, day=22), Reason.CENTRE_CLOSED),
        (at(10, day=25, month=12), Reason.CENTRE_CLOSED),
        (at(8, 59, day=21), Reason.CENTRE_CLOSED),
    ],
)
def test_no_ticket_is_given_outside_the_hours(when: datetime, reason: Reason) -> None:
    assert Hall(at=when).refusal(ISSUE) is reason


@pytest.mark.parametrize("when", [at(8), at(16, 29), at(9, day=21)])
def test_tickets_are_given_within_the_hours_and_on_exceptional_days(when: datetime) -> None:
    assert Hall(at=when).do(ISSUE)


def test_the_next_opening_passes_over_weekends_and_holidays() -> None:
    hours = Hall().catalogue.hours
    assert hours.next_opening(at(18)) == at(9, day=21)
    assert hours.next_opening(at(13, day=21)) == at(8, day=23)
    assert hours.next_opening(at(18, day=24, month=12)) == at(8, day=28, month=12)


def test_a_service_with_hours_of_its_own_keeps_the_centres_holidays() -> None:
    hall = Hall()
    evening = Hours(week={"fri": Opening(opens=time(8), closes=time(19))})
    late = replace(hall.catalogue.service[TAX], hours=evening)
    services = tuple(late if one.id == TAX else one for one in hall.catalogue.services)
    hall.catalogue = replace(hall.catalogue, services=services)
    hall.at = at(18)
    assert hall.issue(TAX).number == "H001"
    hall.at = at(10, day=25, month=12)
    refused = hall.refusal(c.IssueTicket(service=TAX, language=SWAHILI))
    assert refused is Reason.CENTRE_CLOSED


def test_a_full_quota_is_refused_and_a_cancelled_ticket_gives_its_place_back() -> None:
    hall = Hall()
    tickets = [hall.issue(BIRTH) for _ in range(3)]
    assert hall.refusal(c.IssueTicket(service=BIRTH, language=SWAHILI)) is Reason.QUOTA_FULL
    hall.do(c.CancelTicket(ticket=tickets[0].ticket))
    assert hall.issue(BIRTH).number == "F004"


def test_a_transferred_ticket_counts_against_the_quota_of_where_it_went() -> None:
    hall = Hall()
    moved = hall.issue(ID_NEW)
    hall.open(ONE)
    hall.called_by(ONE)
    hall.do(c.TransferTicket(counter=ONE, service=BIRTH))
    hall.issue(BIRTH)
    hall.issue(BIRTH)
    assert hall.refusal(c.IssueTicket(service=BIRTH, language=SWAHILI)) is Reason.QUOTA_FULL
    hall.do(c.CancelTicket(ticket=moved.ticket))
    assert hall.issue(BIRTH).number == "F003"
    assert hall.refusal(c.IssueTicket(service=BIRTH, language=SWAHILI)) is Reason.QUOTA_FULL


def test_todays_quota_can_be_changed_and_taken_away() -> None:
    hall = Hall()
    hall.do(c.SetQuota(service=BIRTH, quota=0))
    assert hall.refusal(c.IssueTicket(service=BIRTH, language=SWAHILI)) is Reason.QUOTA_FULL
    hall.do(c.SetQuota(service=BIRTH, quota=None))
    assert all(hall.issue(BIRTH) for _ in range(10))


def test_a_suspended_service_gives_no_tickets_until_it_is_restored() -> None:
    hall = Hall()
    hall.do(c.SuspendService(service=ID_NEW, reason="system"))
    assert hall.refusal(ISSUE) is Reason.SERVICE_SUSPENDED
    assert hall.issue(TAX).number == "H001"
    hall.do(c.RestoreService(service=ID_NEW))
    assert hall.issue(ID_NEW).number == "A001"


def test_suspending_twice_or_restoring_what_runs_is_refused() -> None:
    hall = Hall()
    suspend = c.SuspendService(service=ID_NEW, reason="system")
    hall.do(suspend)
    assert hall.refusal(suspend) is Reason.ALREADY_SUSPENDED
    assert hall.refusal(c.RestoreService(service=TAX)) is Reason.NOT_SUSPENDED


def test_the_sample_centre_gives_tickets_at_any_hour_and_beyond_any_limit() -> None:
    hall = Hall(at=at(3, day=22), open_all_day=True)
    hall.do(c.SuspendService(service=BIRTH, reason="system"))
    assert [hall.issue(BIRTH).number for _ in range(5)][-1] == "F005"


@pytest.mark.parametrize(
    ("command", "where"),
    [
        (c.IssueTicket(service=ServiceId("x"), language=SWAHILI), "service"),
        (c.IssueTicket(service=ID_NEW, language=Language("fr")), "language"),
        (c.CancelTicket(ticket=TicketId("x")), "ticket"),
        (c.SuspendService(service=ID_NEW, reason="because"), "reason"),
        (c.SetQuota(service=ID_NEW, quota=-1), "quota"),
    ],
)
def test_what_the_centre_does_not_have_is_named(command: c.Command, where: str) -> None:
    hall = Hall()
    hall.do(c.TurnDay())
    with pytest.raises(Unfit) as unfit:
        hall.try_(command)
    assert unfit.value.where == where


def test_an_appointment_nobody_booked_is_refused() -> None:
    command = c.IssueTicket(service=ID_NEW, language=SWAHILI, appointment="X")
    assert Hall().refusal(command) is Reason.APPOINTMENT_UNKNOWN


def test_a_ticket_can_be_left_only_while_it_expects_something() -> None:
    hall = Hall()
    hall.open()
    ticket = hall.issue()
    hall.serve()
    assert hall.refusal(c.CancelTicket(ticket=ticket.ticket)) is Reason.TICKET_STATE


def test_a_called_visitor_who_leaves_frees_the_counter() -> None:
    hall = Hall()
    hall.open()
    ticket = hall.issue()
    hall.called_by()
    hall.do(c.CancelTicket(ticket=ticket.ticket))
    assert hall.floor.counter(ONE).state == "free"


def test_what_became_of_the_slip_is_kept_with_a_code_and_no_free_text() -> None:
    hall = Hall()
    ticket = hall.issue()
    hall.do(c.ReportPaper(ticket=ticket.ticket, paper=Paper.NOT_PRINTED, cause="paper_out"))
    assert hall.ticket(ticket).paper is Paper.NOT_PRINTED
    with pytest.raises(Unfit, match="cause"):
        hall.try_(
            c.ReportPaper(ticket=ticket.ticket, paper=Paper.SENT, cause="Mr Otieno was angry")
        )


def record(number: str, **changes: object) -> c.RecordTicket:
    given: dict[str, object] = {
        "ticket": TicketId("0" * 8 + "-0000-0000-0000-" + "0" * 12),
        "number": number,
        "service": ID_NEW,
        "language": SWAHILI,
        "token_hash": "a" * 64,
        "issued_at": at(9, 30),
    }
    return c.RecordTicket(**(given | changes))  # type: ignore[arg-type]


def test_a_ticket_issued_while_cut_off_takes_the_place_its_time_gives_it() -> None:
    hall = Hall()
    hall.open()
    early = hall.issue()
    (event,) = hall.do(record("A900"))
    assert isinstance(event, TicketRecorded)
    assert hall.called_by() == "A900"
    assert hall.ticket(early).state is TicketState.WAITING


def test_no_hour_quota_or_suspension_refuses_what_was_already_printed() -> None:
    hall = Hall(at=at(18))
    hall.do(c.SuspendService(service=BIRTH, reason="system"))
    hall.do(c.SetQuota(service=BIRTH, quota=0))
    assert hall.do(record("F924", service=BIRTH))


def test_a_ticket_the_centre_had_issued_keeps_its_place_and_takes_the_printed_number() -> None:
    hall = Hall()
    ticket = hall.issue()
    (event,) = hall.do(record("A905", ticket=ticket.ticket))
    assert isinstance(event, TicketRenumbered)
    renumbered = hall.ticket(ticket)
    assert (renumbered.number, renumbered.virtual_arrival) == ("A905", ticket.virtual_arrival)
    assert hall.floor.tokens == {renumbered.token_hash: ticket.ticket}
    assert hall.do(record("A905", ticket=ticket.ticket)) == ()
    assert "A001" not in hall.floor.numbers


def test_a_printed_number_belongs_to_one_ticket() -> None:
    hall = Hall()
    hall.do(record("A900"))
    other = TicketId(CommandId("1" * 8 + "-0000-0000-0000-" + "0" * 12))
    assert hall.refusal(record("A900", ticket=other)) is Reason.NUMBER_TAKEN


@pytest.mark.parametrize("number", ["A899", "A1000", "F900", "A90", "A9O0", "a900", ""])
def test_only_a_number_of_the_reserve_can_be_recorded(number: str) -> None:
    hall = Hall()
    with pytest.raises(Unfit, match="number"):
        hall.try_(record(number))


def test_a_time_of_issue_in_the_future_or_yesterday_is_brought_into_today() -> None:
    hall = Hall()
    hall.do(record("A900", issued_at=hall.at + timedelta(hours=1)))
    hall.do(
        record(
            "A901",
            ticket=TicketId("2" * 8 + "-0000-0000-0000-" + "0" * 12),
            issued_at=hall.at - timedelta(days=2),
        )
    )
    times = [ticket.issued_at for ticket in hall.floor.tickets.values()]
    assert times == [hall.at, at(0)]


def test_a_time_of_issue_from_the_ends_of_time_is_brought_into_today() -> None:
    hall = Hall()
    hall.do(c.TurnDay())
    ends = (
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-14))),
    )
    for number, issued_at in enumerate(ends):
        ticket = TicketId(f"{number:08}-0000-0000-0000-{0:012}")
        hall.do(record(f"A90{number}", ticket=ticket, issued_at=issued_at))
    times = [ticket.issued_at for ticket in hall.floor.tickets.values()]
    assert times == [at(0), hall.at]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"ticket": "not-a-uuid"}, "ticket"),
        ({"token_hash": "A" * 64}, "token_hash"),
        ({"issued_at": datetime(2026, 11, 20, 9)}, "issued_at"),  # noqa: DTZ001
    ],
)
def test_a_record_of_the_wrong_form_is_named(changes: dict[str, object], where: str) -> None:
    with pytest.raises(Unfit) as unfit:
        Hall().try_(record("A900", **changes))
    assert unfit.value.where == where


def test_issuing_never_depends_on_an_open_counter() -> None:
    events = Hall().do(ISSUE)
    assert any(isinstance(event, TicketIssued) for event in events)
