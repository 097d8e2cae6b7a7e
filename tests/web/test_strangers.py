"""Other machines cannot keep the hall's screens from their centre."""

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from kiosk.web.answer import Answer, send_answer
from kiosk.web.strangers import (
    ALL,
    ASKS_BURST,
    MOST_BYTES,
    MOST_HEAD_BYTES,
    OF_AN_ADDRESS,
    Bounds,
    Strangers,
    guarded,
)
from tests.centre.running import Wall

pytestmark = pytest.mark.skipif(
    sys.platform == "darwin", reason="macOS has no loopback address beside 127.0.0.1"
)

PATIENCE_S = 10.0
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
OURS, THEIRS = "127.0.0.1", "127.0.0.2"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    await send_answer(send, Answer(body=b"{}"))


@contextmanager
def serving(strangers: Strangers, most: int = MOST_BYTES) -> Iterator[int]:
    """A server on all of loopback; its port."""
    listener = socket.create_server(("0.0.0.0", 0))
    config = uvicorn.Config(
        app,
        http=guarded(strangers, most),
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


@pytest.fixture
def port() -> Iterator[int]:
    with serving(Strangers(is_stranger=THEIRS.__eq__)) as made:
        yield made


def line_from(address: str, port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), PATIENCE_S, (address, 0))


def answered(line: socket.socket, request: bytes = GET) -> bool:
    """Whether there is an answer, and not the end."""
    try:
        line.sendall(request)
        return line.recv(4096).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def hung_up(line: socket.socket) -> bool:
    """Wait until the other side has ended the line."""
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True


def test_a_stranger_gets_so_many_connections_and_the_screens_all_they_need(port: int) -> None:
    with ExitStack() as stack:
        lines = [stack.enter_context(line_from(THEIRS, port)) for _ in range(OF_AN_ADDRESS)]
        assert all(answered(line) for line in lines)
        for _ in range(3):
            more = stack.enter_context(line_from(THEIRS, port))
            assert hung_up(more)
        ours = [stack.enter_context(line_from(OURS, port)) for _ in range(OF_AN_ADDRESS + 3)]
        assert all(answered(line) for line in ours)
        assert answered(lines[0])


def test_a_connection_that_ends_makes_room_for_the_next(port: int) -> None:
    for _ in range(3 * OF_AN_ADDRESS):
        with line_from(THEIRS, port) as line:
            assert answered(line, GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
            assert hung_up(line)


def test_strangers_together_get_so_many() -> None:
    strangers = Strangers()
    admitted = sum(strangers.admit(f"10.0.{n // 200}.{n % 200}") for n in range(2 * ALL))
    assert admitted == strangers.connections == ALL
    strangers.leave("10.0.0.0")
    assert strangers.admit("10.0.9.9")


@pytest.mark.parametrize(
    "begun", [b"", b"G", GET[:-2], b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx"]
)
def test_a_request_that_never_ends_is_hung_up_on(begun: bytes) -> None:
    with serving(Strangers(is_stranger=THEIRS.__eq__, patience_s=0.2)) as port:
        with line_from(THEIRS, port) as line:
            if begun:
                line.sendall(begun)
            if begun.startswith(b"POST"):
                line.settimeout(PATIENCE_S)
                while not hung_up(line):
                    pass
            else:
                assert hung_up(line)
        with line_from(OURS, port) as ours:
            ours.sendall(GET[:-2])
            ours.settimeout(0.5)
            with pytest.raises(TimeoutError):
                ours.recv(1)


def test_a_line_at_rest_between_two_requests_is_kept() -> None:
    with (
        serving(Strangers(is_stranger=THEIRS.__eq__, patience_s=1.0)) as port,
        line_from(THEIRS, port) as line,
    ):
        assert answered(line)
        line.settimeout(1.5)
        with pytest.raises(TimeoutError):
            line.recv(1)
        line.settimeout(PATIENCE_S)
        assert answered(line)


def test_headers_without_end_are_not_kept(port: int) -> None:
    with line_from(THEIRS, port) as line:
        assert not answered(line, b"GET / HTTP/1.1\r\nX: " + b"a" * (MOST_BYTES + 1))


def test_many_small_requests_are_no_large_one(port: int) -> None:
    with line_from(THEIRS, port) as line:
        padded = GET.replace(b"\r\n\r\n", b"\r\nX: " + b"a" * 4000 + b"\r\n\r\n")
        assert all(answered(line, padded) for _ in range(30))


def test_who_asks_all_the_time_is_hung_up_on_whatever_comes_at_once_and_others_are_not() -> None:
    clock = Wall()
    strangers = Strangers(is_stranger=THEIRS.__eq__, steady_s=clock)
    with serving(strangers) as port:
        with line_from(THEIRS, port) as line:
            assert all(answered(line) for _ in range(ASKS_BURST))
            with suppress(OSError):
                line.sendall(GET * 50)
            assert hung_up(line)
        with line_from(OURS, port) as ours:
            assert answered(ours)
        clock.now_s += 1
        with line_from(THEIRS, port) as line:
            assert answered(line)
        strangers.know(THEIRS)
        with line_from(THEIRS, port) as line:
            assert all(answered(line) for _ in range(ASKS_BURST + 1))


def test_of_this_machine_that_line_goes_which_has_asked_for_nothing_the_longest() -> None:
    refused: list[None] = []
    strangers = Strangers(of_this_machine=3, on_refusal=lambda: refused.append(None))
    with serving(strangers) as port, ExitStack() as stack:
        works, waits = (stack.enter_context(line_from(OURS, port)) for _ in range(2))
        assert answered(works)
        for _ in range(5):
            idle = stack.enter_context(line_from(OURS, port))
            assert answered(works)
        assert hung_up(waits)
        assert answered(idle)
        assert answered(works)
        assert len(refused) == 4


def test_where_all_of_this_machine_ask_the_next_is_turned_away() -> None:
    with serving(Strangers(of_this_machine=2)) as port, ExitStack() as stack:
        lines = [stack.enter_context(line_from(OURS, port)) for _ in range(2)]
        assert all(answered(line) for line in lines)
        assert not answered(stack.enter_context(line_from(OURS, port)))
        lines[0].close()
        while not answered(stack.enter_context(line_from(OURS, port))):
            pass
        assert answered(lines[1])


@pytest.mark.parametrize("begun", [b"", GET[:-2]])
def test_this_machine_has_more_time_and_not_for_ever(begun: bytes) -> None:
    with (
        serving(Strangers(own_patience_s=0.3, patience_s=0.1)) as port,
        line_from(OURS, port) as line,
    ):
        if begun:
            line.sendall(begun)
        assert hung_up(line)


def test_a_body_that_was_announced_may_come_as_slowly_as_a_poor_line_brings_it() -> None:
    announced = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 30000\r\n\r\n"
    with (
        serving(Strangers(is_stranger=THEIRS.__eq__, patience_s=0.2)) as port,
        line_from(THEIRS, port) as line,
    ):
        # This server answers before it has read the body.
        assert answered(line, announced)
        # Far longer than a request may take that announced nothing.
        line.settimeout(0.6)
        with pytest.raises(TimeoutError):
            line.recv(1)


def test_a_thousand_headers_are_too_many_even_where_bodies_are_large() -> None:
    large = 4 * 1024 * 1024
    with serving(Strangers(is_stranger=THEIRS.__eq__), most=large) as port:
        many = b"".join(b"X-%d: %s\r\n" % (n, b"a" * 100) for n in range(1000))
        with line_from(THEIRS, port) as line:
            assert not answered(line, GET[:-2] + many + b"\r\n")
        with line_from(THEIRS, port) as line:
            assert not answered(line, b"GET / HTTP/1.1\r\nX: " + b"a" * (MOST_HEAD_BYTES + 65536))
        with line_from(THEIRS, port) as line:
            assert answered(line)


def test_addresses_of_one_line_share_what_one_asker_may_have() -> None:
    bounds = Bounds(of_an_address=3, asker_of=lambda name: name.rpartition(".")[0])
    strangers = Strangers(is_stranger=lambda _: True, bounds=bounds)
    assert [strangers.admit(f"203.0.113.{n}") for n in range(5)] == [True] * 3 + [False] * 2
    assert strangers.admit("203.0.114.1")
    strangers.leave("203.0.113.9")
    assert strangers.admit("203.0.113.77")
