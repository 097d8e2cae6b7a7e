"""What other machines may take of a server's connections: those it knows come first."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kiosk.web.limits import Limit
from kiosk.web.peer import is_loopback

ALL = 600
"""Twice as many as phones in a full hall, and far fewer than files a process may have open."""
OF_AN_ADDRESS = 32
OF_A_KNOWN_ADDRESS = 256
"""Of an address that devices come from: a terminal server has forty counters."""
KNOWN = 1024
"""Addresses kept in mind."""
OF_THIS_MACHINE = 4000
"""Its own screens and tools, forty counters on virtual desktops among them, are some hundred."""
OWN_PATIENCE_S = 60.0
PATIENCE_S = 10.0
"""How long a request may take to come in."""
ASKS_PER_S = 100
ASKS_BURST = 400
"""Requests of one address: 500 phones behind a router of their own ask 50 times a second."""
MOST_BYTES = 64 * 1024
"""Of one request, its headers included: a phone sends a few hundred."""
MOST_HEAD_BYTES = 64 * 1024
"""Of its headers alone."""
LEAST_BYTES_PER_S = 2048
LONGEST_S = 300.0
"""A body that was announced may come so slowly, and no request ever takes longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What other machines may take: connections, all together and of one address.

    ``asker_of`` says which addresses are one asker: by itself each is its own.
    """

    all: int = ALL
    of_an_address: int = OF_AN_ADDRESS
    of_a_known_address: int = OF_A_KNOWN_ADDRESS
    asks_per_s: float = ASKS_PER_S
    asks_burst: float = ASKS_BURST
    asker_of: Callable[[str], str] = str


def _is_elsewhere(address: str) -> bool:
    return not is_loopback(address)


class Strangers:
    """Counts the connections of other machines. Belongs to the event loop.

    ``is_stranger`` tells by the address of a socket.
    """

    def __init__(
        self,
        *,
        is_stranger: Callable[[str], bool] = _is_elsewhere,
        patience_s: float = PATIENCE_S,
        of_this_machine: int = OF_THIS_MACHINE,
        own_patience_s: float = OWN_PATIENCE_S,
        on_refusal: Callable[[], None] = lambda: None,
        steady_s: Callable[[], float] = time.monotonic,
        bounds: Bounds | None = None,
    ) -> None:
        """``on_refusal`` is told of each that is turned away."""
        self._bounds = bounds or Bounds()
        self._asker_of = self._bounds.asker_of
        self._asks = Limit(
            rate_per_s=self._bounds.asks_per_s,
            burst=self._bounds.asks_burst,
            monotonic=steady_s,
        )
        self.is_stranger = is_stranger
        self.patience_s = patience_s
        self.own_patience_s = own_patience_s
        self._of_this_machine = of_this_machine
        self._on_refusal = on_refusal
        self._own = 0
        self._unasked: dict[object, Callable[[], None]] = {}
        self._open: Counter[str] = Counter()
        self._known: dict[str, None] = {}

    def know(self, address: str) -> None:
        """A token came from there: it has room whatever the others do."""
        asker = self._asker_of(address)
        if asker in self._known or not self.is_stranger(address):
            return
        self._known[asker] = None
        if len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]

    def is_known(self, address: str) -> bool:
        """Whether tokens came from there."""
        return self._asker_of(address) in self._known

    def refuse(self) -> None:
        """Note that one was turned away, wherever it came from."""
        self._on_refusal()

    def admit(self, address: str) -> bool:
        """Whether one more may come from there; if so it counts until ``leave``."""
        asker = self._asker_of(address)
        if not self._has_room(asker):
            self._on_refusal()
            return False
        self._open[asker] += 1
        return True

    def _has_room(self, asker: str) -> bool:
        if asker in self._known:
            return self._open[asker] < self._bounds.of_a_known_address
        if self._open[asker] >= self._bounds.of_an_address:
            return False
        known = sum(self._open[each] for each in self._known) if self._known else 0
        return self._open.total() - known < self._bounds.all

    def may_ask(self, address: str) -> bool:
        """Whether somebody there may ask once more now; devices have limits of their own."""
        asker = self._asker_of(address)
        if asker in self._known or self._asks.allows(asker):
            return True
        self._on_refusal()
        return False

    def leave(self, address: str) -> None:
        """A connection from there has ended."""
        asker = self._asker_of(address)
        self._open[asker] -= 1
        if self._open[asker] <= 0:
            del self._open[asker]

    def own_came(self, line: object, hang_up: Callable[[], None]) -> bool:
        """Whether one more of this machine may come; if so it counts until ``own_left``.

        Where there are too many, that one goes which has asked for nothing the longest.
        """
        if self._own >= self._of_this_machine:
            self._on_refusal()
            oldest = next(iter(self._unasked), None)
            if oldest is None:
                return False
            self._unasked.pop(oldest)()
        self._own += 1
        self._unasked[line] = hang_up
        return True

    def own_asked(self, line: object) -> None:
        """It has asked for something: it stays."""
        self._unasked.pop(line, None)

    def own_left(self, line: object) -> None:
        """It has ended."""
        self._unasked.pop(line, None)
        self._own -= 1

    @property
    def connections(self) -> int:
        """How many are open."""
        return self._open.total()


def guarded(strangers: Strangers, most: int = MOST_BYTES) -> type["GuardedProtocol"]:
    """The protocol of uvicorn, with an eye on strangers; ``most`` is bytes of one request."""

    class Guarded(GuardedProtocol):
        guard = strangers
        most_bytes = most

    return Guarded


class GuardedProtocol(HttpToolsProtocol):
    """Hangs up on a stranger who takes too many connections, too long, or says too much.

    uvicorn itself waits for ever for a request that never ends. This machine's own programs have
    more room and more time.
    """

    guard: ClassVar[Strangers]
    most_bytes: ClassVar[int]
    entered: Callable[[], None] | None = None
    """Is called first of all, as whoever shook hands with it counted it until now."""
    _stranger = ""
    _own = False
    _is_over = False
    _bytes = 0
    _head_is_whole = False
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count who comes from elsewhere, or hang up."""
        if self.entered is not None:
            self.entered()
        super().connection_made(transport)
        if transport.get_extra_info("sslcontext") is not None:
            # TLS keeps half a megabyte of its own, on top of what the line below it keeps: a board
            # that stops reading would not be noticed for hours.
            transport.set_write_buffer_limits(high=1)
        address = self.client[0] if self.client else ""
        if not self.guard.is_stranger(address):
            self._own = self.guard.own_came(self, transport.abort)
            if self._own:
                self._begin_to_wait()
            else:
                transport.abort()
        elif self.guard.admit(address):
            self._stranger = address
            self._begin_to_wait()
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """It counts no more."""
        self._stop_waiting()
        if self._stranger:
            self.guard.leave(self._stranger)
            self._stranger = ""
        if self._own:
            self.guard.own_left(self)
            self._own = False
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The centre ends. Over TLS a line at rest would wait for the other side's last word."""
        # Before the first request there is no cycle, whatever uvicorn's types say.
        rests = self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]
        if self.scheme == "https" and rests:
            self.transport.abort()
        else:
            super().shutdown()

    def data_received(self, data: bytes) -> None:
        """Read on, as long as it is not too much."""
        if self._stranger:
            self._bytes += len(data)
            if self._bytes > self.most_bytes:
                self.transport.abort()
                return
        super().data_received(data)
        if self._stranger and not self._head_is_whole and self._bytes > MOST_HEAD_BYTES:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """A request begins, and shall end; too many of them end the connection."""
        if self._stranger and not self.guard.may_ask(self._stranger):
            self._is_over = True
            self.transport.abort()
        if self._stranger or self._own:
            self._begin_to_wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Answer it, unless it is one too many; what came with it is still being read."""
        self._head_is_whole = True
        if self._stranger and sum(len(n) + len(v) for n, v in self.headers) > MOST_HEAD_BYTES:
            self._is_over = True
            self.transport.abort()
        if self._is_over:
            return
        if self._stranger:
            self._wait_for_body()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Some of its body."""
        if not self._is_over:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is whole."""
        if self._is_over:
            return
        self._bytes = 0
        self._head_is_whole = False
        self._stop_waiting()
        if self._own:
            self.guard.own_asked(self)
        super().on_message_complete()

    def _wait_for_body(self) -> None:
        """Give what was announced the time that it takes on a slow line; no other is given."""
        announced = next((v for n, v in self.headers if n == b"content-length"), b"")
        wanted_s = (int(announced[:18]) if announced.isdigit() else 0) / LEAST_BYTES_PER_S
        if wanted_s > self.guard.patience_s:
            self._stop_waiting()
            self._deadline = self.loop.call_later(min(wanted_s, LONGEST_S), self.transport.abort)

    def _begin_to_wait(self) -> None:
        if self._deadline is None:
            patience_s = self.guard.own_patience_s if self._own else self.guard.patience_s
            self._deadline = self.loop.call_later(patience_s, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
