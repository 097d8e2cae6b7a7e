"""Two hundred citizens a second: places in the queue, and the pages that lead to an appointment."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

from bench.figures import Figure, latencies
from bench.hub_pages.stage import Asker, Pages, slips, somebody
from bench.supervised import LOOPBACK

AIM_MS, AIM_BYTES = 50.0, 30_000
LINES = 24
"""Connections that the proxy keeps to its hub."""
SLIPS = 400
AS_ASKED = (200, 304)


@dataclass(slots=True)
class _Seen:
    took_s: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    largest: dict[str, int] = field(default_factory=dict)

    def note(self, kind: str, status: int, took_s: float, size: int) -> None:
        self.took_s.setdefault(kind, []).append(took_s)
        self.statuses[status] += 1
        self.largest[kind] = max(self.largest.get(kind, 0), size)


def measure(pages: Pages, seconds: float, per_s: float) -> Iterator[Figure]:
    """Requests at that rate, whether or not those before are answered."""
    asked = _paths(pages, slips(pages, SLIPS))
    seen = asyncio.run(_run(pages, asked, seconds, per_s))
    every = [took_s for each in seen.took_s.values() for took_s in each]
    yield Figure(name="pages asked for, a second", value=len(every) / seconds, unit="/s")
    yield from latencies("a page, answered", every, p50=None)
    yield from latencies("a page, answered", every, p95=AIM_MS)
    yield from latencies("a page, answered", every, p99=None)
    for kind, took_s in sorted(seen.took_s.items()):
        yield from latencies(f"{kind}, answered", took_s, p95=AIM_MS)
        yield Figure(
            name=f"{kind}, the heaviest", value=seen.largest[kind], unit="B", aim=AIM_BYTES
        )
    odd = {status: n for status, n in seen.statuses.items() if status not in AS_ASKED}
    said = f" {odd}" if odd else ""
    yield Figure(
        name=f"pages that were not answered as asked{said}", value=sum(odd.values()), unit="", aim=0
    )


def _paths(pages: Pages, codes: Sequence[str]) -> dict[str, list[str]]:
    """What is asked for, by kind."""
    with Asker(pages.hub, Random(1)) as asker:
        services = [f"/book/MOLO/{quote(each)}" for each in pages.booked]
        days = [link for path in services for link in _links(asker.get(path).body, path)]
    if not days:
        raise RuntimeError("nothing can be booked")
    return {
        "place in the queue": [f"/t/{code}?lang=sw" for code in codes],
        "the same again, by its poll": [f"/t/{code}?part=now&lang=sw" for code in codes],
        "centres to book at": ["/book?lang=sw", "/book?lang=en"],
        "services to book": ["/book/MOLO?lang=en"],
        "days to book": services,
        "times to book": days,
    }


def _links(page: bytes, under: str) -> list[str]:
    found = []
    for part in page.decode().split('href="')[1:]:
        link = part.partition('"')[0].replace("&amp;", "&")
        if link.startswith(f"{under}/"):
            found.append(link)
    return found


SHARES = {
    "place in the queue": 30,
    "the same again, by its poll": 40,
    "centres to book at": 6,
    "services to book": 8,
    "days to book": 8,
    "times to book": 8,
}


async def _run(pages: Pages, asked: dict[str, list[str]], seconds: float, per_s: float) -> _Seen:
    seen, chance = _Seen(), Random(7)
    wanted: asyncio.Queue[tuple[float, str, str, str]] = asyncio.Queue()
    lines = [asyncio.create_task(_line(pages, wanted, seen)) for _ in range(LINES)]
    kinds, shares = list(SHARES), list(SHARES.values())
    begin = time.perf_counter()
    for number in range(round(seconds * per_s)):
        due_s = begin + number / per_s
        await asyncio.sleep(max(0.0, due_s - time.perf_counter()))
        kind = chance.choices(kinds, shares)[0]
        wanted.put_nowait((due_s, kind, chance.choice(asked[kind]), somebody(chance)))
    await wanted.join()
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines, return_exceptions=True)
    return seen


async def _line(
    pages: Pages, wanted: "asyncio.Queue[tuple[float, str, str, str]]", seen: _Seen
) -> None:
    reader, writer = await asyncio.open_connection(LOOPBACK, pages.hub.port)
    try:
        while True:
            due_s, kind, path, who = await wanted.get()
            writer.write(
                f"GET {path} HTTP/1.1\r\nHost: hub\r\nX-Forwarded-For: {who}\r\n"
                "X-Forwarded-Proto: https\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(_length(head))
            # From when it was to be asked: who waits for a line waits too.
            took_s = time.perf_counter() - due_s
            seen.note(kind, int(head.split(b" ", 2)[1]), took_s, len(head) + len(body))
            wanted.task_done()
    finally:
        writer.transport.abort()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
