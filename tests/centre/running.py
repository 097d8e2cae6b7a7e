"""A real centre on loopback, in a thread of the test, with a clock the test may set."""

import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from kiosk.centre.catalogue_choosing import with_rules
from kiosk.centre.foundation import Surroundings
from kiosk.centre.listening import listening
from kiosk.centre.parts import Parts, build
from kiosk.centre.say import Say
from kiosk.centre.server import run
from kiosk.centre.settings import CentreSettings
from kiosk.centre.terms import Superseded
from kiosk.client.session import Session
from kiosk.db.machine import Traits
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role
from kiosk.texts import Texts
from kiosk.web.sign_in import Cost
from tests.domain.hall import TEN, catalogue
from tests.in_thread import InThread

T = TypeVar("T")

ASSETS = Path(__file__).parents[2] / "assets"
TEXTS = ASSETS / "texts"
PATIENCE_S = 30.0


@cache
def sentences() -> Say:
    return Say(Texts.load(TEXTS))


class Wall:
    """A machine's clock that people set; it stands still unless told."""

    def __init__(self) -> None:
        self.now_s = TEN.timestamp()

    def __call__(self) -> float:
        return self.now_s


class Passing:
    """Seconds that only go on: with ``wall`` when that goes forward, and as ``steady`` is told."""

    def __init__(self, wall: Wall, steady: Wall) -> None:
        self._wall, self._steady = wall, steady
        self._seen, self._passed = wall.now_s, 0.0
        self._lock = threading.Lock()

    def __call__(self) -> float:
        with self._lock:
            now = self._wall.now_s
            self._passed += max(0.0, now - self._seen)
            self._seen = now
            return self._passed + self._steady.now_s


class RunningCentre(InThread):
    """Starts with ``with`` and answers at ``url`` until the block ends."""

    ends_by = Superseded

    def __init__(
        self,
        data: Path,
        *,
        offers: Catalogue | None = None,
        trust_loopback: bool = True,
        open_all_day: bool = True,
        stall_s: float = 10.0,
        hub_key: str | None = None,
        machine: Traits | None = None,
    ) -> None:
        """With a ``machine`` it may have a hub, and time goes by; ``wall_ahead_s`` sets it."""
        super().__init__("centre")
        self.settings = CentreSettings(
            data=data,
            catalogue=data / "not-read.toml",
            texts=TEXTS,
            web=ASSETS / "web",
            port=0,
            trust_loopback=trust_loopback,
            open_all_day=open_all_day,
            stall_s=stall_s,
            hub_key=hub_key,
            machine=machine,
            pin_cost=Cost(memory_kib=8, passes=1),
        )
        self.wall, self.steady = Wall(), Wall()
        self.wall_ahead_s = 0.0
        self._offers = offers or catalogue()
        self._parts: Parts | None = None

    @property
    def parts(self) -> Parts:
        assert self._parts is not None
        return self._parts

    def session(self, role: Role, name: str = "") -> Session:
        """A device of that role, just enrolled; the caller closes it."""
        return Session(self.url).enrol(role, name or role)

    def in_writer(self, work: Callable[[], object]) -> None:
        """Do something in the writer's thread, on its connection, and wait until it is done."""
        self.on_loop(self.parts.live.do(work))

    def looked(self) -> None:
        """Let the clock tell the time, and the watch look once."""
        self.parts.clock.now()
        self.on_loop(self.parts.beside.watch.look())

    async def serve(self) -> None:
        given = Surroundings(wall_s=self.wall, steady_s=Passing(self.wall, self.steady))
        if self.settings.machine is not None:
            given = Surroundings(wall_s=lambda: time.time() + self.wall_ahead_s)
        offers = with_rules(self._offers, self.settings)
        with listening(self.settings) as listeners:
            self._parts = build(self.settings, offers, sentences(), given)
            await run(self._parts, listeners, self.say_ready)
