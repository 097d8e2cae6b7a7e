import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Thread

import pytest
import zxingcpp

from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.outcome import (
    Cause,
    Level,
    NotPrinted,
    Outcome,
    Printed,
    PrinterNotReady,
    Sent,
    Unconfirmed,
)
from kiosk.printer.slip import Slip

RoadTo = Callable[[VirtualPrinter], LanPrinter]
FENCE = b"\x1dr\x01"
RASTER = b"\x1dv0"
QUESTIONS = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"


def send(road: LanPrinter, job: bytes) -> Outcome:
    session = road.open()
    try:
        return session.send(job)
    finally:
        session.close()


def test_a_slip_is_printed_and_the_printer_confirms_it(
    printer: VirtualPrinter, road_to: RoadTo, job: bytes, slip: Slip
) -> None:
    assert send(road_to(printer), job) == Printed(level=Level.FENCE)
    (receipt,) = printer.wait_for_receipts(1)
    (code,) = zxingcpp.read_barcodes(receipt.picture.convert("L"))
    assert code.text == slip.code
    assert printer.unknown == b""


def test_the_status_is_asked_before_the_first_byte_of_the_picture(
    printer: VirtualPrinter, road_to: RoadTo, job: bytes
) -> None:
    send(road_to(printer), job)
    assert printer.wire == QUESTIONS + FENCE + b"\x1b@\x1da\xff" + job + FENCE * 2


def test_the_connection_is_ended_and_never_reset(
    printer: VirtualPrinter, road_to: RoadTo, job: bytes
) -> None:
    road = road_to(printer)
    for _ in range(5):
        send(road, job)
    assert len(printer.wait_for_receipts(5)) == 5
    assert printer.resets == 0


def test_paper_that_runs_low_is_told_beside_the_outcome(
    printer: VirtualPrinter, road_to: RoadTo, job: bytes
) -> None:
    printer.set(Condition(roll=Roll.LOW))
    assert send(road_to(printer), job) == Printed(level=Level.FENCE, low=True)


@pytest.mark.parametrize(
    ("condition", "cause"),
    [
        (Condition(roll=Roll.OUT), Cause.PAPER_OUT),
        (Condition(cover_open=True), Cause.COVER_OPEN),
        (Condition(cutter_jammed=True), Cause.CUTTER),
        (Condition(offline=True), Cause.OFFLINE),
    ],
)
def test_a_printer_in_trouble_gets_not_one_byte_of_the_slip(
    condition: Condition, cause: Cause, printer: VirtualPrinter, road_to: RoadTo, job: bytes
) -> None:
    printer.set(condition)
    session = road_to(printer).open()
    assert session.status.trouble is cause
    outcome = session.send(job)
    session.close()
    assert isinstance(outcome, NotPrinted)
    assert outcome.cause is cause
    assert printer.wire == QUESTIONS


@pytest.mark.parametrize(
    ("condition", "cause"),
    [
        (Condition(mute=True), Cause.MUTE),
        (Condition(garbage=True), Cause.GARBAGE),
        (Condition(stalled=True), Cause.MUTE),
        (Condition(unplugged=True), Cause.UNREACHABLE),
        (Condition(hang_up_after=1), Cause.HUNG_UP),
    ],
)
def test_what_does_not_answer_like_a_printer_gets_not_one_byte_of_the_slip(
    condition: Condition, cause: Cause, printer: VirtualPrinter, road_to: RoadTo
) -> None:
    printer.set(condition)
    with pytest.raises(PrinterNotReady) as caught:
        road_to(printer).open()
    assert caught.value.cause is cause
    assert len(printer.wire) <= len(QUESTIONS)


def test_a_printer_served_to_another_host_gets_no_ticket(
    printer: VirtualPrinter, road_to: RoadTo
) -> None:
    with socket.create_connection(("127.0.0.1", printer.port)) as other:
        other.sendall(b"\x1b@")
        printer.wait_for_bytes(2)
        with pytest.raises(PrinterNotReady) as caught:
            road_to(printer).open()
    assert caught.value.cause is Cause.MUTE


def test_paper_that_runs_out_inside_the_slip_is_unconfirmed_and_comes_with_the_next_roll(
    printer: VirtualPrinter, road_to: RoadTo, job: bytes
) -> None:
    printer.set(Condition(rows_left=300))
    outcome = send(road_to(printer), job)
    assert isinstance(outcome, Unconfirmed)
    assert (outcome.cause, outcome.bytes_sent) == (Cause.PAPER_OUT, len(job))
    assert printer.receipts == ()
    printer.set(Condition())
    printer.wait_for_receipts(1)
    assert printer.unknown == b""


def test_a_connection_broken_inside_the_slip_is_unconfirmed(
    printer: VirtualPrinter, road_to: RoadTo, job: bytes
) -> None:
    printer.set(Condition(hang_up_after=20_000))
    outcome = send(road_to(printer), job)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is Cause.HUNG_UP
    assert 0 < outcome.bytes_sent <= len(job)


def test_a_printer_that_answers_no_fence_is_sent_to_and_remembered(
    road_to: RoadTo, job: bytes
) -> None:
    with VirtualPrinter(make=Make(level=Level.STATUS)) as printer:
        road = road_to(printer)
        assert send(road, job) == Sent(level=Level.STATUS)
        assert road.level is Level.STATUS
        assert send(road, job) == Sent(level=Level.STATUS)
        # Asked twice before the first slip, and never again.
        assert printer.wire.count(FENCE) == 2
        assert len(printer.wait_for_receipts(2)) == 2


def test_silence_of_a_printer_that_always_confirmed_is_unconfirmed(
    printer: VirtualPrinter, road_to: RoadTo, job: bytes
) -> None:
    road = road_to(printer)
    send(road, job)
    session = road.open()
    printer.set(Condition(mute=True))
    outcome = session.send(job)
    session.close()
    assert outcome == Unconfirmed(bytes_sent=len(job), cause=Cause.SILENT)


def test_a_printer_that_stops_reading_inside_the_slip_is_stalled(road_to: RoadTo) -> None:
    with VirtualPrinter() as printer:
        session = road_to(printer).open()
        printer.set(Condition(stalled=True))
        endless = bytes(16_000_000)
        outcome = session.send(endless)
        session.close()
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is Cause.STALLED
    assert 0 < outcome.bytes_sent < len(endless)


def test_an_address_nobody_has_is_unreachable() -> None:
    with pytest.raises(PrinterNotReady) as caught:
        LanPrinter(host="no..such..host", port=9).open()
    assert caught.value.cause is Cause.UNREACHABLE


def test_giving_up_ends_a_wait_at_once_and_for_good(printer: VirtualPrinter, job: bytes) -> None:
    road = LanPrinter(host="127.0.0.1", port=printer.port, patience=Patience(fence_s=3600))
    session = road.open()
    printer.set(replace(Condition(), mute=True))
    outcomes: list[Outcome] = []
    sender = Thread(target=lambda: outcomes.append(session.send(job)))
    sender.start()
    printer.wait_for_receipts(1)
    road.give_up()
    sender.join()
    session.close()
    assert outcomes == [Unconfirmed(bytes_sent=len(job), cause=Cause.INTERRUPTED)]
    with pytest.raises(PrinterNotReady):
        road.open()


@contextmanager
def script(*answers: bytes) -> Iterator[LanPrinter]:
    """Something that says ``answers``, one for each question, whatever that is."""

    def serve() -> None:
        client, _ = listener.accept()
        with client:
            for answer in answers:
                client.recv(3)
                client.sendall(answer)
            while client.recv(4096):
                pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Thread(target=serve)
        server.start()
        port = listener.getsockname()[1]
        yield LanPrinter(
            host="127.0.0.1", port=port, patience=Patience(status_s=0.4, settle_s=0.4, close_s=0.4)
        )
        server.join()


@pytest.mark.parametrize(
    ("answers", "cause"),
    [
        ((b"\x12\x12\x12\x12",), Cause.GARBAGE),
        ((b"RRRR",), Cause.GARBAGE),
        ((b"\x12", b"\x12", b"\xff"), Cause.GARBAGE),
        ((b"\x5fno end",), Cause.GARBAGE),
        ((b"\x00",), Cause.GARBAGE),
        ((b"\x12", b"\x12"), Cause.MUTE),
        ((b"",), Cause.MUTE),
    ],
)
def test_only_one_true_answer_to_each_question_counts(
    answers: tuple[bytes, ...], cause: Cause
) -> None:
    with script(*answers) as road, pytest.raises(PrinterNotReady) as caught:
        road.open()
    assert caught.value.cause is cause


def test_automatic_status_between_the_answers_is_understood() -> None:
    with script(b"\x14\x00\x00\x0f\x12", b"\x12\x14\x00", b"\x00\x0f\x12", b"\x12") as road:
        session = road.open()
        session.close()
    assert session.status.trouble is None
