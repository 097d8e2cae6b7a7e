"""An output nobody hears, which only keeps time: a sound takes as long as it would."""

import time
from collections.abc import Callable
from threading import Lock, Timer
from typing import Protocol

from kiosk.speech.sound import Sound


class Time(Protocol):
    """What passes while something is played."""

    def now_s(self) -> float:
        """Seconds since some moment; never fewer than before."""
        ...

    def later(self, seconds: float, then: Callable[[], None]) -> Callable[[], None]:
        """Call ``then`` after ``seconds``, from any thread; the answer takes that back."""
        ...


class RealTime:
    """The time of the machine."""

    def now_s(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def later(self, seconds: float, then: Callable[[], None]) -> Callable[[], None]:
        """Call ``then`` after ``seconds`` on a thread of its own; the answer takes that back."""
        timer = Timer(seconds, then)
        timer.daemon = True
        timer.start()
        return timer.cancel


class SilentOutput:
    """Where there is no sound device: whoever waits for the end of a sound is told in time."""

    def __init__(self, time: Time | None = None) -> None:
        self._time = time or RealTime()
        self._lock = Lock()
        self._turn = 0
        self._cancel: Callable[[], None] | None = None
        self._ended: Callable[[], None] | None = None
        self._left_s = 0.0
        self._since_s = 0.0

    def play(self, sound: Sound, ended: Callable[[], None]) -> None:
        """Keep the time of ``sound``, instead of another's."""
        with self._lock:
            self._forget()
            self._ended, self._left_s = ended, sound.seconds
            self._run()

    def pause(self) -> None:
        """Time stands still."""
        with self._lock:
            if self._cancel is not None:
                self._cancel()
                self._cancel = None
                self._left_s -= self._time.now_s() - self._since_s

    def resume(self) -> None:
        """It goes on."""
        with self._lock:
            if self._ended is not None and self._cancel is None:
                self._run()

    def stop(self) -> None:
        """Nobody is told of the end any more."""
        with self._lock:
            self._forget()

    def set_gain_db(self, gain_db: float) -> None:
        """Silence is as loud as silence."""

    def _run(self) -> None:
        self._turn += 1
        turn, self._since_s = self._turn, self._time.now_s()
        self._cancel = self._time.later(max(0.0, self._left_s), lambda: self._over(turn))

    def _over(self, turn: int) -> None:
        with self._lock:
            if turn != self._turn or self._cancel is None:
                # Stopped or paused in the very moment it ended.
                return
            ended = self._ended
            self._cancel = self._ended = None
        if ended is not None:
            ended()

    def _forget(self) -> None:
        if self._cancel is not None:
            self._cancel()
        self._cancel = self._ended = None
