"""Connections come by the thousand, begin and never end: the hall goes on."""

import contextlib
import json
import resource
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from tests.journeys.centre_process import CentreProcess

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as Linux does it"),
]

PATIENCE_S = 10.0
MANY = 10_000
FEW_FILES = 256
OURS, THEIRS = "127.0.0.1", "127.0.0.9"


class Screen:
    """A kiosk that works, and follows."""

    def __init__(self, centre: CentreProcess) -> None:
        self.session = Session(centre.url, timeout_s=PATIENCE_S).enrol(Role.KIOSK, "kiosk")
        service = self.session.catalogue().services[0].id
        self._issue = IssueTicket(service=service, language=Language("en"))
        self._feed = self.session.follow()

    def works(self) -> bool:
        """Whether a ticket is given, and told by the feed."""
        reply = self.session.send(self._issue)
        return isinstance(reply, Done) and next(self._feed).seq == reply.entries[-1].seq

    def troubles(self) -> set[str]:
        told = json.loads(self.session.fetch("GET", "/health"))["troubles"]
        return {trouble["code"] for trouble in told}

    def __enter__(self) -> "Screen":
        return self

    def __exit__(self, *_: object) -> None:
        self._feed.close()
        self.session.close()


@contextmanager
def room_for(files: int) -> Iterator[None]:
    """Let this process have so many, or skip."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard not in (resource.RLIM_INFINITY,) and hard < files:
        pytest.skip(f"this machine lets nobody have {files} files open")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, files), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def dial(centre: CentreProcess, source: str) -> socket.socket:
    port = urlsplit(centre.url).port
    return socket.create_connection((OURS, port), PATIENCE_S, (source, 0))


def memory_mib(process: subprocess.Popen[str]) -> float:
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


@pytest.mark.many(4)
@pytest.mark.parametrize("source", [OURS, THEIRS])
def test_ten_thousand_connections_keep_no_screen_from_its_centre(
    tmp_path: Path, source: str
) -> None:
    with (
        room_for(MANY + 500),
        CentreProcess(tmp_path, "--host", "0.0.0.0") as centre,
        Screen(at_home(centre)) as screen,
        ExitStack() as stack,
    ):
        before = memory_mib(centre.process)
        for n in range(MANY):
            line = stack.enter_context(dial(centre, source))
            if n % 2:
                with contextlib.suppress(OSError):
                    line.sendall(b"GET /health HTTP/1.1\r\nX: ")
            if n % 1000 == 0:
                assert screen.works()
        assert screen.works()
        with Screen(centre) as another:
            assert another.works()
        assert memory_mib(centre.process) - before < 200
        assert "CONNECTIONS_FULL" in screen.troubles()


def at_home(centre: CentreProcess) -> CentreProcess:
    """The same, as its own machine reaches it."""
    centre.url = f"http://{OURS}:{urlsplit(centre.url).port}"
    return centre


def test_a_centre_that_may_open_few_files_serves_its_screens_first(tmp_path: Path) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with room_for(4 * FEW_FILES), ExitStack() as stack:
        centre = stack.enter_context(CentreProcess(tmp_path))
        resource.prlimit(centre.process.pid, resource.RLIMIT_NOFILE, (FEW_FILES, hard))
        screen = stack.enter_context(Screen(centre))
        lines = [stack.enter_context(dial(centre, OURS)) for _ in range(3 * FEW_FILES)]
        assert screen.works()
        for line in lines:
            line.close()
        with Screen(centre) as another:
            assert another.works()
        assert centre.process.poll() is None


def test_whoever_shakes_hands_for_ever_keeps_nobody_from_tls(tmp_path: Path) -> None:
    with CentreProcess(tmp_path, "--host", "0.0.0.0") as centre, ExitStack() as stack:
        assert centre.process.stdout
        port = int(centre.process.stdout.readline().rsplit(":", 1)[1])
        screen = stack.enter_context(Screen(at_home(centre)))
        for n in range(100):
            line = socket.create_connection((OURS, port), PATIENCE_S, (f"127.0.0.{10 + n}", 0))
            stack.enter_context(line)
            line.sendall(b"\x16\x03\x01\x02"[: n % 5])
        assert screen.works()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(tmp_path / "keys" / "authority.pem")
        raw = stack.enter_context(socket.create_connection((OURS, port), PATIENCE_S))
        with context.wrap_socket(raw, server_hostname="centre.foleni") as secured:
            secured.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert secured.recv(100).startswith(b"HTTP/1.1 200")
