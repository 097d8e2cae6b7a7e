"""Reading a request's body without ever holding more than it may have."""

from starlette.types import Receive, Scope

from kiosk.web.errors import Stopped, too_large


class PeerGone(Exception):
    """Whoever asked has hung up; there is nobody to answer."""


async def read_body(scope: Scope, receive: Receive, *, limit_bytes: int) -> bytes:
    """The whole body. Raises ``Stopped`` with 413 as soon as it is too large, or ``PeerGone``."""
    if declared_bytes(scope) > limit_bytes:
        raise Stopped(too_large())
    parts = bytearray()
    message = await receive()
    while message["type"] == "http.request":
        parts += message.get("body", b"")
        if len(parts) > limit_bytes:
            raise Stopped(too_large())
        if not message.get("more_body"):
            return bytes(parts)
        message = await receive()
    raise PeerGone


def declared_bytes(scope: Scope) -> int:
    """What ``Content-Length`` announces; 0 when it does not."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value[:18]) if value.isdigit() else 0
    return 0
