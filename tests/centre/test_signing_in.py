"""Agents sign in at counters, over HTTP: with whom a counter opens, and with whom it does not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.client.reply import Declined, Done, Reply
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId
from tests.centre.admitting import admit
from tests.centre.running import RunningCentre

COUNTER = CounterId("1")
SERVICE = ServiceId("id-new")


@dataclass
class Hall:
    """A centre that trusts nobody, a counter's device in it, and a manager's program."""

    centre: RunningCentre
    counter: Session
    other: Session
    manager: Session

    def sign_in(self, agent: str, pin: str, *, at: Session | None = None) -> tuple[int, object]:
        body = json.dumps({"agent": agent, "pin": pin}).encode()
        status, told = (at or self.counter).ask("POST", "/sign-in", body)
        return status, json.loads(told)

    def open(self, agent: str, *, at: Session | None = None, counter: str = COUNTER) -> Reply:
        return (at or self.counter).send(
            c.OpenCounter(counter=CounterId(counter), agent=AgentId(agent), services=(SERVICE,))
        )

    def staff(self, wish: dict[str, str]) -> tuple[int, object]:
        status, told = self.manager.ask("POST", "/people", json.dumps(wish).encode())
        return status, json.loads(told)

    def has_opened(self, agent: str) -> bool:
        return isinstance(self.open(agent), Done)


def admit_all(data: Path) -> dict[str, str]:
    return {
        "counter": admit(data, Role.COUNTER, "c1"),
        "other": admit(data, Role.COUNTER, "c2"),
        "manager": admit(data, Role.MANAGER, "m1"),
    }


@pytest.fixture
def tokens(tmp_path: Path) -> dict[str, str]:
    return admit_all(tmp_path)


@pytest.fixture
def hall(tmp_path: Path, tokens: dict[str, str]) -> Iterator[Hall]:
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        yield from begin(centre, tokens)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One hall for the tests that change nothing in it."""
    data = tmp_path_factory.mktemp("calm")
    tokens = admit_all(data)
    with RunningCentre(data, trust_loopback=False) as centre:
        yield from begin(centre, tokens)


def begin(centre: RunningCentre, tokens: dict[str, str]) -> Iterator[Hall]:
    sessions = {name: Session(centre.url, token=token) for name, token in tokens.items()}
    hall = Hall(centre=centre, **sessions)
    for name, pin in (("A1", "4711"), ("A2", "8250")):
        hall.staff({"do": "add", "duty": "agent", "name": name, "secret": pin})
    yield hall
    for session in sessions.values():
        session.close()


def declined(reply: Reply) -> str:
    assert isinstance(reply, Declined)
    return reply.reason


def test_a_counter_opens_for_the_agent_who_signed_in(hall: Hall) -> None:
    assert hall.sign_in("a1", "4711") == (200, {"agent": "A1", "asks_pin": True})
    assert hall.has_opened("A1")


def test_nobody_signed_in_and_the_counter_stays_closed_with_a_sentence(calm: Hall) -> None:
    reply = calm.open("A1")
    assert declined(reply) == "NOT_SIGNED_IN"
    assert isinstance(reply, Declined)
    assert set(reply.say) == {"en", "sw"}


def test_a_counter_does_not_open_for_another_agent_or_at_another_device(hall: Hall) -> None:
    hall.sign_in("A1", "4711")
    assert declined(hall.open("A2")) == "NOT_SIGNED_IN"
    assert declined(hall.open("A1", at=hall.other)) == "NOT_SIGNED_IN"


def test_a_wrong_pin_and_a_name_that_nobody_has_are_answered_alike(hall: Hall) -> None:
    wrong, unknown = hall.sign_in("A1", "9999"), hall.sign_in("A9", "9999", at=hall.other)
    assert wrong == unknown
    assert wrong[0] == 403


def test_after_five_misses_the_device_is_told_when_it_may_try_again(hall: Hall) -> None:
    for _ in range(5):
        assert hall.sign_in("A1", "9999")[0] == 403
    status, told = hall.sign_in("A1", "4711")
    assert (status, isinstance(told, dict) and told["error"]) == (429, "LOCKED")
    assert hall.sign_in("A1", "4711", at=hall.other)[0] == 429
    hall.centre.steady.now_s += 61
    assert hall.sign_in("A1", "4711")[0] == 200


def test_the_answer_to_a_locked_device_says_when(hall: Hall) -> None:
    for _ in range(5):
        hall.sign_in("A1", "9999")
    connection = hall.counter._connection
    body = json.dumps({"agent": "A1", "pin": "4711"})
    connection.request("POST", "/sign-in", body, hall.counter._headers())
    answer = connection.getresponse()
    answer.read()
    assert answer.headers["Retry-After"] == "60"


def test_whoever_closes_the_counter_is_signed_in_no_more(hall: Hall) -> None:
    hall.sign_in("A1", "4711")
    assert hall.has_opened("A1")
    assert isinstance(hall.counter.send(c.CloseCounter(counter=COUNTER)), Done)
    assert declined(hall.open("A1")) == "NOT_SIGNED_IN"


def test_a_counter_that_a_manager_closes_signs_its_agent_out(hall: Hall) -> None:
    hall.sign_in("A1", "4711")
    assert hall.has_opened("A1")
    assert isinstance(hall.manager.send(c.CloseCounter(counter=COUNTER)), Done)
    assert declined(hall.open("A1")) == "NOT_SIGNED_IN"


def test_signing_out_is_enough(hall: Hall) -> None:
    hall.sign_in("A1", "4711")
    assert hall.counter.ask("POST", "/sign-out", b"")[0] == 200
    assert declined(hall.open("A1")) == "NOT_SIGNED_IN"


def test_the_day_ends_every_sign_in(hall: Hall) -> None:
    hall.sign_in("A1", "4711")
    hall.centre.wall.now_s += 24 * 3600
    hall.centre.steady.now_s += 24 * 3600
    hall.manager.send(c.SetQuota(service=SERVICE, quota=None))
    assert declined(hall.open("A1")) == "NOT_SIGNED_IN"


def test_a_new_start_in_the_middle_of_a_day_asks_nobody_again(
    tmp_path: Path, tokens: dict[str, str]
) -> None:
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        for hall in begin(centre, tokens):
            hall.sign_in("A1", "4711")
    with (
        RunningCentre(tmp_path, trust_loopback=False) as centre,
        Session(centre.url, token=tokens["counter"]) as counter,
    ):
        opening = c.OpenCounter(counter=COUNTER, agent=AgentId("A1"), services=(SERVICE,))
        assert isinstance(counter.send(opening), Done)


def test_a_revoked_agent_calls_nobody_any_more_but_may_finish(hall: Hall) -> None:
    hall.sign_in("A1", "4711")
    assert hall.has_opened("A1")
    hall.counter.send(c.IssueTicket(service=SERVICE, language=Language("en")))
    assert isinstance(hall.counter.send(c.CallNext(counter=COUNTER)), Done)
    assert isinstance(hall.counter.send(c.StartService(counter=COUNTER)), Done)
    assert hall.staff({"do": "revoke", "duty": "agent", "name": "A1"})[0] == 200
    assert declined(hall.counter.send(c.CallNext(counter=COUNTER))) == "NOT_SIGNED_IN"
    assert isinstance(hall.counter.send(c.FinishService(counter=COUNTER)), Done)
    assert isinstance(hall.counter.send(c.CloseCounter(counter=COUNTER)), Done)
    assert hall.sign_in("A1", "4711")[0] == 403


def test_a_reset_pin_signs_its_agent_out(hall: Hall) -> None:
    hall.sign_in("A1", "4711")
    hall.staff({"do": "reset", "duty": "agent", "name": "A1", "secret": "6174"})
    assert declined(hall.open("A1")) == "NOT_SIGNED_IN"
    assert hall.sign_in("A1", "6174")[0] == 200


def test_a_manager_unlocks_who_slipped_too_often(hall: Hall) -> None:
    for device in (hall.counter, hall.other):
        for _ in range(3):
            hall.sign_in("A1", "9999", at=device)
    assert hall.sign_in("A1", "4711", at=hall.other)[0] == 429
    hall.staff({"do": "unlock", "duty": "agent", "name": "A1"})
    assert hall.sign_in("A1", "4711", at=hall.other)[0] == 200


def test_a_manager_does_not_sign_in_at_a_counter_with_a_password(hall: Hall) -> None:
    hall.staff({"do": "add", "duty": "manager", "name": "M1", "secret": "correct horse"})
    assert hall.sign_in("M1", "correct horse")[0] == 403


def test_a_manager_sees_everybody_and_no_secret(calm: Hall) -> None:
    told = calm.manager.fetch("GET", "/people")
    assert [one["name"] for one in json.loads(told)["people"]] == ["A1", "A2"]
    assert b"argon2" not in told


@pytest.mark.parametrize(
    "wish",
    [
        {"do": "add", "duty": "agent", "name": "A1", "secret": "4711"},
        {"do": "add", "duty": "agent", "name": "Amina Otieno", "secret": "4711"},
        {"do": "add", "duty": "agent", "name": "A3", "secret": "1234"},
        {"do": "add", "duty": "boss", "name": "A3", "secret": "4711"},
        {"do": "add", "duty": "agent", "name": "A3"},
        {"do": "add", "duty": "agent", "name": "A3", "secret": "4711", "role": "manager"},
        {"do": "reset", "duty": "agent", "name": "A9", "secret": "4711"},
        {"do": "revoke", "duty": "agent", "name": "'; DROP TABLE person --"},
        {"do": "forget", "duty": "agent", "name": "A1"},
    ],
)
def test_what_cannot_be_done_with_people_is_said(calm: Hall, wish: dict[str, str]) -> None:
    assert calm.staff(wish)[0] == 422


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"agent": 7}', b"\xff" * 10])
def test_what_is_no_sign_in_is_said(calm: Hall, body: bytes) -> None:
    assert calm.counter.ask("POST", "/sign-in", body)[0] in (400, 422)


def test_more_than_a_sign_in_needs_is_not_read(calm: Hall) -> None:
    assert calm.sign_in("A1", "4" * 2000)[0] == 413


def test_only_counters_and_managers_sign_anybody_in_and_only_managers_keep_people(
    tmp_path: Path,
) -> None:
    tokens = {role: admit(tmp_path, role) for role in Role if role is not Role.CENTRE}
    may_sign_in = {Role.COUNTER, Role.MANAGER}
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        for role, token in tokens.items():
            with Session(centre.url, token=token) as session:
                body = b'{"agent": "A1", "pin": "4711"}'
                assert session.ask("POST", "/sign-in", body)[0] == 403
                assert (session.ask("POST", "/sign-out", b"")[0] == 200) == (role in may_sign_in)
                wish = b'{"do": "add", "duty": "agent", "name": "A1", "secret": "4711"}'
                is_manager = role is Role.MANAGER
                assert (session.ask("GET", "/people")[0] == 200) == is_manager
                assert (session.ask("POST", "/people", wish)[0] == 200) == is_manager
        with Session(centre.url) as nobody:
            for method, path in (("POST", "/sign-in"), ("GET", "/people"), ("POST", "/people")):
                assert nobody.ask(method, path)[0] == 401


def test_nobody_needs_a_pin_where_the_machine_itself_is_trusted(centre: RunningCentre) -> None:
    with centre.session(Role.COUNTER) as counter:
        opening = c.OpenCounter(counter=COUNTER, agent=AgentId("A1"), services=(SERVICE,))
        assert isinstance(counter.send(opening), Done)


def test_without_the_pepper_nobody_signs_in_and_the_hall_goes_on(tmp_path: Path) -> None:
    tokens = admit_all(tmp_path)
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        for hall in begin(centre, tokens):
            assert hall.sign_in("A1", "4711")[0] == 200
    (tmp_path / "keys" / "pepper").write_bytes(b"cut sh")
    with RunningCentre(tmp_path, trust_loopback=False) as centre:
        with Session(centre.url, token=tokens["counter"]) as counter:
            proof = b'{"agent": "A1", "pin": "4711"}'
            assert counter.ask("POST", "/sign-in", proof)[0] == 403
            ticket = c.IssueTicket(service=SERVICE, language=Language("en"))
            assert isinstance(counter.send(ticket), Done)
            health = json.loads(counter.fetch("GET", "/health"))
        assert "PINS_UNUSABLE" in [trouble["code"] for trouble in health["troubles"]]
