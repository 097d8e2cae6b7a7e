"""Every way a request can fail, as the contract words it."""

from collections.abc import Mapping
from http import HTTPStatus

from kiosk.web.answer import Answer
from kiosk.wire.codec import encode

RETRY_AFTER_S = 1


class Stopped(Exception):
    """The request ends here, with this answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def not_json() -> Answer:
    """400: the body is not JSON."""
    return _error(HTTPStatus.BAD_REQUEST, error="NOT_JSON", what="the body must be JSON")


def unknown_device() -> Answer:
    """401: no token, or one that no device holds (any more)."""
    return _error(
        HTTPStatus.UNAUTHORIZED,
        (b"www-authenticate", b"Bearer"),
        error="UNKNOWN_DEVICE",
        what="this needs the token of an admitted device",
    )


def forbidden(what: str) -> Answer:
    """403: this device may not."""
    return _error(HTTPStatus.FORBIDDEN, error="FORBIDDEN", what=what)


def not_found() -> Answer:
    """404: nothing stands at this path."""
    return _error(HTTPStatus.NOT_FOUND, error="NOT_FOUND", what="nothing stands at this path")


def wrong_method(allowed: str) -> Answer:
    """405: the path is right, the method is not."""
    return _error(
        HTTPStatus.METHOD_NOT_ALLOWED,
        (b"allow", allowed.encode("latin-1", "replace")),
        error="METHOD_NOT_ALLOWED",
        what=f"this path takes {allowed}",
    )


def refused(reason: str, say: Mapping[str, str]) -> Answer:
    """409: the rules say no and nothing happened."""
    body = encode({"refused": reason, "say": say})
    return Answer(status=HTTPStatus.CONFLICT, body=body)


def token_in_use() -> Answer:
    """409: another machine follows with this token; one of the two is a copy."""
    what = "another machine follows with this token: admit this one anew"
    return _error(HTTPStatus.CONFLICT, error="TOKEN_IN_USE", what=what)


def gone(what: str, *, error: str = "GONE") -> Answer:
    """410: what was asked for is no more, such as a cursor of another journal."""
    return _error(HTTPStatus.GONE, error=error, what=what)


def too_large() -> Answer:
    """413: more than a centre reads of one request."""
    return _error(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, error="TOO_LARGE", what="a body has 1 MiB at most"
    )


def unfit(where: str, what: str, *, error: str = "UNFIT") -> Answer:
    """422: JSON, but not a thing this centre can do; ``where`` names the field."""
    return _error(HTTPStatus.UNPROCESSABLE_ENTITY, error=error, where=where, what=what)


def turned_away(error: str, say: Mapping[str, str], *, retry_after_s: int | None = None) -> Answer:
    """403: nobody who may is signed in; 429 where they may try again after so many seconds."""
    if retry_after_s is None:
        return Answer(status=HTTPStatus.FORBIDDEN, body=encode({"error": error, "say": say}))
    return Answer(
        status=HTTPStatus.TOO_MANY_REQUESTS,
        body=encode({"error": error, "say": say}),
        headers=((b"retry-after", b"%d" % retry_after_s),),
    )


def too_many() -> Answer:
    """429: this device or address asks too often."""
    return _error(
        HTTPStatus.TOO_MANY_REQUESTS, _retry_after(), error="TOO_MANY", what="too many requests"
    )


def unavailable(error: str, say: Mapping[str, str]) -> Answer:
    """503: the centre cannot now and may in a moment; nothing happened."""
    return Answer(
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        body=encode({"error": error, "say": say}),
        headers=(_retry_after(),),
    )


def _error(status: HTTPStatus, *headers: tuple[bytes, bytes], **fields: str) -> Answer:
    return Answer(status=status, body=encode(fields), headers=headers)


def _retry_after() -> tuple[bytes, bytes]:
    return (b"retry-after", b"%d" % RETRY_AFTER_S)
