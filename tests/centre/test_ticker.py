"""What time does by itself in a running centre."""

import json
from itertools import islice

from kiosk.centre.ticker import PACE_EVERY
from kiosk.client.mirror import Mirror
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, Language
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW, ONE


def test_a_few_minutes_after_somebody_was_served_everybody_knows_the_days_pace(
    centre: RunningCentre,
) -> None:
    with centre.session(Role.KIOSK) as kiosk, centre.session(Role.COUNTER) as counter:
        counter.send(c.OpenCounter(counter=ONE, agent=AgentId("A1"), services=(ID_NEW,)))
        for _ in range(3):
            kiosk.send(c.IssueTicket(service=ID_NEW, language=Language("sw")))
        counter.send(c.CallNext(counter=ONE))
        counter.send(c.StartService(counter=ONE))
        centre.wall.now_s += PACE_EVERY.total_seconds()
        lines = kiosk.follow()
        counter.send(c.CallNext(counter=ONE))
        told = [json.loads(line.text) for line in islice(lines, 3)]
        lines.close()
        assert [line["type"] for line in told] == [
            "ServiceFinished",
            "TicketCalled",
            "PaceMeasured",
        ]
        assert told[-1]["by"] == "centre"
        assert list(told[-1]["expected"]) == ["A003"]
        mirror = Mirror()
        mirror.install_catalogue(kiosk.fetch("GET", "/catalogue"))
        mirror.install_floor(kiosk.fetch("GET", "/floor"))
    assert mirror.floor.pace.counted == 1
    assert mirror.floor.pace.mean_s == {ID_NEW: 300}
