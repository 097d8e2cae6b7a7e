"""A whole answer as bytes, and sending it without a framework between."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.types import Send

Header = tuple[bytes, bytes]

JSON: Header = (b"content-type", b"application/json")
NO_STORE: Header = (b"cache-control", b"no-store")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, JSON body and what headers it needs beyond the usual."""

    status: int = HTTPStatus.OK
    body: bytes
    headers: tuple[Header, ...] = ()


async def send_answer(send: Send, answer: Answer) -> None:
    """Send ``answer`` to whoever asked."""
    length = (b"content-length", b"%d" % len(answer.body))
    headers = [JSON, NO_STORE, length, *answer.headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
