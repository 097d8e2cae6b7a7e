"""What foresight saw is told with a ticket and on the phone, while it is fresh."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.centre.outlook import Arrival, Foreseen, Outlook
from kiosk.domain.ids import TicketId
from kiosk.domain.waiting import Forecast
from tests.centre.phoning import Door, door, offers
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW, TEN

HOUR_S = 3600


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path, offers=offers()) as running:
        yield running


@pytest.fixture
def hall(centre: RunningCentre) -> Iterator[Door]:
    """One counter, and four who wait."""
    with door(centre) as made:
        made.open()
        for _ in range(4):
            made.ticket()
        yield made


def an_hour_longer(centre: RunningCentre, *tickets: TicketId, since: timedelta) -> None:
    """Foresight saw, so long ago, that waits are an hour longer than the formula says."""
    formula = Forecast(low_s=0, median_s=0, p80_s=0, high_s=0)
    longer = Forecast(low_s=HOUR_S, median_s=HOUR_S, p80_s=HOUR_S, high_s=HOUR_S)
    seen = Foreseen(simulated=longer, closed=formula)
    floor = centre.parts.live.floor
    centre.parts.live.lookout.newest = Outlook(
        seq=floor.seq,
        at=TEN - since,
        arrivals={ID_NEW: Arrival(plain=seen, favoured=seen, credit_s=1800)},
        tickets=dict.fromkeys(tickets, seen),
    )


def test_a_ticket_is_told_what_was_foreseen(centre: RunningCentre, hall: Door) -> None:
    before = hall.ticket().wait_s
    an_hour_longer(centre, since=timedelta(seconds=3))
    after = hall.ticket().wait_s
    assert before is not None
    assert after is not None
    assert before[0] < HOUR_S <= after[0]


def test_a_phone_is_told_what_was_foreseen_of_its_own_ticket(
    centre: RunningCentre, hall: Door
) -> None:
    mine = hall.ticket()
    an_hour_longer(centre, mine.ticket, since=timedelta(seconds=3))
    told = json.loads(hall.phone(mine).get(".json").body)
    assert told["wait_s"][0] >= HOUR_S


def test_what_was_seen_too_long_ago_or_after_now_is_not_told(
    centre: RunningCentre, hall: Door
) -> None:
    for since in (timedelta(seconds=11), timedelta(seconds=-1)):
        an_hour_longer(centre, since=since)
        wait_s = hall.ticket().wait_s
        assert wait_s is not None
        assert wait_s[0] < HOUR_S
