"""What makes a catalogue wrong although its shape is right: names, references, figures."""

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.domain.catalogue import Catalogue, Hours, Names, Rules, Service, Shifts
from kiosk.domain.slots import slots_on

LETTERS = "AFHLRSWXY"
"""Letters that are not taken for one another when they are called out in a hall."""

_ID = re.compile("[a-z0-9][a-z0-9-]{0,31}")

SHORTEST_SLOT_MIN, LONGEST_SLOT_MIN = 5, 240
_A_WEEK = tuple(date(2001, 1, 1) + timedelta(days=day) for day in range(7))
"""Monday to Sunday, long before anybody's dated exceptions."""

LONGEST_LABEL = 3
"""What a board can show of a counter, in characters."""

Mistake = tuple[str, str]
"""The key as the file writes it (``service[3].queue``), and a remedy."""


class _Listed(Protocol):
    @property
    def id(self) -> str: ...


def mistakes(catalogue: Catalogue, icons: Path) -> Iterator[Mistake]:
    """Every mistake of ``catalogue``, the most basic first; ``icons`` holds the ``.svg`` files."""
    yield from _centre(catalogue)
    for key, things in _lists(catalogue).items():
        yield from _ids(key, [thing.id for thing in things])
    for key, names in _texts(catalogue):
        yield from _languages(key, names, catalogue.centre.languages)
    yield from _icons(catalogue, icons)
    yield from _queues(catalogue)
    for index, service in enumerate(catalogue.services):
        yield from _service(f"service[{index}]", service, catalogue)
    yield from _groups(catalogue)
    yield from _counters(catalogue)
    yield from _elsewhere(catalogue)
    yield from _hours("hours", catalogue.hours)
    yield from _rules(catalogue.rules)
    yield from _books(catalogue)


def _lists(catalogue: Catalogue) -> Mapping[str, Sequence[_Listed]]:
    return {
        "queue": catalogue.queues,
        "group": catalogue.groups,
        "service": catalogue.services,
        "counter": catalogue.counters,
        "hold_reason": catalogue.hold_reasons,
        "pause_reason": catalogue.pause_reasons,
        "suspend_reason": catalogue.suspend_reasons,
        "feedback_reason": catalogue.feedback_reasons,
        "elsewhere": catalogue.elsewhere,
    }


def _centre(catalogue: Catalogue) -> Iterator[Mistake]:
    centre = catalogue.centre
    if not re.fullmatch("[A-Z0-9]{2,8}", centre.code):
        yield "centre.code", f'"{centre.code}" will not do; write 2 to 8 capital letters or digits'
    try:
        ZoneInfo(centre.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        remedy = "is no time zone; write one such as Africa/Nairobi"
        yield "centre.timezone", f'"{centre.timezone}" {remedy}'
    if not centre.languages:
        yield "centre.languages", 'there is none; write at least one, such as "sw"'
    for index, language in enumerate(centre.languages):
        key = f"centre.languages[{index}]"
        if not re.fullmatch("[a-z]{2,3}", language):
            yield key, f'"{language}" is no language; write its code, such as sw'
        if language in centre.languages[:index]:
            yield key, f'"{language}" stands twice; take one out'
    for name in ("queue", "group", "service", "counter"):
        if not _lists(catalogue)[name]:
            yield name, f"there is none; add a [[{name}]]"


def _ids(key: str, ids: Sequence[str]) -> Iterator[Mistake]:
    for index, name in enumerate(ids):
        yield from _id(f"{key}[{index}].id", name)
        if name in ids[:index]:
            first = ids.index(name)
            yield f"{key}[{index}].id", f'"{name}" is {key}[{first}] already; choose another id'


def _id(key: str, name: str) -> Iterator[Mistake]:
    if not _ID.fullmatch(name):
        yield key, f'"{name}" will not do; write up to 32 small letters, digits and hyphens'


def _texts(catalogue: Catalogue) -> Iterator[tuple[str, Names]]:
    """Everything that is said to people, under its key."""
    yield from _texts_of("centre", catalogue.centre)
    if catalogue.notice is not None:
        yield "notice", catalogue.notice
    for key, things in _lists(catalogue).items():
        for index, thing in enumerate(things):
            yield from _texts_of(f"{key}[{index}]", thing)
    yield from _texts_of("hours", catalogue.hours)


def _texts_of(key: str, thing: object) -> Iterator[tuple[str, Names]]:
    if isinstance(thing, Shifts):
        return
    if isinstance(thing, Mapping):
        yield key, thing
    elif isinstance(thing, Hours):
        for index, exception in enumerate(thing.exceptions):
            yield from _texts_of(f"{key}.exception[{index}]", exception)
    elif isinstance(thing, tuple):
        for index, item in enumerate(thing):
            yield from _texts_of(f"{key}[{index}]", item)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from _texts_of(f"{key}.{field.name}", getattr(thing, field.name))


def _languages(key: str, names: Names, languages: Sequence[str]) -> Iterator[Mistake]:
    for language in languages:
        if language not in names:
            yield f"{key}.{language}", f'this is missing; add {language} = "…"'
        elif not names[language].strip():
            yield f"{key}.{language}", "this says nothing; write the text"


def _icons(catalogue: Catalogue, icons: Path) -> Iterator[Mistake]:
    known = sorted(path.stem for path in icons.glob("*.svg"))
    for index, group in enumerate(catalogue.groups):
        yield from _known(f"group[{index}].icon", group.icon, known, "icon")
    for index, service in enumerate(catalogue.services):
        yield from _known(f"service[{index}].icon", service.icon, known, "icon")


def _queues(catalogue: Catalogue) -> Iterator[Mistake]:
    letters = [queue.letter for queue in catalogue.queues]
    for index, letter in enumerate(letters):
        key = f"queue[{index}].letter"
        if len(letter) != 1 or letter not in LETTERS:
            yield key, f'"{letter}" will not do; choose one of {" ".join(LETTERS)}'
        if letter in letters[:index]:
            yield key, f'"{letter}" is taken by queue[{letters.index(letter)}]; choose another'


def _groups(catalogue: Catalogue) -> Iterator[Mistake]:
    unsure = [index for index, group in enumerate(catalogue.groups) if group.unsure]
    for index in unsure[1:]:
        yield f"group[{index}].unsure", f"group[{unsure[0]}] is it already; keep one"
    for index, group in enumerate(catalogue.groups):
        if not catalogue.services_of_group(group.id):
            remedy = "no service belongs to it; add one, or take the group out"
            yield f"group[{index}].id", f'"{group.id}": {remedy}'


def _service(key: str, service: Service, catalogue: Catalogue) -> Iterator[Mistake]:
    groups = [group.id for group in catalogue.groups]
    yield from _known(f"{key}.group", service.group, groups, "group")
    yield from _known(f"{key}.queue", service.queue, catalogue.queue, "queue")
    yield from _at_least(f"{key}.target_min", service.target_min, 1)
    if service.quota is not None:
        yield from _at_least(f"{key}.quota", service.quota, 1)
    for index, fee in enumerate(service.fees):
        yield from _at_least(f"{key}.fees[{index}].amount_kes", fee.amount_kes, 0)
        if fee.valid_until is not None and fee.valid_until < fee.valid_from:
            remedy = "this is before valid_from; correct one of them"
            yield f"{key}.fees[{index}].valid_until", remedy
    if service.hours is not None:
        yield from _hours(f"{key}.hours", service.hours)


def _counters(catalogue: Catalogue) -> Iterator[Mistake]:
    labels = [counter.label for counter in catalogue.counters]
    for index, counter in enumerate(catalogue.counters):
        key = f"counter[{index}]"
        if not 1 <= len(counter.label) <= LONGEST_LABEL:
            yield f"{key}.label", f'"{counter.label}" does not fit a board; write 1 to 3 characters'
        if counter.label in labels[:index]:
            first = labels.index(counter.label)
            yield f"{key}.label", f'"{counter.label}" is counter[{first}] already; choose another'
        if counter.zone is not None:
            yield from _id(f"{key}.zone", counter.zone)
        if not counter.services:
            yield f"{key}.services", "there is none; name what this counter gives"
        for place, service in enumerate(counter.services):
            at = f"{key}.services[{place}]"
            yield from _known(at, service, catalogue.service, "service")
            if service in counter.services[:place]:
                yield at, f'"{service}" stands twice; take one out'
        if counter.shifts is not None:
            yield from _shifts(f"{key}.shifts", counter.shifts)


def _shifts(key: str, shifts: Shifts) -> Iterator[Mistake]:
    for day, spans in shifts.week.items():
        for place in range(1, len(spans)):
            if spans[place].opens < spans[place - 1].closes:
                remedy = "this begins before the last one ended; write the spans in order"
                yield f"{key}.{day}[{place}]", remedy


def _elsewhere(catalogue: Catalogue) -> Iterator[Mistake]:
    groups = [group.id for group in catalogue.groups]
    for index, other in enumerate(catalogue.elsewhere):
        key = f"elsewhere[{index}]"
        yield from _known(f"{key}.group", other.group, groups, "group")
        if other.id in catalogue.service:
            yield f"{key}.id", f'"{other.id}" is a service of this centre; take one of them out'


def _books(catalogue: Catalogue) -> Iterator[Mistake]:
    """Every book's figures; last of all, whether anybody could ever be given a place in it."""
    books = [
        (f"service[{index}].appointments", service, service.appointments)
        for index, service in enumerate(catalogue.services)
        if service.appointments is not None
    ]
    for key, _, book in books:
        at = f"{key}.minutes"
        yield from _between(at, book.minutes, SHORTEST_SLOT_MIN, LONGEST_SLOT_MIN)
        if book.capacity is not None:
            yield from _at_least(f"{key}.capacity", book.capacity, 1)
    for key, service, _ in books:
        if not any(slots_on(catalogue, service, day, None) for day in _A_WEEK):
            remedy = "a week has no place in this book; write longer slots or a capacity"
            yield key, f"{remedy}, or give the service more counters"


def _hours(key: str, hours: Hours) -> Iterator[Mistake]:
    yield from _at_least(f"{key}.cut_off_min", hours.cut_off_min, 0)
    days = [exception.day for exception in hours.exceptions]
    for index, day in enumerate(days):
        if day in days[:index]:
            first = f"{key}.exception[{days.index(day)}]"
            yield f"{key}.exception[{index}].day", f"{day} is {first} already; keep one"


def _rules(rules: Rules) -> Iterator[Mistake]:
    yield from _at_least("rules.priority_credit_min", rules.priority_credit_min, 0)
    yield from _at_least("rules.calls_before_no_show", rules.calls_before_no_show, 1)
    yield from _at_least("rules.requeue_within_min", rules.requeue_within_min, 0)
    yield from _at_least("rules.feedback_within_s", rules.feedback_within_s, 1)
    yield from _at_least("rules.appointment_credit_min", rules.appointment_credit_min, 0)
    yield from _at_least("rules.appointment_late_min", rules.appointment_late_min, 0)
    late, lost = rules.appointment_late_min, rules.appointment_lost_min
    yield from _at_least("rules.appointment_lost_min", lost, late)
    yield from _between("rules.appointments_pct", rules.appointments_pct, 1, 100)
    yield from _between("rules.hub_share_pct", rules.hub_share_pct, 0, 100)
    yield from _between("rules.book_ahead_days", rules.book_ahead_days, 0, 366)
    yield from _at_least("rules.ask_from_wait_min", rules.ask_from_wait_min, 1)
    yield from _at_least("rules.wait_target_min", rules.wait_target_min, 1)


def _between(key: str, figure: int, least: int, most: int) -> Iterator[Mistake]:
    yield from _at_least(key, figure, least)
    if figure > most:
        yield key, f"{figure} is too large; write {most} or less"


def _at_least(key: str, figure: int, least: int) -> Iterator[Mistake]:
    if figure < least:
        yield key, f"{figure} is too small; write {least} or more"


def _known(key: str, name: str, known: Collection[str], what: str) -> Iterator[Mistake]:
    if name in known:
        return
    near = get_close_matches(name, known, n=1)
    remedy = f'did you mean "{near[0]}"?' if near else f"choose a {what} there is, or add it"
    yield key, f'there is no {what} "{name}"; {remedy}'
