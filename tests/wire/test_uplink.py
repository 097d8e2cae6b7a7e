"""Batches and lines that come back: whole or refused, and never more than there is room for."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire import uplink
from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.uplink import (
    Batch,
    Cursor,
    Standing,
    Tail,
    TooLarge,
    decode_batch,
    decode_tail,
    encode_batch,
    encode_tail,
    fitting,
    pack,
    unpack,
)

BATCH = Batch(epoch="e", term=1, branch=0, after=3, chain="0" * 64, seq=5, sent_ms=-1, version="1")
LINES = st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line), max_size=20)


@given(LINES)
def test_a_batch_survives_the_road(lines: list[bytes]) -> None:
    assert decode_batch(unpack(pack(encode_batch(BATCH, lines)))) == (BATCH, lines)


@given(LINES)
def test_lines_that_come_back_do_too(lines: list[bytes]) -> None:
    tail = Tail(branch=1, after=2, last=9)
    assert decode_tail(encode_tail(tail, lines)) == (tail, lines)


def test_the_same_batch_is_packed_the_same() -> None:
    assert pack(b"line" * 99) == pack(b"line" * 99)


def test_what_unpacks_to_more_than_there_is_room_for_takes_no_room() -> None:
    bomb = pack(bytes(uplink.LONE_PLAIN_BYTES + 1))
    assert len(bomb) < 20_000
    with pytest.raises(TooLarge):
        unpack(bomb)
    assert len(unpack(pack(bytes(100)), most_bytes=100)) == 100
    with pytest.raises(TooLarge):
        unpack(pack(bytes(101)), most_bytes=100)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no gzip",
        pack(b"line\n")[:-1],
        pack(b"line\n") + b"more",
        pack(b"a") + pack(b"b"),
        zlib.compress(b"line\n"),
    ],
)
def test_what_is_not_one_whole_stream_is_refused(body: bytes) -> None:
    with pytest.raises(WrongShape):
        unpack(body)


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"\n",
        b"{}\n",
        encode(BATCH),
        encode(BATCH) + b"\nline",
        b"[" * 100_000 + b"\n",
        b'{"epoch":"\xff"}\n',
        encode(BATCH) + b"\n" + b"x\n" * (uplink.MOST_LINES + 1),
        encode(BATCH).replace(b'"after":3', b'"after":-1') + b"\n",
        encode(BATCH).replace(b'"after":3', b'"after":99999999999999999999') + b"\n",
        encode(BATCH).replace(b"0" * 64, b"0" * 63) + b"\n",
        encode(BATCH).replace(b'"epoch":"e"', b'"epoch":""') + b"\n",
    ],
)
def test_what_is_no_batch_is_refused(plain: bytes) -> None:
    with pytest.raises(WrongShape):
        decode_batch(plain)


def test_what_a_newer_one_says_beside_is_passed_over() -> None:
    body = encode(Cursor(epoch="e", branch=0, cursor=1, chain="0" * 64, at_ms=1))
    assert uplink.decode(body[:-1] + b',"new":[1]}', Cursor).cursor == 1
    assert uplink.decode(b'{"at_ms":1}', Standing).branch is None


def test_a_batch_takes_what_fits_and_one_line_however_large() -> None:
    assert fitting([]) == 0
    assert fitting([b"x"] * 5) == 5
    assert fitting([b"x"] * (uplink.MOST_LINES + 5)) == uplink.MOST_LINES
    half = bytes(uplink.MOST_PLAIN_BYTES // 2 - 1)
    assert fitting([half] * 3) == 2
    assert fitting([bytes(uplink.MOST_PLAIN_BYTES * 2), b"x"]) == 1
