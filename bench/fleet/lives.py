"""Days of a large centre with everything a journal can hold, through the real rules and codec."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random

from bench.day.centre import LabCentre, moment
from bench.day.drawn import draw_day
from bench.day.living import LabDay
from bench.day.scenario import EARLY_LUNCH, LATE_LUNCH, Desk, Kind, Scenario
from bench.day.site import catalogue_of
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue, Code
from kiosk.domain.commands import Command, Role
from kiosk.domain.events import Entry, Event, Paper, PrinterState, ServiceFinished, TicketIssued
from kiosk.domain.ids import FeedbackId
from kiosk.wire.codec import encode_entry

MARK = "f1ee70000000"
"""How every id of such a journal ends: what is put in its place makes it another centre's."""
DAY_MARK = b"@day-%05d"
"""What stands for a date in such a journal, as long as one: days are counted from 0."""
VISITORS_AT_A_COUNTER, MEAN_S = 120, 140.0
"""A day, and how long each stays there: an agent is busy for five hours of eight and a half."""
WORKING_DAYS = 5
RATES, UNHAPPY, HAPPY = 0.4, 2, (1, 2, 3, 4, 4, 5, 5, 5)
ODD_EVERY = 400
"""So many orders lie between two of the rarer things a centre lives through."""

SERVICES = (
    *("id-new", "id-lost", "id-collect", "passport-new", "passport-renew", "passport-collect"),
    *("birth", "death", "marriage", "tax-pin", "tax-return", "health", "pension", "business"),
    *("driving", "land", "police", "youth-fund"),
)
_FAMILY = 6
"""So many services lie in one counter's hands."""


def scenario_of(visitors: int) -> Scenario:
    """A centre of so many visitors a day: 18 services, every fourth visitor by appointment."""
    kinds = tuple(
        Kind(id=name, mean_s=MEAN_S, share=1.0 / (1 + place)) for place, name in enumerate(SERVICES)
    )
    counters = max(2, round(visitors / VISITORS_AT_A_COUNTER))
    waves = (EARLY_LUNCH, LATE_LUNCH, None)
    families = [SERVICES[first : first + _FAMILY] for first in range(0, len(SERVICES), _FAMILY)]
    return Scenario(
        name=f"{visitors} visitors",
        visitors=visitors,
        kinds=kinds,
        desks=tuple(
            Desk(
                services=families[number % len(families)] if number % 3 == 1 else SERVICES,
                lunch_s=waves[number % 3],
            )
            for number in range(counters)
        ),
        priority=0.15,
        appointments=0.25,
        transfers=0.05,
        # Everybody is served before midnight: the laboratory's agents do not go home before.
        day_spread=0.05,
        pace_spread=0.05,
        bursts=2,
        burst=max(1, visitors // 75),
    )


def offers_of(visitors: int) -> Catalogue:
    """What such a centre offers, with the codes its people may choose from."""
    return replace(
        catalogue_of(scenario_of(visitors)),
        suspend_reasons=(_code("agency_system_down"),),
        feedback_reasons=(_code("long_wait"), _code("unclear")),
        hold_reasons=(_code("copies"),),
    )


def _code(id_: str) -> Code:
    return Code(id=id_, name={"en": id_, "sw": id_})


class LivelyCentre(LabCentre):
    """A centre of the laboratory in which more happens than calls: paper, faces, failures."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        super().__init__(catalogue)
        self.lines: list[bytes] = []
        self._seed = seed
        self._chance = Random(f"lively {seed}")
        self._odd = 0

    @property
    def next_id(self) -> str:
        """As random as a UUIDv7 is, but for its end."""
        made = sha256(b"%d %d" % (self._seed, self._orders + 1)).hexdigest()
        return f"{made[:8]}-{made[8:12]}-7{made[12:15]}-8{made[15:18]}-{MARK}"

    def do(self, command: Command, at: datetime, role: Role) -> tuple[Entry, ...]:
        """What the order made happen; what people then do besides goes into the journal too."""
        entries = super().do(command, at, role)
        self.lines += (encode_entry(entry) for entry in entries)
        for entry in entries:
            self._follow(entry.event, at)
        if self._orders >= self._odd + ODD_EVERY:
            self._odd = self._orders
            self._something_odd(at)
        return entries

    def _follow(self, event: Event, at: datetime) -> None:
        if isinstance(event, TicketIssued):
            self.do(c.ReportPaper(ticket=event.ticket, paper=Paper.PRINTED), at, Role.KIOSK)
        elif isinstance(event, ServiceFinished) and self._chance.random() < RATES:
            smiley = self._chance.choice(HAPPY)
            face = FeedbackId(self.next_id)
            rated = c.GiveFeedback(smiley=smiley, ticket=event.ticket, counter=event.counter)
            self.do(rated, at, Role.FEEDBACK)
            if smiley <= UNHAPPY:
                self.do(c.AddReasons(feedback=face, reasons=("long_wait",)), at, Role.FEEDBACK)

    def _something_odd(self, at: datetime) -> None:
        service = self._chance.choice(self.catalogue.services).id
        down = PrinterState.NOT_READY if self._chance.random() < 0.5 else PrinterState.LOW
        for command, role in (
            (c.ReportPrinter(printer="slips", state=down, cause="paper_out"), Role.KIOSK),
            (c.SuspendService(service=service, reason="agency_system_down"), Role.MANAGER),
            (c.SetQuota(service=service, quota=2000), Role.MANAGER),
            (c.RestoreService(service=service), Role.MANAGER),
            (c.ReportPrinter(printer="slips", state=PrinterState.READY), Role.KIOSK),
        ):
            self.do(command, at, role)


def lived(*, visitors: int, days: int, seed: int) -> Iterator[bytes]:
    """The lines of so many days in a row (five at most), dates and the ends of ids as marks."""
    if days > WORKING_DAYS:
        raise ValueError(f"a week of the laboratory has {WORKING_DAYS} days")
    scenario = scenario_of(visitors)
    centre = LivelyCentre(offers_of(visitors), seed)
    for number in range(days):
        drawn = draw_day(scenario, number, seed)
        drawn = replace(drawn, date=_date(number))
        LabDay(centre, scenario, drawn).live()
        centre.do(c.TurnDay(), moment(_date(number + 1), 0), Role.CENTRE)
        marked = _marked(centre.lines, number)
        centre.lines.clear()
        yield from marked


_MONDAY = date(2001, 1, 1)
"""No journal is ever put on these dates."""


def _date(number: int) -> date:
    return _MONDAY + timedelta(days=number)


def _marked(lines: list[bytes], number: int) -> list[bytes]:
    """Those of one day and of the midnight after it."""
    for day in (number, number + 1):
        date_ = _date(day).isoformat().encode()
        mark = DAY_MARK % day
        lines = [line.replace(date_, mark) for line in lines]
    return lines
