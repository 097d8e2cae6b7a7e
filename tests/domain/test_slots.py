from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.appointment import Share
from kiosk.domain.catalogue import Catalogue, Counter, Hours, Opening, Rules, Service, Shifts, Slots
from kiosk.domain.slots import Slot, slots_on
from tests.domain.booking import at, with_books
from tests.domain.hall import (
    BIRTH,
    FRIDAY,
    HOLIDAY,
    ID_LOST,
    ID_NEW,
    NAIROBI,
    ONE,
    TAX,
    THREE,
    TWO,
    catalogue,
)

SATURDAY = date(2026, 11, 21)
SUNDAY = date(2026, 11, 22)
LUNCH = Shifts(week={"fri": (Opening(opens=time(8), closes=time(13)),)})


@pytest.fixture
def centre() -> Catalogue:
    return with_books(catalogue())


def on(centre: Catalogue, service: Service, day: date = FRIDAY) -> tuple[Slot, ...]:
    return slots_on(centre, service, day, NAIROBI)


def with_service(centre: Catalogue, service: Service) -> Catalogue:
    services = tuple(service if one.id == service.id else one for one in centre.services)
    return replace(centre, services=services)


def with_shifts(centre: Catalogue, shifts: Shifts | None) -> Catalogue:
    counters = tuple(replace(one, shifts=shifts) for one in centre.counters)
    return replace(centre, counters=counters)


def test_the_day_is_cut_from_opening_to_when_tickets_stop(centre: Catalogue) -> None:
    slots = on(centre, centre.service[TAX])
    assert slots[0].begins == at(8)
    assert slots[-1].ends == at(16, 30)
    assert all(one.ends == other.begins for one, other in pairwise(slots))


def test_a_slot_that_would_end_after_tickets_stop_is_none(centre: Catalogue) -> None:
    longer = replace(centre.service[TAX], appointments=Slots(minutes=60, capacity=1))
    assert on(centre, longer)[-1].begins == at(15)


@pytest.mark.parametrize("day", [SUNDAY, HOLIDAY])
def test_a_closed_day_has_no_slots(centre: Catalogue, day: date) -> None:
    assert on(centre, centre.service[TAX], day) == ()


def test_a_day_with_other_hours_has_the_slots_of_those(centre: Catalogue) -> None:
    slots = on(centre, centre.service[TAX], SATURDAY)
    assert [slot.begins.time() for slot in slots] == [
        time(9), time(9, 30), time(10), time(10, 30), time(11),
    ]  # fmt: skip


def test_a_service_with_hours_of_its_own_has_slots_in_those(centre: Catalogue) -> None:
    evening = Hours(week={"fri": Opening(opens=time(17), closes=time(19))})
    slots = on(centre, replace(centre.service[TAX], hours=evening))
    assert (slots[0].begins, slots[-1].ends) == (at(17), at(19))


def test_a_service_without_a_book_has_no_slots(centre: Catalogue) -> None:
    assert on(centre, centre.service[ID_LOST]) == ()


def test_a_sample_centre_books_round_the_clock() -> None:
    centre = with_books(catalogue(open_all_day=True))
    slots = on(centre, centre.service[TAX], SUNDAY)
    assert len(slots) == 48
    assert slots[0].begins == at(0, day=22)


def test_a_named_capacity_is_every_slots_and_half_of_it_the_hubs(centre: Catalogue) -> None:
    slots = on(centre, centre.service[TAX])
    assert {(slot.capacity, slot.hub) for slot in slots} == {(4, 2)}
    assert slots[0].places(Share.CENTRE) == slots[0].places(Share.HUB) == 2


def test_services_with_books_share_what_their_counters_give_to_appointments(
    centre: Catalogue,
) -> None:
    # Three counters, each shared by three books: 30 of 90 minutes, 60 % of it, 5 minutes each.
    slots = on(centre, centre.service[ID_NEW])
    assert sum(slot.capacity for slot in slots) == int(17 * 30 * 0.6 / 5)
    assert {slot.capacity for slot in slots} == {3, 4}


def test_a_slot_with_room_for_less_than_one_gives_its_part_to_the_next(centre: Catalogue) -> None:
    long = replace(centre.service[ID_NEW], target_min=30)  # 0.6 of a visitor in a slot
    slots = on(with_service(centre, long), long)
    assert {slot.capacity for slot in slots} == {1}
    assert len(slots) == int(17 * 0.6)
    assert sum(slot.hub for slot in slots) == len(slots) // 2


def test_where_the_roster_has_nobody_there_is_no_place(centre: Catalogue) -> None:
    slots = on(with_shifts(centre, LUNCH), centre.service[ID_NEW])
    assert slots[-1].ends == at(13)
    assert on(with_shifts(centre, Shifts(week={})), centre.service[ID_NEW]) == ()


def test_a_counter_that_goes_in_the_middle_of_a_slot_counts_for_its_part(
    centre: Catalogue,
) -> None:
    until = Shifts(week={"fri": (Opening(opens=time(8), closes=time(8, 15)),)})
    slots = on(with_shifts(centre, until), centre.service[ID_NEW])
    assert [slot.capacity for slot in slots] == [1]  # 15 minutes, 60 % of it, 5 minutes each


def test_a_service_no_counter_offers_has_no_place_unless_a_figure_is_named(
    centre: Catalogue,
) -> None:
    counters = tuple(replace(one, services=(BIRTH,)) for one in centre.counters)
    alone = replace(centre, counters=counters)
    assert on(alone, alone.service[ID_NEW]) == ()
    assert on(alone, alone.service[TAX])


SPANS = st.tuples(st.integers(6, 12), st.integers(13, 19)).map(
    lambda hours: Opening(opens=time(hours[0]), closes=time(hours[1]))
)
ROSTERS = st.none() | st.builds(Shifts, week=st.fixed_dictionaries({"fri": st.tuples(SPANS)}))
OFFERED = st.lists(st.sampled_from((ID_NEW, ID_LOST, BIRTH, TAX)), min_size=1, unique=True).map(
    tuple
)


@given(
    data=st.data(),
    pct=st.integers(1, 100),
    hub_pct=st.integers(0, 100),
    minutes=st.integers(5, 240),
)
def test_whatever_the_books_appointments_take_no_more_than_their_part_of_the_counters(
    data: st.DataObject, pct: int, hub_pct: int, minutes: int
) -> None:
    centre = with_books(catalogue(), Rules(appointments_pct=pct, hub_share_pct=hub_pct))
    services = tuple(
        replace(
            one,
            target_min=data.draw(st.integers(1, 60)),
            appointments=Slots(minutes=minutes) if one.appointments else None,
        )
        for one in centre.services
    )
    counters = tuple(
        Counter(
            id=counter,
            label=counter,
            hall={},
            services=data.draw(OFFERED),
            shifts=data.draw(ROSTERS),
        )
        for counter in (ONE, TWO, THREE)
    )
    centre = replace(centre, services=services, counters=counters)
    promised_min = 0
    for service in services:
        slots = on(centre, service)
        capacity = sum(slot.capacity for slot in slots)
        hub = sum(slot.hub for slot in slots)
        assert all(0 <= slot.hub <= slot.capacity for slot in slots)
        assert hub == capacity * hub_pct // 100
        promised_min += capacity * service.target_min
    # 08:00 to 16:30, and of that what the roster has.
    working_min = sum(_between(8 * 60, 16 * 60 + 30, counter.shifts) for counter in counters)
    assert promised_min * 100 <= working_min * pct


def _between(first: int, last: int, shifts: Shifts | None) -> int:
    if shifts is None:
        return last - first
    spans = shifts.week["fri"]
    return sum(
        max(0, min(last, span.closes.hour * 60) - max(first, span.opens.hour * 60))
        for span in spans
    )
