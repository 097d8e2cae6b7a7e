"""`make fuzz`: more than a million broken inputs, on all cores; 1 where one was taken wrongly."""

import logging
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.fuzz.run import Fuzzed, fuzz
from bench.fuzz.targets import TARGETS

INPUTS = 1_200_000
SLICE = 20_000
"""Inputs of one target with one seed: so that every core has always something to do."""
FAULTS = Path("build/fuzz")


def main() -> int:
    """Run all of it; the exit code."""
    line = ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    line.add_argument("--inputs", type=int, default=INPUTS, help="of all targets together")
    line.add_argument("--seed", type=int, default=1)
    line.add_argument("--target", help="only this one")
    given = line.parse_args()
    began = time.monotonic()
    slices = list(_slices(given.inputs, given.seed, given.target))
    results: dict[str, list[Fuzzed]] = {}
    with ProcessPoolExecutor(os.cpu_count(), initializer=_quietly) as pool:
        for done in pool.map(_slice, slices):
            results.setdefault(done.target, []).append(done)
    faults = sum(_told(name, done) for name, done in results.items())
    inputs = sum(done.inputs for each in results.values() for done in each)
    took = time.monotonic() - began
    print(f"{inputs:,} inputs, {faults} faults, {took:.0f} s")
    return 1 if faults else 0


def _slices(inputs: int, seed: int, only: str | None) -> Iterator[tuple[str, int, int]]:
    for target in TARGETS:
        if only not in (None, target.name):
            continue
        left = inputs if only else round(inputs * target.share)
        for n in range(0, left, SLICE):
            yield target.name, min(SLICE, left - n), seed + n


def _slice(slice_: tuple[str, int, int]) -> Fuzzed:
    name, inputs, seed = slice_
    target = next(target for target in TARGETS if target.name == name)
    return fuzz(target, inputs=inputs, seed=seed)


def _told(name: str, done: list[Fuzzed]) -> int:
    """Print how one target took it, and keep what it took wrongly."""
    inputs, ways = sum(one.inputs for one in done), max(one.ways for one in done)
    slowest_ms = max(one.slowest_s for one in done) * 1000
    faults = {one.fault.how.splitlines()[-1]: one.fault for one in done if one.fault}
    print(f"{name:10} {inputs:9,} inputs {ways:6} ways  slowest {slowest_ms:7.1f} ms", end="")
    print(f"  {len(faults)} FAULTS" if faults else "")
    for fault in faults.values():
        FAULTS.mkdir(parents=True, exist_ok=True)
        (FAULTS / fault.name).write_bytes(fault.content)
        print(f"--- {FAULTS / fault.name}\n{fault.how}")
    return len(faults)


def _quietly() -> None:
    logging.disable()


if __name__ == "__main__":
    sys.exit(main())
