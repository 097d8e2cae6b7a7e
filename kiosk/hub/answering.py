"""Which part of the hub answers what over HTTP: one table, to which each part adds its own."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.hub.store import HubStoreFailed
from kiosk.web.answer import Answer, send_answer
from kiosk.web.body import PeerGone
from kiosk.web.errors import Stopped, not_found, unavailable, wrong_method

log = logging.getLogger(__name__)

Answering = Callable[[Scope, Receive], Awaitable[Answer]]
"""Answers one request with a whole body, or raises ``Stopped`` or ``HubStoreFailed``."""
Routes = Mapping[tuple[str, str], Answering]
"""Who answers, by method and path; a path may have ``{parameters}``, found in ``path_params``."""
Streams = Mapping[tuple[str, str], ASGIApp]
"""The same for what sends its answer in parts, such as an export."""

METHOD_NOT_ALLOWED = 405
UNAVAILABLE = "HUB_BUSY"


class HubApp:
    """The ASGI application. Whatever comes in, nothing but the contract's errors goes out."""

    def __init__(
        self, routes: Routes, *, streams: Streams | None = None, busy: Mapping[str, str]
    ) -> None:
        """``busy`` says in each language that the hub cannot now and may in a moment.

        Raises ``ValueError`` where two parts want the same method of a path.
        """
        self._busy = unavailable(UNAVAILABLE, busy)
        by_path: dict[str, dict[str, ASGIApp]] = {}
        for (method, path), answering in routes.items():
            by_path.setdefault(path, {})[method] = self._whole(answering)
        for (method, path), stream in (streams or {}).items():
            if method in by_path.setdefault(path, {}):
                raise ValueError(f"{method} {path} is answered twice")
            by_path[path][method] = stream
        # The bare router: Starlette's own last resort would answer 500.
        self._router = Router(
            [
                Route(path, _ByMethod(by_path[path]), methods=list(by_path[path]))
                # What takes everything below a path is asked last.
                for path in sorted(by_path, key=lambda one: ":path}" in one)
            ],
            redirect_slashes=False,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a mistake of ours is logged whole and answered 503."""
        started = False

        async def noting_send(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        scope["app"] = self  # so that the router raises what it does not find
        try:
            await self._router(scope, receive, noting_send)
        except HTTPException as error:
            await send_answer(send, _nowhere(error))
        except asyncio.CancelledError:
            # The hub ends, and its last words are over: the server would answer 500.
            if started:
                raise
            await send_answer(send, self._busy)
        except HubStoreFailed:
            # The store has said so, once: every centre and page asks while it is away.
            if not started:
                await send_answer(send, self._busy)
        except Exception:
            # The route, never the path: what stands in it may be a visitor's token.
            log.exception("request_failed", extra={"path": _route_of(scope)})
            if not started:
                await send_answer(send, self._busy)

    def _whole(self, answering: Answering) -> ASGIApp:
        """An endpoint whose answers are whole bodies, as an ASGI application."""

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                answered = await answering(scope, receive)
            except Stopped as stopped:
                answered = stopped.answer
            except PeerGone:
                return
            await send_answer(send, answered)

        return answer


class _ByMethod:
    """One path that takes several methods; a HEAD is a GET whose body the server leaves out."""

    def __init__(self, ways: Mapping[str, ASGIApp]) -> None:
        self._ways = ways

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        await self._ways[method](scope, receive, send)


def joined(*tables: Routes) -> Routes:
    """Several parts' tables as one. Raises ``ValueError`` where two want the same."""
    all_of_them: dict[tuple[str, str], Answering] = {}
    for table in tables:
        if both := all_of_them.keys() & table.keys():
            method, path = sorted(both)[0]
            raise ValueError(f"{method} {path} is answered twice")
        all_of_them.update(table)
    return all_of_them


def _route_of(scope: Scope) -> str:
    """Which route a request took, without what stood in its place holders."""
    path = str(scope["path"])
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(str(value), "{" + name + "}")
    return path


def _nowhere(error: HTTPException) -> Answer:
    """404, or 405 with what the path does take."""
    if error.status_code == METHOD_NOT_ALLOWED:
        return wrong_method((error.headers or {}).get("Allow", ""))
    return not_found()
