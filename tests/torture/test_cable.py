"""A cable of the tortured hall does what its trouble says, and passes everything on without one."""

import socket
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from bench.torture.cable import LOOPBACK, Cable, Cables, Trouble

SOON_S, PATIENCE_S = 0.2, 10.0
ASKED, ANSWER = b"ask" * 40, b"answer" * 40


class Centre:
    """Answers each question once it has all of it; tells what it heard."""

    def __init__(self) -> None:
        self._listener = socket.create_server((LOOPBACK, 0))
        self.at: tuple[str, int] = self._listener.getsockname()
        self.heard = Event()
        self.ended = Event()
        Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                line = self._listener.accept()[0]
            except OSError:
                return
            Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        try:
            with line:
                while read_all(line, len(ASKED)) == ASKED:
                    self.heard.set()
                    line.sendall(ANSWER)
                self.ended.set()
        except OSError:
            self.ended.set()


def read_all(line: socket.socket, count: int) -> bytes:
    read = b""
    while len(read) < count and (chunk := line.recv(count - len(read))):
        read += chunk
    return read


@pytest.fixture
def centre() -> Iterator[Centre]:
    made = Centre()
    yield made
    made.close()


@pytest.fixture
def cables() -> Iterator[Cables]:
    with Cables() as laid:
        yield laid


@pytest.fixture
def cable(cables: Cables, centre: Centre) -> Cable:
    return cables.lay(centre.at, "a seed")


def called(cable: Cable, timeout_s: float = PATIENCE_S) -> socket.socket:
    return socket.create_connection((LOOPBACK, cable.port), timeout=timeout_s)


def answer(line: socket.socket) -> bytes:
    line.sendall(ASKED)
    return read_all(line, len(ANSWER))


@pytest.mark.parametrize("trouble", [Trouble.NONE, Trouble.DELAYS, Trouble.CRUMBLES])
def test_every_byte_comes_through_in_order(cables: Cables, cable: Cable, trouble: Trouble) -> None:
    cables.suffer(cable, trouble)
    with called(cable) as line:
        assert answer(line) == ANSWER


def test_a_cut_cable_resets_what_stood_and_who_calls(cables: Cables, cable: Cable) -> None:
    with called(cable) as line:
        assert answer(line) == ANSWER
        cables.suffer(cable, Trouble.CUT)
        with pytest.raises(ConnectionError):
            line.recv(1)
    with pytest.raises(ConnectionError), called(cable) as line:
        line.recv(1)
    cables.suffer(cable, Trouble.NONE)
    with called(cable) as line:
        assert answer(line) == ANSWER


def test_what_is_held_back_comes_late(cables: Cables, cable: Cable) -> None:
    with called(cable, SOON_S) as line:
        cables.suffer(cable, Trouble.HOLDS)
        with pytest.raises(TimeoutError):
            answer(line)
        line.settimeout(PATIENCE_S)
        cables.suffer(cable, Trouble.NONE)
        assert read_all(line, len(ANSWER)) == ANSWER


def test_what_is_swallowed_never_comes(cables: Cables, cable: Cable, centre: Centre) -> None:
    with called(cable, SOON_S) as line:
        cables.suffer(cable, Trouble.SWALLOWS)
        with pytest.raises(TimeoutError):
            answer(line)
        assert not centre.heard.is_set()
        line.settimeout(PATIENCE_S)
        cables.suffer(cable, Trouble.NONE)
        with pytest.raises(ConnectionError):
            line.recv(1)


def test_a_lost_answer_was_asked_for(cables: Cables, cable: Cable, centre: Centre) -> None:
    with called(cable) as line:
        cables.suffer(cable, Trouble.LOSES_ANSWERS)
        with pytest.raises(ConnectionError):
            answer(line)
    assert centre.heard.wait(PATIENCE_S)


def test_a_half_closed_cable_tells_the_centre_alone(
    cables: Cables, cable: Cable, centre: Centre
) -> None:
    with called(cable) as line:
        cables.suffer(cable, Trouble.HALF_CLOSES)
        assert answer(line) == ANSWER
        assert centre.ended.wait(PATIENCE_S)


def test_where_nobody_listens_the_caller_is_reset(cables: Cables, cable: Cable) -> None:
    with socket.create_server((LOOPBACK, 0)) as nobody:
        nowhere: tuple[str, int] = nobody.getsockname()
    cables.turn_all(nowhere[1], 0)
    with pytest.raises(ConnectionError), called(cable) as line:
        line.recv(1)


def test_a_cable_can_be_plugged_into_another_centre(cables: Cables, cable: Cable) -> None:
    other = Centre()
    with called(cable) as line:
        assert answer(line) == ANSWER
        cables.turn_all(other.at[1], 0)
        with pytest.raises(ConnectionError):
            line.recv(1)
    with called(cable) as line:
        assert answer(line) == ANSWER
    assert other.heard.is_set()
    other.close()
