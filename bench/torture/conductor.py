"""One run: a hall is set up, tortured by a seed, calmed, and what it left behind is handed over."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, sleep

from bench.torture import faults
from bench.torture.cable import IN_A_HALL
from bench.torture.ending import keep, keep_old, let_end, mend, work_again
from bench.torture.faults import Hall, Happened, TookOver
from bench.torture.probe import Asked, Probe
from bench.torture.scale import Scale
from bench.torture.stage import PROBE, set_up

STANDS_STILL, SETTLE_S = 0.1, 0.5
TAKES_OVER, AFTER_SHARE = 0.5, 0.6
CENTRE, SUCCESSION = "centre", "centre gone, its copy takes over"
Lane = Callable[[Hall, Scale, Random], None]
"""Faults of one kind, one after the other, until the hall's ``stop``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a run left behind, all that is judged: files in ``directory``, and what happened when.

    ``unsettled`` are devices that could not finish after everything was mended, or died of
    themselves.
    """

    directory: Path
    seconds: float
    happened: list[Happened]
    asked: list[Asked]
    unsettled: list[str]
    took_over: TookOver | None = None


def torture(directory: Path, scale: Scale, seed: str) -> Left:
    """Torture a hall in ``directory`` (empty) for as long as ``scale`` says, then let it rest."""
    with ExitStack() as stack:
        hall = set_up(stack, directory, scale, seed)
        for player in hall.players:
            player.start()
            stack.callback(player.kill)
        began = monotonic()
        with Probe(directory / PROBE) as probe:
            _suffer(hall, scale, seed)
            mend(hall)
            unsettled = work_again(hall)
            # What is measured of the last fault is how soon all went well again.
            sleep(SETTLE_S)
        seconds = monotonic() - began
        unsettled += let_end(hall, directory)
        if hall.took_over is not None:
            keep_old(directory / "centre", directory)
        unsettled += keep(hall, directory)
        return Left(
            directory=directory,
            seconds=seconds,
            happened=hall.happened,
            asked=probe.asked,
            unsettled=unsettled,
            took_over=hall.took_over,
        )


def _suffer(hall: Hall, scale: Scale, seed: str) -> None:
    """Three lanes of faults side by side, until the time is over. Raises what a lane raised."""
    lanes = {"centre": _centre_lane, "devices": _device_lane, "cables": _cable_lane}
    raised: list[BaseException] = []

    threads = [
        Thread(target=_run, args=(lane, hall, scale, Random(f"{seed} {name}"), raised), daemon=True)
        for name, lane in lanes.items()
    ]
    for thread in threads:
        thread.start()
    end = monotonic() + scale.seconds
    while not hall.stop.wait(0.05):
        late = monotonic() - end
        if late > scale.seconds or (late > 0 and _centre_faults(hall) >= scale.least_faults):
            break
    hall.stop.set()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def _run(lane: Lane, hall: Hall, scale: Scale, chance: Random, raised: list[BaseException]) -> None:
    """A lane that fails ends the whole run."""
    with ExitStack() as stack:
        stack.callback(hall.stop.set)
        stack.push(lambda *error: raised.extend(error[1:2] if error[1] else ()))
        lane(hall, scale, chance)


def _centre_faults(hall: Hall) -> int:
    return sum(happened.target == CENTRE for happened in hall.happened)


def _centre_lane(hall: Hall, scale: Scale, chance: Random) -> None:
    kinds = faults.of_centre(hall)
    names, weights = list(kinds), [weight for _, weight in kinds.values()]
    dies_s = monotonic() + AFTER_SHARE * scale.seconds
    dies = hall.follower is not None and chance.random() < TAKES_OVER
    while not hall.stop.wait(chance.uniform(0.5, 1.5) * scale.centre_pause_s):
        if dies and monotonic() > dies_s:
            hall.suffer(SUCCESSION, CENTRE, partial(faults.take_over, hall, chance))
            dies = False
            continue
        (name,) = chance.choices(names, weights)
        hall.suffer(name, CENTRE, partial(kinds[name][0], hall, chance))


def _device_lane(hall: Hall, scale: Scale, chance: Random) -> None:
    while not hall.stop.wait(chance.uniform(0.5, 1.5) * scale.device_pause_s):
        player = chance.choice(hall.players)
        stands = chance.random() < STANDS_STILL
        name = f"{player.kind} {'stands still' if stands else 'killed'}"
        fault = faults.stop_player if stands else faults.kill_player
        hall.suffer(name, player.name, partial(fault, hall, player, chance))


def _cable_lane(hall: Hall, scale: Scale, chance: Random) -> None:
    while not hall.stop.wait(chance.uniform(0.5, 1.5) * scale.cable_pause_s):
        player, trouble = chance.choice(hall.players), chance.choice(IN_A_HALL)
        fault = partial(faults.trouble_cable, hall, player, trouble, chance)
        hall.suffer(f"cable {trouble}", player.name, fault)
