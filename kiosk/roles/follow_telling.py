"""What a follower tells whoever looks after it: a line when something changes, and no more."""

import logging
from enum import Enum, auto

from kiosk.roles.systemd import Systemd
from kiosk.sync.follower import Standing

log = logging.getLogger(__name__)

FAR_BEHIND = 1000
"""So many lines are fetched within a second or two; more take a while, which is told."""


class _Told(Enum):
    NOTHING = auto()
    IN_STEP = auto()
    BEHIND = auto()
    LOST = auto()
    DISK = auto()


class FollowTelling:
    """Prints lines, and speaks to systemd."""

    def __init__(self, centre: str, systemd: Systemd) -> None:
        self._centre = centre
        self._systemd = systemd
        self._told = _Told.NOTHING

    def stands(self, standing: Standing) -> None:
        """How the copy stands, told every second by the follower."""
        if self._told is _Told.NOTHING:
            self._systemd.ready()
        self._systemd.beat()
        if standing.behind >= FAR_BEHIND:
            self._say(_Told.BEHIND, f"follows {self._centre}: {standing.behind} lines to fetch")
        elif standing.behind == 0:
            self._say(_Told.IN_STEP, f"follows {self._centre}: in step at line {standing.seq}")

    def lost(self, cause: str, *, at: int) -> None:
        """The centre does not answer."""
        self._systemd.beat()
        if self._told is not _Told.LOST:
            log.info("centre_lost", extra={"cause": cause})
        self._say(
            _Told.LOST,
            f"{self._centre} does not answer ({cause}); this copy ends at line {at}, "
            "and tries again",
        )

    def disk_fails(self, cause: str, *, at: int) -> None:
        """This machine's disk takes nothing."""
        self._systemd.beat()
        if self._told is not _Told.DISK:
            log.warning("copy_not_written", extra={"cause": cause})
        self._say(_Told.DISK, f"this disk takes nothing ({cause}); the copy ends at line {at}")

    def revoked(self) -> None:
        """The centre does not know this copy any more."""
        print(f"{self._centre} does not know this copy any more: it asks anew", flush=True)

    def waits(self) -> None:
        """Nobody has typed the code yet."""
        self._systemd.beat()

    def code(self, code: str) -> None:
        """What a manager types to admit this copy."""
        print(
            f"code {code}: type it on the manager's page of {self._centre}, or on the centre's "
            f"machine: python main.py admit {code}",
            flush=True,
        )
        self._systemd.status(f"waits to be admitted with the code {code}")

    def _say(self, what: _Told, sentence: str) -> None:
        if what is self._told:
            return
        self._told = what
        print(sentence, flush=True)
        self._systemd.status(sentence)
