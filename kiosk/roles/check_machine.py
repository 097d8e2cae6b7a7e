"""What `check` says about the machine itself: disk and clock."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import perf_counter

from kiosk.db.opening import DatabaseUnfit, open_device
from kiosk.roles.check_finding import Finding, fails, works

LOW_BYTES = 500 * 1024 * 1024
PAGE = bytes(4096)
WRITES = 50
SLOW_PER_S = 20
"""Slower than this a visitor waits noticeably for the ticket to be safe."""
PLAUSIBLE_YEARS = range(2025, 2100)


def disk(data: Path) -> Iterator[Finding]:
    """Whether there is room, fast enough to be safe, and an SQLite that is sound."""
    place = data
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    said = f"{free / 1e9:.1f} GB are free where Foleni keeps its data ({data})"
    if free < LOW_BYTES:
        yield fails("disk", f"{said}: make room, at least 0.5 GB.")
    else:
        yield works("disk", f"{said}.")
    try:
        with tempfile.TemporaryDirectory(dir=place, prefix="foleni-check-") as scratch:
            yield _rate(Path(scratch) / "rate")
            yield _sqlite(Path(scratch) / "check.db")
    except OSError as error:
        yield fails(
            "disk", f"{place} cannot be written to ({error.strerror}): give another --data."
        )


def _rate(path: Path) -> Finding:
    flush = os.fdatasync if sys.platform == "linux" else os.fsync
    with path.open("wb", buffering=0) as file:
        start = perf_counter()
        for _ in range(WRITES):
            file.write(PAGE)
            flush(file.fileno())
        per_s = WRITES / (perf_counter() - start)
    said = f"It makes {per_s:.0f} writes a second safe against a power cut"
    if per_s < SLOW_PER_S:
        return fails("disk", f"{said}, which is slow: use an SSD, not a memory card.")
    return works("disk", f"{said}.")


def _sqlite(path: Path) -> Finding:
    try:
        database = open_device(path)
    except DatabaseUnfit as reason:
        return fails("database", f"{reason}.")
    version = database.execute("SELECT sqlite_version()").fetchone()[0]
    database.close()
    return works("database", f"SQLite {version}.")


def clock(now: datetime) -> Finding:
    """Whether ``now`` (aware, this machine's own) looks like a time somebody has set."""
    said = f"It is {now:%Y-%m-%d %H:%M} {now.tzname()} on this machine"
    if now.year not in PLAUSIBLE_YEARS:
        return fails("clock", f"{said}: set the clock, and let NTP keep it.")
    return works("clock", f"{said}; tickets follow the time zone of the catalogue.")
