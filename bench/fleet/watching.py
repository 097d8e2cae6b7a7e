"""What a hub and its PostgreSQL take of the machine, noted while something goes on."""

import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Self

from bench.fleet.hub import Hub

EVERY_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """At ``at_s`` (``monotonic``): CPU so far in seconds, the hub's memory in MB."""

    at_s: float
    hub_s: float
    postgres_s: float
    memory_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What an event took between two numbers of rows, in microseconds."""

    from_rows: int
    to_rows: int
    took_us: float
    hub_us: float
    postgres_us: float


@dataclass(slots=True)
class Watch:
    """Use with ``with``; ``samples`` are there afterwards. Nobody may end the hub meanwhile."""

    hub: Hub
    samples: list[Sample] = field(default_factory=list)
    _over: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        self._note()

    def _run(self) -> None:
        while not self._over.is_set():
            self._note()
            self._over.wait(EVERY_S)

    def _note(self) -> None:
        hub_s, postgres_s = self.hub.cpu_s()
        self.samples.append(
            Sample(
                at_s=time.monotonic(),
                hub_s=hub_s,
                postgres_s=postgres_s,
                memory_mb=self.hub.memory_mb(),
            )
        )

    def at(self, at_s: float) -> Sample:
        """The first sample that is not before that time; else the last."""
        place = bisect_left([sample.at_s for sample in self.samples], at_s)
        return self.samples[min(place, len(self.samples) - 1)]

    @property
    def memory_mb(self) -> float:
        """The most that the hub's own process had."""
        return max(sample.memory_mb for sample in self.samples)


def costs(
    watch: Watch, arrived: Sequence[tuple[float, int]], before: int, marks: Sequence[int]
) -> list[Cost]:
    """What an event cost between each two of ``marks`` (rows in the ledger), where they were met.

    ``arrived`` is each batch, when and how many lines; ``before`` is how many rows there were.
    """
    total, met = before, []
    wanted = [mark for mark in marks if mark > before]
    for at_s, lines in arrived:
        total += lines
        while wanted and total >= wanted[0]:
            met.append((wanted.pop(0), at_s, total))
    found = []
    from_rows, begin = before, watch.samples[0]
    for mark, at_s, rows in met:
        end = watch.at(at_s)
        events = max(1, rows - from_rows)
        found.append(
            Cost(
                from_rows=from_rows,
                to_rows=mark,
                took_us=(end.at_s - begin.at_s) / events * 1e6,
                hub_us=(end.hub_s - begin.hub_s) / events * 1e6,
                postgres_us=(end.postgres_s - begin.postgres_s) / events * 1e6,
            )
        )
        from_rows, begin = rows, end
    return found
