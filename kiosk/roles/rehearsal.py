"""A tour that runs by itself: the crowd does everything, every trouble comes once, then it ends."""

from collections.abc import Callable
from threading import Event
from typing import Protocol

from kiosk.ui.demo_stage import Stage, Trouble

LOOK_S = 0.1


class Rehearsed(Stage, Protocol):
    """A stage that knows how often it was checked, and can be told that the tour is over."""

    @property
    def rounds(self) -> int:
        """How often everything told was compared with the journal."""
        ...

    def end(self) -> None:
        """The tour is over."""
        ...


class Rehearsal:
    """All troubles, each for ``pause_s`` seconds, while ``served`` visitors are served.

    For a thread of its own.
    """

    def __init__(self, stage: Rehearsed, *, served: int, pause_s: float) -> None:
        self._stage = stage
        self._served = served
        self._pause_s = pause_s
        self._closing = Event()

    def run(self) -> None:
        """Play it to the end, or until ``close``."""
        self._stage.run_by_itself(on=True)
        for number, trouble in enumerate(Trouble, start=1):
            self._until_served(self._served * number // (len(Trouble) + 1))
            self._stage.make(trouble, on=True)
            self._closing.wait(self._pause_s)
            if trouble is not Trouble.CENTRE_KILLED:
                self._stage.make(trouble, on=False)
            self._until(lambda: not self._stage.standing().troubles)
        self._until_served(self._served)
        self._stage.let_crowd_come(on=False)
        # A round that began before the last word may not have it.
        enough = self._stage.rounds + 2
        self._until(lambda: self._stage.rounds >= enough)
        self._stage.end()

    def close(self) -> None:
        """Stop in the middle."""
        self._closing.set()

    def _until_served(self, count: int) -> None:
        self._until(lambda: self._stage.standing().tally.served >= count)

    def _until(self, holds: Callable[[], bool]) -> None:
        while not self._closing.is_set() and not holds():
            self._closing.wait(LOOK_S)
