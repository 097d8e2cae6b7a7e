"""What can be told of one ticket right now, by a centre or a hub, whoever asks with its token."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import blake2b

from kiosk.domain.catalogue import Names, Service
from kiosk.domain.events import Outcome
from kiosk.domain.ids import Language
from kiosk.domain.ticket import TicketState
from kiosk.domain.waiting import WaitRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A counter as a visitor looks for it."""

    label: str
    hall: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSight:
    """A ticket, and what its visitor wants to know of the hall.

    ``service`` is ``None`` and ``group`` empty once the catalogue has dropped it. ``ahead`` and
    ``wait_s`` count while it waits; ``counter`` is where it is called to, served or held; ``call``
    is 2 for the second call. ``now`` are the numbers of its queue that are at counters, newest
    first. ``closes`` is when the centre closes today, ``closed`` says that it has; neither where
    hours do not count. ``at`` is the centre's time.

    A hub tells ``silent_since`` when it has not heard the centre, and nothing later. ``leaving``:
    the centre has been asked to take it out of the queue, and has not said that it did.
    """

    number: str
    state: TicketState
    language: Language
    service: Service | None
    group: Names
    ahead: int = 0
    wait_s: WaitRange | None = None
    counter: Place | None = None
    call: int = 0
    now: tuple[str, ...] = ()
    closes: time | None = None
    closed: bool = False
    outcome: Outcome | None = None
    rated: bool = False
    may_leave: bool = False
    may_rate: bool = True
    leaving: bool = False
    silent_since: datetime | None = None
    at: datetime

    @property
    def true_at(self) -> datetime:
        """When all of this was true."""
        return self.silent_since or self.at

    def stamp(self, *more: str) -> str:
        """The same for the same sight at whatever minute, as an entity tag without its quotes.

        ``more`` is what else the answer depends on: its language, its form, the catalogue.
        """
        counter = self.counter.label if self.counter else None
        seen = (
            self.number,
            self.state.value,
            self.service.id if self.service else None,
            self.ahead,
            self.wait_s,
            counter,
            self.call,
            self.now,
            self.closes,
            self.closed,
            self.outcome,
            self.rated,
            self.may_leave,
            self.may_rate,
            self.leaving,
            self.silent_since,
            # A fee may end with the day.
            self.at.toordinal(),
            more,
        )
        return blake2b(repr(seen).encode(), digest_size=12).hexdigest()


def named(names: Mapping[str, str], language: str) -> str:
    """The name in ``language``, else in any there is."""
    return names.get(language) or next(iter(names.values()), "")
