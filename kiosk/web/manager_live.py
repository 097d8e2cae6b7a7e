"""The live page in words and figures: what a manager reads at one glance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.domain.counter import STAFFED, CounterState
from kiosk.web.desk_words import NOTHING, Figure, between
from kiosk.web.manager_chart import Chart, chart_of
from kiosk.web.manager_sight import (
    CopySight,
    CounterSight,
    HelpSight,
    HubSight,
    LiveSight,
    ServiceSight,
    TroubleSight,
)
from kiosk.web.manager_words import ManagerWords, tone_of

FULL_SCALE = 1.5
"""A wait this many times the target fills its bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something to look at: ``amber`` while it still works, else ``red``."""

    say: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody needs a person."""

    help: str
    say: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A service somebody waits for, or that is stopped."""

    letter: str
    name: str
    group: str
    waiting: int
    wait: str
    pct: int
    target_pct: int
    over: bool
    note: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterRow:
    """A counter; ``spoken`` is its label for those who listen."""

    label: str
    spoken: str
    agent: str
    doing: str
    number: str
    tone: str
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePage:
    """Everything on the page; ``said`` is what is told when it is new."""

    title: str
    said: str
    alerts: Sequence[Alert]
    helps: Sequence[Call]
    figures: Sequence[Figure]
    chart: Chart
    services: Sequence[ServiceRow]
    services_note: str
    services_more: str
    counters: Sequence[CounterRow]
    copies: Sequence[Alert]
    earlier: Sequence[str]


def live_page(sight: LiveSight, words: ManagerWords) -> LivePage:
    """The page of one moment."""
    alerts = tuple(_alerts(sight, words))
    helps = tuple(_call(call, words) for call in sight.helps)
    shown = [one for one in sight.services if one.waiting or one.suspended is not None]
    shown.sort(key=lambda one: -one.waiting)
    rest = len(sight.services) - len(shown)
    return LivePage(
        title=words.now(sight.at),
        said=". ".join([*(call.say for call in helps), *(alert.say for alert in alerts)]),
        alerts=alerts,
        helps=helps,
        figures=tuple(_figures(sight, words)),
        chart=chart_of(sight, words),
        services=tuple(_service(one, sight.target_min, words) for one in shown),
        services_note=words.say("manager-services-note", target=sight.target_min),
        services_more=words.say("manager-services-more", count=rest) if rest else "",
        counters=tuple(counter_row(one, words) for one in sight.counters),
        copies=tuple(_kept_elsewhere(sight, words)),
        earlier=tuple(_earlier(one, words) for one in sight.troubles if one.until is not None),
    )


def _alerts(sight: LiveSight, words: ManagerWords) -> Iterable[Alert]:
    for trouble in (one for one in sight.troubles if one.until is None):
        yield Alert(say=_trouble_said(trouble, words), tone="red")
    for printer in sight.printers:
        yield Alert(say=words.printer(printer), tone=tone_of(printer))


def _trouble_said(trouble: TroubleSight, words: ManagerWords) -> str:
    """What is wrong, and with what of several."""
    said = words.name(trouble.say)
    return f"{said} ({trouble.about})" if trouble.about else said


def _kept_elsewhere(sight: LiveSight, words: ManagerWords) -> Iterable[Alert]:
    """Where the records are beside this centre: on its copies, and at the hub."""
    for one in sight.copies:
        yield _copy(one, words)
    if sight.hub is not None:
        yield _hub(sight.hub, words)


def _hub(hub: HubSight, words: ManagerWords) -> Alert:
    """How far the hub is; ``red`` where somebody must do something."""
    if hub.stopped:
        return Alert(say=words.say("manager-hub-stopped", count=hub.behind), tone="red")
    if hub.away:
        time = words.texts.time(hub.seen) if hub.seen is not None else NOTHING
        said = words.say("manager-hub-away", time=time, count=hub.behind)
        return Alert(say=said, tone="amber")
    if hub.behind:
        return Alert(say=words.say("manager-hub-behind", count=hub.behind), tone="amber")
    return Alert(say=words.say("manager-hub-in-step"), tone="green")


def _copy(one: CopySight, words: ManagerWords) -> Alert:
    """How a copy stands; ``red`` while it does not answer."""
    if one.away:
        at = words.texts.time(one.seen)
        return Alert(say=words.say("manager-copy-away", copy=one.name, time=at), tone="red")
    if one.behind:
        said = words.say("manager-copy-behind", copy=one.name, count=one.behind)
        return Alert(say=said, tone="amber")
    return Alert(say=words.say("manager-copy-in-step", copy=one.name), tone="green")


def _earlier(one: TroubleSight, words: ManagerWords) -> str:
    """``09:12–09:14 …``, or one time where it was over at once."""
    since, until = (words.texts.time(at) for at in (one.since, one.until or one.since))
    span = since if since == until else f"{since}–{until}"
    return f"{span} {_trouble_said(one, words)}"


def _call(call: HelpSight, words: ManagerWords) -> Call:
    return Call(
        help=call.help,
        say=words.say("counter-help-wanted", where=words.where(call)),
        since=words.ago(call.minutes),
    )


def _figures(sight: LiveSight, words: ManagerWords) -> Iterable[Figure]:
    say = words.say
    oldest = sight.oldest_min
    yield Figure(
        label=say("manager-waiting-now"),
        value=str(sight.waiting),
        note=say("manager-oldest", minutes=oldest) if oldest is not None else "",
    )
    usual = sight.usual.median_min
    yield Figure(
        label=say("manager-median-wait"),
        value=words.minutes(sight.median_min),
        note=say("manager-target-last", target=sight.target_min, minutes=usual)
        if usual is not None
        else say("manager-target", target=sight.target_min),
        over=sight.median_min is not None and sight.median_min > sight.target_min,
    )
    yield Figure(
        label=say("manager-served-today"),
        value=str(sight.served),
        note=say("manager-counters-open", open=sight.open_counters, all=len(sight.counters)),
    )
    yield _satisfied(sight, words)
    rate = sight.no_shows / sight.called_out if sight.called_out else None
    yield Figure(
        label=say("manager-no-shows"),
        value=f"{rate:.1%}" if rate is not None else NOTHING,
        note=say("manager-tickets", count=sight.no_shows),
    )


def _satisfied(sight: LiveSight, words: ManagerWords) -> Figure:
    score, label = sight.satisfied.valid, words.say("manager-satisfied")
    if score is None:
        return Figure(label=label, value=NOTHING, note=words.say("manager-too-few"))
    return Figure(
        label=label,
        value=f"{score.csat:.0%}",
        note=words.say(
            "manager-satisfied-note",
            between=between(score),
            answers=score.n,
            served=sight.served,
        ),
    )


def _service(one: ServiceSight, target_min: int, words: ManagerWords) -> ServiceRow:
    full_min = target_min * FULL_SCALE
    oldest = one.oldest_min or 0
    note, tone = "", ""
    if one.suspended is not None:
        note, tone = words.say("manager-suspended", reason=words.name(one.suspended)), "over"
    elif one.waiting and not one.open_counters:
        note, tone = words.say("manager-no-counter"), "over"
    return ServiceRow(
        letter=one.letter,
        name=words.name(one.name),
        group=words.name(one.group),
        waiting=one.waiting,
        wait=words.minutes(one.oldest_min),
        pct=round(min(1.0, oldest / full_min) * 100),
        target_pct=round(100 / FULL_SCALE),
        over=oldest > target_min,
        note=note,
        tone=tone,
    )


def counter_row(one: CounterSight, words: ManagerWords) -> CounterRow:
    """One counter as it is now."""
    if one.state in STAFFED and one.state not in (CounterState.FREE, CounterState.READY):
        tone = "busy"
    else:
        tone = "closed" if one.state is CounterState.CLOSED else "free"
    return CounterRow(
        label=one.label,
        spoken=words.say("counter-label", label=one.label),
        agent=words.say("manager-agent", agent=one.agent) if one.agent else "",
        doing=words.doing(one),
        number=one.number,
        tone=tone,
        over=one.over,
    )
