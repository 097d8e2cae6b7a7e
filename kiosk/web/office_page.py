"""All centres in words and figures: what head office reads at one glance."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.satisfaction import SHOWN_FROM, wilson
from kiosk.web.desk_words import NOTHING, Figure, between
from kiosk.web.office_sight import (
    CentreSight,
    FindingSight,
    OfficeSight,
    Presence,
    Weight,
)
from kiosk.web.office_wish import SORTS, Wish
from kiosk.web.office_words import OfficeWords

TONES = {Weight.FINE: "", Weight.LOOK: "look", Weight.WRONG: "wrong"}
MOST_FINDINGS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's head: ``order`` as ``aria-sort`` has it, empty where it is not the one."""

    key: str
    name: str
    full: str
    link: str
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure of a row; ``bad`` with the words ``why`` for whoever does not see colours."""

    key: str
    text: str
    small: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One centre; ``notes`` say what is wrong beyond its figures."""

    code: str
    name: str
    notes: str
    tone: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A finding in words."""

    key: str
    centre: str
    name: str
    code: str
    about: str
    say: str
    detail: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePage:
    """Everything on the page; ``said`` is one line for each thing that is wrong, to be told."""

    title: str
    said: str
    figures: Sequence[Figure]
    findings: Sequence[FindingLine]
    findings_more: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    shown: str
    caption: str


def office_page(sight: OfficeSight, wish: Wish, words: OfficeWords) -> OfficePage:
    """The page of one moment, as it is wanted."""
    wanted = wish.of(sight.centres)
    more = len(sight.findings) - MOST_FINDINGS
    columns = tuple(_columns(wish, words))
    sorted_by = next((one.full for one in columns if one.order), "")
    return OfficePage(
        title=words.now(sight.at),
        said="\n".join(_said(sight, words)),
        figures=tuple(_figures(sight, words)),
        findings=tuple(
            finding_line(one, words, sight.at.date()) for one in sight.findings[:MOST_FINDINGS]
        ),
        findings_more=words.say("office-findings-more", count=more) if more > 0 else "",
        columns=columns,
        rows=tuple(_row(one, sight.at, words) for one in wanted),
        shown=words.say("office-shown", shown=len(wanted), all=len(sight.centres)),
        caption=words.say("office-caption-sorted", column=sorted_by)
        if sorted_by
        else words.say("office-caption"),
    )


def finding_line(one: FindingSight, words: OfficeWords, today: date) -> FindingLine:
    """A finding in words; its detail is the hub's own English."""
    when = words.moment(one.last_at, today)
    if one.times > 1:
        since = words.moment(one.first_at, today)
        when = words.say("office-finding-times", times=one.times, since=since, last=when)
    return FindingLine(
        key=f"{one.centre}|{one.code}|{one.about}",
        centre=one.centre,
        name=one.centre_name,
        code=one.code,
        about=one.about,
        say=words.finding(one.code),
        detail=f"{one.about}: {one.detail}" if one.about else one.detail,
        when=when,
    )


def _columns(wish: Wish, words: OfficeWords) -> Iterator[Column]:
    for key in SORTS:
        if key == "oldest":
            continue
        order = ""
        if wish.sort == key:
            order = "descending" if wish.is_descending else "ascending"
        yield Column(
            key=key,
            name=words.say(f"office-col-{key}"),
            full=words.say(f"office-column-{key}"),
            link=wish.sorted_by(key).query,
            order=order,
        )


def _row(one: CentreSight, at: datetime, words: OfficeWords) -> Row:
    heard_s = (at - one.heard_at).total_seconds() if one.heard_at is not None else None
    return Row(
        code=one.code,
        name=one.name,
        notes=" · ".join(_notes(one, words)),
        tone="gone" if one.presence is Presence.REVOKED else TONES[one.weight],
        cells=(*_hall(one, words), *_machine(one, heard_s, words)),
    )


def _hall(one: CentreSight, words: OfficeWords) -> Iterator[Cell]:
    oldest = words.say("office-oldest", minutes=one.oldest_min) if one.oldest_min else ""
    yield Cell(key="waiting", text=words.count(one.waiting), small=oldest)
    yield Cell(key="p50", text=words.minutes(one.p50_min))
    why = words.say("office-over", target=one.target_min) if one.is_over else ""
    promised = words.say("office-of-target", target=one.target_min)
    yield Cell(key="p90", text=words.minutes(one.p90_min), small=promised, why=why)
    counters = NOTHING
    if one.open_counters is not None and one.counters is not None:
        counters = words.say("office-of", part=one.open_counters, all=one.counters)
    yield Cell(key="counters", text=counters)
    score = one.score
    if score is None:
        yield Cell(key="satisfied", text=NOTHING)
    else:
        yield Cell(key="satisfied", text=f"{score.csat:.0%}", small=between(score))


def _machine(one: CentreSight, heard_s: float | None, words: OfficeWords) -> Iterator[Cell]:
    devices = words.say("office-of", part=one.devices_in_trouble, all=one.devices)
    why = words.say("office-in-trouble") if one.devices_in_trouble else ""
    yield Cell(key="devices", text=devices if one.devices else NOTHING, why=why)
    silent = one.presence is Presence.SILENT
    why = words.say("office-silent") if silent else ""
    heard = words.say("office-now") if _is_fresh(heard_s) and not silent else words.ago(heard_s)
    yield Cell(key="heard", text=heard, why=why)
    why = words.say("office-behind") if one.is_behind else ""
    lag = words.count(one.lag_lines)
    yield Cell(key="lag", text=lag, small=words.ago(one.lag_s) if one.lag_lines else "", why=why)
    yield Cell(key="version", text=one.version or NOTHING)
    why = words.say("office-clock-off") if one.is_clock_off else ""
    yield Cell(key="clock", text=words.clock(one.clock_s), why=why)
    why = words.say("office-disk-low") if one.is_disk_low else ""
    yield Cell(key="disk", text=words.room(one.disk_free_bytes), why=why)


def _is_fresh(heard_s: float | None) -> bool:
    """Whether it was heard so lately that seconds say nothing, and only make the page flicker."""
    return heard_s is not None and heard_s < 30  # noqa: PLR2004 - twice as often as it must speak


def _notes(one: CentreSight, words: OfficeWords) -> Iterator[str]:
    match one.presence:
        case Presence.AWAITED:
            yield words.say("office-awaited")
        case Presence.REVOKED:
            yield words.say("office-revoked")
        case Presence.SILENT:
            yield words.say("office-silent")
        case Presence.HEARD:
            pass
    if one.findings:
        yield words.say("office-findings-count", count=one.findings)
    if one.troubles:
        yield words.say("office-troubles-count", count=len(one.troubles))
    if one.commands_waiting:
        yield words.say("office-commands-wait", count=one.commands_waiting)
    if one.is_outreach:
        yield words.say("office-outreach")


def _said(sight: OfficeSight, words: OfficeWords) -> Iterator[str]:
    """What is told when it is new: findings, and who is not heard; never figures."""
    for finding in sight.findings:
        yield f"{finding.centre_name}: {words.finding(finding.code)}"
    for one in sight.centres:
        if one.presence is Presence.SILENT:
            yield f"{one.name}: {words.say('office-silent')}"


def _figures(sight: OfficeSight, words: OfficeWords) -> Iterator[Figure]:
    centres = [one for one in sight.centres if one.presence is not Presence.REVOKED]
    known = [one for one in centres if one.waiting is not None]
    yield Figure(
        label=words.say("office-waiting"),
        value=f"{_sum(one.waiting for one in known):,}",
        note=words.say("office-served", count=_sum(one.served for one in known)),
    )
    over = sum(one.is_over for one in centres)
    yield Figure(
        label=words.say("office-over-charter"),
        value=str(over),
        note=words.say("office-of-centres", count=len(known)),
        over=over > 0,
    )
    yield Figure(
        label=words.say("office-counters-open"),
        value=f"{_sum(one.open_counters for one in known):,}",
        note=words.say("office-of-counters", count=_sum(one.counters for one in known)),
    )
    yield _satisfied(centres, words)
    silent = sum(one.presence is Presence.SILENT for one in centres)
    devices = sum(one.devices_in_trouble for one in centres)
    yield Figure(
        label=words.say("office-not-heard"),
        value=str(silent),
        note=words.say("office-devices-trouble", count=devices),
        over=silent > 0,
    )


def _satisfied(centres: Sequence[CentreSight], words: OfficeWords) -> Figure:
    label = words.say("office-satisfied")
    good, answers = sum(one.good for one in centres), sum(one.answers for one in centres)
    if answers < SHOWN_FROM:
        return Figure(label=label, value=NOTHING, note=words.say("manager-too-few"))
    low, high = wilson(good, answers)
    note = words.say("office-satisfied-note", between=f"{low:.1%}–{high:.1%}", answers=answers)
    return Figure(label=label, value=f"{good / answers:.0%}", note=note)


def _sum(figures: Iterable[int | None]) -> int:
    return sum(one or 0 for one in figures)
