"""A centre is killed while four counters book at once: every place that was told is kept, once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.client.reply import Declined, Done
from kiosk.client.session import Session, fresh_id
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain.appointment import AppointmentBooked
from kiosk.domain.commands import BookAppointment, Role
from kiosk.domain.ids import AppointmentCode, CommandId, ServiceId
from kiosk.domain.slots import slots_on
from tests.journeys.centre_process import CentreProcess

pytestmark = pytest.mark.journey

SERVICE = ServiceId("id-first")
COUNTERS = 4
SLOTS = 24
PLACES = 2
"""What one of its slots takes in the sample catalogue; the counters ask for twice as many."""

Bookings = list[tuple[CommandId, BookAppointment]]


def bookings(centre: CentreProcess) -> Bookings:
    """One place for each counter in each of tomorrow's first slots."""
    with Session(centre.url).enrol(Role.COUNTER, "planner") as staff:
        catalogue, at = staff.catalogue(), staff.floor().at
    assert at is not None
    day = slots_on(catalogue, catalogue.service[SERVICE], at.date() + timedelta(days=1), at.tzinfo)
    assert {slot.capacity for slot in day} == {PLACES}
    return [
        (fresh_id(), BookAppointment(service=SERVICE, slot=slot.begins))
        for slot in day[:SLOTS]
        for _ in range(COUNTERS)
    ]


class Desk:
    """One counter that books its part, and knows what it was told."""

    def __init__(self, centre: CentreProcess, number: int) -> None:
        with Session(centre.url).enrol(Role.COUNTER, f"counter {number}") as staff:
            self._token = staff.token
        self._number = number
        self.told: dict[CommandId, tuple[AppointmentCode, datetime]] = {}
        self.full = 0

    def book(self, centre: CentreProcess, asked: Bookings, done: threading.Event) -> None:
        """Ask for each, until the centre is gone; ``done`` when half of them are answered."""
        mine = asked[self._number :: COUNTERS]
        with Session(centre.url, token=self._token) as staff:
            for place, (command_id, command) in enumerate(mine):
                reply = staff.send(command, again=command_id)
                if isinstance(reply, Done):
                    (entry,) = reply.entries
                    assert isinstance(entry.event, AppointmentBooked)
                    booked = (entry.event.code, entry.event.slot)
                    assert self.told.setdefault(command_id, booked) == booked
                elif isinstance(reply, Declined):
                    assert reply.reason == "SLOT_FULL"
                    self.full += 1
                if place >= len(mine) // 2:
                    done.set()


def test_a_centre_killed_while_four_counters_book_gives_no_place_twice_and_loses_none(
    tmp_path: Path,
) -> None:
    half = threading.Event()
    with CentreProcess(tmp_path) as centre, ThreadPoolExecutor(COUNTERS) as threads:
        asked = bookings(centre)
        desks = [Desk(centre, number) for number in range(COUNTERS)]
        working = [threads.submit(desk.book, centre, asked, half) for desk in desks]
        assert half.wait(timeout=30)
        centre.process.kill()
        for work in working:
            work.result()
    before = {code for desk in desks for code, _ in desk.told.values()}
    assert 0 < len(before) < SLOTS * PLACES

    with CentreProcess(tmp_path) as centre:
        for desk in desks:
            desk.book(centre, asked, half)
        with Session(centre.url).enrol(Role.KIOSK, "entrance") as kiosk:
            kept = kiosk.floor().appointments
    told = [booked for desk in desks for booked in desk.told.values()]
    assert sorted((one.code, one.slot) for one in kept) == sorted(told)
    assert before <= {one.code for one in kept}
    assert Counter(one.slot for one in kept) == {command.slot: PLACES for _, command in asked}
    assert len({one.code for one in kept}) == SLOTS * PLACES
    db = open_reader(tmp_path / "centre.db")
    assert Journal(db).verify() is None
    db.close()
