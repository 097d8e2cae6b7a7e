"""What a centre asks about its journal over HTTP: the hub's side of ``kiosk/wire/uplink``."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.types import Scope

from kiosk.hub import branches
from kiosk.hub.answering import Routes
from kiosk.hub.branches import Disagrees, Position, Stretch, lineage
from kiosk.hub.gate import CentreCaller, CentreGate
from kiosk.hub.hearing import Hearing, WaitTold
from kiosk.hub.ledger import Ledger
from kiosk.hub.lines import WrongSeq
from kiosk.hub.store import Store
from kiosk.web.answer import Answer
from kiosk.web.errors import Stopped, not_found, too_large, unfit
from kiosk.wire import uplink
from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.uplink import (
    Batch,
    ChainAt,
    Cursor,
    Disagreed,
    Disagreement,
    OpenBranch,
    Standing,
    Tail,
    TooLarge,
)

BATCHES_AT_ONCE = 6
"""Unpacked and written at the same time; more wait, so that pages find a connection too."""
_DIGITS = 16
_GZIP = (b"content-encoding", b"gzip")


class JournalAsking:
    """Answers centres about their journals. Belongs to the event loop."""

    def __init__(
        self,
        *,
        gate: CentreGate,
        ledger: Ledger,
        store: Store,
        hearing: Hearing,
        now: Callable[[], datetime],
    ) -> None:
        """``now`` gives an aware time."""
        self._gate = gate
        self._ledger = ledger
        self._store = store
        self._hearing = hearing
        self._now = now
        self._turns = asyncio.Semaphore(BATCHES_AT_ONCE)

    def routes(self) -> Routes:
        """What is answered here."""
        door = self._gate.door
        return {
            ("POST", uplink.JOURNAL): door(self.accept, limit_bytes=uplink.LONE_PACKED_BYTES),
            ("GET", uplink.JOURNAL): door(self.tail),
            ("GET", uplink.CURSOR): door(self.standing),
            ("GET", uplink.CHAIN): door(self.chain),
            ("POST", uplink.BRANCH): door(self.open_branch),
        }

    async def accept(self, caller: CentreCaller, _: Scope, body: bytes) -> Answer:
        """``POST /centres/journal``: 200 says that it is on the hub's disk."""
        async with self._turns:
            batch, lines = _unpacked(body)
            try:
                position = await self._ledger.accept(caller.centre_id, batch, lines)
            except Disagrees as disagrees:
                return _disagreed(disagrees.why)
            except WrongSeq as wrong:
                where = f"line {wrong.expected}"
                return unfit(where, "says another number", error="WRONG_SEQ")
            except WrongShape as error:
                return unfit(error.where, str(error))
        self._hearing.heard(caller.centre_id, _waits(batch), anew=batch.all_waits)
        return self._cursor(caller, position)

    async def standing(self, caller: CentreCaller, _: Scope, __: bytes) -> Answer:
        """``GET /centres/cursor``: how far the hub has it, and enough to find where both agree."""
        centre_id = caller.centre_id
        async with self._store.reading() as connection:
            known = await branches.branches(connection, centre_id)
            if not known:
                return Answer(body=encode(Standing(at_ms=self._now_ms())))
            last = known[-1]
            stretches = lineage(known, last.branch)
            tip = (last.cursor, last.chain)
            rungs = await branches.ladder(connection, centre_id, stretches, tip)
        told = Standing(
            branch=last.branch,
            epoch=last.epoch,
            cursor=last.cursor,
            chain=last.chain.hex(),
            ladder=tuple((seq, chain.hex()) for seq, chain in rungs[: uplink.RUNGS]),
            at_ms=self._now_ms(),
        )
        return Answer(body=encode(told))

    async def chain(self, caller: CentreCaller, scope: Scope, _: bytes) -> Answer:
        """``GET /centres/chain``: one line's, made anew from what lies in the ledger."""
        branch, seq = _numbers(scope, uplink.BRANCH_PARAMETER, uplink.SEQ_PARAMETER)
        async with self._store.reading() as connection:
            known = await branches.branches(connection, caller.centre_id)
            stretches = _lineage(known, branch)
            chain = await branches.chain_at(connection, caller.centre_id, stretches, seq)
        told = ChainAt(branch=branch, seq=seq, chain=None if chain is None else chain.hex())
        return Answer(body=encode(told))

    async def open_branch(self, caller: CentreCaller, _: Scope, body: bytes) -> Answer:
        """``POST /centres/branch``: the journal goes on elsewhere."""
        try:
            opening = uplink.decode(body, OpenBranch)
            position = await self._ledger.open_branch(caller.centre_id, opening)
        except WrongShape as error:
            return unfit(error.where, str(error))
        except Disagrees as disagrees:
            return _disagreed(disagrees.why)
        return self._cursor(caller, position)

    async def tail(self, caller: CentreCaller, scope: Scope, _: bytes) -> Answer:
        """``GET /centres/journal``: lines of a branch, for a centre that lacks them."""
        branch, after = _numbers(scope, uplink.BRANCH_PARAMETER, uplink.AFTER_PARAMETER)
        async with self._store.reading() as connection:
            known = await branches.branches(connection, caller.centre_id)
            stretches = _lineage(known, branch)
            lines = await branches.lines_after(
                connection, caller.centre_id, stretches, after, limit=uplink.MOST_LINES
            )
        told = Tail(branch=branch, after=after, last=stretches[0].upto)
        plain = uplink.encode_tail(told, lines[: uplink.fitting(lines)])
        return Answer(
            body=uplink.pack(plain), content_type=b"application/octet-stream", headers=(_GZIP,)
        )

    def _cursor(self, caller: CentreCaller, position: Position) -> Answer:
        told = Cursor(
            epoch=position.epoch,
            branch=position.branch,
            cursor=position.cursor,
            chain=position.chain.hex(),
            at_ms=self._now_ms(),
            watched=self._hearing.is_watched(caller.centre_id),
            rotate=caller.rotate,
        )
        return Answer(body=encode(told))

    def _now_ms(self) -> int:
        return round(self._now().timestamp() * 1000)


def _unpacked(body: bytes) -> tuple[Batch, list[bytes]]:
    """Raises ``Stopped``."""
    try:
        return uplink.decode_batch(uplink.unpack(body))
    except TooLarge as error:
        raise Stopped(too_large()) from error
    except WrongShape as error:
        raise Stopped(unfit(error.where, str(error))) from error


def _waits(batch: Batch) -> list[WaitTold] | None:
    """What is said of waits, one that is not known being less than nothing."""
    if batch.waits is None:
        return None
    return [
        (ticket, low_s, high_s) if low_s is not None and high_s is not None else (ticket, -1, -1)
        for ticket, low_s, high_s in batch.waits
    ]


def _numbers(scope: Scope, *names: str) -> tuple[int, int]:
    """Two whole numbers of the query. Raises ``Stopped``."""
    given = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=8)
    first, second = (_number(name, given.get(name, [""])[0]) for name in names)
    return first, second


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise Stopped(unfit(name, "a whole number"))
    return int(text)


def _lineage(known: list[branches.Branch], branch: int) -> list[Stretch]:
    """Raises ``Stopped`` where there is no such branch."""
    stretches = lineage(known, branch)
    if not stretches:
        raise Stopped(not_found())
    return stretches


def _disagreed(why: Disagreement) -> Answer:
    return Answer(status=HTTPStatus.CONFLICT, body=encode(Disagreed(error=why)))
