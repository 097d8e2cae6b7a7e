"""Whatever a network sends or a disk keeps, it is read or refused: a short form of `make fuzz`."""

import random
from collections.abc import Callable

import pytest

from bench.fuzz.mutating import broken, pieces
from bench.fuzz.run import fuzz
from bench.fuzz.target import Target
from bench.fuzz.targets import TARGETS
from kiosk.client.mirror import Gap, Mirror
from kiosk.printer.epos import NotAnAnswer, read_answer
from kiosk.wire.codec import WrongShape, decode_catalogue, decode_entry, decode_floor

INPUTS = 6_000
"""Of all targets together."""


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_broken_inputs_are_refused_in_the_way_that_was_promised(target: Target) -> None:
    done = fuzz(target, inputs=max(20, round(INPUTS * target.share)), seed=2026)
    assert done.fault is None, done.fault
    assert done.inputs >= 20


def test_the_same_seed_breaks_the_same_way() -> None:
    pool = (b'{"seq":1}', b"data: x\n\n")
    first, second = (
        [broken(pool, chance) for _ in range(50)] for chance in (random.Random(7), random.Random(7))
    )
    assert first == second
    assert len(set(first)) > 30


def test_a_network_cuts_but_loses_nothing() -> None:
    assert b"".join(pieces(bytes(5000), random.Random(1))) == bytes(5000)


@pytest.mark.parametrize("decode", [decode_entry, decode_floor, decode_catalogue])
def test_letters_that_are_none_are_refused_as_any_other_wrong_shape(
    decode: Callable[[bytes], object],
) -> None:
    with pytest.raises(WrongShape):
        decode(b'{"seq":1,"type":"\xff\xfe"}')


@pytest.mark.parametrize("encoding", [b"utf-0", b"utf-7", b"ebcdic"])
def test_a_printer_that_answers_in_no_letters_of_ours_is_refused(encoding: bytes) -> None:
    with pytest.raises(NotAnAnswer):
        read_answer(b'<?xml version="1.0" encoding="%b"?><response/>' % encoding)


def test_a_line_about_what_a_screen_does_not_know_makes_it_fetch_the_floor() -> None:
    mirror = Mirror()
    line = (
        b'{"seq":1,"v":1,"at":"2026-11-20T10:00:00+03:00","day":"2026-11-20","by":"counter-1",'
        b'"cmd":"x","type":"CounterPaused","counter":"99","reason":"lunch"}'
    )
    with pytest.raises(Gap):
        mirror.apply(line)
