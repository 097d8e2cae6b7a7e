"""What a run of the laboratory found, as it is kept in ``build/day.json`` and put into tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.day.score import Score, Waits

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "build" / "day.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """The days under one rule of calling: waits by class, and how fair it was.

    ``most_overtaken`` is how many later comers went before one visitor at most, ``latest_s`` by
    how much the latest of them had come later; ``beyond`` counts the pairs that no credit of ours
    would allow. ``in_ciw_s`` is the mean wait of the same days in Ciw, where it can say them.
    """

    rule: str
    waits: Mapping[str, Waits]
    mean_s: float
    most_overtaken: int
    latest_s: float
    beyond: int
    idle_s: float
    never_called: int
    in_ciw_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One scenario. ``days_per_s`` is ours, nobody estimating, a second of one core.

    ``looked`` are the scores of the visitors about whom foresight was asked, its own last.
    """

    scenario: str
    days: int
    visitors: float
    roster_changes: bool
    days_per_s: float
    scores: Sequence[Score]
    looked: Sequence[Score]
    rules: Sequence[Ruled]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table of oracles: what was found, and what is known of it."""

    what: str
    found: float
    known: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A whole run."""

    seed: int
    machine: str
    seconds: float
    scenarios: Sequence[Found]
    oracles: Sequence[Row]


def keep(run: Run, path: Path = RUN) -> None:
    """Write it down."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(run), indent=1))


def kept(path: Path = RUN) -> Run:
    """The last run that was written down."""
    return msgspec.json.decode(path.read_bytes(), type=Run)
