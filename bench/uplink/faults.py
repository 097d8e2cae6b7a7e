"""The line between a centre and its hub suffers, both are killed, and the outcome is judged."""

from collections import Counter as Tally
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import Random
from threading import Event, Thread
from time import monotonic

from bench.fleet.hub import Hub
from bench.supervised import LOOPBACK
from bench.torture.cable import Cable, Cables, Trouble
from bench.torture.centre import Centre, furnish
from bench.uplink.stage import Look, counter_at, differing, enrolled, own_journal
from kiosk.client.session import CentreSaysNo

TROUBLES = tuple(trouble for trouble in Trouble if trouble is not Trouble.NONE)
KILL_CENTRE, KILL_HUB, KILL_POSTGRES = "centre killed", "hub killed", "PostgreSQL killed"
KILLS = (KILL_CENTRE, KILL_HUB, KILL_POSTGRES)
EVERY_S = 0.03
AGAIN_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """``seconds`` of faults, each ``longest_s`` at most; one of ``kill_every`` is a kill."""

    seconds: float
    longest_s: float
    kill_every: int


WHOLE = Scale(seconds=300.0, longest_s=4.0, kill_every=4)
SHORT = Scale(seconds=3.0, longest_s=0.5, kill_every=4)


@dataclass(slots=True)
class Suffered:
    """What happened, and where centre and hub differ in the end: nowhere, as promised."""

    faults: Tally[str] = field(default_factory=Tally)
    lines: int = 0
    settled_s: float = 0.0
    differ: list[str] = field(default_factory=list)
    findings: dict[str, int] = field(default_factory=dict)
    branches: int = 1

    @property
    def holds(self) -> bool:
        """Nothing lost, doubled or changed, in one history, and nothing found that was not."""
        return not self.differ and not self.findings and self.branches == 1


@dataclass(slots=True, kw_only=True)
class _Two:
    """Both ends, the cable between them, and who works at the centre."""

    centre: Centre
    hub: Hub
    cables: Cables
    cable: Cable
    over: Event = field(default_factory=Event)

    def work(self) -> None:
        """Visitors come and are served, whenever the centre lives."""
        while not self.over.is_set():
            with (
                suppress(OSError, HTTPException, CentreSaysNo),
                counter_at(self.centre.url) as counter,
            ):
                while not self.over.wait(EVERY_S):
                    counter.serve(1)
            self.over.wait(AGAIN_S)

    def suffer(self, fault: str, seconds: float) -> None:
        """Let one thing go wrong, and mend it."""
        kills: Mapping[str, Callable[[], None]] = {
            KILL_CENTRE: self._kill_centre,
            KILL_HUB: self._kill_hub,
            KILL_POSTGRES: self.hub.kill_postgres,
        }
        if fault in kills:
            kills[fault]()
            return
        self.cables.suffer(self.cable, Trouble(fault))
        self.over.wait(seconds)
        self.cables.suffer(self.cable, Trouble.NONE)

    def _kill_centre(self) -> None:
        self.centre.kill()
        self.centre.start()
        self.centre.until_ready()

    def _kill_hub(self) -> None:
        self.hub.kill()
        self.hub.run()


def suffer(directory: Path, scale: Scale, seed: str) -> Suffered:
    """Set both up in ``directory``, torture them for so long, calm them, and compare."""
    done = Suffered()
    with ExitStack() as stack:
        two = _set_up(stack, directory, seed)
        worker = Thread(target=two.work, daemon=True)
        worker.start()
        chance, end = Random(seed), monotonic() + scale.seconds
        while monotonic() < end:
            kill = sum(done.faults.values()) % scale.kill_every == scale.kill_every - 1
            fault = chance.choice(KILLS) if kill else str(chance.choice(TROUBLES))
            two.suffer(fault, chance.uniform(0.1, 1.0) * scale.longest_s)
            done.faults[fault] += 1
        two.over.set()
        worker.join()
        two.hub.until_stores()
        calmed_s = monotonic()
        # It waits up to a minute before it tries again; a new life tries at once.
        two.suffer(KILL_CENTRE, 0.0)
        own = own_journal(two.centre.data)
        look = Look(two.hub.dsn)
        branches = look.until_it_has(own)
        done.settled_s = monotonic() - calmed_s
        done.lines, done.branches = own.last_seq, len(branches)
        done.differ = differing(own, look.whole(branches[-1].branch))
        done.findings = look.findings()
    return done


def _set_up(stack: ExitStack, directory: Path, seed: str) -> _Two:
    data = directory / "centre"
    data.mkdir(parents=True)
    furnish(data, 1)
    hub = Hub(directory / "hub")
    stack.callback(hub.clear)
    centre = Centre(data, directory / "centre.log")
    stack.callback(centre.kill)
    centre.start()
    hub.run()
    centre.until_ready()
    cables = stack.enter_context(Cables())
    cable = cables.lay((LOOPBACK, hub.port), seed)
    enrolled(data, hub, through=cable)
    return _Two(centre=centre, hub=hub, cables=cables, cable=cable)
