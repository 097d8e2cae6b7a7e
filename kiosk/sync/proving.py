"""Whether a store holds a whole journal: its chain is followed, and every line folded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from kiosk.db.copying import chained
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, StoreFailed, reading
from kiosk.domain.floor import Floor
from kiosk.wire.codec import WrongShape, decode_entry

PAGE_LINES = 2000


class CopyUnfit(Exception):
    """This is no whole journal: the sentence says from which line on it cannot be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was proved: from which line to which, of which days."""

    centre: str | None
    epoch: str
    term: int
    first: int
    last: int
    first_day: date | None
    last_day: date | None
    last_at: datetime | None

    @property
    def lines(self) -> int:
        """How many there are."""
        return self.last - self.first + 1


class Folding(Enum):
    """Which lines are folded, beside following the chain."""

    ALL = auto()
    TODAY = auto()
    """Those that a start folds: a follower has folded all others when it took them."""


def prove(
    db: Database,
    *,
    folding: Folding = Folding.ALL,
    told: Callable[[int], None] = lambda _: None,
) -> Proof:
    """Read every page, follow the chain from its beginning, fold the lines.

    Raises ``CopyUnfit``. ``told`` hears now and then how far it has come. A journal begins behind
    what was let go.
    """
    at = 0
    floor = Floor()
    try:
        with reading():
            journal = Journal(db)
            if (trouble := journal.trouble_of_file()) is not None:
                raise CopyUnfit(f"its file is damaged: {trouble}")
            anchor = journal.anchor
            seq, chain = anchor.seq, anchor.chain
            first_day = journal.first_day()
            folded_from = journal.today_begins() if folding is Folding.TODAY else 0
            while page := journal.chained_after(seq, PAGE_LINES):
                for found, line, stored in page:
                    at = seq + 1
                    chain = chained(chain, line)
                    if found != at or stored != chain:
                        raise CopyUnfit(f"line {at} is missing or was changed")
                    if at >= folded_from:
                        _fold(floor, line, at)
                    seq = found
                told(seq)
            return Proof(
                centre=journal.centre,
                epoch=journal.epoch,
                term=journal.term,
                first=anchor.seq + 1,
                last=seq,
                first_day=first_day,
                last_day=floor.day,
                last_at=floor.at,
            )
    except StoreFailed as failed:
        raise CopyUnfit(f"it cannot be read after line {at}: {failed}") from failed


def _fold(floor: Floor, line: bytes, seq: int) -> None:
    try:
        entry = decode_entry(line)
        if entry.seq != seq:
            raise CopyUnfit(f"line {seq} says that it is line {entry.seq}")
        floor.apply(entry)
    except (WrongShape, LookupError, ValueError, TypeError) as error:
        raise CopyUnfit(f"line {seq} does not follow from those before it: {error!r}") from error
