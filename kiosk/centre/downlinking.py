"""The downlink's thread: it asks the hub, and this centre does what the hub asks."""

import asyncio
import logging
import random
from collections.abc import Callable
from threading import Event, Thread
from typing import Protocol

from kiosk.centre.obeying import Obeying, ObeyingGround
from kiosk.sync.downlink import Downlink
from kiosk.sync.membership import Membership, Memberships, MembershipUnfit
from kiosk.sync.road import Road

log = logging.getLogger(__name__)

LOOK_S = 1.0
"""How often a centre that is in no hub's care looks whether it is now."""
AGAIN_S = 5.0
LAST_S = 3.0
"""How long the thread may take to end; it holds nothing that could be lost."""


class Session(Road, Protocol):
    """A road to the hub that can be cut."""

    def abort(self) -> None:
        """End for good, from any thread."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class Downlinking:
    """Runs a downlink beside the centre, for as long as it is in a hub's care."""

    def __init__(
        self,
        ground: ObeyingGround,
        *,
        memberships: Memberships,
        session: Callable[[], Session],
        chance: Callable[[], float] = random.random,
    ) -> None:
        """``session`` makes a new road to the hub; ``chance`` gives a number from 0 to 1."""
        self._ground = ground
        self._memberships = memberships
        self._new_session = session
        self._chance = chance
        self._ended = Event()
        self._session: Session | None = None

    async def run(self) -> None:
        """Ask the hub until cancelled."""
        self._ended.clear()
        loop = asyncio.get_running_loop()
        thread = Thread(target=self._run, args=(loop,), name="downlink", daemon=True)
        thread.start()
        try:
            await asyncio.Event().wait()
        finally:
            self._ended.set()
            if self._session is not None:
                self._session.abort()
            await asyncio.to_thread(thread.join, LAST_S)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            self._ask_on(loop)
        finally:
            if self._session is not None:
                self._session.close()

    def _ask_on(self, loop: asyncio.AbstractEventLoop) -> None:
        downlink: Downlink | None = None
        before: Membership | None = None
        while not self._ended.is_set():
            membership = self._membership()
            if membership is None:
                self._ended.wait(LOOK_S)
                continue
            if downlink is None or before is None or not _same_hub(membership, before):
                downlink = self._downlink(membership, loop)
            before = membership
            self._ended.wait(self._turn(downlink))

    def _turn(self, downlink: Downlink) -> float:
        try:
            return downlink.turn()
        except Exception:
            # Whatever it was: the hall does not need the hub, and the next turn may go well.
            log.exception("downlink_failed")
            return AGAIN_S

    def _downlink(self, membership: Membership, loop: asyncio.AbstractEventLoop) -> Downlink:
        if self._session is not None:
            self._session.close()
        session = self._session = self._new_session()
        if self._ended.is_set():
            session.abort()
        obeying = Obeying(self._ground, membership, loop)
        return Downlink(road=session, centre=obeying, chance=self._chance)

    def _membership(self) -> Membership | None:
        try:
            return self._memberships()
        except MembershipUnfit:
            return None  # the uplink says so


def _same_hub(one: Membership, other: Membership) -> bool:
    return (one.hub_key, one.centre) == (other.hub_key, other.centre)
