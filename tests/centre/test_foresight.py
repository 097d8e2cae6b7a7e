"""Foresight: what it sees follows from the rules, the roster, past days and the book."""

import dataclasses
from datetime import time
from random import Random
from statistics import fmean

import pytest

from kiosk.centre.foresight import Foresight, courses_of, forecast_of, quantile
from kiosk.centre.foresight_child import Follower
from kiosk.centre.foresight_floor import FloorReader
from kiosk.centre.foresight_outset import Outset, Post, Stay, grouped, lognormal
from kiosk.centre.foresight_pipe import (
    CATALOGUE,
    EVENT,
    FLOOR,
    Ask,
    Garbled,
    answer_line,
    ask_line,
    decode_answer,
    line,
)
from kiosk.centre.outlook import Arrival, Foreseen, Outlook, Waits
from kiosk.client.mirror import Gap
from kiosk.domain import commands as c
from kiosk.domain.appointment import Appointment
from kiosk.domain.catalogue import Catalogue, Opening, Shifts
from kiosk.domain.commands import Role
from kiosk.domain.counter import CounterNow
from kiosk.domain.errors import Unfit
from kiosk.domain.ids import AgentId, AppointmentCode, CounterId, Language, ServiceId, TicketId
from kiosk.domain.pace import Band, Habits, PaceMeasured
from kiosk.domain.snapshot import restore_floor, take_snapshot
from kiosk.domain.ticket import Ticket
from kiosk.domain.waiting import Forecast, WaitEstimator
from kiosk.wire.codec import WrongShape, encode, encode_entry, encode_floor
from tests.domain.hall import BIRTH, ID_LOST, ID_NEW, ONE, TAX, THREE, TWO, Hall

MIN = 60.0
CALLS = 6_000
"""Fewer than in a centre: enough for what these tests ask."""


def look(hall: Hall, *, seed: int = 1, calls: int = CALLS) -> Outlook:
    return Foresight(hall.catalogue).look(hall.floor, hall.at, seed=seed, calls=calls)


def outset_of(hall: Hall) -> Outset:
    (outset,) = FloorReader(hall.floor, hall.catalogue, hall.at).outsets()
    return outset


def median_min(outlook: Outlook, ticket: Ticket) -> float:
    return outlook.tickets[ticket.ticket].simulated.median_s / MIN


def mixed_hall() -> Hall:
    """Two busy counters that differ, and eight who wait for three services, some with priority."""
    hall = Hall()
    hall.open(ONE, ID_NEW, ID_LOST)
    hall.open(TWO, ID_LOST, TAX)
    for number in range(10):
        hall.issue((ID_NEW, ID_LOST, TAX)[number % 3], priority=number % 4 == 3)
    for counter in (ONE, TWO):
        hall.do(c.CallNext(counter=counter))
        hall.do(c.StartService(counter=counter))
    return hall


def test_the_same_seed_sees_the_same() -> None:
    hall = mixed_hall()
    first, again, other = (dataclasses.replace(look(hall, seed=s), cpu_s=0) for s in (1, 1, 2))
    assert first == again
    assert first != other


def test_looking_changes_nothing() -> None:
    hall = mixed_hall()
    before = restore_floor(take_snapshot(hall.floor, hall.catalogue))
    look(hall)
    after = restore_floor(take_snapshot(hall.floor, hall.catalogue))
    assert before == after


def test_whoever_waits_at_one_counter_waits_for_the_visits_before() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW, TAX)
    hall.issue()
    hall.called_by()
    hall.floor.pace = PaceMeasured(credit_pm=1, per_hour={TAX: 1})
    tickets = [hall.issue((ID_NEW, TAX)[number % 2], minutes=0) for number in range(12)]
    mean_s = mean_waits_s(dataclasses.replace(outset_of(hall), unsure=0.0))
    found = [mean_s[ticket.ticket] / MIN for ticket in tickets]
    assert found == pytest.approx([5.0 * (place + 1) for place in range(12)], rel=0.08)


def test_a_probe_waits_as_long_as_somebody_who_really_came() -> None:
    probed = mean_waits_s(outset_of(mixed_hall()))
    for service in (ID_NEW, ID_LOST, TAX):
        for credit_s in (0, 1800):
            hall = mixed_hall()
            came = hall.issue(service, priority=credit_s > 0, minutes=0)
            real_s = mean_waits_s(outset_of(hall))[came.ticket]
            assert real_s == pytest.approx(probed[service, credit_s], rel=0.1)


def mean_waits_s(outset: Outset) -> dict[object, float]:
    """By ticket, and by service and credit of a probe; nobody else comes."""
    calm = dataclasses.replace(outset, streams=())
    runs = [courses_of(calm, seed=seed) for seed in range(10)]
    means = [fmean(fmean(waits_s) for waits_s in of_one) for of_one in zip(*runs, strict=True)]
    tickets = [turn[2] for turn in outset.turns]
    probes = [(probe.service, probe.credit_s) for probe in outset.probes]
    return dict(zip((*tickets, *probes), means, strict=True))


def test_priority_is_foreseen_to_go_first_and_others_to_be_overtaken() -> None:
    hall = mixed_hall()
    outlook = look(hall)
    late = hall.issue(ID_LOST, priority=True)
    with_her = look(hall)
    waiting = [
        hall.floor.tickets[turn[2]] for turns in hall.floor.waiting.values() for turn in turns
    ]
    plain = [one for one in waiting if not one.priority and one.service == ID_LOST]
    assert all(median_min(with_her, late) <= median_min(with_her, one) for one in plain)
    last = max(plain, key=lambda one: one.arrival)
    assert median_min(with_her, last) > median_min(outlook, last) - 1


def test_those_with_priority_who_may_yet_come_lengthen_the_wait_of_the_others() -> None:
    hall = mixed_hall()
    ticket = hall.issue(ID_LOST)
    hall.floor.pace = PaceMeasured(credit_pm=0, per_hour={ID_LOST: 20, TAX: 10})
    calm = median_min(look(hall), ticket)
    hall.floor.pace = PaceMeasured(credit_pm=600, per_hour={ID_LOST: 20, TAX: 10})
    assert median_min(look(hall), ticket) > calm * 1.2


def test_visitors_sent_on_from_other_counters_come_before_everybody() -> None:
    hall = mixed_hall()
    ticket = hall.issue(ID_LOST)
    hall.floor.pace = PaceMeasured(per_hour={ID_LOST: 20})
    calm = median_min(look(hall), ticket)
    hall.floor.pace = PaceMeasured(senior_pm=500, per_hour={ID_LOST: 20})
    assert median_min(look(hall), ticket) > calm * 1.2


def test_where_all_counters_are_alike_and_nobody_overtakes_the_formula_is_left_alone() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW, TAX)
    hall.open(TWO, TAX, ID_NEW)
    for number in range(8):
        hall.issue((ID_NEW, TAX)[number % 2])
    outlook = look(hall)
    assert (outlook.arrivals, outlook.tickets) == ({}, {})
    hall.issue(priority=True)
    assert len(look(hall).tickets) == 9


def test_a_service_that_no_counter_offers_has_no_foreseen_wait() -> None:
    hall = mixed_hall()
    orphan = hall.issue(BIRTH)
    outlook = look(hall)
    assert BIRTH not in outlook.arrivals
    assert orphan.ticket not in outlook.tickets
    assert Waits(hall.catalogue, lambda _: outlook).of_ticket(hall.floor, orphan, hall.at) is None


def with_lunch(catalogue: Catalogue) -> Catalogue:
    """Everybody is planned until half past ten and from half past eleven on."""
    spans = (
        Opening(opens=time(8), closes=time(10, 30)),
        Opening(opens=time(11, 30), closes=time(17)),
    )
    counters = tuple(
        dataclasses.replace(counter, shifts=Shifts(week={"fri": spans}))
        for counter in catalogue.counters
        if counter.id in (ONE, TWO)
    )
    return dataclasses.replace(catalogue, counters=counters)


def test_whoever_is_not_called_before_lunch_waits_until_after_it() -> None:
    hall = mixed_hall()
    for _ in range(10):
        hall.issue(ID_NEW, minutes=0)
    last = hall.issue(ID_NEW, minutes=0)
    early = median_min(look(hall), last)
    hall.catalogue = with_lunch(hall.catalogue)
    assert median_min(look(hall), last) == pytest.approx(early + 55, abs=8)


def test_a_lunch_that_nobody_planned_is_foreseen_after_a_few_days() -> None:
    hall = mixed_hall()
    for _ in range(12):
        hall.issue(ID_LOST, minutes=0)
    last = hall.issue(ID_LOST, minutes=0)
    early = median_min(look(hall), last)
    hall.floor.habits = habits({ONE: (100, 100), TWO: (100, 0)})
    assert median_min(look(hall), last) > early * 1.15


def test_a_counter_that_usually_comes_by_then_is_counted_on() -> None:
    hall = mixed_hall()
    for _ in range(16):
        hall.issue(ID_LOST, minutes=0)
    last = hall.issue(ID_LOST, minutes=0)
    alone = median_min(look(hall), last)
    hall.floor.habits = habits({ONE: (100, 100), TWO: (100, 100), THREE: (0, 100)})
    assert median_min(look(hall), last) < alone * 0.9


def habits(staffing: dict[CounterId, tuple[int, int]]) -> Habits:
    """On how many of 100 days a counter is staffed from eight on, and from half past ten on."""
    days = {counter: (early,) * 10 + (late,) * 26 for counter, (early, late) in staffing.items()}
    return Habits(days_pct=500, first_slot=32, staffing=days)


def test_counters_are_left_by_likelihood_and_no_course_invents_a_gap() -> None:
    stays = (
        Stay(begins_s=0, share=1.0),
        Stay(begins_s=900, share=0.5),
        Stay(begins_s=1800, share=0.5),
        Stay(begins_s=2700, share=0.9),
    )
    post = Post(counter=CounterNow(id=ONE), services=(TAX,), there=((0.0, 3000.0),), stays=stays)
    assert post.spans(0.2) == ((0.0, 3000.0),)
    assert post.spans(0.7) == ((0.0, 900), (2700, 3000.0))
    assert post.spans(0.95) == ((0.0, 900),)


def test_an_appointment_that_is_about_to_check_in_is_reckoned_with() -> None:
    hall = mixed_hall()
    ticket = hall.issue(ID_LOST)
    before = median_min(look(hall), ticket)
    for number in range(6):
        book(hall, ID_LOST, number)
    assert median_min(look(hall), ticket) > before * 1.2


def book(hall: Hall, service: ServiceId, number: int) -> None:
    """An appointment at the next full quarter, agreed on the day before."""
    slot = hall.at.replace(minute=(hall.at.minute // 15 + 1) * 15)
    code = AppointmentCode(f"1000000{number}")
    hall.floor.book.put(Appointment(code=code, service=service, slot=slot))


def test_a_visitor_who_has_been_there_for_hours_was_forgotten() -> None:
    hall = mixed_hall()
    hall.later(6 * 60)
    outlook = look(hall)
    assert outlook.tickets
    assert all(0 <= one.simulated.median_s < 3600 for one in outlook.tickets.values())


def test_a_counter_that_is_free_and_calls_nobody_is_not_counted_on_soon() -> None:
    hall = mixed_hall()
    hall.do(c.FinishService(counter=ONE))
    first = hall.floor.waiting[ID_NEW].first()
    assert first is not None
    ticket = hall.floor.tickets[first[2]]
    assert median_min(look(hall), ticket) == 0
    hall.later(20)
    hall.do(c.FinishService(counter=TWO))
    assert 8 < median_min(look(hall), ticket) < 20
    hall.do(c.PauseCounter(counter=ONE, reason="tea"))
    assert median_min(look(hall), ticket) > 10


def test_of_a_very_long_line_the_first_are_followed_and_work_stays_bounded() -> None:
    hall = Hall(open_all_day=True)
    hall.open(ONE, ID_NEW, TAX)
    hall.open(TWO, ID_NEW)
    for number in range(700):
        hall.issue((ID_NEW, TAX)[number % 2], minutes=0.01, priority=number % 9 == 0)
    outset = outset_of(hall)
    assert len(outset.turns) == 300
    assert {len(waits) for waits in courses_of(outset, seed=1, calls=1)} == {40}


def test_random_halls_are_foreseen_in_order_and_without_a_fault() -> None:
    for seed in range(12):
        chance = Random(seed)
        hall = random_hall(chance)
        outlook = look(hall, seed=seed, calls=1)
        for foreseen in (*outlook.tickets.values(), *(a.plain for a in outlook.arrivals.values())):
            simulated = foreseen.simulated
            quantiles = (
                0.0,
                simulated.low_s,
                simulated.median_s,
                simulated.p80_s,
                simulated.high_s,
            )
            assert list(quantiles) == sorted(quantiles)
        assert decode_answer(answer_line(outlook)) == outlook


def random_hall(chance: Random) -> Hall:
    """Half a day of anything that may happen."""
    hall = Hall(open_all_day=True)
    services = tuple(hall.catalogue.service)
    for _ in range(120):
        hall.later(chance.uniform(0, 3))
        counter = chance.choice((ONE, TWO, THREE))
        at_counter = hall.floor.counter(counter).ticket or TicketId("nobody")
        hall_does(
            hall,
            chance.choice(
                (
                    c.IssueTicket(
                        service=chance.choice(services),
                        language=Language("sw"),
                        priority=chance.random() < 0.3,
                    ),
                    c.OpenCounter(
                        counter=counter,
                        agent=AgentId("07"),
                        services=tuple(chance.sample(services, chance.randint(1, 3))),
                    ),
                    c.CallNext(counter=counter, wait=True),
                    c.StartService(counter=counter),
                    c.FinishService(counter=counter),
                    c.MarkNoShow(counter=counter),
                    c.PauseCounter(counter=counter, reason="tea"),
                    c.ReopenCounter(counter=counter),
                    c.CloseCounter(counter=counter),
                    c.TransferTicket(counter=counter, service=chance.choice(services)),
                    c.HoldTicket(counter=counter, reason="photo"),
                    c.CancelTicket(ticket=at_counter),
                    c.MeasurePace(),
                )
            ),
        )
    return hall


def hall_does(hall: Hall, command: c.Command) -> None:
    try:
        hall.try_(command, role=Role.MANAGER)
    except Unfit:
        return


def test_between_two_looks_the_formula_carries_on() -> None:
    then = forecast(low=5, median=10, p80=15, high=20)
    saw = forecast(low=9, median=16, p80=20, high=30)
    foreseen = Foreseen(simulated=saw, closed=then)
    assert foreseen.since_then(then) == saw
    assert foreseen.since_then(forecast(low=3, median=8, p80=13, high=18)) == forecast(
        low=7, median=14, p80=18, high=28
    )
    shorter = Foreseen(simulated=then, closed=saw)
    assert shorter.since_then(forecast(low=1, median=2, p80=9, high=11)) == forecast(
        low=0, median=0, p80=4, high=4
    )


def test_half_the_credit_is_half_way_between_with_and_without() -> None:
    same = forecast(low=1, median=1, p80=1, high=1)
    plain = Foreseen(simulated=forecast(low=10, median=20, p80=30, high=40), closed=same)
    favoured = Foreseen(simulated=forecast(low=2, median=4, p80=6, high=8), closed=same)
    arrival = Arrival(plain=plain, favoured=favoured, credit_s=1800)
    half = forecast(low=6, median=12, p80=18, high=24)
    assert arrival.since_then(same, credit_s=900) == half
    assert arrival.since_then(same, credit_s=0) == plain.simulated
    assert arrival.since_then(same, credit_s=99_999) == favoured.simulated
    assert arrival.since_then(same, credit_s=-600) == plain.simulated
    nobody = Arrival(plain=plain, favoured=plain, credit_s=0)
    assert nobody.since_then(same, credit_s=900) == plain.simulated


def forecast(*, low: float, median: float, p80: float, high: float) -> Forecast:
    return Forecast(low_s=low, median_s=median, p80_s=p80, high_s=high)


def test_waits_are_those_of_the_formula_where_nothing_was_foreseen() -> None:
    hall = mixed_hall()
    late = hall.issue(TAX)
    closed = WaitEstimator(hall.catalogue).of_ticket(hall.floor, late, hall.at)
    unseen = Waits(hall.catalogue, lambda _: None)
    assert unseen.of_ticket(hall.floor, late, hall.at) == closed
    empty = Outlook(seq=1, at=hall.at, arrivals={}, tickets={})
    assert Waits(hall.catalogue, lambda _: empty).of_ticket(hall.floor, late, hall.at) == closed


def test_a_ticket_that_came_since_the_last_look_is_told_what_an_arrival_was() -> None:
    hall = mixed_hall()
    outlook = look(hall)
    waits = Waits(hall.catalogue, lambda _: outlook)
    told = waits.of_arrival(hall.floor, TAX, hall.at)
    late = hall.issue(TAX, minutes=0)
    assert told is not None
    assert told.median_s == pytest.approx(outlook.arrivals[TAX].plain.simulated.median_s)
    again = waits.of_ticket(hall.floor, late, hall.at)
    assert again is not None
    assert again.median_s == pytest.approx(told.median_s, abs=1)


def test_services_that_any_counter_offers_both_of_are_looked_at_together() -> None:
    a, b, d, e = (ServiceId(letter) for letter in "abde")
    assert set(grouped([(a, b), (d,), (b, e)])) == {frozenset((a, b, e)), frozenset((d,))}


def test_a_wait_without_an_end_is_no_forecast() -> None:
    endless = float("inf")
    assert forecast_of([1.0] * 8 + [endless] * 2, Band()) is None
    assert forecast_of([60.0] * 10, Band()) == forecast(low=60, median=60, p80=60, high=60)
    assert quantile([1.0, 2.0, 3.0], 0.25) == 1.5


def test_where_waits_proved_longer_than_told_the_band_is_wider_towards_long_ones() -> None:
    waits_s = [float(second) for second in range(0, 101, 10)]
    assert forecast_of(waits_s, Band()) == forecast(low=10, median=50, p80=80, high=90)
    wider = forecast_of(waits_s, Band(low_pct=200, high_pct=150))
    assert wider == forecast(low=10, median=50, p80=95, high=110)


def test_a_visit_lasts_as_the_lognormal_says_and_the_rest_of_it_longer_than_it_has() -> None:
    chance = Random(1)
    service = lognormal(300, cv=0.9)
    taken = [service.takes_s(chance) for _ in range(20_000)]
    assert fmean(taken) == pytest.approx(300, rel=0.03)
    done = service.done_within(400)
    rest = [service.rest_s(chance, elapsed_s=400, done=done) for _ in range(20_000)]
    longer = [seconds - 400 for seconds in taken if seconds > 400]
    assert fmean(rest) == pytest.approx(fmean(longer), rel=0.08)
    missed = lognormal(300, cv=0.9, no_show=1.0, call_s=135.0)
    assert missed.takes_s(chance) == 135.0


# What goes through the pipes.


def follower_of(hall: Hall) -> Follower:
    follower = Follower()
    follower.take(line(CATALOGUE, encode(hall.catalogue)))
    snapshot = take_snapshot(hall.floor, hall.catalogue)
    follower.take(line(FLOOR, encode_floor("epoch", snapshot)))
    return follower


def test_the_child_sees_what_the_centre_would_see() -> None:
    hall = mixed_hall()
    book(hall, ID_LOST, 1)
    follower = follower_of(hall)
    for _ in range(3):
        hall.issue(ID_LOST)
        follower.take(line(EVENT, encode_entry(hall.journal[-1])))
    asked = ask_line(Ask(at=hall.at, seed=7))
    seen = follower.take(asked)
    assert seen is not None
    own = Foresight(hall.catalogue).look(hall.floor, hall.at, seed=7)
    assert dataclasses.replace(seen, cpu_s=0) == dataclasses.replace(own, cpu_s=0)


@pytest.mark.parametrize(
    ("said", "raised"),
    [
        (b"\n", Garbled),
        (b"X{}\n", Garbled),
        (b"A{}\n", Garbled),
        (b"A\n", Garbled),
        (b"E{}\n", WrongShape),
        (b"E\xff\n", WrongShape),
        (b"F[]\n", WrongShape),
        (b"C{}\n", WrongShape),
    ],
)
def test_what_no_centre_says_ends_the_child(said: bytes, raised: type[Exception]) -> None:
    with pytest.raises(raised):
        follower_of(mixed_hall()).take(said)


def test_a_question_before_there_is_a_catalogue_ends_the_child() -> None:
    with pytest.raises(Garbled):
        Follower().take(ask_line(Ask(at=mixed_hall().at, seed=1)))


def test_a_line_that_is_missing_ends_the_child() -> None:
    hall = mixed_hall()
    follower = follower_of(hall)
    hall.issue()
    hall.issue()
    with pytest.raises(Gap):
        follower.take(line(EVENT, encode_entry(hall.journal[-1])))


@pytest.mark.parametrize("answer", [b"", b"{}", b"[]", b"\xff", b'{"seq":1}'])
def test_an_answer_that_is_none_is_garbled(answer: bytes) -> None:
    with pytest.raises(Garbled):
        decode_answer(answer)
