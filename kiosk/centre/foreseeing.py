"""Foresight's process and its life: started when it is of use, started anew when it dies.

The centre asks it at most once a second and never waits for it: whatever becomes of it, waits are
told by the closed form.
"""

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import kiosk
from kiosk.centre.feed import Feed
from kiosk.centre.foresight_pipe import (
    CATALOGUE,
    EVENT,
    FLOOR,
    MAX_LINE_BYTES,
    Ask,
    Garbled,
    ask_line,
    decode_answer,
    line,
)
from kiosk.centre.live import Live
from kiosk.centre.outlook import ForesightState, Lookout, Outlook
from kiosk.client.backoff import Backoff
from kiosk.domain.counter import STAFFED
from kiosk.domain.floor import Floor
from kiosk.wire.codec import encode

log = logging.getLogger(__name__)

Child = asyncio.subprocess.Process

CHILD = (sys.executable, "-m", "kiosk.centre.foresight_child")
HOME = Path(kiosk.__file__).parents[1]
"""Where Python finds the package the child runs."""
REST = 4.0
"""How much longer it rests than a simulation took: a fifth of one core is enough for it."""
FEW = 3
"""With fewer waiting there is hardly anybody to be overtaken by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForesightTimes:
    """How long things may take, in seconds.

    It is asked every ``beat_s`` at most, and after ``renewed_s`` even when nothing has happened. A
    child that does not answer within ``answer_s`` hangs; it is started anew after ``again_s``, and
    longer each time until ``last_again_s``. One that nobody needed for ``unused_s`` ends.
    """

    beat_s: float = 1.0
    renewed_s: float = 5.0
    answer_s: float = 20.0
    again_s: float = 1.0
    last_again_s: float = 300.0
    unused_s: float = 600.0


def is_of_use(floor: Floor) -> bool:
    """Whether enough people wait, and somebody serves, for a formula to do them no justice."""
    if not any(counter.state in STAFFED for counter in floor.counters.values()):
        return False
    return sum(len(turns) for turns in floor.waiting.values()) >= FEW


class Foreseeing:
    """Keeps the child, and hangs what it foresees into the lookout. Belongs to the event loop."""

    def __init__(
        self,
        *,
        live: Live,
        feed: Feed,
        now: Callable[[], datetime],
        lookout: Lookout,
        command: Sequence[str] = CHILD,
        times: ForesightTimes | None = None,
    ) -> None:
        self._live = live
        self._feed = feed
        self._now = now
        self._lookout = lookout
        self._command = command
        self._times = times or ForesightTimes()
        self._asked = 0
        self._backoff = Backoff(first_s=self._times.again_s, longest_s=self._times.last_again_s)

    async def run(self) -> None:
        """Foresee until cancelled."""
        self._lookout.state = ForesightState.IDLE
        while True:
            await asyncio.sleep(self._times.beat_s)
            if not is_of_use(self._live.floor):
                continue
            try:
                await self._work()
                self._lookout.state = ForesightState.IDLE
            except (OSError, ValueError, Garbled) as error:
                # TimeoutError is an OSError; ValueError: a line beyond all bounds.
                await self._lost(type(error).__name__)
            except Exception:
                # A bug of ours must not end it for good: nobody would see that but in the waits.
                log.exception("foresight_failed")
                await self._lost("Exception")

    async def _lost(self, cause: str) -> None:
        """Rest before the next try, longer each time it fails without an outlook between."""
        self._lookout.state = ForesightState.DOWN
        again_s = self._backoff.failed(1.0)
        log.warning("foresight_lost", extra={"cause": cause, "again_in_s": again_s})
        await asyncio.sleep(again_s)

    def _is_news(self, newest: Outlook) -> bool:
        """Whether something has happened since, or so much time gone by as to be something."""
        age_s = (self._now() - newest.at).total_seconds()
        renewed_s = self._times.renewed_s
        return self._live.floor.seq != newest.seq or not 0 <= age_s < renewed_s

    async def _work(self) -> None:
        """With one child, as long as it is of use."""
        async with self._child() as child:
            self._lookout.state = ForesightState.RUNNING
            self._tell_all(child)
            seq = self._live.floor.seq
            newest: Outlook | None = None
            beat_s, unused_s = self._times.beat_s, 0.0
            while unused_s < self._times.unused_s:
                unused_s = 0.0 if is_of_use(self._live.floor) else unused_s + beat_s
                if not unused_s and (newest is None or self._is_news(newest)):
                    async with asyncio.timeout(self._times.answer_s):
                        seq = await self._tell_news(child, seq)
                        newest = await self._ask(child)
                    self._lookout.newest = newest
                    self._backoff.succeeded()
                    await asyncio.sleep(REST * newest.cpu_s - beat_s)
                await asyncio.sleep(beat_s)

    @asynccontextmanager
    async def _child(self) -> AsyncIterator[Child]:
        """A child process, gone when the block ends."""
        child = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            limit=MAX_LINE_BYTES,
            cwd=HOME,
            # Ctrl-C is for the centre, which ends it.
            start_new_session=True,
            # Elsewhere it makes itself nice.
            creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        )
        try:
            yield child
        finally:
            # It holds nothing that could be lost.
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()

    def _tell_all(self, child: Child) -> None:
        """The catalogue, and the floor as it stands."""
        _pipe(child).write(
            line(CATALOGUE, encode(self._live.catalogue)) + line(FLOOR, self._live.floor_body())
        )

    async def _tell_news(self, child: Child, seq: int) -> int:
        """What the journal has after ``seq``; its last line's."""
        while seq < self._feed.seq:
            lines = await self._feed.lines_after(seq)
            _pipe(child).write(b"".join([line(EVENT, text) for text in lines]))
            await _pipe(child).drain()
            seq += len(lines)
        return seq

    async def _ask(self, child: Child) -> Outlook:
        """What the child foresees. Raises ``OSError`` or ``Garbled``."""
        self._asked += 1
        _pipe(child).write(ask_line(Ask(at=self._now(), seed=self._asked)))
        await _pipe(child).drain()
        answer = await child.stdout.readline() if child.stdout is not None else b""
        if not answer:
            raise BrokenPipeError("it has ended")
        return decode_answer(answer)


def _pipe(child: Child) -> asyncio.StreamWriter:
    # uvloop raises RuntimeError where asyncio would raise this.
    if child.stdin is None or child.stdin.is_closing():
        raise BrokenPipeError("it has ended")
    return child.stdin
