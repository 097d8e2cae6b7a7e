"""A hub, and requests to every one of its routes that nobody thought of, the same for a seed."""

import logging
import socket
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.routing import Route

from bench.fuzz.mutating import PARTS, broken
from kiosk.hub.answering import HubApp
from kiosk.hub.edge import Edge
from kiosk.hub.office_rights import OfficeRole
from kiosk.sync.membership import Membership
from kiosk.wire import enrol, hub_console, inbox, uplink
from kiosk.wire.signed import NO_MOMENT, Ask, Speaker, ask_headers
from tests.attacks.hall import PATIENCE_S, status_of
from tests.hub.offices import OfficeDesk, Person
from tests.hub.stage import MONDAY, Stage, staged

BEFORE_S, BETWEEN_S = 90.0, 2.0
MARK = "<script>alert(7)</script>"
NOT_OURS = "request_failed"
"""What the hub's log says of a mistake of its own."""
OFFICE = (
    *("centres", "centres/TEST", "centres/TEST/catalogue", "centres/TEST/cancel", "findings"),
    *("services", "services/suspend", "services/restore", "exports", "enrol", "enrol/new"),
    *("centres/TEST/settle", "centres/TEST/code", "centres/OTHER/revoke", "people/unlock"),
    *("people", "people/add", "people/anew", "people/role", "sign-out", "set-up"),
)
QUERIES = (
    *("lang", "part", "day", "from", "to", "branch", "seq", "after", "version", "sha256"),
    *("q", "l", "sort", "format", "of", "what"),
)


@dataclass(slots=True)
class Attacked:
    """A hub with one centre, its slip and its appointment, and a signed-in admin."""

    stage: Stage
    slip: str
    appointment: str
    desk: OfficeDesk
    person: Person
    membership: Membership
    complaints: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """A centre that is known again, and somebody who has just signed in: some have left."""
        self.stage.clock.later(seconds=BEFORE_S)
        self.membership = self.stage.hub.membership("OTHER")
        self.desk.cookie = ""
        self.desk.enter(self.person)
        self.desk.at("centres")

    @property
    def console(self) -> str:
        """The key of the hub's own machine."""
        return self.stage.hub.parts.ground.console._token

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.stage.hub.url

    def routes(self) -> list[tuple[str, str]]:
        """Every method and path that the hub answers, as its own router has them."""
        edge = self.stage.hub.parts.app
        assert isinstance(edge, Edge)
        app = edge._app
        assert isinstance(app, HubApp)
        found = {
            (method, route.path)
            for route in app._router.routes
            if isinstance(route, Route)
            for method in sorted(route.methods or ())
            if method != "HEAD"
        }
        return sorted(found)


@contextmanager
def attacked(dsn: str, data: Path) -> Iterator[Attacked]:
    """The hub that is attacked; its complaints about itself are kept."""
    with staged(dsn, data) as stage:
        _, slip = stage.ticket()
        page = stage.citizen.hold("TEST", "tax", MONDAY, "10:00")
        appointment = page.links("/confirm")[0].split("/")[2]
        person = Person(stage.hub, "Wanjiru", OfficeRole.ADMIN)
        desk = OfficeDesk(stage.hub).enter(person)
        hub = Attacked(
            stage=stage,
            slip=slip,
            appointment=appointment,
            desk=desk,
            person=person,
            membership=stage.hub.membership("OTHER"),
        )
        handler = _Listening(hub.complaints)
        logging.getLogger("kiosk").addHandler(handler)
        try:
            yield hub
        finally:
            logging.getLogger("kiosk").removeHandler(handler)
            desk.close()


class _Listening(logging.Handler):
    def __init__(self, complaints: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info is not None or record.msg == NOT_OURS:
            self._complaints.append(self.format(record))


@dataclass(frozen=True, slots=True)
class Found:
    """What was answered to one request."""

    request: bytes
    answer: bytes

    @property
    def status(self) -> int:
        """0 where the hub hung up."""
        return status_of(self.answer)


def heard(url: str, request: bytes) -> bytes:
    """What comes back for these very bytes, until the hub hangs up. They ask it to.

    Who hangs up first is not answered: the hub stops working for them.
    """
    parts, answer = urlsplit(url), b""
    with socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE_S) as line:
        with suppress(ConnectionResetError, BrokenPipeError):
            line.sendall(request)
        with suppress(ConnectionResetError):
            while chunk := line.recv(65536):
                answer += chunk
    return answer


def attack(hub: Attacked, route: tuple[str, str], *, count: int, seed: str) -> Counter[int]:
    """So many requests to one route; raises ``AssertionError`` with the first that goes wrong."""
    chance = Random(f"{seed} {route}")
    statuses: Counter[int] = Counter()
    hub.begin()
    for _ in range(count):
        hub.stage.clock.steady += BETWEEN_S
        request = _made(hub, route, chance)
        found = Found(request, heard(hub.url, request))
        _check(found)
        assert not hub.complaints, (hub.complaints[0], request[:3000])
        statuses[found.status] += 1
    health = heard(hub.url, b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert status_of(health) == 200, health
    return statuses


def _check(found: Found) -> None:
    """No failure of ours, no words of a program, no markup of whoever asks."""
    assert found.status < 500, (found.answer[:600], found.request[:3000])
    head, _, body = found.answer.partition(b"\r\n\r\n")
    assert b"Traceback" not in body, found.request[:3000]
    if found.status >= 200 and b"content-type: text/html" in head.lower():
        assert MARK.encode() not in body, found.request[:3000]
        assert b"content-security-policy:" in head.lower(), found.request[:3000]
        assert b"x-content-type-options: nosniff" in head.lower(), found.request[:3000]


def _made(hub: Attacked, route: tuple[str, str], chance: Random) -> bytes:
    method, path = route
    if chance.random() < 0.1:
        method = chance.choice(
            ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE")
        )
    target = _path(hub, path, chance) + _query(chance)
    body, kind = _body(hub, path, chance) if method != "GET" else (b"", "")
    headers = {"Host": "hub", "Connection": "close", "Content-Length": str(len(body))}
    if kind:
        headers["Content-Type"] = kind
    if chance.random() < 0.3:
        headers |= chance.choice(_STRANGE)(chance)
    if path.startswith("/centres/") and chance.random() < 0.75:
        headers |= _signed(hub, method, target, body, chance)
        if path == uplink.JOURNAL:
            headers["Content-Encoding"] = "gzip"
    if path.startswith("/office") and chance.random() < 0.8:
        headers |= {
            "Cookie": hub.desk.cookie,
            "Origin": hub.url,
            "Sec-Fetch-Site": "same-origin",
            "Host": hub.url.removeprefix("http://"),
        }
    if path.startswith("/console/") and chance.random() < 0.8:
        headers["Authorization"] = f"Bearer {hub.console}"
        headers["Host"] = hub.url.removeprefix("http://")
    lines = [f"{name}: {_one_line(value)}" for name, value in headers.items()]
    head = "\r\n".join((f"{method} {target} HTTP/1.1", *lines, "", ""))
    return head.encode("latin-1", "replace") + body


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")


def _path(hub: Attacked, path: str, chance: Random) -> str:
    """A path of that route: places filled with what fits, or with what never does."""
    fitting: dict[str, Sequence[str]] = {
        "token": (hub.slip, hub.appointment, f"{hub.slip}.json"),
        "centre": ("TEST", "OTHER", "test"),
        "service": ("tax", "id-new"),
        "day": (MONDAY, "2026-11-22", "9999-12-31", "0001-01-01"),
        "rest": OFFICE,
    }
    parts = []
    for part in path.split("/"):
        name = part.strip("{}").partition(":")[0]
        if not part.startswith("{"):
            parts.append(part)
        elif chance.random() < 0.6:
            parts.append(chance.choice(fitting.get(name, ("x",))))
        else:
            parts.append(quote(_word(chance), safe="/" if chance.random() < 0.2 else ""))
    return "/".join(parts) or "/"


def _word(chance: Random) -> str:
    return (
        chance.choice(
            (
                *(
                    "",
                    ".",
                    "..",
                    "%00",
                    "\0",
                    "MOLO-" + "A" * 26,
                    "MOLO",
                    "x" * 4000,
                    MARK,
                    "{token}",
                ),
                *("'; DROP TABLE ledger; --", "é" * 40, "🦒", "2026-02-30", "-1", "1e999", "null"),
                *("9" * 40, "../../etc/passwd", "\r\nX-A: b", '"', "a/b", "%ff%fe", "\udc80"),
            )
        )
        .encode("utf-8", "replace")
        .decode()
    )


def _query(chance: Random) -> str:
    if chance.random() < 0.4:
        return ""
    given = [
        (chance.choice(QUERIES), chance.choice((_word(chance), "now", "en", "sw", "0", "17")))
        for _ in range(chance.randint(1, 4))
    ]
    return "?" + urlencode(given)


def _body(hub: Attacked, path: str, chance: Random) -> tuple[bytes, str]:
    if path.startswith(("/centres/", "/console/")):
        body = _of_centre(chance, path)
        return body, chance.choice(("application/json", "", "text/plain"))
    fields = [
        (name, chance.choice((_word(chance), f"{MONDAY}T10:00", "B" * 26, hub.desk.csrf)))
        for name in ("csrf", "once", "slot", "key", "name", "secret", "code", "reason", "service")
        if chance.random() < 0.6
    ]
    body = urlencode(fields).encode()
    if chance.random() < 0.2:
        body = broken([body, *PARTS], chance)
    kinds = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html")
    return body, chance.choices(kinds, (8, 1, 1))[0]


def _of_centre(chance: Random, path: str) -> bytes:
    fitting = real_bodies()
    # Mostly what belongs there: of anything else the shape alone is wrong.
    real = [fitting[path]] if path in fitting and chance.random() < 0.7 else [*fitting.values()]
    body = broken(real, chance) if chance.random() < 0.8 else chance.choice(real)
    if path == uplink.JOURNAL and chance.random() < 0.9:
        packed = uplink.pack(body)
        return broken([packed], chance) if chance.random() < 0.3 else packed
    return body if chance.random() < 0.95 else zlib.compress(body)


def real_bodies() -> dict[str, bytes]:
    """What a centre and the hub's own machine say to it when all is well, by path."""
    head = uplink.Batch(
        epoch="e1",
        term=1,
        branch=0,
        after=0,
        chain="0" * 64,
        seq=2,
        sent_ms=1,
        version="1",
        vitals=uplink.Vitals(disk_free_bytes=1, clock="good"),
        waits=(("t", 1, 2),),
    )
    lines = (
        b'{"seq":1,"v":1,"at":"2026-11-20T10:00:00+03:00","day":"2026-11-20","by":"1",'
        b'"cmd":"x","type":"DayOpened","date":"2026-11-20","suspended":{}}',
        b'{"seq":2,"v":1,"at":"2026-11-20T10:00:01+03:00","day":"2026-11-20","by":"1",'
        b'"cmd":"x","type":"CounterOpened","counter":"1","agent":"a","services":["tax"]}',
    )
    opening = uplink.OpenBranch(
        epoch="e1", term=1, after=0, chain="0" * 64, reason=uplink.BranchReason.FIRST
    )
    answered = inbox.Answered(seq=1, id="x", state=inbox.AnswerState.REFUSED, reason="X")
    asked = inbox.Asked(after=0, answers=(answered,))
    wanted = enrol.EnrolRequest(
        centre="TEST",
        public_key="A" * 43 + "=",
        instance="1" * 32,
        run="2" * 16,
        term=1,
        epoch="e1",
        version="1",
        nonce="3" * 32,
    )
    turn = enrol.RotateRequest(public_key="A" * 43 + "=", signature="A" * 86 + "==")
    return {
        uplink.JOURNAL: uplink.encode_batch(head, lines),
        uplink.BRANCH: msgspec.json.encode(opening),
        inbox.INBOX: msgspec.json.encode(asked),
        enrol.ENROL: msgspec.json.encode(wanted),
        enrol.TURN_KEY: msgspec.json.encode(turn),
        hub_console.CENTRES: b'{"code":"NAKURU","name":"Nakuru","outreach":false}',
        hub_console.CODES: b'{"centre":"OTHER"}',
        hub_console.REVOKE: b'{"centre":"OTHER"}',
        hub_console.PEOPLE: b'{"name":"Atieno","role":"viewer"}',
    }


def _signed(hub: Attacked, method: str, target: str, body: bytes, chance: Random) -> dict[str, str]:
    membership = hub.membership
    key = Ed25519PrivateKey.from_private_bytes(membership.key)
    ask = Ask(
        method=method,
        target=target,
        centre=membership.centre,
        key=membership.key_id,
        speaker=Speaker(instance="4" * 32, run="5" * 16, term=1),
        at_ms=chance.choice((0, -(10**15), 10**15)),
        nonce=chance.randbytes(16).hex(),
        moment=_moment(hub, key),
    )
    return ask_headers(key, ask, body)


def _moment(hub: Attacked, key: Ed25519PrivateKey) -> str:
    """A moment that the hub gave just now: its answers carry one, also where it refuses."""
    membership = hub.membership
    ask = Ask(
        method="GET",
        target="/centres/moment",
        centre=membership.centre,
        key=membership.key_id,
        speaker=Speaker(instance="4" * 32, run="5" * 16, term=1),
        at_ms=0,
        nonce="0" * 32,
        moment=NO_MOMENT,
    )
    lines = [f"{name}: {value}" for name, value in ask_headers(key, ask, b"").items()]
    head = "\r\n".join(
        ("GET /centres/moment HTTP/1.1", "Host: hub", "Connection: close", *lines, "", "")
    )
    answer = heard(hub.url, head.encode())
    for line in answer.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"foleni-moment":
            return value.strip().decode()
    return NO_MOMENT


_STRANGE: tuple[Callable[[Random], dict[str, str]], ...] = (
    lambda chance: {"Accept-Language": _word(chance)},
    lambda chance: {"If-None-Match": _word(chance)},
    lambda chance: {"Content-Encoding": chance.choice(("gzip", "br", "gzip, gzip", _word(chance)))},
    lambda chance: {"Cookie": f"office={_word(chance)}; a=b"},
    lambda chance: {"Authorization": f"Bearer {_word(chance)}"},
    lambda chance: {"Accept-Encoding": chance.choice(("gzip", "gzip;q=0", "*", "identity"))},
    lambda _: {"Range": "bytes=0-1,2-3"},
    lambda chance: {"Origin": chance.choice(("null", "http://evil.example"))},
    lambda _: {"Expect": "100-continue"},
    lambda _: {"X-A": "y" * 20_000},
)
