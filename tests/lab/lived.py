"""Days that are lived in a test."""

from collections.abc import Iterator

from bench.day.centre import LabCentre
from bench.day.drawn import DrawnDay
from bench.day.living import LabDay, Visit
from bench.day.policies import Policy
from bench.day.scenario import Scenario
from bench.day.site import catalogue_of


def live(
    scenario: Scenario,
    day: DrawnDay,
    policy: Policy | None = None,
    *,
    in_order: Iterator[float] | None = None,
    all_day: bool = False,
) -> LabDay:
    """The day in a centre of its own."""
    centre = LabCentre(catalogue_of(scenario, open_all_day=all_day))
    return LabDay(centre, scenario, day, policy=policy, in_order=in_order).live()


def waits(day: LabDay) -> list[float]:
    """How long everybody waited, by arrival, in seconds."""
    return [waited(visit) for visit in day.visits.values()]


def waited(visit: Visit) -> float:
    assert visit.waited_s is not None
    return visit.waited_s
