"""The hostile wire does what it is told, at the byte it is told, and otherwise nothing."""

import socket
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.outcome import Cause, Level, NotPrinted, Printed, Unconfirmed
from tests.faults.conftest import send
from tests.faults.faults import (
    Action,
    Do,
    Door,
    Fault,
    HangUp,
    Instead,
    Late,
    Mute,
    Reset,
    Say,
    Split,
    Stall,
    Swallow,
    Wait,
)
from tests.faults.proxy import LOOPBACK, FaultProxy
from tests.faults.stream import DocumentWatch, JobWatch, Point, drawn, raster

HALF = 20_000
RASTER = b"\x1dv0"


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter() as printer:
        yield printer


@pytest.fixture
def proxy(printer: VirtualPrinter) -> Iterator[FaultProxy]:
    with FaultProxy(printer.port) as proxy:
        yield proxy


def test_without_faults_every_byte_and_answer_comes_through(
    printer: VirtualPrinter, proxy: FaultProxy, slip_bytes: bytes
) -> None:
    assert send(proxy, slip_bytes) == Printed(level=Level.FENCE)
    assert slip_bytes in printer.wire
    assert printer.unknown == b""
    assert (printer.resets, proxy.resets) == (0, 0)


@pytest.mark.parametrize(
    ("does", "cause"),
    [
        (Reset(), Cause.HUNG_UP),
        (HangUp(), Cause.HUNG_UP),
        (Stall(), Cause.STALLED),
        (Swallow(), Cause.SILENT),
    ],
    ids=lambda each: type(each).__name__ if not isinstance(each, Cause) else each.value,
)
def test_a_fault_inside_a_slip_cuts_it_at_that_byte(
    does: Action, cause: Cause, printer: VirtualPrinter, proxy: FaultProxy, slip_bytes: bytes
) -> None:
    proxy.plan(Fault(at=Point.RASTER, does=does, after_bytes=HALF))
    outcome = send(proxy, slip_bytes)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is cause
    lead = printer.wait_for_bytes(HALF).index(RASTER)
    assert printer.wait_for_bytes(lead + HALF)[lead:] == slip_bytes[:HALF]
    assert printer.receipts == ()


def test_what_stalled_goes_on_when_the_fault_is_lifted_though_its_host_has_gone(
    printer: VirtualPrinter, proxy: FaultProxy, slip_bytes: bytes
) -> None:
    proxy.plan(Fault(at=Point.CUT, does=Stall()))
    assert isinstance(send(proxy, slip_bytes), Unconfirmed)
    proxy.lift()
    assert len(printer.wait_for_receipts(1)) == 1


def test_a_mute_printer_prints(
    printer: VirtualPrinter, proxy: FaultProxy, slip_bytes: bytes
) -> None:
    proxy.plan(Fault(at=Point.RASTER, does=Mute()))
    outcome = send(proxy, slip_bytes)
    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause is Cause.SILENT
    assert len(printer.wait_for_receipts(1)) == 1


@pytest.mark.parametrize(
    "does",
    [
        Late(0.02),
        Split(0.001),
        Say(b"\x14\x00\x00\x0f"),
        Wait(0.02),
        Do(lambda: None),
        Instead(bytes),
    ],
    ids=lambda does: type(does).__name__,
)
@pytest.mark.parametrize("at", list(Point))
def test_what_only_slows_or_adds_leaves_the_slip_whole(
    at: Point, does: Action, printer: VirtualPrinter, proxy: FaultProxy, slip_bytes: bytes
) -> None:
    proxy.plan(Fault(at=at, does=does))
    assert send(proxy, slip_bytes) == Printed(level=Level.FENCE)
    assert len(printer.wait_for_receipts(1)) == 1


def test_a_deed_is_done_when_the_bytes_before_it_are_there(
    printer: VirtualPrinter, proxy: FaultProxy, slip_bytes: bytes
) -> None:
    seen: list[int] = []

    def look() -> None:
        begin = printer.wait_for_bytes(HALF).index(RASTER)
        seen.append(len(printer.wait_for_bytes(begin + HALF)) - begin)

    proxy.plan(Fault(at=Point.RASTER, does=Do(look), after_bytes=HALF))
    assert send(proxy, slip_bytes) == Printed(level=Level.FENCE)
    assert seen == [HALF]


def test_a_fault_happens_once_unless_it_is_always(proxy: FaultProxy, slip_bytes: bytes) -> None:
    proxy.plan(Fault(at=Point.CONNECTED, does=Reset()))
    assert isinstance(send(proxy, slip_bytes), NotPrinted)
    assert send(proxy, slip_bytes) == Printed(level=Level.FENCE)
    proxy.plan(Fault(at=Point.CONNECTED, does=Reset(), always=True))
    for _ in range(2):
        assert isinstance(send(proxy, slip_bytes), NotPrinted)


def test_a_closed_door_refuses_and_opens_at_the_same_port(
    proxy: FaultProxy, slip_bytes: bytes
) -> None:
    proxy.door(Door.REFUSED)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((LOOPBACK, proxy.port))
    proxy.lift()
    assert send(proxy, slip_bytes) == Printed(level=Level.FENCE)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a full backlog answers nothing")
def test_a_black_hole_answers_nothing(proxy: FaultProxy) -> None:
    proxy.door(Door.BLACK_HOLE)
    with pytest.raises(TimeoutError):
        socket.create_connection((LOOPBACK, proxy.port), timeout=0.2)


def test_who_was_never_served_prints_when_the_door_opens_though_long_gone(
    printer: VirtualPrinter, proxy: FaultProxy, slip_bytes: bytes
) -> None:
    proxy.door(Door.UNSERVED)
    # Less than a kernel takes: this host does not notice that nobody reads.
    with socket.create_connection((LOOPBACK, proxy.port)) as host:
        host.sendall(b"\x1b@hello\x1dVB\x00")
    proxy.lift()
    assert len(printer.wait_for_receipts(1)) == 1


def test_every_connection_can_be_broken_off(proxy: FaultProxy) -> None:
    with socket.create_connection((LOOPBACK, proxy.port), timeout=5) as host:
        host.sendall(b"\x10\x04\x01")
        assert host.recv(1)
        proxy.break_all()
        with suppress(ConnectionResetError):
            assert host.recv(1) == b""


def test_the_points_of_a_job_are_found_in_any_pieces(slip_bytes: bytes) -> None:
    job = b"\x10\x04\x01\x1b@\x1da\xff" + slip_bytes + b"\x1d(H\x06\x00001234\x1dr\x01\x1dr\x01"
    begin = job.index(RASTER)
    cut = begin + len(slip_bytes)
    expected = [(begin, Point.RASTER), (cut, Point.CUT), (len(job) - 3, Point.END)]
    for size in (1, 7, 4096, len(job)):
        watch = JobWatch()
        pieces = [job[at : at + size] for at in range(0, len(job), size)]
        assert [found for piece in pieces for found in watch.feed(piece)] == expected


def test_the_points_of_a_document_are_found_in_any_pieces() -> None:
    head, image = b"POST / HTTP/1.1\r\n\r\n<s:Envelope>", b'<image width="8">AAAA</image>'
    sent = head + image + b"<cut/></epos-print></s:Envelope>"
    expected = [(len(head), Point.RASTER), (len(sent), Point.CUT), (len(sent), Point.END)]
    for size in (1, 5, len(sent)):
        watch = DocumentWatch()
        pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
        assert [found for piece in pieces for found in watch.feed(piece)] == expected


def test_the_picture_of_a_job_is_that_of_the_document(slip_bytes: bytes) -> None:
    bytes_per_row, rows = raster(slip_bytes)
    assert bytes_per_row == 72
    assert len(rows) % bytes_per_row == 0
    assert drawn(b'<image width="12" height="1" mode="mono">//A=</image>') == (2, b"\xff\xf0")
