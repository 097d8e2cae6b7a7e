"""What goes with a batch beside lines: how the centre is, and what those who wait are told."""

from dataclasses import dataclass, field

import msgspec

from kiosk.sync.uplink_told import Centre, UplinkNow, WaitsTold
from kiosk.wire.uplink import Batch, Wait

VITALS_EVERY_S = 12.0
"""With every sign of life, and no oftener."""
WAITS_EVERY_S = 5.0
"""A wait is told rounded, so it seldom changes sooner."""
NEWS_AFTER_S = 1.0
MOST_WAITS = 5000


@dataclass(slots=True, kw_only=True)
class Extras:
    """Remembers what of it the hub has, and adds to a batch what it has not."""

    centre: Centre
    watched: bool = False
    _vitals_at_s: float = field(init=False, default=float("-inf"))
    _waits_at_s: float = field(init=False, default=float("-inf"))
    _news: object = field(init=False, default=None)
    _known: dict[str, Wait] | None = field(init=False, default=None)
    _sending: dict[str, Wait] | None = field(init=False, default=None)
    _sends_vitals: bool = field(init=False, default=False)

    def begin_anew(self) -> None:
        """What the hub has is not known any more."""
        self._known = self._sending = None
        self._vitals_at_s = self._waits_at_s = float("-inf")

    def due_s(self, sent_at_s: float) -> float:
        """When a batch should go for this alone, by the even clock."""
        if self.centre.news() != self._news:
            return sent_at_s + NEWS_AFTER_S
        return self._waits_at_s + WAITS_EVERY_S if self.watched else float("inf")

    def added_to(self, batch: Batch, now: UplinkNow, at_s: float) -> Batch:
        """The batch with what is due."""
        news = self.centre.news()
        if news != self._news or at_s - self._vitals_at_s >= VITALS_EVERY_S:
            vitals = self.centre.vitals(now, batch.seq - batch.after)
            self._sends_vitals = vitals is not None
            self._news = news
            batch = msgspec.structs.replace(batch, vitals=vitals)
        if self.watched and at_s - self._waits_at_s >= WAITS_EVERY_S:
            batch = self._with_waits(batch, self.centre.waits())
            self._waits_at_s = at_s
        return batch

    def took(self, at_s: float) -> None:
        """The hub has what was added."""
        if self._sends_vitals:
            self._vitals_at_s, self._sends_vitals = at_s, False
        if self._sending is not None:
            self._known, self._sending = self._sending, None

    def _with_waits(self, batch: Batch, told: WaitsTold | None) -> Batch:
        if told is None:
            return batch
        waits = {ticket: (ticket, *(wait or (None, None))) for ticket, wait in told.items()}
        known = self._known or {}
        changed = [wait for ticket, wait in waits.items() if known.get(ticket) != wait]
        self._sending = waits
        return msgspec.structs.replace(
            batch, waits=tuple(changed[:MOST_WAITS]), all_waits=self._known is None
        )
