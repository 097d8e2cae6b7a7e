"""Sockets that listen, for a centre and for a hub."""

import errno
import socket
import sys

SEND_BUFFER_BYTES = 256 * 1024
"""What the kernel keeps for a follower that reads slowly; the feed drops it when this is full."""
DEAD_PEER_MS = 20_000
"""A peer that acknowledges nothing for so long is gone, whatever its keep-alives say."""
BACKLOG = 512
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Where this very machine reaches a server that listens at every address."""


class CannotListen(Exception):
    """The address is taken or is not this machine's; the sentence says so.

    ``passes`` where it may be this machine's in a moment: the network comes up after the server.
    """

    def __init__(self, sentence: str, *, passes: bool) -> None:
        super().__init__(sentence)
        self.passes = passes


def bound(host: str, port: int, *, remedy: str) -> socket.socket:
    """A socket that listens there. Raises ``CannotListen``, whose sentence says the ``remedy``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's delay of 40 ms on every answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # What is accepted inherits these.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_PEER_MS)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotListen(
            f"cannot listen at {host} port {port}: {error.strerror}; "
            f"end what listens there, or {remedy}",
            passes=error.errno == errno.EADDRNOTAVAIL,
        ) from error
    return listener


def url_of(scheme: str, listener: socket.socket) -> str:
    """Where a socket listens, as people are told it."""
    host, port = listener.getsockname()[:2]
    return address_of(scheme, host, port)


def address_of(scheme: str, host: str, port: int) -> str:
    """An address as it stands in a browser."""
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
