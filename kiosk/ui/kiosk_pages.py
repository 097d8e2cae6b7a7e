"""What the kiosk says before a service is chosen: the first screen, the hours, the tiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.domain.catalogue import DAYS, Group, Hours, Opening, Service
from kiosk.domain.errors import Reason
from kiosk.domain.slots import CHECK_IN_BEFORE_OPENING
from kiosk.ui.kiosk_alone import waiting_line
from kiosk.ui.kiosk_glance import TILE_WARNINGS, Glance, named

APPOINTMENT = "@appointment"
"""In place of a group's id (which has no such sign): the tile of those who have an appointment."""
A_MONDAY = date(2024, 1, 1)


class Doors(StrEnum):
    """Whether tickets can be had at all."""

    OPEN = "open"
    CUT_OFF = "cut_off"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """One language's part of the first screen."""

    language: str
    name: str
    waiting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """One language's part of the screen while nobody can take a ticket."""

    language: str
    title: str
    opens: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTile:
    """One tile: ``wait`` is empty where ``refusal`` says why there is no ticket now."""

    group: str = ""
    name: str = ""
    hint: str = ""
    symbol: str = ""
    wait: str = ""
    refusal: str = ""


def doors(glance: Glance) -> Doors:
    """Open while any service gives tickets, lacks them for today only, or has a promise to keep."""
    reasons = {glance.refusal(service) for service in glance.catalogue.services}
    if any(_awaits(glance, service) for service in glance.catalogue.services):
        return Doors.OPEN
    if reasons == {Reason.CENTRE_CLOSED}:
        return Doors.CLOSED
    if reasons <= {Reason.CENTRE_CLOSED, Reason.CUT_OFF}:
        return Doors.CUT_OFF
    return Doors.OPEN


def _awaits(glance: Glance, service: Service) -> bool:
    """Whether somebody with an appointment may still come, whom no cut-off refuses."""
    opening = glance.hours_of(service).on(glance.at.date())
    if service.appointments is None or opening is None or glance.at.time() >= opening.closes:
        return False
    opens = datetime.combine(glance.at.date(), opening.opens, glance.at.tzinfo)
    since = glance.at - timedelta(minutes=glance.catalogue.rules.appointment_lost_min)
    awaited = glance.mirror.floor.book.awaited(service.id, glance.at.date(), since)
    return glance.at >= opens - CHECK_IN_BEFORE_OPENING and awaited > 0


def welcome(glance: Glance, language: str) -> Welcome:
    """The greeting's changing part: how many wait, and about how long."""
    texts = glance.texts
    return Welcome(
        language=language,
        name=texts.say(language, "language-name"),
        waiting=waiting_line(
            texts,
            texts.say(language, "people-waiting", count=glance.waiting()),
            glance.typical_wait_min(),
            glance.alone,
            language,
        ),
    )


def closed(glance: Glance, state: Doors, language: str) -> Closed:
    """Why no ticket, when again, and the hours."""
    texts, hours, today = glance.texts, glance.catalogue.hours, glance.at.date()
    holiday = next((e for e in hours.exceptions if e.day == today and e.opening is None), None)
    if state is Doors.CUT_OFF:
        title = texts.say(language, "kiosk-closed-cut-off")
    elif holiday is not None:
        title = texts.say(language, "kiosk-closed-holiday", name=named(holiday.name, language))
    else:
        title = texts.say(language, "kiosk-closed")
    return Closed(
        language=language,
        title=title,
        opens=_opens(glance, language),
        hours=hours_lines(glance, hours, language),
    )


def _opens(glance: Glance, language: str) -> str:
    opening = glance.catalogue.hours.next_opening(glance.at)
    if opening is None:
        return ""
    texts, time = glance.texts, glance.texts.time(opening)
    if opening.date() == glance.at.date():
        return texts.say(language, "kiosk-opens-today", time=time)
    return texts.say(language, "kiosk-opens-on", day=texts.date(language, opening), time=time)


def hours_lines(glance: Glance, hours: Hours, language: str) -> tuple[str, ...]:
    """The week's hours, days that are alike and follow each other on one line."""
    texts = glance.texts
    spans: list[tuple[int, int, Opening]] = []
    for weekday, day in enumerate(DAYS):
        opening = hours.week.get(day)
        if opening is None:
            continue
        if spans and spans[-1][1] == weekday - 1 and spans[-1][2] == opening:
            spans[-1] = (spans[-1][0], weekday, opening)
        else:
            spans.append((weekday, weekday, opening))

    def days(first: int, last: int) -> str:
        names = [texts.weekday(language, A_MONDAY + timedelta(days=n)) for n in (first, last)]
        if first == last:
            return names[0]
        return texts.say(language, "kiosk-days-span", first=names[0], last=names[1])

    return tuple(
        texts.say(
            language,
            "kiosk-hours-line",
            days=days(first, last),
            opens=texts.time(opening.opens),
            closes=texts.time(opening.closes),
        )
        for first, last, opening in spans
    )


def tile_pages(
    groups: Sequence[Group], per_page: int, *, books: bool = False
) -> tuple[tuple[Group | None, ...], ...]:
    """Groups in the order of demand, page by page; those that are ``always`` on the first.

    The one for visitors who are not sure has a place of its own on every page. ``None`` is the
    place of those with an appointment, the first where there are ``books``.
    """
    tiles: list[Group | None] = [group for group in groups if not group.unsure]
    if books:
        tiles.insert(0, None)
    for group in [g for g in tiles[per_page:] if g is not None and g.always]:
        tiles.remove(group)
        kept = sum(1 for g in tiles[:per_page] if g is not None and g.always)
        tiles.insert(max(0, per_page - 1 - kept), group)
    return tuple(tuple(tiles[start : start + per_page]) for start in range(0, len(tiles), per_page))


def tile(glance: Glance, group: Group | None, language: str) -> GroupTile:
    """A tile's words; the wait is that of the group's most wanted service."""
    if group is None:
        return appointment_tile(glance, language)
    reason = glance.refusal_of_group(group)
    services = glance.catalogue.services_of_group(group.id)
    refusal = "" if reason is None else glance.texts.say(language, TILE_WARNINGS[reason])
    wait = glance.texts.wait(language, glance.wait_min(services[0])) if services else ""
    return GroupTile(
        group=group.id,
        name=named(group.name, language),
        hint=named(group.hint, language),
        symbol=group.icon,
        wait="" if refusal else wait,
        refusal=refusal,
    )


def appointment_tile(glance: Glance, language: str) -> GroupTile:
    """The way in for those with an appointment who do not hold its code before the reader."""
    return GroupTile(
        group=APPOINTMENT,
        name=glance.texts.say(language, "kiosk-have-appointment"),
        hint=glance.texts.say(language, "kiosk-have-appointment-note"),
        symbol="calendar-check",
    )
