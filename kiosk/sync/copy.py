"""A copy of a centre's journal: the same lines, the same chain, the tables made from them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kiosk.client.session import FeedLine
from kiosk.db.answers import Answers
from kiosk.db.copying import CopyTable, begin_copy
from kiosk.db.journal import Journal, Line
from kiosk.db.opening import Database, reading, transaction
from kiosk.db.retention import Retention
from kiosk.db.tables import Tables
from kiosk.domain.floor import Floor
from kiosk.wire.codec import WrongShape, decode_entry
from kiosk.wire.replica import Replica

NOTE_EVERY = timedelta(seconds=10)
"""How often it is written down that the centre is there, when it has nothing new."""

IN_STEP_LINES = 50
"""A copy that lacks no more knows of the centre's numbers up to now."""


class NotOneJournal(Exception):
    """Centre and copy do not hold the same journal; nothing was written over.

    The sentence says which of them differs, and what to do.
    """


class Copy:
    """The store of one copy. Belongs to one thread. Raises ``StoreFailed``."""

    def __init__(self, db: Database, *, centre: str) -> None:
        """``centre`` is the address that the copy is of."""
        self._db = db
        self._centre = centre
        self._journal = Journal(db)
        self._tables = Tables(db)
        self._table = CopyTable(db)
        self._retention = Retention(db)
        self._answers = Answers(db)
        self._pruned_on: date | None = None
        self._mended_on = 0
        self._floor = Floor()
        self._noted: tuple[datetime, bool, str] | None = None
        self.state = ""
        with reading():
            self._fold()

    @property
    def seq(self) -> int:
        """The last line that is on disk here."""
        return self._floor.seq

    @property
    def last_answer(self) -> int:
        """The last of the centre's kept answers that is here."""
        with reading():
            return self._table.last_answer()

    def take(self, lines: Sequence[FeedLine]) -> None:
        """Have these lines on disk too, in one commit. Raises ``NotOneJournal``."""
        new = [self._checked(line, after) for after, line in enumerate(lines, self.seq)]
        if not new:
            return
        try:
            with transaction(self._db):
                self._journal.append(new)
                for line in new:
                    self._floor.apply(line.entry)
                    self._tables.follow(self._floor, line.entry)
        except BaseException:
            # The floor may know more than the disk: what is kept is read anew.
            with reading():
                self._fold()
            raise

    def hear(self, replica: Replica, at: datetime) -> None:
        """Take what the centre tells beside its lines. Raises ``NotOneJournal``."""
        self._compare(replica)
        self._let_go_too(replica)
        self._forget_old_answers(at)
        if self._is_old_news(replica, at):
            return
        with transaction(self._db):
            if self.seq == 0 and replica.begins > 0:
                begin_copy(
                    self._journal, seq=replica.begins, chain=bytes.fromhex(replica.begins_chain)
                )
            heard_at = at if self._is_in_step(replica) else None
            self._table.note(self._centre, heard_at, epoch=replica.epoch, term=replica.term)
            self._table.keep_answers(replica.answers)
            if replica.whole is not None:
                self._table.keep_state(replica.whole.tables, replica.whole.meta)
        if self.seq == 0:
            self._floor.seq = replica.begins
        self.state = replica.state
        self._noted = (at, self._is_in_step(replica), replica.epoch)

    def _is_in_step(self, replica: Replica) -> bool:
        return replica.seq - self.seq <= IN_STEP_LINES

    def _is_old_news(self, replica: Replica, at: datetime) -> bool:
        """Whether there is nothing to write but that the centre is still there, and not yet."""
        if self._noted is None or replica.answers or replica.whole is not None:
            return False
        noted_at, *standing = self._noted
        soon = timedelta(0) <= at - noted_at < NOTE_EVERY
        # With a term the epoch changes too.
        return soon and standing == [self._is_in_step(replica), replica.epoch]

    def _forget_old_answers(self, at: datetime) -> None:
        """As the centre does: a few at a time, until today's are gone."""
        if self._pruned_on == at.date():
            return
        with transaction(self._db):
            more = self._answers.prune(at.timestamp())
        if not more:
            self._pruned_on = at.date()

    def _let_go_too(self, replica: Replica) -> None:
        """What the centre let go, goes here: a small step each time."""
        with reading():
            anchor = self._journal.anchor.seq
        if anchor < replica.begins <= self.seq:
            with transaction(self._db):
                self._retention.let_go(replica.begins)
        elif self._mended_on != replica.begins:
            with transaction(self._db):
                if not self._retention.give_back():
                    self._mended_on = replica.begins

    def _fold(self) -> None:
        self._journal.forget_tip()
        self._floor = Floor(seq=self._journal.anchor.seq)
        for text in self._journal.since_day_opened():
            self._floor.apply(decode_entry(text))

    def _checked(self, line: FeedLine, after: int) -> Line:
        try:
            entry = decode_entry(line.text)
        except WrongShape as error:
            raise NotOneJournal(
                f"what the centre sent as line {line.seq} is no line of a journal: {error}"
            ) from error
        if entry.seq != after + 1:
            raise NotOneJournal(
                f"after line {after} the centre sent line {entry.seq}: lines are missing; "
                "this copy stays as it is"
            )
        return Line(entry=entry, text=line.text)

    def _compare(self, replica: Replica) -> None:
        if self.seq == 0:
            return
        with reading():
            chain = self._journal.chain_at(self.seq)
        if replica.chain is None and replica.seq < self.seq:
            raise NotOneJournal(
                f"this copy has {self.seq} lines and the centre only {replica.seq}: the centre was "
                "put back to an older copy, or lost some; this copy stays as it is. To go on from "
                "it: main.py takeover. To begin another: another --data"
            )
        if replica.chain is None:
            raise NotOneJournal(
                f"this copy ends at line {self.seq}, and the centre keeps none before "
                f"{replica.begins + 1}: begin another copy with another --data"
            )
        if chain is None or chain.hex() != replica.chain:
            raise NotOneJournal(
                f"up to line {self.seq} this copy and the centre differ: they are two journals, "
                "and one of them was restored or taken over; this copy stays as it is"
            )
