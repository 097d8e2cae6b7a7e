"""A simulated centre in the middle of its day: lines are written, and each is at the hub soon."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.fleet.journals import chain_over
from bench.fleet.line import Away
from bench.fleet.member import Member, pack
from bench.fleet.packing import Packed, pack_lines
from kiosk.sync.uplink import GATHER_S, LIVE_EVERY_S
from kiosk.sync.uplink_pace import BackOff
from kiosk.wire.signed import NotSigned
from kiosk.wire.uplink import MOST_LINES, DeviceVital, Vitals

VITALS_S = 15.0
DEVICES = 30
_AT = re.compile(rb'"at":"[\d-]{10}T(\d\d):(\d\d):([\d.]+)')


@dataclass(slots=True, kw_only=True)
class Lived:
    """A member with lines to write. ``lags_s``: from written here to known to be there."""

    member: Member
    lines: Sequence[bytes]
    first_seq: int
    lags_s: list[float] = field(default_factory=list)
    _written: int = 0
    _known: int = 0
    _due_s: list[float] = field(default_factory=list)
    _vitals_s: float = 0.0
    _sent_s: float = 0.0

    async def live(self, lines_per_s: float, ends_s: float) -> None:
        """Write lines at that rate, as bunched as they were, until ``ends_s`` (``monotonic``).

        Then bring what is left.
        """
        self._plan(lines_per_s, ends_s)
        back_off = BackOff()
        while self._known < len(self._due_s):
            self._write()
            if self._known == self._written:
                due_s = self._due_s[self._written] + GATHER_S
                await asyncio.sleep(max(due_s, self._sent_s + LIVE_EVERY_S) - time.monotonic())
                continue
            try:
                await self._bring()
                back_off.succeeded()
            except (Away, NotSigned):
                self.member.branch = None
                await asyncio.sleep(back_off.failed(self.member.chance.random()))
        # What comes after, if anything, is planned anew from here.
        self.lines = self.lines[self._written :]
        self.first_seq += self._written
        self._written = self._known = 0

    def end(self) -> None:
        """Write the rest of the day at once, and pack it."""
        member = self.member
        tip = member.chains[member.tip]
        member.blocks = pack(self.lines, self.first_seq, member.chains, tip)
        member.tip += len(self.lines)

    def _plan(self, lines_per_s: float, ends_s: float) -> None:
        """When each line is written: the day's own pauses, all longer or shorter."""
        now_s = time.monotonic()
        count = min(len(self.lines) - 1, round(lines_per_s * (ends_s - now_s)))
        at_s = [_of_day_s(line) for line in self.lines[: count + 1]]
        stretched = (ends_s - now_s) / max(1.0, at_s[-1] - at_s[0])
        self._due_s = [now_s + (one - at_s[0]) * stretched for one in at_s[:count]]

    def _write(self) -> None:
        now_s, member = time.monotonic(), self.member
        while self._written < len(self._due_s) and self._due_s[self._written] <= now_s:
            line = self.lines[self._written]
            member.chains[member.tip + 1] = chain_over(member.chains[member.tip], (line,))
            member.tip += 1
            self._written += 1

    async def _bring(self) -> None:
        member, now_s = self.member, time.monotonic()
        vitals = None
        if now_s - self._vitals_s >= VITALS_S:
            vitals, self._vitals_s = _vitals(self._written - self._known), now_s
        if member.branch is None:
            await member.meet()
        else:
            self._sent_s = now_s
            await member.send(self._next(), vitals)
        self._learn(time.monotonic())

    def _next(self) -> Packed:
        begin = self.member.cursor + 1 - self.first_seq
        lines = self.lines[begin : min(begin + MOST_LINES, self._written)]
        return pack_lines(lines, self.member.cursor + 1)

    def _learn(self, now_s: float) -> None:
        """Note how long each line that is there now was on its way."""
        known = self.member.cursor + 1 - self.first_seq
        self.lags_s += (now_s - due_s for due_s in self._due_s[self._known : known])
        self._known = max(self._known, known)


def _of_day_s(line: bytes) -> float:
    found = _AT.search(line)
    if found is None:
        raise ValueError(f"no time in {line[:80]!r}")
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])


def _vitals(lag_lines: int) -> Vitals:
    """As large as those of a large centre."""
    return Vitals(
        disk_free_bytes=50_000_000_000,
        clock="right",
        lag_lines=lag_lines,
        devices=tuple(
            DeviceVital(id=str(n), role="counter", name=f"Counter {n}", seen_ms=1)
            for n in range(DEVICES)
        ),
    )
