"""Whoever runs a fleet buries its PostgreSQL itself: another's dead processes may lie about long.

A server that is dead and not buried still has its number, and no other starts in its place.
"""

import ctypes
import os
import sys
import time
from contextlib import suppress

_SET_CHILD_SUBREAPER = 36
GONE_WITHIN_S = 20.0


def bury_ours() -> None:
    """From now on this process is the parent of whatever its own children leave behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def buried(pid: int) -> None:
    """Return once there is no process of that number, which has been killed, any more."""
    end = time.monotonic() + GONE_WITHIN_S
    while time.monotonic() < end:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise RuntimeError(f"process {pid} is not gone after {GONE_WITHIN_S:.0f} s")
