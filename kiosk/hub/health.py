"""``GET /health``: whether the hub does its work, for whoever keeps watch over it."""

from http import HTTPStatus

from starlette.types import Receive, Scope

from kiosk import __version__
from kiosk.hub.answering import Routes
from kiosk.hub.store import Store
from kiosk.web.answer import Answer
from kiosk.wire.codec import encode
from kiosk.wire.paths import HEALTH


class HubHealth:
    """Says whether PostgreSQL answers; nothing of a centre's or a visitor's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def routes(self) -> Routes:
        """What is answered here."""
        return {("GET", HEALTH): self.answer}

    async def answer(self, _: Scope, __: Receive) -> Answer:
        """200 where the store answers, 503 where it does not."""
        answers = await self._store.answers()
        status = HTTPStatus.OK if answers else HTTPStatus.SERVICE_UNAVAILABLE
        body = {"version": __version__, "store": "ok" if answers else "away"}
        return Answer(status=status, body=encode(body))
