"""All centres at one glance: two questions for the whole country, however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.satisfaction import GOOD, SHOWN_FROM, Score, score_of
from kiosk.hub.charter import Charter
from kiosk.hub.figures_waits import percentile_s, within
from kiosk.hub.store import Connection

_OVERVIEW = """
    SELECT
        d.centre_id, d.day, d.last_at, d.last_seq, d.issued, d.waiting, w.oldest_at, d.served,
        d.unserved, d.no_shows, d.cancelled, d.expired, d.waits, c.staffed, c.paused, c.known,
        d.verified, d.flagged
    FROM centre_now AS n
    JOIN centre_day AS d ON d.centre_id = n.centre_id AND d.day = n.day
    LEFT JOIN LATERAL (
        SELECT min(issued_at) AS oldest_at FROM ticket
        WHERE ticket.centre_id = n.centre_id AND ticket.day = n.day
            AND state = 'waiting' AND NOT abandoned
    ) AS w ON true
    LEFT JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE state IN ('free', 'ready', 'called', 'serving')) AS staffed,
            count(*) FILTER (WHERE state = 'paused') AS paused,
            count(*) AS known
        FROM counter WHERE counter.centre_id = n.centre_id AND counter.day = n.day
    ) AS c ON true
    ORDER BY d.centre_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long those who were called had waited, in seconds; ``None``: nobody was called.

    ``within`` is the share (0 to 1) that waited no longer than the charter promises.
    """

    called: int
    p50_s: float | None
    p90_s: float | None
    within: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What those who were served said: ``score`` is ``None`` while ``answers`` are too few.

    ``answers`` and ``good`` (4 and 5) are for sums over centres; by themselves they are shown as
    seldom as the score. Answers that look like play are ``flagged`` and in none of these.
    """

    answers: int
    good: int
    score: Score | None
    flagged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreFigures:
    """One centre's day ``day``, the last it has told of: whether that is today is yours to see.

    ``last_at`` is when something last happened there, ``oldest_at`` when whoever waits longest took
    the ticket. ``served`` counts all who were at a counter to the end, ``unserved`` those of them
    who left without; ``counters_open`` those with an agent, ``counters_known`` any of that day.
    """

    centre_id: int
    day: date
    last_at: datetime
    last_seq: int
    issued: int
    waiting: int
    oldest_at: datetime | None
    served: int
    unserved: int
    no_shows: int
    cancelled: int
    expired: int
    waits: Waits
    target_min: int
    counters_open: int
    counters_paused: int
    counters_known: int
    opinion: Opinion


async def overview(connection: Connection, charter: Charter) -> Sequence[CentreFigures]:
    """Every centre that anything has come up from. It costs what it says: ask every 2 s at most."""
    await charter.refresh(connection)
    rows = await (await connection.execute(_OVERVIEW)).fetchall()
    return [
        CentreFigures(
            centre_id=row[0],
            day=row[1],
            last_at=row[2],
            last_seq=row[3],
            issued=row[4],
            waiting=row[5],
            oldest_at=row[6],
            served=row[7],
            unserved=row[8],
            no_shows=row[9],
            cancelled=row[10],
            expired=row[11],
            waits=waits_of(row[12], charter.of(row[0]).target_min),
            target_min=charter.of(row[0]).target_min,
            counters_open=row[13],
            counters_paused=row[14],
            counters_known=row[15],
            opinion=opinion_of(dict(enumerate(row[16], 1)), flagged=row[17]),
        )
        for row in rows
    ]


def waits_of(waits: Sequence[int], target_min: int) -> Waits:
    """Counted waits (``figures_waits``) in figures."""
    return Waits(
        called=sum(waits),
        p50_s=percentile_s(waits, 0.5),
        p90_s=percentile_s(waits, 0.9),
        within=within(waits, target_min * 60),
    )


def opinion_of(
    counts: Mapping[int, int], *, flagged: int = 0, shown_from: int = SHOWN_FROM
) -> Opinion:
    """How often each face from 1 to 5 was chosen, in figures; of too few, none."""
    answers = sum(counts.values())
    return Opinion(
        answers=answers,
        good=sum(counts.get(smiley, 0) for smiley in GOOD),
        score=score_of(counts) if answers >= shown_from else None,
        flagged=flagged,
    )
