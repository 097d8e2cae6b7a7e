"""A bare COPY of the same rows into a table of the same shape: the measure of a ledger."""

import time
from datetime import date
from statistics import median

import psycopg
from psycopg import sql

ROWS = 300_000
TIMES = 3
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


def bare_rate(dsn: str, rows: int = ROWS) -> float:
    """Rows a second: the ledger's own, as they lie there, copied by one connection at one go.

    Their bytes are ready before, and nothing is read, proved or answered meanwhile.
    """
    with psycopg.connect(dsn, autocommit=True) as connection:
        taken = _taken(connection, rows)
        connection.execute("DROP TABLE IF EXISTS bare")
        connection.execute(_TABLE)
        _make_months(connection, rows)
        rates = []
        for _ in range(TIMES):
            connection.execute("TRUNCATE bare")
            connection.execute("CHECKPOINT")
            begin = time.perf_counter()
            with connection.cursor() as cursor:
                with cursor.copy(_PUT) as copy:
                    for chunk in taken:
                        copy.write(chunk)
                rates.append(cursor.rowcount / (time.perf_counter() - begin))
        connection.execute("DROP TABLE bare")
    return median(rates)


def _taken(connection: psycopg.Connection, rows: int) -> list[bytes]:
    with connection.cursor() as cursor, cursor.copy(sql.SQL(_TAKE).format(rows)) as copy:
        return _joined([bytes(chunk) for chunk in copy])


def _joined(rows: list[bytes]) -> list[bytes]:
    """In pieces large enough that sending them costs next to nothing."""
    return [b"".join(rows[n : n + 1000]) for n in range(0, len(rows), 1000)]


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
