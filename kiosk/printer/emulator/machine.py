"""A virtual thermal printer on port 9100's protocol, with every fault on demand."""

import logging
import socket
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Condition as Changed
from threading import Thread
from time import monotonic
from typing import Self

from PIL import Image

from kiosk.printer.emulator.condition import Condition, Make
from kiosk.printer.emulator.folder import SlipFolder
from kiosk.printer.emulator.hosts import READ_BYTES, Hosts, wait_for
from kiosk.printer.emulator.pace import STEP_S, Pace
from kiosk.printer.emulator.works import Receipt, Works

log = logging.getLogger(__name__)

MM_PER_INCH = 25.4
KEPT_WIRE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What it has done since the start; ``resets``: connections that hosts broke off."""

    slips: int = 0
    bytes_read: int = 0
    resets: int = 0
    unknown_bytes: int = 0


class VirtualPrinter:
    """Listens at ``host``:``port`` and serves one connection at a time, as most boards do.

    ``port`` 0 takes a free one. ``mm_per_s`` makes paper come at a head's speed, ``None`` at
    once. ``on_receipt`` is called with each cut piece on the printer's own thread; ``save_to``
    is a directory for their PNGs. ``keep`` bounds how many receipts are held, and with it the
    ``wire``. Paper that runs out stops the printing; what is held is printed when paper is
    back, like the real ones do.
    """

    def __init__(
        self,
        *,
        make: Make | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        mm_per_s: float | None = None,
        on_receipt: Callable[[Receipt], None] | None = None,
        save_to: Path | None = None,
        keep: int | None = None,
    ) -> None:
        self._make = make or Make()
        self._on_receipt = on_receipt
        self._folder = None if save_to is None else SlipFolder(save_to)
        self._mm_per_s = mm_per_s
        self._works = Works(self._make, answer=self._say, receipt=self._hand_over)
        self._hosts = Hosts(host=host, port=port, sessions=self._make.sessions)
        self._pace = Pace()
        self._orders: list[Condition] = []
        self._changed = Changed()
        self._receipts: deque[Receipt] = deque(maxlen=keep)
        self._receipt_count = 0
        self._wire = bytearray()
        self._wire_count = 0
        self._resets = 0
        self._closing = False
        self._wake, self._woken = socket.socketpair()
        self._thread = Thread(target=self._run, name="virtual-printer", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens; stays the same when it is unplugged and plugged in again."""
        return self._hosts.port

    @property
    def condition(self) -> Condition:
        """What was last set, or has come about since."""
        with self._changed:
            return self._orders[-1] if self._orders else self._works.condition

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Every piece of paper since the start, oldest first, as far as they are kept."""
        with self._changed:
            return tuple(self._receipts)

    @property
    def uncut(self) -> Image.Image | None:
        """The paper that hangs out of it and was not cut off yet."""
        with self._changed:
            return self._works.strip

    @property
    def wire(self) -> bytes:
        """Every byte it has read, of all connections."""
        with self._changed:
            return bytes(self._wire)

    @property
    def unknown(self) -> bytes:
        """What came in and is no command it knows."""
        with self._changed:
            return bytes(self._works.unknown)

    @property
    def resets(self) -> int:
        """How many clients broke their connection off instead of ending it."""
        return self.figures.resets

    @property
    def figures(self) -> Figures:
        """What it has done since the start."""
        with self._changed:
            return Figures(
                slips=self._receipt_count,
                bytes_read=self._wire_count,
                resets=self._resets,
                unknown_bytes=len(self._works.unknown),
            )

    def start(self) -> None:
        """Listen from now on; raises ``OSError`` when somebody else has the port."""
        self._hosts.open()
        self._thread.start()

    def close(self) -> None:
        """Stop, and wait until the thread is gone."""
        self._closing = True
        self._wake.send(b"\0")
        if self._thread.ident is not None:
            self._thread.join()
        self._hosts.close()
        self._wake.close()
        self._woken.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def set(self, condition: Condition) -> None:
        """Bring it into ``condition``; returns when it is in it. Not from its own callbacks."""
        with self._changed:
            self._orders.append(condition)
            self._wake.send(b"\0")
            self._changed.wait_for(lambda: condition not in self._orders or self._closing)

    def power_cycle(self) -> None:
        """Switch it off and on: what was not printed is lost, and so is the connection."""
        condition = self.condition
        self.set(replace(condition, unplugged=True))
        self.set(condition)

    def wait_for_receipts(self, count: int, timeout_s: float = 5.0) -> tuple[Receipt, ...]:
        """The receipts once there were ``count``; raises ``TimeoutError``."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._receipt_count >= count, timeout_s):
                raise TimeoutError(f"{self._receipt_count} of {count} receipts")
            return tuple(self._receipts)

    def wait_for_bytes(self, count: int, timeout_s: float = 5.0) -> bytes:
        """What it has read once that is ``count`` bytes; raises ``TimeoutError``."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._wire_count >= count, timeout_s):
                raise TimeoutError(f"{self._wire_count} of {count} bytes")
            return bytes(self._wire)

    def _run(self) -> None:
        try:
            self._serve()
        finally:
            # Whatever ended it, nobody shall wait for it.
            self._closing = True
            with self._changed:
                self._changed.notify_all()

    def _serve(self) -> None:
        busy = False
        while not self._closing:
            readable = wait_for([self._woken, *self._sources()], self._patience_s(busy=busy))
            if self._woken in readable:
                self._woken.recv(READ_BYTES)
                self._obey_orders()
            self._read(readable)
            if self._hosts.welcome(readable):
                self._reach(self._works.condition, served=0)
            self._hosts.speak(monotonic())
            busy = self._print()

    def _sources(self) -> list[socket.socket]:
        now = self._works.condition
        limit = now.stall_after
        stalled = now.stalled or (limit is not None and self._hosts.served_bytes >= limit)
        return self._hosts.sources(reads=not stalled and self._works.room > 0)

    def _patience_s(self, *, busy: bool) -> float | None:
        """How long nothing can happen by itself."""
        answer_at = self._hosts.next_answer_at()
        waits = [] if answer_at is None else [max(0.0, answer_at - monotonic())]
        if busy:
            waits.append(STEP_S)
        return min(waits, default=None)

    def _print(self) -> bool:
        """Let paper come; whether more of it will come by itself."""
        own = self._works.condition.mm_per_s
        mm_per_s = self._mm_per_s if own is None else own
        rows_per_s = None if mm_per_s is None else mm_per_s * self._make.dpi / MM_PER_INCH
        rows = self._works.work(self._pace.rows(monotonic(), rows_per_s))
        self._pace.printed(rows)
        if not self._works.is_printing:
            self._pace.rest()
        return self._works.is_printing

    def _obey_orders(self) -> None:
        with self._changed:
            orders = list(self._orders)
        for condition in orders:
            was = self._works.condition
            self._works.set(condition)
            if condition.unplugged and not was.unplugged:
                self._works.power_off()
                self._hosts.unplug()
            elif was.unplugged and not condition.unplugged:
                self._plug_in()
        with self._changed:
            del self._orders[: len(orders)]
            self._changed.notify_all()

    def _plug_in(self) -> None:
        try:
            self._hosts.open()
        except OSError as error:
            # Somebody took the port meanwhile: it stays off, and can be plugged in again.
            log.warning("port_lost", extra={"port": self.port, "error": str(error)})
            self._works.set(replace(self._works.condition, unplugged=True))

    def _read(self, readable: list[socket.socket]) -> None:
        served = self._hosts.served_bytes
        ahead = self._works.condition.bytes_until(served)
        most_bytes = self._works.room if ahead is None else min(self._works.room, ahead)
        finished = self._hosts.finished
        try:
            data = self._hosts.read(readable, most_bytes)
        except OSError:
            with self._changed:
                self._resets += 1
            return
        if not data or finished:
            return
        with self._changed:
            self._remember(data)
            self._changed.notify_all()
        if self._works.condition.garbage:
            self._send(self._works.condition.babble)
        self._works.receive(data)
        self._reach(self._works.condition, served=served + len(data))

    def _reach(self, condition: Condition, *, served: int) -> None:
        """Let happen what was to happen at that many bytes of a connection."""
        every = condition.unasked_every
        if every and served and served % every == 0:
            self._works.say_unasked()
        if condition.power_cycle_after is not None and served >= condition.power_cycle_after:
            self._works.set(replace(condition, power_cycle_after=None))
            self._works.power_off()
            self._hosts.unplug()
            self._plug_in()
        elif condition.hang_up_after is not None and served >= condition.hang_up_after:
            self._hosts.reset()
        elif condition.finish_after is not None and served >= condition.finish_after:
            self._hosts.finish()

    def _remember(self, data: bytes) -> None:
        self._wire_count += len(data)
        self._wire += data
        if self._receipts.maxlen is not None:
            del self._wire[:-KEPT_WIRE_BYTES]

    def _say(self, answer: bytes) -> None:
        now = self._works.condition
        limit = now.mute_after
        silent = limit is not None and self._hosts.served_bytes >= limit
        if not now.mute and not now.garbage and not silent:
            self._send(answer)

    def _send(self, data: bytes) -> None:
        now = self._works.condition
        self._hosts.say(data, at=monotonic() + now.late_s, piecewise=now.piecewise)

    def _hand_over(self, receipt: Receipt) -> None:
        with self._changed:
            self._receipt_count += 1
            self._receipts.append(receipt)
            self._changed.notify_all()
        if self._folder is not None:
            self._folder.keep(receipt.picture)
        if self._on_receipt is not None:
            self._on_receipt(receipt)
