import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import pytest
from PIL import Image

from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.emulator.works import Receipt

BAND = b"\x1dv0\x00\x48\x00\x02\x00" + b"\xff" * 72 + b"\x00" * 72
CUT = b"\x1dVB\x00"
SMALL = Make(width_dots=384, cutter=False)


@contextmanager
def host(printer: VirtualPrinter) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", printer.port), timeout=5) as connection:
        yield connection


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        (Condition(), b"\x12\x12\x12\x12"),
        (Condition(roll=Roll.LOW), b"\x12\x12\x12\x1e"),
        (Condition(roll=Roll.OUT), b"\x1a\x32\x12\x7e"),
        (Condition(cover_open=True), b"\x1a\x16\x12\x12"),
        (Condition(cutter_jammed=True), b"\x1a\x52\x1a\x12"),
        (Condition(offline=True), b"\x1a\x12\x12\x12"),
    ],
)
def test_it_answers_its_status_as_the_manuals_say(
    condition: Condition, answers: bytes, printer: VirtualPrinter
) -> None:
    printer.set(condition)
    with host(printer) as connection:
        heard = b""
        for n in (1, 2, 3, 4):
            connection.sendall(b"\x10\x04" + bytes((n,)))
            heard += connection.recv(16)
    assert heard == answers


def test_it_is_asked_even_inside_a_picture(printer: VirtualPrinter) -> None:
    with host(printer) as connection:
        connection.sendall(BAND[:40] + b"\x10\x04")
        connection.sendall(b"\x04")
        assert connection.recv(16) == b"\x12"
        connection.sendall(BAND[43:] + CUT)
        (receipt,) = printer.wait_for_receipts(1)
    assert receipt.picture.size == (576, 2)


def test_it_reports_changes_until_it_is_initialised(printer: VirtualPrinter) -> None:
    with host(printer) as connection:
        connection.sendall(b"\x1da\xff")
        assert connection.recv(16) == b"\x10\x00\x00\x0f"
        printer.set(Condition(roll=Roll.OUT))
        assert connection.recv(16) == b"\x18\x00\x0f\x0f"
        printer.set(Condition())
        assert connection.recv(16) == b"\x10\x00\x00\x0f"
        connection.sendall(b"\x1b@\x1dr\x01")
        assert connection.recv(16) == b"\x00"
        printer.set(Condition(cover_open=True))
        connection.sendall(b"\x10\x04\x02")
        assert connection.recv(16) == b"\x16"


def test_without_paper_the_fence_is_not_answered_before_the_next_roll(
    printer: VirtualPrinter,
) -> None:
    printer.set(Condition(rows_left=1))
    with host(printer) as connection:
        connection.sendall(BAND + CUT + b"\x1dr\x01")
        printer.wait_for_bytes(len(BAND + CUT) + 3)
        connection.sendall(b"\x10\x04\x04")
        assert connection.recv(16) == b"\x7e"
        assert printer.receipts == ()
        printer.set(Condition())
        assert connection.recv(16) == b"\x00"
    assert printer.wait_for_receipts(1)[0].picture.size == (576, 2)


def test_it_says_who_made_it_and_keeps_what_it_does_not_know(printer: VirtualPrinter) -> None:
    with host(printer) as connection:
        connection.sendall(b"\x1b~hello\x1d(A\x02\x00\x00\x02\x1dIB")
        assert connection.recv(64) == b"\x5fFoleni\x00"
        connection.sendall(CUT)
        assert printer.wait_for_receipts(1)[0].text == "hello"
    assert printer.unknown == b"\x1b~\x1d(A\x02\x00\x00\x02"


def test_it_can_be_unplugged_and_plugged_in_again(printer: VirtualPrinter) -> None:
    with host(printer) as connection:
        connection.sendall(BAND)
        printer.wait_for_bytes(len(BAND))
        printer.set(Condition(unplugged=True))
        with pytest.raises(ConnectionResetError):
            connection.recv(16)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", printer.port))
    printer.set(Condition())
    with host(printer) as connection:
        connection.sendall(b"\x10\x04\x01")
        assert connection.recv(16) == b"\x12"


def test_receipts_are_handed_over_and_saved(tmp_path: Path) -> None:
    came: SimpleQueue[Receipt] = SimpleQueue()
    with VirtualPrinter(on_receipt=came.put, save_to=tmp_path) as printer, host(printer) as line:
        line.sendall(BAND + CUT)
        receipt = came.get(timeout=5)
    with Image.open(tmp_path / "slip-001.png") as saved:
        assert saved.tobytes() == receipt.picture.tobytes()


def test_paper_can_come_at_the_speed_of_a_head() -> None:
    with VirtualPrinter(mm_per_s=500) as printer, host(printer) as connection:
        connection.sendall(BAND * 200 + CUT)
        assert printer.wait_for_receipts(1)[0].picture.height == 400


def test_a_printer_without_a_knife_hands_over_what_is_fed_out() -> None:
    with VirtualPrinter(make=SMALL) as printer, host(printer) as connection:
        connection.sendall(BAND + b"\x1bd\x04")
        assert printer.wait_for_receipts(1)[0].picture.size == (384, 2 + 4 * 30)
