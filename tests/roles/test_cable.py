"""A cable carries, is silent while cut, and loses nothing that somebody still waits for."""

import socket
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from kiosk.roles.cable import LOOPBACK, Cable

LONG_S = 5.0


class Echo:
    """A centre of one sentence: it answers whatever it hears with the same, in capitals."""

    def __init__(self) -> None:
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while True:
            client, _ = self._listener.accept()
            with client:
                while data := client.recv(4096):
                    if data == b"stop":
                        return
                    client.sendall(data.upper())

    def close(self) -> None:
        with socket.create_connection((LOOPBACK, self.port)) as last:
            last.sendall(b"stop")
            self._thread.join(LONG_S)
        self._listener.close()


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    yield server
    server.close()


def _connect(cable: Cable) -> socket.socket:
    return socket.create_connection((LOOPBACK, cable.port), timeout=LONG_S)


def test_what_is_said_at_one_end_is_heard_at_the_other(echo: Echo) -> None:
    with Cable(to_port=echo.port) as cable, _connect(cable) as device:
        device.sendall(b"a ticket, please")
        assert device.recv(100) == b"A TICKET, PLEASE"


def test_a_cut_cable_is_silent_and_what_was_sent_arrives_when_it_is_joined(echo: Echo) -> None:
    with Cable(to_port=echo.port) as cable, _connect(cable) as device:
        device.sendall(b"one")
        assert device.recv(100) == b"ONE"
        cable.cut()
        assert cable.is_cut
        device.sendall(b"two")
        device.setblocking(False)
        with pytest.raises(BlockingIOError):
            device.recv(100)
        device.settimeout(LONG_S)
        cable.join()
        assert device.recv(100) == b"TWO"


def test_who_connects_while_it_is_cut_is_let_through_afterwards(echo: Echo) -> None:
    with Cable(to_port=echo.port) as cable:
        cable.cut()
        with _connect(cable) as device:
            device.sendall(b"late")
            cable.join()
            assert device.recv(100) == b"LATE"


def test_without_a_centre_behind_it_the_device_is_hung_up_on() -> None:
    with socket.create_server((LOOPBACK, 0)) as free:
        port: int = free.getsockname()[1]
    with (
        Cable(to_port=port) as cable,
        _connect(cable) as device,
        pytest.raises(ConnectionError),
    ):
        _read_or_raise(device)


def _read_or_raise(device: socket.socket) -> None:
    if not device.recv(100):
        raise ConnectionResetError


def test_a_listener_hears_what_the_centre_answers(echo: Echo) -> None:
    heard: list[tuple[int, bytes]] = []
    arrived = Event()

    def listen(connection: int, data: bytes) -> None:
        heard.append((connection, data))
        arrived.set()

    with Cable(to_port=echo.port, on_answer=listen) as cable, _connect(cable) as device:
        device.sendall(b"hello")
        assert arrived.wait(LONG_S)
    assert heard == [(1, b"HELLO")]


def test_it_ends_while_connections_are_open_and_while_it_is_cut(echo: Echo) -> None:
    cable = Cable(to_port=echo.port)
    cable.start()
    with _connect(cable) as device:
        device.sendall(b"x")
        assert device.recv(1) == b"X"
        cable.cut()
        cable.close()
        with pytest.raises(ConnectionError):
            _read_or_raise(device)
