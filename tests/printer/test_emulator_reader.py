"""What the virtual printer reads does not depend on the pieces in which it comes."""

from kiosk.printer.emulator.commands import LONGEST_BYTES
from kiosk.printer.emulator.condition import BUFFER_BYTES
from kiosk.printer.emulator.reader import Command, Reader, Row

JOB = (
    b"\x1b@\x1da\xff\x1dv0\x00\x02\x00\x02\x00abcd\x1d(H\x06\x00001234\x1dVB\x00\x1dr\x01"
    b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08\x1bd\x04"
)


def read(*pieces: bytes) -> list[Command | Row]:
    reader = Reader(BUFFER_BYTES)
    found: list[Command | Row] = []
    for piece in pieces:
        reader.feed(piece)
        while (command := reader.next()) is not None:
            found.append(command)
    return found


def test_a_job_is_read_alike_wherever_it_is_cut_in_two() -> None:
    whole = read(JOB)
    assert Row(b"ab", 0) in whole
    for at in range(1, len(JOB)):
        assert read(JOB[:at], JOB[at:]) == whole, f"cut after {JOB[:at][-3:]!r}"
    assert read(*(bytes((byte,)) for byte in JOB)) == whole


def test_a_run_of_nuls_is_one_command() -> None:
    first, second = read(bytes(LONGEST_BYTES + 1) + b"\x1b@")
    assert first == Command(bytes(LONGEST_BYTES))
    assert second == Command(b"\x1b@")
