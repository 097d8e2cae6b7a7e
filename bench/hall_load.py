"""`python -m bench.hall_load [--seconds N]`: a whole hall's busiest hours at sixty times its speed.

40 counters, 10 boards, 4 kiosks and 500 phones, 3,000 visitors a day; one kiosk, counter and board
are real screens, the others speak the protocol. Ends with 1 where an aim was missed.
"""

import json
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import psutil

from bench.disk import append_and_flush
from bench.figures import Figure, latencies
from bench.hall_crowd import Crowd, Told, live
from bench.hall_screens import Place, board, counter, kiosk, screen_process
from bench.peers import END, peer
from bench.processes import Running, centre, cpu_of, enrolled
from bench.torture.centre import furnish
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, CounterId
from kiosk.wire import paths

BUILD = Path(__file__).resolve().parents[1] / "build"
COUNTERS, BOARDS, KIOSKS, PHONES = 40, 10, 4, 500
VISITORS, DAY_S, COMPRESSED = 3000, 8 * 3600, 60.0
SECONDS = 600.0
COMMAND_AIM_MS, PAINTED_AIM_MS, GROWTH_AIM_MB = 100.0, 250.0, 20.0
SETTLED = 0.2
"""After so much of the time everything that is loaded late is loaded."""
SAMPLE_S = 2.0
MB = 1_000_000
SEED = 2026
TLS = b"and at "


@dataclass(slots=True)
class Samples:
    """The centre's memory over time, resident, in bytes, and its tickets then."""

    rss: list[int] = field(default_factory=list)

    def watch(self, process: int, seconds: float) -> None:
        """Look every few seconds for so long."""
        end = time.perf_counter() + seconds
        while (left_s := end - time.perf_counter()) > 0:
            self.rss.append(psutil.Process(process).memory_info().rss)
            time.sleep(min(SAMPLE_S, left_s))

    @property
    def growth_mb(self) -> float:
        """From when all was loaded until the end."""
        settled = self.rss[int(len(self.rss) * SETTLED) :]
        return (settled[-1] - settled[0]) / MB if settled else 0.0


def measure(directory: Path, seconds: float) -> Iterator[Figure]:
    """Live the hall for so many seconds in ``directory``, then tell what it took."""
    data = directory / "centre"
    data.mkdir()
    ids = furnish(data, COUNTERS)
    samples = Samples()
    with ExitStack() as stack:
        running = stack.enter_context(centre(data))
        place = _place(running, directory)
        with enrolled(running.word, Role.COUNTER, "first agent") as first:
            services = [str(service.id) for service in first.catalogue().services]
            offered = tuple(service.id for service in first.catalogue().services)
            first.send(
                c.OpenCounter(counter=CounterId(ids[0]), agent=AgentId("A1"), services=offered)
            )
        shown = _screens(stack, place, directory, ids[0])
        crowd = stack.enter_context(peer(live))
        crowd.send_bytes(msgspec.json.encode(_crowd(running, place, ids[1:], services, seconds)))
        cpu_s = cpu_of(running.process.pid)
        samples.watch(running.process.pid, seconds)
        cpu_s = cpu_of(running.process.pid) - cpu_s
        told = msgspec.json.decode(crowd.recv_bytes(), type=Told)
        for line in shown.values():
            line.send(END)
        seen = {name: line.recv() for name, line in shown.items()}
        with enrolled(running.word, Role.BOARD, "last look") as last:
            tickets = len(last.floor().tickets)
    yield Figure(name="visitors", value=tickets, unit="")
    yield from _answers(told, seconds)
    yield from _painted(told, seen["board"])
    yield from latencies(
        "real kiosk: touch → ticket on the screen", seen["kiosk"], p50=None, p99=None
    )
    yield from latencies("real counter: Space → answered", seen["counter"], p50=None, p99=None)
    yield Figure(name="the centre's memory at the end", value=samples.rss[-1] / MB, unit="MB")
    yield Figure(
        name="what it grew by once all was loaded",
        value=samples.growth_mb,
        unit="MB",
        aim=GROWTH_AIM_MB,
    )
    yield Figure(name="the centre's share of one core", value=cpu_s / seconds * 100, unit="%")
    flushes = append_and_flush(directory, seconds=1)
    yield from latencies("one fdatasync afterwards", flushes, p99=None)


def _place(running: Running, directory: Path) -> Place:
    """The centre's roads, as the screens are told them."""
    with enrolled(running.word, Role.BOARD, "first look") as session:
        pem = session.fetch("GET", paths.AUTHORITY).decode()
    said = iter(running.process.stdout or ())
    tls = next((line for line in said if line.startswith(TLS)), b"")
    # Whatever else it says is read by somebody, or it would have to wait.
    Thread(target=deque, args=(said, 0), daemon=True).start()
    return Place(
        plain_url=running.word,
        tls_url=tls.removeprefix(TLS).decode().strip(),
        authority=pem,
        directory=str(directory),
        compressed=COMPRESSED,
    )


def _screens(
    stack: ExitStack, place: Place, directory: Path, counter_id: str
) -> dict[str, "Connection[Any, Any]"]:
    """The three real ones."""
    lines = {}
    for work in (board, counter, kiosk):
        own = msgspec.structs.replace(
            place, directory=str(directory / work.__name__), counter=counter_id
        )
        lines[work.__name__] = stack.enter_context(screen_process(work, own))
    return lines


def _crowd(
    running: Running, place: Place, counters: Sequence[str], services: list[str], seconds: float
) -> Crowd:
    def tokens(role: Role, count: int) -> list[str]:
        made = []
        for number in range(count):
            with enrolled(running.word, role, f"{role} {number}") as session:
                made.append(session.token or "")
        return made

    agents = tokens(Role.COUNTER, len(counters))
    return Crowd(
        url=place.tls_url,
        plain_url=place.plain_url,
        authority=place.authority,
        kiosks=tokens(Role.KIOSK, KIOSKS - 1),
        agents=dict(zip(counters, agents, strict=True)),
        boards=tokens(Role.BOARD, BOARDS - 1),
        phones=PHONES,
        services=services,
        seconds=seconds,
        compressed=COMPRESSED,
        visitors_per_s=VISITORS / DAY_S,
        seed=SEED,
    )


def _answers(told: Told, seconds: float) -> Iterator[Figure]:
    took_s = [timed.took_s for timed in told.timed]
    yield Figure(name="commands a second", value=len(took_s) / seconds, unit="/s")
    yield from latencies("a command", took_s, p50=None, p95=None, p99=COMMAND_AIM_MS)
    yield Figure(name="the slowest command", value=max(took_s) * 1000, unit="ms")
    yield Figure(name="a phone's polls a second", value=len(told.polls) / seconds, unit="/s")
    yield from latencies("a phone's poll", told.polls, p50=None, p99=None)
    yield Figure(name="lines that every board read", value=min(told.lines), unit="")
    for what in sorted(set(told.strange)):
        yield Figure(name=what, value=told.strange.count(what), unit="", aim=0)


def _painted(told: Told, painted: dict[str, float]) -> Iterator[Figure]:
    """From sending the call to the first frame with its number; the last may be on their way."""
    took_s = [
        painted[number] - sent_s for number, sent_s in told.called.items() if number in painted
    ]
    missed = len(told.called) - len(took_s)
    yield Figure(name="calls", value=len(told.called), unit="")
    yield Figure(name="calls that the real board never painted", value=missed, unit="")
    yield from latencies("call → painted", took_s, p50=None, p95=None, p99=PAINTED_AIM_MS)
    if took_s:
        name = "calls painted within 250 ms"
        share = sum(s <= PAINTED_AIM_MS / 1000 for s in took_s) / len(took_s) * 100
        yield Figure(name=name, value=share, unit="%")


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write build/hall.json."""
    made = ArgumentParser(prog="python -m bench.hall_load", allow_abbrev=False)
    made.add_argument("--seconds", type=float, default=SECONDS, metavar="N", help="600 by itself")
    given = made.parse_args(arguments)
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="hall-") as directory:
        figures = list(measure(Path(directory), given.seconds))
    for figure in figures:
        print(figure)
    told = {"seconds": given.seconds, "figures": [figure.as_json() for figure in figures]}
    (BUILD / "hall.json").write_text(json.dumps(told, indent=1))
    return int(any(figure.met is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
