"""A centre in a process of its own, whose days go by as fast as somebody outside says."""

import asyncio
import logging
import selectors
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from kiosk.centre.catalogue_choosing import with_rules
from kiosk.centre.catalogue_file import read_catalogue
from kiosk.centre.foundation import Surroundings
from kiosk.centre.listening import listening
from kiosk.centre.parts import build
from kiosk.centre.say import Say
from kiosk.centre.server import run
from kiosk.centre.settings import CentreSettings
from kiosk.db.lock import DirectoryLock
from kiosk.log import start_logging
from kiosk.roles.places import TEXTS, WEB
from kiosk.texts import Texts

JUMP, SPEED, END = "jump", "speed", "end"


class Days:
    """A clock that goes ``speed`` times as fast as this machine's, and can be moved on."""

    def __init__(self, begin_s: float) -> None:
        self._lock = Lock()
        self._at_s, self._seen_s, self._speed = begin_s, time.monotonic(), 1.0

    def now_s(self) -> float:
        """Seconds since 1970, as this clock has them."""
        with self._lock:
            return self._now_s()

    def _now_s(self) -> float:
        now = time.monotonic()
        self._at_s += (now - self._seen_s) * self._speed
        self._seen_s = now
        return self._at_s

    def jump(self, seconds: float) -> None:
        """Let so much time have gone by."""
        with self._lock:
            self._at_s = self._now_s() + seconds

    @property
    def speed(self) -> float:
        """How much faster it goes."""
        return self._speed

    def go(self, speed: float) -> None:
        """Go so much faster from now on."""
        with self._lock:
            self._now_s()
            self._speed = speed


class _Selector(selectors.DefaultSelector):
    """Waits as long as the clock of the days says."""

    def __init__(self, days: Days) -> None:
        super().__init__()
        self._days = days

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Like its parent's, by the other clock."""
        return super().select(timeout and timeout / self._days.speed)


class _Loop(asyncio.SelectorEventLoop):
    """What sleeps a second sleeps a second of these days; a jump wakes nobody."""

    def __init__(self, days: Days) -> None:
        super().__init__(_Selector(days))
        self._days = days
        self._even_s, self._seen_s = 0.0, time.monotonic()

    def time(self) -> float:
        """Even, and as fast as the days."""
        now = time.monotonic()
        self._even_s += (now - self._seen_s) * self._days.speed
        self._seen_s = now
        return self._even_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Where the centre's data lies, when its first day begins, how long it keeps lines."""

    data: Path
    catalogue: Path
    begin_s: float
    keep_days: int


def live(line: "Connection[Any, Any]", begin: Begin) -> None:
    """Serve until ``END``; says the two addresses first, then obeys ``JUMP`` and ``SPEED``."""
    days = Days(begin.begin_s)
    settings = CentreSettings(
        data=begin.data,
        catalogue=begin.catalogue,
        texts=TEXTS,
        web=WEB,
        port=0,
        trust_loopback=True,
        open_all_day=True,
        keep_days=begin.keep_days,
    )
    start_logging("centre", to_files=logging.WARNING)
    loop = _Loop(days)
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(_serve(line, settings, days))


async def _serve(line: "Connection[Any, Any]", settings: CentreSettings, days: Days) -> None:
    catalogue = with_rules(read_catalogue(settings.catalogue), settings)
    given = Surroundings(wall_s=days.now_s, steady_s=days.now_s)
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def obey() -> None:
        orders: Mapping[str, Any] = {JUMP: days.jump, SPEED: days.go}
        while (order := line.recv())[0] != END:
            orders[order[0]](order[1])
            line.send(days.now_s())
        if task is not None:
            loop.call_soon_threadsafe(task.cancel)

    def ready(url: str, _: str) -> None:
        line.send(url)
        Thread(target=obey, daemon=True).start()

    with DirectoryLock(settings.data), listening(settings) as listeners:
        parts = build(settings, catalogue, Say(Texts.load(settings.texts)), given)
        try:
            await run(parts, listeners, ready)
        except asyncio.CancelledError:
            line.send(END)
