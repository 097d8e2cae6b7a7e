"""`python -m bench.soak [--days N]`: a centre for thirty days, each lived in half a minute.

Every half hour of a day its visitors come, are served and gone; then the clock moves on. At night
it goes twenty times as fast, for what a centre does then. Ends with 1 where an aim was missed.
"""

import asyncio
import json
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import psutil

from bench.figures import Figure, percentile
from bench.hall_crowd import Line
from bench.processes import enrolled
from bench.soak_centre import END, JUMP, SPEED, Begin, live
from bench.torture.centre import furnish
from kiosk.client.reply import Declined, Done, read_reply
from kiosk.client.session import fresh_id
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId
from kiosk.wire import paths
from kiosk.wire.codec import encode_command

BUILD = Path(__file__).resolve().parents[1] / "build"
DAYS, VISITORS, KEEP_DAYS = 30, 3000, 7
COUNTERS, KIOSKS, BOARDS = 20, 4, 3
OPENS_H, HALF_HOURS, NIGHT_H = 8, 16, 1
HALF_HOUR_S, NIGHT_S = 1800.0, 240.0
AT_NIGHT = 20.0
MEMORY_AIM_MB, FILE_AIM_MB = 0.5, 4.0
"""A day, at most, once old lines go: what is left to grow is answers, kept for thirty days."""
LAST_DAYS = 10
AGAIN_S = 0.1
MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """How a centre stood on the evening of a day."""

    day: int
    commands: int
    put_off: int
    lines: int
    memory_mb: float
    files_mb: float
    p99_ms: float
    seconds: float


class Soak:
    """A centre, its devices' tokens, and the clock in our hand."""

    def __init__(self, data: Path, line: "Connection[Any, Any]", pid: int, url: str) -> None:
        self._data = data
        self._line = line
        self._pid = pid
        self._url = url
        self._chance = Random(2026)
        self._took_s: list[float] = []
        self._put_off = 0
        self._services: list[ServiceId] = []
        self._agents: dict[str, str] = {}
        self._kiosks: list[str] = []
        self._boards: list[str] = []

    def admit(self, counters: Sequence[str]) -> None:
        """Every device, once."""
        for role, tokens, count in (
            (Role.KIOSK, self._kiosks, KIOSKS),
            (Role.BOARD, self._boards, BOARDS),
        ):
            for number in range(count):
                with enrolled(self._url, role, f"{role} {number}") as session:
                    tokens.append(session.token or "")
                    self._services = [service.id for service in session.catalogue().services]
        for counter in counters:
            with enrolled(self._url, Role.COUNTER, f"counter {counter}") as session:
                self._agents[counter] = session.token or ""

    def live(self, day: int) -> Day:
        """One day, from opening to the end of its night."""
        began = time.perf_counter()
        self._took_s.clear()
        self._put_off = 0
        asyncio.run(self._hours())
        lines = self._last_seq()
        self._night()
        files = sum(path.stat().st_size for path in self._data.glob("centre.db*"))
        return Day(
            day=day,
            commands=len(self._took_s),
            put_off=self._put_off,
            lines=lines,
            memory_mb=psutil.Process(self._pid).memory_info().rss / MB,
            files_mb=files / MB,
            p99_ms=percentile(self._took_s, 0.99) * 1000,
            seconds=time.perf_counter() - began,
        )

    async def _hours(self) -> None:
        async with AsyncExitStack() as stack:
            lines = {
                token: Line(self._url, token, None)
                for token in (*self._kiosks, *self._agents.values())
            }
            for line in lines.values():
                stack.callback(line.close)
            following = [asyncio.ensure_future(self._follow(token)) for token in self._boards]
            for task in following:
                stack.callback(task.cancel)
            for counter, token in self._agents.items():
                agent, at = AgentId(f"A{counter}"), CounterId(counter)
                services = tuple(self._services)
                opened = c.OpenCounter(counter=at, agent=agent, services=services)
                await self._send(lines[token], opened)
            for _ in range(HALF_HOURS):
                share = VISITORS // HALF_HOURS // KIOSKS
                await asyncio.gather(*(self._come(lines[t], share) for t in self._kiosks))
                served = (self._serve(lines[t], CounterId(at)) for at, t in self._agents.items())
                await asyncio.gather(*served)
                self._order(JUMP, HALF_HOUR_S)

    async def _come(self, line: Line, visitors: int) -> None:
        for _ in range(visitors):
            service = self._chance.choice(self._services)
            await self._send(line, c.IssueTicket(service=service, language=Language("sw")))

    async def _serve(self, line: Line, counter: CounterId) -> None:
        while await self._send(line, c.CallNext(counter=counter)):
            await self._send(line, c.StartService(counter=counter))
            await self._send(line, c.FinishService(counter=counter))

    async def _send(self, line: Line, command: c.Command) -> bool:
        """Whether it was done; put off, it is asked again, as a device does."""
        body = encode_command(fresh_id(), command)
        while True:
            begin = time.perf_counter()
            status, _, answer = await line.ask("POST", paths.COMMANDS, body)
            self._took_s.append(time.perf_counter() - begin)
            reply = read_reply(status, answer)
            if not isinstance(reply, Declined) or status in (409, 422):
                return isinstance(reply, Done)
            self._put_off += 1
            await asyncio.sleep(AGAIN_S)

    async def _follow(self, token: str) -> None:
        line = Line(self._url, token, None)
        reader, writer = await line.connect()
        try:
            writer.write(line.request("GET", paths.FEED))
            while await reader.read(65536):
                pass
        finally:
            writer.transport.abort()

    def _night(self) -> None:
        """To one o'clock, through the hour in which a centre tidies up, and to the next opening."""
        self._order(JUMP, ((24 - OPENS_H) * 2 - HALF_HOURS + NIGHT_H * 2) * HALF_HOUR_S)
        self._order(SPEED, AT_NIGHT)
        time.sleep(NIGHT_S / AT_NIGHT)
        now_s = self._order(SPEED, 1.0)
        now = datetime.fromtimestamp(now_s, ZONE)
        opening = now.replace(hour=OPENS_H, minute=0, second=0)
        self._order(JUMP, (opening - now).total_seconds())

    def _order(self, what: str, much: float) -> float:
        """What time it is after that."""
        self._line.send((what, much))
        told: float = self._line.recv()
        return told

    def _last_seq(self) -> int:
        with enrolled(self._url, Role.BOARD, "looks") as session:
            return session.floor().seq


ZONE = ZoneInfo("Africa/Nairobi")


def measure(directory: Path, days: int) -> tuple[list[Day], list[Figure]]:
    """Live so many days in ``directory``; prints each as it ends."""
    data = directory / "centre"
    data.mkdir()
    counters = furnish(data, COUNTERS)
    begin = Begin(
        data=data,
        catalogue=data / "hall.toml",
        begin_s=datetime(2026, 11, 2, OPENS_H, tzinfo=ZONE).timestamp(),
        keep_days=KEEP_DAYS,
    )
    lived: list[Day] = []
    with ExitStack() as stack:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=live, args=(theirs, begin), daemon=True)
        process.start()
        stack.callback(process.join, 20)
        stack.callback(ours.send, (END, 0))
        soak = Soak(data, ours, process.pid or 0, ours.recv())
        soak.admit(counters)
        for day in range(1, days + 1):
            lived.append(soak.live(day))
            print(_line(lived[-1]), flush=True)
    return lived, _figures(lived)


def _line(day: Day) -> str:
    return (
        f"day {day.day:2}: {day.commands:,} commands, {day.lines:,} lines so far, memory "
        f"{day.memory_mb:.1f} MB, files {day.files_mb:.1f} MB, p99 {day.p99_ms:.1f} ms "
        f"({day.seconds:.0f} s)"
    )


def _figures(lived: Sequence[Day]) -> list[Figure]:
    last = lived[-LAST_DAYS:]
    spans = max(1, len(last) - 1)
    return [
        Figure(
            name=f"memory a day more, over the last {len(last)} days",
            value=(last[-1].memory_mb - last[0].memory_mb) / spans,
            unit="MB",
            aim=MEMORY_AIM_MB,
        ),
        Figure(
            name=f"files a day more, over the last {len(last)} days",
            value=(last[-1].files_mb - last[0].files_mb) / spans,
            unit="MB",
            aim=FILE_AIM_MB,
        ),
        Figure(name="commands put off", value=sum(day.put_off for day in lived), unit=""),
        Figure(name="a command on the first day, p99", value=lived[0].p99_ms, unit="ms"),
        Figure(name="a command on the last day, p99", value=lived[-1].p99_ms, unit="ms"),
    ]


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and write build/soak.json."""
    made = ArgumentParser(prog="python -m bench.soak", allow_abbrev=False)
    made.add_argument("--days", type=int, default=DAYS, metavar="N", help="30 by itself")
    given = made.parse_args(arguments)
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="soak-") as directory:
        lived, figures = measure(Path(directory), given.days)
    for figure in figures:
        print(figure)
    told = {"days": [asdict(day) for day in lived], "figures": [f.as_json() for f in figures]}
    (BUILD / "soak.json").write_text(json.dumps(told, indent=1))
    return int(any(figure.met is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
