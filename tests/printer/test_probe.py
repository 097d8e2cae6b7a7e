import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import pytest

from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.outcome import Cause, Level
from kiosk.printer.probe import NAME_LIMIT, Probe, ProbePatience, probe
from kiosk.printer.status import PrinterStatus

PATIENT = ProbePatience(connect_s=5.0, status_s=5.0, answer_s=5.0, close_s=0.3)
"""For whoever answers: it takes no time."""
HASTY = ProbePatience(connect_s=5.0, status_s=0.4, answer_s=0.4, close_s=0.3)
"""For silence from the start."""
SHORT = ProbePatience(connect_s=5.0, status_s=5.0, answer_s=0.5, close_s=0.3)
"""For silence after the status."""
READY = b"\x12"


def asked(
    make: Make, condition: Condition | None = None, patience: ProbePatience = PATIENT
) -> tuple[Probe, VirtualPrinter]:
    with VirtualPrinter(make=make) as printer:
        if condition:
            printer.set(condition)
        return probe("127.0.0.1", printer.port, patience), printer


@contextmanager
def impostor(answers: dict[bytes, bytes]) -> Iterator[int]:
    """Something that answers each question it knows with fixed bytes, whatever they are."""

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            while question := connection.recv(64):
                for known, answer in answers.items():
                    if known in question:
                        connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def answering(**more: bytes) -> dict[bytes, bytes]:
    """A healthy printer's answers; ``maker``, ``model``, ``fence``, ``printed`` in its own way."""
    named = {"fence": b"\x1dr", "maker": b"\x1dIB", "model": b"\x1dIC", "printed": b"\x1d(H"}
    return {b"\x10\x04": READY} | {named[name]: answer for name, answer in more.items()}


@pytest.mark.parametrize("level", [Level.STATUS, Level.FENCE, Level.PRINTED])
def test_a_printers_level_is_what_it_answers(level: Level) -> None:
    found, printer = asked(Make(level=level), patience=SHORT if level is Level.STATUS else PATIENT)
    assert (found.level, found.cause) == (level, None)
    assert found.status == PrinterStatus()
    assert printer.receipts == ()
    assert printer.resets == 0


def test_maker_and_model_are_told() -> None:
    found, _ = asked(Make(level=Level.PRINTED, model="TM-T20III"))
    assert (found.maker, found.model) == ("EPSON", "TM-T20III")


def test_silence_says_nothing_about_the_level_and_nothing_more_is_asked() -> None:
    found, printer = asked(Make(level=Level.MUTE), patience=HASTY)
    assert found == Probe(cause=Cause.MUTE)
    assert printer.wire == b"\x10\x04\x01"


def test_a_printer_that_another_host_holds_is_not_taken_for_a_mute_one() -> None:
    with (
        VirtualPrinter() as printer,
        socket.create_connection(("127.0.0.1", printer.port)) as other,
    ):
        other.sendall(b"\x1b@")
        printer.wait_for_bytes(2)
        assert probe("127.0.0.1", printer.port, HASTY) == Probe(cause=Cause.MUTE)


@pytest.mark.parametrize(
    ("condition", "cause"),
    [
        (Condition(roll=Roll.OUT), Cause.PAPER_OUT),
        (Condition(cover_open=True), Cause.COVER_OPEN),
        (Condition(offline=True), Cause.OFFLINE),
    ],
)
def test_of_a_printer_in_trouble_no_level_follows(condition: Condition, cause: Cause) -> None:
    found, printer = asked(Make(level=Level.PRINTED), condition)
    assert (found.level, found.cause) == (None, cause)
    assert b"\x1d" not in printer.wire


def test_low_paper_is_no_trouble() -> None:
    found, _ = asked(Make(level=Level.PRINTED), Condition(roll=Roll.LOW))
    assert found.level is Level.PRINTED
    assert found.status == PrinterStatus(paper_low=True)


@pytest.mark.parametrize(
    ("condition", "cause"),
    [
        (Condition(garbage=True), Cause.GARBAGE),
        (Condition(hang_up_after=1), Cause.HUNG_UP),
        (Condition(stalled=True), Cause.MUTE),
        (Condition(unplugged=True), Cause.UNREACHABLE),
    ],
)
def test_what_is_no_printer_has_no_level(condition: Condition, cause: Cause) -> None:
    found, _ = asked(Make(), condition, HASTY if condition.stalled else PATIENT)
    assert (found.level, found.cause) == (None, cause)


@pytest.mark.parametrize("host", ["not a host", "x" * 300, "\udc80", "127.0.0.1\0"])
def test_an_address_that_is_none_is_unreachable(host: str) -> None:
    assert probe(host, 9100, HASTY).cause is Cause.UNREACHABLE


def test_a_constant_process_id_is_not_called_printed() -> None:
    found, _ = asked(Make(level=Level.PRINTED), Condition(process_id=b"1234"), SHORT)
    assert found.level is Level.FENCE


def test_the_process_id_is_asked_of_epsons_only() -> None:
    found, printer = asked(Make(level=Level.PRINTED, maker="Xprinter"))
    assert (found.level, found.maker) == (Level.FENCE, "Xprinter")
    assert b"\x1d(H" not in printer.wire


def test_the_last_thing_sent_takes_back_what_was_not_understood() -> None:
    _, printer = asked(Make(level=Level.PRINTED))
    assert printer.wire.endswith(b"\x1b@")


def test_answers_that_come_late_and_in_pieces_count() -> None:
    found, _ = asked(Make(level=Level.PRINTED), Condition(late_s=0.05, piecewise=True))
    assert found.level is Level.PRINTED


def test_what_it_sends_unasked_does_not_count() -> None:
    found, _ = asked(Make(level=Level.STATUS), Condition(unasked_every=3), SHORT)
    assert found.level in (Level.STATUS, None)


def test_a_hostile_name_is_cut_and_cleaned() -> None:
    name = b"\x5f\x1b[2JEvil\x07\r\n" + b"x" * 200 + b"\0"
    with impostor(answering(fence=b"\x00", maker=name, model=b"\x5f\0")) as port:
        found = probe("127.0.0.1", port, PATIENT)
    assert len(found.maker) == NAME_LIMIT
    assert found.maker.startswith("[2JEvilxxx")
    assert found.maker.isprintable()


def test_a_name_without_an_end_is_no_name() -> None:
    with impostor(answering(fence=b"\x00", maker=b"\x5f" + b"E" * 1000)) as port:
        found = probe("127.0.0.1", port, SHORT)
    assert (found.level, found.maker) == (Level.FENCE, "")


def test_a_fence_without_paper_is_no_fence() -> None:
    with impostor(answering(fence=b"\x0f")) as port:
        assert probe("127.0.0.1", port, SHORT).level is Level.STATUS


def test_something_that_never_stops_talking_is_left_alone() -> None:
    def talk() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            while True:
                connection.sendall(READY * 65_536)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=talk, daemon=True)
        thread.start()
        found = probe("127.0.0.1", listener.getsockname()[1], HASTY)
        thread.join()
    assert (found.level, found.cause) == (None, Cause.GARBAGE)


def test_random_bytes_never_end_in_a_level_that_was_not_shown() -> None:
    chance = random.Random(7)
    for _ in range(20):
        noise = chance.randbytes(chance.randrange(1, 40))
        with impostor(answering(fence=b"\x00", maker=b"\x5fEPSON\0", printed=noise)) as port:
            found = probe("127.0.0.1", port, ProbePatience(answer_s=0.05, close_s=0.1))
        assert found.level is not Level.PRINTED
