"""Every fault of the virtual printer, by itself, as a host on the other end meets it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from kiosk.printer.emulator.condition import Condition, Make, Roll, Sessions
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.outcome import Level

BAND = b"\x1dv0\x00\x48\x00\x02\x00" + b"\xff" * 72 + b"\x00" * 72
CUT = b"\x1dVB\x00"
FENCE = b"\x1dr\x01"
ASK = b"\x10\x04\x01"
READY = b"\x12"
CANCEL = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
PROCESS = b"\x1d(H\x06\x0000A7c9"
EPSON = Make(level=Level.PRINTED)


@contextmanager
def host(printer: VirtualPrinter) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", printer.port), timeout=5) as connection:
        yield connection


def hear(connection: socket.socket, count: int) -> bytes:
    heard = b""
    while len(heard) < count:
        data = connection.recv(count - len(heard))
        assert data, f"the end after {heard!r}"
        heard += data
    return heard


def is_silent(connection: socket.socket) -> bool:
    connection.settimeout(0.15)
    try:
        return not connection.recv(1)
    except TimeoutError:
        return True
    finally:
        connection.settimeout(5)


def is_broken_off(connection: socket.socket, data: bytes = b"") -> bool:
    try:
        connection.sendall(data)
        while connection.recv(1):
            continue
        connection.sendall(data)
    except ConnectionError:
        return True
    return False


def is_turned_away(printer: VirtualPrinter, data: bytes = b"") -> bool:
    """Whether a new connection is broken off, perhaps before it stands."""
    try:
        with host(printer) as connection:
            return is_broken_off(connection, data)
    except ConnectionError:
        return True


def test_it_tells_the_process_id_when_what_came_before_is_printed() -> None:
    with VirtualPrinter(make=EPSON) as printer, host(printer) as line:
        printer.set(Condition(rows_left=1))
        line.sendall(BAND + CUT + PROCESS + ASK)
        assert hear(line, 1) in (b"\x12", b"\x1a")
        assert is_silent(line)
        printer.set(Condition())
        assert hear(line, 7) == b"\x37\x22A7c9\x00"


@pytest.mark.parametrize("level", [Level.MUTE, Level.STATUS, Level.FENCE])
def test_below_the_highest_level_there_is_no_process_id(level: Level) -> None:
    with VirtualPrinter(make=Make(level=level)) as printer, host(printer) as line:
        line.sendall(BAND + CUT + PROCESS)
        printer.wait_for_receipts(1)
        assert is_silent(line)
    assert PROCESS in printer.unknown


def test_a_wrong_process_id_comes_at_once() -> None:
    with VirtualPrinter(make=EPSON) as printer, host(printer) as line:
        printer.set(Condition(roll=Roll.OUT, process_id=b"1234"))
        line.sendall(BAND + PROCESS[:6])
        line.sendall(PROCESS[6:])
        assert hear(line, 7) == b"\x37\x221234\x00"
    assert printer.receipts == ()


def test_a_job_can_be_thrown_away_and_the_next_one_is_whole() -> None:
    with VirtualPrinter(make=EPSON) as printer, host(printer) as line:
        printer.set(Condition(roll=Roll.OUT))
        line.sendall(BAND + CUT + BAND[:50] + CANCEL[:4])
        line.sendall(CANCEL[4:])
        assert hear(line, 3) == b"\x37\x25\x00"
        printer.set(Condition())
        line.sendall(BAND + CUT + FENCE)
        assert hear(line, 1) == b"\x00"
        assert [r.picture.height for r in printer.receipts] == [2]


def test_enquiring_with_2_throws_away_without_an_answer() -> None:
    with VirtualPrinter(make=EPSON) as printer, host(printer) as line:
        printer.set(Condition(cutter_jammed=True))
        line.sendall(BAND + b"\x10\x05\x02")
        printer.wait_for_bytes(len(BAND) + 3)
        printer.set(Condition())
        line.sendall(FENCE)
        assert hear(line, 1) == b"\x00"
    assert printer.uncut is None


def test_a_mute_level_answers_nothing_and_prints() -> None:
    with VirtualPrinter(make=Make(level=Level.MUTE)) as printer, host(printer) as line:
        line.sendall(ASK + b"\x1da\xff" + b"\x1dIB" + BAND + FENCE + CUT)
        printer.wait_for_receipts(1)
        assert is_silent(line)


def test_a_status_level_answers_no_fence() -> None:
    with VirtualPrinter(make=Make(level=Level.STATUS)) as printer, host(printer) as line:
        line.sendall(BAND + FENCE + CUT)
        printer.wait_for_receipts(1)
        assert is_silent(line)
        line.sendall(ASK)
        assert hear(line, 1) == READY


def test_switched_off_and_on_it_has_lost_what_it_took() -> None:
    with VirtualPrinter() as printer:
        with host(printer) as line:
            printer.set(Condition(roll=Roll.OUT))
            line.sendall(BAND + CUT)
            printer.wait_for_bytes(len(BAND + CUT))
            printer.power_cycle()
            assert is_broken_off(line)
        printer.set(Condition())
        with host(printer) as line:
            line.sendall(FENCE)
            assert hear(line, 1) == b"\x00"
        assert printer.receipts == ()


@pytest.mark.parametrize("after", [0, 1, 60, len(BAND)])
def test_power_can_fail_at_any_byte_and_is_back_at_once(after: int) -> None:
    with VirtualPrinter() as printer:
        printer.set(Condition(power_cycle_after=after, roll=Roll.OUT))
        assert is_turned_away(printer, BAND)
        assert printer.condition == Condition(roll=Roll.OUT)
        assert len(printer.wire) == after
        printer.set(Condition())
        with host(printer) as line:
            line.sendall(FENCE)
            assert hear(line, 1) == b"\x00"


def test_it_hangs_up_at_exactly_that_byte(printer: VirtualPrinter) -> None:
    printer.set(Condition(hang_up_after=50))
    with host(printer) as line:
        assert is_broken_off(line, BAND)
    assert len(printer.wire) == 50


def test_it_can_say_goodbye_politely_and_hear_no_more(printer: VirtualPrinter) -> None:
    printer.set(Condition(finish_after=len(BAND)))
    with host(printer) as line:
        line.sendall(BAND + CUT)
        assert line.recv(1) == b""
        line.sendall(CUT)
        line.shutdown(socket.SHUT_WR)
    with host(printer) as line:
        line.sendall(ASK)
        assert hear(line, 1) == READY
    assert printer.receipts == ()
    assert printer.uncut is not None


def test_it_stops_reading_in_the_middle(printer: VirtualPrinter) -> None:
    printer.set(Condition(stall_after=40))
    with host(printer) as line:
        line.sendall(BAND + CUT + ASK)
        assert len(printer.wait_for_bytes(40)) == 40
        assert is_silent(line)
        printer.set(Condition())
        assert hear(line, 1) == READY
        printer.wait_for_receipts(1)


def test_it_falls_silent_after_it_has_answered(printer: VirtualPrinter) -> None:
    printer.set(Condition(mute_after=4))
    with host(printer) as line:
        line.sendall(ASK)
        assert hear(line, 1) == READY
        line.sendall(BAND + CUT + FENCE)
        printer.wait_for_receipts(1)
        assert is_silent(line)


def test_answers_come_late_and_in_pieces(printer: VirtualPrinter) -> None:
    printer.set(Condition(late_s=0.3, piecewise=True))
    with host(printer) as line:
        asked = monotonic()
        line.sendall(b"\x1da\xff")
        assert hear(line, 4) == b"\x10\x00\x00\x0f"
        assert monotonic() - asked >= 0.3


def test_a_clone_answers_status_only_when_its_turn_comes(printer: VirtualPrinter) -> None:
    printer.set(Condition(answers_in_turn=True, roll=Roll.OUT))
    with host(printer) as line:
        line.sendall(BAND + ASK)
        assert is_silent(line)
        printer.set(Condition(answers_in_turn=True))
        assert hear(line, 1) == READY


def test_fixed_answers_and_babble(printer: VirtualPrinter) -> None:
    with host(printer) as line:
        printer.set(Condition(status_bytes=b"\x12\x12\x12\x32"))
        line.sendall(ASK + b"\x10\x04\x04")
        assert hear(line, 2) == b"\x12\x32"
        printer.set(Condition(garbage=True, babble=b"\x00\xff"))
        line.sendall(ASK)
        assert hear(line, 2) == b"\x00\xff"


def test_automatic_status_can_come_at_any_moment(printer: VirtualPrinter) -> None:
    printer.set(Condition(unasked_every=10))
    with host(printer) as line:
        line.sendall(BAND[:35])
        assert hear(line, 12) == b"\x10\x00\x00\x0f" * 3
        assert is_silent(line)


def test_a_host_hears_only_of_what_it_asked_for(printer: VirtualPrinter) -> None:
    with host(printer) as line:
        line.sendall(b"\x1da\x04")
        assert hear(line, 4) == b"\x10\x00\x00\x0f"
        printer.set(Condition(roll=Roll.LOW))
        printer.set(Condition(cutter_jammed=True))
        assert hear(line, 4) == b"\x18\x08\x00\x0f"
        assert is_silent(line)


def test_a_second_host_waits_and_is_then_served(printer: VirtualPrinter) -> None:
    with host(printer) as first:
        first.sendall(ASK)
        hear(first, 1)
        second = socket.create_connection(("127.0.0.1", printer.port), timeout=5)
        second.sendall(ASK)
        assert is_silent(second)
    with second:
        assert hear(second, 1) == READY


def test_three_hosts_are_taken_and_a_fourth_is_reset() -> None:
    with (
        VirtualPrinter(make=Make(sessions=Sessions.THREE)) as printer,
        host(printer) as first,
        host(printer) as second,
        host(printer) as third,
    ):
        for each in (second, third):
            each.sendall(ASK)
        first.sendall(ASK)
        hear(first, 1)
        assert is_turned_away(printer)
        assert is_silent(second)
        first.close()
        assert hear(second, 1) == READY
        second.close()
        assert hear(third, 1) == READY


def test_a_second_host_is_reset_where_there_is_one_session() -> None:
    with VirtualPrinter(make=Make(sessions=Sessions.RESET)) as printer, host(printer) as first:
        first.sendall(ASK)
        hear(first, 1)
        assert is_turned_away(printer)
        first.sendall(ASK)
        assert hear(first, 1) == READY


def test_a_second_host_is_refused_until_the_first_has_gone() -> None:
    with VirtualPrinter(make=Make(sessions=Sessions.REFUSE)) as printer:
        with host(printer) as first:
            first.sendall(ASK)
            hear(first, 1)
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", printer.port))
            first.shutdown(socket.SHUT_WR)
            assert first.recv(1) == b""
        with host(printer) as second:
            second.sendall(ASK)
            assert hear(second, 1) == READY


def test_a_full_buffer_is_not_read_and_nothing_asked_then_is_heard() -> None:
    make = Make(buffer_bytes=1024)
    with VirtualPrinter(make=make) as printer, host(printer) as line:
        printer.set(Condition(roll=Roll.OUT))
        line.sendall(BAND * 20 + ASK)
        printer.wait_for_bytes(1024)
        assert is_silent(line)
        printer.set(Condition())
        assert hear(line, 1) == READY


def test_it_can_be_slow_for_a_while(printer: VirtualPrinter) -> None:
    printer.set(Condition(mm_per_s=20))
    with host(printer) as line:
        line.sendall(BAND * 30 + CUT + FENCE + ASK)
        assert hear(line, 2) == READY + b"\x00"
        assert printer.receipts[0].picture.height == 60


def test_what_was_set_stands_though_the_roll_ends(printer: VirtualPrinter) -> None:
    wished = Condition(rows_left=3, piecewise=True)
    printer.set(wished)
    with host(printer) as line:
        line.sendall(BAND * 2 + CUT)
        printer.wait_for_bytes(len(BAND * 2 + CUT))
        line.sendall(ASK)
        assert hear(line, 1) == b"\x1a"
    assert printer.condition == replace(wished, roll=Roll.OUT, rows_left=None)


def test_a_port_lost_while_unplugged_leaves_it_off_until_it_is_free(
    printer: VirtualPrinter,
) -> None:
    printer.set(Condition(unplugged=True))
    with socket.create_server(("127.0.0.1", printer.port)):
        printer.set(Condition())
        assert printer.condition == Condition(unplugged=True)
    printer.set(Condition())
    with host(printer) as line:
        line.sendall(ASK)
        assert hear(line, 1) == READY


def test_a_slip_that_cannot_be_kept_is_printed_all_the_same(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with VirtualPrinter(save_to=gone) as printer, host(printer) as line:
        line.sendall(BAND + CUT + BAND + CUT)
        assert len(printer.wait_for_receipts(2)) == 2


def test_what_is_kept_of_slips_and_wire_can_be_bounded() -> None:
    with VirtualPrinter(keep=3) as printer, host(printer) as line:
        for _ in range(10):
            line.sendall(BAND + CUT)
        assert len(printer.wait_for_receipts(10)) == 3
        assert printer.figures.slips == 10
