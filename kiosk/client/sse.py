"""Server-sent events out of bytes as they come, in whatever pieces."""

import re
from dataclasses import dataclass

LONGEST_BYTES = 1024 * 1024
_LINE_END = re.compile(rb"[\r\n]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class FeedTooLong(ValueError):
    """A line or an event is longer than any a centre sends: nothing after it can be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """One event: its type, the last id that was given, and its data lines joined by LF.

    The data stays bytes: the journal's chain is made of exactly these, and whether they are a
    line of the journal is for its decoder to say.
    """

    type: str
    id: str
    data: bytes


class FeedParser:
    """The event stream of the WHATWG's HTML standard, §9.2.6, with a limit on what is kept.

    ``retry`` is passed over: how soon to come back is the device's own decision. ``comment`` is
    the last comment that came; a centre tells its time in it.
    """

    def __init__(self, *, longest_bytes: int = LONGEST_BYTES) -> None:
        self._longest_bytes = longest_bytes
        self.comment = b""
        self._pending = bytearray()
        self._searched = 0
        self._after_cr = False
        self._first_line = True
        self._type = ""
        self._id = ""
        self._data: list[bytes] = []
        self._data_bytes = 0

    def feed(self, chunk: bytes) -> list[FeedEvent]:
        """The events completed by these bytes; raises FeedTooLong, after which it is spent."""
        self._pending += chunk
        events = []
        start = 0
        while end := _LINE_END.search(self._pending, max(start, self._searched)):
            line = bytes(self._pending[start : end.start()])
            self._check_length(len(line))
            second_half = self._after_cr and not line and self._pending[end.start()] == ord("\n")
            self._after_cr = self._pending[end.start()] == ord("\r")
            start = end.end()
            if second_half:
                continue
            event = self._take(line)
            if event is not None:
                events.append(event)
        del self._pending[:start]
        self._searched = len(self._pending)
        if self._pending:
            self._after_cr = False
        self._check_length(len(self._pending))
        return events

    def _check_length(self, line_bytes: int) -> None:
        if line_bytes > self._longest_bytes:
            raise FeedTooLong(f"a line of more than {self._longest_bytes} bytes")

    def _take(self, line: bytes) -> FeedEvent | None:
        if self._first_line:
            self._first_line = False
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if not line:
            return self._dispatch()
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data_bytes += len(value) + 1
            if self._data_bytes > self._longest_bytes:
                raise FeedTooLong(f"an event of more than {self._longest_bytes} bytes")
            self._data.append(value)
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")
        elif name == b"event":
            self._type = value.decode("utf-8", "replace")
        elif name == b"":
            self.comment = value
        return None

    def _dispatch(self) -> FeedEvent | None:
        event = None
        if self._data:
            event = FeedEvent(
                type=self._type or "message", id=self._id, data=b"\n".join(self._data)
            )
        self._type = ""
        self._data = []
        self._data_bytes = 0
        return event
