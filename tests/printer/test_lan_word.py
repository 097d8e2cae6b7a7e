"""What a printer's word is worth, level by level."""

import socket
from dataclasses import replace
from threading import Thread

import pytest
import zxingcpp

from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.outcome import (
    Cancelled,
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

SHORT = Patience(connect_s=1.0, status_s=0.5, settle_s=0.5, stall_s=0.5, fence_s=0.8, close_s=0.5)


def road_to(printer: VirtualPrinter, level: Level | None, patience: Patience = SHORT) -> LanPrinter:
    return LanPrinter(host="127.0.0.1", port=printer.port, patience=patience, level=level)


def send(road: LanPrinter, job: bytes) -> Outcome:
    session = road.open()
    try:
        return session.send(job)
    finally:
        session.close()


def codes(printer: VirtualPrinter) -> list[str]:
    """What stands in the QR of every whole slip."""
    found = [zxingcpp.read_barcodes(each.picture.convert("L")) for each in printer.receipts]
    return [code.text for each in found for code in each]


def test_a_printer_that_confirms_hands_back_the_id_of_this_very_job(job: bytes) -> None:
    with VirtualPrinter(make=Make(level=Level.PRINTED)) as printer:
        road = road_to(printer, Level.PRINTED)
        assert send(road, job) == Printed(level=Level.PRINTED)
        assert send(road, job) == Printed(level=Level.PRINTED)
        ids = printer.wire.split(b"\x1d(H\x06\x0000")[1:]
    assert ids[0][:4] != ids[1][:4]


def test_the_id_of_another_job_confirms_nothing(job: bytes) -> None:
    with VirtualPrinter(make=Make(level=Level.PRINTED)) as printer:
        printer.set(Condition(process_id=b"1234"))
        outcome = send(road_to(printer, Level.PRINTED), job)
    assert outcome == Unconfirmed(bytes_sent=len(job), cause=Cause.SILENT)


def test_paper_out_inside_the_slip_is_cancelled_where_the_printer_confirms_it(
    job: bytes, slip: Slip
) -> None:
    with VirtualPrinter(make=Make(level=Level.PRINTED, buffer_bytes=1_000_000)) as printer:
        printer.set(Condition(rows_left=200))
        road = road_to(printer, Level.PRINTED)
        outcome = send(road, job)
        assert isinstance(outcome, Cancelled)
        assert outcome.cause is Cause.PAPER_OUT
        printer.set(Condition())
        assert send(road, job) == Printed(level=Level.PRINTED)
        assert send(road, job) == Printed(level=Level.PRINTED)
        piece, *slips = printer.wait_for_receipts(3)
        # The piece was cut from the next visitor's slip, and only once.
        assert piece.picture.height < slips[0].picture.height == slips[1].picture.height
        assert codes(printer) == [slip.code] * 2


def test_a_printer_too_full_to_hear_the_cancelling_is_unconfirmed(job: bytes) -> None:
    with VirtualPrinter(make=Make(level=Level.PRINTED, buffer_bytes=4096)) as printer:
        printer.set(Condition(rows_left=200))
        outcome = send(road_to(printer, Level.PRINTED), job)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is Cause.PAPER_OUT


def test_a_cancelling_that_nobody_confirms_leaves_the_slip_unconfirmed(
    job: bytes,
) -> None:
    with VirtualPrinter(make=Make(level=Level.FENCE)) as printer:
        printer.set(Condition(rows_left=200))
        outcome = send(road_to(printer, Level.PRINTED), job)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is Cause.PAPER_OUT


def test_a_mute_printer_is_sent_to_and_never_called_printed(job: bytes, slip: Slip) -> None:
    with VirtualPrinter(make=Make(level=Level.MUTE)) as printer:
        assert send(road_to(printer, Level.MUTE), job) == Sent(level=Level.MUTE)
        printer.wait_for_receipts(1)
        assert codes(printer) == [slip.code]
        assert printer.resets == 0


def test_a_mute_printer_that_reads_no_further_is_unconfirmed(job: bytes) -> None:
    with VirtualPrinter(make=Make(level=Level.MUTE)) as printer:
        session = road_to(printer, Level.MUTE).open()
        printer.set(Condition(stalled=True))
        outcome = session.send(bytes(16_000_000))
        session.close()
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is Cause.STALLED


def test_a_mute_printer_that_resets_is_unconfirmed(job: bytes) -> None:
    with VirtualPrinter(make=Make(level=Level.MUTE)) as printer:
        printer.set(Condition(hang_up_after=30_000))
        outcome = send(road_to(printer, Level.MUTE), job)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is Cause.HUNG_UP


@pytest.mark.parametrize("level", [Level.FENCE, None])
def test_a_slip_behind_an_unfinished_picture_is_printed_whole(
    level: Level | None, printer: VirtualPrinter, job: bytes, slip: Slip
) -> None:
    half = road_to(printer, level).open()
    printer.set(Condition(hang_up_after=len(printer.wire) + 20_000))
    assert isinstance(half.send(job), Unconfirmed)
    half.close()
    printer.set(Condition())
    road = road_to(printer, level)
    with pytest.raises(PrinterNotReady) as busy:
        road.open()
    assert busy.value.cause is Cause.BUSY
    assert send(road, job) == Printed(level=Level.FENCE)
    printer.wait_for_receipts(2)
    # The piece was cut away before, and nothing was taken for text.
    assert codes(printer) == [slip.code]
    assert printer.unknown.strip(b"\0") == b""


def test_a_printer_without_a_fence_gets_an_unfinished_picture_ended_too(
    job: bytes, slip: Slip
) -> None:
    with VirtualPrinter(make=Make(level=Level.STATUS)) as printer:
        road = road_to(printer, Level.STATUS)
        assert send(road, job) == Sent(level=Level.STATUS)
        session = road.open()
        printer.set(Condition(hang_up_after=20_000))
        assert isinstance(session.send(job), Unconfirmed)
        session.close()
        printer.set(Condition())
        assert send(road, job) == Sent(level=Level.STATUS)
        printer.wait_for_receipts(3)
        assert codes(printer) == [slip.code] * 2
        assert printer.unknown.strip(b"\0") == b""


def test_one_stray_answer_is_not_taken_for_the_fence(printer: VirtualPrinter, job: bytes) -> None:
    road = road_to(printer, Level.FENCE)
    session = road.open()
    # As if it answered somebody's earlier question now, and then nothing more.
    printer.set(Condition(garbage=True, babble=b"\x00"))
    outcome = session.send(b"")
    session.close()
    assert not isinstance(outcome, Printed)


@pytest.mark.parametrize("level", [Level.FENCE, Level.PRINTED])
def test_a_hand_at_the_cover_for_a_moment_costs_nobody_a_slip(
    level: Level, job: bytes, slip: Slip
) -> None:
    make = Make(level=level, buffer_bytes=1_000_000)
    patience = replace(SHORT, blink_s=5.0, fence_s=20.0)
    with VirtualPrinter(make=make, mm_per_s=200) as printer:
        session = road_to(printer, level, patience).open()
        outcomes: list[Outcome] = []
        sender = Thread(target=lambda: outcomes.append(session.send(job)))
        sender.start()
        printer.wait_for_bytes(len(job) // 2)
        printer.set(Condition(cover_open=True))
        printer.set(Condition())
        sender.join()
        session.close()
        assert outcomes == [Printed(level=level)]
        assert codes(printer) == [slip.code]


def test_a_cover_left_open_is_told(job: bytes) -> None:
    patience = replace(SHORT, blink_s=0.1)
    with VirtualPrinter(make=Make(level=Level.FENCE), mm_per_s=200) as printer:
        session = road_to(printer, Level.FENCE, patience).open()
        outcomes: list[Outcome] = []
        sender = Thread(target=lambda: outcomes.append(session.send(job)))
        sender.start()
        printer.wait_for_bytes(len(job) // 2)
        printer.set(Condition(cover_open=True))
        sender.join()
        session.close()
    assert outcomes == [Unconfirmed(bytes_sent=len(job), cause=Cause.COVER_OPEN)]


def test_a_printer_that_is_only_slow_loses_no_paper_to_being_asked_twice(job: bytes) -> None:
    with VirtualPrinter(mm_per_s=120) as printer:
        with socket.create_connection(("127.0.0.1", printer.port)) as other:
            other.sendall(job)
            printer.wait_for_bytes(len(job))
        patience = replace(SHORT, status_s=5.0, settle_s=0.3)
        road = road_to(printer, Level.FENCE, patience)
        with pytest.raises(PrinterNotReady) as caught:
            road.open()
        assert caught.value.cause is Cause.BUSY
        printer.wait_for_receipts(1)
        assert send(road_to(printer, Level.FENCE, Patience()), job) == Printed(level=Level.FENCE)
        # No cut but those of the two slips.
        assert printer.wire.count(b"\x1dVB\x00") == 2


def test_a_known_printer_that_does_not_answer_is_busy(printer: VirtualPrinter) -> None:
    printer.set(Condition(mute=True))
    with pytest.raises(PrinterNotReady) as caught:
        road_to(printer, Level.FENCE).open()
    assert caught.value.cause is Cause.BUSY


def test_an_earlier_slip_is_printed_to_its_end_before_the_next_begins(
    job: bytes, slip: Slip
) -> None:
    with VirtualPrinter(mm_per_s=400) as printer:
        road = road_to(printer, Level.FENCE, Patience())
        assert send(road, job) == Printed(level=Level.FENCE)
        assert send(road, job) == Printed(level=Level.FENCE)
        assert codes(printer) == [slip.code] * 2


def test_trouble_before_the_first_byte_is_a_clean_failure(
    printer: VirtualPrinter, job: bytes
) -> None:
    session = road_to(printer, Level.FENCE).open()
    printer.set(Condition(roll=Roll.OUT))
    outcome = session.send(job)
    session.close()
    assert isinstance(outcome, NotPrinted | Unconfirmed)
    if isinstance(outcome, NotPrinted):
        assert outcome.cause is Cause.PAPER_OUT


@pytest.mark.parametrize("babble", [b"\xff\x00\x00", b"\x14\x13\x00\x00\x00", b"\x00\x80\x00"])
def test_what_no_printer_says_confirms_nothing(
    printer: VirtualPrinter, job: bytes, babble: bytes
) -> None:
    session = road_to(printer, Level.FENCE).open()
    printer.set(Condition(garbage=True, babble=babble))
    outcome = session.send(job)
    session.close()
    assert isinstance(outcome, Unconfirmed)


def test_a_printer_may_be_slow_to_answer_each_question(printer: VirtualPrinter, job: bytes) -> None:
    printer.set(Condition(late_s=0.3))
    patience = Patience(status_s=1.0, settle_s=5.0, fence_s=5.0, close_s=0.4)
    road = LanPrinter(host="127.0.0.1", port=printer.port, patience=patience, level=Level.FENCE)
    assert send(road, job) == Printed(level=Level.FENCE)


@pytest.mark.parametrize("level", [Level.MUTE, Level.STATUS, Level.FENCE])
def test_a_job_that_trickles_is_not_waited_for_forever(level: Level, job: bytes) -> None:
    patience = Patience(status_s=5.0, settle_s=5.0, stall_s=600.0, whole_s=0.3, close_s=0.1)
    with VirtualPrinter(make=Make(level=level, buffer_bytes=4096)) as printer:
        road = road_to(printer, level, patience)
        printer.set(Condition(stall_after=20_000))
        outcome = send(road, job * 100)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is Cause.STALLED
