"""Ending a conversation at any moment, but not in the middle of what it writes."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDS: tuple[signal.Signals, ...] = (signal.SIGINT, signal.SIGTERM)
if sys.platform != "win32":
    # A closed SSH session.
    ENDS += (signal.SIGHUP,)


def end_like_ctrl_c() -> None:
    """Every signal that means the end raises ``KeyboardInterrupt``, the first time; for good."""
    for end in ENDS:
        signal.signal(end, _break_off)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Whoever breaks off here is not heard: some of the files would be written, some not."""
    before = {end: signal.signal(end, signal.SIG_IGN) for end in ENDS}
    try:
        yield
    finally:
        for end, handler in before.items():
            signal.signal(end, handler)


def hear_no_more() -> None:
    """The end has come: a terminal that goes away tells more than once."""
    for end in ENDS:
        signal.signal(end, signal.SIG_IGN)


def _break_off(_number: int, _frame: FrameType | None) -> None:
    hear_no_more()
    raise KeyboardInterrupt
