"""The way in over TLS: who is let in, and who costs nothing."""

import asyncio
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from kiosk.centre.authority import Authority
from kiosk.centre.certificates import MachineNames
from kiosk.web.answer import Answer, send_answer
from kiosk.web.strangers import OF_AN_ADDRESS, Strangers, guarded
from kiosk.web.tls_door import HANDSHAKES_BURST, TlsDoor
from kiosk.wire.paths import TLS_NAME
from tests.centre.running import Wall

pytestmark = pytest.mark.skipif(
    sys.platform == "darwin", reason="macOS has no loopback address beside 127.0.0.1"
)

PATIENCE_S = 10.0
OURS, THEIRS = "127.0.0.1", "127.0.0.2"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
LOOPS = [pytest.param(asyncio.new_event_loop, id="asyncio")]
if sys.platform != "win32":
    import uvloop

    LOOPS.append(pytest.param(uvloop.new_event_loop, id="uvloop"))


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["scheme"] == "https"
    await send_answer(send, Answer(body=b"{}"))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    keys = tmp_path_factory.mktemp("keys")
    return Authority.load_or_make(keys, centre="MOLO", machine=MachineNames())


class Server:
    """A door on all of loopback, in a thread, until the block ends."""

    def __init__(
        self, authority: Authority, strangers: Strangers, loop: Callable[[], object] | None
    ) -> None:
        self.authority = authority
        self.strangers = strangers
        self._made = loop
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        runner = asyncio.Runner(loop_factory=self._made)  # type: ignore[arg-type]
        with runner:
            runner.run(self._main())

    async def _main(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        config = uvicorn.Config(app, lifespan="off", ws="none", log_config=None, access_log=False)
        config.load()
        state, inside = uvicorn.Server(config).server_state, guarded(self.strangers)

        def enter(entered: Callable[[], None]) -> asyncio.Protocol:
            protocol = inside(config=config, server_state=state, app_state={})
            protocol.entered = entered
            return protocol

        door = TlsDoor(
            self.authority.ssl_context(),
            self.strangers,
            enter,
            steady_s=Wall(),
        )
        with socket.create_server(("0.0.0.0", 0)) as listener:
            self.port = listener.getsockname()[1]
            letting_in = asyncio.create_task(door.let_in(listener))
            self._ready.set()
            await self._ended.wait()
            letting_in.cancel()
            await asyncio.wait({letting_in})
        for connection in list(state.connections):
            connection.shutdown()
        while self.strangers.connections:  # noqa: ASYNC110 - they tell nobody
            await asyncio.sleep(0.01)

    def __enter__(self) -> "Server":
        self._thread.start()
        assert self._ready.wait(PATIENCE_S)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    def plain(self, address: str = THEIRS) -> socket.socket:
        return socket.create_connection((OURS, self.port), PATIENCE_S, (address, 0))

    def line(self, address: str = THEIRS) -> ssl.SSLSocket:
        context = ssl.create_default_context(cadata=self.authority.pem.decode())
        plain = self.plain(address)
        try:
            return context.wrap_socket(plain, server_hostname=TLS_NAME)
        except BaseException:
            plain.close()
            raise


@contextmanager
def served(
    authority: Authority, loop: Callable[[], object] | None = None, patience_s: float = PATIENCE_S
) -> Iterator[Server]:
    strangers = Strangers(is_stranger=THEIRS.__eq__, patience_s=patience_s)
    with Server(authority, strangers, loop) as server:
        yield server


def answered(line: socket.socket) -> bool:
    line.sendall(GET)
    said = b""
    while not said.endswith(b"{}"):
        came = line.recv(4096)
        assert came
        said += came
    return said.startswith(b"HTTP/1.1 200")


def hung_up(line: socket.socket) -> bool:
    """Wait until the other side has ended the line."""
    try:
        while line.recv(4096):
            pass
    except ConnectionError:
        pass
    return True


@pytest.mark.parametrize("loop", LOOPS)
def test_who_shakes_hands_is_answered(authority: Authority, loop: Callable[[], object]) -> None:
    with served(authority, loop) as server, server.line() as line:
        assert answered(line)
        assert answered(line)
        assert server.strangers.connections == 1


@pytest.mark.parametrize("loop", LOOPS)
def test_what_comes_with_the_last_word_of_the_handshake_is_read(
    authority: Authority, loop: Callable[[], object]
) -> None:
    context = ssl.create_default_context(cadata=authority.pem.decode())
    into, out = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(into, out, server_hostname=TLS_NAME)
    with served(authority, loop) as server, server.plain() as plain:
        while True:
            try:
                tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                if out.pending:
                    plain.sendall(out.read())
                into.write(plain.recv(65536))
        tls.write(GET)
        plain.sendall(out.read())
        said = b""
        while not said:
            into.write(plain.recv(65536))
            try:
                said = tls.read(4096)
            except ssl.SSLWantReadError:
                continue
        assert said.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize(
    "begun", [b"", b"\x16\x03\x01", GET, b"\x80" * 99], ids=["nothing", "half", "http", "noise"]
)
def test_a_handshake_that_never_ends_or_is_none_is_hung_up_on_and_leaves_nothing(
    authority: Authority, loop: Callable[[], object], begun: bytes
) -> None:
    with served(authority, loop, patience_s=0.2) as server:
        with server.plain() as line:
            line.sendall(begun)
            assert hung_up(line)
        with server.line() as line:
            assert answered(line)
            assert server.strangers.connections == 1


def test_a_stranger_gets_so_many_lines_and_the_screens_of_this_machine_all_they_need(
    authority: Authority,
) -> None:
    with served(authority) as server, ExitStack() as stack:
        # Who does not even begin to shake hands counts as well.
        silent = [stack.enter_context(server.plain()) for _ in range(OF_AN_ADDRESS - 1)]
        assert answered(stack.enter_context(server.line()))
        assert hung_up(stack.enter_context(server.plain()))
        ours = [stack.enter_context(server.line(OURS)) for _ in range(3)]
        assert all(answered(line) for line in ours)
        for line in silent:
            line.close()
        assert answered(stack.enter_context(_once_there_is_room(server)))


def _once_there_is_room(server: Server) -> ssl.SSLSocket:
    for _ in range(OF_AN_ADDRESS):
        try:
            return server.line()
        except OSError:
            continue
    raise AssertionError("no room was made")


def test_whoever_shakes_hands_all_the_time_is_sent_away_and_others_are_not(
    authority: Authority,
) -> None:
    with served(authority) as server:
        for _ in range(HANDSHAKES_BURST):
            with closing(server.line()):
                pass
        with server.plain() as more:
            assert hung_up(more)
        with server.line(OURS) as ours:
            assert answered(ours)
        server.strangers.know(THEIRS)
        with server.line() as known:
            assert answered(known)


def test_an_address_that_tokens_come_from_has_room_when_strangers_hold_everything() -> None:
    strangers = Strangers()
    strangers.know("10.9.9.9")
    for n in range(600):
        assert strangers.admit(f"10.0.{n // 200}.{n % 200}")
    assert not strangers.admit("10.1.1.1")
    assert all(strangers.admit("10.9.9.9") for _ in range(100))
    # Those of known addresses take nobody's room.
    strangers.leave("10.0.0.0")
    assert strangers.admit("10.1.1.1")


def test_the_certificate_is_good_for_nobody_who_believes_another_authority(
    authority: Authority, tmp_path: Path
) -> None:
    other = Authority.load_or_make(tmp_path, centre="MOLO", machine=MachineNames())
    context = ssl.create_default_context(cadata=other.pem.decode())
    with (
        served(authority) as server,
        server.plain() as plain,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        context.wrap_socket(plain, server_hostname=TLS_NAME)
