"""One run: a hall is set up, tortured by a seed, calmed, and what it left behind is handed over."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from threading import Thread
from time import monotonic, sleep
from typing import Self

from bench.torture import board, faults
from bench.torture.cable import LOOPBACK, Cables, Trouble
from bench.torture.cast import BOARD, COUNTER, DESK, END_S, KIOSK, Player, preload
from bench.torture.centre import Centre, faketime, furnish
from bench.torture.disk import small_disk
from bench.torture.faults import Hall, Happened
from bench.torture.probe import Asked, Probe, news
from bench.torture.scale import Scale
from kiosk.client.session import Session
from kiosk.domain.commands import Role
from kiosk.wire import paths

STORE = "centre.db"
FLOOR = "floor"
BEFORE, AFTER = "before", "after"
TROUBLES = tuple(trouble for trouble in Trouble if trouble is not Trouble.NONE)
STANDS_STILL = 0.1
LOOK_UP_S = 0.1
SMALL, SECURE = 0.5, 0.5
CENTRE = "centre"
Lane = Callable[[Hall, Scale, Random], None]
"""Faults of one kind, one after the other, until the hall's ``stop``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """How devices reach their centre: by TLS, with its ``authority`` (PEM), or plainly."""

    centre: Centre
    authority: str
    seed: str

    @classmethod
    def to(cls, centre: Centre, seed: str) -> Self:
        """Every second run by TLS: it costs time, and plain bytes are cut more finely."""
        secure = Random(f"{seed} road").random() < SECURE
        with Session(centre.url) as session:
            pem = session.fetch("GET", paths.AUTHORITY).decode() if secure else ""
        return cls(centre=centre, authority=pem, seed=seed)

    @property
    def end(self) -> tuple[str, int]:
        """Where their cables end."""
        return (LOOPBACK, self.centre.tls_port if self.authority else self.centre.port)


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
    lives: int


def torture(directory: Path, scale: Scale, seed: str) -> Left:
    """Torture a hall in ``directory`` (empty) for as long as ``scale`` says, then let it rest."""
    preload()
    data = directory / "centre"
    data.mkdir()
    with ExitStack() as stack:
        # Every second run on a disk that can be full; the others on this machine's own.
        chance = Random(f"{seed} disk")
        disk = stack.enter_context(small_disk(data)) if chance.random() < SMALL else None
        clock = directory / "clock" if faketime() is not None else None
        if clock is not None:
            clock.write_text("+0s")
        counters = furnish(data, scale.counters)
        centre = Centre(data, directory / "centre.log", clock=clock)
        stack.callback(centre.kill)
        centre.start()
        centre.until_ready()
        cables = stack.enter_context(Cables())
        players = _players(directory, scale, counters, cables, Road.to(centre, seed))
        hall = Hall(centre=centre, players=players, cables=cables, disk=disk)
        probe_at = _probe(directory, cables, centre, seed)
        for player in players:
            player.start()
            stack.callback(player.kill)
        began = monotonic()
        with Probe(probe_at) as probe:
            _suffer(hall, scale, seed)
            _mend(hall)
            # What is measured of the last fault is how soon all went well again.
            sleep(1.0)
        seconds = monotonic() - began
        unsettled = let_end(hall, directory)
        keep(centre, data, directory)
        return Left(
            directory=directory,
            seconds=seconds,
            happened=hall.happened,
            asked=probe.asked,
            unsettled=unsettled,
            lives=centre.starts + sum(player.lives for player in players),
        )


def _players(
    directory: Path,
    scale: Scale,
    counters: list[str],
    cables: Cables,
    road: "Road",
) -> list[Player]:
    """Everybody, admitted and not yet alive."""
    players = []
    for kind, count in (
        (KIOSK, scale.kiosks),
        (DESK, scale.desks),
        (COUNTER, scale.counters),
        (BOARD, scale.boards),
    ):
        for number in range(count):
            name = f"{kind}-{number + 1}"
            player = Player(directory / name, kind, cables.lay(road.end, f"{road.seed} {name}"))
            player.admit(
                road.centre.url,
                authority=road.authority,
                counter_id=counters[number] if kind == COUNTER else "",
            )
            players.append(player)
    return players


def _probe(directory: Path, cables: Cables, centre: Centre, seed: str) -> Path:
    """Where the one who only asks keeps its notes."""
    cable = cables.lay((LOOPBACK, centre.port), f"{seed} probe")
    player = Player(directory / "probe", COUNTER, cable)
    player.admit(centre.url)
    return player.directory


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
    while not hall.stop.wait(chance.uniform(0.5, 1.5) * scale.centre_pause_s):
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
        player, trouble = chance.choice(hall.players), chance.choice(TROUBLES)
        fault = partial(faults.trouble_cable, hall, player, trouble, chance)
        hall.suffer(f"cable {trouble}", player.name, fault)


def _mend(hall: Hall) -> None:
    """Nothing is wrong any more."""
    for player in hall.players:
        hall.cables.suffer(player.cable, Trouble.NONE)
    hall.centre.until_ready()


def let_end(hall: Hall, directory: Path) -> list[str]:
    """Everybody finishes what they began; who could not."""
    boards = [player for player in hall.players if player.kind == BOARD]
    others = [player for player in hall.players if player.kind != BOARD]
    for player in others:
        player.end()
    unsettled = [player.name for player in others if not player.has_ended()]
    with Session(hall.centre.url).enrol(Role.COUNTER, "judge") as session:
        (directory / board.LAST_SEQ).write_text(f"{session.floor().seq}")
        for player in boards:
            player.end()
        for turn in range(round(END_S / LOOK_UP_S)):
            if not any(player.lives_on for player in boards):
                break
            # A board looks up from its feed when a line comes.
            session.send(news(turn))
            sleep(LOOK_UP_S)
    unsettled += [player.name for player in boards if not player.has_ended(within_s=0.1)]
    return unsettled


def keep(centre: Centre, data: Path, directory: Path) -> None:
    """The journal, and what the centre says of itself before its last end and after it."""
    for moment in (BEFORE, AFTER):
        with Session(centre.url).enrol(Role.COUNTER, f"judge {moment}") as session:
            (directory / f"{FLOOR}.{moment}").write_bytes(session.fetch("GET", paths.FLOOR))
        if centre.leave() != 0:
            raise RuntimeError("the centre's last end was none in order")
        if moment == BEFORE:
            centre.start()
            centre.until_ready()
    for file in data.glob(f"{STORE}*"):
        shutil.copy2(file, directory / file.name)
