from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.printer.outcome import Cause
from kiosk.printer.status import (
    Answer,
    AnswerParser,
    AutoStatus,
    Block,
    FlowControl,
    Garbage,
    PaperSensor,
    PrinterStatus,
    RealTime,
)

CONVERSATION = (
    b"\x12"  # ready
    b"\x14\x00\x00\x0f"  # automatic status back
    b"\x00"  # the fence
    b"\x5fEPSON\x00"
    b"\x37\x221234\x00"
    b"\x13\x11"
    b"\x7e"  # paper end
    b"\x3b\x00"
)
MEANING: list[Answer] = [
    RealTime(0x12),
    AutoStatus(b"\x14\x00\x00\x0f"),
    PaperSensor(0),
    Block(0x5F, b"EPSON"),
    Block(0x37, b"\x221234"),
    FlowControl(False),
    FlowControl(True),
    RealTime(0x7E),
    Block(0x3B, b""),
]


@given(st.lists(st.integers(min_value=0, max_value=len(CONVERSATION)), max_size=8))
def test_answers_are_the_same_however_the_network_cuts_them(cuts: list[int]) -> None:
    parser = AnswerParser()
    edges = [0, *sorted(cuts), len(CONVERSATION)]
    heard: list[Answer] = []
    for start, end in pairwise(edges):
        heard.extend(parser.feed(CONVERSATION[start:end]))
    assert heard == MEANING
    assert parser.pending == 0


@given(st.binary(max_size=2000))
def test_garbage_is_told_apart_and_never_stops_the_parser(noise: bytes) -> None:
    parser = AnswerParser()
    heard = list(parser.feed(noise))
    assert parser.pending < 256
    for answer in heard:
        if isinstance(answer, AutoStatus):
            PrinterStatus.from_auto(answer)
    # Whatever it was, the end of any block and two answers bring it back into step.
    back = list(parser.feed(bytes(256) + b"\x12"))
    assert back[-1] == RealTime(0x12)


def test_a_status_that_breaks_off_is_garbage_and_the_rest_is_understood() -> None:
    heard = list(AnswerParser().feed(b"\x14\x00\x12\xff"))
    assert heard == [Garbage(0x14), PaperSensor(0), RealTime(0x12), Garbage(0xFF)]


READY = (0x12, 0x12, 0x12, 0x12)


@pytest.mark.parametrize(
    ("answers", "trouble", "low"),
    [
        (READY, None, False),
        ((0x16, 0x12, 0x12, 0x1E), None, True),
        ((0x1A, 0x32, 0x12, 0x7E), Cause.PAPER_OUT, True),
        ((0x1A, 0x12, 0x12, 0x72), Cause.PAPER_OUT, False),
        ((0x12, 0x12, 0x12, 0x32), Cause.PAPER_OUT, False),
        ((0x1A, 0x16, 0x12, 0x12), Cause.COVER_OPEN, False),
        ((0x1A, 0x36, 0x12, 0x72), Cause.COVER_OPEN, False),
        ((0x1A, 0x52, 0x1A, 0x12), Cause.CUTTER, False),
        ((0x1A, 0x52, 0x32, 0x12), Cause.ERROR, False),
        ((0x1A, 0x12, 0x12, 0x12), Cause.OFFLINE, False),
    ],
)
def test_real_time_answers_name_what_to_put_right_first(
    answers: tuple[int, int, int, int],
    trouble: Cause | None,
    low: bool,  # noqa: FBT001
) -> None:
    status = PrinterStatus.from_real_time(*answers)
    assert status.trouble is trouble
    assert status.paper_low is low


@pytest.mark.parametrize(
    ("data", "trouble", "low"),
    [
        (b"\x14\x00\x00\x0f", None, False),
        (b"\x10\x00\x03\x0f", None, True),
        (b"\x18\x00\x0f\x0f", Cause.PAPER_OUT, True),
        (b"\x38\x00\x00\x0f", Cause.COVER_OPEN, False),
        (b"\x18\x08\x00\x0f", Cause.CUTTER, False),
        (b"\x18\x40\x00\x0f", Cause.ERROR, False),
        (b"\x18\x00\x00\x0f", Cause.OFFLINE, False),
    ],
)
def test_automatic_status_says_the_same(
    data: bytes,
    trouble: Cause | None,
    low: bool,  # noqa: FBT001
) -> None:
    status = PrinterStatus.from_auto(AutoStatus(data))
    assert status.trouble is trouble
    assert status.paper_low is low
