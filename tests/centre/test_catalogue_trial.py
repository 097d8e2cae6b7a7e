"""A catalogue that would leave somebody standing is refused, with a sentence for head office."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.centre.catalogue_trial import Misfit, check_fits
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role
from kiosk.domain.ids import QueueId, ServiceId
from tests.domain.booking import BookedHall, at
from tests.domain.hall import ID_NEW, ONE, TAX


def without_service(catalogue: Catalogue, service: ServiceId = TAX) -> Catalogue:
    return replace(
        catalogue,
        services=tuple(each for each in catalogue.services if each.id != service),
        counters=tuple(
            replace(each, services=tuple(s for s in each.services if s != service))
            for each in catalogue.counters
        ),
    )


def without_counter(catalogue: Catalogue) -> Catalogue:
    kept = tuple(each for each in catalogue.counters if each.id != ONE)
    return replace(catalogue, counters=kept)


def without_queue(catalogue: Catalogue) -> Catalogue:
    moved = tuple(
        replace(each, queue=QueueId("ids")) if each.id == TAX else each
        for each in catalogue.services
    )
    kept = tuple(each for each in catalogue.queues if each.id != "tax")
    return replace(catalogue, services=moved, queues=kept)


def of_another_centre(catalogue: Catalogue) -> Catalogue:
    return replace(catalogue, centre=replace(catalogue.centre, code="NAKU"))


def of_another_zone(catalogue: Catalogue) -> Catalogue:
    return replace(catalogue, centre=replace(catalogue.centre, timezone="Africa/Cairo"))


def check(hall: BookedHall, new: Catalogue) -> None:
    check_fits(new, hall.catalogue, hall.floor, hall.at)


def somebody_waits(hall: BookedHall) -> None:
    hall.issue(TAX)


def somebody_is_served(hall: BookedHall) -> None:
    hall.open(ONE, TAX)
    hall.issue(TAX)
    hall.do(c.CallNext(counter=ONE))


def somebody_has_booked(hall: BookedHall) -> None:
    hall.book(at(11, day=24))


def a_counter_is_open(hall: BookedHall) -> None:
    hall.open(ONE, TAX, ID_NEW)


@pytest.mark.parametrize(
    ("scene", "change", "says"),
    [
        (somebody_waits, without_service, "1 of today's visitors"),
        (somebody_is_served, without_service, "1 of today's visitors"),
        (somebody_has_booked, without_service, "1 appointments are booked"),
        (a_counter_is_open, without_service, "counter 1 is open"),
        (a_counter_is_open, without_counter, 'no counter "1"'),
        (somebody_waits, without_queue, 'no queue "tax"'),
        (somebody_waits, of_another_centre, "NAKU"),
        (somebody_waits, of_another_zone, "time zone"),
    ],
)
def test_who_is_promised_something_is_not_left_standing(
    scene: Callable[[BookedHall], None], change: Callable[[Catalogue], Catalogue], says: str
) -> None:
    hall = BookedHall()
    scene(hall)
    check(hall, hall.catalogue)
    with pytest.raises(Misfit, match=says):
        check(hall, change(hall.catalogue))


@pytest.mark.parametrize("change", [without_service, without_counter, without_queue])
def test_an_empty_hall_takes_any_catalogue_of_its_own(
    change: Callable[[Catalogue], Catalogue],
) -> None:
    hall = BookedHall()
    hall.do(c.CallForHelp())
    check(hall, change(hall.catalogue))


def test_what_was_of_yesterday_is_in_nobodys_way_but_appointments_are() -> None:
    hall = BookedHall()
    somebody_waits(hall)
    a_counter_is_open(hall)
    hall.at += timedelta(days=1)
    check(hall, without_service(hall.catalogue))
    hall.at -= timedelta(days=1)
    somebody_has_booked(hall)
    hall.at += timedelta(days=1)
    with pytest.raises(Misfit, match="appointments"):
        check(hall, without_service(hall.catalogue))


def test_what_has_ended_is_in_nobodys_way() -> None:
    hall = BookedHall()
    ticket = hall.issue(TAX)
    hall.do(c.CancelTicket(ticket=ticket.ticket), role=Role.HUB)
    booked = hall.book(at(11, day=24))
    hall.do(c.CancelAppointment(appointment=booked.code), role=Role.HUB)
    check(hall, without_service(hall.catalogue))
