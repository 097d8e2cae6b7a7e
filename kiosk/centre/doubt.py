"""Whether the disk is believed, and how it is believed again."""

from collections.abc import Callable

from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.db.opening import Failure, StoreFailed

AGAIN_S = 0.5
"""How soon a store that failed is tried again: to fold a day anew takes a part of a second."""
TROUBLES = {
    Failure.FULL: TroubleCode.DISK_FULL,
    Failure.FAILS: TroubleCode.DISK_FAILS,
    Failure.HELD: TroubleCode.STORE_HELD,
    Failure.DAMAGED: TroubleCode.JOURNAL_DAMAGED,
}
PASSING = (TroubleCode.DISK_FULL, TroubleCode.DISK_FAILS, TroubleCode.STORE_HELD)
"""What is over when the disk takes a write; damage is not."""


class Doubt:
    """Begins before each commit and ends with it. Belongs to the writer's thread.

    ``write`` writes once for nothing, ``fold`` makes the floor anew; both raise ``StoreFailed``.
    """

    def __init__(
        self,
        *,
        write: Callable[[], None],
        fold: Callable[[], None],
        troubles: Troubles,
        steady_s: Callable[[], float],
    ) -> None:
        self._write = write
        self._fold = fold
        self._troubles = troubles
        self._steady_s = steady_s
        self._on = False
        self._again_at_s: float | None = None
        self._failure = StoreFailed("")

    def begin(self) -> None:
        """From now on the floor may know more than the disk."""
        self._on = True

    def end(self) -> None:
        """It is on disk."""
        self._on = False

    def note(self, failure: StoreFailed) -> bool:
        """Say what is wrong, once, and try again only in a while; whether this is news."""
        if failure is self._failure:
            return False
        self._troubles.begin(TROUBLES[failure.kind], cause=str(failure))
        self._failure = failure
        self._again_at_s = self._steady_s() + AGAIN_S
        self._on = True
        return True

    def settle(self) -> None:
        """After a failed commit, see that the disk takes writes again, then fold anew.

        Not for everybody who asks meanwhile: those are told again how it failed. Raises
        ``StoreFailed``.
        """
        if not self._on:
            return
        if self._again_at_s is not None and self._steady_s() < self._again_at_s:
            raise self._failure.with_traceback(None)
        self._write()
        for code in PASSING:
            self._troubles.end(code)
        self._fold()
        self._on, self._again_at_s = False, None

    def look(self) -> None:
        """The same for troubles that others have told of: only a write shows that one is over."""
        self._on = self._on or any(self._troubles.is_on(code) for code in PASSING)
        self.settle()
