"""What has been asked of a centre, and how long its commands took: counted, never remembered."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.wire import paths

BOUNDS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
"""The upper bounds in which commands' times are counted: the promise of 100 ms is one of them."""
KNOWN = frozenset(
    {
        paths.COMMANDS,
        paths.FEED,
        paths.FLOOR,
        paths.CATALOGUE,
        paths.HEALTH,
        paths.OPENAPI,
        paths.ENROL,
        paths.AUTHORITY,
        paths.ME,
        paths.ADMIT,
        paths.REFUSE,
        paths.REVOKE,
        paths.DEVICES,
        paths.SIGN_IN,
        paths.SIGN_OUT,
        paths.PEOPLE,
        paths.METRICS,
        paths.REPLICA,
    }
)
FAMILIES = frozenset({"enrol", "t", "manager"})
"""Beneath these stands a claim, a token, or a page: they are counted as one each."""
OTHER = "other"
"""Every path that is not one of ours: a label made from what somebody typed would never end."""


class Traffic:
    """Counts answers by path and kind, and commands by how long they took.

    Belongs to the event loop.
    """

    def __init__(self) -> None:
        self.answers: Counter[tuple[str, str]] = Counter()
        self.commands = [0] * (len(BOUNDS_S) + 1)
        self.commands_s = 0.0

    def note(self, path: str, status: int) -> None:
        """Something was answered; ``path`` is as it was asked, with nothing hidden."""
        self.answers[_told(path), f"{status // 100}xx"] += 1

    def note_command(self, took_s: float) -> None:
        """A command was answered."""
        self.commands[bisect_left(BOUNDS_S, took_s)] += 1
        self.commands_s += took_s


def _told(path: str) -> str:
    if path in KNOWN:
        return path
    first = path[1:].partition("/")[0].lower()
    return f"/{first}/…" if first in FAMILIES else OTHER


class Counted:
    """An ASGI application whose answers are counted; ``steady_s`` is an even clock."""

    def __init__(self, app: ASGIApp, traffic: Traffic, *, steady_s: Callable[[], float]) -> None:
        self._app = app
        self._traffic = traffic
        self._steady_s = steady_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and count the answer when it begins."""
        begun_s = self._steady_s()

        async def counting_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._traffic.note(scope["path"], message["status"])
                if scope["path"] == paths.COMMANDS:
                    self._traffic.note_command(self._steady_s() - begun_s)
            await send(message)

        await self._app(scope, receive, counting_send)
