"""A hall set up to be tortured: centre, copy, devices and cables, all in one directory."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Self

from bench.torture.cable import LOOPBACK, Cable, Cables
from bench.torture.cast import BOARD, COUNTER, DESK, KIOSK, Player, preload
from bench.torture.centre import Centre, furnish
from bench.torture.faults import Hall
from bench.torture.follower import Follower
from bench.torture.machine import Machine, can_be_had
from bench.torture.scale import Scale
from kiosk.client.session import Session
from kiosk.wire import paths

SECURE = 0.5
COPY, PROBE = "copy", "probe"


def set_up(stack: ExitStack, directory: Path, scale: Scale, seed: str) -> Hall:
    """A hall in ``directory`` (empty) that works; ``stack`` takes it down. Devices do not live yet.

    The probe, who only asks, is admitted too.
    """
    preload()
    data = directory / "centre"
    data.mkdir()
    machine = Machine(directory / "machine") if can_be_had() else None
    counters = furnish(data, scale.counters)
    centre = Centre(data, directory / "centre.log", machine=machine)
    stack.callback(centre.kill)
    centre.start()
    centre.until_ready()
    cables = stack.enter_context(Cables())
    road = Road.to(centre, seed)
    players = _players(directory, scale, counters, cables, road)
    probe = Player(directory / PROBE, COUNTER, cables.lay((LOOPBACK, centre.port), seed))
    probe.admit(centre.url)
    follower = None
    if scale.follows:
        follower = Follower(directory / COPY, centre.url, directory / "copy.log")
        stack.callback(follower.kill)
        follower.join(data)
    return Hall(centre=centre, players=players, cables=cables, machine=machine, follower=follower)


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

    def laid(self, cables: Cables, name: str) -> Cable:
        """The cable of the device of this name."""
        secure = bool(self.authority)
        port = self.centre.tls_port if secure else self.centre.port
        return cables.lay((LOOPBACK, port), f"{self.seed} {name}", secure=secure)


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
            player = Player(directory / name, kind, road.laid(cables, name))
            player.admit(
                road.centre.url,
                authority=road.authority,
                counter_id=counters[number] if kind == COUNTER else "",
            )
            players.append(player)
    return players
