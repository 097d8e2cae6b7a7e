"""The fleet's journals: lived once, kept under build/, and put on any centre and any dates."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from bench.fleet.lives import DAY_MARK, MARK, lived

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "fleet"
MADE_BY = (
    *("kiosk/domain/*.py", "kiosk/wire/codec.py"),
    *("bench/day/*.py", "bench/fleet/lives.py"),
)
"""A journal that another version of these has lived is lived anew."""
_TYPE = re.compile(rb'"type":"(\w+)"')
START = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """One centre's journal: ``lines[n]`` is line n + 1, ``opened`` where days begin in it."""

    lines: Sequence[bytes]
    opened: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)

    def day(self, number: int) -> range:
        """The seqs of that day, from 0, and of the midnight after it."""
        begin = 0 if number == 0 else self.opened[number]
        return range(begin + 1, self.opened[number + 1] + 1)


def lives(*, visitors: int, days: int, seed: int, kept: Path = KEPT) -> bytes:
    """The journal of such a centre as it was lived, marks in it, each line ended by a newline."""
    path = kept / f"journal-{visitors}-{days}-{seed}-{_version()}.lines"
    if not path.exists():
        kept.mkdir(parents=True, exist_ok=True)
        # Under another name while it is not whole.
        unfinished = path.with_suffix(f".{os.getpid()}")
        made = lived(visitors=visitors, days=days, seed=seed)
        unfinished.write_bytes(b"".join(line + b"\n" for line in made))
        unfinished.replace(path)
        for other in kept.glob(f"journal-{visitors}-{days}-{seed}-*.lines"):
            if other != path:
                other.unlink()
    return path.read_bytes()


def labelled(life: bytes, *, centre: int, first_day: date, days: int) -> Journal:
    """The same journal as centre ``centre`` would have it, its days from ``first_day`` on."""
    text = life.replace(MARK.encode(), b"f1ee%08x" % centre)
    for number in range(days + 1):
        date_ = (first_day + timedelta(days=number)).isoformat().encode()
        text = text.replace(DAY_MARK % number, date_)
    lines = text[:-1].split(b"\n")
    opened = [seq for seq, line in enumerate(lines) if type_of(line) == "DayOpened"]
    return Journal(lines=lines, opened=opened)


def chain_over(tip: bytes, lines: Iterable[bytes]) -> bytes:
    """The chain at the last of ``lines``, which follow a line with chain ``tip``."""
    for line in lines:
        tip = sha256(tip + line).digest()
    return tip


def type_of(line: bytes) -> str:
    """The event's name."""
    found = _TYPE.search(line)
    return found[1].decode() if found else ""


def _version() -> str:
    made = sha256()
    for path in _sources():
        made.update(path.read_bytes())
    return made.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    for pattern in MADE_BY:
        yield from sorted(ROOT.glob(pattern))
