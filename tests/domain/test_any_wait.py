"""Whatever a day brings, a wait is a wait, and the same for everybody who follows the centre."""

from math import inf

from hypothesis import settings
from hypothesis.stateful import initialize, invariant, rule

from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.forecast import STEP_S, Forecast
from kiosk.domain.ids import CounterId, Language, ServiceId
from kiosk.domain.snapshot import restore_floor, take_snapshot
from kiosk.domain.waiting import WaitEstimator
from tests.domain.hall import ID_NEW, ONE, TAX
from tests.domain.test_any_day import COUNTERS, SERVICES, AnyDay


class AnyWait(AnyDay):
    """A day of any commands, at whose every step waits are foreseen."""

    @initialize()
    def morning(self) -> None:
        super().morning()
        self.hall.open(ONE, ID_NEW, TAX)

    @rule()
    def time_goes_by(self) -> None:
        self.hall.later(20)
        self.hall.do(c.MeasurePace(), role=Role.CENTRE)

    @rule(service=SERVICES, counter=COUNTERS)
    def somebody_is_served(self, service: ServiceId, counter: CounterId) -> None:
        self.send(c.IssueTicket(service=service, language=Language("sw"), priority=counter == ONE))
        for command in (c.CallNext, c.StartService, c.FinishService):
            self.send(command(counter=counter))

    @invariant()
    def waits_are_in_order_and_the_same_on_every_screen(self) -> None:
        hall = self.hall
        followed = restore_floor(take_snapshot(hall.floor, hall.catalogue))
        ours, theirs = WaitEstimator(hall.catalogue), WaitEstimator(hall.catalogue)
        for service in hall.catalogue.service:
            wait = ours.of_arrival(hall.floor, service, hall.at)
            _check(wait)
            assert wait == theirs.of_arrival(followed, service, hall.at)
            hurried = ours.of_arrival(hall.floor, service, hall.at, credit_s=3600)
            assert (hurried is None) == (wait is None)
        for ticket in list(hall.floor.tickets.values())[-3:]:
            wait = ours.of_ticket(hall.floor, ticket, hall.at)
            _check(wait)
            assert wait == theirs.of_ticket(followed, ticket, hall.at)


def _check(wait: Forecast | None) -> None:
    if wait is None:
        return
    assert 0 <= wait.low_s <= wait.median_s <= wait.p80_s <= wait.high_s < inf
    low, high = wait.told
    assert 0 <= low < high
    assert low % STEP_S == high % STEP_S == 0


TestAnyWait = AnyWait.TestCase
TestAnyWait.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
