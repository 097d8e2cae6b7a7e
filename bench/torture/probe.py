"""Somebody who asks the centre for something at every moment, and notes when it was done."""

from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Self

from bench.torture.device import Device
from bench.torture.notes import NOTES, Notes
from kiosk.client.reply import Done
from kiosk.domain import commands as c
from kiosk.domain.events import PrinterState

EVERY_S = 0.04
NOTICED_S = 0.25
"""A pause shorter than this nobody at a counter would remark on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One command: when it was sent and answered (``monotonic``), and whether it was done."""

    sent_s: float
    answered_s: float
    done: bool


class Probe:
    """Asks on a thread of its own, by a cable that nobody touches; use as a context."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._stop = Event()
        self._asked: list[Asked] = []
        self._thread = Thread(target=self._run, name="probe", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def asked(self) -> list[Asked]:
        """Everything so far."""
        return list(self._asked)

    def _run(self) -> None:
        with Notes(self._directory / NOTES) as notes:
            device = Device(self._directory, notes)
            for turn in count():
                if self._stop.wait(EVERY_S):
                    break
                self._ask(device, news(turn))
            device.session.close()

    def _ask(self, device: Device, command: c.Command) -> None:
        sent_s = monotonic()
        done = isinstance(device.send(command), Done)
        self._asked.append(Asked(sent_s=sent_s, answered_s=monotonic(), done=done))


def news(turn: int) -> c.Command:
    """A command that is never refused, and always writes a line when ``turn`` is another."""
    return c.ReportPrinter(printer="probe", state=PrinterState.BUSY, cause=f"turn_{turn}")


def longest_pause_s(asked: list[Asked], since_s: float, until_s: float) -> float:
    """The longest time from ``since_s`` on without anything done, begun before ``until_s``."""
    done = [each.answered_s for each in asked if each.done]
    pauses = [
        later - max(earlier, since_s)
        for earlier, later in pairwise(done)
        if later > since_s and earlier < until_s
    ]
    return max(pauses, default=0.0)
