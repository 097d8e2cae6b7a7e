"""Centres' floors at the hub: each folded from the ledger when somebody asks, and kept up."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.domain.floor import Floor
from kiosk.hub.branches import DayLines
from kiosk.hub.lines import LedgerLine
from kiosk.wire.codec import WrongShape, decode_entry

log = logging.getLogger(__name__)

MOST_TICKETS = 400_000
"""Of all floors that are kept: about 1 kB each."""
IDLE_S = 900.0
"""A floor that nobody asked for so long is let go."""
AT_ONCE = 2
"""Floors that are folded at the same time: the others wait for their turn."""
LINES_A_TURN = 250
"""Lines folded before anybody else is answered: some 5 ms."""

UNFOLDABLE = (LookupError, ValueError, TypeError, ArithmeticError)
"""What a journal that contradicts itself makes of a floor."""


class Days(Protocol):
    """Where a centre's day is read: the ledger."""

    async def last_day(self, centre_id: int) -> DayLines | None:
        """``None``: nothing of it has come up. Raises ``HubStoreFailed``."""
        ...


@dataclass(slots=True)
class _Kept:
    """One centre's floor; ``floor`` is ``None`` where its journal cannot be folded."""

    branch: int
    seq: int
    floor: Floor | None
    asked_s: float


@dataclass(slots=True)
class _Loading:
    """A floor being folded, and what came up meanwhile: branch, first seq, lines."""

    done: "asyncio.Task[Floor | None]"
    came: list[tuple[int, int, Sequence[bytes]]] = field(default_factory=list)
    is_stale: bool = False


class Floors:
    """The floors somebody looks at. Belongs to the event loop; only this object changes a floor.

    What the ledger has accepted is folded in at once, so a floor is as new as the hub's journal.
    """

    def __init__(
        self, *, days: Days, steady_s: Callable[[], float], most_tickets: int = MOST_TICKETS
    ) -> None:
        self._days = days
        self._steady_s = steady_s
        self._most_tickets = most_tickets
        self._kept: dict[int, _Kept] = {}
        self._loading: dict[int, _Loading] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def of(self, centre_id: int) -> Floor | None:
        """The floor as the ledger has it; ``None`` where nothing of it has come or can be read.

        Raises ``HubStoreFailed``.
        """
        kept = self._kept.get(centre_id)
        if kept is not None:
            kept.asked_s = self._steady_s()
            return kept.floor
        loading = self._loading.get(centre_id)
        if loading is None:
            loading = _Loading(done=asyncio.create_task(self._load(centre_id)))
            self._loading[centre_id] = loading
        # Whoever hangs up does not take it away from the others who wait for it.
        return await asyncio.shield(loading.done)

    def follow(self, centre_id: int, branch: int, lines: Sequence[LedgerLine]) -> None:
        """Take what the ledger tells of; no lines: the centre goes on in another branch."""
        if lines:
            self.take(centre_id, branch, lines[0].seq, [line.text for line in lines])
        else:
            self.forget(centre_id)

    def take(self, centre_id: int, branch: int, first_seq: int, lines: Sequence[bytes]) -> None:
        """Fold in what the ledger has just committed of a centre; ``first_seq`` is its first."""
        if not lines:
            return
        loading = self._loading.get(centre_id)
        if loading is not None:
            loading.came.append((branch, first_seq, lines))
        kept = self._kept.get(centre_id)
        if kept is not None and not self._follows(kept, centre_id, branch, first_seq, lines):
            del self._kept[centre_id]

    def forget(self, centre_id: int) -> None:
        """Another history counts from now on: the next who asks has it folded anew."""
        self._kept.pop(centre_id, None)
        if (loading := self._loading.get(centre_id)) is not None:
            loading.is_stale = True

    def let_go(self) -> None:
        """Let go of the floors that nobody has asked for lately."""
        now = self._steady_s()
        for centre_id in [c for c, kept in self._kept.items() if now - kept.asked_s > IDLE_S]:
            del self._kept[centre_id]

    @property
    def kept(self) -> int:
        """How many floors are in memory."""
        return len(self._kept)

    async def _load(self, centre_id: int) -> Floor | None:
        try:
            async with self._turns:
                day = await self._days.last_day(centre_id)
                if day is None:
                    return None
                kept = _Kept(
                    branch=day.branch,
                    seq=day.first_seq - 1,
                    floor=Floor(),
                    asked_s=self._steady_s(),
                )
                for start in range(0, len(day.lines), LINES_A_TURN):
                    self._fold(kept, centre_id, day.lines[start : start + LINES_A_TURN])
                    await asyncio.sleep(0)
                loading = self._loading[centre_id]
                fits = all(self._follows(kept, centre_id, *batch) for batch in loading.came)
                if fits and not loading.is_stale:
                    self._make_room(kept)
                    self._kept[centre_id] = kept
                return kept.floor
        finally:
            del self._loading[centre_id]

    def _follows(
        self, kept: _Kept, centre_id: int, branch: int, first_seq: int, lines: Sequence[bytes]
    ) -> bool:
        """Fold a batch on; whether it went on from what is there without a gap."""
        if branch != kept.branch or first_seq > kept.seq + 1:
            return False
        self._fold(kept, centre_id, lines[kept.seq + 1 - first_seq :])
        return True

    def _fold(self, kept: _Kept, centre_id: int, lines: Sequence[bytes]) -> None:
        for line in lines:
            kept.seq += 1
            if kept.floor is None:
                continue
            try:
                kept.floor.apply(decode_entry(line))
            except WrongShape:
                # The ledger keeps it and has a finding; whatever it was, it changes nothing here.
                continue
            except UNFOLDABLE:
                log.exception("floor_unreadable", extra={"centre": centre_id, "seq": kept.seq})
                kept.floor = None

    def _make_room(self, newest: _Kept) -> None:
        """Let go of those that were asked for the longest ago, until there is room for this one."""
        self.let_go()
        room = self._most_tickets - _size(newest) - sum(map(_size, self._kept.values()))
        for centre_id, kept in sorted(self._kept.items(), key=lambda one: one[1].asked_s):
            if room >= 0:
                break
            room += _size(kept)
            del self._kept[centre_id]


def _size(kept: _Kept) -> int:
    return len(kept.floor.tickets) + len(kept.floor.book) if kept.floor is not None else 0
