"""One simulated centre: it has a journal, and brings it to the hub by the real protocol."""

import asyncio
import os
import time
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.fleet.journals import START, chain_over
from bench.fleet.line import Away, Line, SignedLine
from bench.fleet.packing import Packed, body_of, pack_lines
from kiosk.sync.hub_session import NOT_NOW
from kiosk.sync.uplink_pace import BackOff
from kiosk.wire import enrol, uplink
from kiosk.wire.codec import WrongShape
from kiosk.wire.enrol import EnrolRequest, proof_of, read_code
from kiosk.wire.signed import (
    INSTANCE_BYTES,
    NONCE_BYTES,
    RUN_BYTES,
    NotSigned,
    Speaker,
    public_key_of,
)
from kiosk.wire.uplink import Batch, BranchReason, Cursor, OpenBranch, Standing, Vitals

ENROL = "/centres/enrol"
OK, CONFLICT = 200, 409
FIRST_HOST, HOSTS = 2, 250
VERSION = "fleet"


class Odd(Exception):
    """The hub answered what the protocol does not have here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One batch that the hub has: when it said so (``monotonic``), and how many lines were new."""

    at_s: float
    lines: int
    took_s: float


@dataclass(slots=True, kw_only=True)
class Member:
    """A centre of the fleet. ``tip`` is its last line, ``chains`` that of each line it may need."""

    code: str
    line: SignedLine
    chance: Random
    epoch: str
    tip: int = 0
    chains: dict[int, bytes] = field(default_factory=lambda: {0: START})
    blocks: list[Packed] = field(default_factory=list)
    branch: int | None = None
    cursor: int = 0
    sent: list[Sent] = field(default_factory=list)
    packed_bytes: int = 0
    disagreed: int = 0
    put_off: int = 0

    def block_after(self, seq: int) -> Packed | None:
        """The lines that follow ``seq``, as they lie packed."""
        return next((block for block in self.blocks if block.first_seq == seq + 1), None)

    async def meet(self) -> None:
        """Ask how far the hub has this journal; open its first branch where it has none."""
        answer = await self.line.ask("GET", uplink.CURSOR)
        if answer.status in NOT_NOW:
            raise Away(str(answer.status))
        if answer.status != OK:
            raise Odd(f"{self.code} asked for its cursor: {answer.status} {answer.body[:200]!r}")
        standing = uplink.decode(answer.body, Standing)
        if standing.branch is None:
            self._heard(await self._open())
            return
        if standing.epoch != self.epoch or standing.cursor > self.tip:
            raise Odd(f"{self.code}: the hub has {standing.epoch} up to {standing.cursor}")
        own = self.chains.get(standing.cursor)
        if own is not None and own.hex() != standing.chain:
            raise Odd(f"{self.code}: another chain at {standing.cursor}")
        self.branch, self.cursor = standing.branch, standing.cursor

    async def _open(self) -> Cursor:
        first = OpenBranch(
            epoch=self.epoch,
            term=self.line.speaker.term,
            after=0,
            chain=START.hex(),
            reason=BranchReason.FIRST,
        )
        answer = await self.line.ask("POST", uplink.BRANCH, msgspec.json.encode(first))
        if answer.status in NOT_NOW:
            raise Away(str(answer.status))
        if answer.status != OK:
            raise Odd(f"{self.code} opened a branch: {answer.status} {answer.body[:200]!r}")
        return uplink.decode(answer.body, Cursor)

    def _heard(self, cursor: Cursor) -> None:
        own = self.chains.get(cursor.cursor)
        if own is not None and own.hex() != cursor.chain:
            raise Odd(f"{self.code}: the hub says another chain at {cursor.cursor}")
        self.branch, self.cursor = cursor.branch, cursor.cursor

    async def bring(self, until: int) -> None:
        """Bring every line up to ``until``, whatever happens to the hub meanwhile."""
        back_off = BackOff()
        while self.cursor < until:
            try:
                if self.branch is None:
                    await self.meet()
                    continue
                await self._send_next(until)
                back_off.succeeded()
            except (Away, NotSigned):
                # What came of it is not known: it is asked for.
                self.branch = None
                await asyncio.sleep(back_off.failed(self.chance.random()))

    async def _send_next(self, until: int) -> None:
        block = self.block_after(self.cursor)
        if block is None or block.last_seq > until:
            raise Odd(f"{self.code} has no lines packed after {self.cursor}")
        await self.send(block)

    async def send(self, block: Packed, vitals: Vitals | None = None) -> None:
        """Bring these lines, once. Raises ``Away`` where that is not known to have come."""
        before = self.cursor
        body = body_of(self._batch(vitals), block)
        answer = await self.line.ask("POST", uplink.JOURNAL, body, packed=True)
        if answer.status == CONFLICT:
            self.disagreed += 1
            self.branch = None
            return
        if answer.status in NOT_NOW:
            self.put_off += 1
            raise Away(str(answer.status))
        if answer.status != OK:
            raise Odd(f"{self.code} sent a batch: {answer.status} {answer.body[:200]!r}")
        self._heard(uplink.decode(answer.body, Cursor))
        self.packed_bytes += len(body)
        self.sent.append(
            Sent(at_s=time.monotonic(), lines=self.cursor - before, took_s=answer.took_s)
        )

    def _batch(self, vitals: Vitals | None) -> Batch:
        return Batch(
            epoch=self.epoch,
            term=self.line.speaker.term,
            branch=self.branch or 0,
            after=self.cursor,
            chain=self.chains[self.cursor].hex(),
            seq=self.tip,
            acked=self.cursor,
            sent_ms=time.time_ns() // 1_000_000,
            version=VERSION,
            vitals=vitals,
        )


async def enrolled(code_text: str, number: int, url: str) -> Member:
    """A new centre of the hub at ``url`` by its code."""
    code = read_code(code_text)
    key = Ed25519PrivateKey.generate()
    line = Line(url, f"127.0.0.{FIRST_HOST + number % HOSTS}")
    speaker = Speaker(
        instance=os.urandom(INSTANCE_BYTES).hex(), run=os.urandom(RUN_BYTES).hex(), term=1
    )
    epoch = os.urandom(16).hex()
    asked = EnrolRequest(
        centre=code.centre,
        public_key=b64encode(key.public_key().public_bytes_raw()).decode(),
        instance=speaker.instance,
        run=speaker.run,
        term=speaker.term,
        epoch=epoch,
        version=VERSION,
        nonce=os.urandom(NONCE_BYTES).hex(),
    )
    asked = msgspec.structs.replace(
        asked,
        signature=b64encode(key.sign(asked.text)).decode(),
        proof=proof_of(code.key, asked.text),
    )
    status, _, body = await line.ask("POST", ENROL, msgspec.json.encode(asked), {})
    if status != OK:
        raise Odd(f"{code.centre} was not enrolled: {status} {body[:200]!r}")
    try:
        told = enrol.decode_enrolled(body)
    except WrongShape as error:
        raise Odd(f"{code.centre}: {error}") from error
    signed = SignedLine(
        line=line,
        centre=code.centre,
        key=key,
        hub_key=public_key_of(told.hub_key),
        speaker=speaker,
    )
    return Member(code=code.centre, line=signed, chance=Random(number), epoch=epoch)


def pack(
    lines: Sequence[bytes], first_seq: int, chains: dict[int, bytes], tip: bytes
) -> list[Packed]:
    """Batches of these lines, as large as they may be; ``chains`` gets that of each one's end."""
    blocks = []
    for begin, end in _cuts(lines):
        tip = chain_over(tip, lines[begin:end])
        blocks.append(pack_lines(lines[begin:end], first_seq + begin))
        chains[first_seq + end - 1] = tip
    return blocks


def _cuts(lines: Sequence[bytes]) -> list[tuple[int, int]]:
    cuts, begin = [], 0
    while begin < len(lines):
        end = begin + uplink.fitting(lines[begin : begin + uplink.MOST_LINES])
        cuts.append((begin, end))
        begin = end
    return cuts
