"""A centre that is killed between the hub's answer and noting it sends nothing twice."""

import time
from pathlib import Path

import pytest

from kiosk.client.session import Session
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from kiosk.wire import uplink
from tests.centre.test_uplinking import lines_of
from tests.journeys.centre_process import CentreProcess
from tests.sync.signed_hub import SignedHub

LIVES = 3


@pytest.mark.journey
def test_a_centre_that_is_killed_after_each_answer_of_the_hub(tmp_path: Path) -> None:
    with SignedHub() as hub:
        hub.model.at_ms = round(time.time() * 1000)
        hub.membership("MOLO").keep(tmp_path)
        for _ in range(LIVES):
            _live_until_an_answer(tmp_path, hub)
            own = lines_of(tmp_path)
            assert hub.model.lines == own[: len(hub.model.lines)]
            assert hub.model.lines
        hub.answered = lambda _: None
        with CentreProcess(tmp_path, "--tls-port", "0") as centre:
            with Session(centre.url).enrol(Role.KIOSK, "kiosk") as kiosk:
                last = kiosk.floor().seq
            hub.until(lambda model: len(model.lines) >= last)
        assert hub.model.lines == lines_of(tmp_path)[: len(hub.model.lines)]
        assert len(hub.model.branches) == 1


def _live_until_an_answer(data: Path, hub: SignedHub) -> None:
    """One life, ended by SIGKILL at the moment that the hub has taken a batch."""
    with CentreProcess(data, "--tls-port", "0") as centre:

        def kill(path: str) -> None:
            if path == uplink.JOURNAL:
                centre.process.kill()

        with Session(centre.url).enrol(Role.KIOSK, "kiosk") as kiosk:
            service = kiosk.catalogue().services[0].id
            kiosk.send(IssueTicket(service=service, language=Language("en")))
            hub.answered = kill
        centre.process.wait(timeout=30)
