"""A process with a share of the fleet in it: told what to do, it does it and tells what it saw."""

import asyncio
import time
from collections import Counter
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from random import Random
from typing import Any

from bench.fleet.journals import labelled, lives
from bench.fleet.living import Lived
from bench.fleet.member import Member, enrolled, pack
from bench.peers import END

AT_ONCE = 8
"""So many centres of a process are enrolled side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Which journals the fleet has: ``kinds`` different ones, so many days each."""

    visitors: int
    days: int
    kinds: int
    first_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrol:
    """Make each code a centre. Centres are ``numbers``, in the same order."""

    codes: Sequence[str]
    numbers: Sequence[int]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepare:
    """Put a day's lines together and pack them, as each centre does on its own machine.

    Of the part of the day before ``lived_from`` (0 to 1) batches are made, the largest that there
    may be; what comes after is to be lived.
    """

    life: Life
    day: int
    lived_from: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bring:
    """Every centre brings all that is packed, all beginning within ``within_s``."""

    within_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOn:
    """Every centre goes on writing ``lines_per_s``, for so long, and brings each line soon."""

    seconds: float
    lines_per_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTo:
    """The hub is to be reached elsewhere."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoHome:
    """Every centre writes and packs what is left of the day that it lives."""


Order = Enrol | Prepare | Bring | LiveOn | TurnTo | GoHome


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came of an order. ``arrived`` is each batch: when (``monotonic``), how many lines."""

    began_s: float
    ended_s: float
    arrived: Sequence[tuple[float, int]] = ()
    took_s: Sequence[float] = ()
    lags_s: Sequence[float] = ()
    packed_bytes: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    tips: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """By centre: its epoch, its last line, and the chain there."""


class Share:
    """Some of the fleet's centres."""

    def __init__(self) -> None:
        self._members: list[Member] = []
        self._numbers: list[int] = []
        self._lived: list[Lived] = []

    async def do(self, order: Order) -> Brought:
        """Obey one order."""
        began_s = time.monotonic()
        match order:
            case Enrol():
                await self._enrol(order)
            case Prepare():
                self._prepare(order)
            case Bring(within_s=within_s):
                await asyncio.gather(*(self._bring(each, within_s) for each in self._members))
            case LiveOn(seconds=seconds, lines_per_s=rate):
                ends_s = began_s + seconds
                await asyncio.gather(*(each.live(rate, ends_s) for each in self._lived))
            case GoHome():
                for lived in self._lived:
                    lived.end()
                self._lived = []
            case TurnTo(url=url):
                for member in self._members:
                    member.line.line.turn_to(url)
                    member.line.line.close()
        return self._told(began_s)

    async def _enrol(self, order: Enrol) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int, code: str) -> Member:
            async with gate:
                return await enrolled(code, number, order.url)

        made: Sequence[Coroutine[Any, Any, Member]] = [
            one(number, code) for number, code in zip(order.numbers, order.codes, strict=True)
        ]
        self._members += await asyncio.gather(*made)
        self._numbers += order.numbers

    def _prepare(self, order: Prepare) -> None:
        life = order.life
        self._lived = []
        known = [
            lives(visitors=life.visitors, days=life.days, seed=seed) for seed in range(life.kinds)
        ]
        for member, number in zip(self._members, self._numbers, strict=True):
            journal = labelled(
                known[number % life.kinds],
                centre=number,
                first_day=life.first_day,
                days=life.days,
            )
            seqs = journal.day(order.day)
            lines = journal.lines[seqs.start - 1 : seqs.stop - 1]
            before = int(len(lines) * order.lived_from)
            tip = member.chains[member.tip]
            member.blocks = pack(lines[:before], seqs.start, member.chains, tip)
            member.tip += before
            if lines[before:]:
                later = Lived(member=member, lines=lines[before:], first_seq=member.tip + 1)
                self._lived.append(later)

    async def _bring(self, member: Member, within_s: float) -> None:
        await asyncio.sleep(Random(member.code).uniform(0, within_s))
        await member.bring(member.tip)

    def _told(self, began_s: float) -> Brought:
        arrived, took_s, lags_s, counts, packed_bytes = [], [], [], Counter[str](), 0
        for member in self._members:
            arrived += [(sent.at_s, sent.lines) for sent in member.sent]
            took_s += [sent.took_s for sent in member.sent]
            member.sent.clear()
            packed_bytes += member.packed_bytes
            member.packed_bytes = 0
            counts["asked"] += member.line.counts.asked
            counts["not reached"] += member.line.counts.away
            counts["not signed"] += member.line.counts.not_signed
            counts["disagreed"] += member.disagreed
            counts["put off"] += member.put_off
            member.line.counts.clear()
            member.disagreed = member.put_off = 0
        for lived in self._lived:
            lags_s += lived.lags_s
            lived.lags_s.clear()
        tips = {
            each.code: (each.epoch, each.tip, each.chains[each.tip].hex()) for each in self._members
        }
        return Brought(
            began_s=began_s,
            ended_s=time.monotonic(),
            arrived=arrived,
            took_s=took_s,
            lags_s=lags_s,
            packed_bytes=packed_bytes,
            counts=counts,
            tips=tips,
        )


def crowd(line: "Connection[Any, Any]") -> None:
    """Obey until ``END``. What goes wrong is told instead of what came of it."""
    share = Share()
    with asyncio.Runner() as runner:
        while (order := line.recv()) != END:
            try:
                line.send(runner.run(share.do(order)))
            except Exception as error:  # noqa: BLE001 - whoever gave the order raises it again
                line.send(error)
