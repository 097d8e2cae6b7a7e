"""Load on a centre over HTTP: clients that send the next command when the last was answered."""

import asyncio
import time
from dataclasses import dataclass

import msgspec

from kiosk.client.session import fresh_id
from kiosk.wire import paths

OK = b"HTTP/1.1 200"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What some clients did together: commands answered, over how many seconds, each latency."""

    seconds: float
    latencies_s: list[float]

    @property
    def rate(self) -> float:
        """Commands a second."""
        return len(self.latencies_s) / self.seconds


async def issue_tickets(
    host: str, port: int, tokens: list[str], services: list[str], *, seconds: float, clients: int
) -> Load:
    """``clients`` keep-alive connections issue tickets for ``seconds``.

    The tokens go round, since a centre lets each device send 500 commands a second.
    """
    begin = time.perf_counter()
    end = begin + seconds
    work = [
        _client(host, port, tokens[n::clients] or tokens, services, end=end) for n in range(clients)
    ]
    latencies = [latency for part in await asyncio.gather(*work) for latency in part]
    return Load(seconds=time.perf_counter() - begin, latencies_s=latencies)


async def _client(
    host: str, port: int, tokens: list[str], services: list[str], *, end: float
) -> list[float]:
    reader, writer = await asyncio.open_connection(host, port)
    latencies: list[float] = []
    while (begin := time.perf_counter()) < end:
        token = tokens[len(latencies) % len(tokens)]
        writer.write(_request(host, token, services[len(latencies) % len(services)]))
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(OK):
            raise RuntimeError(f"the centre answered {head.splitlines()[0].decode()}")
        await reader.readexactly(_length(head))
        latencies.append(time.perf_counter() - begin)
    writer.close()
    await writer.wait_closed()
    return latencies


def _request(host: str, token: str, service: str) -> bytes:
    body = msgspec.json.encode(
        {"id": fresh_id(), "type": "IssueTicket", "service": service, "language": "sw"}
    )
    head = (
        f"POST {paths.COMMANDS} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise RuntimeError("an answer without a length")
