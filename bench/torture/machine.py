"""The machine under a tortured centre: its disk and its clock, as somebody else wants them."""

import mmap
import os
import shutil
import sys
from pathlib import Path

from tests.power.machine import NUMBERS, Disk, shim


class Machine:
    """What a centre's every life runs on; ``control`` is a file of its own."""

    def __init__(self, control: Path) -> None:
        self._library = shim()
        self._control = control
        self._control.write_bytes(bytes(NUMBERS.size))
        with self._control.open("r+b") as file:
            self._numbers = mmap.mmap(file.fileno(), NUMBERS.size)
        self._disk, self._clock_s, self._sync_ms = Disk.GOOD, 0, 0

    def under(self, data: Path) -> dict[str, str]:
        """What a process that writes in ``data`` has to be told."""
        return {
            **os.environ,
            "LD_PRELOAD": str(self._library),
            "FOLENI_SHIM_ROOT": str(data.resolve()),
            "FOLENI_SHIM_CONTROL": str(self._control),
        }

    def disk(self, does: Disk, *, sync_ms: int = 0) -> None:
        """From now on; making something safe takes so long."""
        self._disk, self._sync_ms = does, sync_ms
        self._tell()

    def move_clock(self, seconds: float) -> None:
        """Somebody sets it, by so much."""
        self._clock_s += round(seconds)
        self._tell()

    def _tell(self) -> None:
        self._numbers[:] = NUMBERS.pack(self._disk, self._clock_s, 0, self._sync_ms)


def can_be_had() -> bool:
    """Whether anything can stand between a process and its machine here."""
    return sys.platform.startswith("linux") and shutil.which("cc") is not None
