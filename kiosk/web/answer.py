"""A whole answer as bytes, and sending it without a framework between."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.types import Send

Header = tuple[bytes, bytes]

JSON = b"application/json"
NO_STORE: Header = (b"cache-control", b"no-store")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, body, what kind of body, how long it may be kept, and what other headers it needs."""

    status: int = HTTPStatus.OK
    body: bytes
    content_type: bytes = JSON
    cache: Header = NO_STORE
    headers: tuple[Header, ...] = ()


async def send_answer(send: Send, answer: Answer) -> None:
    """Send ``answer`` to whoever asked."""
    headers = [answer.cache, *answer.headers]
    if answer.status != HTTPStatus.NOT_MODIFIED:
        headers.append((b"content-type", answer.content_type))
        headers.append((b"content-length", b"%d" % len(answer.body)))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
