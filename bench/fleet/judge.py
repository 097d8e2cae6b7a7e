"""What a fleet's hub has in PostgreSQL, read from outside and held against what was sent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Any

import msgspec
import psycopg

from bench.fleet.journals import START

_LINES = """
    SELECT c.code, l.branch, l.seq, l.line FROM ledger l JOIN centre c USING (centre_id)
    ORDER BY l.centre_id, l.branch, l.seq
"""
_DOUBLED = """
    SELECT coalesce(sum(n - 1), 0) FROM (
        SELECT count(*) AS n FROM ledger GROUP BY centre_id, branch, seq HAVING count(*) > 1
    ) doubled
"""
_FINDINGS = "SELECT code, sum(times) FROM finding GROUP BY code"
_CURSORS = """
    SELECT c.code, b.branch, b.cursor, b.chain, b.epoch
    FROM branch b JOIN centre c USING (centre_id)
"""
LOST, DOUBLED, ORDER, CHAIN, CURSOR = (
    "lines lost",
    "lines doubled",
    "lines out of order",
    "chains broken",
    "cursors that lie",
)
PROMISES = (LOST, DOUBLED, ORDER, CHAIN, CURSOR)
Tips = Mapping[str, tuple[str, int, str]]
"""By centre: epoch, last line, and the chain there, in hexadecimal."""


class _Seq(msgspec.Struct):
    seq: int


_seq = msgspec.json.Decoder(_Seq)


@dataclass(slots=True)
class Verdict:
    """How often each promise was broken, and the first sentences about it."""

    broken: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PROMISES, 0))
    told: list[str] = field(default_factory=list)
    lines: int = 0
    findings: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether all was kept."""
        return not any(self.broken.values())

    def blame(self, promise: str, times: int, said: str) -> None:
        """It was broken so often."""
        if times:
            self.broken[promise] += times
            self.told.append(f"{promise}: {said}")


@dataclass(slots=True)
class _Walk:
    """One centre's lines as they are read."""

    seq: int = 0
    chain: bytes = START
    lines: int = 0


def judge(dsn: str, tips: Tips) -> Verdict:
    """Read every line of a fleet whose centres were never copied or put back."""
    verdict = Verdict()
    with psycopg.connect(dsn) as connection:
        doubled = connection.execute(_DOUBLED).fetchone()
        verdict.blame(DOUBLED, int(doubled[0]) if doubled else 0, "more than one under a number")
        walks = _walk(connection, verdict)
        _compare(verdict, walks, tips)
        for code, branch, cursor, chain, epoch in connection.execute(_CURSORS):
            walked = walks.get((code, branch))
            told = (epoch, cursor, bytes(chain).hex())
            seen = (epoch, walked.seq, walked.chain.hex()) if walked else (epoch, 0, START.hex())
            verdict.blame(CURSOR, int(told != seen), f"{code} branch {branch}: {told} and {seen}")
        verdict.findings = {code: int(n) for code, n in connection.execute(_FINDINGS)}
    return verdict


def _compare(verdict: Verdict, walks: Mapping[tuple[str, int], _Walk], tips: Tips) -> None:
    branches: defaultdict[str, list[_Walk]] = defaultdict(list)
    for (code, _), walked in walks.items():
        branches[code].append(walked)
    for code, (_, tip, chain) in tips.items():
        if tip == 0:
            continue
        found = branches.get(code, [])
        had = sum(walked.lines for walked in found)
        verdict.blame(LOST, max(0, tip - had), f"{code} sent {tip}, the hub has {had}")
        verdict.blame(DOUBLED, max(0, had - tip), f"{code} sent {tip}, the hub has {had}")
        same = any((walked.seq, walked.chain.hex()) == (tip, chain) for walked in found)
        verdict.blame(CHAIN, int(not same), f"{code}: no branch ends with its chain at {tip}")


def _walk(connection: "psycopg.Connection[Any]", verdict: Verdict) -> dict[tuple[str, int], _Walk]:
    walks: dict[tuple[str, int], _Walk] = {}
    with connection.cursor(name="judge") as rows:
        rows.itersize = 20_000
        rows.execute(_LINES)
        for key, lines in groupby(rows, lambda row: (row[0], row[1])):
            walks[key] = _walked(verdict, key, lines)
    return walks


def _walked(verdict: Verdict, key: tuple[str, int], lines: Iterator[tuple[Any, ...]]) -> _Walk:
    walk = _Walk()
    chain = walk.chain
    for _, _, seq, line in lines:
        if seq != walk.seq + 1 or _seq.decode(line).seq != seq:
            verdict.blame(ORDER, 1, f"{key[0]}: {seq} after {walk.seq}")
        chain = sha256(chain + line).digest()
        walk.seq = seq
        walk.lines += 1
    walk.chain = chain
    verdict.lines += walk.lines
    return walk
