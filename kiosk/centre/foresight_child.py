"""The process beside a centre that looks ahead: ``python -m kiosk.centre.foresight_child``.

It follows the centre's floor through its standard input, as every screen follows the feed, and
simulates when it is asked. It keeps nothing, decides nothing, and ends when its input does.
"""

import os
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from kiosk.centre.foresight import Foresight
from kiosk.centre.foresight_pipe import (
    ASK,
    CATALOGUE,
    EVENT,
    FLOOR,
    Garbled,
    answer_line,
    decode_ask,
)
from kiosk.centre.outlook import Outlook
from kiosk.client.mirror import Mirror

NICENESS = 10
"""The centre, and a kiosk on the same machine, come first."""


class Follower:
    """The child's own floor, and what is seen from it."""

    def __init__(self) -> None:
        self._mirror = Mirror()
        self._foresight: Foresight | None = None

    def take(self, line: bytes) -> Outlook | None:
        """One line of the centre's; the outlook, if it asks for one.

        Raises ``Garbled``, ``WrongShape`` or ``Gap`` for what no centre says.
        """
        kind, body = line[:1], line[1:]
        if kind == EVENT:
            self._mirror.apply(body)
        elif kind == CATALOGUE:
            self._foresight = Foresight(self._mirror.install_catalogue(body))
        elif kind == FLOOR:
            self._mirror.install_floor(body)
        elif kind == ASK and self._foresight is not None:
            ask = decode_ask(body)
            return self._foresight.look(self._mirror.floor, ask.at, seed=ask.seed)
        else:
            raise Garbled(f"no line begins with {kind!r} here")
        return None


def main() -> None:
    """Follow and answer until the centre is gone."""
    # Ctrl-C and systemd speak to the whole group; this process ends with its centre, in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    lines: SimpleQueue[bytes] = SimpleQueue()
    reader = Thread(target=_read, args=(sys.stdin.buffer, lines), name="reader", daemon=True)
    reader.start()
    follower = Follower()
    while True:
        outlook = follower.take(lines.get())
        if outlook is not None:
            sys.stdout.buffer.write(answer_line(outlook))
            sys.stdout.buffer.flush()


def _read(centre: BinaryIO, lines: "SimpleQueue[bytes]") -> None:
    """In a thread of its own: a simulation under way must not outlive the centre either."""
    for line in centre:
        lines.put(line)
    os._exit(0)


if __name__ == "__main__":
    main()
