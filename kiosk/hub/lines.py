"""Lines as they come from a centre: which number and day each says it has. None is refused here."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta

from kiosk.wire.codec import UNREADABLE

NO_DAY = date.min
"""Where a line without a day that can be read is kept."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY_OPENED = "DayOpened"
"""The type of the line with which each day of a centre begins."""


class LedgerLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of a centre's journal.

    ``text`` is exactly what the centre chained. ``type`` is empty where it cannot be read as an
    event, and then ``day`` is ``NO_DAY``.
    """

    # msgspec's, as a thousand of them are made for a batch: a dataclass takes five times as long.
    seq: int
    day: date
    type: str
    text: bytes


class WrongSeq(Exception):
    """A line says that it has another number than the one it came as."""

    def __init__(self, expected: int, found: int) -> None:
        super().__init__(f"line {expected} says it is {found}")
        self.expected = expected


class _Head(msgspec.Struct, frozen=True):
    """What the hub reads of every line, and of one that a newer version wrote."""

    seq: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    type: str
    at: str = ""
    day: str = ""


_head = msgspec.json.Decoder(_Head)


def read_lines(texts: Iterable[bytes], *, after: int) -> list[LedgerLine]:
    """The lines that follow line ``after``. Raises ``WrongSeq``: then some are missing."""
    days: dict[str, date] = {}
    return [_read(text, seq, days) for seq, text in enumerate(texts, after + 1)]


def chained(chain: bytes, texts: Iterable[bytes]) -> bytes:
    """The chain at the end of ``texts``, which follow what has ``chain``."""
    for text in texts:
        chain = sha256(chain + text).digest()
    return chain


def unreadable(lines: Sequence[LedgerLine]) -> list[LedgerLine]:
    """Those that are no events."""
    return [line for line in lines if not line.type]


def days_of(lines: Sequence[LedgerLine]) -> set[date]:
    """The days that they say they are of."""
    return {line.day for line in lines}


def _read(text: bytes, seq: int, days: dict[str, date]) -> LedgerLine:
    try:
        head = _head.decode(text)
    except UNREADABLE:
        return LedgerLine(seq=seq, day=NO_DAY, type="", text=text)
    if head.seq != seq:
        raise WrongSeq(seq, head.seq)
    said = head.day or head.at[:10]
    day = days.get(said)
    if day is None:
        day = days[said] = _day(said)
    return LedgerLine(seq=seq, day=day, type=head.type, text=text)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        return NO_DAY
    try:
        return date.fromisoformat(text)
    except ValueError:
        return NO_DAY
