"""Foresight beside a real centre: it tells what waits will be, and never outlives its centre."""

import json
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, Language
from tests.journeys.centre_process import PATIENCE_S, CentreProcess

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send"),
]


def fill(url: str) -> Session:
    """Two counters that differ, and thirty who wait; the kiosk's session."""
    kiosk = Session(url).enrol(Role.KIOSK, "door")
    with Session(url).enrol(Role.COUNTER, "agent") as agent:
        catalogue = kiosk.catalogue()
        services = tuple(service.id for service in catalogue.services)
        for number, offered in enumerate((services[:3], services[1:4])):
            counter = catalogue.counters[number].id
            agent.send(
                c.OpenCounter(counter=counter, agent=AgentId(f"A{number}"), services=offered)
            )
        for number in range(30):
            kiosk.send(
                c.IssueTicket(
                    service=services[number % 4], language=Language("sw"), priority=number % 5 == 0
                )
            )
    return kiosk


def foresight_of(centre: CentreProcess) -> psutil.Process:
    """Its process, once it has foreseen something."""
    with Session(centre.url) as anybody:
        give_up = time.monotonic() + PATIENCE_S
        while json.loads(anybody.fetch("GET", "/health"))["foresight"]["seq"] is None:
            assert time.monotonic() < give_up
            time.sleep(0.05)
    (child,) = psutil.Process(centre.process.pid).children()
    return child


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_with_its_centre(tmp_path: Path, end: signal.Signals) -> None:
    with CentreProcess(tmp_path) as centre, fill(centre.url):
        child = foresight_of(centre)
        centre.process.send_signal(end)
        code, complaints = centre.end()
    assert code == 0
    assert "Traceback" not in complaints
    assert not child.is_running()


def test_no_orphan_is_left_by_a_centre_that_was_killed(tmp_path: Path) -> None:
    with CentreProcess(tmp_path) as centre, fill(centre.url):
        child = foresight_of(centre)
        centre.process.kill()
        centre.process.wait(PATIENCE_S)
        child.wait(PATIENCE_S)


def test_a_centre_goes_on_while_its_foresight_is_stopped_or_killed(tmp_path: Path) -> None:
    with CentreProcess(tmp_path) as centre, fill(centre.url) as kiosk:
        child = foresight_of(centre)
        service = kiosk.catalogue().services[0].id
        for harm in (child.suspend, child.resume, child.kill):
            harm()
            reply = kiosk.send(c.IssueTicket(service=service, language=Language("sw")))
            assert isinstance(reply, Done)
            assert reply.issued is not None
            assert reply.issued.wait_s is not None
