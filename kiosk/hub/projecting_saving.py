"""What the hub makes of lines, written: one statement for each table that changes."""

from collections.abc import Iterable, Sequence
from typing import LiteralString

import msgspec

from kiosk.hub.projecting_rows import (
    AppointmentRow,
    CentreDayRow,
    CentreNow,
    CounterRow,
    FeedbackRow,
    ServiceDayRow,
    ServiceRow,
    TicketRow,
)
from kiosk.hub.store import Connection

_TICKETS = """
    INSERT INTO ticket (
        centre_id, branch, abandoned, day, ticket, number, service, queue, language, priority,
        assist, token_hash, issued_at, virtual_arrival, state, counter, calls, first_called_at,
        called_at, started_at, ended_at, outcome, appointment
    )
    SELECT
        %(centre)s, %(branch)s, false, day, ticket, number, service, queue, language, priority,
        assist, decode(token_hash, 'hex'), issued_at, virtual_arrival, state, counter, calls,
        first_called_at, called_at, started_at, ended_at, outcome, appointment
    FROM json_to_recordset(%(rows)s::json) AS r (
        day date, ticket text, number text, service text, queue text, language text,
        priority boolean, assist boolean, token_hash text, issued_at timestamptz,
        virtual_arrival timestamptz, state text, counter text, calls integer,
        first_called_at timestamptz, called_at timestamptz, started_at timestamptz,
        ended_at timestamptz, outcome text, appointment text
    )
    ON CONFLICT (centre_id, day, ticket) DO UPDATE SET
        branch = excluded.branch, abandoned = excluded.abandoned, number = excluded.number,
        service = excluded.service, queue = excluded.queue, language = excluded.language,
        priority = excluded.priority, assist = excluded.assist, token_hash = excluded.token_hash,
        issued_at = excluded.issued_at, virtual_arrival = excluded.virtual_arrival,
        state = excluded.state, counter = excluded.counter, calls = excluded.calls,
        first_called_at = excluded.first_called_at, called_at = excluded.called_at,
        started_at = excluded.started_at, ended_at = excluded.ended_at,
        outcome = excluded.outcome, appointment = excluded.appointment
"""
_COUNTERS = """
    INSERT INTO counter (
        centre_id, day, counter, state, since, services, ticket, pause_reason, served, no_shows
    )
    SELECT
        %(centre)s, day, counter, state, since, services, ticket, pause_reason, served, no_shows
    FROM json_to_recordset(%(rows)s::json) AS r (
        day date, counter text, state text, since timestamptz, services text[], ticket text,
        pause_reason text, served integer, no_shows integer
    )
    ON CONFLICT (centre_id, day, counter) DO UPDATE SET
        state = excluded.state, since = excluded.since, services = excluded.services,
        ticket = excluded.ticket, pause_reason = excluded.pause_reason, served = excluded.served,
        no_shows = excluded.no_shows
"""
_SERVICE_DAYS = """
    INSERT INTO service_day (
        centre_id, day, service, issued, waiting, served, unserved, no_shows, cancelled, expired,
        priority, timed, serve_s, waits
    )
    SELECT
        %(centre)s, day, service, issued, waiting, served, unserved, no_shows, cancelled, expired,
        priority, timed, serve_s, waits
    FROM json_to_recordset(%(rows)s::json) AS r (
        day date, service text, issued integer, waiting integer, served integer, unserved integer,
        no_shows integer, cancelled integer, expired integer, priority integer, timed integer,
        serve_s bigint, waits integer[]
    )
    ON CONFLICT (centre_id, day, service) DO UPDATE SET
        issued = excluded.issued, waiting = excluded.waiting, served = excluded.served,
        unserved = excluded.unserved, no_shows = excluded.no_shows,
        cancelled = excluded.cancelled, expired = excluded.expired, priority = excluded.priority,
        timed = excluded.timed, serve_s = excluded.serve_s, waits = excluded.waits
"""
_CENTRE_DAYS = """
    INSERT INTO centre_day (
        centre_id, day, issued, waiting, served, unserved, no_shows, cancelled, expired, priority,
        timed, serve_s, waits, last_seq, last_at, verified, unverified, flagged
    )
    SELECT
        %(centre)s, day, issued, waiting, served, unserved, no_shows, cancelled, expired, priority,
        timed, serve_s, waits, last_seq, last_at, verified, unverified, flagged
    FROM json_to_recordset(%(rows)s::json) AS r (
        day date, issued integer, waiting integer, served integer, unserved integer,
        no_shows integer, cancelled integer, expired integer, priority integer, timed integer,
        serve_s bigint, waits integer[], last_seq bigint, last_at timestamptz,
        verified integer[], unverified integer[], flagged integer
    )
    ON CONFLICT (centre_id, day) DO UPDATE SET
        issued = excluded.issued, waiting = excluded.waiting, served = excluded.served,
        unserved = excluded.unserved, no_shows = excluded.no_shows,
        cancelled = excluded.cancelled, expired = excluded.expired, priority = excluded.priority,
        timed = excluded.timed, serve_s = excluded.serve_s, waits = excluded.waits,
        last_seq = excluded.last_seq, last_at = excluded.last_at, verified = excluded.verified,
        unverified = excluded.unverified, flagged = excluded.flagged
"""
_FEEDBACK = """
    INSERT INTO feedback (
        centre_id, branch, abandoned, day, feedback, at, device, smiley, verified, counter,
        service, reasons, flagged
    )
    SELECT
        %(centre)s, %(branch)s, false, day, feedback, at, device, smiley, verified, counter,
        service, reasons, flagged
    FROM json_to_recordset(%(rows)s::json) AS r (
        day date, feedback text, at timestamptz, device text, smiley smallint, verified boolean,
        counter text, service text, reasons text[], flagged boolean
    )
    ON CONFLICT (centre_id, day, feedback) DO UPDATE SET
        branch = excluded.branch, abandoned = excluded.abandoned, at = excluded.at,
        device = excluded.device, smiley = excluded.smiley, verified = excluded.verified,
        counter = excluded.counter, service = excluded.service, reasons = excluded.reasons,
        flagged = excluded.flagged
"""
_BOOK = """
    INSERT INTO appointment (
        centre_id, branch, abandoned, code, booked_at, service, share, slot, day, state, ticket,
        ended_at
    )
    SELECT
        %(centre)s, %(branch)s, false, code, booked_at, service, share, slot, day, state, ticket,
        ended_at
    FROM json_to_recordset(%(rows)s::json) AS r (
        code text, booked_at timestamptz, service text, share text, slot timestamptz, day date,
        state text, ticket text, ended_at timestamptz
    )
    ON CONFLICT (centre_id, code, booked_at) DO UPDATE SET
        branch = excluded.branch, abandoned = excluded.abandoned, service = excluded.service,
        share = excluded.share, slot = excluded.slot, day = excluded.day,
        state = excluded.state, ticket = excluded.ticket, ended_at = excluded.ended_at
"""
_SERVICES = """
    INSERT INTO service_now (centre_id, service, reason, since, quota_set, quota, cut_off_min)
    SELECT %(centre)s, service, reason, since, quota_set, quota, cut_off_min
    FROM json_to_recordset(%(rows)s::json) AS r (
        service text, reason text, since timestamptz, quota_set boolean, quota integer,
        cut_off_min integer
    )
    ON CONFLICT (centre_id, service) DO UPDATE SET
        reason = excluded.reason, since = excluded.since, quota_set = excluded.quota_set,
        quota = excluded.quota, cut_off_min = excluded.cut_off_min
"""
_NOW = """
    INSERT INTO centre_now (centre_id, branch, day, opened_seq, made_by)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (centre_id) DO UPDATE SET
        branch = excluded.branch, day = excluded.day, opened_seq = excluded.opened_seq,
        made_by = excluded.made_by
"""

_encode = msgspec.json.Encoder().encode


class Saving:
    """Writes rows of one centre in the caller's transaction; nothing where there are none."""

    def __init__(self, connection: Connection, centre_id: int, branch: int) -> None:
        self._connection = connection
        self._centre_id = centre_id
        self._branch = branch

    async def tickets(self, rows: Sequence[TicketRow]) -> None:
        """Tickets as they stand."""
        await self._put(_TICKETS, rows)

    async def counters(self, rows: Sequence[CounterRow]) -> None:
        """Counters as they stand."""
        await self._put(_COUNTERS, rows)

    async def service_days(self, rows: Sequence[ServiceDayRow]) -> None:
        """Services' figures of their days."""
        await self._put(_SERVICE_DAYS, rows)

    async def centre_days(self, rows: Sequence[CentreDayRow]) -> None:
        """The centre's figures of its days."""
        await self._put(_CENTRE_DAYS, rows)

    async def feedback(self, rows: Sequence[FeedbackRow]) -> None:
        """Smileys."""
        await self._put(_FEEDBACK, rows)

    async def book(self, rows: Iterable[AppointmentRow]) -> None:
        """Appointments."""
        await self._put(_BOOK, list(rows))

    async def services(self, rows: Iterable[ServiceRow]) -> None:
        """Suspensions, quotas and cut-offs."""
        await self._put(_SERVICES, list(rows))

    async def now(self, row: CentreNow) -> None:
        """Where all of it stands."""
        values = (self._centre_id, row.branch, row.day, row.opened_seq, row.made_by)
        await self._connection.execute(_NOW, values)

    async def _put(self, statement: LiteralString, rows: Sequence[msgspec.Struct]) -> None:
        if rows:
            wanted = {
                "centre": self._centre_id,
                "branch": self._branch,
                "rows": _encode(rows).decode(),
            }
            await self._connection.execute(statement, wanted)
