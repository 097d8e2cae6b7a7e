"""Tells when a headset is put into the jack, as Linux's input devices tell it.

Sound cards and USB headsets with a switch in their jack are input devices with SW_HEADPHONE_INSERT.
Their user must be in the group ``input``. Without such a switch, or the right to read it, nothing
is ever told: whoever listens has other ways to begin.
"""

import logging
import os
import selectors
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

log = logging.getLogger(__name__)

INPUT_DEVICES = Path("/dev/input")
LOOK_AGAIN_S = 10.0
"""So often it looks for devices that have come since."""
CLOSE_WITHIN_S = 2.0

# linux/input.h and linux/input-event-codes.h
EVENT = struct.Struct("llHHi")
EV_SYN, EV_SW = 0, 5
SYN_DROPPED = 3
SW_HEADPHONE_INSERT = 2
_BIT_BYTES = 8
_EVENTS_AT_ONCE = 64


def _reads(number: int, size: int) -> int:
    """The kernel's ``_IOC(_IOC_READ, 'E', number, size)``."""
    return 2 << 30 | size << 16 | ord("E") << 8 | number


EVIOCGSW = _reads(0x1B, _BIT_BYTES)
EVIOCGBIT_SW = _reads(0x20 + EV_SW, _BIT_BYTES)
EVIOCGNAME = _reads(0x06, 256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A device that tells whether a headset is in, and what it told."""

    name: str
    plugged: bool


Ask = Callable[[int], Switch | None]
"""Asks an open device; ``None``: it has no such switch. Raises ``OSError``."""


def ask_device(descriptor: int) -> Switch | None:
    """What the kernel says of it."""
    import fcntl  # noqa: PLC0415 - Windows has none

    def asked(request: int, size: int) -> bytes:
        answer = bytearray(size)
        fcntl.ioctl(descriptor, request, answer)
        return bytes(answer)

    if not _has(asked(EVIOCGBIT_SW, _BIT_BYTES)):
        return None
    name = asked(EVIOCGNAME, 256).split(b"\0")[0].decode("utf-8", "replace")
    return Switch(name=name, plugged=_has(asked(EVIOCGSW, _BIT_BYTES)))


def switches(directory: Path = INPUT_DEVICES, ask: Ask = ask_device) -> tuple[Switch, ...]:
    """Every jack of this machine with a switch that we may read."""
    found = []
    for place in _places(directory):
        try:
            descriptor = os.open(place, os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            continue
        try:
            if switch := ask(descriptor):
                found.append(switch)
        except OSError:
            continue
        finally:
            os.close(descriptor)
    return tuple(found)


def forbidden(directory: Path = INPUT_DEVICES) -> bool:
    """Whether there are devices, and this user may read none of them."""
    places = _places(directory)
    return bool(places) and not any(os.access(place, os.R_OK) for place in places)


class Headset:
    """Watches the jacks of ``directory`` on a small thread.

    ``changed`` is told on that thread when the first headset is put in and when the last one is
    pulled out; not what is there at the start, which ``plugged`` knows.
    """

    def __init__(
        self,
        changed: Callable[[bool], None],
        *,
        directory: Path = INPUT_DEVICES,
        ask: Ask = ask_device,
        look_again_s: float = LOOK_AGAIN_S,
    ) -> None:
        self._changed = changed
        self._directory = directory
        self._ask = ask
        self._look_again_s = look_again_s
        self._lock = Lock()
        self._plugged = False
        self._devices: dict[int, tuple[Path, bool]] = {}
        self._without_switch: set[tuple[Path, int]] = set()
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = os.pipe()
        self._thread: Thread | None = None

    @property
    def plugged(self) -> bool:
        """Whether a headset is in, as far as anything here can tell."""
        with self._lock:
            return self._plugged

    def start(self) -> None:
        """Watch; without input devices there is nothing to watch."""
        if not self._directory.is_dir():
            return
        self._look()
        with self._lock:
            self._plugged = any(plugged for _, plugged in self._devices.values())
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        self._thread = Thread(target=self._run, name="headset", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Watch no more."""
        if self._wake_write < 0:
            return
        os.close(self._wake_write)
        self._wake_write = -1
        if self._thread is not None:
            self._thread.join(CLOSE_WITHIN_S)
        if self._thread is None or not self._thread.is_alive():
            for descriptor in list(self._devices):
                self._drop(descriptor)
            self._selector.close()
            os.close(self._wake_read)

    def _run(self) -> None:
        while True:
            ready = self._selector.select(self._look_again_s)
            descriptors = [key.fd for key, _ in ready]
            if self._wake_read in descriptors:
                return
            for descriptor in descriptors:
                self._read(descriptor)
            if not descriptors:
                self._look()
            self._tell()

    def _look(self) -> None:
        """Take up what has come since."""
        known = {place for place, _ in self._devices.values()}
        for place in _places(self._directory):
            if place not in known:
                self._take_up(place)

    def _take_up(self, place: Path) -> None:
        try:
            descriptor = os.open(place, os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            # Gone again, or not ours to read; udev may still be about to allow it.
            return
        itself = place, os.fstat(descriptor).st_ino
        try:
            switch = None if itself in self._without_switch else self._ask(descriptor)
            if switch is not None:
                self._selector.register(descriptor, selectors.EVENT_READ)
        except OSError:
            switch = None
        if switch is None:
            self._without_switch.add(itself)
            os.close(descriptor)
            return
        self._devices[descriptor] = place, switch.plugged
        log.info("jack_watched", extra={"jack": switch.name})

    def _read(self, descriptor: int) -> None:
        try:
            data = os.read(descriptor, _EVENTS_AT_ONCE * EVENT.size)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            # It was unplugged, and takes its headset with it.
            self._drop(descriptor)
            return
        place, plugged = self._devices[descriptor]
        for at in range(0, len(data) - EVENT.size + 1, EVENT.size):
            _, _, kind, code, value = EVENT.unpack_from(data, at)
            if (kind, code) == (EV_SW, SW_HEADPHONE_INSERT):
                plugged = bool(value)
            elif (kind, code) == (EV_SYN, SYN_DROPPED):
                plugged = self._asked_again(descriptor, plugged=plugged)
        self._devices[descriptor] = place, plugged

    def _asked_again(self, descriptor: int, *, plugged: bool) -> bool:
        try:
            switch = self._ask(descriptor)
        except OSError:
            return plugged
        return switch.plugged if switch else plugged

    def _drop(self, descriptor: int) -> None:
        self._devices.pop(descriptor, None)
        self._selector.unregister(descriptor)
        os.close(descriptor)

    def _tell(self) -> None:
        plugged = any(each for _, each in self._devices.values())
        with self._lock:
            changed, self._plugged = plugged != self._plugged, plugged
        if changed:
            try:
                self._changed(plugged)
            except Exception:
                # A bug in whoever listens may not end the watching.
                log.exception("headset_bug")


def _places(directory: Path) -> list[Path]:
    try:
        return sorted(directory.glob("event*"))
    except OSError:
        return []


def _has(bits: bytes) -> bool:
    """The kernel's bits are longs; ours is in the lowest byte of a little-endian one."""
    return bool(int.from_bytes(bits, "little") >> SW_HEADPHONE_INSERT & 1)
