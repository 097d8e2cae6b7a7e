"""Where a request comes from, as far as that can be known."""

from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.types import Scope

FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"via"})
"""Headers that say somebody else is behind the peer, whatever its address."""


def address(scope: Scope) -> str:
    """The peer's address as the socket has it; no header can pretend another."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def is_private(scope: Scope) -> bool:
    """Whether nobody on the way can read along: the connection has TLS, or leaves no machine."""
    return scope.get("scheme") == "https" or is_loopback(address(scope))


def is_local(scope: Scope) -> bool:
    """Whether a process of this machine asks, and no page in a browser, and no proxy for others."""
    host = b""
    for name, value in scope["headers"]:
        if name == b"origin" or name in FORWARDED:
            return False
        if name == b"host":
            host = value
    return is_loopback(address(scope)) and is_loopback(host_name(host))


def host_name(host: bytes) -> str:
    """The name in a ``Host`` header, without its port; empty when there is none."""
    try:
        return urlsplit("//" + host.decode("latin-1")).hostname or ""
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def network_of(name: str) -> str:
    """Which addresses are one asker: an IPv4 address, or the /64 that one line is given of IPv6."""
    try:
        given = ip_address(name)
    except ValueError:
        return name
    if isinstance(given, IPv4Address):
        return name
    mapped = given.ipv4_mapped
    return str(mapped) if mapped is not None else str(ip_network((given, 64), strict=False))


@lru_cache(maxsize=256)
def is_loopback(name: str) -> bool:
    """Whether this address or name can only be this machine."""
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
