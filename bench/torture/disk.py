"""A small disk of its own for a tortured centre, which can be filled to the last byte."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WHOLE_MB = 1024
"""Far more than a run writes."""


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A file system in memory, whose size can be changed while it is used."""

    path: Path

    def fill(self) -> None:
        """Not a byte is left."""
        status = os.statvfs(self.path)
        used = (status.f_blocks - status.f_bfree) * status.f_frsize
        self._resize(f"{max(used, status.f_frsize)}")

    def free(self) -> None:
        """Room again."""
        self._resize(f"{WHOLE_MB}m")

    def _resize(self, size: str) -> None:
        options = f"remount,size={size}"
        subprocess.run(["mount", "-o", options, str(self.path)], check=True, capture_output=True)


@contextmanager
def small_disk(path: Path) -> Iterator[SmallDisk | None]:
    """Mounted at ``path``; ``None`` where this user may not mount anything."""
    size = f"size={WHOLE_MB}m,mode=0700"
    command = ["mount", "-t", "tmpfs", "-o", size, "foleni-torture", str(path)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield SmallDisk(path)
    finally:
        # Lazily: whoever still looks at it keeps it until they are done.
        subprocess.run(["umount", "--lazy", str(path)], check=False, capture_output=True)
