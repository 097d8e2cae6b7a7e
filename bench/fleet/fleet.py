"""The fleet: one hub, its centres in a few processes, and the orders that all of them get."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any, Self

import psycopg

from bench.fleet.crowd import (
    Bring,
    Brought,
    Enrol,
    GoHome,
    Life,
    LiveOn,
    Order,
    Prepare,
    TurnTo,
    crowd,
)
from bench.fleet.hub import Hub
from bench.fleet.journals import lives
from bench.peers import peer
from kiosk.hub.centres import Centre, Centres, Kind
from kiosk.wire.enrol import EnrolCode, new_secret

CENTRES = 314
PROCESSES = 2


class Fleet:
    """``centres`` simulated centres of a hub that runs. Use with ``with``."""

    def __init__(
        self, hub: Hub, life: Life, *, centres: int = CENTRES, processes: int = PROCESSES
    ) -> None:
        self.hub = hub
        self.life = life
        self.centres = centres
        self._processes = processes
        self._stack = ExitStack()
        self._crowds: list[Connection[Any, Any]] = []

    def __enter__(self) -> Self:
        for seed in range(self.life.kinds):
            lives(visitors=self.life.visitors, days=self.life.days, seed=seed)
        with ExitStack() as stack:
            self._crowds = [stack.enter_context(peer(crowd)) for _ in range(self._processes)]
            self._enrol()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _enrol(self) -> None:
        codes = asyncio.run(_given(self.hub, self.centres))
        for number, line in enumerate(self._crowds):
            mine = range(number, len(codes), self._processes)
            code_texts = [codes[place].text for place in mine]
            # Centres are numbered from 1, as the hub does.
            numbers = [place + 1 for place in mine]
            line.send(Enrol(codes=code_texts, numbers=numbers, url=self.hub.url))
        self._heard()

    def prepare(self, day: int, *, lived_from: float = 1.0) -> Brought:
        """Have every centre write the lines of that day, and pack those before ``lived_from``."""
        return self.do(Prepare(life=self.life, day=day, lived_from=lived_from))

    def bring(
        self, *, within_s: float = 0.0, meanwhile: Callable[[], None] | None = None
    ) -> Brought:
        """Have them bring all of it at once; ``meanwhile`` something happens to the hub."""
        return self.do(Bring(within_s=within_s), meanwhile)

    def live(
        self,
        seconds: float,
        lines_per_s: float,
        *,
        meanwhile: Callable[[], None] | None = None,
    ) -> Brought:
        """Let all together write so many lines a second, and bring each soon."""
        return self.do(LiveOn(seconds=seconds, lines_per_s=lines_per_s / self.centres), meanwhile)

    def go_home(self) -> Brought:
        """Have every centre write what is left of the day that it lives, and pack it."""
        return self.do(GoHome())

    def turn_to(self, url: str) -> None:
        """The hub is to be reached there from now on."""
        self.do(TurnTo(url=url))

    def do(self, order: Order, meanwhile: Callable[[], None] | None = None) -> Brought:
        """Have all of them obey; what they tell, put together. Raises what one of them raised."""
        for line in self._crowds:
            line.send(order)
        if meanwhile is not None:
            meanwhile()
        return self._heard()

    def _heard(self) -> Brought:
        answers = [line.recv() for line in self._crowds]
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        return _joined(answers)


def _joined(parts: Sequence[Brought]) -> Brought:
    counts = Counter[str]()
    for part in parts:
        counts.update(part.counts)
    return Brought(
        began_s=min(part.began_s for part in parts),
        ended_s=max(part.ended_s for part in parts),
        arrived=sorted(one for part in parts for one in part.arrived),
        took_s=[one for part in parts for one in part.took_s],
        lags_s=[one for part in parts for one in part.lags_s],
        packed_bytes=sum(part.packed_bytes for part in parts),
        counts=counts,
        tips={code: tip for part in parts for code, tip in part.tips.items()},
    )


async def _given(hub: Hub, centres: int) -> list[EnrolCode]:
    """What head office does for every centre: it is added, and a code is made."""
    now = datetime.now(UTC)
    codes = []
    connecting = psycopg.AsyncConnection.connect(hub.dsn)
    async with await connecting as connection:
        table = Centres(connection)
        for code in _codes(centres):
            added = await table.add(
                Centre(
                    centre_id=0,
                    code=code,
                    name=code.title(),
                    kind=Kind.CENTRE,
                    parent=None,
                    prefix="",
                    public=True,
                    added_at=now,
                )
            )
            made = EnrolCode(hub=hub.url, centre=code, secret=new_secret(os.urandom(10)))
            until = now + timedelta(days=2)
            await table.put_code(added.centre_id, made.key, at=now, until=until)
            codes.append(made)
    return codes


def _codes(centres: int) -> Iterator[str]:
    return (f"C{number:03}" for number in range(1, centres + 1))
