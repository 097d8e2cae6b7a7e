"""What the hub has made so far of what some lines speak of: one question, whatever they are."""

from collections.abc import Iterable, Mapping
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
from kiosk.hub.projecting_said import Said
from kiosk.hub.store import Connection

# The rows come as JSON: read by msgspec they cost a tenth of what they cost field by field.
_LOAD = """
    WITH one AS (
        SELECT day, ticket, number, service, queue, language, priority, assist,
            encode(token_hash, 'hex') AS token_hash, issued_at, virtual_arrival, state, counter,
            calls, first_called_at, called_at, started_at, ended_at, outcome, appointment,
            abandoned
        FROM ticket
        WHERE centre_id = %(centre)s AND day = ANY(%(days)s) AND ticket = ANY(%(tickets)s)
    )
    SELECT json_build_object(
        'now', (
            SELECT row_to_json(r) FROM (
                SELECT branch, day, opened_seq, made_by FROM centre_now WHERE centre_id = %(centre)s
            ) AS r
        ),
        'tickets', (SELECT json_agg(one) FROM one),
        'counters', (
            SELECT json_agg(r) FROM (
                SELECT day, counter, state, since, services, ticket, pause_reason, served, no_shows
                FROM counter WHERE centre_id = %(centre)s AND day = ANY(%(days)s)
            ) AS r
        ),
        'service_days', (
            SELECT json_agg(r) FROM (
                SELECT day, service, issued, waiting, served, unserved, no_shows, cancelled,
                    expired, priority, timed, serve_s, waits
                FROM service_day
                WHERE centre_id = %(centre)s AND day = ANY(%(days)s)
                    AND (service = ANY(%(services)s) OR service IN (SELECT service FROM one))
            ) AS r
        ),
        'centre_days', (
            SELECT json_agg(r) FROM (
                SELECT day, issued, waiting, served, unserved, no_shows, cancelled, expired,
                    priority, timed, serve_s, waits, last_seq, last_at, verified, unverified,
                    flagged
                FROM centre_day WHERE centre_id = %(centre)s AND day = ANY(%(days)s)
            ) AS r
        )
    )::text
"""
_LOAD_FEEDBACK = """
    SELECT json_agg(r)::text FROM (
        SELECT day, feedback, at, device, smiley, verified, counter, service, reasons, flagged
        FROM feedback
        WHERE centre_id = %(centre)s AND day = ANY(%(days)s)
            AND (device = ANY(%(devices)s) OR feedback = ANY(%(feedback)s))
    ) AS r
"""
_LOAD_BOOK = """
    SELECT json_agg(r)::text FROM (
        SELECT code, booked_at, service, share, slot, day, state, ticket, ended_at, abandoned
        FROM appointment WHERE centre_id = %(centre)s AND code = ANY(%(codes)s) ORDER BY booked_at
    ) AS r
"""
_LOAD_SERVICES = """
    SELECT json_agg(r)::text FROM (
        SELECT service, reason, since, quota_set, quota, cut_off_min
        FROM service_now WHERE centre_id = %(centre)s
    ) AS r
"""


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What was there; ``None`` is as good as nothing."""

    now: CentreNow | None
    tickets: list[TicketRow] | None
    counters: list[CounterRow] | None
    service_days: list[ServiceDayRow] | None
    centre_days: list[CentreDayRow] | None


_loaded = msgspec.json.Decoder(Loaded)
_feedback = msgspec.json.Decoder(list[FeedbackRow] | None)
_book = msgspec.json.Decoder(list[AppointmentRow] | None)
_services = msgspec.json.Decoder(list[ServiceRow] | None)


async def load(connection: Connection, centre_id: int, said: Said) -> Loaded:
    """The tickets, counters and figures that ``said`` touches."""
    wanted = {
        "centre": centre_id,
        "days": said.days,
        "tickets": said.tickets,
        "services": said.services,
    }
    row = await (await connection.execute(_LOAD, wanted)).fetchone()
    return _loaded.decode(row[0] if row is not None else "{}")


async def load_feedback(
    connection: Connection, centre_id: int, said: Said
) -> Iterable[FeedbackRow]:
    """Smileys that ``said`` speaks of, and all others of the same devices and days."""
    if not said.of_feedback:
        return ()
    wanted = {
        "centre": centre_id,
        "days": said.days,
        "devices": said.devices,
        "feedback": said.feedback,
    }
    return _feedback.decode(await _rows(connection, _LOAD_FEEDBACK, wanted)) or ()


async def load_book(connection: Connection, centre_id: int, said: Said) -> Iterable[AppointmentRow]:
    """The appointments that ``said`` speaks of, a code's youngest last."""
    codes = said.codes
    if not codes:
        return ()
    wanted = {"centre": centre_id, "codes": codes}
    return _book.decode(await _rows(connection, _LOAD_BOOK, wanted)) or ()


async def load_services(connection: Connection, centre_id: int, said: Said) -> Iterable[ServiceRow]:
    """All services that anything was ever said of, where ``said`` says more."""
    if not said.of_services:
        return ()
    wanted = {"centre": centre_id}
    return _services.decode(await _rows(connection, _LOAD_SERVICES, wanted)) or ()


async def _rows(
    connection: Connection, statement: LiteralString, wanted: Mapping[str, object]
) -> str:
    row = await (await connection.execute(statement, wanted)).fetchone()
    return row[0] if row is not None and row[0] is not None else "null"
