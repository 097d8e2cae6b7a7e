"""Makes broken inputs out of real ones, the same ones for the same seed."""

import random
from collections.abc import Callable, Iterator, Sequence

PARTS: tuple[bytes, ...] = (
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    b"\r\n\r\n",
    b"\r",
    b"\n\n",
    b"data: ",
    b"id: ",
    b":" * 50,
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"NaN",
    b"99999999999999999999999",
    b"-0",
    b"[" * 2000,
    b'{"a":' * 500,
    b'"\\ud800"',
    b'"\\u0000"',
    b'"2026-02-30"',
    b'"9999-12-31T23:59:59+23:59"',
    b'"0001-01-01T00:00:00-23:59"',
    b'"' + b"x" * 3000 + b'"',
    b'{"type":"TicketIssued"}',
    b'"type":"DayOpened"',
    b"<!DOCTYPE x [<!ENTITY y 'z'>]>",
    b"&y;",
    b"\x1b@",
    b"\x10\x04\x01",
    b"'; DROP TABLE event; --",
    b"<script>",
)
"""What has broken programs before."""
MOST_BYTES = 8192
STEPS = 4

Mutation = Callable[[bytearray, random.Random, Sequence[bytes]], None]


def broken(pool: Sequence[bytes], chance: random.Random) -> bytes:
    """One of the pool, with a few things wrong in it."""
    content = bytearray(chance.choice(pool))
    for _ in range(chance.randint(1, STEPS)):
        chance.choice(MUTATIONS)(content, chance, pool)
    return bytes(content[:MOST_BYTES])


def pieces(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """The same bytes as a network may cut them."""
    at = 0
    while at < len(content):
        step = chance.choice((1, 2, 3, 7, 64, 1024, len(content)))
        yield content[at : at + step]
        at += step


def _at(content: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def _span(content: bytearray, chance: random.Random) -> slice:
    first = _at(content, chance)
    return slice(first, first + min(chance.choice((1, 2, 4, 16, 64, 512)), len(content)))


def _flip(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    if content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _set(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    if content:
        content[chance.randrange(len(content))] = chance.choice(
            b"\0\n\r \"',:[]{}<>&09-+eTZ\x7f\xff"
        )


def _drop(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    del content[_span(content, chance)]


def _double(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    span = content[_span(content, chance)]
    at = _at(content, chance)
    content[at:at] = span


def _insert(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at = _at(content, chance)
    content[at:at] = chance.choice(PARTS)


def _replace(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    content[_span(content, chance)] = chance.choice(PARTS)


def _noise(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    at = _at(content, chance)
    content[at:at] = chance.randbytes(chance.choice((1, 3, 17, 200)))


def _splice(content: bytearray, chance: random.Random, pool: Sequence[bytes]) -> None:
    other = chance.choice(pool)
    content[_at(content, chance) :] = other[chance.randrange(len(other) + 1) :]


def _cut(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    del content[_at(content, chance) :]


def _value(content: bytearray, chance: random.Random, _: Sequence[bytes]) -> None:
    """Another value in the place of one of JSON's."""
    first = content.find(b":", _at(content, chance)) + 1
    if first:
        ends = [end for sign in b",}]" if (end := content.find(sign, first)) >= 0]
        content[first : min(ends, default=len(content))] = chance.choice(PARTS)


MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _set,
    _drop,
    _double,
    _insert,
    _replace,
    _noise,
    _splice,
    _cut,
    _value,
    _value,
)
