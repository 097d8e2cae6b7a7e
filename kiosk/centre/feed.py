"""The feed: every event in order, resumed without gap or repeat, as server-sent events."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from starlette.types import Receive, Send

from kiosk.centre.devices import Secret
from kiosk.db.journal import Line, Stored
from kiosk.web.answer import Header
from kiosk.wire.codec import redact, without

RECENT_LINES = 4096
PAGE_LINES = 500
HIDDEN: Mapping[str, Secret] = {
    "FeedbackGiven": Secret.FEEDBACK,
    "ReasonsAdded": Secret.FEEDBACK,
    "AppointmentBooked": Secret.BOOK,
    "AppointmentMoved": Secret.BOOK,
    "AppointmentCancelled": Secret.BOOK,
}
"""Events of which those who may not read a secret see no more than seq, at and type."""
CODES_IN = {
    "TicketIssued": ("appointment", b'"appointment":"'),
    "TicketRecorded": ("appointment", b'"appointment":"'),
    "DayOpened": ("appointments", b'"appointments":[{'),
    "DayClosed": ("missed", b'"missed":["'),
}
"""Events of which they see all but the field with codes; and how that begins when it has some."""

DATA, END = b"\ndata: ", b"\n\n"
"""What stands around a line in the stream."""

Pager = Callable[[int, int], Awaitable[Sequence[Stored]]]
"""Reads lines of the journal: those after a seq, so many at most."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """One line as those get it who may read its secret, if it has one, and as the others do."""

    seq: int
    full: bytes
    secret: Secret | None = None
    redacted: bytes = b""

    @property
    def text(self) -> bytes:
        """The line as it stands in the journal."""
        return self.full.partition(DATA)[2].removesuffix(END)

    def for_reader_of(self, secrets: Collection[Secret]) -> bytes:
        """The line as a reader of these secrets gets it."""
        return self.full if self.secret is None or self.secret in secrets else self.redacted


class Feed:
    """The recent lines in memory, and everybody who follows. Belongs to the event loop."""

    def __init__(self, *, page: Pager, now: Callable[[], datetime], stall_s: float) -> None:
        self._now = now
        self._page = page
        self._stall_s = stall_s
        self._recent: list[_Chunk] = []
        self._beats = 0
        self._beat = b""
        self._closed = False
        self._news = asyncio.Event()
        self.seq = 0
        self.followers = 0

    def begin(self, seq: int) -> None:
        """The journal's last line when the centre began."""
        self.seq = seq

    def publish(self, lines: Iterable[Line]) -> None:
        """Send lines that have just been committed to everybody."""
        for line in lines:
            entry = line.entry
            self._recent.append(_chunk(entry.seq, type(entry.event).__name__, line.text))
            self.seq = entry.seq
        if len(self._recent) >= 2 * RECENT_LINES:
            del self._recent[:-RECENT_LINES]
        self.wake()

    def beat(self) -> None:
        """Let every follower see that the centre is there, and its time; once a second."""
        self._beats += 1
        self._beat = self._time_told()
        self.wake()

    def _time_told(self) -> bytes:
        """A comment with the centre's time: screens show it rather than their own machine's."""
        return b": %b\n\n" % self._now().isoformat().encode()

    def close(self) -> None:
        """End every stream, as the centre does."""
        self._closed = True
        self.wake()

    def wake(self) -> None:
        """Have every stream look whether there is anything new, or it has ended."""
        self._news.set()
        self._news = asyncio.Event()

    async def follow(
        self,
        receive: Receive,
        send: Send,
        *,
        cursor: int,
        reads: Collection[Secret],
        headers: list[Header],
        ended: asyncio.Event | None = None,
    ) -> bool:
        """Send everything after ``cursor``, then what comes, until either side ends it.

        Whoever sets ``ended`` wakes the feed: not one line more is sent then. Whether the follower
        kept up: one that takes nothing is dropped. Raises ``StoreFailed`` where the journal cannot
        be read.
        """
        ended = ended or asyncio.Event()
        gone = asyncio.create_task(_until_gone(receive))
        self.followers += 1
        try:
            await self._within(
                send, {"type": "http.response.start", "status": 200, "headers": headers}
            )
            await self._stream(send, gone, ended, cursor, reads=reads)
            await self._within(send, {"type": "http.response.body", "body": b""})
        except TimeoutError:
            return False
        finally:
            self.followers -= 1
            gone.cancel()
            with suppress(asyncio.CancelledError):
                await gone
        return True

    async def look_after(self, cursor: int) -> None:
        """See that what follows ``cursor`` can be read. Raises ``StoreFailed``."""
        await self._after(cursor)

    async def _stream(
        self,
        send: Send,
        gone: "asyncio.Task[None]",
        ended: asyncio.Event,
        cursor: int,
        *,
        reads: Collection[Secret],
    ) -> None:
        body, beats = self._time_told(), self._beats
        while not (gone.done() or self._is_over(ended)):
            if body:
                await self._within(
                    send, {"type": "http.response.body", "body": body, "more_body": True}
                )
            news = self._news
            chunks = await self._after(cursor)
            if not chunks and beats == self._beats and not self._is_over(ended):
                await news.wait()
            body = b"".join([chunk.for_reader_of(reads) for chunk in chunks])
            cursor = chunks[-1].seq if chunks else cursor
            if beats != self._beats:
                beats = self._beats
                body += self._beat

    def _is_over(self, ended: asyncio.Event) -> bool:
        return self._closed or ended.is_set()

    async def _after(self, cursor: int) -> Sequence[_Chunk]:
        """What follows ``cursor``: from memory, or a page of the journal when it is long ago."""
        if cursor >= self.seq:
            return ()
        missing = self.seq - cursor
        if missing <= len(self._recent):
            return self._recent[-missing:]
        page = await self._page(cursor, PAGE_LINES)
        return [_chunk(stored.seq, stored.type, stored.text) for stored in page]

    async def lines_after(self, cursor: int) -> Sequence[bytes]:
        """The journal's lines after ``cursor``, as they stand in it: all, or the first page."""
        return [chunk.text for chunk in await self._after(cursor)]

    async def _within(self, send: Send, message: dict[str, object]) -> None:
        async with asyncio.timeout(self._stall_s):
            await send(message)


def _chunk(seq: int, kind: str, text: bytes) -> _Chunk:
    full = _event(seq, text)
    secret = HIDDEN.get(kind)
    if secret is not None:
        return _Chunk(seq, full, secret, _event(seq, redact(text)))
    field, begins = CODES_IN.get(kind, ("", b""))
    if field and begins in text:
        return _Chunk(seq, full, Secret.BOOK, _event(seq, without(text, field)))
    return _Chunk(seq, full)


def _event(seq: int, text: bytes) -> bytes:
    return b"id: %d%b%b%b" % (seq, DATA, text, END)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
