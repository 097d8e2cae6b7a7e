"""The hub's edge: who really asks, by which road, how often, and what every answer carries."""

import logging
from collections.abc import Callable, Mapping
from ipaddress import ip_address

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.web.answer import send_answer
from kiosk.web.errors import forbidden, too_many
from kiosk.web.flood import Flood
from kiosk.web.peer import FORWARDED, address, is_loopback, network_of
from kiosk.wire.signed import SIGNATURE_HEADER

log = logging.getLogger(__name__)

ASKS_PER_S, ASKS_BURST = 100, 400
"""Of one asker: a telephone company has thousands of citizens behind one address."""
ALL_PER_S, ALL_BURST = 1500, 3000
"""Of everybody together, centres apart: centres are to be heard while the world asks."""
FOR_CENTRES = "/centres/"
SECRET_BYTES = 16
_SIGNATURE = SIGNATURE_HEADER.lower().encode()
MOST_FORWARDED = 16
"""Proxies one behind the other that are looked at."""

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
)
_HSTS = (b"strict-transport-security", b"max-age=31536000")
_PLAIN = "other machines reach a hub over https only"
_PLAIN_BEFORE = (
    "other machines reach a hub over https only: the proxy says that this came otherwise, or does "
    "not say it in X-Forwarded-Proto"
)
_UNLISTED = (
    "somebody forwards requests here whom the hub does not know: list that machine's address "
    "under proxies in hub.toml"
)


class Edge:
    """An ASGI application before the hub's own."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        proxies: frozenset[str],
        steady_s: Callable[[], float],
        chance: Callable[[int], bytes],
    ) -> None:
        """``proxies`` are addresses of machines whose word about who asks is believed."""
        self._app = app
        self._proxies = proxies
        self._told = False
        self._asks = Flood(
            rate_per_s=ASKS_PER_S,
            burst=ASKS_BURST,
            steady_s=steady_s,
            secret=chance(SECRET_BYTES),
        )
        self._all = Flood(
            rate_per_s=ALL_PER_S, burst=ALL_BURST, steady_s=steady_s, secret=b"", slots=1
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or send it away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        peer = address(scope)
        headers = _named(scope)
        if peer in self._proxies:
            scope = _as_forwarded(scope, headers, self._proxies)
            if scope["scheme"] != "https" and not FORWARDED.isdisjoint(headers):
                await send_answer(send, forbidden(_PLAIN_BEFORE))
                return
        elif is_loopback(peer) and not FORWARDED.isdisjoint(headers):
            if not self._told:
                self._told = True
                log.warning("proxy_not_listed", extra={"remedy": _UNLISTED})
            await send_answer(send, forbidden(_UNLISTED))
            return
        elif scope["scheme"] != "https" and not is_loopback(peer):
            await send_answer(send, forbidden(_PLAIN))
            return
        guarded = _guarded(send, is_https=scope["scheme"] == "https")
        if not self._may_ask(scope):
            await send_answer(guarded, too_many())
            return
        await self._app(scope, receive, guarded)

    def _may_ask(self, scope: Scope) -> bool:
        """Whether not too often; centres have bounds of their own, and so has this machine."""
        asker = address(scope)
        is_signed = any(name == _SIGNATURE for name, _ in scope["headers"])
        if is_loopback(asker) or (is_signed and scope["path"].startswith(FOR_CENTRES)):
            return True
        return self._asks.allows(network_of(asker)) and self._all.allows("")


def _as_forwarded(scope: Scope, headers: Mapping[bytes, bytes], proxies: frozenset[str]) -> Scope:
    """The request as its sender made it, as far as our own proxies tell.

    Each adds whom it heard at the end: the last that is no proxy of ours is who asks. What stands
    before that was written by anybody.
    """
    told = [part.strip() for part in headers.get(b"x-forwarded-for", b"").split(b",")]
    client = address(scope)
    for part in reversed(told[-MOST_FORWARDED:]):
        named = _address_in(part)
        if named is None:
            break
        client = named
        if named not in proxies:
            break
    # Of several proxies the first was asked by whoever asks.
    proto = headers.get(b"x-forwarded-proto", b"").split(b",")[0].strip().lower()
    scheme = "https" if proto == b"https" else "http"
    if is_loopback(client) and client not in proxies:
        # A proxy that hears of this machine forwards what nobody here has sent.
        client = address(scope)
    return {**scope, "client": (client, 0), "scheme": scheme}


def _address_in(part: bytes) -> str | None:
    """An address as proxies write it, with or without a port."""
    text = part.decode("latin-1").strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text))
    except ValueError:
        return None


def _named(scope: Scope) -> dict[bytes, bytes]:
    """Headers by name, those that come several times joined, as the proxies on the way mean it."""
    named: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        named[name] = named[name] + b"," + value if name in named else value
    return named


def _guarded(send: Send, *, is_https: bool) -> Send:
    """Every answer carries what keeps browsers from harm; a page's own rules come first."""
    wanted = (*_HEADERS, _HSTS) if is_https else _HEADERS

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            there = {name.lower() for name, _ in headers}
            missing = [each for each in wanted if each[0] not in there]
            message = {**message, "headers": [*headers, *missing]}
        await send(message)

    return guarded
