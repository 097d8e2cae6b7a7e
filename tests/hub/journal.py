"""A centre's journal on paper: lines and their chain, for tests of the ledger."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import accumulate

import msgspec

from kiosk.wire.uplink import Batch, Vitals

DAY = date(2026, 11, 20)
START = bytes(32)
LINES_A_DAY = 500


def line_of(seq: int, *, kind: str = "TicketIssued", day: date | None = None) -> bytes:
    """One line as a journal has it."""
    on = day if day is not None else DAY + timedelta(days=(seq - 1) // LINES_A_DAY)
    opens = day is None and (seq - 1) % LINES_A_DAY == 0
    return msgspec.json.encode(
        {
            "seq": seq,
            "v": 1,
            "at": f"{on}T08:00:00+03:00",
            "day": str(on),
            "by": "k1",
            "cmd": f"019a0000-0000-7000-8000-{seq:012}",
            "type": "DayOpened" if opens else kind,
            "ticket": f"019a0000-0000-7000-8000-{seq:012}",
        }
    )


class Paper:
    """``lines`` of one centre, and what a batch of them looks like."""

    def __init__(
        self, count: int, *, epoch: str = "e1", lines: Sequence[bytes] | None = None
    ) -> None:
        self.epoch = epoch
        self.lines = list(lines) if lines is not None else [line_of(i + 1) for i in range(count)]
        self._chains = list(
            accumulate(self.lines, lambda chain, x: sha256(chain + x).digest(), initial=START)
        )

    def chain(self, seq: int) -> bytes:
        """The chain of line ``seq``; 0 is before the first."""
        return self._chains[seq]

    def goes_on(self, after: int, count: int, *, epoch: str = "e2") -> "Paper":
        """Another journal that has the same lines up to ``after`` and then other ones."""
        other = [line_of(after + i + 1, kind="TicketCalled") for i in range(count)]
        return Paper(0, epoch=epoch, lines=[*self.lines[:after], *other])

    def batch(
        self,
        after: int,
        last: int,
        *,
        branch: int = 0,
        term: int = 1,
        acked: int = 0,
        seq: int | None = None,
        chain: bytes | None = None,
        vitals: Vitals | None = None,
        sent_at: datetime | None = None,
    ) -> tuple[Batch, list[bytes]]:
        """The lines after ``after`` up to ``last`` as they are sent."""
        head = Batch(
            epoch=self.epoch,
            term=term,
            branch=branch,
            after=after,
            chain=(chain or self.chain(after)).hex(),
            seq=len(self.lines) if seq is None else seq,
            acked=acked,
            sent_ms=round((sent_at or datetime.now(UTC)).timestamp() * 1000),
            version="0.5.0",
            vitals=vitals,
        )
        return head, self.lines[after:last]
