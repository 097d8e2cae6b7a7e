"""Which monitors this machine has, asked of Qt in a process of its own.

A Qt that cannot start aborts its process: whoever asks here must not be that process.
"""

import logging
import subprocess
import sys

import msgspec

from kiosk.roles.places import MAIN

log = logging.getLogger(__name__)

WITHIN_S = 20.0


class Monitor(msgspec.Struct, frozen=True, kw_only=True):
    """One monitor; ``diagonal_in`` is what it says of itself, 0 when it says nothing."""

    name: str
    width_px: int
    height_px: int
    diagonal_in: float


def ask_monitors() -> tuple[Monitor, ...]:
    """The monitors, the first one first; none when Qt could not start."""
    command = [sys.executable, str(MAIN), "check", "--monitors"]
    try:
        asked = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=WITHIN_S)
        return msgspec.json.decode(asked.stdout, type=tuple[Monitor, ...])
    except (subprocess.SubprocessError, msgspec.DecodeError) as error:
        log.warning("monitors_unknown", extra={"cause": type(error).__name__})
        return ()


def second_monitor(monitors: tuple[Monitor, ...], kiosk: str | None) -> str | None:
    """The first monitor that is not the kiosk's; ``None`` when there is but one."""
    names = [monitor.name for monitor in monitors]
    of_kiosk = kiosk if kiosk in names else next(iter(names), None)
    return next((name for name in names if name != of_kiosk), None)
