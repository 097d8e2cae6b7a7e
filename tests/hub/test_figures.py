"""All centres at one glance and one in depth say what the domain says of the same days."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kiosk.domain.counter import STAFFED
from kiosk.domain.feedback_filters import Press
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId, DeviceId, FeedbackId, ServiceId
from kiosk.domain.satisfaction import Answer, by_counter, report
from kiosk.domain.ticket import TicketState
from kiosk.hub.charter import USUAL, Charter, promise_in
from kiosk.hub.figures import CentreFigures, overview
from kiosk.hub.figures_depth import centre_depth
from kiosk.hub.figures_waits import EDGES_S, added, percentile_s, place_of, summed, within
from kiosk.hub.projecting import project
from kiosk.hub.store import Connection, Store
from tests.hub.any_days import AnyDays
from tests.hub.projected import lines_of

SEEDS = (21, 22, 23)


async def lived(store: Store, seeds: Sequence[int], orders: int = 300) -> Mapping[int, Floor]:
    """A centre for each seed; its floor as the domain has it."""
    floors = {}
    for seed in seeds:
        days = AnyDays(seed).live(orders, days=2)
        async with store.transaction() as connection:
            await project(connection, seed, 0, lines_of(days.journal))
        floors[seed] = days.hall.floor
    return floors


async def glance(store: Store) -> dict[int, CentreFigures]:
    async with store.reading() as connection:
        return {one.centre_id: one for one in await overview(connection, Charter())}


def test_every_centre_is_there_with_what_its_floor_says(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    floors = hub_loop.run(lived(hub_store, SEEDS))
    seen = hub_loop.run(glance(hub_store))
    assert set(seen) == set(SEEDS)
    for seed, floor in floors.items():
        one, tickets = seen[seed], floor.tickets.values()
        waiting = [t for t in tickets if t.state is TicketState.WAITING]
        assert one.day == floor.day
        assert one.issued == len(tickets)
        assert one.waiting == len(waiting)
        assert one.oldest_at == min((t.issued_at for t in waiting), default=None)
        assert one.served == sum(t.state is TicketState.SERVED for t in tickets)
        assert one.no_shows == sum(t.state is TicketState.NO_SHOW for t in tickets)
        assert one.counters_open == sum(c.state in STAFFED for c in floor.counters.values())
        assert one.target_min == USUAL.target_min
        assert one.last_at is not None


def test_a_hub_that_nothing_has_come_to_says_nothing(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    async def nothing() -> None:
        async with hub_store.reading() as connection:
            assert await overview(connection, Charter()) == []
            assert await centre_depth(connection, 1, USUAL) is None

    hub_loop.run(nothing())


def test_a_centres_answers_are_told_as_its_own_reports_tell_them(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    floors = hub_loop.run(lived(hub_store, (31,), orders=1200))
    day = floors[31].day

    async def answers(connection: Connection) -> list[Answer]:
        rows = await connection.execute(
            "SELECT feedback, device, at, smiley, verified, service, counter FROM feedback"
            " WHERE day = %s",
            (day,),
        )
        assert day is not None
        return [
            Answer(
                press=Press(
                    feedback=FeedbackId(row[0]),
                    device=DeviceId(row[1]),
                    at=row[2],
                    smiley=row[3],
                ),
                day=day,
                verified=row[4],
                service=ServiceId(row[5]) if row[5] is not None else None,
                counter=CounterId(row[6]) if row[6] is not None else None,
            )
            for row in await rows.fetchall()
        ]

    async def both() -> None:
        async with hub_store.reading() as connection:
            given = await answers(connection)
            depth = await centre_depth(connection, 31, USUAL)
            seen = await overview(connection, Charter())
        told = report(given, {})
        assert depth is not None
        assert depth.opinion.score == seen[0].opinion.score == told.overall.verified.valid
        assert depth.opinion.score is not None
        assert depth.unverified.score == told.overall.unverified.valid
        for line in depth.services:
            found = told.services.get(ServiceId(line.service))
            assert line.opinion.score == (found.verified.valid if found else None)
        counters = by_counter(given)
        for counter in depth.counters:
            assert counter.opinion.score == counters.get(CounterId(counter.counter))

    hub_loop.run(both())


def test_fewer_answers_than_ten_are_not_told(hub_loop: asyncio.Runner, hub_store: Store) -> None:
    hub_loop.run(lived(hub_store, (41,), orders=250))
    opinion = hub_loop.run(glance(hub_store))[41].opinion
    assert 0 < opinion.answers < 10
    assert opinion.score is None


def test_the_hours_of_a_day_add_up_to_it(hub_loop: asyncio.Runner, hub_store: Store) -> None:
    floor = hub_loop.run(lived(hub_store, (51,)))[51]

    async def depth() -> None:
        async with hub_store.reading() as connection:
            found = await centre_depth(connection, 51, USUAL)
        assert found is not None
        tickets = floor.tickets.values()
        assert sum(one.issued for one in found.hours) == len(tickets)
        assert sum(one.served for one in found.hours) == sum(
            t.state is TicketState.SERVED for t in tickets
        )
        by_hour = {one.hour: one.issued for one in found.hours if one.issued}
        hours = [t.issued_at.hour for t in tickets]
        assert by_hour == {hour: hours.count(hour) for hour in set(hours)}
        assert sum(one.issued for one in found.services) == len(tickets)
        suspended = {one.service: one.reason for one in found.suspended}
        assert suspended == dict(floor.suspended)
        there = {one.counter: (one.state, one.number) for one in found.counters}
        for counter in floor.counters.values():
            number = floor.tickets[counter.ticket].number if counter.ticket else None
            assert there[counter.id] == (counter.state, number)

    hub_loop.run(depth())


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 20_000), min_size=2, max_size=300))
def test_a_percentile_is_off_by_no_more_than_the_counts_are_wide(found: list[float]) -> None:
    waits: list[int] = []
    for wait in found:
        added(waits, place_of(wait), 1)
    for share, exact in zip((0.1, 0.5, 0.9), _percentiles(found), strict=True):
        told = percentile_s(waits, share)
        assert told is not None
        low, high = exact
        assert low - 300 <= told <= high + 300
        if high < 1800:
            assert low - 30 <= told <= high + 30


def _percentiles(found: list[float]) -> list[tuple[float, float]]:
    """Of each percentile the two waits it lies between."""
    ranks = sorted(found)
    places = [share * len(ranks) for share in (0.1, 0.5, 0.9)]
    return [
        (ranks[max(0, int(place) - 1)], ranks[min(len(ranks) - 1, int(place))]) for place in places
    ]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 7_000), min_size=1, max_size=100), st.integers(1, 100))
def test_whoever_waited_within_the_target_is_counted_exactly(
    found: list[float], target_min: int
) -> None:
    waits: list[int] = []
    for wait in found:
        added(waits, place_of(wait), 1)
    exact = sum(wait < target_min * 60 for wait in found) / len(found)
    assert within(waits, target_min * 60) == exact


def test_counts_of_several_centres_add_up() -> None:
    assert summed([[1, 2], [0, 1, 5], []]) == [1, 3, 5]
    assert percentile_s([], 0.5) is None
    assert within([], 60) is None
    longest: list[int] = []
    added(longest, place_of(10**9), 1)
    assert percentile_s(longest, 0.9) == EDGES_S[-1]


@pytest.mark.parametrize(
    "body", ["", "[]", "null", '{"centre": {"timezone": "Mars/Olympus"}}', '{"rules": 5}']
)
def test_a_catalogue_that_cannot_be_read_promises_the_usual(body: str) -> None:
    assert promise_in(body) == USUAL


def test_each_centre_is_measured_by_its_own_promise(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    charter = Charter()

    async def promised(target: int) -> int:
        body = {"centre": {"timezone": "Africa/Kampala"}, "rules": {"wait_target_min": target}}
        async with hub_store.transaction() as connection:
            await connection.execute(
                "INSERT INTO running_catalogue (centre_id, sha256, version, body, told_at)"
                " VALUES (5, %s, 1, %s, %s) ON CONFLICT (centre_id) DO UPDATE SET"
                " sha256 = excluded.sha256, body = excluded.body",
                (str(target), json.dumps(body), datetime.now(UTC)),
            )
            await charter.refresh(connection)
        return charter.of(5).target_min

    assert charter.of(5) == USUAL
    assert hub_loop.run(promised(40)) == 40
    assert hub_loop.run(promised(20)) == 20
    assert charter.of(5).zone.key == "Africa/Kampala"
