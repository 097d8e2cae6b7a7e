"""A bare COPY of the same rows into a table of the same shape: the measure of a ledger."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import psycopg
from psycopg import sql

from kiosk.wire.uplink import MOST_LINES

ROWS = 300_000
TIMES = 3
_HEAD, _END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_TAKE = (
    "COPY (SELECT centre_id, branch, seq, day, line FROM ledger LIMIT {}) TO STDOUT (FORMAT BINARY)"
)
_PUT = "COPY bare (centre_id, branch, seq, day, line) FROM STDIN (FORMAT BINARY)"
_DAYS = "SELECT min(day), max(day) FROM (SELECT day FROM ledger LIMIT {}) taken"
_TABLE = """
    CREATE TABLE bare (
        centre_id integer NOT NULL, branch integer NOT NULL, seq bigint NOT NULL,
        day date NOT NULL, line bytea NOT NULL, PRIMARY KEY (centre_id, branch, seq, day)
    ) PARTITION BY RANGE (day)
"""
_MONTH = "CREATE TABLE {} PARTITION OF bare FOR VALUES FROM ({}) TO ({})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Rows a second.

    ``in_batches``: as many at a time as the hub takes, each batch committed before the next;
    ``at_one_go``: all of them in one COPY, on disk at its end.
    """

    in_batches: float
    at_one_go: float


def bare_copy(dsn: str, rows: int = ROWS) -> Copied:
    """The ledger's own rows, as they lie there, copied by one connection.

    Their bytes are ready before; nothing is read, proved, locked or answered.
    """
    with psycopg.connect(dsn, autocommit=True) as connection:
        taken = _taken(connection, rows)
        connection.execute("DROP TABLE IF EXISTS bare")
        connection.execute(_TABLE)
        _make_months(connection, rows)
        batches = [_HEAD + b"".join(some) + _END for some in _by(MOST_LINES, taken)]
        whole = [_HEAD, *(b"".join(some) for some in _by(MOST_LINES, taken)), _END]
        in_batches = [_timed(connection, [[batch] for batch in batches]) for _ in range(TIMES)]
        at_one_go = [_timed(connection, [whole]) for _ in range(TIMES)]
        connection.execute("DROP TABLE bare")
    return Copied(
        in_batches=len(taken) / median(in_batches), at_one_go=len(taken) / median(at_one_go)
    )


def _timed(connection: psycopg.Connection, copies: Sequence[Sequence[bytes]]) -> float:
    """Seconds for all of these into an empty table."""
    connection.execute("TRUNCATE bare")
    connection.execute("CHECKPOINT")
    begin = time.perf_counter()
    with connection.cursor() as cursor:
        for parts in copies:
            with cursor.copy(_PUT) as copy:
                for part in parts:
                    copy.write(part)
    return time.perf_counter() - begin


def _taken(connection: psycopg.Connection, rows: int) -> list[bytes]:
    """Each row as COPY has it, in the order it lies on the disk."""
    with connection.cursor() as cursor, cursor.copy(sql.SQL(_TAKE).format(rows)) as copy:
        sent = [bytes(chunk) for chunk in copy]
    # One row a message, the first behind the head, and the end in a message of its own.
    if not sent[0].startswith(_HEAD) or sent[-1] != _END:
        raise RuntimeError("this PostgreSQL sends rows otherwise")
    first = [sent[0][len(_HEAD) :]] if len(sent[0]) > len(_HEAD) else []
    return [*first, *sent[1:-1]]


def _by(count: int, rows: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (rows[n : n + count] for n in range(0, len(rows), count))


def _make_months(connection: psycopg.Connection, rows: int) -> None:
    found = connection.execute(sql.SQL(_DAYS).format(rows)).fetchone()
    first, last = found if found is not None else (None, None)
    if first is None or last is None:
        raise RuntimeError("the ledger is empty")
    month = first.replace(day=1)
    while month <= last:
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        name = sql.Identifier(f"bare_{month:%Y_%m}")
        made = sql.SQL(_MONTH).format(name, sql.Literal(month), sql.Literal(after))
        connection.execute(made)
        month = after
