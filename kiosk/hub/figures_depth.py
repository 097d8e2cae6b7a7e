"""One centre in depth: a day of it by hour, by service and by counter."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.satisfaction import SHOWN_OF_A_COUNTER_FROM
from kiosk.hub.charter import Promise
from kiosk.hub.figures import Opinion, Waits, opinion_of, waits_of
from kiosk.hub.store import Connection

_NOW = "SELECT day FROM centre_now WHERE centre_id = %s"
_HOURS = """
    SELECT hour, sum(issued), sum(called), sum(served), max(p50_s), max(p90_s)
    FROM (
        SELECT
            extract(hour FROM issued_at AT TIME ZONE %(zone)s)::integer AS hour,
            count(*) AS issued, count(first_called_at) AS called, 0 AS served,
            percentile_cont(0.5) WITHIN GROUP (
                ORDER BY extract(epoch FROM first_called_at - issued_at)
            ) AS p50_s,
            percentile_cont(0.9) WITHIN GROUP (
                ORDER BY extract(epoch FROM first_called_at - issued_at)
            ) AS p90_s
        FROM ticket WHERE centre_id = %(centre)s AND day = %(day)s AND NOT abandoned
        GROUP BY 1
        UNION ALL
        SELECT
            extract(hour FROM ended_at AT TIME ZONE %(zone)s)::integer, 0, 0, count(*), NULL, NULL
        FROM ticket
        WHERE centre_id = %(centre)s AND day = %(day)s AND NOT abandoned AND state = 'served'
        GROUP BY 1
    ) AS h GROUP BY hour ORDER BY hour
"""
_SERVICES = """
    SELECT
        s.service, s.issued, s.waiting, w.oldest_at, s.served, s.unserved, s.no_shows, s.cancelled,
        s.expired, s.waits, s.timed, s.serve_s
    FROM service_day AS s
    LEFT JOIN (
        SELECT centre_id, service, min(issued_at) AS oldest_at FROM ticket
        WHERE centre_id = %(centre)s AND day = %(day)s AND state = 'waiting' AND NOT abandoned
        GROUP BY centre_id, service
    ) AS w ON w.centre_id = s.centre_id AND w.service = s.service
    WHERE s.centre_id = %(centre)s AND s.day = %(day)s ORDER BY s.service
"""
_SUSPENDED = """
    SELECT service, reason, since FROM service_now
    WHERE centre_id = %(centre)s AND reason IS NOT NULL ORDER BY service
"""
_COUNTERS = """
    SELECT c.counter, c.state, c.since, c.services, t.number, c.pause_reason, c.served, c.no_shows
    FROM counter AS c
    LEFT JOIN ticket AS t
        ON t.centre_id = c.centre_id AND t.day = c.day AND t.ticket = c.ticket AND NOT t.abandoned
    WHERE c.centre_id = %(centre)s AND c.day = %(day)s
    ORDER BY length(c.counter), c.counter
"""
_FACES = """
    SELECT service, counter, smiley, verified, flagged, count(*) FROM feedback
    WHERE centre_id = %(centre)s AND day = %(day)s AND NOT abandoned
    GROUP BY service, counter, smiley, verified, flagged
"""
_ABANDONED = """
    SELECT count(*) FROM ticket WHERE centre_id = %(centre)s AND day = %(day)s AND abandoned
"""

Counts = defaultdict[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class HourFigures:
    """Who came within one local hour, and who was done in it. Waits belong to who came, in s."""

    hour: int
    issued: int
    called: int
    served: int
    p50_s: float | None
    p90_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFigures:
    """One service of the day; ``mean_s`` is how long a visitor was at the counter."""

    service: str
    issued: int
    waiting: int
    oldest_at: datetime | None
    served: int
    unserved: int
    no_shows: int
    cancelled: int
    expired: int
    waits: Waits
    mean_s: float | None
    opinion: Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendedService:
    """No tickets are given for it, for a reason of the catalogue's."""

    service: str
    reason: str
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterFigures:
    """One counter, as it stands; its opinion is told from 30 answers on, for one person is there.

    ``number`` is the ticket that is called there or served.
    """

    counter: str
    state: str
    since: datetime
    services: tuple[str, ...]
    number: str | None
    pause_reason: str | None
    served: int
    no_shows: int
    opinion: Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreDepth:
    """A centre's day. ``abandoned`` tickets are known from a history that does not go on."""

    day: date
    target_min: int
    hours: Sequence[HourFigures]
    services: Sequence[ServiceFigures]
    suspended: Sequence[SuspendedService]
    counters: Sequence[CounterFigures]
    opinion: Opinion
    unverified: Opinion
    abandoned: int


async def centre_depth(
    connection: Connection, centre_id: int, promise: Promise, *, day: date | None = None
) -> CentreDepth | None:
    """A centre's ``day``, else its last; ``None``: nothing has come up from it yet."""
    if day is None:
        row = await (await connection.execute(_NOW, (centre_id,))).fetchone()
        if row is None:
            return None
        day = row[0]
    where = {"centre": centre_id, "day": day, "zone": promise.zone.key}
    faces = _Faces(await (await connection.execute(_FACES, where)).fetchall())
    abandoned = await (await connection.execute(_ABANDONED, where)).fetchone()
    return CentreDepth(
        day=day,
        target_min=promise.target_min,
        hours=await _hours(connection, where),
        services=await _services(connection, where, promise, faces),
        suspended=await _suspended(connection, where),
        counters=await _counters(connection, where, faces),
        opinion=opinion_of(faces.verified, flagged=faces.flagged),
        unverified=opinion_of(faces.unverified),
        abandoned=abandoned[0] if abandoned is not None else 0,
    )


class _Faces:
    """How often each face was chosen, by what it is counted under."""

    def __init__(self, rows: Sequence[tuple[str | None, str | None, int, bool, bool, int]]) -> None:
        self.by_service: defaultdict[str, Counts] = defaultdict(lambda: defaultdict(int))
        self.by_counter: defaultdict[str, Counts] = defaultdict(lambda: defaultdict(int))
        self.verified: Counts = defaultdict(int)
        self.unverified: Counts = defaultdict(int)
        self.flagged = 0
        for service, counter, smiley, verified, flagged, count in rows:
            if flagged:
                self.flagged += count
            elif not verified:
                self.unverified[smiley] += count
            else:
                self.verified[smiley] += count
                self.by_service[service or ""][smiley] += count
                self.by_counter[counter or ""][smiley] += count


async def _hours(connection: Connection, where: Mapping[str, object]) -> Sequence[HourFigures]:
    rows = await (await connection.execute(_HOURS, where)).fetchall()
    return [
        HourFigures(
            hour=row[0],
            issued=int(row[1]),
            called=int(row[2]),
            served=int(row[3]),
            p50_s=_seconds(row[4]),
            p90_s=_seconds(row[5]),
        )
        for row in rows
    ]


async def _services(
    connection: Connection, where: Mapping[str, object], promise: Promise, faces: _Faces
) -> Sequence[ServiceFigures]:
    rows = await (await connection.execute(_SERVICES, where)).fetchall()
    return [
        ServiceFigures(
            service=row[0],
            issued=row[1],
            waiting=row[2],
            oldest_at=row[3],
            served=row[4],
            unserved=row[5],
            no_shows=row[6],
            cancelled=row[7],
            expired=row[8],
            waits=waits_of(row[9], promise.target_min),
            mean_s=row[11] / row[10] if row[10] else None,
            opinion=opinion_of(faces.by_service[row[0]]),
        )
        for row in rows
    ]


async def _suspended(
    connection: Connection, where: Mapping[str, object]
) -> Sequence[SuspendedService]:
    rows = await (await connection.execute(_SUSPENDED, where)).fetchall()
    return [SuspendedService(service=row[0], reason=row[1], since=row[2]) for row in rows]


async def _counters(
    connection: Connection, where: Mapping[str, object], faces: _Faces
) -> Sequence[CounterFigures]:
    rows = await (await connection.execute(_COUNTERS, where)).fetchall()
    return [
        CounterFigures(
            counter=row[0],
            state=row[1],
            since=row[2],
            services=tuple(row[3]),
            number=row[4],
            pause_reason=row[5],
            served=row[6],
            no_shows=row[7],
            opinion=opinion_of(faces.by_counter[row[0]], shown_from=SHOWN_OF_A_COUNTER_FROM),
        )
        for row in rows
    ]


def _seconds(value: float | None) -> float | None:
    return float(value) if value is not None else None
