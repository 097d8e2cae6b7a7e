"""Lines into the ledger by COPY, in PostgreSQL's binary format: nothing of a line is escaped."""

from collections.abc import Callable, Iterable
from datetime import date
from struct import Struct
from typing import TypeVar

from kiosk.hub.lines import LedgerLine
from kiosk.hub.store import Connection

T = TypeVar("T")

COPY_LINES = "COPY ledger (centre_id, branch, seq, day, line) FROM STDIN (FORMAT BINARY)"

_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
# Five fields, each with its length: two integers, a bigint, a date, and how long the line is.
_ROW = Struct("!hiiiiiqiii")
_EPOCH = date(2000, 1, 1).toordinal()
"""PostgreSQL counts days from here."""


def copied(centre_id: int, branch: int, lines: Iterable[LedgerLine]) -> bytes:
    """What COPY is sent for these lines."""
    pack, parts = _ROW.pack, [_HEAD]
    for line in lines:
        text = line.text
        day = line.day.toordinal() - _EPOCH
        parts += pack(5, 4, centre_id, 4, branch, 8, line.seq, 4, day, len(text)), text
    parts.append(_END)
    return b"".join(parts)


async def copy_lines(
    connection: Connection,
    centre_id: int,
    branch: int,
    lines: Iterable[LedgerLine],
    *,
    meanwhile: Callable[[], T],
) -> T:
    """Put lines into the ledger, in the caller's transaction; what ``meanwhile`` gives.

    That is worked out here while PostgreSQL takes the lines.
    """
    async with connection.cursor() as cursor, cursor.copy(COPY_LINES) as copy:
        await copy.write(copied(centre_id, branch, lines))
        return meanwhile()
