"""What a batch shows to be wrong with a journal, kept as findings in the batch's transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime

from kiosk.hub.findings import FindingCode, note
from kiosk.hub.lines import LedgerLine, WrongSeq, days_of, unreadable
from kiosk.hub.partitions import is_absurd
from kiosk.hub.store import Connection
from kiosk.wire.uplink import Batch


class Telling:
    """Tells each thing once, or counts it. Belongs to the event loop."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._told_behind: set[tuple[int, int, int]] = set()

    async def odd(
        self, connection: Connection, centre_id: int, branch: int, new: Sequence[LedgerLine]
    ) -> None:
        """Lines that are no events, or of a day that cannot be."""
        now = self._now()
        if not any(is_absurd(day, now) for day in days_of(new)):
            return  # as it nearly always is; what cannot be read has no day either
        if odd := unreadable(new):
            first = odd[0].seq
            await note(
                connection,
                centre_id,
                FindingCode.UNREADABLE_LINE,
                about=f"branch {branch}",
                detail=f"{len(odd)} lines, the first {first}: kept as they came, and not counted",
                at=now,
                times=len(odd),
            )
        if absurd := [line for line in new if line.type and is_absurd(line.day, now)]:
            odd_day = f"the first {absurd[0].seq}, of the day {absurd[0].day}"
            await note(
                connection,
                centre_id,
                FindingCode.ABSURD_DAY,
                about=f"branch {branch}",
                detail=f"{len(absurd)} lines, {odd_day}",
                at=now,
                times=len(absurd),
            )

    async def fork(self, connection: Connection, centre_id: int, batch: Batch) -> None:
        """The centre has other lines than the hub, under the same numbers."""
        await note(
            connection,
            centre_id,
            FindingCode.FORK,
            about=f"branch {batch.branch}",
            detail=f"the centre's chain at line {batch.after} or just after is not the hub's",
            at=self._now(),
        )

    async def hub_behind(
        self, connection: Connection, centre_id: int, batch: Batch, cursor: int
    ) -> None:
        """The hub once had more than it has now."""
        seen = (centre_id, batch.branch, batch.acked)
        if batch.acked <= cursor or seen in self._told_behind:
            return
        self._told_behind.add(seen)
        await note(
            connection,
            centre_id,
            FindingCode.HUB_BEHIND,
            about=f"branch {batch.branch}",
            detail=f"the hub had line {batch.acked} once, and now has {cursor}: "
            "the centre sends the rest again",
            at=self._now(),
        )

    async def wrong_seq(
        self, connection: Connection, centre_id: int, batch: Batch, wrong: WrongSeq
    ) -> None:
        """A line says that it is another: its batch is not taken."""
        await note(
            connection,
            centre_id,
            FindingCode.WRONG_SEQ,
            about=f"branch {batch.branch}",
            detail=str(wrong),
            at=self._now(),
        )
