"""What pages for people need of HTTP: their headers, forms, and who may send those."""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import msgspec
from starlette.types import Receive, Scope

from kiosk.web.answer import JSON, Answer, Header
from kiosk.web.body import read_body

HTML = b"text/html; charset=utf-8"
FORM = b"application/x-www-form-urlencoded"
FORM_BYTES = 4096
FORM_FIELDS = 32


class UnfitForm(Exception):
    """The body is no form that one of our pages sends."""


def page_headers(policy: str) -> tuple[Header, ...]:
    """What every answer of a page carries: found by no search engine, told to no other site."""
    return (
        (b"content-security-policy", policy.encode()),
        (b"referrer-policy", b"no-referrer"),
        (b"x-robots-tag", b"noindex, nofollow"),
        (b"x-content-type-options", b"nosniff"),
    )


def see_other(place: str, headers: tuple[Header, ...]) -> Answer:
    """303: what was asked is done, and ``place`` shows it; going back sends nothing twice."""
    location = (b"location", place.encode("ascii"))
    return Answer(
        status=HTTPStatus.SEE_OTHER, body=b"", content_type=HTML, headers=(*headers, location)
    )


def not_modified(tag: bytes, headers: tuple[Header, ...]) -> Answer:
    """304: what the browser has under ``tag`` is what it would get."""
    return Answer(status=HTTPStatus.NOT_MODIFIED, body=b"", headers=((b"etag", tag), *headers))


def has_it(scope: Scope, tag: bytes) -> bool:
    """Whether the browser says that it has what ``tag`` stands for."""
    given = header(scope, b"if-none-match")
    return bool(given) and tag in (one.strip().removeprefix(b"W/") for one in given.split(b","))


def header(scope: Scope, name: bytes) -> bytes:
    """The first header of that lower-case name; empty when there is none."""
    for known, value in scope["headers"]:
        if known == name:
            return bytes(value)
    return b""


def is_from_elsewhere(scope: Scope) -> bool:
    """Whether a page of another site sends this form, as far as the browser says.

    Our pages send no referrer, and so ``Origin: null``; over plain HTTP browsers add no
    ``Sec-Fetch-Site``. The path's token is what protects: who does not know it cannot forge.
    """
    site = header(scope, b"sec-fetch-site")
    if site not in (b"", b"same-origin", b"none"):
        return True
    origin = header(scope, b"origin")
    if origin in (b"", b"null"):
        return False
    try:
        return urlsplit(origin).netloc.lower() != header(scope, b"host").lower()
    except ValueError:
        return True


async def read_form(scope: Scope, receive: Receive) -> Mapping[str, list[str]]:
    """The fields of a form; a program may send them as JSON, and no body is a form without any.

    Raises ``UnfitForm``, ``Stopped`` with 413, or ``PeerGone``.
    """
    body = await read_body(scope, receive, limit_bytes=FORM_BYTES)
    if not body:
        return {}
    kind = header(scope, b"content-type").partition(b";")[0].strip().lower()
    try:
        if kind == FORM:
            return parse_qs(body.decode(), max_num_fields=FORM_FIELDS)
        if kind == JSON:
            given = msgspec.json.decode(body, type=dict[str, int | str | list[str]])
            return {name: _texts(value) for name, value in given.items()}
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        raise UnfitForm from error
    raise UnfitForm


def _texts(value: int | str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def query(scope: Scope) -> Mapping[str, list[str]]:
    """The address's own fields; none when they make no sense."""
    try:
        return parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=FORM_FIELDS)
    except ValueError:
        return {}
