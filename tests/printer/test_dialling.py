import socket
from collections.abc import Iterator
from threading import Event, Timer

import pytest

from kiosk.printer.dialling import GivenUp, dial


@pytest.fixture
def slow_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A name server that does not answer."""
    answer = Event()

    look_up = socket.getaddrinfo

    def hanging(host: str, port: int, **asked: int) -> object:
        if not asked["flags"]:
            answer.wait()
        return look_up(host, port, **asked)

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    yield
    answer.set()


def test_an_address_and_a_name_lead_to_the_device() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            with dial(host, port, 5.0, Event()) as connection:
                assert not connection.getblocking()
                assert connection.getpeername() == ("127.0.0.1", port)


@pytest.mark.parametrize(
    "host", ["256.256.256.256", "no.such.host.invalid", "a" * 70, "\udcff", ""]
)
def test_what_is_no_address_is_an_error_of_the_network(host: str) -> None:
    with pytest.raises(OSError, match=r".*"):
        dial(host, 1, 5.0, Event())


@pytest.mark.usefixtures("slow_names")
def test_a_name_that_nobody_knows_is_not_waited_for_longer_than_said() -> None:
    with pytest.raises(TimeoutError):
        dial("printer.local", 9100, 0.1, Event())


@pytest.mark.usefixtures("slow_names")
def test_giving_up_ends_the_look_up_of_a_name() -> None:
    given_up = Event()
    Timer(0.05, given_up.set).start()
    with pytest.raises(GivenUp):
        dial("printer.local", 9100, 600.0, given_up)


def test_giving_up_ends_a_connection_that_nobody_answers() -> None:
    given_up = Event()
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        fillers = [socket.socket() for _ in range(3)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        Timer(0.05, given_up.set).start()
        with pytest.raises(GivenUp):
            dial("127.0.0.1", address[1], 600.0, given_up)
        for filler in fillers:
            filler.close()
