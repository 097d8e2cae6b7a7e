"""The journal on its way up: one thread's turns, each with one question to the hub at most.

What is to be done next follows from what the hub said last, so a turn may fail anywhere: the next
one goes on. Only an answer that the hub has signed moves the cursor.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from kiosk.db.opening import Failure, StoreFailed, reading
from kiosk.sync.hub_session import HubSaysNo
from kiosk.sync.road import Road
from kiosk.sync.uplink_asking import Asking
from kiosk.sync.uplink_batch import Upward, next_lines, packed
from kiosk.sync.uplink_extras import Extras
from kiosk.sync.uplink_failing import EXPECTED, Failed, Then, read_failure
from kiosk.sync.uplink_meeting import Meeting
from kiosk.sync.uplink_pace import BackOff, Pacing
from kiosk.sync.uplink_told import (
    Centre,
    Obstacle,
    OwnJournal,
    Reached,
    UplinkNow,
    UplinkState,
)
from kiosk.wire import uplink as wire
from kiosk.wire.codec import WrongShape, decode_entry
from kiosk.wire.uplink import Batch, Cursor

log = logging.getLogger(__name__)

GATHER_S = 0.2
"""What is written within so short a time goes up together."""
LIVE_EVERY_S = 1.0
"""While the hub has nearly everything it is asked no oftener."""
BEAT_S = (12.0, 18.0)
"""With nothing to send, a sign of life after that; anything between, so that centres spread."""
BUSY_S, BUSY_TIMES = 0.25, 8
"""While people wait, what is old waits so long, and not for ever."""
STOPPED_S = (20.0, 60.0)
"""What only people can put right is looked at again after that."""
BEHIND_LINES = 500
"""Whoever lacks fewer is taken to be live."""
AWAY, STOPPED = UplinkState.AWAY, UplinkState.STOPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What an uplink takes from outside; ``chance`` gives a number from 0 to 1.

    ``version`` is the program's, ``catalogue`` the SHA-256 of what the centre runs with.
    """

    steady_s: Callable[[], float]
    wall_s: Callable[[], float]
    chance: Callable[[], float]
    version: str
    catalogue: str | None = None


class Uplink:
    """Brings one journal to one hub. Belongs to one thread, but for ``now``."""

    def __init__(
        self,
        *,
        road: Road,
        journal: OwnJournal,
        centre: Centre,
        around: Around,
        kbit_s: int,
        reached: Reached | None = None,
    ) -> None:
        """``reached`` is what the hub was known to have, as it was kept on disk."""
        self._journal = journal
        self._centre = centre
        self._around = around
        self._asking = Asking(road=road, steady_s=around.steady_s, heard=self._heard)
        self._meeting = Meeting(asking=self._asking, journal=journal, centre=centre, was=reached)
        self._extras = Extras(centre=centre)
        self._pacing = Pacing(kbit_s=kbit_s)
        self._back_off, self._quarrels = BackOff(), BackOff()
        self._position: Reached | None = None
        self._most_lines = wire.MOST_LINES
        self._sent_at_s = self._beat_at_s = self._rests_until_s = float("-inf")
        self._new_at_s: float | None = None
        self._busy_times = 0
        self._damage = ""
        self.now = UplinkNow(reached=reached)

    def turn(self) -> float:
        """Ask the hub one thing, if it is time; in how many seconds to come again.

        To be called sooner when lines were written; after a failure that hastens nothing.
        """
        now_s = self._around.steady_s()
        if now_s < self._rests_until_s:
            return self._rests_until_s - now_s
        try:
            return self._meet() if self._position is None else self._send(self._position)
        except EXPECTED as error:
            return self._rest(self._failed(read_failure(error), heard=isinstance(error, HubSaysNo)))

    def _meet(self) -> float:
        if self.now.obstacle is None:
            self.now.state = UplinkState.COMPARING
        self._position = self._meeting.step()
        if self._position is not None:
            self._extras.begin_anew()
            self._beat_at_s = float("-inf")
            self.now.reached = self._position
        return 0.0

    def _meet_again(self) -> float:
        """Hub and centre differ: compare anew, the first time at once."""
        self._position = None
        self._meeting.forget()
        wait_s = self._quarrels.failed(self._around.chance())
        return self._rest(wait_s if self._quarrels.failures > 1 else 0.0)

    def _rest(self, seconds: float) -> float:
        """Ask nothing for so long, whatever is written meanwhile."""
        self._rests_until_s = self._around.steady_s() + seconds
        return seconds

    def _send(self, position: Reached) -> float:
        with reading():
            last = self._journal.last_seq()
        missing = last - position.seq
        if missing < 0:
            return self._meet_again()
        wait_s = self._wait_s(missing)
        if wait_s > 0:
            self._show(missing)
            return wait_s
        up = self._next(position)
        self._note_oldest(up.lines)
        batch = self._extras.added_to(
            self._batch(position, up.chain, last), self.now, self._around.steady_s()
        )
        return self._exchange(batch, up)

    def _next(self, position: Reached) -> Upward:
        try:
            up = next_lines(self._journal, position.seq, most=self._most_lines)
        except StoreFailed as failure:
            if failure.kind is not Failure.DAMAGED:
                raise
            # Nothing from there on goes up; but how the centre is, the hub shall hear.
            if not self._damage:
                log.warning("uplink_stopped", extra={"cause": str(failure)})
            self._damage = str(failure)
            return Upward(after=position.seq, chain=position.chain)
        self._damage = ""
        return up

    def _wait_s(self, missing: int) -> float:
        """How long to wait with the next batch."""
        now_s = self._around.steady_s()
        beat_s = min(self._beat_at_s, self._extras.due_s(self._sent_at_s)) - now_s
        if not missing or self._damage:
            self._new_at_s = None
            return beat_s
        if self._new_at_s is None:
            self._new_at_s = now_s
        pace_s = self._pacing.wait_s(now_s)
        if missing < BEHIND_LINES:
            gather_s = self._new_at_s + GATHER_S - now_s
            return max(pace_s, gather_s, self._sent_at_s + LIVE_EVERY_S - now_s)
        if pace_s <= 0 and self._busy_times < BUSY_TIMES and self._centre.is_busy():
            self._busy_times += 1
            return BUSY_S
        self._busy_times = 0
        return pace_s

    def _batch(self, position: Reached, chain: bytes, last: int) -> Batch:
        return Batch(
            epoch=self._journal.epoch,
            term=self._journal.term,
            branch=position.branch,
            after=position.seq,
            chain=chain.hex(),
            seq=last,
            begins=self._journal.anchor.seq,
            acked=max(position.seq, self._meeting.acked),
            sent_ms=round(self._around.wall_s() * 1000),
            rtt_ms=self._asking.rtt_ms,
            version=self._around.version,
            catalogue=self._around.catalogue,
        )

    def _exchange(self, batch: Batch, up: Upward) -> float:
        body, count = packed(batch, up.lines)
        at_s = self._sent_at_s = self._around.steady_s()
        self._pacing.sent(len(body), at_s)
        cursor = wire.decode(self._asking.ask("POST", wire.JOURNAL, body, packed=True), Cursor)
        self._extras.took(at_s)
        self._extras.watched = cursor.watched
        low_s, high_s = BEAT_S
        self._beat_at_s = at_s + low_s + (high_s - low_s) * self._around.chance()
        self._new_at_s = None
        self.now.sent_bytes += len(body)
        self.now.batches += 1
        self.now.watched = cursor.watched
        if cursor.rotate:
            self._centre.rotate()
        return self._take(cursor, batch, count)

    def _take(self, cursor: Cursor, batch: Batch, count: int) -> float:
        """Go on from where the hub says that it is, if that is a place of this journal."""
        with reading():
            own = self._journal.chain_at(cursor.cursor)
        same = (cursor.epoch, cursor.branch) == (batch.epoch, batch.branch)
        on_the_way = cursor.cursor == batch.after and cursor.chain == batch.chain
        if not on_the_way and (own is None or own.hex() != cursor.chain):
            return self._meet_again()
        if not same or cursor.cursor < batch.after:
            return self._meet_again()
        if count and cursor.cursor == batch.after:
            raise WrongShape("cursor", "the hub took a batch and does not have it")
        reached = Reached(
            branch=cursor.branch, seq=cursor.cursor, chain=bytes.fromhex(cursor.chain)
        )
        self._position = self._meeting.was = reached
        self._quarrels.succeeded()
        self._most_lines = min(wire.MOST_LINES, self._most_lines * 2)
        with reading():
            missing = self._journal.last_seq() - reached.seq
        self.now.reached = reached
        self._show(missing)
        return 0.0

    def _show(self, missing: int) -> None:
        now = self.now
        if not missing:
            now.oldest = None
        if self._damage:
            now.state, now.obstacle, now.about = STOPPED, Obstacle.DAMAGED, self._damage
        else:
            behind = missing >= BEHIND_LINES
            now.state = UplinkState.CATCHING_UP if behind else UplinkState.LIVE

    def _note_oldest(self, lines: tuple[bytes, ...]) -> None:
        """When the first line was written that the hub lacks."""
        if not lines:
            return
        try:
            self.now.oldest = decode_entry(lines[0]).at
        except WrongShape:
            log.info("line_unreadable")

    def _heard(self) -> None:
        self._back_off.succeeded()
        now = self.now
        now.heard_s, now.ahead_ms = self._asking.heard_s, self._asking.ahead_ms
        now.obstacle, now.about = None, ""

    def _failed(self, failed: Failed, *, heard: bool) -> float:
        now = self.now
        now.failures += 1
        if heard:
            now.heard_s = self._around.steady_s()
        match failed.then:
            case Then.COMPARE:
                return self._meet_again()
            case Then.SMALLER if self._most_lines > 1:
                self._most_lines //= 2
                return self._back_off.failed(self._around.chance())
            case Then.AGAIN:
                self._extras.begin_anew()
                now.state, now.obstacle, now.about = AWAY, failed.obstacle, failed.about
                return self._back_off.failed(self._around.chance())
            case Then.STOP | Then.SMALLER:
                return self._stop(failed)
            case _:
                assert_never(failed.then)

    def _stop(self, failed: Failed) -> float:
        now = self.now
        if now.obstacle is not failed.obstacle:
            log.warning(
                "uplink_stopped", extra={"obstacle": failed.obstacle, "cause": failed.about}
            )
        self._position = None
        self._meeting.forget()
        now.state, now.obstacle, now.about = STOPPED, failed.obstacle, failed.about
        low_s, high_s = STOPPED_S
        return low_s + (high_s - low_s) * self._around.chance()
