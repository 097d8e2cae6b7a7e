"""Printers that announce themselves on the LAN by multicast DNS."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from ipaddress import IPv4Address
from threading import Lock
from time import monotonic, sleep

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

from kiosk.printer.finding.found import CannotLook, Found, How, merged, shown
from kiosk.printer.lan import RAW_PORT

RAW_SERVICE = "_pdl-datastream._tcp.local."
"""Raw port 9100 itself; with the others only the machine is announced, not this port."""
SERVICES = (RAW_SERVICE, "_printer._tcp.local.", "_ipp._tcp.local.", "_ipps._tcp.local.")
WITHIN_S = 3.0
RESOLVE_S = 1.0
"""How long those are asked again whose address did not come with their name."""
MOST_NAMES = 64
"""A LAN with more of them has something on it that makes them up."""
LAST_PORT = 65535
NAME_KEYS = (b"ty", b"product", b"usb_MDL")
OFFICE_LANGUAGES = (b"postscript", b"pcl", b"urf", b"pwg-raster", b"application/pdf")


def announced(within_s: float = WITHIN_S, interfaces: Sequence[str] | None = None) -> list[Found]:
    """Everything that calls itself a printer within ``within_s`` seconds.

    ``interfaces`` are own addresses to listen at, by themselves all. Raises ``CannotLook``.
    """
    try:
        zeroconf = Zeroconf(
            interfaces=list(interfaces) if interfaces else InterfaceChoice.All,
            ip_version=IPVersion.V4Only,
        )
    except (OSError, ZeroconfError, RuntimeError) as e:
        raise CannotLook(f"this machine cannot listen for announcements ({e})") from e
    names = _Names()
    try:
        browser = ServiceBrowser(zeroconf, list(SERVICES), handlers=[names.heard])
        sleep(within_s)
        browser.cancel()
        return merged(_resolved(zeroconf, names.taken()))
    finally:
        zeroconf.close()


class _Names:
    """The names heard so far; filled on zeroconf's thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._names: dict[tuple[str, str], None] = {}

    def heard(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """A browser's handler: zeroconf calls it with these names."""
        del zeroconf
        with self._lock:
            if state_change is ServiceStateChange.Removed:
                self._names.pop((service_type, name), None)
            elif len(self._names) < MOST_NAMES:
                self._names[service_type, name] = None

    def taken(self) -> list[tuple[str, str]]:
        with self._lock:
            return list(self._names)


def _resolved(zeroconf: Zeroconf, names: Sequence[tuple[str, str]]) -> Iterator[Found]:
    deadline = monotonic() + RESOLVE_S
    for service, name in names:
        # A name may be anything at all: too long, without its type, full of control bytes.
        with suppress(BadTypeInNameException, ZeroconfError, ValueError, OSError):
            info = ServiceInfo(service, name)
            if not info.load_from_cache(zeroconf):
                left_ms = max(0.0, deadline - monotonic()) * 1000
                if not left_ms or not info.request(zeroconf, left_ms):
                    continue
            yield from found_in(
                service,
                instance=name.removesuffix("." + service),
                addresses=[str(each) for each in info.ip_addresses_by_version(IPVersion.V4Only)],
                port=info.port,
                properties=info.properties,
            )


def found_in(
    service: str,
    *,
    instance: str,
    addresses: Sequence[str],
    port: int | None,
    properties: Mapping[bytes, bytes | None],
) -> Iterator[Found]:
    """The printers of one record, whatever stands in it; none where no address can be used."""
    raw = service == RAW_SERVICE and port is not None and 0 < port <= LAST_PORT
    says = next((text for key in NAME_KEYS if (text := _text(properties.get(key)))), "")
    languages = (properties.get(b"pdl") or b"").lower()
    for address in addresses:
        if _in_house(address):
            yield Found(
                host=address,
                port=port if raw and port else RAW_PORT,
                how=How.ANNOUNCED,
                says=says or shown(instance),
                office=any(language in languages for language in OFFICE_LANGUAGES),
            )


def _text(value: bytes | None) -> str:
    # A TXT value is 255 bytes at most, and of any kind.
    return shown((value or b"").decode("utf-8", errors="replace").strip("()"))


def _in_house(address: str) -> bool:
    """Whether it is an address of this house: nothing further away is asked anything."""
    try:
        known = IPv4Address(address)
    except ValueError:
        return False
    outside = known.is_multicast or known.is_unspecified or known.is_reserved
    return known.is_private and not outside
