"""A centre calls itself out on its network, so that devices find it without being told where."""

import asyncio
import logging
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address

from zeroconf import Error as ZeroconfError
from zeroconf import IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from kiosk.centre.machine_names import machine_names
from kiosk.wire.paths import SERVICE

log = logging.getLogger(__name__)

AGAIN_S = 30.0
"""How often it looks whether the machine has another network now, or one at last."""
FINGERPRINT_DIGITS = 16
LONGEST_TEXT = 200
"""Bytes of one text; a record takes 255 with its name."""
LONGEST_LABEL = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """What is called out; ``port`` is the one with TLS, ``fingerprint`` the authority's.

    ``epoch`` and ``term`` are those of the journal.
    """

    code: str
    name: str
    port: int
    fingerprint: bytes
    epoch: str
    term: int
    version: str

    def texts(self) -> Mapping[str, bytes]:
        """The record's texts, as long as a record may have them."""
        told = {
            "id": self.code,
            "name": self.name,
            "fp": self.fingerprint.hex()[:FINGERPRINT_DIGITS],
            "epoch": self.epoch,
            "term": str(self.term),
            "v": self.version,
        }
        return {key: _short(text, LONGEST_TEXT) for key, text in told.items()}


def own_addresses() -> tuple[str, ...]:
    """This machine's IPv4 addresses on networks of its own."""
    addresses = [ip_address(each) for each in machine_names().addresses]
    return tuple(str(each) for each in addresses if isinstance(each, IPv4Address))


async def announce(
    calling: Calling,
    *,
    addresses: Callable[[], tuple[str, ...]] = own_addresses,
    again_s: float = AGAIN_S,
) -> None:
    """Call out until cancelled, at every address the machine has; then say goodbye.

    Nobody needs it: where it fails, that is logged and tried again later.
    """
    while True:
        here = addresses()
        try:
            if here:
                await _announce_at(calling, here, addresses, again_s)
        except (OSError, ZeroconfError, RuntimeError) as error:
            log.warning("not_announced", extra={"cause": type(error).__name__})
        await asyncio.sleep(again_s)


async def _announce_at(
    calling: Calling,
    here: tuple[str, ...],
    addresses: Callable[[], tuple[str, ...]],
    again_s: float,
) -> None:
    """Until the machine's addresses are others. Raises ``OSError``, or what zeroconf raises."""
    for each in here:
        # zeroconf, refused an address, leaves sockets open.
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((each, 0))
    service = AsyncZeroconf(interfaces=list(here), ip_version=IPVersion.V4Only)
    try:
        # A follower that took over has the same name, and the centre before it may still be there.
        await service.async_register_service(
            _record(calling, here), allow_name_change=True, cooperating_responders=True
        )
        log.info("announced", extra={"addresses": len(here), "port": calling.port})
        while addresses() == here:  # noqa: ASYNC110 - nobody tells of another network
            await asyncio.sleep(again_s)
    finally:
        await service.async_unregister_all_services()
        await service.async_close()


def _record(calling: Calling, here: tuple[str, ...]) -> AsyncServiceInfo:
    label = _short(f"Foleni {calling.code}".replace(".", " "), LONGEST_LABEL - 4).decode()
    host = socket.gethostname().partition(".")[0] or "centre"
    return AsyncServiceInfo(
        SERVICE,
        f"{label}.{SERVICE}",
        addresses=[socket.inet_aton(each) for each in here],
        port=calling.port,
        properties=dict(calling.texts()),
        server=f"foleni-{host}.local.",
    )


def _short(text: str, most: int) -> bytes:
    """So many bytes of it, and no half of a character."""
    return text.encode()[:most].decode(errors="ignore").encode()
