"""A machine as a test wants it, under a process of the product: its disk, its clock, its names."""

import mmap
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from enum import IntEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Self

import pytest

SOURCE = Path(__file__).with_name("shim.c")
BUILT = Path(__file__).parents[2] / "build" / "power"
NUMBERS = struct.Struct("<4q")


class Disk(IntEnum):
    """What the disk does to whoever writes."""

    GOOD = 0
    FULL = 1
    READ_ONLY = 2
    FAILING = 3
    STUCK = 4


@cache
def shim() -> Path:
    """The library that stands between a process and its machine; skips where none can be made."""
    compiler = shutil.which("cc")
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux lets a library stand between a process and its disk")
    if compiler is None:
        pytest.skip("no C compiler: sudo apt-get install gcc libc6-dev")
    library = BUILT / f"shim-{sha256(SOURCE.read_bytes()).hexdigest()[:12]}.so"
    if not library.exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=BUILT, suffix=".so", delete=False) as made:
            line = [compiler, "-shared", "-fPIC", "-O1", "-o", made.name, str(SOURCE), "-ldl"]
        subprocess.run(line, check=True)
        Path(made.name).replace(library)  # others may be making the same
    return library


class Machine:
    """Everything a process with ``environment`` writes below ``root`` goes through it."""

    def __init__(self, root: Path, beside: Path, *, recording: bool = False) -> None:
        """Its own two files lie in ``beside``, which is not below ``root``."""
        self._library = shim()
        self._root = root.resolve()
        self.record = beside / "record" if recording else None
        self._control = beside / "control"
        self._control.write_bytes(NUMBERS.pack(0, 0, 0, 0))
        with self._control.open("r+b") as file:
            self._numbers = mmap.mmap(file.fileno(), NUMBERS.size)
        self.mend()

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to be told."""
        told = {
            **os.environ,
            "LD_PRELOAD": str(self._library),
            "FOLENI_SHIM_ROOT": str(self._root),
            "FOLENI_SHIM_CONTROL": str(self._control),
        }
        return told if self.record is None else {**told, "FOLENI_SHIM_RECORD": str(self.record)}

    def mend(self) -> None:
        """All is well again, and the clock as it was."""
        self._set()

    def disk(self, does: Disk) -> None:
        """From now on."""
        self._set(disk=does)

    def clock_off_by(self, seconds: int) -> None:
        """Somebody set it."""
        self._set(clock_s=seconds)

    def without_names(self) -> None:
        """Whoever asks for an address by name waits for long, and in vain."""
        self._set(no_names=1)

    def slow_disk(self, sync_ms: int) -> None:
        """Making something safe takes that long."""
        self._set(sync_ms=sync_ms)

    def _set(self, *, disk: int = 0, clock_s: int = 0, no_names: int = 0, sync_ms: int = 0) -> None:
        self._numbers[:] = NUMBERS.pack(disk, clock_s, no_names, sync_ms)

    def close(self) -> None:
        """Let go of the numbers."""
        self._numbers.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
