"""Commands a second over HTTP, beside what the disk itself can do."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import uvloop

from bench.disk import append_and_flush
from bench.figures import Figure, latencies, percentile
from bench.load import issue_tickets
from bench.processes import centre, cpu_of, enrolled
from bench.scope import Scope
from kiosk.domain.commands import Role

DEVICES = 64
"""A centre lets each device send 500 commands a second."""
LEAST_SHARE_OF_DISK = {1: 0.5, 32: 1.5}


def measure(scope: Scope) -> Iterator[Figure]:
    """Tickets issued by one client and by 32, each pass between two looks at the disk."""
    room = scope.room("commands")
    with centre(room / "centre") as running:
        tokens, services = _admitted(running.word)
        at = urlsplit(running.word)
        disk = _disk(scope)
        for clients, least in LEAST_SHARE_OF_DISK.items():
            cpu_s = cpu_of(running.process.pid)
            load = uvloop.run(
                issue_tickets(
                    at.hostname or "",
                    at.port or 0,
                    tokens,
                    services,
                    seconds=scope.count(8, 2),
                    clients=clients,
                )
            )
            cpu_s = cpu_of(running.process.pid) - cpu_s
            before, disk = disk, _disk(scope)
            rate = (before + disk) / 2
            who = f"{clients} client{'s' if clients > 1 else ''}"
            yield Figure(name=f"{who}: commands", value=load.rate, unit="/s")
            yield Figure(name=f"{who}: 4 KiB append + fdatasync", value=rate, unit="/s")
            yield Figure(
                name=f"{who}: commands for each flush of the disk",
                value=load.rate / rate,
                unit="x",
                aim=least,
                more_is_better=True,
            )
            cpu_us = cpu_s / len(load.latencies_s) * 1_000_000
            yield Figure(name=f"{who}: the centre's CPU for a command", value=cpu_us, unit="µs")
            yield from latencies(f"{who}: answered after", load.latencies_s, p50=None, p99=None)


def _admitted(url: str) -> tuple[list[str], list[str]]:
    """Tokens of many kiosks, and every service there is."""
    tokens = []
    for number in range(DEVICES):
        with enrolled(url, Role.KIOSK, f"bench {number}") as session:
            tokens.append(session.token or "")
            services = [service.id for service in session.catalogue().services]
    return tokens, [str(service) for service in services]


def _disk(scope: Scope) -> float:
    """Flushes a second, by the median: one hiccup of a shared disk is not its rate."""
    return 1 / percentile(append_and_flush(scope.directory, seconds=scope.count(2, 1)), 0.5)
