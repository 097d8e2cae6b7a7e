"""The centre over HTTP: which path is answered by whom."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.centre.manager_pages import is_managers
from kiosk.centre.say import BUSY, Say
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.web.answer import Answer, send_answer
from kiosk.web.body import PeerGone
from kiosk.web.errors import Stopped, forbidden, not_found, unavailable, wrong_method
from kiosk.web.peer import is_private
from kiosk.web.phone_asked import is_phones
from kiosk.wire import paths

log = logging.getLogger(__name__)

Answering = Callable[[Scope, Receive], Awaitable[Answer]]
"""Answers one request with a whole body, or raises ``Stopped``."""
Routes = Mapping[tuple[str, str], Answering]
"""Who answers, by method and path."""

METHOD_NOT_ALLOWED = 405
PHONES = "/t/…"
CLAIMS = paths.CLAIM.removesuffix("{claim}")


class CentreApp:
    """The ASGI application. Whatever comes in, nothing but the contract's errors goes out."""

    def __init__(
        self,
        *,
        commands: Answering,
        feed: ASGIApp,
        phone: Answering,
        manager: Answering,
        others: Routes,
        say: Say,
        troubles: Troubles,
    ) -> None:
        self._say = say
        self._troubles = troubles
        self._commands = _Whole(commands)
        self._phone = _Whole(phone)
        self._manager = _Whole(manager)
        by_path: dict[str, dict[str, _Whole]] = {}
        for (method, path), other in others.items():
            by_path.setdefault(path, {})[method] = _Whole(other)
        routes = [
            Route(paths.COMMANDS, self._commands, methods=["POST"]),
            Route(paths.FEED, feed, methods=["GET"]),
            *(Route(path, _ByMethod(ways), methods=list(ways)) for path, ways in by_path.items()),
        ]
        # The bare router: Starlette's own last resort would answer 500.
        self._router = Router(routes, redirect_slashes=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a mistake of ours is logged whole and answered 503."""
        started = False

        async def noting_send(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._part_for(scope)(scope, receive, noting_send)
        except asyncio.CancelledError:
            # The centre ends, and its last words are over: the server would answer 500.
            if started:
                raise
            await send_answer(send, unavailable(BUSY, self._say.error(BUSY)))
        except Exception:
            log.exception("request_failed", extra={"path": _path_told(scope["path"])})
            self._troubles.happened(TroubleCode.PROGRAM_MISTAKE, what="request_failed")
            if not started:
                await send_answer(send, unavailable(BUSY, self._say.error(BUSY)))

    def _part_for(self, scope: Scope) -> ASGIApp:
        # Nine of ten requests are commands: they take the short way.
        path = scope["path"]
        if not is_private(scope) and not is_phones(path):
            return _closed
        if path == paths.COMMANDS and scope["method"] == "POST":
            return self._commands
        if is_managers(path):
            return self._manager
        return self._phone if is_phones(path) else self._route

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self  # so that the router raises what it does not find
        try:
            await self._router(scope, receive, send)
        except HTTPException as error:
            await send_answer(send, _nowhere(error))


class _ByMethod:
    """One path that takes several methods; a HEAD is a GET whose body the server leaves out."""

    def __init__(self, ways: Mapping[str, ASGIApp]) -> None:
        self._ways = ways

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        await self._ways[method](scope, receive, send)


class _Whole:
    """An endpoint whose answers are whole bodies, as an ASGI application."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer = await self._answering(scope, receive)
        except Stopped as stopped:
            answer = stopped.answer
        except PeerGone:
            return
        await send_answer(send, answer)


def _path_told(path: str) -> str:
    """The path as a log may have it: a phone's carries a token, and a claim is as good as one."""
    if is_phones(path):
        return PHONES
    return paths.CLAIM if path.startswith(CLAIMS) else path


async def _closed(_: Scope, __: Receive, send: Send) -> None:
    """Without TLS the network outside this machine has the phone's page and no more."""
    what = "without TLS another machine has nothing here but /t/: use this centre's https port"
    await send_answer(send, forbidden(what))


def _nowhere(error: HTTPException) -> Answer:
    """404, or 405 with what the path does take."""
    if error.status_code == METHOD_NOT_ALLOWED:
        return wrong_method((error.headers or {}).get("Allow", ""))
    return not_found()
