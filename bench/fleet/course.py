"""What a fleet is put through, step by step, and what was found."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.figures import Figure, latencies
from bench.fleet.copying import Copied, bare_copy
from bench.fleet.crowd import Brought, Life
from bench.fleet.fleet import Fleet
from bench.fleet.folding import differences
from bench.fleet.hub import Hub
from bench.fleet.judge import Verdict, judge
from bench.fleet.scale import Scale
from bench.fleet.watching import Cost, Watch, costs

FIRST_DAY = date(2026, 3, 2)
PEAK = 3.0
LAG_AIM_MS, COPY_AIM = 2000.0, 0.5
MARKS = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 20_000_000, 30_000_000, 100_000_000)
BARE = ("-m", "bench.fleet.bare_hub")
Say = Callable[[str], None]


@dataclass(slots=True)
class Found:
    """What a run found: figures, costs by rows, and the judge's word."""

    figures: list[Figure] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    verdict: Verdict = field(default_factory=Verdict)
    differ: list[str] = field(default_factory=list)
    rows: int = 0
    database_mb: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled or told otherwise than folded."""
        return self.verdict.holds and not self.differ


def run(directory: Path, scale: Scale, say: Say) -> Found:
    """All of it, in ``directory`` (empty)."""
    found = Found()
    if scale.bare:
        say("the ledger by itself")
        found.figures += _ledger_alone(directory / "bare", scale)
    with ExitStack() as stack:
        hub = Hub(directory / "hub")
        stack.callback(hub.clear)
        hub.run()
        fleet = _fleet(stack, hub, scale)
        _Course(fleet=fleet, scale=scale, found=found, say=say).run()
        say("what PostgreSQL has is read and judged")
        found.verdict = judge(hub.dsn, fleet.bring().tips)
        every = max(1, scale.centres // scale.folded)
        found.differ = list(differences(hub.dsn, range(1, scale.centres + 1, every)))
        found.database_mb = _megabytes(hub.postgres.directory)
    return found


def _fleet(stack: ExitStack, hub: Hub, scale: Scale) -> Fleet:
    life = Life(visitors=scale.visitors, days=scale.days, kinds=scale.kinds, first_day=FIRST_DAY)
    made = Fleet(hub, life, centres=scale.centres, processes=scale.processes)
    return stack.enter_context(made)


def _ledger_alone(directory: Path, scale: Scale) -> Iterator[Figure]:
    """A day of all centres into a hub that makes nothing of it, and a bare COPY of the same."""
    with ExitStack() as stack:
        hub = Hub(directory, program=BARE)
        stack.callback(hub.clear)
        hub.run()
        fleet = _fleet(stack, hub, scale)
        fleet.prepare(0)
        brought = fleet.bring()
        rate = _rate(brought)
        copied = bare_copy(hub.dsn)
    yield from _beside("the ledger by itself", rate, copied, aim=COPY_AIM)


@dataclass(slots=True, kw_only=True)
class _Course:
    fleet: Fleet
    scale: Scale
    found: Found
    say: Say

    def run(self) -> None:
        """Day by day."""
        days: Sequence[Callable[[int], None]] = (self._return, self._live, self._killed)
        for day in range(self.scale.days):
            (days[day] if day < len(days) else self._grow)(day)

    def _return(self, day: int) -> None:
        self.say("everybody comes back after a day offline")
        self.fleet.prepare(day)
        watch, brought = self._measured()
        copied = bare_copy(self.fleet.hub.dsn)
        self._tell(
            Figure(name="a day of all centres, lines", value=_lines(brought), unit=""),
            Figure(
                name="all of it is there after", value=brought.ended_s - brought.began_s, unit="s"
            ),
            *_beside("with projections", _rate(brought), copied),
            *latencies("a batch of 1,000 while all come back", brought.took_s, p50=None, p99=None),
            Figure(name="the hub's memory at most", value=watch.memory_mb, unit="MB"),
            Figure(
                name="compressed, a line",
                value=brought.packed_bytes / max(1, _lines(brought)),
                unit="B",
            ),
        )

    def _live(self, day: int) -> None:
        self.say("a day's normal rate, and three times that")
        self.fleet.prepare(day, lived_from=0.4)
        self._bring()
        for name, times in (("normal rate", 1.0), ("peak", PEAK)):
            with Watch(self.fleet.hub) as watch:
                brought = self.fleet.live(self.scale.lived_s, self.scale.lines_per_s * times)
            self.found.rows += _lines(brought)
            seconds = brought.ended_s - brought.began_s
            first, last = watch.samples[0], watch.samples[-1]
            hub, postgres = last.hub_s - first.hub_s, last.postgres_s - first.postgres_s
            self._tell(
                Figure(name=f"{name}, lines", value=len(brought.lags_s) / seconds, unit="/s"),
                *latencies(f"{name}: written → at the hub", brought.lags_s, p50=None),
                *latencies(f"{name}: written → at the hub", brought.lags_s, p99=LAG_AIM_MS),
                Figure(
                    name=f"{name}: the hub's and PostgreSQL's share of one core",
                    value=(hub + postgres) / seconds * 100,
                    unit="%",
                ),
            )
        # The rest of that day: the next one's lines follow it.
        self.fleet.go_home()
        self._bring()

    def _killed(self, day: int) -> None:
        self.say("hub and PostgreSQL are killed while everybody brings a day")
        self.fleet.prepare(day)
        pauses: list[float] = []
        # Some begin while the last is killed: a small fleet would be done before the first.
        within_s = self.scale.kills * self.scale.pause_s
        brought = self._bring(within_s=within_s, meanwhile=lambda: self._kill(pauses))
        self._tell(
            Figure(name="kills of hub and PostgreSQL", value=len(pauses), unit=""),
            Figure(name="until the hub answers again, longest", value=max(pauses), unit="s"),
            Figure(
                name="a day brought through them, after",
                value=brought.ended_s - brought.began_s,
                unit="s",
            ),
            Figure(name="questions not answered", value=brought.counts["not reached"], unit=""),
        )

    def _kill(self, pauses: list[float]) -> None:
        hub = self.fleet.hub
        for kill in range(self.scale.kills):
            time.sleep(self.scale.pause_s)
            began_s = time.monotonic()
            # In turn: both, as with the machine; PostgreSQL under a hub that runs; the hub.
            if kill % 3 != 1:
                hub.kill()
            if kill % 3 != 2:
                hub.kill_postgres()
            if kill % 3 != 1:
                hub.run()
            hub.until_stores()
            pauses.append(time.monotonic() - began_s)

    def _grow(self, day: int) -> None:
        self.say(f"day {day + 1}")
        self.fleet.prepare(day)
        self._measured()

    def _bring(
        self, *, within_s: float = 0.0, meanwhile: Callable[[], None] | None = None
    ) -> Brought:
        brought = self.fleet.bring(within_s=within_s, meanwhile=meanwhile)
        self.found.rows += _lines(brought)
        return brought

    def _measured(self) -> tuple[Watch, Brought]:
        before = self.found.rows
        with Watch(self.fleet.hub) as watch:
            brought = self._bring()
        self.found.costs += costs(watch, brought.arrived, before, MARKS)
        return watch, brought

    def _tell(self, *figures: Figure) -> None:
        self.found.figures += figures
        for figure in figures:
            self.say(f"  {figure}")


def _beside(name: str, rate: float, copied: Copied, aim: float | None = None) -> Iterator[Figure]:
    yield Figure(name=f"{name}, events accepted", value=rate, unit="/s")
    yield Figure(
        name="a bare COPY of the same rows, in batches of 1,000", value=copied.in_batches, unit="/s"
    )
    yield Figure(
        name=f"{name}, for each row of that",
        value=rate / copied.in_batches,
        unit="x",
        aim=aim,
        more_is_better=True,
    )
    yield Figure(name="the same COPY at one go", value=copied.at_one_go, unit="/s")
    yield Figure(name=f"{name}, for each row of that one", value=rate / copied.at_one_go, unit="x")


def _lines(brought: Brought) -> int:
    return sum(lines for _, lines in brought.arrived)


def _rate(brought: Brought) -> float:
    """Lines a second in the middle of it: the last stragglers do not count, nor the beginning."""
    total = _lines(brought)
    done, begin_s, begin = 0, brought.began_s, 0
    for at_s, lines in brought.arrived:
        done += lines
        if done < 0.05 * total:
            begin_s, begin = at_s, done
        elif done >= 0.95 * total:
            return (done - begin) / max(1e-9, at_s - begin_s)
    return total / max(1e-9, brought.ended_s - brought.began_s)


def _megabytes(directory: Path) -> float:
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) / 1e6
