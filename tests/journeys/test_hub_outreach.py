"""A laptop goes out for three days without any line, and comes up whole when it is home."""

from collections import Counter
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench.fleet.hub import Hub
from bench.torture.centre import Centre
from bench.torture.machine import Machine, can_be_had
from bench.uplink.stage import (
    Look,
    code_for,
    differing,
    enrolled,
    furnished,
    health_of,
    own_journal,
)
from kiosk.domain.events import DayOpened, Entry, TicketIssued
from kiosk.wire.codec import decode_entry
from tests.journeys.test_hub_heals import begun, hub, place, serve, stack
from tests.waiting import until

__all__ = ["hub", "place", "stack"]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        not can_be_had(), reason="nothing can stand between a process and its clock"
    ),
]

DAYS, A_DAY_S = 3, 86_400.0
VISITORS = 4


def test_an_outreach_works_for_days_without_a_line_and_comes_up_whole(
    stack: ExitStack, place: Path, hub: Hub
) -> None:
    machine, data = Machine(place / "laptop-clock"), place / "laptop"
    machine.move_clock(-DAYS * A_DAY_S)
    furnished(data, "KIJIJI")
    laptop = begun(stack, Centre(data, place / "laptop.log", machine=machine))
    code_for(hub, "MOLO")
    enrolled(data, hub, "--outreach", "--of", "MOLO", "--prefix", "K", centre="KIJIJI")
    assert laptop.leave() == 0
    assert hub.leave() == 0
    days = []
    for left in range(DAYS, 0, -1):
        days.append(work_a_day(laptop))
        machine.move_clock(A_DAY_S)
        if left > 1:
            laptop.kill()
    assert days == [days[0] + timedelta(days=n) for n in range(DAYS)]
    assert health_of(laptop.url).uplink == "away"
    hub.run()
    # Switched on at home; the battery had gone.
    laptop.kill()
    laptop.start()
    laptop.until_ready()
    own = own_journal(data)
    look = Look(hub.dsn, "KIJIJI")
    (only,) = look.until_it_has(own)
    assert differing(own, look.whole(only.branch)) == []
    assert look.findings() == {}
    until(lambda: health_of(laptop.url).uplink == "live")
    entries = [decode_entry(line) for line in own.lines.values()]
    issued = tickets(entries)
    assert all(number.startswith("K") for _, number in issued)
    assert len(set(issued)) == len(issued)
    assert Counter(day for day, _ in issued) == dict.fromkeys(days, VISITORS)


def work_a_day(laptop: Centre) -> date:
    """Switched on in the morning; which day it was."""
    laptop.start()
    laptop.until_ready()
    serve(laptop, VISITORS)
    entries = (decode_entry(line) for line in own_journal(laptop.data).lines.values())
    opened = [entry.event.date for entry in entries if isinstance(entry.event, DayOpened)]
    return opened[-1]


def tickets(entries: list[Entry]) -> list[tuple[date, str]]:
    return [(e.day, e.event.number) for e in entries if isinstance(e.event, TicketIssued)]
