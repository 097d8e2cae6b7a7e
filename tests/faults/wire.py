"""One connection through the proxy: bytes one way, answers the other, faults at their moments."""

import socket
import struct
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import assert_never

from tests.faults.faults import (
    Action,
    Do,
    Fault,
    HangUp,
    Instead,
    Late,
    Mute,
    Reset,
    Say,
    Split,
    Stall,
    Swallow,
    Wait,
)
from tests.faults.stream import Point, Watch

READ_BYTES = 8 * 1024
_END = b""
"""Among bytes to carry: here they ended."""
NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


def reset(end: socket.socket) -> None:
    """Close with a reset: a linger of no seconds makes close() one."""
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
    end.close()


class Wire:
    """The host's end and the printer's end; ``met`` gives the faults of a point, when it is met."""

    def __init__(
        self,
        host: socket.socket,
        printer: socket.socket,
        met: Callable[[Point], list[Fault]],
        watch: Watch,
    ) -> None:
        self._host = host
        self._printer = printer
        for end in (host, printer):
            end.setblocking(False)
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._met = met
        self._watch = watch
        self._read = 0
        self._due: list[tuple[int, Action]] = [(0, fault.does) for fault in met(Point.CONNECTED)]
        self._job: deque[bytes | Action] = deque()
        self._answers: deque[tuple[float, bytes]] = deque()
        self._host_ended = self._printer_ended = False
        self._host_gone = self._printer_gone = False
        self._stalled = self._swallows = self._mute = False
        self._rests_until = 0.0
        self._late_s, self._gap_s = 0.0, 0.0
        self._instead: Callable[[bytes], bytes] = bytes
        self._resets = 0
        self._now = 0.0
        self._schedule(b"")

    @property
    def lives(self) -> bool:
        """Whether there is still something to carry."""
        return not (self._host_gone and self._printer_gone)

    def take_resets(self) -> int:
        """How often the host has reset it since this was asked last."""
        resets, self._resets = self._resets, 0
        return resets

    def wants(self, reading: list[socket.socket], writing: list[socket.socket]) -> None:
        """Add what is to be waited for."""
        if self._stalled:
            return
        if not self._host_gone and not self._host_ended and not self._job:
            reading.append(self._host)
        if not self._printer_gone and not self._printer_ended and not self._answers:
            reading.append(self._printer)
        if not self._printer_gone and self._job and isinstance(self._job[0], bytes):
            writing.append(self._printer)

    def due_in_s(self, now: float) -> float | None:
        """When it has something to do by itself; ``None``: not before something comes."""
        if self._stalled or not self.lives:
            return None
        times = [self._answers[0][0]] if self._answers else []
        if self._rests_until > now:
            times.append(self._rests_until)
        elif self._job and not isinstance(self._job[0], bytes):
            times.append(now)
        return max(0.0, min(times) - now) if times else None

    def go_on(
        self, readable: Sequence[socket.socket], writable: Sequence[socket.socket], now: float
    ) -> None:
        """Carry what can be carried at ``now``, a monotonic time in seconds."""
        self._now = now
        if self._stalled or not self.lives:
            return
        if self._host in readable and not self._host_gone:
            self._take_from_host()
        if self._printer in readable and not self._printer_gone:
            self._take_from_printer()
        self._carry_job()
        self._carry_answers()
        if self._host_ended and self._printer_ended and not self._job and not self._answers:
            self.close()

    def lift(self) -> None:
        """Nothing holds it up any more; what it was made to do to the answers goes on."""
        self._stalled = False
        self._rests_until = 0.0

    def break_off(self) -> None:
        """Reset the host's side."""
        self._perform(Reset())

    def close(self) -> None:
        """Both ends, at once."""
        self._host.close()
        self._printer.close()
        self._host_gone = self._printer_gone = True

    def _take_from_host(self) -> None:
        try:
            data = self._host.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            self._resets += 1
            self._host.close()
            self._host_gone = True
            data = b""
        if data:
            self._schedule(data)
        else:
            self._host_ended = True
            self._job.append(_END)

    def _take_from_printer(self) -> None:
        try:
            data = self._printer.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            # Without power, or with a board that gave up: what it has not read is lost.
            self._printer.close()
            self._printer_gone = self._printer_ended = True
            self._perform(Reset())
            return
        if not data:
            self._printer_ended = True
            self._answers.append((self._now + self._late_s, _END))
            return
        data = self._instead(data)
        if self._mute or not data:
            return
        if not self._gap_s:
            self._answers.append((self._now + self._late_s, data))
            return
        for at, byte in enumerate(data):
            due = self._now + self._late_s + at * self._gap_s
            self._answers.append((due, bytes((byte,))))

    def _schedule(self, data: bytes) -> None:
        """Queue bytes and, between them, what happens there."""
        for offset, point in self._watch.feed(data):
            self._due += [(offset + fault.after_bytes, fault.does) for fault in self._met(point)]
        self._due.sort(key=lambda due: due[0])
        while self._due and self._due[0][0] <= self._read + len(data):
            offset, action = self._due.pop(0)
            before = max(0, offset - self._read)
            if before:
                self._job.append(data[:before])
                data, self._read = data[before:], self._read + before
            self._job.append(action)
        if data:
            self._job.append(data)
            self._read += len(data)

    def _carry_job(self) -> None:
        while self._job and not self._stalled and self._rests_until <= self._now:
            first = self._job.popleft()
            if not isinstance(first, bytes):
                self._perform(first)
            elif first is _END:
                with suppress(OSError):
                    self._printer.shutdown(socket.SHUT_WR)
            elif not self._swallows and not self._printer_gone:
                rest = _push(self._printer, first)
                if rest:
                    self._job.appendleft(rest)
                    return

    def _carry_answers(self) -> None:
        while self._answers and not self._stalled and self._answers[0][0] <= self._now:
            _, data = self._answers.popleft()
            if self._host_gone:
                continue
            if data is _END:
                with suppress(OSError):
                    self._host.shutdown(socket.SHUT_WR)
            else:
                # A few bytes that nobody reads; there is always room for them.
                _push(self._host, data)

    def _perform(self, action: Action) -> None:  # noqa: C901 - one line for each fault
        match action:
            case Stall():
                self._stalled = True
            case Reset() | HangUp():
                self._leave_host(action)
            case Swallow():
                self._swallows = True
            case Mute():
                self._mute = True
            case Late(by_s=by_s):
                self._late_s = by_s
            case Split(gap_s=gap_s):
                self._gap_s = gap_s
            case Say(data=data):
                self._answers.append((self._now, data))
            case Instead(of=of):
                self._instead = of
            case Do(deed=deed):
                deed()
            case Wait(for_s=for_s):
                self._rests_until = self._now + for_s
            case _:
                assert_never(action)

    def _leave_host(self, how: Reset | HangUp) -> None:
        """What the printer has got stays there; of what was still on its way nothing arrives."""
        if self._host_gone:
            return
        if isinstance(how, Reset):
            reset(self._host)
            self._host_gone = True
        else:
            with suppress(OSError):
                self._host.shutdown(socket.SHUT_WR)
            self._swallows = self._mute = True
        self._job.clear()
        if isinstance(how, Reset) or self._host_ended:
            self._host_ended = True
            self._job.append(_END)


def _push(end: socket.socket, data: bytes) -> bytes:
    """Send what can be sent now; returns the rest. To an end that is gone all is sent."""
    try:
        return data[end.send(data) :]
    except BlockingIOError:
        return data
    except OSError:
        return b""
