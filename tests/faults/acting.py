"""Several actors on one Qt loop: each goes on when what it waits for has come about."""

from collections.abc import Callable, Generator, Iterable, Sequence
from time import monotonic, sleep

from PySide6.QtCore import QCoreApplication

Condition = Callable[[], bool]
Act = Generator[Condition, None, None]
"""Yields what it waits for."""
LOOK_S = 0.002


class NeverEnds(AssertionError):
    """An actor waits for what does not come about."""


class Actor:
    """One act on its way."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._waits_for: Condition = lambda: True
        self.over = False

    def step(self) -> None:
        """Go on as far as possible."""
        while not self.over and self._waits_for():
            try:
                self._waits_for = next(self._act)
            except StopIteration:
                self.over = True


def until(condition: Condition, *, within_s: float) -> Generator[Condition, None, bool]:
    """Wait for it; whether it came about in time. Not asked again once it has."""
    deadline = monotonic() + within_s
    came = False

    def over() -> bool:
        nonlocal came
        came = came or condition()
        return came or monotonic() > deadline

    yield over
    return came


def pause(for_s: float) -> Act:
    """Wait."""
    over = monotonic() + for_s
    yield lambda: monotonic() >= over


def both(leading: Act, beside: Act) -> Act:
    """The one, and beside it the other, which may take longer."""
    first, second = Actor(leading), Actor(beside)

    def stepped() -> bool:
        second.step()
        first.step()
        return first.over and second.over

    yield stepped


def play(acts: Iterable[Act], *, within_s: float) -> None:
    """All of them to their ends on this thread's Qt loop; raises ``NeverEnds``."""
    actors: Sequence[Actor] = [Actor(act) for act in acts]
    deadline = monotonic() + within_s
    while not all(actor.over for actor in actors):
        QCoreApplication.processEvents()
        for actor in actors:
            actor.step()
        if monotonic() > deadline:
            waiting = sum(not actor.over for actor in actors)
            raise NeverEnds(f"{waiting} of {len(actors)} actors wait after {within_s:.0f} s")
        sleep(LOOK_S)


def application() -> QCoreApplication:
    """This process's own, made where there is none."""
    return QCoreApplication.instance() or QCoreApplication([])
