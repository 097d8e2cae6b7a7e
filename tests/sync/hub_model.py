"""A hub as a centre meets it: its answers by the real protocol, its ledger in lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import msgspec

from kiosk.db.journal import CHAIN_START
from kiosk.sync.hub_session import HubSaysNo, SignedAnswer
from kiosk.wire import uplink as wire
from kiosk.wire.codec import encode
from kiosk.wire.uplink import (
    Batch,
    ChainAt,
    Cursor,
    Disagreed,
    Disagreement,
    OpenBranch,
    Standing,
    Tail,
)

PAGE = 3


@dataclass(slots=True, kw_only=True)
class Branch:
    """One branch: lines after ``begins``, and the chain at each of them and before."""

    number: int
    opening: OpenBranch
    lines: list[bytes] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)

    @property
    def cursor(self) -> int:
        return self.opening.after + len(self.lines)

    def chain_at(self, seq: int) -> str | None:
        place = seq - self.opening.after
        return self.chains[place] if 0 <= place < len(self.chains) else None


@dataclass(slots=True)
class HubModel:
    """One centre's ledger. ``rungs`` makes its ladder short, so that there is something to find."""

    at_ms: int = 1_800_000_000_000
    watched: bool = False
    rotate: bool = False
    branches: list[Branch] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    rungs: int = wire.RUNGS
    page: int = PAGE

    def answer(self, method: str, target: str, body: bytes) -> tuple[int, bytes]:
        """Status and body."""
        asked = urlsplit(target)
        query = {name: int(values[0]) for name, values in parse_qs(asked.query).items()}
        if query.get("branch", 0) >= len(self.branches) > 0:
            return 404, b'{"error":"NOT_FOUND"}'
        match method, asked.path:
            case "GET", wire.CURSOR:
                return 200, encode(self._standing())
            case "GET", wire.CHAIN:
                seq, branch = query["seq"], query["branch"]
                chain = self._chain(branch, seq)
                return 200, encode(ChainAt(branch=branch, seq=seq, chain=chain))
            case "GET", wire.JOURNAL:
                return 200, self._tail(query["branch"], query["after"])
            case "POST", wire.BRANCH:
                return self._open(wire.decode(body, OpenBranch))
            case "POST", wire.JOURNAL:
                return self._take(*wire.decode_batch(wire.unpack(body)))
            case _:
                return 404, b'{"error":"NOT_FOUND"}'

    @property
    def lines(self) -> list[bytes]:
        """The history that goes on, through its branches."""
        return list(self._numbered(self.branches[-1]).values()) if self.branches else []

    def _numbered(self, branch: Branch) -> dict[int, bytes]:
        """The lines of a branch and of those it comes from, by their numbers."""
        opening = branch.opening
        before: dict[int, bytes] = {}
        if opening.from_branch is not None and opening.agreed is not None:
            older = self._numbered(self.branches[opening.from_branch])
            before = {seq: line for seq, line in older.items() if seq <= opening.agreed}
        return before | dict(enumerate(branch.lines, opening.after + 1))

    def _chain(self, number: int, seq: int) -> str | None:
        branch = self.branches[number]
        opening = branch.opening
        shared = opening.agreed is not None and seq <= opening.agreed
        if shared and opening.from_branch is not None:
            return self._chain(opening.from_branch, seq)
        return branch.chain_at(seq)

    def _standing(self) -> Standing:
        if not self.branches:
            return Standing(at_ms=self.at_ms)
        last = self.branches[-1]
        ladder: list[tuple[int, str]] = []
        seq, step = last.cursor, 1
        while seq >= 0 and len(ladder) < self.rungs:
            if (chain := self._chain(last.number, seq)) is not None:
                ladder.append((seq, chain))
            seq, step = seq - step, step * 2
        return Standing(
            branch=last.number,
            epoch=last.opening.epoch,
            cursor=last.cursor,
            chain=last.chains[-1],
            ladder=tuple(ladder),
            at_ms=self.at_ms,
        )

    def _tail(self, number: int, after: int) -> bytes:
        branch = self.branches[number]
        history = self._numbered(branch)
        lines: list[bytes] = []
        while after + len(lines) + 1 in history and len(lines) < self.page:
            lines.append(history[after + len(lines) + 1])
        tail = Tail(branch=number, after=after, last=branch.cursor)
        return wire.pack(wire.encode_tail(tail, lines))

    def _open(self, opening: OpenBranch) -> tuple[int, bytes]:
        standing = self._standing()
        if (opening.from_branch is None) != (opening.agreed is None):
            return 422, b'{"error":"WRONG_SHAPE"}'
        if self.branches and self.branches[-1].opening == opening:
            return 200, encode(self._cursor())
        if opening.from_branch not in (standing.branch, None):
            return 409, encode(Disagreed(error=Disagreement.EPOCH))
        known = self._chain(opening.from_branch or 0, opening.after) if self.branches else None
        if opening.agreed == opening.after and self.branches and known != opening.chain:
            return 409, encode(Disagreed(error=Disagreement.FORK))
        number = len(self.branches)
        self.branches.append(Branch(number=number, opening=opening, chains=[opening.chain]))
        return 200, encode(self._cursor())

    def _take(self, batch: Batch, lines: list[bytes]) -> tuple[int, bytes]:
        self.batches.append(batch)
        error = self._disagrees(batch)
        if error is not None:
            return 409, encode(Disagreed(error=error))
        branch = self.branches[-1]
        skipped = branch.cursor - batch.after
        for line in lines[skipped:]:
            chain = sha256(bytes.fromhex(branch.chains[-1]) + line).hexdigest()
            branch.lines.append(line)
            branch.chains.append(chain)
        return 200, encode(self._cursor())

    def _disagrees(self, batch: Batch) -> Disagreement | None:
        if not self.branches or batch.branch != self.branches[-1].number:
            return Disagreement.EPOCH
        branch = self.branches[-1]
        if batch.epoch != branch.opening.epoch:
            return Disagreement.EPOCH
        if batch.after > branch.cursor:
            return Disagreement.BEHIND
        if batch.seq < branch.cursor:
            return Disagreement.AHEAD
        return None if self._chain(branch.number, batch.after) == batch.chain else Disagreement.FORK

    def _cursor(self) -> Cursor:
        branch = self.branches[-1]
        return Cursor(
            epoch=branch.opening.epoch,
            branch=branch.number,
            cursor=branch.cursor,
            chain=branch.chains[-1],
            at_ms=self.at_ms,
            watched=self.watched,
            rotate=self.rotate,
        )


@dataclass(slots=True)
class ModelRoad:
    """A road to a model without a network between."""

    hub: HubModel

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        timeout_s: float = 10.0,
        headers: Mapping[str, str] | None = None,
    ) -> SignedAnswer:
        status, answer = self.hub.answer(method, target, body)
        if status != 200:
            raise HubSaysNo(status, error_in(answer), answer)
        return SignedAnswer(status=status, body=answer, at_ms=self.hub.at_ms, rtt_ms=10)


def error_in(body: bytes) -> str:
    return str(msgspec.json.decode(body)["error"])


def chain_over(lines: list[bytes]) -> list[bytes]:
    """The chain before the first line, and at each."""
    chains = [CHAIN_START]
    for line in lines:
        chains.append(sha256(chains[-1] + line).digest())
    return chains
