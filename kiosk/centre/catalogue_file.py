"""Reads what a centre offers from its TOML file, and says in one sentence what is wrong with it."""

import dataclasses
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import msgspec

from kiosk.centre.catalogue_checks import mistakes
from kiosk.domain.catalogue import (
    DAYS,
    Catalogue,
    Centre,
    Code,
    Counter,
    Elsewhere,
    Group,
    Hours,
    Names,
    Queue,
    Rules,
    Service,
)
from kiosk.texts import Texts

ICONS = Path(__file__).parents[2] / "assets" / "icons"

_HOURS_KEYS = (*DAYS, "cut_off_min", "exception")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d) ?[-–] ?([01]\d|2[0-3]):([0-5]\d)")

_WANTED = {
    "int": "a whole number",
    "str": "a text in quotes",
    "bool": "true or false",
    "float": "a number with a point",
    "array": "a list in [brackets]",
    "object": 'a table, as in {en = "…", sw = "…"}',
    "date": "a date such as 2026-12-25",
    "datetime": "a date with a time",
    "time": "a time",
}


class CatalogueMistake(ValueError):
    """What is wrong in a catalogue, where, and how to put it right.

    ``key`` counts from 0, as in ``service[3].queue``; the sentence names the service as well.
    """

    def __init__(self, file: Path, key: str, remedy: str, *, of: str | None = None) -> None:
        where = f"{key} ({of})" if of else key
        super().__init__(f"{file}: {where}: {remedy}" if key else f"{file}: {remedy}")
        self.file = file
        self.key = key
        self.remedy = remedy


class _Wrong(Exception):
    def __init__(self, key: str, remedy: str) -> None:
        super().__init__(key, remedy)
        self.key = key
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """The catalogue as the file has it: ``[[service]]``, not ``services``."""

    centre: Centre
    hours: Hours
    group: tuple[Group, ...] = ()
    service: tuple[Service, ...] = ()
    queue: tuple[Queue, ...] = ()
    counter: tuple[Counter, ...] = ()
    hold_reason: tuple[Code, ...] = ()
    pause_reason: tuple[Code, ...] = ()
    suspend_reason: tuple[Code, ...] = ()
    feedback_reason: tuple[Code, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    notice: Names | None = None
    rules: Rules = field(default_factory=Rules)


def read_catalogue(path: Path, *, icons: Path = ICONS) -> Catalogue:
    """The catalogue in ``path``; raises `CatalogueMistake` for the first thing that is wrong."""
    given: dict[str, object] = {}
    try:
        given = _given(path)
        catalogue = _catalogue(given)
        for key, remedy in mistakes(catalogue, icons):
            raise _Wrong(key, remedy)
    except _Wrong as wrong:
        of = _id_at(given, wrong.key)
        raise CatalogueMistake(path, wrong.key, wrong.remedy, of=of) from wrong.__cause__
    return catalogue


def check_spoken(catalogue: Catalogue, path: Path, texts: Texts) -> None:
    """Every language of the centre has its whole file; raises `CatalogueMistake` for the first."""
    for index, language in enumerate(catalogue.centre.languages):
        key = f"centre.languages[{index}]"
        if language not in texts.languages:
            known = ", ".join(texts.languages)
            remedy = f"no file has the sentences of {language!r}; add {language}.ftl beside {known}"
            raise CatalogueMistake(path, key, remedy)
        missing = sorted(texts.missing(language))
        if missing:
            remedy = f'{language}.ftl lacks {len(missing)} sentences; add "{missing[0]}" first'
            raise CatalogueMistake(path, key, remedy)


def _catalogue(given: dict[str, object]) -> Catalogue:
    if "hours" in given:
        given["hours"] = _hours(given["hours"], "hours")
    services = given.get("service")
    for index, service in enumerate(services if isinstance(services, list) else ()):
        if isinstance(service, dict) and "hours" in service:
            key = f"service[{index}].hours"
            service["hours"] = _hours(service["hours"], key)
    counters = given.get("counter")
    for index, counter in enumerate(counters if isinstance(counters, list) else ()):
        if isinstance(counter, dict) and "shifts" in counter:
            counter["shifts"] = _shifts(counter["shifts"], f"counter[{index}].shifts")
    _refuse_unknown(given, _File, "")
    try:
        file = msgspec.convert(given, _File)
    except msgspec.ValidationError as error:
        raise _wrong_shape(str(error)) from error
    return Catalogue(
        centre=file.centre,
        groups=file.group,
        services=file.service,
        queues=file.queue,
        counters=file.counter,
        hours=file.hours,
        hold_reasons=file.hold_reason,
        pause_reasons=file.pause_reason,
        suspend_reasons=file.suspend_reason,
        feedback_reasons=file.feedback_reason,
        elsewhere=file.elsewhere,
        notice=file.notice,
        rules=file.rules,
    )


def _given(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _Wrong("", f"the file cannot be read ({error.strerror}); name another") from error
    except UnicodeDecodeError as error:
        raise _Wrong("", "the file is not UTF-8 text; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _Wrong("", f"this is not TOML: {error}; correct that line") from error


def _id_at(given: Mapping[str, object], key: str) -> str | None:
    """The id of the ``service[3]`` that ``key`` is about, for those who do not count tables."""
    found = re.match(r"(\w+)\[(\d+)\]", key)
    things = given.get(found[1]) if found else None
    if found is None or not isinstance(things, list):
        return None
    thing = things[int(found[2])]
    name = thing.get("id") if isinstance(thing, dict) else None
    return name if isinstance(name, str) else None


def _hours(given: object, key: str) -> object:
    """The file's ``mon = "08:00-17:00"`` in the shape of `Hours`."""
    if not isinstance(given, dict):
        return given
    for name in given:
        if name not in _HOURS_KEYS:
            raise _unknown_key(f"{key}.{name}", name, _HOURS_KEYS)
    shaped = {"week": {day: _span(given[day], f"{key}.{day}") for day in DAYS if day in given}}
    if "cut_off_min" in given:
        shaped["cut_off_min"] = given["cut_off_min"]
    if "exception" in given:
        shaped["exceptions"] = given["exception"]
        listed = given["exception"] if isinstance(given["exception"], list) else ()
        for index, exception in enumerate(listed):
            if isinstance(exception, dict) and "opening" in exception:
                at = f"{key}.exception[{index}].opening"
                exception["opening"] = _span(exception["opening"], at)
    return shaped


def _shifts(given: object, key: str) -> object:
    """The file's ``mon = ["08:00-13:00", "14:00-17:00"]`` in the shape of `Shifts`."""
    if not isinstance(given, dict):
        return given
    week: dict[str, object] = {}
    for name, spans in given.items():
        at = f"{key}.{name}"
        if name not in DAYS:
            raise _unknown_key(at, name, DAYS)
        if not isinstance(spans, list):
            raise _Wrong(at, f'write each day as a list: {name} = ["08:00-13:00", "14:00-17:00"]')
        week[name] = [_span(span, f"{at}[{place}]") for place, span in enumerate(spans)]
    return {"week": week}


def _span(given: object, key: str) -> dict[str, time]:
    found = _SPAN.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        raise _Wrong(key, f'"{given}" is no span of a day; write it as "08:00-17:00"')
    hours = [int(part) for part in found.groups()]
    opens, closes = time(hours[0], hours[1]), time(hours[2], hours[3])
    if opens >= closes:
        raise _Wrong(key, f"{given} closes before it opens; write the earlier time first")
    return {"opens": opens, "closes": closes}


def _refuse_unknown(given: object, shape: object, key: str) -> None:
    """Walk what was given beside the dataclasses it should become."""
    if get_origin(shape) in (Union, UnionType):
        shape = next(part for part in get_args(shape) if part is not type(None))
    if get_origin(shape) is tuple and isinstance(given, Sequence) and not isinstance(given, str):
        for index, item in enumerate(given):
            _refuse_unknown(item, get_args(shape)[0], f"{key}[{index}]")
    if not isinstance(shape, type) or not dataclasses.is_dataclass(shape):
        return
    if isinstance(given, Mapping):
        hints = get_type_hints(shape)
        for name, value in given.items():
            at = f"{key}.{name}" if key else name
            if name not in hints:
                raise _unknown_key(at, name, hints)
            _refuse_unknown(value, hints[name], at)


def _unknown_key(key: str, name: str, known: Sequence[str] | Mapping[str, object]) -> _Wrong:
    near = get_close_matches(name, known, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"take it out; known are {', '.join(known)}"
    return _Wrong(_as_written(key), f"this key is not known; {remedy}")


def _wrong_shape(error: str) -> _Wrong:
    """A sentence for people out of msgspec's, which ends in `` - at `$.service[3].quota` ``."""
    what, _, where = error.partition(" - at `$")
    key = _as_written(where.rstrip("`").removeprefix("."))
    if missing := re.search(r"missing required field `(.+)`", what):
        key = f"{key}.{missing[1]}" if key else missing[1]
        return _Wrong(_as_written(key), "this is missing; add it")
    if wrong := re.match(r"Expected `(.+?)(?: \| null)?`, got `(.+)`", what):
        wanted = _WANTED.get(wrong[1], wrong[1])
        if wrong[1] == "array" and key.isidentifier():
            wanted = f"[[{key}]]"
        return _Wrong(key, f"{_WANTED.get(wrong[2], wrong[2])} stands here; write {wanted}")
    if "date" in what:
        return _Wrong(key, f"this is no date; write {_WANTED['date']}")
    return _Wrong(key, f"{what}; correct it")


def _as_written(key: str) -> str:
    """The key as the file has it, which says ``[[hours.exception]]``."""
    return key.replace("exceptions[", "exception[").replace("[...]", "")
