"""The centre over HTTP: which path is answered by whom."""

import logging
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.centre.say import BUSY, Say
from kiosk.web.answer import Answer, send_answer
from kiosk.web.body import PeerGone
from kiosk.web.errors import Stopped, not_found, unavailable, wrong_method
from kiosk.wire import paths

log = logging.getLogger(__name__)

Answering = Callable[[Scope, Receive], Awaitable[Answer]]
"""Answers one request with a whole body, or raises ``Stopped``."""

METHOD_NOT_ALLOWED = 405


class CentreApp:
    """The ASGI application. Whatever comes in, nothing but the contract's errors goes out."""

    def __init__(
        self,
        *,
        commands: Answering,
        feed: ASGIApp,
        others: dict[tuple[str, str], Answering],
        say: Say,
    ) -> None:
        """``others`` is by method and path."""
        self._say = say
        self._commands = _Whole(commands)
        routes = [
            Route(paths.COMMANDS, self._commands, methods=["POST"]),
            Route(paths.FEED, feed, methods=["GET"]),
            *(Route(path, _Whole(other), methods=[m]) for (m, path), other in others.items()),
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

        # Nine of ten requests are commands: they take the short way.
        short = scope["path"] == paths.COMMANDS and scope["method"] == "POST"
        app = self._commands if short else self._route
        try:
            await app(scope, receive, noting_send)
        except Exception:
            log.exception("request_failed", extra={"path": scope["path"]})
            if not started:
                await send_answer(send, unavailable(BUSY, self._say.error(BUSY)))

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self  # so that the router raises what it does not find
        try:
            await self._router(scope, receive, send)
        except HTTPException as error:
            await send_answer(send, _nowhere(error))


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


def _nowhere(error: HTTPException) -> Answer:
    """404, or 405 with what the path does take."""
    if error.status_code == METHOD_NOT_ALLOWED:
        return wrong_method((error.headers or {}).get("Allow", ""))
    return not_found()
