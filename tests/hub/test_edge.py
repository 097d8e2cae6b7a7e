"""The hub's edge: whom it believes about who asks, what it refuses, and what answers carry."""

import asyncio
import json
from collections.abc import Sequence

import pytest
from starlette.types import Message, Receive, Scope, Send

from kiosk.hub.edge import ASKS_BURST, Edge
from kiosk.web.answer import Answer, send_answer
from kiosk.web.peer import address

PROXY, BEHIND, CITIZEN = "10.0.0.1", "10.0.0.2", "203.0.113.7"


async def tells(scope: Scope, _: Receive, send: Send) -> None:
    """Answers who asked, and how."""
    said = {"who": address(scope), "scheme": scope["scheme"]}
    await send_answer(send, Answer(body=json.dumps(said).encode()))


class Asked:
    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    def __call__(
        self, peer: str, *headers: tuple[str, str], scheme: str = "http", path: str = "/book"
    ) -> Message:
        return asyncio.run(self._ask(peer, headers, scheme, path))

    async def _ask(
        self, peer: str, headers: Sequence[tuple[str, str]], scheme: str, path: str
    ) -> Message:
        came: Message = {"body": b""}

        async def send(message: Message) -> None:
            came.update(message)

        async def receive() -> Message:
            return {"type": "http.request", "body": b""}

        named = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
        scope: Scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "scheme": scheme,
            "headers": named,
            "client": (peer, 4000),
        }
        await self._edge(scope, receive, send)
        return came


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def asked(clock: Clock) -> Asked:
    proxies = frozenset({PROXY, BEHIND})
    return Asked(Edge(tells, proxies=proxies, steady_s=clock, chance=lambda n: b"c" * n))


def who(came: Message) -> str:
    return str(json.loads(came["body"])["who"])


def forwarded(chain: str, proto: str = "https") -> tuple[tuple[str, str], ...]:
    return ("X-Forwarded-For", chain), ("X-Forwarded-Proto", proto)


@pytest.mark.parametrize(
    ("chain", "asker"),
    [
        (CITIZEN, CITIZEN),
        (f"1.2.3.4, {CITIZEN}", CITIZEN),
        (f"1.2.3.4, {CITIZEN}, {BEHIND}", CITIZEN),
        (f"{CITIZEN}:5123", CITIZEN),
        ("[2001:db8::5]:5123", "2001:db8::5"),
        ("2001:db8::5", "2001:db8::5"),
        ("", PROXY),
        ("unknown", PROXY),
        (f"{CITIZEN}, _hidden", PROXY),
        ("127.0.0.1", PROXY),
        ("::1", PROXY),
        ("1.2.3.4," * 5000 + CITIZEN, CITIZEN),
    ],
    ids=[f"chain {n}" for n in range(12)],
)
def test_of_what_proxies_say_the_last_that_is_none_of_ours_counts(
    asked: Asked, chain: str, asker: str
) -> None:
    assert who(asked(PROXY, *forwarded(chain))) == asker


def test_several_headers_are_read_as_one(asked: Asked) -> None:
    came = asked(PROXY, ("X-Forwarded-For", "1.2.3.4"), *forwarded(CITIZEN))
    assert who(came) == CITIZEN


def test_what_others_say_of_who_asks_counts_for_nothing(asked: Asked) -> None:
    came = asked(CITIZEN, *forwarded("1.2.3.4"), scheme="https")
    assert who(came) == CITIZEN


def test_another_machines_plain_http_is_refused(asked: Asked) -> None:
    assert asked(CITIZEN)["status"] == 403
    assert asked(CITIZEN, *forwarded("1.2.3.4"))["status"] == 403
    assert asked(CITIZEN, scheme="https")["status"] == 200


def test_what_reached_a_proxy_in_plain_text_is_refused(asked: Asked) -> None:
    assert asked(PROXY, *forwarded(CITIZEN, "http"))["status"] == 403
    assert asked(PROXY, ("X-Forwarded-For", CITIZEN))["status"] == 403
    assert asked(PROXY)["status"] == 200  # the proxy itself, to see whether the hub is there


def test_a_proxy_on_this_machine_that_is_not_listed_is_told_so(asked: Asked) -> None:
    came = asked("127.0.0.1", ("X-Forwarded-For", CITIZEN))
    assert came["status"] == 403
    assert b"hub.toml" in came["body"]
    assert asked("127.0.0.1")["status"] == 200


def test_an_asker_is_held_off_and_others_centres_and_this_machine_are_not(
    asked: Asked, clock: Clock
) -> None:
    statuses = [asked(CITIZEN, scheme="https")["status"] for _ in range(ASKS_BURST + 5)]
    assert statuses[ASKS_BURST - 1 :] == [200] + [429] * 5
    assert asked("203.0.113.8", scheme="https")["status"] == 200
    signed = ("Foleni-Signature", "A" * 88)
    assert asked(CITIZEN, signed, scheme="https", path="/centres/journal")["status"] == 200
    assert asked(CITIZEN, signed, scheme="https", path="/book")["status"] == 429
    assert asked(CITIZEN, scheme="https", path="/centres/journal")["status"] == 429
    assert asked("127.0.0.1")["status"] == 200
    assert asked(PROXY, *forwarded(CITIZEN))["status"] == 429
    clock.now_s += 1
    assert asked(CITIZEN, scheme="https")["status"] == 200


def test_a_line_of_ipv6_gets_no_more_by_changing_its_address(asked: Asked) -> None:
    def ask(n: int) -> int:
        return int(asked(f"2001:db8:1:2::{n:x}", scheme="https")["status"])

    assert sum(ask(n) == 200 for n in range(ASKS_BURST + 50)) == ASKS_BURST


def test_every_answer_carries_what_keeps_browsers_from_harm(asked: Asked) -> None:
    headers = dict(asked(CITIZEN, scheme="https")["headers"])
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"no-referrer"
    assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]
    assert headers[b"strict-transport-security"].startswith(b"max-age=")
    assert b"strict-transport-security" not in dict(asked("127.0.0.1")["headers"])


def test_a_pages_own_policy_stays(clock: Clock) -> None:
    own = (b"content-security-policy", b"default-src 'self'")

    async def page(_: Scope, __: Receive, send: Send) -> None:
        await send_answer(send, Answer(body=b"", headers=(own,)))

    asked = Asked(Edge(page, proxies=frozenset(), steady_s=clock, chance=lambda n: b"c" * n))
    policies = [each for each in asked("127.0.0.1")["headers"] if each[0] == own[0]]
    assert policies == [own]
