"""Tells systemd that this process is up, alive, or about to end: the protocol of sd_notify(3).

A datagram is all it takes, and the packages that send one (`sdnotify`, last released in 2017)
neither read WATCHDOG_USEC nor survive a socket that is full.
"""

import logging
import re
import socket
from collections.abc import MutableMapping
from typing import Self

log = logging.getLogger(__name__)

SOCKET = "NOTIFY_SOCKET"
WATCHDOG_USEC = "WATCHDOG_USEC"
WATCHDOG_PID = "WATCHDOG_PID"
BEATS_IN_TIME = 3
"""How often a process beats within the time after which it counts as hung."""
LONGEST_S = 24 * 3600.0
SHORTEST_BEAT_S = 0.05
STATUS_LENGTH = 200


class Systemd:
    """This process's line to the service manager; without one, every call does nothing.

    Nothing here blocks or raises: a service manager that does not listen stops no screen.
    """

    def __init__(self, address: str | None, *, watchdog_s: float | None = None) -> None:
        self._socket = _open(address) if address else None
        self._quiet = False
        alive = self._socket is not None and watchdog_s is not None
        self.beat_every_s = max(SHORTEST_BEAT_S, (watchdog_s or 0) / BEATS_IN_TIME)
        """Seconds between two beats, where ``watched``."""
        self.watched = alive

    @classmethod
    def taken_from(cls, environment: MutableMapping[str, str]) -> Self:
        """What this process was started with, taken away so that its children do not speak for it.

        WATCHDOG_PID is not looked at: with a compositor in front it names the compositor.
        """
        address = environment.pop(SOCKET, None)
        given = environment.pop(WATCHDOG_USEC, None)
        environment.pop(WATCHDOG_PID, None)
        return cls(address, watchdog_s=_seconds(given))

    @property
    def listens(self) -> bool:
        """Whether this process was started by a service manager that wants to hear of it."""
        return self._socket is not None

    def ready(self) -> None:
        """It does now what it is for."""
        self._tell("READY=1")

    def beat(self) -> None:
        """It is alive."""
        self._tell("WATCHDOG=1")

    def stopping(self) -> None:
        """It has begun to end."""
        self._tell("STOPPING=1")

    def status(self, sentence: str) -> None:
        """What `systemctl status` shows; one line, whatever is in it."""
        self._tell("STATUS=" + " ".join(sentence.split())[:STATUS_LENGTH])

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _tell(self, line: str) -> None:
        if self._socket is None:
            return
        try:
            self._socket.send(line.encode("utf-8", "replace"))
        except OSError as error:
            # Full (the next beat will do), or gone: told once, not at every beat.
            if not self._quiet:
                log.warning("systemd_not_told", extra={"cause": error.strerror})
            self._quiet = True
        else:
            self._quiet = False


def _open(address: str) -> socket.socket | None:
    if not hasattr(socket, "AF_UNIX"):
        return None
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    line.setblocking(False)
    try:
        if address[0] not in "/@":
            raise ValueError("neither a path nor an abstract name")
        line.connect("\0" + address[1:] if address[0] == "@" else address)
    except (OSError, ValueError) as error:
        line.close()
        log.warning("systemd_not_reached", extra={"cause": error})
        return None
    return line


def _seconds(microseconds: str | None) -> float | None:
    """WATCHDOG_USEC in seconds; ``None`` for none, and for what is no such number."""
    if microseconds is None:
        return None
    # Digits only, and so few that no number is too large.
    if not re.fullmatch(r"[0-9]{1,19}", microseconds):
        log.warning("watchdog_unreadable", extra={"given": microseconds[:40]})
        return None
    return min(LONGEST_S, int(microseconds) / 1e6) or None
