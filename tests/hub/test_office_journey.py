"""Head office stops a service, a real hall stops giving it, and head office reads that it has."""

import re
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.events import ServiceRestored, ServiceSuspended
from kiosk.domain.ids import Language, ServiceId
from kiosk.hub.office_rights import OfficeRole
from tests.hub.offices import OfficeDesk, Person
from tests.hub.running import RunningHub
from tests.journeys.conftest import hall
from tests.journeys.hall import Hall
from tests.ui.conftest import fonts, open_page

__all__ = ["fonts", "hall", "open_page"]

pytestmark = pytest.mark.journey

LOST = ServiceId("id-lost")
PAGE = f"services/{LOST}"
RUNS = "Runs wherever it is given (1)."


def test_a_service_stopped_at_head_office_is_stopped_in_the_hall_and_said_back(
    hub_dsn: str, hall: Hall, tmp_path: Path
) -> None:
    with RunningHub(hub_dsn, tmp_path / "hub") as hub:
        hub.membership("MOLO").keep(hall.data)
        desk = OfficeDesk(hub).enter(Person(hub, "Wanjiru", OfficeRole.OFFICER))
        hall.until(lambda: RUNS in desk.at(PAGE).text, "its catalogue never came up")
        reason = re.findall(r'name="reason" id="reason-1" value="([^"]+)"', desk.page.html)[0]
        desk.post(f"/office/{PAGE}/suspend", where="*", reason=reason, sure="yes")
        hall.until(lambda: "Stopped at 1 of 1" in desk.at(PAGE).text, "never stopped")
        assert "asked to stop" not in desk.page.text
        assert [(one.service, one.reason) for one in hall.told(ServiceSuspended)] == [
            (LOST, reason)
        ]
        text = desk.at("centres/MOLO").text
        assert "Suspend a service id-lost Wanjiru (office-p1) done" in text
        row = re.compile(r"Molo MOLO.* now .*\b" + re.escape(__version__))
        hall.until(lambda: row.search(desk.at("centres").text) is not None, "its row is empty")
        desk.at(f"{PAGE}?centre=MOLO")
        desk.post(f"/office/{PAGE}/restore", where="MOLO")
        hall.until(lambda: RUNS in desk.at(PAGE).text, "never restored")
        assert [one.service for one in hall.told(ServiceRestored)] == [LOST]
        with hall.session(Role.KIOSK) as kiosk:
            kiosk.send(c.IssueTicket(service=LOST, language=Language("en")))
        hall.until(lambda: "Molo MOLO 1 " in desk.at("centres").text, "the ticket never came up")
        desk.close()
