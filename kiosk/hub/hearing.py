"""When each centre was last heard, and the waits it tells while somebody looks at its tickets."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.ids import TicketId
from kiosk.domain.waiting import WaitRange

SILENT_S = 30.0
"""A centre that says nothing for so long counts as silent; it speaks every 15 s at the least."""
WATCHED_S = 60.0
"""A page asks every 10 s, and less often when it must: so long its centre goes on telling waits."""

WaitTold = tuple[str, int | None, int | None]
"""A ticket's id, and the shortest and longest it waits, in seconds; ``None``: not known."""


@dataclass(slots=True)
class _Voice:
    """What is known of one centre's line; times are seconds of the steady clock."""

    heard_s: float | None = None
    heard_at: datetime | None = None
    watched_s: float | None = None
    waits: dict[TicketId, WaitRange] = field(default_factory=dict)


class Hearing:
    """Listens to the centres' uplinks. Belongs to the event loop."""

    def __init__(self, *, now: Callable[[], datetime], steady_s: Callable[[], float]) -> None:
        """``now`` is aware; ``steady_s`` only ever goes on."""
        self._now = now
        self._steady_s = steady_s
        self._voices: dict[int, _Voice] = {}

    def heard(
        self, centre_id: int, waits: Iterable[WaitTold] | None = None, *, anew: bool = False
    ) -> None:
        """A centre has just spoken: with ``anew`` these are all its waits, else what changed."""
        voice = self._voices.setdefault(centre_id, _Voice())
        voice.heard_s = self._steady_s()
        voice.heard_at = self._now()
        if waits is None:
            return
        if anew:
            voice.waits.clear()
        for ticket, low_s, high_s in waits:
            if low_s is None or high_s is None or not 0 <= low_s <= high_s:
                voice.waits.pop(TicketId(ticket), None)
            else:
                voice.waits[TicketId(ticket)] = (low_s, high_s)

    def was_heard(self, centre_id: int, at: datetime) -> None:
        """What a hub knows that has just started: when a centre last spoke to the one before."""
        voice = self._voices.setdefault(centre_id, _Voice())
        if voice.heard_at is None:
            voice.heard_at = at

    def last(self, centre_id: int) -> datetime | None:
        """When it last spoke, aware; ``None``: never."""
        voice = self._voices.get(centre_id)
        return voice.heard_at if voice is not None else None

    def is_silent(self, centre_id: int) -> bool:
        """Whether what is known of it may be old."""
        voice = self._voices.get(centre_id)
        if voice is None or voice.heard_at is None:
            return True
        if voice.heard_s is not None:
            return self._since(voice.heard_s) > SILENT_S
        return abs((self._now() - voice.heard_at).total_seconds()) > SILENT_S

    def watch(self, centre_id: int) -> None:
        """Somebody looks at one of its tickets."""
        self._voices.setdefault(centre_id, _Voice()).watched_s = self._steady_s()

    def is_watched(self, centre_id: int) -> bool:
        """Whether it should tell waits: said in the answer to what it sends."""
        voice = self._voices.get(centre_id)
        if voice is None or voice.watched_s is None or self._since(voice.watched_s) > WATCHED_S:
            if voice is not None:
                voice.waits.clear()  # old waits are worse than none
            return False
        return True

    def wait_of(self, centre_id: int, ticket: TicketId) -> WaitRange | None:
        """What its centre last told of a ticket's wait; ``None``: not known, or not any more."""
        voice = self._voices.get(centre_id)
        if voice is None or self.is_silent(centre_id):
            return None
        return voice.waits.get(ticket)

    def _since(self, moment_s: float) -> float:
        return self._steady_s() - moment_s
