"""Days of the laboratory before the witness, and what their journals account for."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bench.day.centre import LabCentre, moment
from bench.day.drawn import draw_day
from bench.day.living import LabDay
from bench.day.scenario import SCENARIOS
from bench.day.site import catalogue_of
from kiosk.domain.book import book_of
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Command, Role, TurnDay
from kiosk.domain.events import DayOpened, Entry, TicketIssued
from kiosk.domain.fairness import Right, account
from tests.domain.witness import Witness

ACCOUNTS = 12
"""Of how many tickets an account is asked for: each reads the whole day."""
MIXED = ("300 visitors, every third by appointment", "300 visitors, seven services")


class Heard(LabCentre):
    """A centre that keeps its journal."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.journal: list[Entry] = []

    def do(self, command: Command, at: datetime, role: Role) -> tuple[Entry, ...]:
        told = super().do(command, at, role)
        self.journal += told
        return told


def one_day(centre: Heard, scenario: str, number: int) -> Sequence[Entry]:
    """A day's lines, from the one that opens it on."""
    drawn = draw_day(SCENARIOS[scenario], number, 1)
    LabDay(centre, SCENARIOS[scenario], drawn).live()
    opened = max(n for n, e in enumerate(centre.journal) if isinstance(e.event, DayOpened))
    lines = tuple(centre.journal[opened:])
    centre.do(TurnDay(), moment(drawn.date + timedelta(days=1), 0), Role.CENTRE)
    return lines


@pytest.mark.parametrize("scenario", MIXED)
def test_whole_days_keep_the_order_and_account_for_it(scenario: str) -> None:
    centre = Heard(catalogue_of(SCENARIOS[scenario]))
    one_day(centre, scenario, 0)
    lines = one_day(centre, scenario, 1)
    opened = lines[0].event
    assert isinstance(opened, DayOpened)

    witness = Witness()
    witness.slots.update((one.code, one.slot) for one in book_of(opened.appointments))
    for entry in lines:
        witness.watch(entry)

    tickets = [e.event.ticket for e in lines if isinstance(e.event, TicketIssued)]
    rights: Counter[Right] = Counter()
    for ticket in tickets[:: len(tickets) // ACCOUNTS]:
        found = account(lines, ticket, centre.catalogue.rules)
        assert found is not None
        assert found.kept
        rights.update(one.right for one in found.before)
    assert len(rights) > 1, "on such days somebody goes first who came later"
