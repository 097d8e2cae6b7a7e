"""How much memory each process takes while a centre works."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

import psutil

from bench.figures import Figure
from bench.processes import centre, enrolled, screen
from bench.scope import Scope
from bench.start import SCREENS
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, Language

MB = 1_000_000
AIMS_MB = {"kiosk": 170.0, "counter": 140.0, "board": 140.0, "feedback": 140.0}
SETTLE_S = 3.0
"""What is loaded after the first frame (Pillow, the printer's profile) is in by then."""


def measure(scope: Scope) -> Iterator[Figure]:
    """A centre and its four screens after some visitors: resident, and what is theirs alone."""
    room = scope.room("memory")
    with ExitStack() as stack:
        running = stack.enter_context(centre(room / "centre"))
        processes = {"centre": running.process}
        for role, arguments in SCREENS.items():
            shown = stack.enter_context(screen(role, running.word, room / role, arguments))
            processes[role] = shown.process
        _serve(running.word, visitors=scope.count(500, 100))
        time.sleep(SETTLE_S)
        for name, process in processes.items():
            taken = psutil.Process(process.pid).memory_full_info()
            aim = AIMS_MB.get(name)
            yield Figure(name=f"{name}: memory, resident", value=taken.rss / MB, unit="MB", aim=aim)
            yield Figure(name=f"{name}: memory, its own", value=taken.uss / MB, unit="MB")


def _serve(url: str, *, visitors: int) -> None:
    """Let that many take tickets, and half of them be served at counter 1."""
    with enrolled(url, Role.KIOSK, "door") as door, enrolled(url, Role.COUNTER, "one") as one:
        catalogue = door.catalogue()
        counter = catalogue.counters[0].id
        services = tuple(service.id for service in catalogue.services)
        one.send(c.OpenCounter(counter=counter, agent=AgentId("A1"), services=services))
        for number in range(visitors):
            service = services[number % len(services)]
            door.send(c.IssueTicket(service=service, language=Language("sw")))
        for _ in range(visitors // 2):
            one.send(c.CallNext(counter=counter))
            one.send(c.StartService(counter=counter))
