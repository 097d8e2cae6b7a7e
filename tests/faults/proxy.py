"""A hostile wire between a host and its printer: every fault a LAN and a printer's board know."""

import select
import socket
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Self

from tests.faults.faults import Door, Fault
from tests.faults.stream import JobWatch, Point, Watch
from tests.faults.wire import Wire, reset

LOOPBACK = "127.0.0.1"
READ_BYTES = 4096
RECEIVE_BUFFER_BYTES = 4 * 1024
"""Small, so that a printer that stops reading is felt inside a slip and not after it."""
LOOK_S = 1.0
FILLERS = 2
"""Callers of our own that fill a backlog of none."""


class FaultProxy:
    """Listens on 127.0.0.1 and passes everything on to ``printer_port``, but for its faults.

    Everything happens on one thread of its own; its methods return when it has happened.
    """

    def __init__(self, printer_port: int, watch: Callable[[], Watch] = JobWatch) -> None:
        self.resets = 0
        """How many hosts broke their connection off instead of ending it."""
        self._printer_port = printer_port
        self._watch = watch
        self._door = Door.OPEN
        self._plan: list[Fault] = []
        self._wires: list[Wire] = []
        self._fillers: list[socket.socket] = []
        self._orders: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._wake, self._woken = socket.socketpair()
        self._listener = _bound(0)
        self._listener.listen()
        self.port: int = self._listener.getsockname()[1]
        self._closing = False
        self._thread = Thread(target=self._run, name="fault-proxy", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._order(self._close)
        self._thread.join()
        self._wake.close()
        self._woken.close()

    def plan(self, *faults: Fault) -> None:
        """These faults and no others from now on, for connections old and new."""
        self._order(lambda: self._plan.__setitem__(slice(None), faults))

    def door(self, door: Door) -> None:
        """Meet callers like this from now on."""
        self._order(lambda: self._hang(door))

    def lift(self) -> None:
        """No faults any more: the door is open, and what stalled goes on."""
        self._order(self._lift)

    def break_all(self) -> None:
        """Reset every connection there is, at the host's side."""
        self._order(self._break_all)

    @property
    def busy(self) -> bool:
        """Whether any connection is still there, or a caller stands before a closed door."""
        return any(wire.lives for wire in list(self._wires))

    def met(self, point: Point) -> list[Fault]:
        """The faults that happen at ``point`` now; called by the wires."""
        met = [fault for fault in self._plan if fault.at is point]
        self._plan = [fault for fault in self._plan if fault.always or fault not in met]
        return met

    def _order(self, order: Callable[[], object]) -> None:
        done = Event()

        def obey() -> None:
            order()
            done.set()

        self._orders.put(obey)
        self._wake.send(b"\0")
        while not done.wait(LOOK_S):
            if not self._thread.is_alive():
                raise RuntimeError("the proxy has died")

    def _run(self) -> None:
        while not self._closing:
            reading: list[socket.socket] = [self._woken]
            writing: list[socket.socket] = []
            if self._door is Door.OPEN:
                reading.append(self._listener)
            wait_s: float | None = None
            for wire in self._wires:
                wire.wants(reading, writing)
                due_s = wire.due_in_s(monotonic())
                if due_s is not None:
                    wait_s = due_s if wait_s is None else min(wait_s, due_s)
            readable, writable, _ = select.select(reading, writing, (), wait_s)
            for wire in self._wires:
                wire.go_on(readable, writable, monotonic())
            self.resets += sum(wire.take_resets() for wire in self._wires)
            self._wires = [wire for wire in self._wires if wire.lives]
            if self._door is Door.OPEN and self._listener in readable:
                self._take(self._listener.accept()[0])
            if self._woken in readable:
                self._woken.recv(1)
                self._orders.get()()

    def _take(self, host: socket.socket) -> None:
        try:
            printer = socket.create_connection((LOOPBACK, self._printer_port))
        except OSError:
            # The printer has no power: its port would refuse.
            reset(host)
            return
        self._wires.append(Wire(host, printer, self.met, self._watch()))

    def _hang(self, door: Door) -> None:
        if door is self._door:
            return
        quiet = (Door.OPEN, Door.UNSERVED)
        if not (door in quiet and self._door in quiet):
            self._listener.close()
            for filler in self._fillers:
                filler.close()
            self._fillers.clear()
            self._listener = _bound(self.port)
            self._listen_behind(door)
        self._door = door

    def _listen_behind(self, door: Door) -> None:
        if door in (Door.OPEN, Door.UNSERVED):
            self._listener.listen()
        elif door is Door.BLACK_HOLE:
            self._listener.listen(0)
            for _ in range(FILLERS):
                filler = socket.socket()
                filler.setblocking(False)
                filler.connect_ex((LOOPBACK, self.port))
                self._fillers.append(filler)

    def _lift(self) -> None:
        self._plan = []
        for wire in self._wires:
            wire.lift()
        self._hang(Door.OPEN)

    def _break_all(self) -> None:
        for wire in self._wires:
            wire.break_off()

    def _close(self) -> None:
        self._closing = True
        for wire in self._wires:
            wire.close()
        for each in (self._listener, *self._fillers):
            each.close()


def _bound(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
    listener.bind((LOOPBACK, port))
    return listener
