"""What a remote desktop sends: counters run on virtual desktops, kiosks are looked after by one."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

from bench.figures import Figure
from bench.processes import centre, enrolled, screen
from bench.rfb import Viewer
from bench.scope import Scope
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId

SETTLED_S = 5.0
CALL_S = 1.5
"""So long a call has to reach the screen and to settle there."""
AIM_BYTES_A_MINUTE = 5_000
SCREENS: Mapping[str, tuple[int, int]] = {
    "kiosk": (1080, 1920),
    "counter": (1280, 800),
    "board": (1920, 1080),
    "feedback": (1280, 800),
}


class NoServer(RuntimeError):
    """TigerVNC's Xvnc is not here, or does not start."""


def measure(scope: Scope) -> Iterator[Figure]:
    """Each screen on a desktop of TigerVNC's, a viewer before it; at rest, then while one works."""
    room, rest_s, calls = scope.room("remote"), scope.count(60, 10), scope.count(20, 5)
    with ExitStack() as stack:
        url = stack.enter_context(centre(room / "centre")).word
        at_work = stack.enter_context(_AtWork(url, calls))
        viewers: dict[str, Viewer] = {}
        for role, size_px in SCREENS.items():
            display, port = stack.enter_context(desktop(size_px))
            more = ["--counter", at_work.counter] if role in {"counter", "feedback"} else []
            stack.enter_context(screen(role, url, room / role, more, display=display))
            viewers[role] = stack.enter_context(Viewer(port))
        for viewer in viewers.values():
            viewer.watch(SETTLED_S)
        yield from _at_rest(viewers, rest_s)
        yield from _while_calling(viewers, at_work, calls)


def _at_rest(viewers: Mapping[str, Viewer], seconds: int) -> Iterator[Figure]:
    """All at once: whoever waits in the socket's buffer is counted too."""
    for viewer in viewers.values():
        viewer.watch(0.2)
        viewer.bytes = viewer.updates = 0
    begin, minute = time.monotonic(), datetime.now(UTC).minute
    time.sleep(seconds)
    for role, viewer in viewers.items():
        viewer.watch(1.0)
        passed_s = time.monotonic() - begin
        yield Figure(
            name=f"{role} at rest, a minute",
            value=viewer.bytes * 60 / passed_s,
            unit="B",
            aim=AIM_BYTES_A_MINUTE,
        )
        yield Figure(
            name=f"{role} at rest, pictures in {passed_s:.0f} s", value=viewer.updates, unit=""
        )
    changes = (datetime.now(UTC).minute - minute) % 60
    yield Figure(name="changes of a clock's minute in that time", value=changes, unit="")


def _while_calling(
    viewers: Mapping[str, Viewer], at_work: "_AtWork", calls: int
) -> Iterator[Figure]:
    taken = dict.fromkeys(viewers, 0)
    for _ in range(calls):
        for step in (at_work.call, at_work.serve, at_work.finish):
            for viewer in viewers.values():
                viewer.bytes = 0
            step()
            for role, viewer in viewers.items():
                viewer.watch(CALL_S / len(viewers))
                taken[role] += viewer.bytes
    for role, count in taken.items():
        yield Figure(
            name=f"{role}, a visitor called, served, finished", value=count / calls, unit="B"
        )


class _AtWork:
    """An agent at the counter that is looked at, and visitors who wait."""

    def __init__(self, url: str, visitors: int) -> None:
        self._agent: Session = enrolled(url, Role.COUNTER, "agent")
        with enrolled(url, Role.KIOSK, "door") as door:
            catalogue = door.catalogue()
            services = tuple(service.id for service in catalogue.services)
            for number in range(visitors + 1):
                self._arrive(door, services[number % len(services)])
        self.counter: CounterId = catalogue.counters[0].id
        opening = c.OpenCounter(counter=self.counter, agent=AgentId("A1"), services=services)
        self._agent.send(opening)

    def __enter__(self) -> "_AtWork":
        return self

    def __exit__(self, *_: object) -> None:
        self._agent.close()

    def call(self) -> None:
        """The next one, please."""
        self._agent.send(c.CallNext(counter=self.counter))

    def serve(self) -> None:
        """Here you are."""
        self._agent.send(c.StartService(counter=self.counter))

    def finish(self) -> None:
        """Goodbye."""
        self._agent.send(c.FinishService(counter=self.counter))

    @staticmethod
    def _arrive(door: Session, service: ServiceId) -> None:
        door.send(c.IssueTicket(service=service, language=Language("sw")))


@contextmanager
def desktop(size_px: tuple[int, int]) -> Iterator[tuple[str, int]]:
    """A virtual desktop of this size: its DISPLAY, and the port where it can be looked at."""
    if shutil.which("Xvnc") is None:
        raise NoServer("Xvnc is not here: apt-get install tigervnc-standalone-server")
    port = _free_port()
    reader, writer = os.pipe()
    command = ["Xvnc", "-displayfd", str(writer), "-geometry", "{}x{}".format(*size_px)]
    command += ["-depth", "24", "-rfbport", str(port), "-localhost", "-SecurityTypes", "None"]
    command += ["-nolisten", "tcp", "-ac", "-AlwaysShared"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as pipe:
            number = pipe.readline().decode("ascii").strip()
        if not number:
            raise NoServer("Xvnc does not start")
        yield f":{number}", port
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
