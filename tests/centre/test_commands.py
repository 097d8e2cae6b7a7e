"""``POST /commands``, over a real socket."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.client.reply import Declined, Done
from kiosk.client.session import Session, fresh_id
from kiosk.domain import commands as c
from kiosk.domain.events import PrinterState, TicketCalled
from kiosk.domain.ids import AgentId, CommandId, Language, TicketId
from kiosk.domain.public_token import token_hash
from kiosk.domain.ticket import TicketState
from kiosk.wire.codec import encode_command
from tests.centre.running import RunningCentre
from tests.domain.hall import BIRTH, ID_NEW, ONE, THREE, TWO

ISSUE = c.IssueTicket(service=ID_NEW, language=Language("en"))
OPEN = c.OpenCounter(counter=ONE, agent=AgentId("07"), services=(ID_NEW,))
PAPER_LOW = c.ReportPrinter(printer="Entrance", state=PrinterState.LOW)

Enrol = Callable[[str], Session]


def issued(session: Session, command: c.Command = ISSUE) -> TicketId:
    reply = session.send(command)
    assert isinstance(reply, Done)
    assert reply.issued
    return reply.issued.ticket


def test_a_ticket_is_issued_called_and_served(enrol: Enrol) -> None:
    kiosk, counter = enrol("kiosk"), enrol("counter")
    reply = kiosk.send(ISSUE)
    assert isinstance(reply, Done)
    assert reply.issued is not None
    assert reply.issued.number.endswith("001")
    assert reply.issued.ahead == 0
    assert reply.issued.wait_s is None
    assert reply.issued.hall == {"en": "Hall 1", "sw": "Hall 1"}
    assert isinstance(counter.send(OPEN), Done)
    for command in (
        c.CallNext(counter=ONE),
        c.StartService(counter=ONE),
        c.FinishService(counter=ONE),
    ):
        assert isinstance(counter.send(command), Done)
    ticket = counter.floor().tickets[0]
    assert ticket.state is TicketState.SERVED
    assert ticket.token_hash == token_hash(reply.issued.token)


def test_a_ticket_for_a_counter_that_stands_ready_is_called_at_once(enrol: Enrol) -> None:
    kiosk, counter = enrol("kiosk"), enrol("counter")
    counter.send(OPEN)
    counter.send(c.CallNext(counter=ONE, wait=True))
    reply = kiosk.send(ISSUE)
    assert isinstance(reply, Done)
    assert reply.issued is not None
    assert (reply.issued.ahead, reply.issued.wait_s) == (0, (0, 300))


def test_the_wait_is_told_when_a_counter_is_open(enrol: Enrol) -> None:
    kiosk, counter = enrol("kiosk"), enrol("counter")
    counter.send(OPEN)
    for _ in range(3):
        kiosk.send(ISSUE)
    reply = kiosk.send(ISSUE)
    assert isinstance(reply, Done)
    assert reply.issued is not None
    assert reply.issued.ahead == 3
    assert reply.issued.wait_s == (600, 1500)


def test_a_repeated_command_gets_the_first_answer_to_the_byte(enrol: Enrol) -> None:
    kiosk = enrol("kiosk")
    body = encode_command(fresh_id(), ISSUE)
    first = kiosk.fetch("POST", "/commands", body)
    kiosk.send(ISSUE)
    spaced = json.dumps(json.loads(body), indent=2, sort_keys=True).encode()
    assert kiosk.fetch("POST", "/commands", spaced) == first
    assert len(kiosk.floor().tickets) == 2


def test_a_repeat_after_a_restart_gets_the_first_answer(tmp_path: Path) -> None:
    body = encode_command(fresh_id(), ISSUE)
    with RunningCentre(tmp_path) as centre, centre.session(c.Role.KIOSK) as kiosk:
        first = kiosk.fetch("POST", "/commands", body)
        token = kiosk.token
    with RunningCentre(tmp_path) as centre, Session(centre.url, token=token) as kiosk:
        assert kiosk.fetch("POST", "/commands", body) == first
        assert len(kiosk.floor().tickets) == 1


def test_an_id_with_another_body_is_unfit(enrol: Enrol) -> None:
    kiosk = enrol("kiosk")
    again = fresh_id()
    kiosk.send(ISSUE, again=again)
    status, body = kiosk.ask(
        "POST",
        "/commands",
        encode_command(again, c.IssueTicket(service=BIRTH, language=Language("en"))),
    )
    assert status == 422
    assert json.loads(body)["error"] == "ID_REUSED"
    assert len(kiosk.floor().tickets) == 1


def test_two_devices_may_use_one_id_but_not_for_two_tickets(enrol: Enrol) -> None:
    one, other = enrol("kiosk"), enrol("kiosk")
    shared = fresh_id()
    ticket = issued(one)
    assert isinstance(one.send(c.CancelTicket(ticket=ticket), again=shared), Done)
    assert isinstance(other.send(ISSUE, again=shared), Done)
    reply = one.send(ISSUE, again=CommandId(ticket))
    assert isinstance(reply, Done)
    reply = other.send(ISSUE, again=CommandId(ticket))
    assert isinstance(reply, Declined)
    assert len(one.floor().tickets) == 2


def test_a_refusal_is_said_in_every_language_and_not_kept(enrol: Enrol) -> None:
    kiosk, counter = enrol("kiosk"), enrol("counter")
    counter.send(OPEN)
    again = fresh_id()
    status, body = counter.ask("POST", "/commands", encode_command(again, c.CallNext(counter=ONE)))
    assert status == 409
    told = json.loads(body)
    assert told["refused"] == "NOBODY_WAITING"
    assert set(told["say"]) == {"en", "sw"}
    kiosk.send(ISSUE)
    assert isinstance(counter.send(c.CallNext(counter=ONE), again=again), Done)


def test_thirty_two_threads_with_one_id_make_one_ticket(
    centre: RunningCentre, enrol: Enrol
) -> None:
    kiosk = enrol("kiosk")
    body = encode_command(fresh_id(), ISSUE)

    def ask(_: int) -> bytes:
        with Session(centre.url, token=kiosk.token) as session:
            return session.fetch("POST", "/commands", body)

    with ThreadPoolExecutor(32) as threads:
        answers = set(threads.map(ask, range(32)))
    assert len(answers) == 1
    assert len(kiosk.floor().tickets) == 1


def test_agents_who_call_at_once_never_get_the_same_ticket(
    centre: RunningCentre, enrol: Enrol
) -> None:
    kiosk = enrol("kiosk")
    for _ in range(60):
        kiosk.send(ISSUE)
    counters = (ONE, TWO, THREE)

    def work(n: int) -> list[TicketId]:
        got: list[TicketId] = []
        with centre.session(c.Role.COUNTER) as session:
            for _ in range(8):
                reply = session.send(c.CallNext(counter=counters[n % 3]))
                entries = reply.entries if isinstance(reply, Done) else ()
                got += [e.event.ticket for e in entries if isinstance(e.event, TicketCalled)]
                session.send(c.StartService(counter=counters[n % 3]))
        return got

    for counter in counters:
        with centre.session(c.Role.COUNTER) as session:
            session.send(c.OpenCounter(counter=counter, agent=AgentId("1"), services=(ID_NEW,)))
    with ThreadPoolExecutor(20) as threads:
        called = [ticket for got in threads.map(work, range(20)) for ticket in got]
    assert len(called) > 3
    assert len(called) == len(set(called))


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", 400, "NOT_JSON"),
        (b"{", 400, "NOT_JSON"),
        (b"\xff\xfe", 400, "NOT_JSON"),
        (b'{"id":"' + b"\xe9" + b'"}', 400, "NOT_JSON"),
        (b"\x00", 400, "NOT_JSON"),
        (b"[" * 100_000, 400, "NOT_JSON"),
        (b'{"a":' * 100_000, 400, "NOT_JSON"),
        (b"[]", 422, "WRONG_SHAPE"),
        (b"null", 422, "WRONG_SHAPE"),
        (b"7", 422, "WRONG_SHAPE"),
        (b"{}", 422, "WRONG_SHAPE"),
        (b'{"id":1,"type":"Recall","counter":"1"}', 422, "WRONG_SHAPE"),
        (b'{"id":"x","type":"CallForHelp"}', 422, "WRONG_SHAPE"),
    ],
)
def test_what_is_no_command_is_refused_with_a_clear_error(
    kiosk: Session, body: bytes, status: int, error: str
) -> None:
    got, answer = kiosk.ask("POST", "/commands", body)
    assert (got, json.loads(answer)["error"]) == (status, error)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"type": "Explode"}, "type"),
        ({"type": ["IssueTicket"]}, "type"),
        ({"type": "IssueTicket", "language": "en"}, "service"),
        ({"type": "IssueTicket", "service": "id-new", "language": 7}, "language"),
        ({"type": "IssueTicket", "service": "id-new", "language": "en", "vip": True}, "vip"),
        ({"type": "IssueTicket", "service": "no-such", "language": "en"}, "service"),
        ({"type": "IssueTicket", "service": "id-new\x00", "language": "en"}, "service"),
        ({"type": "IssueTicket", "service": "id-new", "language": "tlh"}, "language"),
        ({"type": "CancelTicket", "ticket": "no-such"}, "ticket"),
        ({"type": "GiveFeedback", "smiley": 6}, "smiley"),
        ({"type": "GiveFeedback", "smiley": 2**70}, "smiley"),
        ({"type": "GiveFeedback", "smiley": 3, "counter": "99"}, "counter"),
        ({"type": "GiveFeedback", "smiley": 1.5}, "smiley"),
        ({"type": "ReportPrinter", "printer": "Entrance"}, "state"),
        ({"type": "ReportPrinter", "printer": "Entrance", "state": "on fire"}, "state"),
        ({"type": "ReportPrinter", "printer": "\u202e", "state": "low"}, "printer"),
        ({"type": "ReportPrinter", "printer": "x" * 41, "state": "low"}, "printer"),
        ({"type": "ReportPrinter", "printer": "P", "state": "low", "cause": "No!"}, "cause"),
    ],
)
def test_a_command_that_does_not_fit_names_the_field(
    kiosk: Session, fields: dict[str, object], where: str
) -> None:
    body = json.dumps({"id": str(uuid4()), **fields}).encode()
    status, answer = kiosk.ask("POST", "/commands", body)
    assert (status, json.loads(answer)["where"]) == (422, where)


def test_another_role_may_not(enrol: Enrol) -> None:
    for role, command in (
        ("board", ISSUE),
        ("feedback", ISSUE),
        ("kiosk", c.CallNext(counter=ONE)),
        ("counter", c.GiveFeedback(smiley=3)),
        ("counter", c.SuspendService(service=ID_NEW, reason="x")),
        ("kiosk", c.TurnDay()),
        ("counter", c.MeasurePace()),
        ("board", PAPER_LOW),
        ("feedback", PAPER_LOW),
    ):
        status, answer = enrol(role).ask("POST", "/commands", encode_command(fresh_id(), command))
        assert (status, json.loads(answer)["error"]) == (403, "FORBIDDEN"), role


def test_over_five_hundred_commands_a_second_are_too_many(enrol: Enrol) -> None:
    kiosk = enrol("kiosk")  # the centre's clock stands still: no second passes
    statuses = [kiosk.ask("POST", "/commands", b"{")[0] for _ in range(505)]
    assert statuses == [400] * 500 + [429] * 5
