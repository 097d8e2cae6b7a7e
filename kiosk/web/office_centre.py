"""One centre in depth, in words and figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.web import office_lists as lists
from kiosk.web.desk_words import NOTHING, Figure, between
from kiosk.web.office_deep import CounterFigures, DeepSight, HourFigures, ServiceFigures
from kiosk.web.office_page import FindingLine, finding_line
from kiosk.web.office_sight import CentreSight, Presence
from kiosk.web.office_words import OfficeWords

HEAD_PCT = 3.0
"""Room above the longest bar."""
FULL_SCALE = 1.5
"""A wait this many times the charter's fills its bar."""
BUSY = frozenset({"called", "serving"})
CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An hour's wait of nine in ten, its bar in per cent of the chart's height from above."""

    hour: int
    called: int
    p50: str
    p90: str
    y: float
    height: float
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A service today; ``pct`` and ``target_pct`` are its wait's bar and the charter's mark."""

    id: str
    name: str
    waiting: int
    served: int
    p50: str
    p90: str
    pct: int
    target_pct: int
    is_over: bool
    state: str
    is_suspended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterRow:
    """A counter now; ``tone`` as the manager's pages have it."""

    label: str
    spoken: str
    doing: str
    served: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CentrePage:
    """Everything on the page."""

    code: str
    name: str
    standing: str
    is_wrong: bool
    figures: Sequence[Figure]
    findings: Sequence[FindingLine]
    troubles: Sequence[lists.Line]
    bars: Sequence[Bar]
    target_y: float
    target: int
    services: Sequence[ServiceRow]
    counters: Sequence[CounterRow]
    devices: Sequence[lists.Line]
    machine: Sequence[tuple[str, str]]
    asked: Sequence[lists.Line]
    runs: str
    versions: Sequence[lists.Line]
    book: Sequence[lists.Line]
    keys: Sequence[lists.Line]
    acts: Sequence[lists.Line]
    code_until: str
    is_revoked: bool


def centre_page(sight: DeepSight, words: OfficeWords) -> CentrePage:
    """The page of one moment."""
    one, today = sight.centre, sight.at.date()
    bars, target_y = _bars(sight.hours, one.target_min, words)
    runs = sight.runs_version
    return CentrePage(
        code=one.code,
        name=one.name,
        standing=standing_of(sight, words),
        is_wrong=one.presence is Presence.SILENT,
        figures=tuple(_figures(one, words)),
        findings=tuple(finding_line(each, words, today) for each in sight.findings),
        troubles=tuple(lists.troubles(sight, words)),
        bars=bars,
        target_y=target_y,
        target=one.target_min,
        services=tuple(_service(each, one.target_min, words) for each in sight.services),
        counters=tuple(_counter(each, sight, words) for each in sight.counters),
        devices=tuple(lists.devices(sight, words)),
        machine=tuple(_machine(sight, words)),
        asked=tuple(lists.asked(sight, words)),
        runs=words.say("office-runs", version=runs) if runs else words.say("office-runs-own"),
        versions=tuple(lists.versions(sight, words)),
        book=tuple(lists.book(sight, words)),
        keys=tuple(lists.keys(sight, words)),
        acts=tuple(lists.acts(sight, words)),
        code_until=words.moment(sight.code_until) if sight.code_until is not None else "",
        is_revoked=one.presence is Presence.REVOKED,
    )


def standing_of(sight: DeepSight, words: OfficeWords) -> str:
    """Whether the centre is there."""
    one = sight.centre
    if one.presence is Presence.REVOKED:
        return words.say("office-revoked")
    if one.heard_at is None:
        return words.say("office-awaited")
    heard_s = (sight.at - one.heard_at).total_seconds()
    if one.presence is Presence.SILENT:
        at = words.moment(one.heard_at, sight.at.date())
        return words.say("office-silent-since", ago=words.ago(heard_s), at=at)
    return words.say("office-heard", ago=words.ago(heard_s))


def _figures(one: CentreSight, words: OfficeWords) -> Iterator[Figure]:
    oldest = words.say("manager-oldest", minutes=one.oldest_min) if one.oldest_min else ""
    yield Figure(label=words.say("office-waiting"), value=words.count(one.waiting), note=oldest)
    half = words.say("office-half", minutes=one.p50_min) if one.p50_min is not None else ""
    target = words.say("manager-target", target=one.target_min)
    yield Figure(
        label=words.say("office-nine"),
        value=words.minutes(one.p90_min),
        note=" · ".join(filter(None, (half, target))),
        over=one.is_over,
    )
    yield Figure(
        label=words.say("office-counters-open"),
        value=words.count(one.open_counters),
        note=words.say("office-of-counters", count=one.counters or 0),
    )
    score, label = one.score, words.say("office-satisfied")
    if score is None:
        yield Figure(label=label, value=NOTHING, note=words.say("manager-too-few"))
    else:
        note = words.say("office-satisfied-note", between=between(score), answers=score.n)
        yield Figure(label=label, value=f"{score.csat:.0%}", note=note)
    yield Figure(label=words.say("manager-served-today"), value=words.count(one.served), note="")


def _bars(
    hours: Sequence[HourFigures], target_min: int, words: OfficeWords
) -> tuple[tuple[Bar, ...], float]:
    top = max([target_min, *(one.p90_min or 0 for one in hours)])

    def y(minutes: int) -> float:
        return round(100 - minutes / top * (100 - HEAD_PCT), 1)

    bars = tuple(
        Bar(
            hour=one.hour,
            called=one.called,
            p50=words.minutes(one.p50_min),
            p90=words.minutes(one.p90_min),
            y=min(99.0, y(one.p90_min or 0)),
            height=round(100 - min(99.0, y(one.p90_min or 0)), 1),
            is_over=(one.p90_min or 0) > target_min,
        )
        for one in hours
    )
    return bars, y(target_min)


def _service(one: ServiceFigures, target_min: int, words: OfficeWords) -> ServiceRow:
    p90 = one.p90_min or 0
    why = words.name(one.suspended or {})
    return ServiceRow(
        id=one.id,
        name=words.name(one.name) or one.id,
        waiting=one.waiting,
        served=one.served,
        p50=words.minutes(one.p50_min),
        p90=words.minutes(one.p90_min),
        pct=round(min(1.0, p90 / (target_min * FULL_SCALE)) * 100),
        target_pct=round(100 / FULL_SCALE),
        is_over=p90 > target_min,
        state=words.say("manager-suspended", reason=why) if why else "",
        is_suspended=one.suspended is not None,
    )


def _counter(one: CounterFigures, sight: DeepSight, words: OfficeWords) -> CounterRow:
    since = words.ago((sight.at - one.since).total_seconds()) if one.since is not None else ""
    doing = " · ".join(filter(None, (lists.or_itself("office-counter", one.state, words), since)))
    tone = "busy" if one.state in BUSY else CLOSED if one.state == CLOSED else "free"
    return CounterRow(
        label=one.label,
        spoken=words.say("counter-label", label=one.label),
        doing=doing,
        served=words.say("office-served", count=one.served),
        tone=tone,
    )


def _machine(sight: DeepSight, words: OfficeWords) -> Iterator[tuple[str, str]]:
    one = sight.centre
    heard = words.moment(one.heard_at) if one.heard_at is not None else NOTHING
    yield words.say("office-column-heard"), heard
    yield words.say("office-column-version"), one.version or NOTHING
    lag = words.count(one.lag_lines)
    if one.lag_lines:
        lag = f"{lag} ({words.ago(one.lag_s)})"
    yield words.say("office-column-lag"), lag
    yield words.say("office-column-clock"), words.clock(one.clock_s)
    yield words.say("office-column-disk"), words.room(one.disk_free_bytes)
