"""Who gets nothing from the phone's page: guessers, other machines, and whoever sends nonsense."""

import asyncio
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from starlette.types import ASGIApp, Message, Receive, Scope

from kiosk.centre.app import CentreApp
from kiosk.centre.clock import LocalClock
from kiosk.centre.feed import Feed
from kiosk.centre.live import Live
from kiosk.centre.phone import Phone
from kiosk.centre.troubles import Troubles
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.web.answer import Answer
from kiosk.web.phone_troubles import PhoneTroubles
from kiosk.web.phone_views import PhoneViews
from kiosk.web.templates import Templates
from tests.centre.phoning import Door, door
from tests.centre.running import ASSETS, RunningCentre, Wall, sentences
from tests.centre.test_http import raw
from tests.domain.hall import NAIROBI, catalogue

UNKNOWN = "TEST-AAAAAAAAAAAAAAAAAAAAAAAAAA"
CLEAR = frozenset({200, 303, 304, 400, 403, 404, 405, 413, 422, 429})


@pytest.fixture
def hall(centre: RunningCentre) -> Iterator[Door]:
    with door(centre) as made:
        yield made


def asked(app: ASGIApp, method: str, path: str, peer: str) -> tuple[int, bytes]:
    """What a peer at another address is answered, without a network between."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"x-forwarded-for", b"127.0.0.1"), (b"forwarded", b"for=127.0.0.1")],
        "client": (peer, 50000),
    }

    async def ask() -> None:
        await app(scope, receive, send)

    asyncio.run(ask())
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize("peer", ["192.168.1.7", "10.0.0.1", "fe80::1", "::ffff:10.0.0.1", ""])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/commands"),
        ("GET", "/feed"),
        ("GET", "/floor"),
        ("GET", "/catalogue"),
        ("GET", "/health"),
        ("GET", "/openapi.json"),
        ("POST", "/enrol"),
        ("GET", "/"),
        ("GET", "/t"),
        ("GET", "/favicon.ico"),
        ("GET", "//t/x"),
        ("GET", "/x/t/x"),
    ],
)
def test_another_machine_gets_nothing_but_the_phones_page(
    shared: RunningCentre, method: str, path: str, peer: str
) -> None:
    status, body = asked(shared.parts.app, method, path, peer)
    assert (status, json.loads(body)["error"]) == (403, "FORBIDDEN")


def test_another_machine_gets_the_phones_page(centre: RunningCentre, hall: Door) -> None:
    token = hall.ticket().token
    status, body = asked(centre.parts.app, "GET", f"/T/{token}", "192.168.1.7")
    assert (status, b"A001" in body) == (200, True)


def test_whoever_guesses_is_held_off_and_holders_are_not(hall: Door) -> None:
    stranger, phone = hall.phone(), hall.phone(hall.ticket())
    statuses = [stranger.get(UNKNOWN).status for _ in range(31)]
    assert statuses == [404] * 30 + [429]
    page = stranger.get(UNKNOWN, **{"X-Forwarded-For": "10.0.0.9"})
    assert (page.status, page.headers["retry-after"]) == (429, "60")
    assert "Umejaribu mara nyingi mno" in page.text
    assert "Too many tries Wait a minute" in page.text
    assert stranger.get(UNKNOWN + ".json").status == 429
    assert phone.get().status == 200


def test_guesses_are_counted_by_address(centre: RunningCentre) -> None:
    app = centre.parts.app
    first = [asked(app, "GET", f"/t/{UNKNOWN}", "10.0.0.1")[0] for _ in range(31)]
    assert first[-1] == 429
    assert asked(app, "GET", f"/t/{UNKNOWN}", "10.0.0.2")[0] == 404


def test_after_a_while_a_guesser_may_err_again(centre: RunningCentre, hall: Door) -> None:
    stranger = hall.phone()
    while stranger.get(UNKNOWN).status == 404:
        pass
    centre.steady.now_s += 10
    assert stranger.get(UNKNOWN).status == 404


def test_one_ticket_cannot_be_asked_for_all_the_time(centre: RunningCentre, hall: Door) -> None:
    busy, other = hall.phone(hall.ticket()), hall.phone(hall.ticket())
    statuses = [busy.get("?part=now").status for _ in range(41)]
    assert statuses == [200] * 40 + [429]
    assert other.get("?part=now").status == 200
    centre.steady.now_s += 10
    assert busy.get("?part=now").status == 200


def test_a_page_no_ticket_has_says_so_to_people_and_programs(hall: Door) -> None:
    stranger = hall.phone()
    page = stranger.get(UNKNOWN)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "This ticket is not known here today" in page.text
    assert "Tiketi hii haijulikani hapa leo" in page.text
    part = stranger.get(UNKNOWN + "?part=now")
    assert (part.status, "<html" in part.html, 'data-last="1"' in part.html) == (404, False, True)
    assert part.headers["foleni-time"] == "10:00"
    data = stranger.get(UNKNOWN + ".json")
    assert (data.status, json.loads(data.body)["error"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "more", "allowed"),
    [
        ("POST", "", "GET, HEAD"),
        ("DELETE", "", "GET, HEAD"),
        ("PUT", ".json", "GET, HEAD"),
        ("PATCH", "/leave", "GET, HEAD, POST"),
        ("OPTIONS", "/rate", "GET, HEAD, POST"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(
    hall: Door, method: str, more: str, allowed: str
) -> None:
    phone = hall.phone(hall.ticket())
    page = phone.ask(method, phone.path + more, b"")
    assert (page.status, page.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"smiley=1;", b"&" * 4000, b"a=1&" * 40, b'{"smiley"']
)
@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data",
        "text/plain",
        "",
    ],
)
def test_what_is_no_form_does_nothing(hall: Door, body: bytes, kind: str) -> None:
    phone = hall.phone(hall.ticket())
    for more in ("/rate", "/leave"):
        page = phone.ask("POST", phone.path + more, body, {"Content-Type": kind})
        assert page.status in (303, 422)


def test_a_large_form_is_refused_before_it_is_sent(centre: RunningCentre, hall: Door) -> None:
    path = hall.phone(hall.ticket()).path
    head = f"POST {path}/rate HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
    assert raw(centre, head.encode()).startswith(b"HTTP/1.1 413")


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    method=st.sampled_from(("GET", "POST", "HEAD", "PUT", "TRACE")),
    more=st.sampled_from(
        ("", "/leave", "/rate", ".json", "/", "/x", "%2fleave", "?part=now", "/../x")
    )
    | st.text(max_size=30).map(lambda text: "?" + text.encode().hex()),
    body=st.binary(max_size=100),
    kind=st.sampled_from(("application/x-www-form-urlencoded", "application/json", "x")),
    tag=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=255), max_size=20),
)
def test_any_request_gets_a_clear_answer(
    hall: Door, method: str, more: str, body: bytes, kind: str, tag: str
) -> None:
    phone = hall.phone(hall.ticket())
    page = phone.ask(method, phone.path + more, body, {"Content-Type": kind, "If-None-Match": tag})
    assert page.status in CLEAR
    phone.close()


@pytest.mark.parametrize(
    "path",
    [
        b"/t/",
        b"/T/",
        b"/t/%00",
        b"/t/%ff%fe",
        b"/t/" + b"A" * 60_000,
        b"/t/.json",
        b"/t/%E2%84%AA",
        b"/t/x%0d%0aSet-Cookie:a=b",
        b"/t/../floor",
        b"/t//",
        b"/t/x.j%C5%BFon",
    ],
)
def test_a_path_that_is_no_token_is_not_found(shared: RunningCentre, path: bytes) -> None:
    answer = raw(shared, b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.split()[1] in (b"404", b"400", b"429")
    assert b"Set-Cookie:" not in answer


def test_before_the_journal_is_read_a_phone_is_asked_to_wait() -> None:
    async def answers() -> tuple[Answer, Answer]:
        feed = Feed(page=_no_page, now=clock.now, stall_s=1)
        live = Live(
            catalogue=catalogue(),
            feed=feed,
            say=sentences(),
            submit=lambda _: None,
            troubles=Troubles(now=clock.now),
        )
        views = PhoneViews(
            catalogue=catalogue(), texts=sentences().texts, templates=Templates(ASSETS / "web")
        )
        phone = Phone(
            live=live,
            clock=clock,
            views=views,
            troubles=PhoneTroubles(views=views, errors=sentences().error),
            steady_s=Wall(),
        )
        app = _alone(phone)
        return await _ask(app, f"/t/{UNKNOWN}"), await _ask(app, f"/t/{UNKNOWN}.json")

    clock = LocalClock(zone=NAIROBI, wall_s=Wall(), steady_s=Wall())
    page, data = asyncio.run(answers())
    assert (page.status, data.status) == (503, 503)
    assert b"The centre is starting." in page.body
    assert json.loads(data.body)["error"] == "STARTING"


async def _no_page(after: int, limit: int) -> tuple[()]:
    return ()


class _Broken:
    """A page with a mistake of ours in it, which names the token."""

    async def answer(self, scope: Scope, receive: Receive) -> Answer:
        raise KeyError("no such thing")


def _alone(phone: Phone | _Broken) -> CentreApp:
    async def nothing(scope: Scope, receive: Receive) -> Answer:
        raise AssertionError("nobody asks for this")

    async def no_feed(scope: Scope, receive: Receive, send: object) -> None:
        raise AssertionError("nobody asks for this")

    return CentreApp(
        commands=nothing,
        feed=no_feed,
        phone=phone.answer,
        manager=nothing,
        others={},
        say=sentences(),
        troubles=Troubles(now=lambda: datetime.now(UTC)),
    )


async def _ask(app: CentreApp, path: str) -> Answer:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [],
        "client": ("127.0.0.1", 1),
    }
    await app(scope, receive, send)
    return Answer(status=sent[0]["status"], body=sent[1]["body"])


def test_no_log_line_has_a_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answer = asyncio.run(_ask(_alone(_Broken()), f"/T/{UNKNOWN}"))
    assert answer.status == 503
    assert "request_failed" in caplog.text
    told = [str(vars(record)) for record in caplog.records]
    assert UNKNOWN not in caplog.text + "".join(told)


def test_a_whole_visit_by_phone_leaves_no_token_in_any_log_or_in_the_journal(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with RunningCentre(tmp_path) as centre, door(centre) as hall:
        phone = hall.phone(hall.ticket())
        for more in ("", "?part=now", ".json", "/leave", "/rate", "/nowhere"):
            phone.get(more)
        phone.post("/rate", smiley="many")
        phone.post("/leave", {"Origin": "http://["})
        phone.post("/leave")
    secret = phone.path.rsplit("-", 1)[1]
    assert secret not in caplog.text + "".join(str(vars(record)) for record in caplog.records)
    # Only the answer that is kept for the kiosk, should it ask again, has it.
    lines = [line for line in _journal(tmp_path) if secret in line]
    assert lines == []


def _journal(data: Path) -> list[str]:
    db = open_reader(data / "centre.db")
    lines = [line.text.decode() for line in Journal(db).lines_after(0, 1000)]
    db.close()
    return lines
