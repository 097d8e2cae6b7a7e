"""Centres that announce themselves on the LAN by multicast DNS.

Nothing that is heard is believed: a name here is what somebody calls himself, and who is joined is
decided by the authority that the joining code was made from.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from ipaddress import IPv4Address
from threading import Event, Lock, Thread
from time import monotonic

from zeroconf import (
    BadTypeInNameException,
    InterfaceChoice,
    IPVersion,
    ServiceBrowser,
    ServiceInfo,
    ServiceStateChange,
    Zeroconf,
)
from zeroconf import Error as ZeroconfError

from kiosk.client.found_centre import FINGERPRINT_DIGITS, FoundCentre
from kiosk.wire.paths import SERVICE

RESOLVE_S = 1.0
"""How long those are asked again whose address did not come with their name."""
MOST_NAMES = 32
"""A LAN with more centres has something on it that makes them up."""
MOST_ADDRESSES = 4
LONGEST_NAME = 60
LAST_PORT = 65535
TELL_EVERY_S = 1.0
ANEW_S = 20.0
"""A device that wakes before its network does listens at what has come up meanwhile."""

log = logging.getLogger(__name__)


class CannotListen(Exception):
    """This machine takes no announcements; the message says why."""


class Finder:
    """Listens on a thread of its own until it is stopped.

    ``on_found`` is called on that thread, about once a second, with all that is announced now; an
    empty list also while this machine cannot listen. ``interfaces`` are own addresses to listen at,
    by themselves all.
    """

    def __init__(
        self,
        on_found: Callable[[list[FoundCentre]], None],
        *,
        interfaces: Sequence[str] | None = None,
    ) -> None:
        self._on_found = on_found
        self._interfaces = interfaces
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="finding", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """No more calls, but one that is on its way. Returns at once."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            except CannotListen as reason:
                log.info("cannot_listen_for_centres", extra={"cause": str(reason)})
                self._tell([])
                self._stopped.wait(TELL_EVERY_S)

    def _listen(self) -> None:
        """Until it is stopped, or it is time to look whether there are other networks now."""
        zeroconf = _opened(self._interfaces)
        names = _Names()
        try:
            browser = ServiceBrowser(zeroconf, [SERVICE], handlers=[names.heard])
            anew_at = monotonic() + ANEW_S
            while not self._stopped.wait(TELL_EVERY_S) and monotonic() < anew_at:
                found = sorted(_resolved(zeroconf, names.taken()), key=_order)
                self._tell(found)
            browser.cancel()
        finally:
            zeroconf.close()

    def _tell(self, found: list[FoundCentre]) -> None:
        if not self._stopped.is_set():
            self._on_found(found)


def _opened(interfaces: Sequence[str] | None) -> Zeroconf:
    try:
        return Zeroconf(
            interfaces=list(interfaces) if interfaces else InterfaceChoice.All,
            ip_version=IPVersion.V4Only,
        )
    except (OSError, ZeroconfError, RuntimeError) as error:
        raise CannotListen(str(error)) from error


def _order(found: FoundCentre) -> tuple[str, tuple[str, ...]]:
    return found.name, found.urls


class _Names:
    """The names heard so far; filled on zeroconf's thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._names: dict[str, None] = {}

    def heard(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """A browser's handler: zeroconf calls it with these names."""
        del zeroconf, service_type
        with self._lock:
            if state_change is ServiceStateChange.Removed:
                self._names.pop(name, None)
            elif len(self._names) < MOST_NAMES:
                self._names[name] = None

    def taken(self) -> list[str]:
        with self._lock:
            return list(self._names)


def _resolved(zeroconf: Zeroconf, names: Sequence[str]) -> Iterator[FoundCentre]:
    deadline = monotonic() + RESOLVE_S
    for name in names:
        # A name may be anything at all: too long, without its type, full of control bytes.
        with suppress(BadTypeInNameException, ZeroconfError, ValueError, OSError):
            info = ServiceInfo(SERVICE, name)
            if not info.load_from_cache(zeroconf):
                left_ms = max(0.0, deadline - monotonic()) * 1000
                if not left_ms or not info.request(zeroconf, left_ms):
                    continue
            addresses = [str(each) for each in info.ip_addresses_by_version(IPVersion.V4Only)]
            found = centre_in(addresses=addresses, port=info.port, properties=info.properties)
            if found is not None:
                yield found


def centre_in(
    *, addresses: Sequence[str], port: int | None, properties: Mapping[bytes, bytes | None]
) -> FoundCentre | None:
    """The centre of one record, whatever stands in it; none that could not be asked."""
    inside = [each for each in addresses if _in_house(each)][:MOST_ADDRESSES]
    if not inside or port is None or not 0 < port <= LAST_PORT:
        return None
    code = _text(properties.get(b"id"))
    fingerprint = _text(properties.get(b"fp")).lower()
    told = re.fullmatch(f"[0-9a-f]{{{FINGERPRINT_DIGITS}}}", fingerprint) is not None
    term = _text(properties.get(b"term"))
    return FoundCentre(
        code=code,
        name=_text(properties.get(b"name")) or code or inside[0],
        urls=tuple(f"https://{address}:{port}" for address in inside),
        fingerprint=fingerprint if told else "",
        term=int(term) if re.fullmatch("[0-9]{1,9}", term) else 0,
    )


def _text(value: bytes | None) -> str:
    """A TXT value is 255 bytes at most, and of any kind."""
    text = (value or b"").decode("utf-8", errors="replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME]


def _in_house(address: str) -> bool:
    """Whether it is an address of this house: nothing further away is asked anything."""
    try:
        known = IPv4Address(address)
    except ValueError:
        return False
    outside = known.is_multicast or known.is_unspecified or known.is_reserved
    return known.is_private and not outside
