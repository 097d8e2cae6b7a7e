"""How a centre and its hub meet: what the hub has is found out, told, and gone on from."""

import logging
from dataclasses import dataclass

from kiosk.db.opening import StoreFailed, reading
from kiosk.sync.uplink_asking import Asking, target
from kiosk.sync.uplink_comparing import Comparing, GoOn, OwnLines, Part
from kiosk.sync.uplink_tail import TailReading
from kiosk.sync.uplink_told import (
    Centre,
    Forked,
    HubWasBehind,
    NeverSent,
    OwnJournal,
    Reached,
    RestoredBehind,
)
from kiosk.wire import uplink as wire
from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.uplink import BranchReason, ChainAt, Cursor, OpenBranch, Standing

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Meeting:
    """One meeting after the other; each may be cut off anywhere and is then taken up again.

    ``was`` is the last that the hub was known to have, ``acked`` the last line of it that is still
    in this journal.
    """

    asking: Asking
    journal: OwnJournal
    centre: Centre
    was: Reached | None = None
    acked: int = 0
    _comparing: Comparing | None = None
    _tail: TailReading | None = None

    def forget(self) -> None:
        """Begin with the hub's cursor again."""
        self._comparing = self._tail = None

    def step(self) -> Reached | None:
        """Ask one thing; from where to go on, once that is known.

        Raises what asking raises, ``WrongShape``, ``OwnLineMissing`` and ``StoreFailed``.
        """
        if self._comparing is None:
            standing = self.asking.get(wire.CURSOR, Standing)
            with reading():
                self._comparing = Comparing(own=self._own_lines(), standing=standing)
        elif (wanted := self._comparing.wants()) is not None:
            self._ask_chain(self._comparing, wanted)
        if self._comparing.wants() is not None:
            return None
        with reading():
            verdict = self._comparing.verdict()
        if isinstance(verdict, GoOn):
            self._note_behind(verdict.seq)
            self.forget()
            return Reached(
                branch=verdict.branch, seq=verdict.seq, chain=bytes.fromhex(verdict.chain)
            )
        return self._parted(verdict)

    def _own_lines(self) -> OwnLines:
        journal = self.journal

        def chain_at(seq: int) -> str | None:
            chain = journal.chain_at(seq)
            return chain.hex() if chain is not None else None

        return OwnLines(
            epoch=journal.epoch,
            term=journal.term,
            begins=journal.anchor.seq,
            last=journal.last_seq(),
            chain_at=chain_at,
        )

    def _ask_chain(self, comparing: Comparing, seq: int) -> None:
        branch = comparing.standing.branch or 0
        told = self.asking.get(wire.CHAIN, ChainAt, branch=branch, seq=seq)
        if (told.branch, told.seq) != (branch, seq):
            raise WrongShape("seq", "this is not the line that was asked for")
        with reading():
            comparing.hear(seq, told.chain)

    def _note_behind(self, seq: int) -> None:
        """See whether the hub lost lines that it had before, and that are still here."""
        was, self.was = self.was, None
        if was is None or was.seq <= seq:
            return
        with reading():
            is_own = self.journal.chain_at(was.seq) == was.chain
        if is_own:
            self.acked = was.seq
            self.centre.found(HubWasBehind(lines=was.seq - seq))

    def _parted(self, part: Part) -> Reached | None:
        if part.hub_from < part.hub_last:
            tail = self._tail_of(part)
            if not tail.is_over:
                self._read(tail)
                return None
            # Before the branch is opened: who is killed in between finds all as it was.
            lost = tail.lost()
            if not self.centre.step_over(lost):
                raise StoreFailed("numbers that were given before are not stepped over yet")
            self.centre.found(RestoredBehind(lost=lost))
        self._tell(part)
        return self._open(part.opening)

    def _tail_of(self, part: Part) -> TailReading:
        if self._tail is None:
            self._tail = TailReading(
                branch=part.hub_branch, hub_from=part.hub_from, hub_last=part.hub_last
            )
        return self._tail

    def _read(self, tail: TailReading) -> None:
        body = self.asking.ask("GET", target(wire.JOURNAL, branch=tail.branch, after=tail.after))
        try:
            tail.hear(*wire.decode_tail(wire.unpack(body)))
        except wire.TooLarge as error:
            raise WrongShape("", "more than anybody needs") from error

    def _tell(self, part: Part) -> None:
        self._note_behind(part.opening.agreed or 0)
        if part.opening.reason is BranchReason.FORKED:
            self.centre.found(Forked(seq=part.opening.after + 1))
        if part.lacks:
            self.centre.found(NeverSent(lines=part.lacks))

    def _open(self, opening: OpenBranch) -> Reached | None:
        # Whatever comes of it, the hub knows, and is asked for its cursor where this fails.
        self.forget()
        cursor = wire.decode(self.asking.ask("POST", wire.BRANCH, encode(opening)), Cursor)
        opened = (opening.epoch, opening.after, opening.chain)
        if (cursor.epoch, cursor.cursor, cursor.chain) != opened:
            raise WrongShape("", "this is not the branch that was to be opened")
        log.info(
            "uplink_branch",
            extra={"branch": cursor.branch, "why": opening.reason, "after": opening.after},
        )
        return Reached(branch=cursor.branch, seq=opening.after, chain=bytes.fromhex(opening.chain))
