"""A device from anywhere is admitted by its code, and by nothing else."""

import http.client
import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.domain.commands import Role
from kiosk.web.console_key import read_key
from kiosk.wire.joining import commitment_to, joining_code
from tests.centre.running import RunningCentre

NONCE = "d" * 64
Told = dict[str, object]


class Line:
    """One connection with the centre over TLS, which trusts its authority alone."""

    def __init__(self, centre: RunningCentre, token: str = "", **headers: str) -> None:
        pem = centre.parts.trust.authority.pem.decode()
        context = ssl.create_default_context(cadata=pem)
        port = urlsplit(centre.tls_url).port
        self._line = http.client.HTTPSConnection("localhost", port, timeout=10, context=context)
        self._headers = headers
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Told]:
        given = None if body is None else json.dumps(body)
        self._line.request(method, path, given, self._headers)
        answer = self._line.getresponse()
        return answer.status, json.loads(answer.read())

    def apply(self, role: str = "kiosk", name: str = "Front") -> Told:
        status, told = self.ask("POST", "/enrol", {"role": role, "name": name})
        assert status == 202
        return told

    def close(self) -> None:
        self._line.close()


@contextmanager
def line(centre: RunningCentre, token: str = "", **headers: str) -> Iterator[Line]:
    made = Line(centre, token, **headers)
    yield made
    made.close()


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[RunningCentre]:
    """A centre that trusts nobody."""
    with RunningCentre(tmp_path, trust_loopback=False) as running:
        yield running


@pytest.fixture
def device(strict: RunningCentre) -> Iterator[Line]:
    with line(strict) as made:
        yield made


@pytest.fixture
def console(strict: RunningCentre) -> Iterator[Line]:
    """Who can read the centre's directory."""
    key = read_key(strict.settings.data)
    assert key is not None
    with line(strict, key.token) as made:
        yield made


@pytest.fixture(scope="module")
def shared_console(shared: RunningCentre) -> Iterator[Line]:
    """The same for all tests that change nothing."""
    key = read_key(shared.settings.data)
    assert key is not None
    with line(shared, key.token) as made:
        yield made


def test_a_device_is_admitted_by_its_code_and_gets_its_token_once(
    device: Line, console: Line
) -> None:
    waits = device.apply()
    claim = f"/enrol/{waits['claim']}"
    assert device.ask("GET", claim)[0] == 202
    status, admitted = console.ask("POST", "/admit", {"code": waits["code"]})
    assert status == 200
    assert admitted == {"device": "kiosk-1", "role": "kiosk", "name": "Front", "index": 0}
    status, told = device.ask("GET", claim)
    assert (status, told["device"], told["index"]) == (200, "kiosk-1", 0)
    assert device.ask("GET", claim)[0] == 404


def test_an_admitted_device_is_known_and_works(
    strict: RunningCentre, device: Line, console: Line
) -> None:
    token = admitted(device, console)
    with line(strict, token) as known:
        status, me = known.ask("GET", "/me")
        assert (status, me["name"], me["role"], me["agent"]) == (200, "Front", "kiosk", None)
        assert known.ask("GET", "/floor")[0] == 200


def admitted(device: Line, console: Line, role: str = "kiosk", name: str = "Front") -> str:
    waits = device.apply(role, name)
    assert console.ask("POST", "/admit", {"code": waits["code"]})[0] == 200
    return str(device.ask("GET", f"/enrol/{waits['claim']}")[1]["token"])


def test_both_sides_make_the_same_code(strict: RunningCentre, device: Line) -> None:
    _, bound = device.ask("GET", "/enrol")
    commitment = str(bound["commitment"])
    application = {"role": "board", "name": "Hall é", "nonce": NONCE, "commitment": commitment}
    status, waits = device.ask("POST", "/enrol", application)
    assert status == 202
    assert commitment_to(str(waits["nonce"])) == commitment
    _, pem = device_pem(strict)
    seen = sha256(ssl.PEM_cert_to_DER_cert(pem)).digest()
    assert waits["code"] == joining_code(
        authority=seen,
        device_nonce=NONCE,
        centre_nonce=str(waits["nonce"]),
        role="board",
        name="Hall é",
    )


def device_pem(centre: RunningCentre) -> tuple[int, str]:
    """The authority as somebody gets it who does not know it yet."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    made = http.client.HTTPSConnection(urlsplit(centre.tls_url).netloc, context=context, timeout=10)
    made.request("GET", "/authority.pem")
    answer = made.getresponse()
    pem = answer.read().decode()
    made.close()
    return answer.status, pem


def test_a_commitment_is_good_for_one_application(device: Line) -> None:
    commitment = device.ask("GET", "/enrol")[1]["commitment"]
    application = {"role": "board", "nonce": NONCE, "commitment": commitment}
    assert device.ask("POST", "/enrol", application)[0] == 202
    # Who stands between and has seen the nonce may not try another of its own.
    assert device.ask("POST", "/enrol", {**application, "nonce": "e" * 64})[0] == 410


def test_a_commitment_grows_old(strict: RunningCentre, device: Line) -> None:
    commitment = device.ask("GET", "/enrol")[1]["commitment"]
    strict.steady.now_s += 61
    application = {"role": "board", "nonce": NONCE, "commitment": commitment}
    assert device.ask("POST", "/enrol", application)[0] == 410


def test_a_code_that_nobody_shows_admits_nobody(device: Line, console: Line) -> None:
    waits = device.apply()
    wrong = f"{(int(str(waits['code'])) + 1) % 1_000_000:06}"
    status, told = console.ask("POST", "/admit", {"code": wrong})
    assert (status, told["refused"]) == (409, "CODE_UNKNOWN")
    assert "sw" in str(told["say"])
    assert device.ask("GET", f"/enrol/{waits['claim']}")[0] == 202


def test_codes_cannot_be_guessed_at_the_console(device: Line, console: Line) -> None:
    code = str(device.apply()["code"])
    guesses = [f"{(int(code) + n) % 1_000_000:06}" for n in range(1, 7)]
    statuses = [console.ask("POST", "/admit", {"code": guess})[0] for guess in guesses]
    assert statuses == [409] * 5 + [429]
    assert console.ask("POST", "/admit", {"code": code})[0] == 429


def test_a_manager_may_give_another_role_and_name(device: Line, console: Line) -> None:
    code = device.apply("feedback", "x")["code"]
    wish = {"code": code, "role": "board", "name": "Hall"}
    status, told = console.ask("POST", "/admit", wish)
    assert (status, told["role"], told["name"]) == (200, "board", "Hall")


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"code": 123456},
        {"code": "12345"},
        {"code": "١٢٣٤٥٦"},
        {"code": "123456", "role": "centre"},
        {"code": "123456", "role": "hub"},
        {"code": "123456", "name": "a\x00b"},
        {"code": "123456", "more": 1},
        [],
    ],
)
def test_a_wish_of_another_shape_is_unfit(shared_console: Line, wish: object) -> None:
    assert shared_console.ask("POST", "/admit", wish)[0] == 422


def test_a_code_lives_for_ten_minutes(strict: RunningCentre, device: Line, console: Line) -> None:
    waits = device.apply()
    strict.steady.now_s += 601
    assert console.ask("POST", "/admit", {"code": waits["code"]})[0] == 409
    status, told = device.ask("GET", f"/enrol/{waits['claim']}")
    assert (status, told["error"]) == (410, "TOO_OLD")


def test_who_is_turned_away_is_told_so(device: Line, console: Line) -> None:
    waits = device.apply()
    _, told = console.ask("GET", "/devices")
    (waiting,) = list_of(told["waiting"])
    assert console.ask("POST", "/refuse", {"waiting": waiting["waiting"]})[0] == 200
    status, told = device.ask("GET", f"/enrol/{waits['claim']}")
    assert (status, told["error"]) == (410, "REFUSED")
    assert console.ask("POST", "/refuse", {"waiting": waiting["waiting"]})[0] == 422


def list_of(value: object) -> list[Told]:
    assert isinstance(value, list)
    return value


def test_managers_see_who_waits_but_never_a_code(device: Line, console: Line) -> None:
    waits = device.apply("board", "Hall")
    told = console.ask("GET", "/devices")[1]
    (waiting,) = list_of(told["waiting"])
    assert (waiting["role"], waiting["name"]) == ("board", "Hall")
    assert str(waiting["address"]).endswith("127.0.0.1")
    assert str(waits["code"]) not in json.dumps(told)
    assert str(waits["claim"]) not in json.dumps(told)


@pytest.mark.parametrize("unseen", ["\x9b2J", "\u202e", "\u2028", "\u200b", "\ufeff"])
def test_a_name_loses_what_a_terminal_or_a_page_would_obey(
    device: Line, console: Line, unseen: str
) -> None:
    code = device.apply("board", f"Hall{unseen} 2")["code"]
    (waiting,) = list_of(console.ask("GET", "/devices")[1]["waiting"])
    admitted_now = console.ask("POST", "/admit", {"code": code})[1]
    for name in (str(waiting["name"]), str(admitted_now["name"])):
        assert name.isprintable()
        assert name.startswith("Hall")


def test_so_many_wait_and_no_more(strict: RunningCentre, device: Line) -> None:
    for _ in range(4):
        device.apply()
    assert device.ask("POST", "/enrol", {"role": "kiosk"})[0] == 429
    strict.steady.now_s += 601
    assert device.ask("POST", "/enrol", {"role": "kiosk"})[0] == 202


def test_so_many_commitments_are_open_and_no_more(strict: RunningCentre, device: Line) -> None:
    statuses = [device.ask("GET", "/enrol")[0] for _ in range(5)]
    assert statuses == [200] * 4 + [429]
    strict.steady.now_s += 61
    assert device.ask("GET", "/enrol")[0] == 200


def test_a_claim_of_nobody_is_not_found_and_cannot_be_guessed_at_length(device: Line) -> None:
    statuses = [device.ask("GET", f"/enrol/{n:064}")[0] for n in range(62)]
    assert statuses == [404] * 60 + [429] * 2


def test_a_revoked_device_is_out_at_once(
    strict: RunningCentre, device: Line, console: Line
) -> None:
    token = admitted(device, console)
    with line(strict, token) as known:
        assert known.ask("GET", "/floor")[0] == 200
        assert console.ask("POST", "/revoke", {"device": "kiosk-1"})[0] == 200
        assert known.ask("GET", "/floor")[0] == 401
        assert known.ask("GET", "/me")[0] == 401
    (row,) = list_of(console.ask("GET", "/devices")[1]["devices"])
    assert row["revoked_at"] is not None
    assert console.ask("POST", "/revoke", {"device": "kiosk-1"})[0] == 200


@pytest.mark.parametrize("device", ["kiosk-9", "board-1", "", "kiosk-", "console", "kiosk-²"])
def test_what_is_no_device_cannot_be_revoked(shared_console: Line, device: str) -> None:
    assert shared_console.ask("POST", "/revoke", {"device": device})[0] == 422
    assert shared_console.ask("GET", "/devices")[0] == 200


def test_a_revoked_device_stays_out_after_a_new_start(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, centre.session(Role.BOARD) as board:
        token = board.token or ""
        key = read_key(tmp_path)
        assert key
        with line(centre, key.token) as console:
            assert console.ask("POST", "/revoke", {"device": "board-1"})[0] == 200
    with RunningCentre(tmp_path) as centre, line(centre, token) as board_line:
        assert board_line.ask("GET", "/me")[0] == 401


def test_who_never_came_for_its_token_is_out_after_a_new_start(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, line(centre) as device:
        key = read_key(tmp_path)
        assert key
        with line(centre, key.token) as console:
            waits = device.apply("manager")
            assert console.ask("POST", "/admit", {"code": waits["code"]})[0] == 200
    with RunningCentre(tmp_path) as centre:
        key = read_key(tmp_path)
        assert key
        with line(centre, key.token) as console:
            (row,) = list_of(console.ask("GET", "/devices")[1]["devices"])
    assert (row["seen_at"], row["revoked_at"] is not None) == (None, True)


def test_who_does_not_come_for_its_token_in_time_loses_it(
    strict: RunningCentre, device: Line, console: Line
) -> None:
    waits = device.apply()
    assert console.ask("POST", "/admit", {"code": waits["code"]})[0] == 200
    strict.steady.now_s += 601
    assert device.ask("GET", f"/enrol/{waits['claim']}")[0] == 410
    (row,) = list_of(console.ask("GET", "/devices")[1]["devices"])
    assert row["revoked_at"] is not None


@pytest.mark.parametrize("role", ["kiosk", "counter", "board", "feedback", "follower", "watcher"])
def test_no_device_but_a_manager_admits_lists_or_revokes(
    strict: RunningCentre, device: Line, console: Line, role: str
) -> None:
    with line(strict, admitted(device, console, role)) as other:
        for method, path, body in (
            ("POST", "/admit", {"code": "123456"}),
            ("POST", "/refuse", {"waiting": 1}),
            ("POST", "/revoke", {"device": "board-1"}),
            ("GET", "/devices", None),
        ):
            assert other.ask(method, path, body)[0] == 403
        assert other.ask("GET", "/me")[0] == 200


def test_an_admitted_manager_admits(strict: RunningCentre, device: Line, console: Line) -> None:
    with line(strict, admitted(device, console, "manager")) as manager:
        code = device.apply()["code"]
        assert manager.ask("POST", "/admit", {"code": code})[0] == 200


def test_the_key_of_the_console_goes_with_the_centre(tmp_path: Path) -> None:
    with RunningCentre(tmp_path):
        first = read_key(tmp_path)
        assert first
        assert (tmp_path / "console").stat().st_mode & 0o777 == 0o600
    assert read_key(tmp_path) is None
    with RunningCentre(tmp_path) as centre, line(centre, first.token) as console:
        assert console.ask("GET", "/devices")[0] == 401


def test_kiosks_get_a_share_of_the_reserve_each_and_a_fifth_gets_none(
    strict: RunningCentre, device: Line, console: Line
) -> None:
    told = []
    for _ in range(5):
        code = device.apply()["code"]
        told.append(console.ask("POST", "/admit", {"code": code})[1]["index"])
    assert told == [0, 1, 2, 3, None]


def test_the_share_of_a_revoked_kiosk_is_free_from_the_next_day_on(tmp_path: Path) -> None:
    with RunningCentre(tmp_path, trust_loopback=False) as centre, line(centre) as device:
        key = read_key(tmp_path)
        assert key
        with line(centre, key.token) as console:
            for _ in range(4):
                admitted(device, console)
            console.ask("POST", "/revoke", {"device": "kiosk-3"})
            code = device.apply()["code"]
            assert console.ask("POST", "/admit", {"code": code})[1]["index"] is None
            centre.wall.now_s += 86_400
            centre.steady.now_s += 86_400
            code = device.apply()["code"]
            assert console.ask("POST", "/admit", {"code": code})[1]["index"] == 2


def test_a_kiosk_of_this_machine_that_lost_its_token_takes_its_share_over(
    centre: RunningCentre,
) -> None:
    with centre.session(Role.KIOSK, "Front") as first, centre.session(Role.KIOSK, "Side") as side:
        assert [indexed(first.fetch("GET", "/me")), indexed(side.fetch("GET", "/me"))] == [0, 1]
        centre.steady.now_s += 61
        side.fetch("GET", "/me")
        with centre.session(Role.KIOSK, "Front") as again:
            assert indexed(again.fetch("GET", "/me")) == 0
        assert first.ask("GET", "/me")[0] == 401
        assert side.ask("GET", "/me")[0] == 200


def indexed(body: bytes) -> object:
    return json.loads(body)["index"]


def test_who_is_revoked_before_it_came_gets_no_token(device: Line, console: Line) -> None:
    waits = device.apply("manager")
    admitted_now = console.ask("POST", "/admit", {"code": waits["code"]})[1]
    assert console.ask("POST", "/revoke", {"device": admitted_now["device"]})[0] == 200
    status, told = device.ask("GET", f"/enrol/{waits['claim']}")
    assert (status, told["error"]) == (410, "REFUSED")


def test_a_kiosk_without_a_share_gets_one_as_soon_as_one_is_free(
    strict: RunningCentre, device: Line, console: Line
) -> None:
    tokens = [admitted(device, console) for _ in range(5)]
    console.ask("POST", "/revoke", {"device": "kiosk-2"})
    with line(strict, tokens[4]) as fifth:
        assert fifth.ask("GET", "/me")[1]["index"] is None
        strict.wall.now_s += 86_400
        strict.steady.now_s += 86_400
        assert fifth.ask("GET", "/me")[1]["index"] == 1
        assert fifth.ask("GET", "/me")[1]["index"] == 1
    listed = list_of(console.ask("GET", "/devices")[1]["devices"])
    assert [row["index"] for row in listed if row["revoked_at"] is None] == [0, 2, 3, 1]
