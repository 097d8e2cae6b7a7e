"""What happens to a tortured hall: each fault begins, lasts, and is over when it returns."""

import signal
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from random import Random
from threading import Event
from time import monotonic, time

import psutil

from bench.torture.cable import Cables, Trouble
from bench.torture.cast import Player
from bench.torture.centre import Centre
from bench.torture.follower import Follower
from bench.torture.machine import Machine
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from tests.power.machine import Disk

HOUR_S = 3600.0
FIRST_WORDS_S = 0.9
"""About as long as a centre needs to start: killed within, it is killed while it reads."""
STORE = "centre.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One fault: what it was and what it hit, from when to when (``monotonic``).

    ``kills`` counts the processes that got SIGKILL.
    """

    fault: str
    target: str
    began_s: float
    over_s: float
    kills: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TookOver:
    """The copy became the centre: how far it had come, when the old one was killed (Unix)."""

    seq: int
    killed_s: float


@dataclass(slots=True, kw_only=True)
class Hall:
    """All that can suffer. ``stop`` says that the run is over: whatever lasts, ends."""

    centre: Centre
    players: Sequence[Player]
    cables: Cables
    machine: Machine | None = None
    follower: Follower | None = None
    stop: Event = field(default_factory=Event)
    took_over: TookOver | None = None
    happened: list[Happened] = field(default_factory=list)

    def suffer(self, name: str, target: str, fault: Callable[[], int | None]) -> None:
        """Let it happen, and write down when."""
        began_s = monotonic()
        kills = fault() or 0
        self.happened.append(
            Happened(fault=name, target=target, began_s=began_s, over_s=monotonic(), kills=kills)
        )


Fault = Callable[[Hall, Random], int | None]
"""Does it and mends it; how many processes it killed."""


def kill_centre(hall: Hall, _: Random) -> int:
    """As if its power were cut; started again at once."""
    hall.centre.kill()
    hall.centre.start()
    hall.centre.until_ready()
    return 1


def kill_centre_twice(hall: Hall, chance: Random) -> int:
    """And again while it reads its journal."""
    hall.centre.kill()
    hall.centre.start()
    hall.stop.wait(chance.uniform(0, FIRST_WORDS_S))
    return 1 + kill_centre(hall, chance)


def end_centre(hall: Hall, _: Random) -> None:
    """An orderly end, as of an update, and a start."""
    code = hall.centre.leave()
    if code != 0:
        raise RuntimeError(f"SIGTERM ended the centre with {code}")
    hall.centre.start()
    hall.centre.until_ready()


def stop_centre(hall: Hall, chance: Random) -> None:
    """It stands still, with all its connections open, and goes on."""
    hall.centre.signal(signal.SIGSTOP)
    hall.stop.wait(chance.uniform(0.3, 3.0))
    hall.centre.signal(signal.SIGCONT)


def kill_foresight(hall: Hall, _: Random) -> int:
    """The process that looks ahead for the centre."""
    if hall.centre.process is None:
        return 0
    children = psutil.Process(hall.centre.process.pid).children()
    for child in children:
        child.kill()
    return len(children)


def break_disk(does: Disk, longest_s: float, hall: Hall, chance: Random) -> None:
    """The disk does that to whoever writes, for a while."""
    if hall.machine is not None:
        hall.machine.disk(does)
        hall.stop.wait(chance.uniform(0.3, longest_s))
        hall.machine.disk(Disk.GOOD)


def slow_disk(hall: Hall, chance: Random) -> None:
    """Each flush takes up to a quarter of a second, as on a card that is worn out."""
    if hall.machine is not None:
        hall.machine.disk(Disk.GOOD, sync_ms=chance.randint(10, 250))
        hall.stop.wait(chance.uniform(1.0, 4.0))
        hall.machine.disk(Disk.GOOD)


def kill_on_full_disk(hall: Hall, chance: Random) -> int:
    """Killed while the disk is full, and started while it still is."""
    if hall.machine is None:
        return 0
    hall.machine.disk(Disk.FULL)
    hall.stop.wait(chance.uniform(0.1, 0.5))
    hall.centre.kill()
    hall.centre.start()
    hall.stop.wait(chance.uniform(0.3, 1.5))
    hall.machine.disk(Disk.GOOD)
    hall.centre.until_ready()
    return 1


def clock_ahead(hall: Hall, chance: Random) -> None:
    """The machine's clock jumps ahead by hours, often into another day."""
    if hall.machine is not None:
        hall.machine.move_clock(chance.uniform(1, 20) * HOUR_S)


def clock_back(hall: Hall, chance: Random) -> None:
    """It jumps back by hours."""
    if hall.machine is not None:
        hall.machine.move_clock(-chance.uniform(1, 12) * HOUR_S)


def kill_follower(hall: Hall, chance: Random) -> int:
    """The copy's machine loses its power, for a moment or for longer."""
    if hall.follower is None or hall.took_over is not None:
        return 0
    hall.follower.kill()
    hall.stop.wait(max(0.0, chance.uniform(-1.0, 3.0)))
    hall.follower.start()
    return 1


def stop_follower(hall: Hall, chance: Random) -> None:
    """The copy stands still."""
    if hall.follower is not None and hall.took_over is None:
        hall.follower.signal(signal.SIGSTOP)
        hall.stop.wait(chance.uniform(0.3, 3.0))
        hall.follower.signal(signal.SIGCONT)


def take_over(hall: Hall, _: Random) -> int:
    """The centre's machine is gone for good; its copy takes over, and the cables go there."""
    if hall.follower is None or hall.took_over is not None:
        return 0
    hall.centre.kill()
    killed_s = time()
    hall.follower.kill()
    with closing(open_reader(hall.follower.data / STORE)) as db:
        seq = Journal(db).last_seq()
    hall.took_over = TookOver(seq=seq, killed_s=killed_s)
    hall.centre.take_over(hall.follower.data)
    hall.centre.until_ready()
    hall.cables.turn_all(hall.centre.port, hall.centre.tls_port)
    return 2


def cut_all_cables(hall: Hall, chance: Random) -> None:
    """The switch has no power."""
    for player in hall.players:
        hall.cables.suffer(player.cable, Trouble.CUT)
    hall.stop.wait(chance.uniform(0.5, 3.0))
    for player in hall.players:
        hall.cables.suffer(player.cable, Trouble.NONE)


def of_centre(hall: Hall) -> dict[str, tuple[Fault, float]]:
    """What can happen to this hall's centre, and how often it does beside the others."""
    faults: dict[str, tuple[Fault, float]] = {
        "centre killed": (kill_centre, 40),
        "centre killed while starting": (kill_centre_twice, 12),
        "centre ended and started": (end_centre, 5),
        "centre stands still": (stop_centre, 10),
        "foresight killed": (kill_foresight, 3),
        "all cables cut": (cut_all_cables, 7),
    }
    if hall.follower is not None:
        faults["copy killed"] = (kill_follower, 12)
        faults["copy stands still"] = (stop_follower, 4)
    if hall.machine is not None:
        faults |= {
            "disk full": (partial(break_disk, Disk.FULL, 2.0), 7),
            "disk read-only": (partial(break_disk, Disk.READ_ONLY, 2.0), 4),
            "every write fails": (partial(break_disk, Disk.FAILING, 2.0), 6),
            "disk stuck": (partial(break_disk, Disk.STUCK, 4.0), 6),
            "disk slow": (slow_disk, 4),
            "killed on a full disk": (kill_on_full_disk, 6),
            "clock jumps ahead": (clock_ahead, 6),
            "clock jumps back": (clock_back, 5),
        }
    return faults


def kill_player(hall: Hall, player: Player, chance: Random) -> int:
    """A device loses its power and has it again, at once or after a moment."""
    player.kill()
    hall.stop.wait(max(0.0, chance.uniform(-1.0, 0.5)))
    player.start()
    return 1


def stop_player(hall: Hall, player: Player, chance: Random) -> None:
    """A device stands still with its connections open: a board that stops reading."""
    player.signal(signal.SIGSTOP)
    hall.stop.wait(chance.uniform(0.3, 3.0))
    player.signal(signal.SIGCONT)


def trouble_cable(hall: Hall, player: Player, trouble: Trouble, chance: Random) -> None:
    """One device's cable, for a while."""
    hall.cables.suffer(player.cable, trouble)
    hall.stop.wait(chance.uniform(0.2, 3.0))
    hall.cables.suffer(player.cable, Trouble.NONE)
