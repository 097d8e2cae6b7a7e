"""What an export says of one centre's day, as CSV without a head: never who, never a few.

A ticket's row has no number, no id and no priority, and the quarter of an hour it was taken in:
nobody finds a person by it. Answers are told by service from ten on, and no service that is
hidden can be had by taking the others from the whole.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from io import StringIO
from types import MappingProxyType
from typing import Literal

from kiosk.domain.satisfaction import SHOWN_FROM, score_of
from kiosk.hub.charter import Promise
from kiosk.hub.figures import waits_of
from kiosk.hub.store import Connection

Kind = Literal["text", "day", "whole", "share", "truth"]


class Export(StrEnum):
    """What can be had."""

    TICKETS = auto()
    """A row for each ticket."""
    DAYS = auto()
    """A row for each service and day: counts, waits, times."""
    FEEDBACK = auto()
    """A row for each service and day, and for all of a day: what those said who were served."""


COLUMNS: Mapping[Export, Mapping[str, Kind]] = MappingProxyType(
    {
        Export.TICKETS: {
            "centre": "text",
            "day": "day",
            "service": "text",
            "queue": "text",
            "language": "text",
            "state": "text",
            "outcome": "text",
            "came": "text",
            "waited_s": "whole",
            "served_s": "whole",
            "calls": "whole",
            "abandoned": "truth",
        },
        Export.DAYS: {
            "centre": "text",
            "day": "day",
            "service": "text",
            "issued": "whole",
            "called": "whole",
            "served": "whole",
            "unserved": "whole",
            "no_shows": "whole",
            "cancelled": "whole",
            "expired": "whole",
            "priority": "whole",
            "wait_p50_s": "whole",
            "wait_p90_s": "whole",
            "wait_target_min": "whole",
            "within_target": "share",
            "serving_mean_s": "whole",
        },
        Export.FEEDBACK: {
            "centre": "text",
            "day": "day",
            "service": "text",
            "verified": "truth",
            "shown": "truth",
            "answers": "whole",
            "csat": "share",
            "csat_low": "share",
            "csat_high": "share",
            "mean": "share",
            "net": "share",
        },
    }
)

# A word that a spreadsheet would take for a formula gets an apostrophe before it.
_TICKETS = r"""
    COPY (
        SELECT
            %(code)s, day, regexp_replace(service, '^([=+@-])', '''\1'),
            regexp_replace(queue, '^([=+@-])', '''\1'),
            regexp_replace(language, '^([=+@-])', '''\1'), state,
            regexp_replace(outcome, '^([=+@-])', '''\1'),
            to_char(
                date_bin('15 minutes', issued_at AT TIME ZONE %(zone)s, '2000-01-01'), 'HH24:MI'
            ) AS came,
            CASE WHEN first_called_at IS NOT NULL
                THEN greatest(0, extract(epoch FROM first_called_at - issued_at))::bigint END,
            CASE WHEN state = 'served'
                THEN greatest(0, extract(epoch FROM ended_at - started_at))::bigint END,
            calls, abandoned::text
        FROM ticket WHERE centre_id = %(centre)s AND day = %(day)s ORDER BY came, service
    ) TO STDOUT (FORMAT csv)
"""
_DAYS = """
    SELECT
        service, issued, waits, served, unserved, no_shows, cancelled, expired, priority, timed,
        serve_s
    FROM service_day
    WHERE centre_id = %(centre)s AND day = %(day)s AND issued > 0 ORDER BY service
"""
_FEEDBACK = """
    SELECT service, verified, smiley, count(*) FROM feedback
    WHERE centre_id = %(centre)s AND day = %(day)s AND NOT flagged
    GROUP BY service, verified, smiley
"""
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreDay:
    """Of which centre and day."""

    centre_id: int
    code: str
    day: date
    promise: Promise

    @property
    def where(self) -> Mapping[str, object]:
        """The same for a statement."""
        return {
            "centre": self.centre_id,
            "code": self.code,
            "day": self.day,
            "zone": self.promise.zone.key,
        }


async def rows_of(connection: Connection, export: Export, of: CentreDay) -> bytes:
    """One centre's day, each row ended by a newline."""
    match export:
        case Export.TICKETS:
            async with connection.cursor() as cursor, cursor.copy(_TICKETS, of.where) as copy:
                return b"".join([bytes(block) async for block in copy])
        case Export.DAYS:
            rows = await (await connection.execute(_DAYS, of.where)).fetchall()
            return _written([_day(of, *row) for row in rows])
        case Export.FEEDBACK:
            found = await (await connection.execute(_FEEDBACK, of.where)).fetchall()
            return _written(list(_feedback(of, found)))


Cell = str | int | float | date | None


def _day(  # noqa: PLR0913, PLR0917 - a row of the table
    of: CentreDay,
    service: str,
    issued: int,
    counted: Sequence[int],
    served: int,
    unserved: int,
    no_shows: int,
    cancelled: int,
    expired: int,
    priority: int,
    timed: int,
    serve_s: int,
) -> list[Cell]:
    waits = waits_of(counted, of.promise.target_min)
    return [
        *(of.code, of.day, _word(service), issued, waits.called, served, unserved),
        *(no_shows, cancelled, expired, priority if _is_shown(priority) else None),
        *(_whole(waits.p50_s), _whole(waits.p90_s), of.promise.target_min, _share(waits.within)),
        round(serve_s / timed) if timed else None,
    ]


def _is_shown(count: int) -> bool:
    """Nobody, or enough that none of them is known by it."""
    return count == 0 or count >= SHOWN_FROM


Faces = Mapping[int, int]


def _feedback(
    of: CentreDay, found: Sequence[tuple[str | None, bool, int, int]]
) -> Iterator[list[Cell]]:
    for verified in (True, False):
        by_service: defaultdict[str, dict[int, int]] = defaultdict(dict)
        total: defaultdict[int, int] = defaultdict(int)
        for service, is_verified, smiley, n in found:
            if is_verified is verified:
                by_service[service or ""][smiley] = n
                total[smiley] += n
        if not total:
            continue
        yield _cell(of, "(all)", total, verified=verified, shown=_answers(total) >= SHOWN_FROM)
        hidden = hidden_services({name: _answers(faces) for name, faces in by_service.items()})
        for service in sorted(by_service):
            shown = service not in hidden
            name = service or "(unknown)"
            yield _cell(of, name, by_service[service], verified=verified, shown=shown)


def hidden_services(answers: Mapping[str, int]) -> set[str]:
    """Those with too few answers, and as many more as it takes that they do not give them away."""
    hidden = {service for service, n in answers.items() if n < SHOWN_FROM}
    left = sorted((n, service) for service, n in answers.items() if service not in hidden)
    while hidden and left and sum(answers[service] for service in hidden) < SHOWN_FROM:
        hidden.add(left.pop(0)[1])
    return hidden


def _answers(faces: Faces) -> int:
    return sum(faces.values())


def _cell(of: CentreDay, service: str, faces: Faces, *, verified: bool, shown: bool) -> list[Cell]:
    score = score_of(faces) if shown else None
    figures: list[Cell] = [None] * 6
    if score is not None:
        shares = (score.csat, score.low, score.high, score.mean, score.net)
        figures = [score.n, *map(_share, shares)]
    return [of.code, of.day, _word(service), _truth(verified), _truth(shown), *figures]


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _truth(value: object) -> str:
    return "true" if value else "false"


def _word(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _written(rows: Sequence[Sequence[Cell]]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
