"""What head office's pages know: read from the store once a moment, for however many look."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo

from kiosk.hub.centres import Centre, Centres, Kind
from kiosk.hub.charter import Charter
from kiosk.hub.figures import CentreFigures, overview
from kiosk.hub.findings import Finding, open_findings
from kiosk.hub.inbox_standing import waiting
from kiosk.hub.office_vitals import HeardNow, heard_of_all
from kiosk.hub.store import Store
from kiosk.web.office_sight import (
    SILENT_S,
    CentreSight,
    FindingSight,
    OfficeSight,
    Presence,
)

FRESH_S = 2.0
"""How old what a page shows may be."""


class OfficeReading:
    """Reads all centres together. Belongs to the event loop."""

    def __init__(
        self,
        *,
        store: Store,
        charter: Charter,
        zone: tzinfo,
        now: Callable[[], datetime],
        steady_s: Callable[[], float],
    ) -> None:
        """``zone`` is where head office's clock hangs."""
        self._store = store
        self._charter = charter
        self._zone = zone
        self._now = now
        self._steady_s = steady_s
        self._read: tuple[float, OfficeSight] | None = None
        self._turn = asyncio.Lock()

    async def all(self) -> OfficeSight:
        """All centres now: the same object for two seconds. Raises ``HubStoreFailed``."""
        async with self._turn:
            if self._read is None or self._steady_s() - self._read[0] >= FRESH_S:
                self._read = (self._steady_s(), await self._all())
            return self._read[1]

    def forget(self) -> None:
        """Something was changed by whoever looks: they see it at once."""
        self._read = None

    async def _all(self) -> OfficeSight:
        now = self._now()
        async with self._store.reading() as connection:
            centres = await Centres(connection).all()
            figures = {one.centre_id: one for one in await overview(connection, self._charter)}
            findings = await open_findings(connection)
            heard = await heard_of_all(connection)
            asked = await waiting(connection, now=now)
        found = _counted(findings)
        named = {one.centre_id: one for one in centres}
        return OfficeSight(
            at=now.astimezone(self._zone),
            centres=tuple(
                self.sight(
                    one,
                    figures.get(one.centre_id),
                    heard.get(one.centre_id),
                    findings=found.get(one.centre_id, 0),
                    commands=asked[one.centre_id][0] if one.centre_id in asked else 0,
                    now=now,
                )
                for one in centres
            ),
            findings=tuple(
                finding_sight(one, named[one.centre_id], self._zone)
                for one in findings
                if one.centre_id in named
            ),
        )

    def unknown(self, centre: Centre) -> CentreSight:
        """A centre that was added after the last look at all."""
        return self.sight(centre, None, None, findings=0, commands=0, now=self._now())

    def sight(
        self,
        centre: Centre,
        figures: CentreFigures | None,
        heard: HeardNow | None,
        *,
        findings: int,
        commands: int,
        now: datetime,
    ) -> CentreSight:
        """One centre at a glance. Figures of a day that is over are none of today's."""
        today = figures
        if figures is not None and figures.day != self._day(centre, now):
            today = None
        opinion = today.opinion if today is not None else None
        vitals = heard.vitals if heard is not None else None
        lag = _lag(figures, heard)
        return CentreSight(
            centre_id=centre.centre_id,
            code=centre.code,
            name=centre.name,
            is_outreach=centre.kind is Kind.OUTREACH,
            presence=_presence(centre, heard, now),
            heard_at=heard.at.astimezone(self._zone) if heard is not None else None,
            waiting=today.waiting if today is not None else None,
            oldest_min=_minutes_since(today.oldest_at, now) if today is not None else None,
            p50_min=_minutes(today.waits.p50_s) if today is not None else None,
            p90_min=_minutes(today.waits.p90_s) if today is not None else None,
            target_min=self._charter.of(centre.centre_id).target_min,
            open_counters=today.counters_open if today is not None else None,
            counters=today.counters_known if today is not None else None,
            served=today.served if today is not None else None,
            good=opinion.good if opinion is not None else 0,
            answers=opinion.answers if opinion is not None else 0,
            score=opinion.score if opinion is not None else None,
            devices=len(vitals.devices) if vitals is not None else 0,
            devices_in_trouble=sum(bool(one.trouble) for one in vitals.devices) if vitals else 0,
            troubles=tuple(one.code for one in vitals.troubles) if vitals is not None else (),
            findings=findings,
            version=heard.version if heard is not None else "",
            clock_s=heard.clock_ahead_ms / 1000 if heard is not None else None,
            disk_free_bytes=vitals.disk_free_bytes if vitals is not None else None,
            lag_lines=lag,
            lag_s=(now - figures.last_at).total_seconds() if lag and figures is not None else None,
            commands_waiting=commands,
        )

    def _day(self, centre: Centre, now: datetime) -> date:
        return now.astimezone(self._charter.of(centre.centre_id).zone).date()


def finding_sight(one: Finding, centre: Centre, zone: tzinfo) -> FindingSight:
    """A finding with its centre's name."""
    return FindingSight(
        centre=centre.code,
        centre_name=centre.name,
        code=one.code,
        about=one.about,
        detail=one.detail,
        first_at=one.first_at.astimezone(zone),
        last_at=one.last_at.astimezone(zone),
        times=one.times,
    )


def _counted(findings: Sequence[Finding]) -> Mapping[int, int]:
    counted: dict[int, int] = {}
    for one in findings:
        counted[one.centre_id] = counted.get(one.centre_id, 0) + 1
    return counted


def _presence(centre: Centre, heard: HeardNow | None, now: datetime) -> Presence:
    if centre.revoked_at is not None:
        return Presence.REVOKED
    if heard is None:
        return Presence.AWAITED
    silent = (now - heard.at).total_seconds() > SILENT_S
    return Presence.SILENT if silent else Presence.HEARD


def _lag(figures: CentreFigures | None, heard: HeardNow | None) -> int | None:
    """Lines that the centre has and the hub had not, when it last spoke."""
    if heard is None:
        return None
    if figures is None:
        return heard.seq
    return max(0, heard.seq - figures.last_seq)


def _minutes(seconds: float | None) -> int | None:
    return round(seconds / 60) if seconds is not None else None


def _minutes_since(at: datetime | None, now: datetime) -> int | None:
    return max(0, int((now - at).total_seconds() // 60)) if at is not None else None
