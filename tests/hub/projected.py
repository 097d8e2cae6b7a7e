"""What the domain's own floor says, in the shape of the hub's tables, and both read to compare."""

from collections.abc import Iterable, Mapping, Sequence

from kiosk.domain.counter import CounterState
from kiosk.domain.events import Entry
from kiosk.domain.floor import Floor
from kiosk.hub.lines import LedgerLine, read_lines
from kiosk.hub.store import Connection
from kiosk.wire.codec import encode_entry

CENTRE = 7
_TICKETS = """
    SELECT ticket, number, service, queue, language, priority, assist, encode(token_hash, 'hex'),
        issued_at, virtual_arrival, state, counter, calls, called_at, started_at, ended_at,
        outcome, appointment
    FROM ticket WHERE centre_id = %s AND day = %s AND NOT abandoned
"""
_COUNTERS = """
    SELECT counter, state, since, services, ticket, served FROM counter
    WHERE centre_id = %s AND day = %s AND state <> 'closed'
"""
_BOOK = """
    SELECT DISTINCT ON (code) code, service, share, slot, state, ticket FROM appointment
    WHERE centre_id = %s AND NOT abandoned ORDER BY code, booked_at DESC
"""
_SERVICES = """
    SELECT service, reason, quota_set, quota, cut_off_min FROM service_now WHERE centre_id = %s
"""
_NOW = "SELECT day, branch FROM centre_now WHERE centre_id = %s"

Picture = Mapping[str, object]


def lines_of(entries: Iterable[Entry], *, after: int = 0) -> list[LedgerLine]:
    """The lines a centre sends for these entries."""
    return read_lines([encode_entry(entry) for entry in entries], after=after)


def seen(floor: Floor) -> Picture:
    """What a floor says of everything the hub keeps."""
    assert floor.day is not None
    return {
        "day": floor.day,
        "tickets": {
            t.ticket: (
                *(t.number, t.service, t.queue, t.language, t.priority, t.assist, t.token_hash),
                *(t.issued_at, t.virtual_arrival, t.state, t.counter, t.calls),
                *(t.called_at, t.started_at, t.ended_at, t.outcome, t.appointment),
            )
            for t in floor.tickets.values()
        },
        "counters": {
            c.id: (c.state, c.since, list(c.services), c.ticket, c.served)
            for c in floor.counters.values()
            if c.state is not CounterState.CLOSED
        },
        "book": {one.code: _of_book(one) for one in floor.book},
        "suspended": dict(floor.suspended),
        "quotas": dict(floor.quotas),
        "cut_offs": dict(floor.cut_offs),
    }


def _of_book(one: object) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in ("service", "share", "slot", "state", "ticket"))


async def read(connection: Connection, floor: Floor, centre_id: int = CENTRE) -> Picture:
    """The same from the hub's tables; of the book what ``floor`` has at all."""
    day = floor.day
    now = await (await connection.execute(_NOW, (centre_id,))).fetchone()
    tickets = await (await connection.execute(_TICKETS, (centre_id, day))).fetchall()
    counters = await (await connection.execute(_COUNTERS, (centre_id, day))).fetchall()
    book = await (await connection.execute(_BOOK, (centre_id,))).fetchall()
    services = await (await connection.execute(_SERVICES, (centre_id,))).fetchall()
    assert now is not None
    return {
        "day": now[0],
        "tickets": {row[0]: tuple(row[1:]) for row in tickets},
        "counters": {row[0]: tuple(row[1:]) for row in counters},
        "book": {row[0]: tuple(row[1:]) for row in book if row[0] in floor.book},
        "suspended": {row[0]: row[1] for row in services if row[1] is not None},
        "quotas": {row[0]: row[3] for row in services if row[2]},
        "cut_offs": {row[0]: row[4] for row in services if row[4] is not None},
    }


TABLES = (
    *("ticket", "feedback", "appointment", "counter", "service_day", "centre_day"),
    *("service_now", "centre_now"),
)


async def made(connection: Connection, centre_id: int) -> Mapping[str, Sequence[str]]:
    """Every row that is made of a centre's lines."""
    found = {}
    for table in TABLES:
        rows = await connection.execute(
            f"SELECT r::text FROM {table} AS r WHERE centre_id = %s ORDER BY 1", (centre_id,)
        )
        found[table] = [row for (row,) in await rows.fetchall()]
    return found


async def tallies(connection: Connection, centre_id: int) -> str | None:
    """Where the figures are not what their tickets add up to; ``None``: nowhere."""
    rows = await connection.execute(_TALLIED, {"centre": centre_id})
    wrong = await rows.fetchone()
    return str(wrong) if wrong is not None else None


_TALLIED = """
    WITH counted AS (
        SELECT day, service, count(*) AS issued,
            count(*) FILTER (WHERE state = 'waiting' AND NOT abandoned) AS waiting,
            count(*) FILTER (WHERE state = 'served') AS served,
            count(*) FILTER (WHERE state = 'served' AND outcome <> 'served') AS unserved,
            count(*) FILTER (WHERE state = 'no_show') AS no_shows,
            count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
            count(*) FILTER (WHERE state = 'expired') AS expired,
            count(*) FILTER (WHERE priority) AS priority,
            count(first_called_at) AS called
        FROM ticket WHERE centre_id = %(centre)s GROUP BY day, service
    ), kept AS (
        SELECT *, (SELECT coalesce(sum(n), 0) FROM unnest(waits) AS n) AS called
        FROM service_day WHERE centre_id = %(centre)s AND issued > 0
    ), all_kept AS (
        SELECT *, (SELECT coalesce(sum(n), 0) FROM unnest(waits) AS n) AS called
        FROM centre_day WHERE centre_id = %(centre)s AND issued > 0
    ), wrong AS (
        SELECT day, service, k.*, c.*
        FROM counted AS c FULL JOIN kept AS k USING (day, service)
        WHERE (c.issued, c.waiting, c.served, c.unserved, c.no_shows, c.cancelled, c.expired,
                c.priority, c.called)
            IS DISTINCT FROM (k.issued, k.waiting, k.served, k.unserved, k.no_shows, k.cancelled,
                k.expired, k.priority, k.called)
    ), wrong_days AS (
        SELECT d.day, k.* FROM (
            SELECT day, sum(issued) AS issued, sum(waiting) AS waiting, sum(served) AS served,
                sum(expired) AS expired, sum(called) AS called
            FROM counted GROUP BY day
        ) AS d FULL JOIN all_kept AS k USING (day)
        WHERE (d.issued, d.waiting, d.served, d.expired, d.called)
            IS DISTINCT FROM (k.issued, k.waiting, k.served, k.expired, k.called)
    )
    SELECT 'service' AS what, wrong::text FROM wrong
    UNION ALL SELECT 'day', wrong_days::text FROM wrong_days
    LIMIT 1
"""
