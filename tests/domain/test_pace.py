"""What today and the days before teach of how long things take."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from kiosk.domain import commands as c
from kiosk.domain.catalogue import Shifts
from kiosk.domain.commands import Role
from kiosk.domain.day_record import Honesty, Told, honesty_of
from kiosk.domain.events import DayOpened, PaceMeasured
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId, ServiceId
from kiosk.domain.learning import learnt
from kiosk.domain.pace import (
    Band,
    Habits,
    mean_s,
    pace_deviation,
    per_call_s,
    usual_s,
)
from kiosk.domain.snapshot import restore_floor, take_snapshot
from kiosk.domain.waiting import WaitEstimator
from tests.domain.hall import ID_LOST, ID_NEW, ONE, TAX, TEN, TWO, WORKING_DAY, Hall

FRIDAY = 4
EIGHT = TEN.replace(hour=8)


def measure(hall: Hall) -> PaceMeasured:
    """Write the pace down; it is what the floor then goes by."""
    hall.do(c.MeasurePace(), role=Role.CENTRE)
    return hall.floor.pace


def serve(
    hall: Hall, minutes: float, service: ServiceId = ID_NEW, counter: CounterId = ONE
) -> None:
    """Somebody comes and keeps a counter for so long."""
    hall.issue(service, minutes=0)
    hall.called_by(counter)
    hall.later(minutes / 2)
    hall.do(c.StartService(counter=counter))
    hall.later(minutes / 2)
    hall.do(c.FinishService(counter=counter))


def today_s(hall: Hall, service: ServiceId = ID_NEW) -> float:
    return mean_s(hall.catalogue, hall.floor.habits, hall.floor.pace, service)


def test_before_anybody_was_served_the_plan_holds() -> None:
    assert today_s(Hall()) == 300


def test_nothing_is_written_down_while_nobody_was_served() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    assert hall.do(c.MeasurePace(), role=Role.CENTRE) == ()
    serve(hall, 5)
    assert len(hall.do(c.MeasurePace(), role=Role.CENTRE)) == 1
    assert hall.do(c.MeasurePace(), role=Role.CENTRE) == ()


def test_a_slow_morning_makes_every_estimate_longer_and_that_of_its_service_most() -> None:
    hall = Hall()
    hall.open()
    for _ in range(30):
        serve(hall, 10)
    pace = measure(hall)
    assert pace.counted == 30
    assert 400 < pace.mean_s[ID_NEW] < 600
    assert 330 < today_s(hall, TAX) < pace.mean_s[ID_NEW]


def test_one_slow_visit_says_little() -> None:
    hall = Hall()
    hall.open()
    serve(hall, 60)
    assert measure(hall).mean_s[ID_NEW] < 2 * 300


def test_the_more_were_served_the_surer_is_the_pace() -> None:
    hall = Hall()
    hall.open()
    before = pace_deviation(hall.floor.pace)
    for _ in range(40):
        serve(hall, 5)
    assert pace_deviation(measure(hall)) < 0.8 * before


def test_who_does_not_come_keeps_a_counter_for_less_time() -> None:
    hall = Hall()
    hall.open()
    for number in range(40):
        if number % 2:
            serve(hall, 10)
            continue
        hall.issue(minutes=0)
        hall.called_by()
        hall.later(2)
        hall.do(c.MarkNoShow(counter=ONE))
    pace = measure(hall)
    assert pace.no_show_pm == round(1000 * 20 / 60)
    assert pace.no_show_s == round((20 * 150 + 20 * 120) / 40)
    assert per_call_s(600, pace) == pytest.approx(600 - 0.333 * (600 - 135), abs=1)


def test_a_counter_that_hesitates_between_visitors_is_a_slow_one() -> None:
    quick, slow = Hall(), Hall()
    for hall, hesitates in ((quick, 0), (slow, 2)):
        hall.open()
        for _ in range(30):
            hall.issue(minutes=0)
        for _ in range(30):
            hall.called_by()
            hall.later(5)
            hall.do(c.StartService(counter=ONE))
            hall.do(c.FinishService(counter=ONE))
            hall.later(hesitates)
    assert measure(slow).mean_s[ID_NEW] > 1.2 * measure(quick).mean_s[ID_NEW]


def test_a_break_that_nobody_announced_is_no_slow_visit() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    hall.later(40)
    serve(hall, 5)
    assert measure(hall).mean_s[ID_NEW] == 300


def test_time_on_hold_is_not_time_at_the_counter() -> None:
    hall = Hall()
    hall.open()
    ticket = hall.issue()
    hall.called_by()
    hall.later(2)
    hall.do(c.StartService(counter=ONE))
    hall.do(c.HoldTicket(counter=ONE, reason="photo"))
    hall.later(60)
    hall.do(c.ResumeTicket(counter=ONE, ticket=ticket.ticket))
    hall.later(3)
    hall.do(c.FinishService(counter=ONE))
    assert measure(hall).mean_s[ID_NEW] == 300


def test_who_is_sent_on_was_served_here_and_comes_with_the_place_earned() -> None:
    hall = Hall()
    hall.open()
    hall.issue()
    hall.called_by()
    hall.later(5)
    hall.do(c.StartService(counter=ONE))
    hall.do(c.TransferTicket(counter=ONE, service=TAX))
    pace = measure(hall)
    assert (pace.counted, pace.mean_s) == (1, {ID_NEW: 300})
    assert pace.senior_pm > 0
    assert pace.per_hour == {ID_NEW: 4, TAX: 4}


def test_who_has_priority_will_overtake_and_makes_the_wait_of_others_longer() -> None:
    hall = Hall()
    hall.open()
    for number in range(30):
        hall.issue(priority=number % 2 == 0)
    serve(hall, 5)
    before = forecast_s(hall)
    measure(hall)
    assert hall.floor.pace.credit_pm > 100
    assert forecast_s(hall) > 1.05 * before


def forecast_s(hall: Hall, service: ServiceId = ID_NEW) -> float:
    forecast = WaitEstimator(hall.catalogue).of_arrival(hall.floor, service, hall.at)
    assert forecast is not None
    return forecast.median_s


def test_what_the_last_who_came_would_be_told_stands_beside_the_pace() -> None:
    hall = Hall()
    hall.open()
    serve(hall, 5)
    last = [hall.issue() for _ in range(12)][-1]
    expected = measure(hall).expected
    assert len(expected) == 8
    low, median, high = expected[last.number]
    forecast = WaitEstimator(hall.catalogue).of_ticket(hall.floor, last, hall.at)
    assert forecast is not None
    assert 0 < low < median < high


def test_waits_that_were_told_wrong_widen_the_band_on_that_side() -> None:
    told = Told(at=EIGHT, low_s=300, median_s=600, high_s=1200)
    for waited_s, low, high in ((10, 1, -1), (5000, -1, 1), (600, -1, -1)):
        honesty = Honesty()
        honesty.learn(told, waited_s)
        assert (honesty.low > 0, honesty.high > 0) == (low > 0, high > 0)


def test_bands_settle_where_one_wait_in_ten_lies_beyond_each_side() -> None:
    chance, honesty, beyond = Random(1), honesty_of(Band(low_pct=50, high_pct=300)), 0
    for number in range(6000):
        # Told as if it were a tenth as uncertain as it is, and then widened as was learnt.
        told = Told(
            at=EIGHT,
            low_s=round(1000 - 13 * honesty.band.low_pct / 100),
            median_s=1000,
            high_s=round(1000 + 13 * honesty.band.high_pct / 100),
        )
        waited_s = chance.gauss(1000, 20)
        honesty.learn(told, waited_s)
        if number >= 3000:
            beyond += not told.low_s <= waited_s <= told.high_s
    assert 0.15 < beyond / 3000 < 0.25


def test_however_wrong_the_band_stays_within_bounds() -> None:
    honesty = Honesty()
    for _ in range(3000):
        honesty.learn(Told(at=EIGHT, low_s=1, median_s=2, high_s=3), 10)
    assert honesty.band.high_pct == 400
    assert honesty_of(honesty.band).high == pytest.approx(honesty.high, abs=0.01)


def test_whoever_is_called_shows_how_honest_what_they_were_told_was() -> None:
    hall = Hall()
    hall.open()
    serve(hall, 5)
    for _ in range(3):
        hall.issue()
    measure(hall)
    assert len(hall.floor.record.told) == 3
    hall.called_by()
    assert len(hall.floor.record.told) == 2
    assert hall.floor.record.honesty != Honesty()


def tomorrow(hall: Hall) -> Habits:
    """The next working day begins; what was learnt."""
    hall.at += timedelta(days=max(1, 7 - hall.at.weekday()) if hall.at.weekday() >= FRIDAY else 1)
    hall.at = hall.at.replace(hour=8, minute=0)
    hall.do(c.TurnDay(), role=Role.CENTRE)
    return hall.floor.habits


def test_a_day_teaches_the_next() -> None:
    hall = Hall(at=EIGHT)
    hall.open()
    for _ in range(40):
        serve(hall, 10)
    habits = tomorrow(hall)
    assert habits.mean_s == {ID_NEW: 600}
    assert habits.visits == {ID_NEW: 40}
    assert 500 < usual_s(hall.catalogue, habits, ID_NEW) < 600
    assert today_s(hall) == pytest.approx(usual_s(hall.catalogue, habits, ID_NEW))
    opened = next(e.event for e in reversed(hall.journal) if isinstance(e.event, DayOpened))
    assert opened.habits == habits


def test_a_day_without_anybody_teaches_nothing() -> None:
    hall = Hall(at=EIGHT)
    hall.open()
    for _ in range(10):
        serve(hall, 10)
    habits = tomorrow(hall)
    assert tomorrow(hall) == habits


def test_what_was_learnt_long_ago_counts_less() -> None:
    hall = Hall(at=EIGHT)
    for minutes in (20.0, *[5.0] * 8):
        hall.open()
        for _ in range(15):
            serve(hall, minutes)
        tomorrow(hall)
    assert hall.floor.habits.mean_s[ID_NEW] < 1.2 * 300


def lunch(hall: Hall) -> None:
    """A day on which counter two closes from noon to two, which nobody announced."""
    hall.at = hall.at.replace(hour=8, minute=0)
    for counter in (ONE, TWO):
        hall.open(counter, ID_NEW)
    serve(hall, 5)
    hall.at = hall.at.replace(hour=12, minute=0)
    hall.do(c.CloseCounter(counter=TWO))
    hall.at = hall.at.replace(hour=14, minute=0)
    hall.open(TWO, ID_NEW)
    hall.at = hall.at.replace(hour=17, minute=0)
    for counter in (ONE, TWO):
        hall.do(c.CloseCounter(counter=counter))


def test_a_lunch_nobody_announced_is_foreseen_after_some_days() -> None:
    hall = Hall()
    for _ in range(3):
        lunch(hall)
        tomorrow(hall)
    habits = hall.floor.habits
    assert habits.first_slot == 32
    lunch_slot = (13 - 8) * 4
    assert set(habits.staffing[ONE]) == {100}
    assert {habits.staffing[TWO][0], habits.staffing[TWO][(15 - 8) * 4]} == {100}
    assert habits.staffing[TWO][lunch_slot] == 0
    for counter in (ONE, TWO):
        hall.open(counter, ID_NEW)
    hall.at = hall.at.replace(hour=11, minute=30)
    for _ in range(36):
        hall.issue(minutes=0)
    # 30 minutes of two counters, then one: 60 of 180 minutes of work are done by noon.
    foreseen_s = forecast_s(hall)
    assert 130 * 60 < foreseen_s < 160 * 60
    hall.at = hall.at.replace(hour=12, minute=5)
    hall.do(c.CloseCounter(counter=TWO))
    assert 80 * 60 < forecast_s(hall) < 160 * 60


def test_who_is_absent_today_is_not_awaited_and_who_is_only_late_is() -> None:
    hall = Hall()
    for _ in range(3):
        lunch(hall)
        tomorrow(hall)
    hall.open(ONE, ID_NEW)
    for _ in range(12):
        hall.issue(minutes=0)
    # Both are usually there from eight on.
    hall.at = hall.at.replace(minute=5)
    assert 30 * 60 < forecast_s(hall) < 40 * 60
    hall.at = hall.at.replace(minute=40)
    assert 55 * 60 < forecast_s(hall) < 65 * 60


def test_a_counter_at_lunch_is_expected_back_and_one_at_tea_soon() -> None:
    hall = Hall()
    for _ in range(3):
        lunch(hall)
        tomorrow(hall)
    for counter in (ONE, TWO):
        hall.open(counter, ID_NEW)
    for _ in range(24):
        hall.issue(minutes=0)
    for counter in (ONE, TWO):
        hall.called_by(counter)
    hall.do(c.StartService(counter=TWO))
    hall.do(c.FinishService(counter=TWO))
    hall.at = hall.at.replace(hour=10)
    both_s = forecast_s(hall)
    hall.do(c.PauseCounter(counter=TWO, reason="tea"))
    assert 2 * 60 < forecast_s(hall) - both_s < 15 * 60


def test_before_opening_past_days_say_who_will_be_there() -> None:
    hall = Hall()
    hall.issue()
    estimator = WaitEstimator(hall.catalogue)
    assert estimator.of_arrival(hall.floor, ID_NEW, hall.at) is None
    for _ in range(3):
        lunch(hall)
        tomorrow(hall)
    hall.at = hall.at.replace(hour=7, minute=30)
    forecast = WaitEstimator(hall.catalogue).of_arrival(hall.floor, ID_NEW, hall.at)
    assert forecast is not None
    assert 25 * 60 < forecast.median_s < 40 * 60


def test_a_centre_that_plans_its_shifts_is_taken_at_its_word() -> None:
    hall = Hall()
    shifts = Shifts(week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (WORKING_DAY,)))
    counters = tuple(replace(one, shifts=shifts) for one in hall.catalogue.counters)
    hall.catalogue = replace(hall.catalogue, counters=counters)
    for _ in range(2):
        lunch(hall)
        tomorrow(hall)
    assert hall.floor.habits.staffing == {}
    assert hall.floor.habits.mean_s == {ID_NEW: 300}


def test_a_counter_left_open_overnight_worked_until_the_last_event_of_its_day() -> None:
    hall = Hall()
    hall.open(ONE, ID_NEW)
    serve(hall, 60)
    staffing = tomorrow(hall).staffing[ONE]
    assert len(staffing) == 4


def test_pauses_teach_how_long_pauses_are() -> None:
    hall = Hall()
    hall.open()
    serve(hall, 5)
    for _ in range(5):
        hall.do(c.PauseCounter(counter=ONE, reason="tea"))
        hall.later(45)
        hall.do(c.ReopenCounter(counter=ONE))
    assert measure(hall).pause_s == (900 + 45 * 60) / 2
    assert tomorrow(hall).pause_s == (900 + 45 * 60) / 2


def test_a_service_a_newer_catalogue_dropped_is_learnt_and_not_looked_up() -> None:
    hall = Hall()
    hall.open()
    serve(hall, 5, TAX)
    serve(hall, 5, ID_LOST)
    services = tuple(s for s in hall.catalogue.services if s.id != TAX)
    hall.catalogue = replace(hall.catalogue, services=services)
    assert set(measure(hall).mean_s) == {ID_LOST}
    assert learnt(hall.catalogue, Habits(), hall.floor.record, hall.at).visits[TAX] == 1


def test_whoever_follows_knows_the_pace_and_the_habits() -> None:
    hall = Hall()
    lunch(hall)
    tomorrow(hall)
    hall.open()
    serve(hall, 10)
    measure(hall)
    mirror = restore_floor(take_snapshot(hall.floor, hall.catalogue))
    assert (mirror.pace, mirror.habits) == (hall.floor.pace, hall.floor.habits)
    again = Floor()
    for entry in hall.journal:
        again.apply(entry)
    assert (again.pace, again.habits) == (hall.floor.pace, hall.floor.habits)
    assert again.record == hall.floor.record


def test_half_a_day_teaches_other_days_nothing_of_their_lunch() -> None:
    hall = Hall()
    lunch(hall)
    assert hall.at.weekday() == FRIDAY
    hall.at = (hall.at + timedelta(days=1)).replace(hour=9, minute=0)
    hall.do(c.TurnDay(), role=Role.CENTRE)
    assert hall.floor.habits.staffing
    estimator = WaitEstimator(hall.catalogue)
    assert estimator.of_arrival(hall.floor, ID_NEW, hall.at) is None
    hall.open(ONE, ID_NEW)
    friday = hall.floor.habits
    serve(hall, 30)
    monday = tomorrow(hall)
    assert monday.staffing == friday.staffing
    assert monday.visits != friday.visits


def test_visits_that_all_take_equally_long_are_still_not_believed_to_be_certain() -> None:
    hall = Hall(at=EIGHT)
    for _ in range(8):
        hall.open()
        for _ in range(60):
            serve(hall, 5)
        tomorrow(hall)
    assert hall.floor.habits.cv_pct == 20
    assert pace_deviation(hall.floor.pace) > 0


def test_training_goes_by_no_habit() -> None:
    hall = Hall()
    for _ in range(2):
        lunch(hall)
        tomorrow(hall)
    hall.catalogue = replace(hall.catalogue, rules=replace(hall.catalogue.rules, open_all_day=True))
    estimator = WaitEstimator(hall.catalogue)
    assert estimator.of_arrival(hall.floor, ID_NEW, hall.at) is None
