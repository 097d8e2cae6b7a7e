"""A centre's ruling on its store, without a server around it."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import thread_time
from zoneinfo import ZoneInfo

from kiosk.centre.catalogue_file import read_catalogue
from kiosk.centre.clock import LocalClock
from kiosk.centre.ruling import Ruled, Ruling
from kiosk.client.session import fresh_id
from kiosk.db.answers import Answers, KeptAnswer
from kiosk.db.journal import Journal, Line
from kiosk.db.opening import Database, open_centre, transaction
from kiosk.db.tables import Tables
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Command, Order, Role
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Refused
from kiosk.domain.events import Entry
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AgentId, DeviceId, Language
from kiosk.roles.places import SAMPLE_CATALOGUE
from kiosk.wire.codec import Envelope, encode_entry

KIOSK, COUNTER, CENTRE, OF_OLD = (DeviceId(name) for name in ("1", "2", "centre", "3"))
ANSWERS_KEPT_DAYS = 30
OPENS = time(8)
A_TICKET_EVERY = timedelta(seconds=20)


@dataclass(slots=True, kw_only=True)
class Store:
    """One ``centre.db`` and the one who rules on it."""

    db: Database
    catalogue: Catalogue
    ruling: Ruling

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The store at ``path``, which need not be there yet."""
        db = open_centre(path)
        catalogue = read_catalogue(SAMPLE_CATALOGUE)
        catalogue = replace(catalogue, rules=replace(catalogue.rules, open_all_day=True))
        ruling = Ruling(
            catalogue=catalogue,
            clock=LocalClock(zone=ZoneInfo(catalogue.centre.timezone)),
            chance=os.urandom,
            journal=Journal(db),
            answers=Answers(db),
            tables=Tables(db),
        )
        return cls(db=db, catalogue=catalogue, ruling=ruling)

    def close(self) -> None:
        """Let the file go."""
        self.db.close()

    def begin(self) -> None:
        """What a centre does when it starts, and an agent after it."""
        self.ruling.fold()
        self._order_all((c.TurnDay(),), CENTRE, Role.CENTRE)
        self._order_all((_opening(self.catalogue),), COUNTER, Role.COUNTER)

    def issue_many(self, tickets: int) -> None:
        """Let so many more wait."""
        self._order_all(_issues(self.catalogue, tickets), KIOSK, Role.KIOSK)

    def cost_s(self, visitors: int) -> float:
        """CPU of a command in a transaction of its own, the mean over many, in seconds."""
        costs = []
        for issue in _issues(self.catalogue, visitors):
            for command in (issue, *_service(self.catalogue)):
                begin = thread_time()
                self._order_all((command,), *_who(command))
                costs.append(thread_time() - begin)
        return sum(costs) / len(costs)

    def live_through(self, *, days: int, tickets_a_day: int) -> None:
        """Store that many past days up to yesterday, the last thirty with their answers."""
        pattern = tuple(_one_day(self.catalogue, tickets_a_day))
        today = datetime.now(ZoneInfo(self.catalogue.centre.timezone)).date()
        journal, answers, tables = Journal(self.db), Answers(self.db), Tables(self.db)
        seq = journal.last_seq()
        for ago in range(days, 0, -1):
            floor = Floor()
            with transaction(self.db):
                for entry in _on_day(pattern, today - timedelta(days=ago), seq):
                    journal.append((Line(entry=entry, text=encode_entry(entry)),))
                    floor.apply(entry)
                    tables.follow(floor, entry)
                    seq = entry.seq
                    if ago <= ANSWERS_KEPT_DAYS:
                        _keep_answer(answers, entry)

    def _order_all(self, commands: Iterable[Command], device: DeviceId, role: Role) -> None:
        """All of them in one transaction."""
        with transaction(self.db):
            for command in commands:
                envelope = Envelope(id=fresh_id(), command=command)
                outcome = self.ruling.rule(envelope, device, role)
                if not isinstance(outcome, Ruled):
                    raise TypeError(f"{command} came to {outcome!r}")


def _who(command: Command) -> tuple[DeviceId, Role]:
    if isinstance(command, c.IssueTicket):
        return KIOSK, Role.KIOSK
    return COUNTER, Role.COUNTER


def _opening(catalogue: Catalogue) -> Command:
    services = tuple(service.id for service in catalogue.services)
    counter = catalogue.counters[0].id
    return c.OpenCounter(counter=counter, agent=AgentId("A1"), services=services)


def _issues(catalogue: Catalogue, tickets: int) -> Iterator[Command]:
    for number in range(tickets):
        service = catalogue.services[number % len(catalogue.services)].id
        yield c.IssueTicket(service=service, language=Language("sw"))


def _service(catalogue: Catalogue) -> tuple[Command, ...]:
    """What an agent sends for one visitor."""
    counter = catalogue.counters[0].id
    return (
        c.CallNext(counter=counter),
        c.StartService(counter=counter),
        c.FinishService(counter=counter),
    )


def _one_day(catalogue: Catalogue, tickets: int) -> Iterator[Entry]:
    """The lines of a day on which every visitor is served at once."""
    floor = Floor()
    zone = ZoneInfo(catalogue.centre.timezone)
    at = datetime.combine(date(2026, 1, 1), OPENS, zone)
    commands: list[Command] = [c.TurnDay(), _opening(catalogue)]
    for issue in _issues(catalogue, tickets):
        commands += (issue, *_service(catalogue))
    for command in commands:
        device, role = (CENTRE, Role.CENTRE) if isinstance(command, c.TurnDay) else _who(command)
        if isinstance(command, c.IssueTicket):
            at += A_TICKET_EVERY
        order = Order(
            command=command, id=fresh_id(), device=device, role=role, at=at, chance=os.urandom(16)
        )
        events = decide(floor, catalogue, order)
        if isinstance(events, Refused):
            raise TypeError(f"{command} was refused: {events}")
        for entry in seal(floor, order, events):
            floor.apply(entry)
            yield entry


def _on_day(pattern: Iterable[Entry], day: date, seq: int) -> Iterator[Entry]:
    """The same lines on another day, numbered on from ``seq``."""
    for number, entry in enumerate(pattern, seq + 1):
        at = datetime.combine(day, entry.at.timetz())
        yield replace(entry, seq=number, at=at, day=day)


def _keep_answer(answers: Answers, entry: Entry) -> None:
    answer = KeptAnswer(
        body_hash=bytes(32), first_seq=entry.seq, last_seq=entry.seq, issued=bytes(400)
    )
    answers.keep(OF_OLD, fresh_id(), answer, at_s=int(entry.at.timestamp()))
