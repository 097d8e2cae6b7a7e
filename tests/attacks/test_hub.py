"""Every route of a hub, asked in ways that nobody thought of; and ways into it that are none."""

import os
from collections.abc import Iterator

import pytest

from tests.attacks.hall import raw, status_of
from tests.attacks.hub_asking import Attacked, attack, attacked, heard
from tests.hub.conftest import hub_server
from tests.hub.server import TestServer

__all__ = ["hub_server"]

COUNT = 12
SEED = os.environ.get("FOLENI_ATTACK_SEED", "1")
INSIDE = (b'"cursor"', b'"items"', b'"code":"TEST"', b"seq")
"""What stands in a centre's answers and in the console's, and is nobody else's to read."""


@pytest.fixture(scope="module")
def hub(hub_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """One hub for all attacks."""
    dsn = hub_server.fresh()
    with attacked(dsn, tmp_path_factory.mktemp("hub")) as hub:
        yield hub
    hub_server.drop(dsn)


def test_no_request_to_any_route_makes_the_hub_fail_or_say_what_it_should_not(
    hub: Attacked,
) -> None:
    routes = hub.routes()
    assert len(routes) > 30
    for route in routes:
        statuses = attack(hub, route, count=COUNT, seed=SEED)
        assert statuses.total() == COUNT


def test_without_a_signature_or_the_consoles_key_nothing_of_a_centres_is_open(
    hub: Attacked,
) -> None:
    closed = [
        (method, path)
        for method, path in hub.routes()
        if path.startswith(("/centres/", "/console/")) and path != "/centres/enrol"
    ]
    assert len(closed) > 8
    for method, path in closed:
        for body in (b"", b"{}", b'{"centre":"TEST"}'):
            answer = ask(hub, method, path.encode(), body=body)
            assert status_of(answer) in {400, 401, 403, 404, 422, 429}, (method, path, answer)
            assert not any(each in answer.partition(b"\r\n\r\n")[2] for each in INSIDE), path


@pytest.mark.parametrize(
    "target",
    [
        b"//centres/cursor",
        b"/centres/cursor/",
        b"/CENTRES/cursor",
        b"/t/../centres/cursor",
        b"/t/%2e%2e/centres/cursor",
        b"/b/..%2fcentres/cursor",
        b"/%63onsole/centres",
        b"/console/centres%00",
        b"/console/centres;a=b",
        b"/office/../console/centres",
        b"/office/%2e%2e/console/centres",
        b"/office/files/../../console/centres",
        b"http://127.0.0.1/console/centres",
        b"/" + b"a" * 20_000,
    ],
)
def test_no_way_of_writing_a_path_gets_past_the_hubs_gates(hub: Attacked, target: bytes) -> None:
    answer = ask(hub, "GET", target)
    assert status_of(answer) in {0, 303, 307, 400, 401, 403, 404, 405, 414, 429}, answer
    assert not any(each in answer.partition(b"\r\n\r\n")[2] for each in INSIDE)


@pytest.mark.parametrize(
    "header",
    [
        b"X-Original-URL: /console/centres",
        b"X-HTTP-Method-Override: POST",
        b"Authorization: Bearer null",
        b"Authorization: Bearer \xff\xfe",
        b"Cookie: office=1; session=1",
        b"Foleni-Centre: TEST\r\nFoleni-Key: 0000000000000000",
        b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
    ],
)
@pytest.mark.parametrize("path", [b"/console/centres", b"/centres/cursor", b"/office/centres"])
def test_no_header_stands_in_for_a_key_of_the_hubs(
    hub: Attacked, path: bytes, header: bytes
) -> None:
    answer = ask(hub, "GET", path, header=header)
    assert status_of(answer) in {0, 303, 400, 401, 403, 404, 422, 429}, answer
    assert not any(each in answer.partition(b"\r\n\r\n")[2] for each in INSIDE)


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: identity, chunked\r\nContent-Length: 0",
        b"Content-Length: 4\r\nContent-Length: 40",
        b"Content-Length: -1",
        b"Content-Length: 99999999999999999999",
    ],
)
def test_a_request_inside_another_is_not_answered_by_the_hub(hub: Attacked, head: bytes) -> None:
    inside = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    request = b"POST /centres/enrol HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\n0\r\n\r\n" + inside
    answer = raw(hub.url, request)
    assert b'"store"' not in answer
    assert status_of(answer) in {0, 400, 413, 422}


def ask(
    hub: Attacked, method: str, target: bytes, *, body: bytes = b"", header: bytes = b"X-A: b"
) -> bytes:
    hub.stage.clock.steady += 60
    head = method.encode() + b" " + target + b" HTTP/1.1\r\nHost: x\r\n" + header
    length = b"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body)
    return heard(hub.url, head + length + body)
