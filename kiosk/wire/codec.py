"""The one codec between JSON lines and the domain's dataclasses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import COMMANDS, Command
from kiosk.domain.events import EVENTS, VERSION, Entry, Event, Unread
from kiosk.domain.ids import CommandId, DeviceId, TicketId
from kiosk.domain.snapshot import Snapshot
from kiosk.domain.waiting import WaitRange

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for bytes that it cannot read: no JSON, no letters, or too deep."""


class NotJson(Exception):
    """The bytes are not a JSON object."""


class WrongShape(Exception):
    """JSON, but not of the shape it must have; ``where`` names the field, ``what`` says it."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.where = where
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A command as it came over the wire, with the id its device gave it."""

    id: CommandId
    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What a kiosk needs to print: ``wait_s`` is ``None`` while the wait is not known."""

    ticket: TicketId
    number: str
    service: str
    token: str
    ahead: int
    wait_s: WaitRange | None
    hall: Mapping[str, str]


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a command is answered with; ``events`` are the journal's own lines."""

    seq: int
    events: list[msgspec.Raw]
    issued: Issued | None = None


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a line that every event shares, in the order it is written."""

    seq: int
    v: int = VERSION
    at: datetime
    day: date | None = None
    by: DeviceId | None = None
    cmd: CommandId | None = None
    type: str


class _Redacted(msgspec.Struct, frozen=True, kw_only=True):
    seq: int
    v: int = VERSION
    at: datetime
    type: str


class _Epoch(msgspec.Struct, frozen=True):
    epoch: str


_encoder = msgspec.json.Encoder()
_head = msgspec.json.Decoder(_Head)


def encode(value: object) -> bytes:
    """Any of the wire's own shapes as JSON."""
    return _encoder.encode(value)


def encode_entry(entry: Entry) -> bytes:
    """The exact line the journal keeps: the head, then the event's own fields."""
    head = _encoder.encode(
        _Head(
            seq=entry.seq,
            at=entry.at,
            day=entry.day,
            by=entry.by,
            cmd=entry.cmd,
            type=type(entry.event).__name__,
        )
    )
    body = _encoder.encode(entry.event)
    return head if body == b"{}" else head[:-1] + b"," + body[1:]


def redact(line: bytes) -> bytes:
    """What a reader sees of an event whose fields it may not read: seq, at and type."""
    head = _head.decode(line)
    return _encoder.encode(_Redacted(seq=head.seq, v=head.v, at=head.at, type=head.type))


def without(line: bytes, name: str) -> bytes:
    """The line without one of its event's fields, for a reader who may not read that one."""
    given: dict[str, object] = msgspec.json.decode(line)
    del given[name]
    return _encoder.encode(given)


def decode_entry(line: bytes) -> Entry:
    """A line of the journal; types and fields this version does not know are passed over.

    Raises ``WrongShape`` for a line that is no line of a journal.
    """
    try:
        head = _head.decode(line)
        event = _decode_event(head, line)
    except UNREADABLE as error:
        raise WrongShape("", str(error)) from error
    return Entry(
        seq=head.seq,
        at=head.at,
        day=head.day or head.at.date(),
        by=head.by or DeviceId(""),
        cmd=head.cmd or CommandId(""),
        event=event,
    )


def _decode_event(head: _Head, line: bytes) -> Event:
    if head.type not in EVENTS or head.by is None:
        return Unread(type=head.type)
    return _event_decoder(head.type).decode(line)


@cache
def _event_decoder(name: str) -> msgspec.json.Decoder[Event]:
    return msgspec.json.Decoder(EVENTS[name])


def encode_command(command_id: CommandId, command: Command) -> bytes:
    """A command as ``POST /commands`` takes it."""
    head = _encoder.encode({"id": command_id, "type": type(command).__name__})
    body = _encoder.encode(command)
    return head if body == b"{}" else head[:-1] + b"," + body[1:]


def decode_command(body: bytes) -> Envelope:
    """A command from outside: strict, for a field spelt wrong must not be a field left out.

    Raises ``NotJson`` or ``WrongShape``.
    """
    data = _object(body)
    command_id = data.pop("id", None)
    if not isinstance(command_id, str) or UUID.fullmatch(command_id) is None:
        raise WrongShape("id", "a command needs an id that is a UUID")
    name = data.pop("type", None)
    kind = COMMANDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise WrongShape("type", "no command of this type")
    known = _fields_of(kind.__name__)
    for key in data:
        if key not in known:
            raise WrongShape(key, f"{kind.__name__} has no such field")
    return Envelope(id=CommandId(command_id.lower()), command=_convert(data, kind))


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = msgspec.json.decode(body)
    except UNREADABLE as error:
        raise NotJson(str(error)) from error
    if not isinstance(data, dict):
        raise WrongShape("", "expected an object")
    return data


@cache
def _fields_of(name: str) -> frozenset[str]:
    return frozenset(field.name for field in fields(COMMANDS[name]))


_WHERE = re.compile(r" - at `\$\.?([^`]*)`$")
_MISSING = re.compile(r"missing required field `([^`]*)`")


def _convert(data: dict[str, Any], kind: type[Command]) -> Command:
    try:
        return msgspec.convert(data, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        text = str(error)
        found = _WHERE.search(text) or _MISSING.search(text)
        raise WrongShape(found.group(1) if found else "", _WHERE.sub("", text)) from error


def encode_floor(epoch: str, snapshot: Snapshot) -> bytes:
    """What ``GET /floor`` answers."""
    return _encoder.encode(_Epoch(epoch))[:-1] + b"," + _encoder.encode(snapshot)[1:]


def decode_floor(body: bytes) -> tuple[str, Snapshot]:
    """The epoch and snapshot of ``GET /floor``. Raises ``WrongShape``."""
    try:
        epoch = msgspec.json.decode(body, type=_Epoch).epoch
        return epoch, msgspec.json.decode(body, type=Snapshot)
    except UNREADABLE as error:
        raise WrongShape("", str(error)) from error


def decode_catalogue(body: bytes) -> Catalogue:
    """What ``GET /catalogue`` answers. Raises ``WrongShape``."""
    try:
        return msgspec.json.decode(body, type=Catalogue)
    except UNREADABLE as error:
        raise WrongShape("", str(error)) from error


def join_answer(seq: int, lines: Sequence[bytes], issued: bytes | None) -> bytes:
    """An ``Answer`` out of parts that are JSON already: the journal's lines and ``Issued``."""
    tail = b"}" if issued is None else b',"issued":' + issued + b"}"
    return b'{"seq":%d,"events":[' % seq + b",".join(lines) + b"]" + tail


def decode_answer(body: bytes) -> Answer:
    """What a command was answered with. Raises ``WrongShape``."""
    try:
        return msgspec.json.decode(body, type=Answer)
    except UNREADABLE as error:
        raise WrongShape("", str(error)) from error
