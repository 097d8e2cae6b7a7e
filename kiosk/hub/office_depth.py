"""One centre in depth: its figures, its machine, what was asked of it and what was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import CounterId
from kiosk.hub import office_table as table
from kiosk.hub.catalogues import Catalogues
from kiosk.hub.centres import Centre, CentreKey, Centres
from kiosk.hub.charter import Charter
from kiosk.hub.figures_depth import CentreDepth, centre_depth
from kiosk.hub.findings import Finding, open_findings
from kiosk.hub.inbox import Inbox
from kiosk.hub.inbox_standing import Standing
from kiosk.hub.office_reading import OfficeReading, finding_sight
from kiosk.hub.office_vitals import HeardNow, heard_of_all
from kiosk.hub.store import Connection, Store
from kiosk.web.office_deep import (
    ActSight,
    AskedSight,
    BookFigures,
    CounterFigures,
    DeepSight,
    DeviceSight,
    HourFigures,
    KeySight,
    ServiceFigures,
    TroubleNow,
    VersionSight,
)

MOST_ASKED = 20
MOST_VERSIONS = 8
MOST_ACTS = 20
LONGEST_CODE = 8
_BOOK = """
    SELECT day, count(*) FILTER (WHERE state = 'booked'),
        count(*) FILTER (WHERE ticket IS NOT NULL),
        count(*) FILTER (WHERE state <> 'booked' AND ticket IS NULL)
    FROM appointment WHERE centre_id = %s AND NOT abandoned AND day >= %s
    GROUP BY day ORDER BY day LIMIT 7
"""
_RUNS = "SELECT version FROM running_catalogue WHERE centre_id = %s"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepthParts:
    """What is read from; ``called`` tells who somebody is by the number that is kept."""

    store: Store
    charter: Charter
    inbox: Inbox
    catalogues: Catalogues
    reading: OfficeReading
    called: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the tables have of one centre; ``figures`` are today's, ``runs`` is a version."""

    centre: Centre
    heard: HeardNow | None
    code_until: datetime | None
    keys: Sequence[CentreKey]
    findings: Sequence[Finding]
    figures: CentreDepth | None
    book: Sequence[BookFigures]
    acts: Sequence[table.Act]
    asked: Sequence[Standing]
    versions: Sequence[VersionSight]
    runs: int | None


class OfficeDepth:
    """Reads one centre when somebody looks. Belongs to the event loop."""

    def __init__(self, parts: DepthParts, *, zone: tzinfo) -> None:
        self._parts = parts
        self._zone = zone

    async def one(self, code: str) -> DeepSight | None:
        """A centre in depth; ``None``: there is none of that code. Raises ``HubStoreFailed``."""
        if len(code) > LONGEST_CODE or not code.isascii() or not code.isalnum():
            return None
        glance = await self._parts.reading.all()
        found = await self._found(code, glance.at)
        if found is None:
            return None
        centre, heard, figures = found.centre, found.heard, found.figures
        catalogue = await self._parts.catalogues.running(centre.centre_id)
        own = next((one for one in glance.centres if one.centre_id == centre.centre_id), None)
        return DeepSight(
            at=glance.at,
            centre=own or self._parts.reading.unknown(centre),
            findings=tuple(finding_sight(one, centre, self._zone) for one in found.findings),
            hours=_hours(figures),
            services=_services(figures, catalogue),
            counters=self._counters(figures, catalogue),
            devices=tuple(self._devices(heard)),
            troubles=tuple(self._troubles(heard)),
            asked=tuple(self._asked(one) for one in found.asked),
            versions=found.versions,
            runs_version=found.runs,
            acts=tuple(self._act(one) for one in found.acts),
            keys=tuple(self._key(one) for one in found.keys),
            book=found.book,
            code_until=self._here(found.code_until) if found.code_until is not None else None,
        )

    async def _found(self, code: str, at: datetime) -> _Found | None:
        """All of it as of one moment in the tables."""
        async with self._parts.store.reading() as connection:
            centres = Centres(connection)
            centre = await centres.of(code)
            if centre is None:
                return None
            centre_id = centre.centre_id
            promise = self._parts.charter.of(centre_id)
            figures = await centre_depth(connection, centre_id, promise)
            today = at.astimezone(promise.zone).date()
            runs = await (await connection.execute(_RUNS, (centre_id,))).fetchone()
            return _Found(
                centre=centre,
                heard=(await heard_of_all(connection)).get(centre_id),
                code_until=(await centres.waiting(at)).get(centre_id),
                keys=await centres.keys(centre_id),
                findings=await open_findings(connection, centre_id),
                figures=figures if figures is not None and figures.day == today else None,
                book=await _book(connection, centre, today),
                acts=await table.acts(connection, centre_id, MOST_ACTS),
                asked=await self._parts.inbox.recent(connection, centre_id, limit=MOST_ASKED),
                versions=await self._versions(connection, centre),
                runs=int(runs[0]) if runs is not None else None,
            )

    async def _versions(self, connection: Connection, centre: Centre) -> Sequence[VersionSight]:
        versions = await self._parts.catalogues.versions(
            connection, centre.centre_id, limit=MOST_VERSIONS
        )
        return tuple(
            VersionSight(
                version=one.version,
                by=self._parts.called(one.made_by),
                at=self._here(one.made_at),
                stage=one.stage,
                say=one.standing.say if one.standing is not None else {},
            )
            for one in versions
        )

    def _counters(
        self, figures: CentreDepth | None, catalogue: Catalogue | None
    ) -> Sequence[CounterFigures]:
        known = {one.id: one.label for one in catalogue.counters} if catalogue is not None else {}
        return tuple(
            CounterFigures(
                label=known.get(CounterId(one.counter), one.counter),
                state=one.state,
                since=self._here(one.since),
                served=one.served,
            )
            for one in (figures.counters if figures is not None else ())
        )

    def _devices(self, heard: HeardNow | None) -> Sequence[DeviceSight]:
        vitals = heard.vitals if heard is not None else None
        return [
            DeviceSight(
                id=one.id,
                role=one.role,
                name=one.name,
                seen_at=self._at_ms(one.seen_ms) if one.seen_ms is not None else None,
                trouble=one.trouble,
            )
            for one in (vitals.devices if vitals is not None else ())
        ]

    def _troubles(self, heard: HeardNow | None) -> Sequence[TroubleNow]:
        vitals = heard.vitals if heard is not None else None
        return [
            TroubleNow(code=one.code, about=one.about, since=self._at_ms(one.since_ms))
            for one in (vitals.troubles if vitals is not None else ())
        ]

    def _asked(self, one: Standing) -> AskedSight:
        return AskedSight(
            seq=one.seq,
            type=one.type,
            about=_about(one.command),
            by=self._parts.called(one.made_by),
            at=self._here(one.made_at),
            state=one.state,
            answered_at=self._here(one.answered_at) if one.answered_at is not None else None,
            say=one.say,
        )

    def _act(self, one: table.Act) -> ActSight:
        by = self._parts.called(one.by)
        return ActSight(at=self._here(one.at), by=by, what=one.what, about=one.about)

    def _key(self, one: CentreKey) -> KeySight:
        until = self._here(one.until) if one.until is not None else None
        return KeySight(id=one.key_id, state=one.state, since=self._here(one.since), until=until)

    def _at_ms(self, at_ms: int) -> datetime:
        """A centre's own clock may say anything at all."""
        try:
            return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self._zone)
        except (OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(0, UTC).astimezone(self._zone)

    def _here(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)


def _hours(figures: CentreDepth | None) -> Sequence[HourFigures]:
    hours = figures.hours if figures is not None else ()
    return tuple(
        HourFigures(
            hour=one.hour,
            called=one.called,
            p50_min=_minutes(one.p50_s),
            p90_min=_minutes(one.p90_s),
        )
        for one in hours
        if one.called
    )


def _services(figures: CentreDepth | None, catalogue: Catalogue | None) -> Sequence[ServiceFigures]:
    """Those somebody came for today or that are stopped, the longest queue first."""
    if figures is None:
        return ()
    known = {one.service: one for one in figures.services}
    stopped = {one.service: one.reason for one in figures.suspended}
    names = {str(one.id): one.name for one in catalogue.services} if catalogue is not None else {}
    reasons = (
        {one.id: one.name for one in catalogue.suspend_reasons} if catalogue is not None else {}
    )
    rows = []
    for service in {**known, **stopped}:
        one, why = known.get(service), stopped.get(service)
        rows.append(
            ServiceFigures(
                id=service,
                name=names.get(service, {}),
                waiting=one.waiting if one is not None else 0,
                served=one.served if one is not None else 0,
                p50_min=_minutes(one.waits.p50_s) if one is not None else None,
                p90_min=_minutes(one.waits.p90_s) if one is not None else None,
                suspended=reasons.get(why, {"en": why}) if why is not None else None,
            )
        )
    return sorted(rows, key=lambda row: (row.suspended is None, -row.waiting, -row.served, row.id))


async def _book(connection: Connection, centre: Centre, today: date) -> Sequence[BookFigures]:
    rows = await (await connection.execute(_BOOK, (centre.centre_id, today))).fetchall()
    return tuple(BookFigures(day=day, booked=b, came=c, gone=g) for day, b, c, g in rows)


class _Told(msgspec.Struct):
    """As much of a command as a line of a list says: never a code of an appointment."""

    service: str = ""
    device: str = ""
    version: int = 0


def _about(command: bytes) -> str:
    try:
        told = msgspec.json.decode(command, type=_Told)
    except msgspec.MsgspecError:
        return ""
    return told.service or told.device or (str(told.version) if told.version else "")


def _minutes(seconds: float | None) -> int | None:
    return round(seconds / 60) if seconds is not None else None
