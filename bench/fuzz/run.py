"""Feeds one target broken inputs until it has had enough, or takes one wrongly."""

import random
import traceback
from dataclasses import dataclass
from hashlib import sha256
from time import process_time

from bench.fuzz.mutating import broken
from bench.fuzz.target import Target

SLOW_S = 2.0
"""Of CPU for one input of a few kilobytes: whoever sends those stops the hall."""
POOL = 400
FOUND = 40
"""So many ways of taking an input are looked for by going on from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An input that was taken wrongly, and how."""

    target: str
    content: bytes
    how: str

    @property
    def name(self) -> str:
        """For its file."""
        return f"{self.target}-{sha256(self.content).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzed:
    """How many inputs a target took, in how many ways, and what it took wrongly."""

    target: str
    inputs: int
    ways: int
    slowest_s: float
    fault: Fault | None = None


def fuzz(target: Target, *, inputs: int, seed: int) -> Fuzzed:
    """So many inputs, the same for the same recording and ``seed``; ends with the first fault."""
    chance = random.Random(seed)
    pool = list(target.real())
    ways: dict[str, int] = {}
    slowest = 0.0
    for n in range(inputs):
        content = broken(pool, chance)
        began = process_time()
        try:
            way = target.take(content, chance)
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            return Fuzzed(
                target=target.name,
                inputs=n + 1,
                ways=len(ways),
                slowest_s=slowest,
                fault=Fault(target=target.name, content=content, how=traceback.format_exc()),
            )
        slowest = max(slowest, process_time() - began)
        # What is taken in a new way leads on to others.
        if way not in ways and len(pool) < POOL:
            pool.append(content)
        ways[way] = ways.get(way, 0) + 1
    fault = None
    if slowest > SLOW_S:
        fault = Fault(target=target.name, content=b"", how=f"one input took {slowest:.1f} s of CPU")
    return Fuzzed(target=target.name, inputs=inputs, ways=len(ways), slowest_s=slowest, fault=fault)
