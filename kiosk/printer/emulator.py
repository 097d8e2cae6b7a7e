"""A virtual thermal printer on port 9100's protocol, with every fault on demand."""

import select
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Condition as Changed
from threading import Thread
from time import monotonic
from typing import Self

from kiosk.printer.emulator_works import Condition, Receipt, Works
from kiosk.printer.profile import DEFAULT_DPI

READ_BYTES = 4096
NO_PRINTER = b"HTTP/1.1 400 Bad Request\r\n\r\n"
AT_ONCE_ROWS = 1_000_000
PACE_S = 0.02
MM_PER_INCH = 25.4
NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class VirtualPrinter:
    """Listens on 127.0.0.1 and serves one connection at a time, as many printer boards do.

    ``port`` 0 takes a free one. ``mm_per_s`` makes paper come at a head's speed, ``None`` at
    once. ``on_receipt`` is called with each cut piece on the printer's own thread; ``save_to``
    is a directory for their PNGs. Paper that runs out stops the printing; what is held is
    printed when paper is back, like the real ones do.
    """

    def __init__(
        self,
        *,
        width_dots: int = 576,
        port: int = 0,
        cutter: bool = True,
        knows_fence: bool = True,
        mm_per_s: float | None = None,
        on_receipt: Callable[[Receipt], None] | None = None,
        save_to: Path | None = None,
    ) -> None:
        self._on_receipt = on_receipt
        self._save_to = save_to
        self._rows_per_s = None if mm_per_s is None else mm_per_s * DEFAULT_DPI / MM_PER_INCH
        self._works = Works(
            width_dots=width_dots,
            cutter=cutter,
            knows_fence=knows_fence,
            answer=self._say,
            receipt=self._keep,
        )
        self._port = port
        self._listener: socket.socket | None = None
        self._client: socket.socket | None = None
        self._client_bytes = 0
        self._orders: list[Condition] = []
        self._ordered = Condition()
        self._changed = Changed()
        self._receipts: list[Receipt] = []
        self._wire = bytearray()
        self._resets = 0
        self._closing = False
        self._wake, self._woken = socket.socketpair()
        self._thread = Thread(target=self._run, name="virtual-printer", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens; stays the same when it is unplugged and plugged in again."""
        return self._port

    @property
    def condition(self) -> Condition:
        """What was last set, or has come about since."""
        with self._changed:
            return self._orders[-1] if self._orders else self._works.condition

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Every piece of paper since the start, oldest first."""
        with self._changed:
            return tuple(self._receipts)

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
        with self._changed:
            return self._resets

    def start(self) -> None:
        """Listen from now on."""
        self._listen()
        self._thread.start()

    def close(self) -> None:
        """Stop, and wait until the thread is gone."""
        self._closing = True
        self._wake.send(b"\0")
        if self._thread.ident is not None:
            self._thread.join()
        for each in (self._client, self._listener, self._wake, self._woken):
            if each is not None:
                each.close()

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

    def wait_for_receipts(self, count: int, timeout_s: float = 5.0) -> tuple[Receipt, ...]:
        """The receipts once there are ``count``; raises ``TimeoutError``."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._receipts) >= count, timeout_s):
                raise TimeoutError(f"{len(self._receipts)} of {count} receipts")
            return tuple(self._receipts)

    def wait_for_bytes(self, count: int, timeout_s: float = 5.0) -> bytes:
        """What it has read once that is ``count`` bytes; raises ``TimeoutError``."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._wire) >= count, timeout_s):
                raise TimeoutError(f"{len(self._wire)} of {count} bytes")
            return bytes(self._wire)

    def _listen(self) -> None:
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", self._port))
        self._listener.listen()
        self._port = self._listener.getsockname()[1]

    def _run(self) -> None:
        paced_at = monotonic()
        busy = False
        while not self._closing:
            wait_s = PACE_S if busy and self._rows_per_s else None
            readable, _, _ = select.select(self._sources(), (), (), wait_s)
            if self._woken in readable:
                self._woken.recv(READ_BYTES)
                self._obey_orders()
            if self._listener is not None and self._listener in readable:
                self._client, _ = self._listener.accept()
                self._client_bytes = 0
            if self._client is not None and self._client in readable:
                self._read()
            now = monotonic()
            rows = AT_ONCE_ROWS if self._rows_per_s is None else int(self._rows_per_s * PACE_S)
            if not busy or self._rows_per_s is None or now - paced_at >= PACE_S:
                paced_at = now
                busy = self._works.work(rows) > 0

    def _sources(self) -> list[socket.socket]:
        sources = [self._woken]
        if self._client is None and self._listener is not None:
            sources.append(self._listener)
        if self._client is not None and not self._works.condition.stalled and self._works.room:
            sources.append(self._client)
        return sources

    def _obey_orders(self) -> None:
        with self._changed:
            orders = list(self._orders)
        for condition in orders:
            was = self._works.condition
            self._works.set(condition)
            if condition.unplugged and not was.unplugged:
                self._unplug()
            elif was.unplugged and not condition.unplugged:
                self._listen()
        with self._changed:
            del self._orders[: len(orders)]
            self._changed.notify_all()

    def _unplug(self) -> None:
        self._works.power_off()
        self._reset_client()
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _read(self) -> None:
        client = self._client
        if client is None:
            return
        try:
            data = client.recv(min(READ_BYTES, self._works.room))
        except OSError:
            with self._changed:
                self._resets += 1
            self._drop_client()
            return
        if not data:
            self._drop_client()
            return
        with self._changed:
            self._wire += data
            self._client_bytes += len(data)
            self._changed.notify_all()
        if self._works.condition.garbage:
            self._send(NO_PRINTER)
        self._works.receive(data)
        limit = self._works.condition.hang_up_after
        if limit is not None and self._client_bytes >= limit:
            self._reset_client()

    def _say(self, answer: bytes) -> None:
        if not self._works.condition.mute and not self._works.condition.garbage:
            self._send(answer)

    def _send(self, data: bytes) -> None:
        if self._client is not None:
            with suppress(OSError):
                self._client.sendall(data)

    def _keep(self, receipt: Receipt) -> None:
        with self._changed:
            self._receipts.append(receipt)
            count = len(self._receipts)
            self._changed.notify_all()
        if self._save_to is not None:
            receipt.picture.save(self._save_to / f"slip-{count:03}.png")
        if self._on_receipt is not None:
            self._on_receipt(receipt)

    def _reset_client(self) -> None:
        if self._client is not None:
            # A linger of no seconds makes close() a reset.
            self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            self._drop_client()

    def _drop_client(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
