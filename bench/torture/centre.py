"""The centre of a tortured hall: one real process after the other on the same directory."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.supervised import Supervised, free_port
from bench.torture.machine import Machine
from kiosk.roles.places import MAIN, SAMPLE_CATALOGUE

COUNTER = """
[[counter]]
id = "{id}"
label = "{id}"
hall = {{en = "Hall 9", sw = "Ukumbi 9"}}
services = ["{service}"]
"""


class Centre(Supervised):
    """One process after the other on one directory.

    ``program`` is the main.py of its next life, ``tls`` whether that has a port for it.
    """

    program = MAIN
    tls = True
    role = "centre"

    def __init__(self, data: Path, log: Path, *, machine: Machine | None = None) -> None:
        super().__init__("centre", log)
        self.data = data
        self.tls_port = free_port()
        self._machine = machine

    def command(self) -> Sequence[str]:
        """`main.py centre`, or what makes it one first."""
        return [
            *(sys.executable, str(self.program), self.role, "--data", str(self.data)),
            *("--port", str(self.port), "--trust-loopback", "--open-all-day"),
            *(("--tls-port", str(self.tls_port)) if self.tls else ()),
        ]

    def surroundings(self) -> Mapping[str, str]:
        """With a machine of its own, if it has one; a warning is a mistake."""
        under = self._machine.under(self.data) if self._machine is not None else os.environ
        return {**under, "PYTHONWARNINGS": "error"}

    def until_ready(self) -> None:
        """Return once it answers, as a centre from now on."""
        super().until_ready()
        self.role = "centre"

    def take_over(self, copy: Path) -> None:
        """Begin the next life in the directory of a copy, which becomes the centre; elsewhere."""
        self.data, self.role = copy, "takeover"
        self.port, self.tls_port = free_port(), free_port()
        self.start()


def furnish(data: Path, counters: int) -> list[str]:
    """The sample's catalogue with more counters, in ``data``; the ids of those to be used."""
    ids = [str(101 + n) for n in range(counters)]
    sample = SAMPLE_CATALOGUE.read_text(encoding="utf-8")
    more = (COUNTER.format(id=each, service="id-lost") for each in ids)
    (data / "hall.toml").write_text(sample + "".join(more), encoding="utf-8")
    (data / "centre.toml").write_text('catalogue = "hall.toml"\n')
    return ids
