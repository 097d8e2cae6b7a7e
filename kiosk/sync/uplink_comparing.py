"""Where the hub's lines and a centre's own are the same: found with few questions.

Two journals that agree at a line agree at all before it, for the chain of a line says all of them.
The hub's ladder gives most of the answer at once; what lies between two rungs is halved.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.wire.uplink import BranchReason, OpenBranch, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLines:
    """A centre's journal as it is compared: its lines come after ``begins``, up to ``last``.

    ``chain_at`` gives the chain of each of them, and of ``begins``, in hexadecimal; ``None`` where
    a line is missing that should be there.
    """

    epoch: str
    term: int
    begins: int
    last: int
    chain_at: Callable[[int], str | None]

    def has(self, seq: int, chain: str | None) -> bool:
        """Whether that is the chain of this line."""
        return chain is not None and self.begins <= seq <= self.last and self._is(seq, chain)

    def _is(self, seq: int, chain: str) -> bool:
        own = self.chain_at(seq)
        if own is None:
            raise OwnLineMissing(seq)
        return own == chain


class OwnLineMissing(Exception):
    """A line that the centre's own journal should have is not there: nothing is compared then."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"line {seq} is missing")
        self.seq = seq


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn:
    """The hub has the beginning of this very journal, up to line ``seq`` of ``branch``."""

    branch: int
    seq: int
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """From here on the journal goes on in a branch of its own, as ``opening`` says.

    The hub has lines after ``hub_from``, up to ``hub_last``, of ``hub_branch`` that the centre does
    not have; none where the two are the same. ``lacks`` are how many lines the hub will never see.
    """

    opening: OpenBranch
    hub_branch: int = 0
    hub_from: int = 0
    hub_last: int = 0
    lacks: int = 0


@dataclass(slots=True, kw_only=True)
class Comparing:
    """One comparison, from the hub's ``standing`` on.

    Ask the hub for the chain of line ``wants()`` and tell it by ``hear``, until it wants nothing;
    then there is a ``verdict``. Both may raise ``OwnLineMissing``.
    """

    own: OwnLines
    standing: Standing
    _agreed: int | None = field(init=False, default=None)
    _differs: int = field(init=False)

    def __post_init__(self) -> None:
        # No line behind the end of either can be the same.
        self._differs = min(self.own.last, self.standing.cursor) + 1
        if self.standing.branch is None:
            return
        rungs = dict(self.standing.ladder) | {self.standing.cursor: self.standing.chain}
        for seq in sorted(rungs, reverse=True):
            if not self.own.begins <= seq < self._differs:
                continue
            if self.own.has(seq, rungs[seq]):
                self._agreed = seq
                return
            self._differs = seq

    def wants(self) -> int | None:
        """The line whose chain the hub should tell; ``None``: enough is known."""
        if self.standing.branch is None or self._differs <= self.own.begins:
            return None
        if self._agreed is None:
            return self.own.begins
        if self._differs - self._agreed == 1:
            return None
        return (self._agreed + self._differs) // 2

    def hear(self, seq: int, chain: str | None) -> None:
        """What the hub says of the line it was asked for; ``None``: it has none."""
        if self.own.has(seq, chain):
            self._agreed = seq
        else:
            self._differs = seq

    def verdict(self) -> GoOn | Part:
        """What follows from it."""
        own, standing = self.own, self.standing
        if standing.branch is None:
            return self._without_common(BranchReason.FIRST if own.begins == 0 else BranchReason.GAP)
        if self._agreed is None:
            return self._without_common(BranchReason.GAP)
        if self._agreed == standing.cursor and standing.epoch == own.epoch:
            return GoOn(branch=standing.branch, seq=standing.cursor, chain=standing.chain)
        return self._part(self._agreed, self._reason())

    def _reason(self) -> BranchReason:
        if self.standing.epoch != self.own.epoch:
            return BranchReason.EPOCH
        lost = self.own.last < self.standing.cursor
        return BranchReason.ROLLED_BACK if lost else BranchReason.FORKED

    def _part(self, agreed: int, reason: BranchReason) -> Part:
        return Part(
            opening=self._opening(reason, after=agreed, agreed=agreed),
            hub_branch=self.standing.branch or 0,
            hub_from=agreed,
            hub_last=self.standing.cursor,
        )

    def _without_common(self, reason: BranchReason) -> Part:
        """There is no line that both have: the hub's lines go on behind a gap."""
        own, standing = self.own, self.standing
        # What the centre let go it cannot compare; but of one epoch the hub's can only be its own.
        is_own = standing.epoch == own.epoch and standing.cursor < own.begins
        agreed = standing.cursor if is_own else None
        return Part(
            opening=self._opening(reason, after=own.begins, agreed=agreed),
            hub_branch=standing.branch or 0,
            hub_from=standing.cursor if is_own or standing.branch is None else 0,
            hub_last=standing.cursor,
            lacks=own.begins - (agreed or 0),
        )

    def _opening(self, reason: BranchReason, *, after: int, agreed: int | None) -> OpenBranch:
        chain = self.own.chain_at(after)
        if chain is None:
            raise OwnLineMissing(after)
        return OpenBranch(
            epoch=self.own.epoch,
            term=self.own.term,
            from_branch=self.standing.branch if agreed is not None else None,
            agreed=agreed,
            after=after,
            chain=chain,
            reason=reason,
        )
