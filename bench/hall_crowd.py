"""A whole hall's devices and phones as one process: protocol clients that never paint anything."""

import asyncio
import ssl
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from random import Random
from typing import Any
from urllib.parse import urlsplit

import msgspec

from kiosk.client.reply import Declined, Done, Reply, read_reply
from kiosk.client.session import fresh_id
from kiosk.domain import commands as c
from kiosk.domain.commands import Command
from kiosk.domain.events import Paper, TicketCalled
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId
from kiosk.wire import paths
from kiosk.wire.codec import encode_command

CHUNK_BYTES = 65536
POLL_S = 10.0
"""How often a phone asks, whatever else is compressed."""
WALK_S, SERVICE_S, NO_SHOW = 20.0, 280.0, 0.05
"""As in a hall: from the call to the counter, there, and who does not come."""
SHAPE = 4.0
NOBODY_S = 60.0
"""How long an agent with nobody to call waits before the next try, as in a hall."""
RATES = 0.5


class Crowd(msgspec.Struct, frozen=True, kw_only=True):
    """What the crowd is told: ``compressed`` is how much faster than a hall it lives.

    ``visitors_per_s`` come as in a hall. ``agents`` are tokens by counter.
    """

    url: str
    plain_url: str
    authority: str
    kiosks: list[str]
    agents: dict[str, str]
    boards: list[str]
    phones: int
    services: list[str]
    seconds: float
    compressed: float
    visitors_per_s: float
    seed: int


class Timed(msgspec.Struct, frozen=True):
    """One command: its name, when it was sent (``perf_counter``), how long its answer took."""

    command: str
    sent_s: float
    took_s: float


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the crowd has seen: ``called`` is when each number's call was sent."""

    timed: list[Timed]
    called: dict[str, float]
    refused: dict[str, int]
    lines: list[int]
    polls: list[float]
    strange: list[str]


@dataclass(slots=True)
class _Seen:
    timed: list[Timed] = field(default_factory=list)
    called: dict[str, float] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    polls: list[float] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)
    """Public tokens that phones may follow."""


class Line:
    """One keep-alive connection of one device."""

    def __init__(self, url: str, token: str, trust: ssl.SSLContext | None) -> None:
        self._at = urlsplit(url)
        self._token = token
        self._trust = trust if self._at.scheme == "https" else None
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, body: bytes = b"", more: str = ""
    ) -> tuple[int, bytes, bytes]:
        """Status, head and body of the answer."""
        if self._streams is None:
            self._streams = await self.connect()
        reader, writer = self._streams
        writer.write(self.request(method, path, body, more))
        head = await reader.readuntil(b"\r\n\r\n")
        length = _field(head, b"content-length")
        answer = await reader.readexactly(int(length)) if length else b""
        return int(head.split(b" ", 2)[1]), head, answer

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection."""
        name = paths.TLS_NAME if self._trust is not None else None
        return await asyncio.open_connection(
            self._at.hostname, self._at.port, ssl=self._trust, server_hostname=name
        )

    def request(self, method: str, path: str, body: bytes = b"", more: str = "") -> bytes:
        """The bytes of a request."""
        token = f"Authorization: Bearer {self._token}\r\n" if self._token else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self._at.netloc}\r\n{token}{more}"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].transport.abort()


def live(line: "Connection[Any, Any]") -> None:
    """A process of its own: told a ``Crowd``, it lives that hall and tells what it has seen."""
    told = msgspec.json.decode(line.recv_bytes(), type=Crowd)
    seen = asyncio.run(_live(told))
    answer = Told(
        timed=seen.timed,
        called=seen.called,
        refused=seen.refused,
        lines=seen.lines,
        polls=seen.polls,
        strange=seen.strange,
    )
    line.send_bytes(msgspec.json.encode(answer))


async def _live(crowd: Crowd) -> _Seen:
    seen, chance = _Seen(), Random(crowd.seed)
    trust = None
    if crowd.authority:
        trust = ssl.create_default_context(cadata=crowd.authority)
        trust.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    end = time.perf_counter() + crowd.seconds
    lines: list[Line] = []

    def laid(token: str, url: str = crowd.url) -> Line:
        lines.append(Line(url, token, trust))
        return lines[-1]

    def own() -> Random:
        return Random(chance.random())

    seen.lines += [0] * len(crowd.boards)
    tasks = [
        *(_kiosk(crowd, laid(token), seen, own()) for token in crowd.kiosks),
        *(
            _agent(crowd, laid(token), CounterId(counter), seen, own())
            for counter, token in crowd.agents.items()
        ),
        *(_board(laid(token), seen, place) for place, token in enumerate(crowd.boards)),
        *(_phone(laid("", crowd.plain_url), seen, own()) for _ in range(crowd.phones)),
    ]
    running = [asyncio.ensure_future(task) for task in tasks]
    done, pending = await asyncio.wait(
        running, timeout=end - time.perf_counter(), return_when=asyncio.FIRST_EXCEPTION
    )
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    for each in lines:
        each.close()
    seen.strange += [repr(task.exception()) for task in done if task.exception() is not None]
    return seen


async def _send(line: Line, seen: _Seen, command: Command) -> Reply:
    body = encode_command(fresh_id(), command)
    begin = time.perf_counter()
    status, _, answer = await line.ask("POST", paths.COMMANDS, body)
    took_s = time.perf_counter() - begin
    name = type(command).__name__
    seen.timed.append(Timed(name, begin, took_s))
    reply = read_reply(status, answer)
    match reply:
        case Declined(reason=reason):
            seen.refused[reason] = seen.refused.get(reason, 0) + 1
            if status not in (409, 422):
                seen.strange.append(f"{name}: {status} {reason}")
        case Done(entries=entries):
            for entry in entries:
                if isinstance(entry.event, TicketCalled):
                    seen.called.setdefault(entry.event.number, begin)
        case _:
            seen.strange.append(f"{name}: {status}")
    return reply


async def _kiosk(crowd: Crowd, line: Line, seen: _Seen, chance: Random) -> None:
    """Visitors in a Poisson stream, each kiosk its share."""
    rate = crowd.visitors_per_s * crowd.compressed / len(crowd.kiosks)
    while True:
        await asyncio.sleep(chance.expovariate(rate))
        reply = await _send(
            line,
            seen,
            c.IssueTicket(
                service=ServiceId(chance.choice(crowd.services)), language=Language("sw")
            ),
        )
        if isinstance(reply, Done) and reply.issued is not None:
            seen.slips.append(reply.issued.token)
            paper = c.ReportPaper(ticket=reply.issued.ticket, paper=Paper.PRINTED)
            await _send(line, seen, paper)


async def _agent(crowd: Crowd, line: Line, counter: CounterId, seen: _Seen, chance: Random) -> None:
    """Opens, calls, serves; nobody there: tries again soon."""
    services = tuple(ServiceId(service) for service in crowd.services)
    agent = AgentId(f"A{counter}")
    await _send(line, seen, c.OpenCounter(counter=counter, agent=agent, services=services))

    async def lived(seconds: float) -> None:
        await asyncio.sleep(seconds / crowd.compressed)

    while True:
        reply = await _send(line, seen, c.CallNext(counter=counter))
        if not isinstance(reply, Done):
            await lived(chance.uniform(0.5, 1.5) * NOBODY_S)
            continue
        await lived(chance.uniform(0.5, 1.5) * WALK_S)
        if chance.random() < NO_SHOW:
            await _send(line, seen, c.MarkNoShow(counter=counter))
            continue
        await _send(line, seen, c.StartService(counter=counter))
        await lived(chance.gammavariate(SHAPE, SERVICE_S / SHAPE))
        await _send(line, seen, c.FinishService(counter=counter))


async def _board(line: Line, seen: _Seen, place: int) -> None:
    """Reads the feed and counts its lines."""
    reader, writer = await line.connect()
    try:
        writer.write(line.request("GET", paths.FEED))
        await reader.readuntil(b"\r\n\r\n")
        while chunk := await reader.read(CHUNK_BYTES):
            seen.lines[place] += chunk.count(b"data:")
    finally:
        writer.transport.abort()


async def _phone(line: Line, seen: _Seen, chance: Random) -> None:
    """Looks at a ticket of its own every ten seconds, as its page does; at last at another."""
    await asyncio.sleep(chance.uniform(0, POLL_S))
    slip, tag = "", ""
    while True:
        if not slip and seen.slips:
            slip, tag = seen.slips.pop(), ""
        if slip:
            begin = time.perf_counter()
            path = f"/t/{slip}?part=now&lang=sw"
            status, head, _ = await line.ask("GET", path, more=f"If-None-Match: {tag}\r\n")
            seen.polls.append(time.perf_counter() - begin)
            tag = _field(head, b"etag").decode()
            if status not in (200, 304):
                seen.strange.append(f"a phone: {status}")
            if chance.random() < 0.02:
                slip = ""
        await asyncio.sleep(POLL_S)


def _field(head: bytes, wanted: bytes) -> bytes:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == wanted:
            return value.strip()
    return b""
