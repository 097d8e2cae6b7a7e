"""A hub with one centre that has books, a time the test sets, and citizens at its pages."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from kiosk.domain import commands as c
from kiosk.domain.appointment import Share
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role
from kiosk.domain.events import TicketIssued
from kiosk.domain.ids import Language, ServiceId
from kiosk.domain.ticket import Ticket
from tests.domain.booking import BookedHall
from tests.domain.hall import ID_NEW, TEN
from tests.hub.by_hand import CentreByHand, Citizen, Clock, hash_of
from tests.hub.running import RunningHub

MONDAY = "2026-11-23"
"""A slot of ``tax`` takes four: two of them are the hub's."""
LOOKED_S = 11.0
"""By then the hub has looked again which centres there are."""


class Stage:
    """``hall`` is what happens at the centre; ``centre`` brings it to ``hub`` and back."""

    def __init__(
        self, dsn: str, data: Path, running: ExitStack, offers: Catalogue | None = None
    ) -> None:
        self._dsn = dsn
        self._data = data
        self._running = running
        self.clock = Clock(TEN)
        self.hall = BookedHall(at=TEN)
        if offers is not None:
            self.hall.catalogue = offers
        self.hall.open(self.hall.catalogue.counters[0].id)
        self.hub = self._start()
        self.centre = CentreByHand(self.hub, self.hall)
        self.centre.tell()
        self.later(LOOKED_S)
        self.citizen = self.somebody()

    def somebody(self, address: str = "127.0.0.1", language: str = "en") -> Citizen:
        """A citizen with an address of their own."""
        citizen = Citizen(self.hub.url, address=address, language=language)
        self._running.callback(citizen.close)
        return citizen

    def later(self, seconds: float) -> None:
        """Time passes, at the hub and at the centre."""
        self.clock.later(seconds=seconds)
        self.hall.at += self.clock.at - self.hall.at

    def heard(self) -> None:
        """The centre gives a sign of life."""
        self.centre.tell()

    def ticket(self, service: ServiceId = ID_NEW, *, number: int = 1) -> tuple[Ticket, str]:
        """Somebody takes a ticket whose slip has a token the test knows."""
        before = len(self.hall.journal)
        self.hall.do(c.IssueTicket(service=service, language=Language("en")))
        token = self.centre.token(number)
        for index in range(before, len(self.hall.journal)):
            entry = self.hall.journal[index]
            if isinstance(entry.event, TicketIssued):
                event = replace(entry.event, token_hash=hash_of(token))
                self.hall.journal[index] = replace(entry, event=event)
        self.centre.tell()
        return list(self.hall.floor.tickets.values())[-1], token

    def given(self, share: Share = Share.HUB) -> int:
        """How many places the centre's own book has given of a share."""
        return sum(1 for one in self.hall.floor.book if one.share is share)

    def as_staff(self, command: c.Command) -> None:
        """Somebody at the centre does this, and the hub hears of it."""
        self.hall.do(command, role=Role.COUNTER)
        self.centre.tell()

    def restart(self) -> None:
        """The hub ends and comes back with what it has in its database."""
        self.hub.stop()
        port = int(self.hub.url.rsplit(":", 1)[1])
        self.hub = self._start(port)
        self.centre.comes_back(self.hub)
        self.citizen = self.somebody()

    def _start(self, port: int = 0) -> RunningHub:
        around = self.clock.surroundings()
        hub = RunningHub(self._dsn, self._data, port=port, surroundings=around)
        return self._running.enter_context(hub)


@contextmanager
def staged(dsn: str, data: Path, *, offers: Catalogue | None = None) -> Iterator[Stage]:
    """The stage of a small centre, or of one that ``offers`` this; in the end all go home."""
    with ExitStack() as running:
        yield Stage(dsn, data, running, offers)
