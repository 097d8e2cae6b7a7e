"""What the hub has made so far of what some lines speak of: one question, whatever they are."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from kiosk.domain.ids import PHONE
from kiosk.hub import projecting_facts as f
from kiosk.hub.lines import LedgerLine
from kiosk.hub.projecting_facts import Fact
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

Said = Sequence[tuple[LedgerLine, Fact]]
"""Lines, and what each says."""

_OF_SERVICES = (f.ServiceSuspended, f.ServiceRestored, f.QuotaSet, f.CutOffSet, f.DayOpened)

# The rows come as JSON: read by msgspec they cost a tenth of what they cost field by field.
_LOAD = """
    WITH one AS (
        SELECT day, ticket, number, service, queue, language, priority, assist,
            encode(token_hash, 'hex') AS token_hash, issued_at, virtual_arrival, state, counter,
            calls, first_called_at, called_at, started_at, ended_at, outcome, appointment
        FROM ticket
        WHERE centre_id = %(centre)s AND day = ANY(%(days)s) AND ticket = ANY(%(tickets)s)
            AND NOT abandoned
    )
    SELECT json_build_object(
        'now', (
            SELECT row_to_json(r) FROM (
                SELECT branch, day, opened_seq FROM centre_now WHERE centre_id = %(centre)s
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
        WHERE centre_id = %(centre)s AND day = ANY(%(days)s) AND NOT abandoned
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
    tickets: set[str] = set()
    services: set[str] = set()
    for _, fact in said:
        if isinstance(fact, f.OfTicket):
            tickets.add(fact.ticket)
            if isinstance(fact, f.Came | f.TicketTransferred):
                services.add(fact.service)
        elif isinstance(fact, f.DayClosed):
            tickets.update(fact.expired)
    wanted = {
        "centre": centre_id,
        "days": _days(said),
        "tickets": list(tickets),
        "services": list(services),
    }
    row = await (await connection.execute(_LOAD, wanted)).fetchone()
    return _loaded.decode(row[0] if row is not None else "{}")


async def load_feedback(
    connection: Connection, centre_id: int, said: Said
) -> Iterable[FeedbackRow] | None:
    """Smileys that ``said`` explains, and those of its devices; ``None``: it speaks of none."""
    given = [fact for _, fact in said if isinstance(fact, f.FeedbackGiven)]
    explained = [fact.feedback for _, fact in said if isinstance(fact, f.ReasonsAdded)]
    if not given and not explained:
        return None
    wanted = {
        "centre": centre_id,
        "days": _days(said),
        "devices": list({fact.by for fact in given} - {PHONE}),
        "feedback": [*explained, *(fact.feedback for fact in given)],
    }
    row = await (await connection.execute(_LOAD_FEEDBACK, wanted)).fetchone()
    return (_feedback.decode(row[0]) if row is not None and row[0] is not None else None) or ()


async def load_book(
    connection: Connection, centre_id: int, said: Said
) -> Iterable[AppointmentRow] | None:
    """The appointments that ``said`` speaks of, a code's youngest last; ``None``: of none."""
    codes = {code for _, fact in said for code in _codes(fact)}
    if not codes:
        return None
    wanted = {"centre": centre_id, "codes": list(codes)}
    row = await (await connection.execute(_LOAD_BOOK, wanted)).fetchone()
    return (_book.decode(row[0]) if row is not None and row[0] is not None else None) or ()


async def load_services(
    connection: Connection, centre_id: int, said: Said
) -> Iterable[ServiceRow] | None:
    """All services that anything was said of; ``None``: ``said`` says nothing of any."""
    if not any(isinstance(fact, _OF_SERVICES) for _, fact in said):
        return None
    row = await (await connection.execute(_LOAD_SERVICES, {"centre": centre_id})).fetchone()
    return (_services.decode(row[0]) if row is not None and row[0] is not None else None) or ()


def _days(said: Said) -> list[date]:
    return list({line.day for line, _ in said})


def _codes(fact: Fact) -> Iterable[str]:
    match fact:
        case f.AppointmentBooked(code=code):
            return (code,)
        case f.AppointmentMoved(code=code) | f.AppointmentCancelled(code=code):
            return (code,)
        case f.TicketIssued(appointment=str(code)) | f.TicketRecorded(appointment=str(code)):
            return (code,)
        case f.DayClosed(missed=missed):
            return missed
        case f.DayOpened(appointments=appointments):
            return (
                code for kept in appointments for codes in kept.codes.values() for code in codes
            )
        case _:
            return ()
