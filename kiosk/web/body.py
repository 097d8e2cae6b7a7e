"""Reading a request's body without ever holding more than it may have."""

from typing import TypeVar

import msgspec
from starlette.types import Receive, Scope

from kiosk.web.errors import Stopped, not_json, too_large, unfit

SHORT_BODY_BYTES = 4096
"""Enough for whatever is asked in a few fields."""

T = TypeVar("T")


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


async def read_shape(
    scope: Scope, receive: Receive, shape: msgspec.json.Decoder[T], *, limit_bytes: int
) -> T:
    """The body as JSON of one shape, strictly. Raises as ``read_body``, and ``Stopped``: 400, 422.

    422 names the field that is wrong.
    """
    body = await read_body(scope, receive, limit_bytes=limit_bytes)
    try:
        return shape.decode(body)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        raise Stopped(unfit(where.rstrip("`"), what, error="WRONG_SHAPE")) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Stopped(not_json()) from error


def declared_bytes(scope: Scope) -> int:
    """What ``Content-Length`` announces; 0 when it does not."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value[:18]) if value.isdigit() else 0
    return 0
