"""Every path and every error of the contract but those of ``/commands`` itself."""

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.client.session import Session
from kiosk.domain.commands import COMMANDS, Role
from kiosk.wire.codec import decode_catalogue, decode_floor
from tests.centre.running import RunningCentre
from tests.domain.hall import catalogue

Enrol = Callable[[str], Session]


def raw(centre: RunningCentre, request: bytes) -> bytes:
    """What comes back for these very bytes, until the centre hangs up."""
    host, port = centre.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := line.recv(65536):
            answer += chunk
    return answer


def test_health_needs_no_token(centre: RunningCentre) -> None:
    with Session(centre.url) as anybody:
        health = json.loads(anybody.fetch("GET", "/health"))
    assert health["seq"] == 1
    assert health["day"] == "2026-11-20"
    assert health["uplink"] is None
    assert health["clock"]["state"] == "good"
    assert health["disk"]["free_bytes"] > 0
    assert health["foresight"]["state"] == "off"
    assert health["troubles"] == []
    assert set(health) == {
        "version",
        "seq",
        "epoch",
        "term",
        "day",
        "disk",
        "clock",
        "foresight",
        "troubles",
        "followers",
        "uplink",
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/floor"),
        ("GET", "/catalogue"),
        ("GET", "/feed"),
        ("GET", "/openapi.json"),
        ("POST", "/commands"),
    ],
)
@pytest.mark.parametrize("token", [None, "wrong", "\xe9", " ", "x" * 10_000])
def test_everything_else_needs_a_token(
    shared: RunningCentre, method: str, path: str, token: str | None
) -> None:
    with Session(shared.url, token=token) as stranger:
        status, body = stranger.ask(method, path, b"{}")
    assert (status, json.loads(body)["error"]) == (401, "UNKNOWN_DEVICE")


def test_many_wrong_tokens_are_too_many(centre: RunningCentre, enrol: Enrol) -> None:
    with Session(centre.url, token="wrong") as stranger:
        statuses = {stranger.ask("GET", "/floor")[0] for _ in range(101)}
    assert statuses == {401, 429}
    assert enrol("board").ask("GET", "/floor")[0] == 200


def test_another_scheme_is_no_token(centre: RunningCentre, enrol: Enrol) -> None:
    token = enrol("board").token
    for scheme in ("Basic", "", "Bearer:"):
        answer = raw(
            centre, f"GET /floor HTTP/1.1\r\nAuthorization: {scheme} {token}\r\n\r\n".encode()
        )
        assert answer.startswith(b"HTTP/1.1 401"), scheme
    answer = raw(centre, f"GET /floor HTTP/1.0\r\nAuthorization: bearer {token}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 200")


def test_floor_and_catalogue_are_what_a_mirror_reads(centre: RunningCentre, enrol: Enrol) -> None:
    board = enrol("board")
    epoch, snapshot = decode_floor(board.fetch("GET", "/floor"))
    assert len(epoch) == 32
    assert snapshot.seq == 1
    assert [counter.id for counter in snapshot.counters] == ["1", "2", "3"]
    offers = decode_catalogue(board.fetch("GET", "/catalogue"))
    assert offers.services == catalogue().services
    assert offers.rules.open_all_day


@pytest.mark.parametrize("path", ["/", "/nowhere", "/floor/", "/t", "/%00", "//", "/a%2e"])
def test_an_unknown_path_is_not_found(kiosk: Session, path: str) -> None:
    status, body = kiosk.ask("GET", path)
    assert (status, json.loads(body)["error"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/commands", "POST"),
        ("DELETE", "/commands", "POST"),
        ("POST", "/floor", "GET"),
        ("PUT", "/enrol", "GET"),
        ("GET", "/admit", "POST"),
        ("PUT", "/feed", "GET"),
    ],
)
def test_a_wrong_method_is_told_the_right_one(
    shared: RunningCentre, method: str, path: str, allowed: str
) -> None:
    answer = raw(shared, f"{method} {path} HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 405")
    head = answer.partition(b"\r\n\r\n")[0].decode().lower()
    (allow,) = [line for line in head.splitlines() if line.startswith("allow: ")]
    assert allowed.lower() in allow.removeprefix("allow: ").split(", ")


def test_a_large_body_is_refused_before_it_is_sent(centre: RunningCentre, enrol: Enrol) -> None:
    token = enrol("kiosk").token
    head = f"POST /commands HTTP/1.1\r\nAuthorization: Bearer {token}\r\n"
    answer = raw(centre, (head + "Content-Length: 10485760\r\n\r\n").encode())
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"TOO_LARGE" in answer


def test_a_large_body_without_a_length_is_refused_on_the_way(
    centre: RunningCentre, enrol: Enrol
) -> None:
    token = enrol("kiosk").token
    head = f"POST /commands HTTP/1.1\r\nAuthorization: Bearer {token}\r\n"
    head += "Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
    answer = raw(centre, head.encode() + chunk * 17)
    assert answer.startswith(b"HTTP/1.1 413")


def test_ten_megabytes_are_refused_and_the_connection_goes_on(enrol: Enrol) -> None:
    kiosk = enrol("kiosk")
    assert kiosk.ask("POST", "/commands", b" " * 10_000_000)[0] == 413
    assert kiosk.ask("GET", "/floor")[0] == 200


@pytest.mark.parametrize(
    "request_line",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\r\n" * 99,
    ],
)
def test_what_is_no_http_gets_nothing_worse_than_400(
    shared: RunningCentre, request_line: bytes
) -> None:
    answer = raw(shared, request_line)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


def test_the_description_has_every_command_a_device_can_send(enrol: Enrol) -> None:
    described = json.loads(enrol("board").fetch("GET", "/openapi.json"))
    schemas = described["components"]["schemas"]
    command = schemas["Command"]
    of_the_centre = {
        "TurnDay",
        "MeasurePace",
        "TakeOver",
        "SkipNumbers",
        "LoadCatalogue",
        "RevokeDevice",
    }
    assert set(command["discriminator"]["mapping"]) == set(COMMANDS) - of_the_centre
    assert len(command["oneOf"]) == len(COMMANDS) - len(of_the_centre)
    issue = schemas["IssueTicket"]
    assert issue["required"] == ["id", "type", "service", "language"]
    assert issue["properties"]["type"] == {"const": "IssueTicket"}
    assert set(described["paths"]) == {
        "/commands",
        "/feed",
        "/floor",
        "/catalogue",
        "/health",
        "/replica",
        "/term",
        "/enrol",
        "/enrol/{claim}",
        "/authority.pem",
        "/me",
        "/devices",
        "/admit",
        "/refuse",
        "/revoke",
        "/sign-in",
        "/sign-out",
        "/metrics",
        "/people",
        "/t/{token}",
        "/t/{token}.json",
        "/t/{token}/leave",
        "/t/{token}/rate",
    }


def test_reading_and_restarting_append_nothing(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, centre.session(Role.BOARD) as board:
        for path in ("/floor", "/catalogue", "/health", "/openapi.json"):
            board.fetch("GET", path)
        token, epoch = board.token, decode_floor(board.fetch("GET", "/floor"))[0]
    with RunningCentre(tmp_path) as centre, Session(centre.url, token=token) as board:
        assert decode_floor(board.fetch("GET", "/floor"))[0] == epoch
        assert board.floor().seq == 1
