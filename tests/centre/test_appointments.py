"""The book over real sockets: who books, who checks in, who sees what, and who guesses."""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest

from kiosk.client.mirror import Mirror
from kiosk.client.reply import Declined, Done
from kiosk.client.session import Session, fresh_id
from kiosk.db.opening import open_reader
from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentBooked, AppointmentState
from kiosk.domain.commands import Role
from kiosk.domain.ids import AppointmentCode, CommandId
from kiosk.wire.codec import encode_command
from tests.centre.running import RunningCentre
from tests.domain.booking import SWAHILI, at, with_books
from tests.domain.hall import ID_NEW, TAX, TEN, catalogue

NOON = at(12)
TOMORROW = at(12, day=21)
UNKNOWN = AppointmentCode("10000009")
STAFF = (Role.COUNTER, Role.KIOSK)
OTHERS = (Role.BOARD, Role.FEEDBACK)


@pytest.fixture
def offers(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path, offers=with_books(catalogue())) as centre:
        yield centre


def book(session: Session, slot: object = NOON) -> AppointmentCode:
    reply = session.send(c.BookAppointment(service=TAX, slot=slot))  # type: ignore[arg-type]
    assert isinstance(reply, Done), reply
    (entry,) = reply.entries
    assert isinstance(entry.event, AppointmentBooked)
    return entry.event.code


def check_in(code: str) -> c.CheckIn:
    return c.CheckIn(appointment=AppointmentCode(code), language=SWAHILI)


def declined(session: Session, command: c.Command) -> str:
    reply = session.send(command)
    assert isinstance(reply, Declined), reply
    return reply.reason


def lines(session: Session, count: int) -> list[dict[str, object]]:
    following = session.follow(after=0)
    found = [json.loads(line.text) for line in islice(following, count)]
    following.close()
    return found


def test_staff_book_and_the_visitor_checks_in_at_the_kiosk(offers: RunningCentre) -> None:
    with offers.session(Role.COUNTER) as counter, offers.session(Role.KIOSK) as kiosk:
        code = book(counter)
        mirror = Mirror()
        mirror.install_catalogue(kiosk.fetch("GET", "/catalogue"))
        mirror.install_floor(kiosk.fetch("GET", "/floor"))
        known = mirror.floor.book.get(code)
        assert known is not None
        assert (known.service, known.slot) == (TAX, NOON)
        offers.wall.now_s = at(11, 50).timestamp()
        again = fresh_id()
        reply = kiosk.send(check_in(code), again=again)
        assert isinstance(reply, Done)
        assert reply.issued is not None
        assert reply.issued.service == TAX
        assert reply.issued.token.startswith("TEST-")
        assert reply == kiosk.send(check_in(code), again=again)
        (ticket,) = kiosk.floor().tickets
        assert (ticket.ticket, ticket.appointment) == (reply.issued.ticket, code)
        assert ticket.virtual_arrival == at(11, 40)
        assert declined(kiosk, check_in(code)) == "APPOINTMENT_USED"


def test_the_book_survives_a_start_and_a_night(tmp_path: Path) -> None:
    offered = with_books(catalogue())
    with RunningCentre(tmp_path, offers=offered) as centre, centre.session(Role.COUNTER) as staff:
        today, tomorrow = book(staff), book(staff, TOMORROW)
    with RunningCentre(tmp_path, offers=offered) as centre, centre.session(Role.COUNTER) as staff:
        assert {one.code for one in staff.floor().appointments} == {today, tomorrow}
        centre.wall.now_s = (TOMORROW - timedelta(minutes=10)).timestamp()
        reply = staff.send(check_in(tomorrow))
        assert isinstance(reply, Done)
        kept = staff.floor().appointments
        assert {one.code: one.state for one in kept} == {
            today: AppointmentState.MISSED,
            tomorrow: AppointmentState.CHECKED_IN,
        }
    with RunningCentre(tmp_path, offers=offered) as centre, centre.session(Role.COUNTER) as staff:
        assert staff.floor().appointments == kept


def test_nobody_but_kiosks_and_staff_ever_sees_a_code(tmp_path: Path) -> None:
    offered = with_books(catalogue())
    with RunningCentre(tmp_path, offers=offered) as centre, centre.session(Role.COUNTER) as staff:
        first, second, third = book(staff), book(staff), book(staff, TOMORROW)
        staff.send(check_in(first))
        staff.send(c.MoveAppointment(appointment=second, slot=at(14)))
        staff.send(c.CancelAppointment(appointment=second))
        missed = book(staff)
        centre.wall.now_s = (TOMORROW - timedelta(minutes=10)).timestamp()
        assert isinstance(staff.send(check_in(third)), Done)
        count = staff.floor().seq
        told = {}
        for role in (*STAFF, *OTHERS):
            with centre.session(role) as session:
                told[role] = (lines(session, count), session.fetch("GET", "/floor"))
    # What comes from the journal rather than from memory is redacted as well.
    with RunningCentre(tmp_path, offers=offered) as centre:
        for role in (*STAFF, *OTHERS):
            with centre.session(role) as session:
                assert lines(session, count) == told[role][0]
    for role in OTHERS:
        text = json.dumps(told[role][0]) + told[role][1].decode()
        assert not any(code in text for code in (first, second, third, missed)), role
        assert [line["seq"] for line in told[role][0]] == list(range(1, count + 1))
        booked = next(line for line in told[role][0] if line["type"] == "AppointmentBooked")
        assert set(booked) == {"seq", "v", "at", "type"}
    for role in STAFF:
        kinds = {line["type"] for line in told[role][0]}
        assert {"AppointmentBooked", "AppointmentMoved", "AppointmentCancelled"} <= kinds
        assert third in told[role][1].decode()


def test_a_board_that_sees_no_codes_folds_the_same_tickets(offers: RunningCentre) -> None:
    with offers.session(Role.COUNTER) as staff, offers.session(Role.BOARD) as board:
        mirror = Mirror()
        mirror.install_catalogue(board.fetch("GET", "/catalogue"))
        mirror.install_floor(board.fetch("GET", "/floor"))
        following = board.follow(after=mirror.seq)
        code = book(staff)
        staff.send(check_in(code))
        staff.send(c.IssueTicket(service=ID_NEW, language=SWAHILI))
        staff.send(c.CancelAppointment(appointment=book(staff)))
        for line in islice(following, 5):
            mirror.apply(line.text)
        following.close()
        assert tuple(mirror.floor.tickets.values()) == board.floor().tickets
        assert len(mirror.floor.book) == 0


@pytest.mark.parametrize("role", [Role.KIOSK, Role.BOARD, Role.FEEDBACK])
def test_only_staff_give_places(offers: RunningCentre, role: Role) -> None:
    with offers.session(role) as device:
        for command in (
            c.BookAppointment(service=TAX, slot=NOON),
            c.MoveAppointment(appointment=UNKNOWN, slot=NOON),
            c.CancelAppointment(appointment=UNKNOWN),
        ):
            body = encode_command(CommandId(fresh_id()), command)
            assert device.ask("POST", "/commands", body)[0] == 403


def test_no_screen_can_be_the_hub(offers: RunningCentre) -> None:
    with Session(offers.url) as stranger:
        assert stranger.ask("POST", "/enrol", b'{"role": "hub", "name": "x"}')[0] == 422


def test_who_guesses_codes_soon_waits_and_others_do_not(offers: RunningCentre) -> None:
    with (
        offers.session(Role.COUNTER) as staff,
        offers.session(Role.KIOSK) as guesser,
        offers.session(Role.KIOSK) as other,
    ):
        code, later = book(staff), book(staff)
        answers = [declined(guesser, check_in(str(guess))) for guess in range(21)]
        assert answers == ["APPOINTMENT_UNKNOWN"] * 20 + ["TOO_MANY"]
        asking = c.IssueTicket(service=TAX, language=SWAHILI, appointment=code)
        assert declined(guesser, asking) == "TOO_MANY"
        walk_in = c.IssueTicket(service=TAX, language=SWAHILI)
        assert isinstance(guesser.send(walk_in), Done)
        assert isinstance(other.send(check_in(code)), Done)
        offers.steady.now_s += 11
        assert isinstance(guesser.send(check_in(later)), Done)


def test_staff_who_guess_codes_to_move_or_cancel_wait_too(offers: RunningCentre) -> None:
    with offers.session(Role.COUNTER) as guesser:
        for guess in range(10):
            code = AppointmentCode(str(guess))
            for command in (
                c.MoveAppointment(appointment=code, slot=NOON),
                c.CancelAppointment(appointment=code),
            ):
                assert declined(guesser, command) == "APPOINTMENT_UNKNOWN"
        assert declined(guesser, c.CancelAppointment(appointment=UNKNOWN)) == "TOO_MANY"
        assert declined(guesser, c.MoveAppointment(appointment=UNKNOWN, slot=NOON)) == "TOO_MANY"


def test_codes_that_somebody_has_can_be_tried_as_often_as_one_likes(
    offers: RunningCentre,
) -> None:
    with offers.session(Role.COUNTER) as staff:
        code = book(staff, TOMORROW)
        answers = {declined(staff, check_in(code)) for _ in range(50)}
    assert answers == {"APPOINTMENT_OTHER_DAY"}


@pytest.mark.parametrize(
    "code", ["", "0", "١٢٣٤٥٦٧٨", "10000009\u0000", "x" * 100_000, "'; DROP TABLE event; --"]
)
def test_what_is_no_code_is_an_appointment_nobody_has(offers: RunningCentre, code: str) -> None:
    with offers.session(Role.KIOSK) as kiosk:
        assert declined(kiosk, check_in(code)) == "APPOINTMENT_UNKNOWN"


@pytest.mark.parametrize(
    ("command", "where"),
    [
        ({"type": "CheckIn", "appointment": 10000009, "language": "sw"}, "appointment"),
        ({"type": "CheckIn", "language": "sw"}, "appointment"),
        ({"type": "CheckIn", "appointment": "1", "language": "fr"}, None),
        ({"type": "BookAppointment", "service": "tax", "slot": "noon"}, "slot"),
        ({"type": "BookAppointment", "service": "tax", "slot": "2026-11-20T12:00:00"}, "slot"),
        ({"type": "BookAppointment", "service": "x", "slot": NOON.isoformat()}, "service"),
        ({"type": "BookAppointment", "service": "tax", "slot": NOON.isoformat(), "n": 1}, "n"),
    ],
)
def test_a_wrong_shape_is_told_and_nothing_happens(
    offers: RunningCentre, command: dict[str, object], where: str | None
) -> None:
    with offers.session(Role.COUNTER) as staff:
        before = staff.floor().seq
        body = json.dumps({"id": fresh_id(), **command}).encode()
        status, answer = staff.ask("POST", "/commands", body)
        expected = 409 if where is None else 422
        assert (status, json.loads(answer).get("where")) == (expected, where)
        assert staff.floor().seq == before


def test_what_became_of_each_appointment_stands_in_a_table(tmp_path: Path) -> None:
    with (
        RunningCentre(tmp_path, offers=with_books(catalogue())) as centre,
        centre.session(Role.COUNTER) as staff,
    ):
        missed, used = book(staff), book(staff)
        gone, moved = book(staff, at(13)), book(staff, at(13))
        reply = staff.send(check_in(used))
        assert isinstance(reply, Done)
        assert reply.issued is not None
        staff.send(c.CancelTicket(ticket=reply.issued.ticket))
        centre.wall.now_s += 60
        again = staff.send(check_in(used))
        assert isinstance(again, Done)
        assert again.issued is not None
        staff.send(c.CancelAppointment(appointment=gone))
        staff.send(c.MoveAppointment(appointment=moved, slot=TOMORROW))
        centre.wall.now_s = at(0, 1, day=21).timestamp()
        staff.send(c.CallForHelp())
    rows = open_reader(tmp_path / "centre.db").execute(
        "SELECT code, day, state, share, booked_at, ended_at, ticket FROM appointment"
        " ORDER BY booked_seq"
    )
    ten, later = TEN.isoformat(), at(10, 1).isoformat()
    midnight = at(0, 1, day=21).isoformat()
    assert list(rows) == [
        (missed, "2026-11-20", "missed", "centre", ten, midnight, None),
        (used, "2026-11-20", "checked_in", "centre", ten, ten, again.issued.ticket),
        (gone, "2026-11-20", "cancelled", "centre", ten, later, None),
        (moved, "2026-11-21", "booked", "centre", ten, None, None),
    ]
