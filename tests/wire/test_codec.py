"""JSON to dataclass and back, and nothing else through."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import TypeVar, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import commands as c
from kiosk.domain.appointment import Kept
from kiosk.domain.commands import COMMANDS
from kiosk.domain.events import EVENTS, DayOpened, Entry, Event, FeedbackGiven, Skipped, Unread
from kiosk.domain.floor import Floor
from kiosk.domain.ids import (
    AppointmentCode,
    CommandId,
    CounterId,
    DeviceId,
    FeedbackId,
    Language,
    ServiceId,
    TicketId,
)
from kiosk.domain.pace import Band, Habits
from kiosk.domain.snapshot import take_snapshot
from kiosk.wire.codec import (
    Issued,
    NotJson,
    WrongShape,
    decode_answer,
    decode_catalogue,
    decode_command,
    decode_entry,
    decode_floor,
    encode,
    encode_command,
    encode_entry,
    encode_floor,
    join_answer,
    redact,
)
from tests.domain.hall import TEN, catalogue

T = TypeVar("T")

ID = CommandId("01900000-0000-7000-8000-000000000001")
ISSUE = c.IssueTicket(service=ServiceId("id-new"), language=Language("sw"))


def entry(event: Event) -> Entry:
    return Entry(seq=7, at=TEN, day=date(2026, 11, 20), by=DeviceId("kiosk-1"), cmd=ID, event=event)


WHOLE = st.integers(0, 2**53)


def values_of(hint: object) -> st.SearchStrategy[object]:
    """Values of a field that can stand in JSON: whole numbers in 53 bits, times with an offset."""
    exact: dict[object, st.SearchStrategy[object]] = {
        int: WHOLE,
        int | None: st.integers(0, 9),
        datetime: st.just(TEN),
        Mapping[ServiceId, str]: st.dictionaries(st.text(), st.text()),
        Mapping[datetime, tuple[AppointmentCode, ...]]: st.dictionaries(
            st.just(TEN), st.lists(st.text()).map(tuple)
        ),
        Mapping[ServiceId, int]: st.dictionaries(st.text(), WHOLE),
        Mapping[ServiceId, Mapping[datetime, int]]: st.dictionaries(
            st.text(), st.dictionaries(st.just(TEN), WHOLE, max_size=1)
        ),
        Mapping[CounterId, tuple[int, ...]]: st.dictionaries(
            st.text(), st.lists(WHOLE, max_size=3).map(tuple)
        ),
        Mapping[str, tuple[int, int, int]]: st.dictionaries(
            st.text(), st.tuples(WHOLE, WHOLE, WHOLE), max_size=2
        ),
        Band: st.deferred(lambda: all_of([Band])),
        Habits: st.deferred(lambda: all_of([Habits])),
        tuple[Skipped, ...]: st.deferred(lambda: all_of([Skipped]).map(lambda one: (one,))),
        tuple[Kept, ...]: st.deferred(lambda: all_of([Kept]).map(lambda kept: (kept,))),
    }
    return exact[hint] if hint in exact else st.from_type(hint)  # type: ignore[arg-type]


def all_of(kinds: Iterable[type[T]]) -> st.SearchStrategy[T]:
    """Things of any of these dataclasses."""
    return st.one_of(
        [
            st.builds(
                kind, **{name: values_of(hint) for name, hint in get_type_hints(kind).items()}
            )
            for kind in kinds
        ]
    )


@given(all_of(COMMANDS.values()))
def test_every_command_survives_the_wire(command: c.Command) -> None:
    envelope = decode_command(encode_command(ID, command))
    assert (envelope.id, envelope.command) == (ID, command)


@given(all_of(EVENTS.values()))
def test_every_event_survives_the_journal(event: Event) -> None:
    before = entry(event)
    line = encode_entry(before)
    assert decode_entry(line) == before
    assert list(json.loads(line))[:7] == ["seq", "v", "at", "day", "by", "cmd", "type"]
    assert json.loads(line)["at"] == "2026-11-20T10:00:00+03:00"
    assert b"\n" not in line


@given(st.binary(max_size=200))
def test_bytes_from_anywhere_raise_nothing_but_what_is_declared(body: bytes) -> None:
    for decode in (decode_command, decode_entry, decode_answer, decode_floor, decode_catalogue):
        with suppress(NotJson, WrongShape):
            decode(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
FIELDS = ["service", "counter", "ticket", "smiley", "language", "services", "mood"]


@given(
    st.sampled_from(sorted(COMMANDS)),
    st.dictionaries(st.sampled_from(FIELDS), SCALARS | st.lists(SCALARS, max_size=2)),
)
def test_json_of_any_shape_raises_nothing_but_what_is_declared(
    kind: str, fields: dict[str, object]
) -> None:
    with suppress(NotJson, WrongShape):
        decode_command(json.dumps({"id": ID, "type": kind, **fields}).encode())


def test_ids_are_one_whatever_their_case() -> None:
    body = encode_command(CommandId(ID.upper()), ISSUE)
    assert decode_command(body).id == ID


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"service": "a"}, "language"),
        ({"service": 1, "language": "sw"}, "service"),
        ({"service": "a", "language": "sw", "servcie": "b"}, "servcie"),
        ({"service": "a", "language": "sw", "priority": "yes"}, "priority"),
    ],
)
def test_a_wrong_field_is_named(fields: dict[str, object], where: str) -> None:
    body = json.dumps({"id": ID, "type": "IssueTicket", **fields}).encode()
    with pytest.raises(WrongShape) as wrong:
        decode_command(body)
    assert wrong.value.where == where


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000])
def test_a_recursion_bomb_is_no_json(body: bytes) -> None:
    with pytest.raises(NotJson):
        decode_command(body)


def test_types_and_fields_of_a_later_version_are_passed_over() -> None:
    line = json.loads(encode_entry(entry(DayOpened(date=date(2026, 11, 20), suspended={}))))
    line["mood"] = "good"
    assert decode_entry(json.dumps(line).encode()).event == DayOpened(
        date=date(2026, 11, 20), suspended={}
    )
    line["type"] = "VisitorSmiled"
    assert decode_entry(json.dumps(line).encode()).event == Unread(type="VisitorSmiled")


def test_a_redacted_line_says_seq_at_and_type_and_can_be_followed() -> None:
    given_event = FeedbackGiven(
        feedback=FeedbackId(ID), smiley=1, ticket=None, counter=None, service=None, verified=False
    )
    line = redact(encode_entry(entry(given_event)))
    assert json.loads(line) == {
        "seq": 7,
        "v": 1,
        "at": "2026-11-20T10:00:00+03:00",
        "type": "FeedbackGiven",
    }
    floor = Floor()
    floor.apply(decode_entry(line))
    assert (floor.seq, floor.day) == (7, date(2026, 11, 20))


def test_an_answer_is_joined_out_of_the_journal_s_own_lines() -> None:
    line = encode_entry(entry(DayOpened(date=date(2026, 11, 20), suspended={})))
    issued = Issued(
        ticket=TicketId(ID),
        number="A001",
        service="id-new",
        token="T-1",
        ahead=0,
        wait_s=(0, 300),
        hall={"en": "Hall 1"},
    )
    answer = decode_answer(join_answer(7, [line], encode(issued)))
    assert (answer.seq, answer.issued) == (7, issued)
    assert [bytes(text) for text in answer.events] == [line]
    assert decode_answer(join_answer(7, [], None)).events == []


def test_a_floor_and_a_catalogue_survive_the_wire() -> None:
    snapshot = take_snapshot(Floor(), catalogue())
    assert decode_floor(encode_floor("e", snapshot)) == ("e", snapshot)
    offers = catalogue()
    assert offers.service
    assert decode_catalogue(encode(offers)) == offers
