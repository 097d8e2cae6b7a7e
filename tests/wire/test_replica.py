"""What a follower is told may say anything: it is believed only where it has the right shape."""

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.replica import Blob, Replica, Rows, State, decode_replica, is_place
from kiosk.wire.terms import decode_statement

REPLICA = Replica(
    centre="TEST",
    version="0.5.0",
    epoch="e" * 32,
    term=1,
    seq=7,
    chain="00" * 32,
    begins=0,
    begins_chain="00" * 32,
    answers=(),
    more_answers=False,
    state="s",
    whole=None,
)
TABLE = Rows(columns=("n", "token_sha256"), rows=((1, Blob("c0ffee")), (2, None)))


def told(**changed: object) -> bytes:
    return encode(msgspec.structs.replace(REPLICA, **changed))


def test_it_survives_the_wire() -> None:
    state = State(tables={"device": TABLE}, meta={"a": "b"}, files={"keys/a.key": b"\x00\xff"})
    replica = msgspec.structs.replace(REPLICA, whole=state)
    assert decode_replica(encode(replica)) == replica


@pytest.mark.parametrize(
    "place",
    [
        "../centre.db",
        "/etc/passwd",
        "keys/../token",
        "keys/a/b",
        "keys//a",
        ".bashrc",
        "keys/.ssh",
        "a\x00b",
        "C:\\windows",
        "keys\\a",
        "x" * 50,
        "",
        "centre.db",
        "centre.db-wal",
        "token",
        "lock",
        "keys/server.key.new",
    ],
)
def test_a_file_lies_beside_the_copy_and_nowhere_else(place: str) -> None:
    assert not is_place(place)
    state = State(tables={}, meta={}, files={place: b""})
    with pytest.raises(WrongShape, match="files"):
        decode_replica(told(whole=state))


@pytest.mark.parametrize(
    "place", ["centre.toml", "catalogue.toml", "keys/authority.key", "keys/pepper"]
)
def test_what_a_centre_has_lies_there(place: str) -> None:
    assert is_place(place)


@pytest.mark.parametrize("name", ["device; DROP TABLE event", "Device", "", 'a"b', "a" * 99, "1a"])
def test_a_tables_name_is_a_name(name: str) -> None:
    for tables in ({name: TABLE}, {"device": Rows(columns=(name,), rows=())}):
        with pytest.raises(WrongShape):
            decode_replica(told(whole=State(tables=tables, meta={}, files={})))


def test_rows_have_their_columns() -> None:
    ragged = Rows(columns=("n",), rows=((1, 2),))
    with pytest.raises(WrongShape, match="more or fewer"):
        decode_replica(told(whole=State(tables={"device": ragged}, meta={}, files={})))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(REPLICA.__struct_fields__)), JSON)
def test_any_field_may_be_anything(field: str, value: object) -> None:
    body = msgspec.json.decode(told())
    body[field] = value
    with suppress(WrongShape):
        decode_replica(msgspec.json.encode(body))


@given(st.binary(max_size=200))
def test_bytes_from_anywhere_raise_nothing_but_what_is_declared(body: bytes) -> None:
    for decode in (decode_replica, decode_statement):
        with suppress(WrongShape):
            decode(body)
