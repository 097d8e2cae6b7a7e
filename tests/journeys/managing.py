"""A busy morning in the sample centre, and a manager who looks at it, for tests in a browser."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.db.people import Duty
from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.events import PrinterState
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId
from tests.centre.desks import MANAGER, PASSWORD, add_person
from tests.centre.running import ASSETS, RunningCentre
from tests.domain.hall import NAIROBI

MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=NAIROBI)
SERVICES = ("id-lost", "id-lost", "id-first", "birth", "sha-join", "sha-join", "sha-claim", "death")
WORDS = random.Random(7)


class Morning:
    """Visitors come, and seven counters serve them, on the given day."""

    def __init__(
        self, centre: RunningCentre, kiosk: Session, counter: Session, tablets: Session
    ) -> None:
        self._centre = centre
        self.kiosk = kiosk
        self._counter = counter
        self._tablets = tablets
        self._counters = [CounterId(one.id) for one in centre.parts.live.catalogue.counters[:7]]

    def at(self, when: datetime) -> None:
        self._centre.wall.now_s = when.timestamp()

    def do(self, session: Session, command: Command) -> Done | None:
        done = session.send(command)
        return done if isinstance(done, Done) else None

    def open(self, when: datetime) -> None:
        self.at(when)
        every = tuple(dict.fromkeys(ServiceId(one) for one in SERVICES))
        for place, counter in enumerate(self._counters, start=1):
            agent = AgentId(f"{place:02}")
            opened = c.OpenCounter(counter=counter, agent=agent, services=every)
            assert self.do(self._counter, opened)

    def go_on(self, begins: datetime, *, minutes: int, a_minute: float) -> None:
        """So many minutes of a day, with so many visitors in each."""
        due = 0.0
        for minute in range(minutes):
            self.at(begins + timedelta(minutes=minute))
            due += a_minute
            while due >= 1:
                due -= 1
                service = ServiceId(WORDS.choice(SERVICES))
                self.do(self.kiosk, c.IssueTicket(service=service, language=Language("sw")))
            for place, counter in enumerate(self._counters):
                if (minute + place) % 4 == 0:
                    self._step(counter)

    def _step(self, counter: CounterId) -> None:
        now = self._centre.parts.live.floor.counter(counter)
        if now.state.value == "called" and WORDS.random() < 0.05:
            for _ in range(2):
                self.do(self._counter, c.Recall(counter=counter))
            self.do(self._counter, c.MarkNoShow(counter=counter))
        elif now.state.value == "called":
            self.do(self._counter, c.StartService(counter=counter))
            return
        elif now.state.value == "serving":
            self.do(self._counter, c.FinishService(counter=counter))
            if now.ticket is not None and WORDS.random() < 0.6:
                smiley = WORDS.choice((5, 5, 5, 4, 4, 3, 1))
                given = c.GiveFeedback(smiley=smiley, ticket=now.ticket, counter=counter)
                self.do(self._tablets, given)
        self.do(self._counter, c.CallNext(counter=counter))

    def end(self) -> None:
        """What a morning leaves: a break, a counter that closed early, a printer low on paper."""
        *_, third, last = self._counters
        catalogue = self._centre.parts.live.catalogue
        self.at(MORNING + timedelta(minutes=143))
        self._free(last)
        self.do(self._counter, c.CloseCounter(counter=last))
        self._free(third)
        reason = catalogue.pause_reasons[0].id
        self.do(self._counter, c.PauseCounter(counter=third, reason=reason))
        self.do(self.kiosk, c.ReportPrinter(printer="Hall left", state=PrinterState.LOW))
        self.at(MORNING + timedelta(minutes=144))

    def _free(self, counter: CounterId) -> None:
        self.do(self._counter, c.StartService(counter=counter))
        self.do(self._counter, c.FinishService(counter=counter))


@contextmanager
def day(data: Path, begins: datetime) -> Iterator[tuple[RunningCentre, Morning]]:
    """A centre that is started on that morning."""
    catalogue = read_catalogue(ASSETS / "catalogue" / "huduma.toml")
    centre = RunningCentre(data, offers=catalogue)
    centre.wall.now_s = begins.timestamp()
    with (
        centre,
        centre.session(Role.KIOSK, "Hall left") as kiosk,
        centre.session(Role.COUNTER) as counter,
        centre.session(Role.FEEDBACK) as tablets,
    ):
        morning = Morning(centre, kiosk, counter, tablets)
        morning.open(begins)
        yield centre, morning


@contextmanager
def busy_centre(data: Path, *, afternoon_min: int = 0) -> Iterator[tuple[RunningCentre, Morning]]:
    """A centre at 10:24 on a Friday, with one manager, and the morning before it in its books.

    After three hours that day went on for ``afternoon_min`` minutes.
    """
    friday = MORNING - timedelta(weeks=1)
    with day(data, friday) as (_, before):
        before.go_on(friday, minutes=180, a_minute=0.9)
        noon = friday + timedelta(minutes=180)
        before.go_on(noon, minutes=afternoon_min, a_minute=0.62)
    with day(data, MORNING) as (centre, morning):
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        add_person(centre, Duty.AGENT, "07", "4711")
        morning.go_on(MORNING, minutes=144, a_minute=0.9)
        morning.end()
        yield centre, morning
