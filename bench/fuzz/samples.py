"""One of each command and of each event, filled in by the types of their fields."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from kiosk.domain.commands import COMMANDS
from kiosk.domain.events import EVENTS, Entry
from kiosk.domain.ids import CommandId, DeviceId
from kiosk.wire.codec import encode_command, encode_entry
from tests.domain.hall import FRIDAY, ID_NEW, ONE, TEN

ID = "01a20310-fb20-7dd4-a88c-865ba0e916e9"
WORDS = {"service": ID_NEW, "counter": ONE, "language": "en", "number": "A042"}
"""What stands in a field of that name, so that it means something on the floor."""
PLAIN: Mapping[type, object] = {
    bool: True,
    int: 3,
    float: 0.5,
    str: "x",
    datetime: TEN,
    date: FRIDAY,
}


def commands() -> Iterator[bytes]:
    """Each as it comes over the wire."""
    for kind in COMMANDS.values():
        yield encode_command(CommandId(ID), _filled(kind))


def lines(first_seq: int, *, step: int) -> Iterator[bytes]:
    """Each as it stands in a journal: from that seq on, or all in one's place."""
    for n, kind in enumerate(EVENTS.values()):
        entry = Entry(
            seq=first_seq + n * step,
            at=TEN,
            day=FRIDAY,
            by=DeviceId("kiosk-1"),
            cmd=CommandId(ID),
            event=_filled(kind),
        )
        yield encode_entry(entry)


T = TypeVar("T")


def _filled(kind: type[T]) -> T:
    return kind(**{name: _value(name, hint) for name, hint in get_type_hints(kind).items()})


def _value(name: str, kind: object) -> object:
    if isinstance(kind, NewType):
        return WORDS.get(name, ID)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _value(name, next(each for each in inside if each is not NoneType))
    if origin is tuple:
        if inside[-1] is Ellipsis:
            return (_value(name.removesuffix("s"), inside[0]),)
        return tuple(_value(name, each) for each in inside)
    if origin is Mapping:
        return {_value("service", inside[0]): _value(name, inside[1])}
    return _plain(name, kind)


def _plain(name: str, kind: object) -> object:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _filled(kind)
    for known, value in PLAIN.items():
        if kind is known:
            return WORDS.get(name, value)
    raise TypeError(f"{name} is of a kind that nobody has filled in: {kind}")
