"""Paths, headers and lengths that other servers fell for."""

import json

import pytest

from kiosk.domain.commands import Role
from tests.attacks.hall import Hall, raw, status_of

SMUGGLED = b"GET /floor HTTP/1.1\r\nHost: x\r\n\r\n"
INSIDE = b'"tickets"'
"""What stands in ``/floor`` and nowhere else."""


@pytest.mark.parametrize(
    "target",
    [
        b"//floor",
        b"/floor/",
        b"/FLOOR",
        b"/./floor",
        b"/t/../floor",
        b"/t/%2e%2e/floor",
        b"/t/..%2ffloor",
        b"/t/..%5cfloor",
        b"/%66loor",
        b"/floor%00",
        b"/floor;a=b",
        b"/floor?token=x",
        b"/floor#x",
        b"/t/x/../../floor",
        b"http://127.0.0.1/floor",
        b"http://[::1]/floor",
        b"*",
        b"/" + b"a" * 20_000,
        b"/floor?" + b"a=b&" * 10_000,
    ],
)
def test_no_way_of_writing_a_path_gets_past_the_gate(hall: Hall, target: bytes) -> None:
    answer = raw(hall.centre.url, b"GET " + target + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    assert INSIDE not in answer
    assert status_of(answer) in {0, 400, 401, 403, 404, 405, 414, 429}


@pytest.mark.parametrize(
    "header",
    [
        b"X-Forwarded-For: 127.0.0.1",
        b"X-Original-URL: /floor",
        b"X-Rewrite-URL: /floor",
        b"X-HTTP-Method-Override: POST",
        b"Authorization: Bearer",
        b"Authorization: Bearer null",
        b"Authorization: Basic YWRtaW46YWRtaW4=",
        b"Authorization: Bearer " + b"A" * 60_000,
        b"Authorization: Bearer \xff\xfe",
        b"Cookie: manager=1; session=1",
        b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
        b"Expect: 100-continue",
        b"\r\n".join(b"X-%d: y" % n for n in range(3_000)),
    ],
)
def test_no_header_stands_in_for_a_token(hall: Hall, header: bytes) -> None:
    answer = raw(hall.centre.url, b"GET /floor HTTP/1.1\r\nHost: x\r\n" + header + b"\r\n\r\n")
    assert INSIDE not in answer
    assert status_of(answer) in {0, 400, 401, 429, 431}


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4",
        b"Transfer-Encoding: identity, chunked\r\nContent-Length: 0",
        b"Transfer-Encoding: xchunked",
        b"Content-Length: 4\r\nContent-Length: 40",
        b"Content-Length: +4",
        b"Content-Length: 0x4",
        b"Content-Length: -1",
        b"Content-Length: 99999999999999999999",
    ],
)
def test_a_request_inside_another_is_not_answered_as_a_second(hall: Hall, head: bytes) -> None:
    token = hall.tokens[Role.KIOSK].encode()
    request = b"POST /commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
    answer = raw(hall.centre.url, request + b"\r\n" + head + b"\r\n\r\n0\r\n\r\n" + SMUGGLED)
    assert INSIDE not in answer
    assert status_of(answer) in {0, 400, 401, 413, 422}


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"id":"' + b"9" * 500_000 + b'","type":"IssueTicket"}',
        b'{"type":"IssueTicket",' + b'"service":"tax",' * 40_000 + b'"language":"sw"}',
        b'{"type":"' + b"A" * 900_000 + b'"}',
        b'{"id":1e999999,"type":"IssueTicket"}',
        b'{"id":' + b"1" * 100_000 + b"}",
        b"\xff" * 1_000_000,
        b"\x00" * 1_000_000,
        b" " * 1_048_576,
        b" " * 1_048_577,
    ],
)
def test_what_is_far_too_much_is_refused_and_the_next_request_answered(
    hall: Hall, body: bytes
) -> None:
    token = hall.tokens[Role.KIOSK]
    head = f"POST /commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
    answer = raw(hall.centre.url, f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    assert status_of(answer) in {400, 413, 422}
    assert isinstance(json.loads(answer.partition(b"\r\n\r\n")[2]), dict)
    assert status_of(raw(hall.centre.url, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")) == 200


@pytest.mark.parametrize("peer", ["Host: attacker.example", "Host: 127.0.0.1.attacker.example"])
def test_a_name_that_was_turned_to_this_machine_is_not_trusted(hall: Hall, peer: str) -> None:
    body = b'{"role":"kiosk","name":"x"}'
    head = f"POST /enrol HTTP/1.1\r\n{peer}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    answer = raw(hall.centre.url, head + body)
    assert b'"token"' not in answer
