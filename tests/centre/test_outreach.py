"""An outreach's laptop: a centre with a letter before every number, whoever reads it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW

ISSUE = IssueTicket(service=ID_NEW, language=Language("sw"))


def number_given(kiosk: Session) -> str:
    reply = kiosk.send(ISSUE)
    assert isinstance(reply, Done)
    assert reply.issued is not None
    return reply.issued.number


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[RunningCentre]:
    running = RunningCentre(tmp_path)
    running.settings = replace(running.settings, prefix="K")
    with running:
        yield running


def test_its_slips_its_screens_and_its_pages_say_the_same_number(laptop: RunningCentre) -> None:
    with laptop.session(Role.KIOSK) as kiosk:
        assert number_given(kiosk) == "KA001"
        assert {queue.letter for queue in kiosk.catalogue().queues} == {"KA", "KF", "KH"}
        assert [ticket.number for ticket in kiosk.floor().tickets] == ["KA001"]


def test_started_again_it_goes_on_with_the_next_number(laptop: RunningCentre) -> None:
    with laptop.session(Role.KIOSK) as kiosk:
        number_given(kiosk)
    laptop.stop()
    again = RunningCentre(laptop.settings.data)
    again.settings = laptop.settings
    with again, again.session(Role.KIOSK) as kiosk:
        assert number_given(kiosk) == "KA002"
