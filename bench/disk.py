"""The disk's own rate: 4 KiB appended and flushed, in the directory the centre would use."""

import os
import time
from pathlib import Path

BLOCK = os.urandom(4096)


def append_and_flush(directory: Path, *, seconds: float) -> list[float]:
    """How long each append + fdatasync took, in seconds, for about ``seconds``."""
    path = directory / "bench-disk"
    times: list[float] = []
    flush = getattr(os, "fdatasync", os.fsync)
    with path.open("ab", buffering=0) as file:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            begin = time.perf_counter()
            file.write(BLOCK)
            flush(file.fileno())
            times.append(time.perf_counter() - begin)
    path.unlink()
    return times
