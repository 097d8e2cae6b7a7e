"""Whatever happens inside, the hub answers as its contract says, and its log says no path."""

import asyncio
import logging

import pytest
from starlette.types import Message, Receive, Scope, Send

from kiosk.hub.answering import HubApp, joined
from kiosk.hub.store import HubStoreFailed
from kiosk.web.answer import Answer
from kiosk.web.body import PeerGone
from kiosk.web.errors import Stopped, not_found

BUSY = {"en": "busy", "sw": "shughuli"}
TOKEN = "K7M2K7M2K7M2K7M2K7M2K7M2K7"


async def fine(scope: Scope, _: Receive) -> Answer:
    return Answer(body=str(scope.get("path_params", {}).get("token", "")).encode())


async def stopped(_: Scope, __: Receive) -> Answer:
    raise Stopped(not_found())


async def away(_: Scope, __: Receive) -> Answer:
    raise HubStoreFailed("the server closed the connection")


async def mistaken(_: Scope, __: Receive) -> Answer:
    raise ZeroDivisionError


async def cancelled(_: Scope, __: Receive) -> Answer:
    raise asyncio.CancelledError


async def alone(_: Scope, __: Receive) -> Answer:
    raise PeerGone


async def half(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise HubStoreFailed("in the middle")


APP = HubApp(
    {
        ("GET", "/fine"): fine,
        ("GET", "/t/{token}"): fine,
        ("GET", "/stopped"): stopped,
        ("GET", "/away"): away,
        ("GET", "/mistaken/{token}"): mistaken,
        ("GET", "/cancelled"): cancelled,
        ("GET", "/alone"): alone,
    },
    streams={("GET", "/half"): half},
    busy=BUSY,
)


def ask(path: str, method: str = "GET") -> list[Message]:
    sent: list[Message] = []

    async def run() -> None:
        async def receive() -> Message:
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
        await APP(scope, receive, send)

    asyncio.run(run())
    return sent


def status(path: str, method: str = "GET") -> int:
    return int(ask(path, method)[0]["status"])


def test_each_path_is_answered_by_its_own() -> None:
    assert ask(f"/t/{TOKEN}")[1]["body"] == TOKEN.encode()
    assert status("/fine", "HEAD") == 200
    assert status("/fine", "POST") == 405
    assert status("/fine/") == 404
    assert status("/nowhere") == 404
    assert status("/stopped") == 404


def test_a_store_that_is_away_is_503_and_comes_again() -> None:
    start, body = ask("/away")
    assert start["status"] == 503
    assert (b"retry-after", b"1") in start["headers"]
    assert b"shughuli" in body["body"]
    assert status("/cancelled") == 503


def test_a_mistake_is_503_and_its_log_has_no_token(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert status(f"/mistaken/{TOKEN}") == 503
    assert [vars(each)["path"] for each in caplog.records] == ["/mistaken/{token}"]


def test_nobody_is_answered_who_has_gone_and_an_answer_that_began_is_not_begun_again() -> None:
    assert ask("/alone") == []
    assert len(ask("/half")) == 1


def test_two_parts_that_want_the_same_are_found_at_the_start() -> None:
    with pytest.raises(ValueError, match="GET /fine is answered twice"):
        joined({("GET", "/fine"): fine}, {("GET", "/fine"): fine})
    with pytest.raises(ValueError, match="GET /half is answered twice"):
        HubApp({("GET", "/half"): fine}, streams={("GET", "/half"): half}, busy=BUSY)
