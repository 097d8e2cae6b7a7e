"""Whether anything is lost: what anybody was ever told, against what the journal says."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from kiosk.domain.events import Entry, FeedbackGiven, Unread
from kiosk.ui.demo_stage import Tally

ISSUED = frozenset({"TicketIssued", "TicketRecorded"})
CALLED, SERVED, RATED = "TicketCalled", "ServiceFinished", FeedbackGiven.__name__

_HEAD = re.compile(
    rb'\{"seq":(\d+),"v":\d+,"at":"([^"]+)",'
    rb'(?:"day":"[^"]*","by":"[^"]*","cmd":"[^"]*",)?"type":"(\w+)"'
)
"""How every line of the journal begins, with or without what not everybody may read."""
_LONGEST_HEAD_BYTES = 400


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the journal as somebody was told it: its place, its time, what happened."""

    seq: int
    at: datetime
    type: str


def fact_of(entry: Entry) -> Fact:
    """The fact an entry tells, whatever of it could be read."""
    event = entry.event
    name = event.type if isinstance(event, Unread) else type(event).__name__
    return Fact(entry.seq, entry.at, name)


class Witness:
    """Reads along what the centre sends over many connections, and finds the facts in it."""

    def __init__(self) -> None:
        self._tails: dict[int, bytes] = {}

    def hear(self, connection: int, data: bytes) -> list[Fact]:
        """The facts whose telling was completed by ``data`` on this connection."""
        heard = self._tails.get(connection, b"") + data
        facts, end = [], 0
        for head in _HEAD.finditer(heard):
            seq, at, name = head.groups()
            facts.append(Fact(int(seq), datetime.fromisoformat(at.decode()), name.decode()))
            end = head.end()
        self._tails[connection] = heard[end:][-_LONGEST_HEAD_BYTES:]
        return facts


class Ledger:
    """Facts as they were told, and the journal as it was read back. For any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._told: dict[Fact, None] = {}
        self._journal: dict[int, Fact] = {}
        self._checked = Tally()

    @property
    def seq(self) -> int:
        """How far the journal was read back."""
        with self._lock:
            return len(self._journal)

    def tell(self, facts: Iterable[Fact]) -> None:
        """Somebody was told these."""
        with self._lock:
            self._told.update(dict.fromkeys(facts))

    def mark(self) -> tuple[Fact, ...]:
        """Everything that was told until now: whatever is read back later must have it."""
        with self._lock:
            return tuple(self._told)

    def forget_journal(self) -> None:
        """The centre was gone: believe nothing, read its journal from the beginning."""
        with self._lock:
            self._journal.clear()

    def read_back(self, facts: Iterable[Fact]) -> None:
        """The journal says these."""
        with self._lock:
            self._journal.update((fact.seq, fact) for fact in facts)

    def check(self, told: Iterable[Fact]) -> int:
        """How many of ``told`` the journal lacks or tells otherwise, now that it was read."""
        with self._lock:
            lost = sum(1 for fact in told if self._journal.get(fact.seq) != fact)
            kinds = Counter(fact.type for fact in self._journal.values())
            self._checked = Tally(
                issued=sum(kinds[kind] for kind in ISSUED),
                called=kinds[CALLED],
                served=kinds[SERVED],
                smileys=kinds[RATED],
                lost=lost,
            )
            return lost

    def tally(self) -> Tally:
        """The figures of the last check; what was told since, told now."""
        with self._lock:
            return replace(self._checked, told=len(self._told))
