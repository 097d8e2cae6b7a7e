"""`main.py report --open`: the hand list out of a centre's directory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.session import Session
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, Language
from kiosk.roles import report
from kiosk.roles.report_open import open_lines
from kiosk.roles.start import CannotStart
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW, ONE, TAX, catalogue


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path) as running:
        yield running


def issue(staff: Session, *services: str) -> None:
    for service in services:
        offered = {each.id: each for each in catalogue().services}[service]  # type: ignore[index]
        staff.send(c.IssueTicket(service=offered.id, language=Language("en")))


def test_it_says_who_is_open_and_in_which_order(centre: RunningCentre, tmp_path: Path) -> None:
    with centre.session(Role.COUNTER) as staff:
        issue(staff, ID_NEW, ID_NEW, TAX)
        services = tuple(catalogue().service)
        staff.send(c.OpenCounter(counter=ONE, agent=AgentId("07"), services=services))
        staff.send(c.CallNext(counter=ONE))
    lines = open_lines(tmp_path / "centre.db", catalogue())
    assert any("A001" in line and "1" in line for line in lines)
    waiting = [line for line in lines if "A002" in line or "H001" in line]
    assert len(waiting) == 2
    assert not any("A001" in line for line in waiting)


def test_without_a_centre_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="There is no list"):
        open_lines(tmp_path / "centre.db", catalogue())


def test_it_is_a_report_like_the_others(
    centre: RunningCentre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert centre.url
    assert report.main(["--data", str(tmp_path), "--open"]) == 0
    assert capsys.readouterr().out
