"""The event loop's side of a centre: its own floor, the feed, and the way to the writer."""

import asyncio
from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from kiosk.centre.feed import Feed
from kiosk.centre.outlook import Lookout
from kiosk.centre.say import BUSY, DISK_FULL, STARTING, Say
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.centre.writer import (
    Begun,
    Broken,
    Chore,
    Committed,
    Damaged,
    Outcome,
    Report,
    Request,
    Unavailable,
)
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role
from kiosk.domain.events import Event
from kiosk.domain.floor import Floor
from kiosk.domain.ids import DeviceId
from kiosk.domain.snapshot import restore_floor, take_snapshot, without_book
from kiosk.web.errors import Stopped, unavailable
from kiosk.wire.codec import Envelope, encode, encode_floor

T = TypeVar("T")
MOST_WAITING = 5000
"""Commands that a writer does not come to, and that are kept nevertheless."""
PATIENCE_S = 1.8
"""Whoever asks is answered or refused within two seconds, whatever the disk does."""
Submit = Callable[[Request | Chore], None]


class Live:
    """What is true now, folded from committed events, for all who ask over HTTP."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        feed: Feed,
        say: Say,
        submit: Submit,
        troubles: Troubles,
        lookout: Lookout | None = None,
        waiting: Callable[[], int] = lambda: 0,
    ) -> None:
        """``waiting`` tells how many requests the writer has not come to."""
        self.catalogue = catalogue
        self.lookout = lookout or Lookout()
        self._feed = feed
        self._say = say
        self._submit = submit
        self._troubles = troubles
        self._waiting = waiting
        self._floor = Floor()
        self._floor_bodies: dict[bool, tuple[int, bytes]] = {}
        self._heeding: list[Callable[[Event], None]] = []
        loop = asyncio.get_running_loop()
        self.begun: asyncio.Future[None] = loop.create_future()
        self.damaged: asyncio.Future[None] = loop.create_future()
        """Done once the writer has met a page of the store that cannot be read."""
        self.epoch = ""
        self.term = 0

    @cached_property
    def catalogue_body(self) -> bytes:
        """What ``GET /catalogue`` answers."""
        return encode(self.catalogue)

    @cached_property
    def catalogue_sha256(self) -> str:
        """The hash of that, in hex."""
        return sha256(self.catalogue_body).hexdigest()

    @property
    def floor(self) -> Floor:
        """The floor; nobody but this object changes it."""
        return self._floor

    def take(self, report: Report) -> None:
        """Take in what the writer reports."""
        if isinstance(report, Damaged):
            if not self.damaged.done():
                self.damaged.set_result(None)
        elif isinstance(report, Broken):
            self.begun.set_exception(report.error)
        elif isinstance(report, Begun):
            self._floor = restore_floor(report.snapshot)
            self.epoch = report.epoch
            self.term = report.term
            self._feed.begin(self._floor.seq)
            self.begun.set_result(None)
        else:
            self._take_commit(report)

    def heed(self, taken: Callable[[Event], None]) -> None:
        """Have ``taken`` told each event once it is on disk, before those who follow."""
        self._heeding.append(taken)

    def _take_commit(self, report: Committed) -> None:
        self._troubles.end(TroubleCode.WRITER_HANGS)
        try:
            for line in report.lines:
                self._floor.apply(line.entry)
                for taken in self._heeding:
                    taken(line.entry.event)
            if report.lines:
                self._feed.publish(report.lines)
        finally:
            # It is on disk: whoever asked is told so, whatever else happens here.
            for future, outcome in report.outcomes:
                if not future.done():
                    future.set_result(outcome)

    def check_begun(self) -> None:
        """Raises ``Stopped`` with 503 while the journal is still being read."""
        if not self.begun.done():
            raise Stopped(unavailable(STARTING, self._say.error(STARTING)))

    async def order(self, envelope: Envelope, device: DeviceId, role: Role) -> Outcome:
        """What the writer made of a command, once it is on disk; ``Unavailable`` after a while.

        It may then still be done, if it was begun: sent again it gets its answer.
        """
        if self._waiting() >= MOST_WAITING:
            return Unavailable()
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._submit(Request(envelope=envelope, device=device, role=role, answer=future))
        return await self._of_writer(future, PATIENCE_S)

    async def do(self, work: Callable[[], T], *, patience_s: float | None = None) -> T:
        """Have the writer do ``work`` on the store. Raises ``Stopped`` with 503 if it cannot.

        Everybody else waits for it: let it be small. It may still be done after ``patience_s``.
        """
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        results: list[T] = []
        self._submit(Chore(work=lambda: results.append(work()), done=future))
        outcome = await self._of_writer(future, patience_s or PATIENCE_S)
        if isinstance(outcome, Unavailable):
            error = DISK_FULL if outcome.disk_full else BUSY
            raise Stopped(unavailable(error, self._say.error(error)))
        return results[0]

    async def _of_writer(self, future: "asyncio.Future[Outcome]", patience_s: float) -> Outcome:
        try:
            async with asyncio.timeout(patience_s):
                return await future  # cancelled when time is up: the writer then passes it over
        except TimeoutError:
            self._troubles.begin(TroubleCode.WRITER_HANGS)
            return Unavailable()

    def busy(self) -> Stopped:
        """What whoever asks for what cannot be done now is told."""
        return Stopped(unavailable(BUSY, self._say.error(BUSY)))

    def floor_body(self, *, book: bool = True) -> bytes:
        """What ``GET /floor`` answers; made once for all who ask between two events.

        Without ``book`` there is nothing of appointments in it.
        """
        seq, body = self._floor_bodies.get(book, (None, b""))
        if seq != self._floor.seq:
            snapshot = take_snapshot(self._floor, self.catalogue)
            body = encode_floor(self.epoch, snapshot if book else without_book(snapshot))
            self._floor_bodies[book] = (self._floor.seq, body)
        return body
