"""A device's own copy of the floor, folded from the feed."""

from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.events import Entry
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.domain.printers import TROUBLES, PrinterNow
from kiosk.domain.public_token import token_hash
from kiosk.domain.snapshot import restore_floor, take_snapshot
from kiosk.domain.ticket import Ticket
from kiosk.domain.waiting import (
    Forecast,
    WaitEstimator,
    ahead_of,
    ahead_of_arrival,
    waiting_in_queue_of,
)
from kiosk.wire.codec import decode_catalogue, decode_entry, decode_floor


class Gap(Exception):
    """The feed skipped a line, or one does not fit: the floor must be fetched again."""


class Mirror:
    """What a screen knows of its centre. Empty until a catalogue and a floor were installed.

    ``install_floor`` starts it, ``apply`` follows the feed; a line seen before changes nothing.
    """

    def __init__(self) -> None:
        self.catalogue: Catalogue | None = None
        self.floor = Floor()
        self.epoch: str | None = None
        self._estimator: WaitEstimator | None = None

    @property
    def seq(self) -> int:
        """The cursor: the last line that was folded in."""
        return self.floor.seq

    def install_catalogue(self, body: bytes) -> Catalogue:
        """Take what ``GET /catalogue`` answered. Raises ``WrongShape``."""
        self.catalogue = decode_catalogue(body)
        self._estimator = WaitEstimator(self.catalogue)
        return self.catalogue

    def install_floor(self, body: bytes) -> None:
        """Start anew from what ``GET /floor`` answered. Raises ``WrongShape``."""
        self.epoch, snapshot = decode_floor(body)
        self.floor = restore_floor(snapshot)
        if self.catalogue is not None:
            self._estimator = WaitEstimator(self.catalogue)

    def twin(self) -> "Mirror":
        """Another that knows the same now, and goes its own way. Needs a catalogue."""
        assert self.catalogue is not None
        twin = Mirror()
        twin.catalogue, twin.epoch = self.catalogue, self.epoch
        twin.floor = restore_floor(take_snapshot(self.floor, self.catalogue))
        twin._estimator = WaitEstimator(self.catalogue)
        return twin

    def fold(self, entries: Iterable[Entry]) -> None:
        """Take in what only this device knows: after it the mirror can follow no feed."""
        for entry in entries:
            self.floor.apply(entry)

    def apply(self, line: bytes) -> Entry | None:
        """Fold the feed's next line in; ``None`` for one that was known already.

        Raises ``Gap`` when lines are missing before it or it is about what is not on this floor,
        and ``WrongShape`` for no line at all.
        """
        entry = decode_entry(line)
        if entry.seq <= self.floor.seq:
            return None
        if entry.seq != self.floor.seq + 1:
            raise Gap(f"after {self.floor.seq} came {entry.seq}")
        try:
            self.floor.apply(entry)
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            # Of another version's making, perhaps; a floor that was fetched is always whole.
            raise Gap(f"{entry.seq} does not fit: {error!r}") from error
        return entry

    def wait_for(self, service: ServiceId, at: datetime, *, credit_s: int = 0) -> Forecast | None:
        """The wait of somebody who took a ticket at ``at``, the centre's time as known here.

        ``None``: not known yet.
        """
        if self._estimator is None:
            return None
        return self._estimator.of_arrival(self.floor, service, at, credit_s=credit_s)

    def typical_wait_for(self, services: Iterable[ServiceId], at: datetime) -> Forecast | None:
        """The wait half of those who wait for ``services`` would have if they came at ``at``."""
        waits = sorted(
            (
                (wait, self.floor.waiting_for((service,)))
                for service in services
                if (wait := self.wait_for(service, at)) is not None
            ),
            key=lambda known: known[0].median_s,
        )
        waiting = [wait for wait, people in waits for _ in range(people)]
        known = waiting or [wait for wait, _ in waits]
        return known[len(known) // 2] if known else None

    def wait_of(self, ticket: Ticket, at: datetime) -> Forecast | None:
        """The wait still before a waiting ticket at ``at``; ``None``: not known yet."""
        return self._estimator.of_ticket(self.floor, ticket, at) if self._estimator else None

    def waiting_before_arrival(self, service: ServiceId) -> int:
        """How many wait in this service's queue."""
        if self.catalogue is None:
            return 0
        return waiting_in_queue_of(self.floor, self.catalogue, service)

    def ahead_of_arrival(self, service: ServiceId, at: datetime, *, credit_s: int) -> int:
        """How many of its queue are called before whoever came at ``at`` with this credit."""
        if self.catalogue is None:
            return 0
        return ahead_of_arrival(self.floor, self.catalogue, service, at, credit_s=credit_s)

    def ahead_of(self, ticket: Ticket) -> int:
        """How many of its queue are called before this ticket."""
        return ahead_of(self.floor, self.catalogue, ticket) if self.catalogue else 0

    @property
    def printers_in_trouble(self) -> tuple[PrinterNow, ...]:
        """Every printer that somebody should go to, as each device tells of it."""
        return tuple(now for now in self.floor.printers.values() if now.state in TROUBLES)

    def by_token(self, token: str) -> Ticket | None:
        """Today's ticket whose slip carries ``token``, in any case; ``None`` when unknown."""
        ticket = self.floor.tokens.get(token_hash(token))
        return self.floor.tickets.get(ticket) if ticket is not None else None

    def by_number(self, number: str) -> Ticket | None:
        """Today's ticket of that number, in any case; ``None`` when unknown."""
        ticket = self.floor.numbers.get(number.strip().upper())
        return self.floor.tickets.get(ticket) if ticket is not None else None
