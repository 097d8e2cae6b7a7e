"""The uplink's thread beside a centre: it brings the journal to the hub, and the hall goes on."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from kiosk.centre.clock import LocalClock
from kiosk.centre.hub_roads import HubRoads
from kiosk.centre.live import Live
from kiosk.centre.uplink_side import CentreSide, SideGround
from kiosk.centre.uplink_told import UplinkHealth
from kiosk.centre.uplink_troubles import UplinkTroubles
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, DatabaseUnfit, StoreFailed, open_reader, reading
from kiosk.db.uplink import Acked, UplinkTable
from kiosk.sync.hub_session import HubAway, HubNotTrusted, HubSaysNo, HubSession
from kiosk.sync.membership import Membership, MembershipUnfit
from kiosk.sync.uplink import Around, Uplink
from kiosk.sync.uplink_clock import OFF_MS
from kiosk.sync.uplink_told import Reached, UplinkNow
from kiosk.web.errors import Stopped

log = logging.getLogger(__name__)

LOOK_S = 1.0
NOTE_EVERY_S = 5.0
NAP_S = 0.05
"""Whoever is woken by a line lets others of the same moment come, too."""
AGAIN_S = 5.0
RENEW_EVERY_S = 60.0
UNKNOWN_KEY = "UNKNOWN_KEY"
LAST_S = 2.0
"""How long the thread may take to end: it holds nothing that could be lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UplinkGround:
    """What it stands on; ``db`` belongs to the writer, and ``store`` is its file.

    ``began_with`` is the place at a hub that the hall was begun with, and ``begin_anew`` begins it
    with another one; any thread may call it. Without it that waits for the next start.
    """

    live: Live
    clock: LocalClock
    db: Database
    store: Path
    around: Around
    side: SideGround
    troubles: UplinkTroubles
    kbit_s: int
    began_with: Membership | None = None
    begin_anew: Callable[[], None] | None = None


class Uplinking:
    """Runs an uplink for as long as this centre is in a hub's care. Belongs to the event loop."""

    def __init__(self, ground: UplinkGround, roads: HubRoads) -> None:
        self._ground = ground
        self._roads = roads
        self._ended, self._wake = Event(), Event()
        self._road: HubSession | None = None
        self._uplink: Uplink | None = None
        self._side: CentreSide | None = None
        self._membership: Membership | None = None
        self._unfit = False
        self._noted: Reached | None = None
        self._renew_at_s = self._again_at_s = 0.0
        self._sent_before = 0
        ground.live.heed(lambda _: self._wake.set())

    async def run(self) -> None:
        """Bring it up until cancelled."""
        self._ended.clear()
        loop = asyncio.get_running_loop()
        thread = Thread(target=self._run, args=(loop,), name="uplink", daemon=True)
        thread.start()
        beats = 0
        try:
            while True:
                await asyncio.sleep(LOOK_S)
                self.look()
                beats += 1
                if beats % NOTE_EVERY_S == 0:
                    with suppress(Stopped):
                        await self.note()
        finally:
            self._ended.set()
            self._wake.set()
            if self._road is not None:
                self._road.abort()
            await asyncio.to_thread(thread.join, LAST_S)

    @property
    def hub_has(self) -> int | None:
        """The last line known to be at the hub; ``None`` where there is no hub to wait for."""
        uplink, has = self._uplink, self._noted
        if uplink is None and self._membership is None and not self._unfit:
            return None
        return has.seq if has is not None else 0

    @property
    def sent_bytes(self) -> int:
        """What was sent since this centre began."""
        now = self.now
        return self._sent_before + (now.sent_bytes if now is not None else 0)

    @property
    def now(self) -> UplinkNow | None:
        """How it stands; ``None``: there is no hub."""
        return self._uplink.now if self._uplink is not None else None

    def health(self) -> UplinkHealth | None:
        """What ``/health`` tells."""
        uplink, membership = self._uplink, self._membership
        if uplink is None or membership is None:
            return None
        now, at = uplink.now, self._ground.clock.now()
        reached = now.reached.seq if now.reached is not None else 0
        lag_lines = max(0, self._ground.live.floor.seq - reached)
        offset_ms = self._ground.side.offset_ms(now)
        lag_s = (at - now.oldest).total_seconds() if now.oldest and lag_lines else 0.0
        return UplinkHealth(
            hub=membership.url,
            state=now.state,
            obstacle=now.obstacle,
            lag_lines=lag_lines,
            lag_s=max(0.0, lag_s),
            last_heard=self._heard_at(now),
            clock_offset_s=offset_ms / 1000 if offset_ms is not None else None,
        )

    def look(self) -> None:
        """Tell what is wrong, wake the thread where the hub shall hear of it, settle the clock."""
        ground, side = self._ground, self._side
        now = self.now
        offset_ms = ground.side.offset_ms(now) if now is not None else None
        membership = self._membership
        ground.troubles.look(
            now,
            at_s=ground.around.steady_s(),
            offset_ms=offset_ms,
            # An outreach has its letter, and works without a line for days.
            roams=membership is not None and bool(membership.prefix),
        )
        if side is not None and (mark := ground.side.reading.news()) != side.mark:
            side.mark = mark
            self._wake.set()
        if offset_ms is not None and abs(offset_ms) <= OFF_MS:
            ground.clock.accept()

    async def note(self) -> None:
        """Keep on disk how far the hub is. Raises ``Stopped``."""
        now, membership = self.now, self._membership
        reached = now.reached if now is not None else None
        if membership is None or reached is None or reached == self._noted:
            return
        ground = self._ground
        table = UplinkTable(ground.db, hub=membership.hub_key.hex())
        acked = Acked(
            branch=reached.branch,
            seq=reached.seq,
            chain=reached.chain,
            heard_at=ground.clock.now(),
        )
        await ground.live.do(lambda: table.note_acked(acked))
        self._noted = reached

    def _heard_at(self, now: UplinkNow) -> datetime | None:
        if now.heard_s is None:
            return None
        ago_s = self._ground.around.steady_s() - now.heard_s
        at = self._ground.clock.now()
        return datetime.fromtimestamp(at.timestamp() - ago_s, at.tzinfo)

    # From here on in the thread.

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        while not self._ended.is_set():
            try:
                self._serve_one(loop)
            except (DatabaseUnfit, StoreFailed):
                # The disk, which is told already.
                self._ended.wait(AGAIN_S)
            except Exception:
                # Whatever it was: the hall does not need the hub, and it may go well in a moment.
                log.exception("uplink_failed")
                self._ended.wait(AGAIN_S)

    def _serve_one(self, loop: asyncio.AbstractEventLoop) -> None:
        """Bring the journal to one hub, until this centre is another's, or nobody's."""
        membership = self._look_up()
        if membership is None:
            self._ended.wait(LOOK_S)
            return
        with closing(open_reader(self._ground.store)) as db, closing(self._roads.session()) as road:
            self._road = road
            if self._ended.is_set():
                return
            uplink = self._begin(db, road, membership, loop)
            try:
                while not self._ended.is_set() and self._is_still(membership):
                    self._wake.clear()
                    wait_s = uplink.turn()
                    if UNKNOWN_KEY in uplink.now.about and self._tell_key_again():
                        return
                    if self._wake.wait(wait_s) and wait_s:
                        self._ended.wait(NAP_S)
            finally:
                self._sent_before += uplink.now.sent_bytes
                self._uplink = self._side = self._road = None

    def _begin(
        self,
        db: Database,
        road: HubSession,
        membership: Membership,
        loop: asyncio.AbstractEventLoop,
    ) -> Uplink:
        ground = self._ground
        table = UplinkTable(db, hub=membership.hub_key.hex())
        with reading():
            acked = table.acked()
        reached = None
        if acked is not None:
            reached = Reached(branch=acked.branch, seq=acked.seq, chain=acked.chain)
        self._noted = reached
        side = CentreSide(ground.side, loop, renew_key=self._renew_key)
        uplink = Uplink(
            road=road,
            journal=Journal(db),
            centre=side,
            around=ground.around,
            kbit_s=ground.kbit_s,
            reached=reached,
        )
        self._membership, self._side, self._uplink = membership, side, uplink
        log.info("uplink_begins", extra={"hub": membership.url})
        return uplink

    def _look_up(self) -> Membership | None:
        try:
            self._membership = self._roads.memberships()
        except MembershipUnfit as unfit:
            if not self._unfit:
                log.error("membership_unfit", extra={"cause": str(unfit)})  # noqa: TRY400
            self._unfit = True
            self._membership = None
        else:
            self._unfit = False
            self._have_it_seen(self._membership)
        return self._membership

    def _have_it_seen(self, membership: Membership | None) -> None:
        """Have the hall begun anew where a code, or leaving, changed what is seen of the hub."""
        began = self._ground.began_with
        seen = membership.seen if membership is not None else None
        if self._ground.begin_anew is not None and seen != (began.seen if began else None):
            self._ground.begin_anew()

    def _is_still(self, membership: Membership) -> bool:
        """Whether it is the same place at the same hub, which may have moved."""
        now = self._look_up()
        if now is None:
            return False
        if now.next_key is not None and self._ground.around.steady_s() >= self._renew_at_s:
            self._renew_key()
        place = (now.hub_key, now.centre, now.key_id)
        return place == (membership.hub_key, membership.centre, membership.key_id)

    def _tell_key_again(self) -> bool:
        """Give a hub that was put back the key it once had; whether it has it now."""
        if self._ground.around.steady_s() < self._again_at_s:
            return False
        self._again_at_s = self._ground.around.steady_s() + RENEW_EVERY_S
        try:
            return self._roads.tell_key_again()
        except (HubAway, HubNotTrusted, HubSaysNo, OSError) as error:
            log.warning("key_not_told_again", extra={"cause": str(error)})
            return False

    def _renew_key(self) -> None:
        """A key that cannot be changed now is changed another time."""
        self._renew_at_s = self._ground.around.steady_s() + RENEW_EVERY_S
        try:
            self._roads.renew_key()
        except (HubAway, HubNotTrusted, HubSaysNo, OSError) as error:
            log.warning("key_not_renewed", extra={"cause": str(error)})
