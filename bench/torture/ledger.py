"""What a run came to, for people and for the ledger of all runs."""

import math
import os
import platform
import subprocess
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bench.figures import percentile
from bench.torture.conductor import CENTRE, Left
from bench.torture.judge import Verdict
from bench.torture.probe import NOTICED_S, longest_pause_s
from bench.torture.scale import Scale

ROOT = Path(__file__).resolve().parents[2]
RUNS = ROOT / "build" / "torture"
AFTER_S = 1.0
"""What follows a fault so soon is counted as its own."""


class Pauses(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds without service for one kind of fault: each time it happened, with how long it was.

    ``lasted_s`` is how long the fault itself was kept up, which is no merit of the centre's.
    """

    without_s: list[float]
    lasted_s: list[float]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run in the ledger."""

    at: str
    commit: str
    machine: str
    scale: str
    seed: str
    seconds: float
    faults: dict[str, int]
    kills: dict[str, int]
    counted: dict[str, int]
    broken: dict[str, list[str]]
    unsettled: list[str]
    pauses: dict[str, Pauses]
    slowest_s: float

    @property
    def holds(self) -> bool:
        """Whether every promise was kept."""
        return not any(self.broken.values()) and not self.unsettled


def run_of(left: Left, verdict: Verdict, scale: Scale, seed: str) -> Run:
    """The entry for a run that has ended."""
    kills: Counter[str] = Counter()
    for happened in left.happened:
        kills[happened.target.partition("-")[0]] += happened.kills
    return Run(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=_commit(),
        machine=f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        scale=scale.name,
        seed=seed,
        seconds=round(left.seconds, 1),
        faults=dict(Counter(happened.fault for happened in left.happened)),
        kills=dict(kills),
        counted=dict(verdict.counted),
        broken=verdict.broken,
        unsettled=left.unsettled,
        pauses=_pauses(left),
        slowest_s=round(max((a.answered_s - a.sent_s for a in left.asked), default=0.0), 3),
    )


def _pauses(left: Left) -> dict[str, Pauses]:
    """Of the centre's faults; what one device suffers keeps no other from its work."""
    without: dict[str, list[float]] = defaultdict(list)
    lasted: dict[str, list[float]] = defaultdict(list)
    of_centre = [happened for happened in left.happened if happened.target == CENTRE]
    next_s = [*(happened.began_s for happened in of_centre[1:]), math.inf]
    for happened, begins_s in zip(of_centre, next_s, strict=False):
        until_s = min(happened.over_s + AFTER_S, begins_s)
        pause_s = longest_pause_s(left.asked, happened.began_s, until_s)
        without[happened.fault].append(round(pause_s if pause_s > NOTICED_S else 0.0, 3))
        lasted[happened.fault].append(round(happened.over_s - happened.began_s, 3))
    return {fault: Pauses(without_s=without[fault], lasted_s=lasted[fault]) for fault in without}


def write_down(run: Run) -> Path:
    """Add a run to the ledger; where it stands there."""
    RUNS.mkdir(parents=True, exist_ok=True)
    stamp = run.at.replace(":", "").partition("+")[0]
    path = RUNS / f"{stamp}-{run.seed}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(run), indent=1))
    return path


def read_ledger(runs: Path = RUNS) -> list[Run]:
    """Every run that was written down, oldest first."""
    return [
        msgspec.json.decode(path.read_bytes(), type=Run) for path in sorted(runs.glob("*.json"))
    ]


def report(run: Run) -> str:
    """A run for people, line by line."""
    faults = ", ".join(f"{count} × {fault}" for fault, count in sorted(run.faults.items()))
    kills = ", ".join(f"{count} {who}" for who, count in sorted(run.kills.items()) if count)
    counted = ", ".join(f"{count:,} {what}" for what, count in sorted(run.counted.items()))
    lines = [
        f"{run.scale}, seed {run.seed}, {run.seconds:.0f} s",
        f"faults: {faults}",
        f"killed: {sum(run.kills.values())} ({kills})",
        f"counted: {counted}",
        f"slowest answer to the probe: {run.slowest_s:.2f} s",
        *_pause_lines(run.pauses),
    ]
    for promise, broken in run.broken.items():
        lines.append(f"{promise}: {len(broken)}")
        lines += [f"    {sentence}" for sentence in broken[:10]]
    lines += [f"did not end: {name}" for name in run.unsettled]
    lines.append("every promise kept" if run.holds else "BROKEN")
    return "\n".join(lines)


def _pause_lines(pauses: Mapping[str, Pauses]) -> list[str]:
    return [
        f"without service, {fault}: median {percentile(each.without_s, 0.5):.2f} s, "
        f"longest {max(each.without_s):.2f} s"
        for fault, each in sorted(pauses.items())
    ]


def _commit() -> str:
    """Which Foleni was tortured; empty where nobody can tell."""
    command = ("git", "-C", str(ROOT), "describe", "--always", "--dirty")
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
