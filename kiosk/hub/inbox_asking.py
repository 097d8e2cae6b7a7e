"""``POST /centres/inbox``: a centre's answers in, what is next for it out, or a wait for that."""

import asyncio
import logging
from datetime import datetime

import msgspec
from starlette.types import Scope

from kiosk.hub.answering import Routes
from kiosk.hub.catalogues import Catalogues
from kiosk.hub.findings import FindingCode, note
from kiosk.hub.gate import CentreCaller, CentreGate
from kiosk.hub.inbox import Inbox
from kiosk.hub.inbox_giving import agree, items_after, keep_answers
from kiosk.hub.store import Connection, Store
from kiosk.web.answer import Answer
from kiosk.web.errors import Stopped, unfit
from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.inbox import INBOX, Asked, Given, decode_asked

log = logging.getLogger(__name__)


class InboxAsking:
    """Answers centres that come for their commands. Belongs to the event loop."""

    def __init__(
        self, *, gate: CentreGate, store: Store, inbox: Inbox, catalogues: Catalogues
    ) -> None:
        self._gate = gate
        self._store = store
        self._inbox = inbox
        self._catalogues = catalogues

    def routes(self) -> Routes:
        """What is answered here."""
        return {("POST", INBOX): self._gate.door(self.answer)}

    async def answer(self, caller: CentreCaller, _: Scope, body: bytes) -> Answer:
        """What waits for the centre, at once or as soon as there is something."""
        try:
            asked = decode_asked(body)
        except WrongShape as error:
            raise Stopped(unfit(error.where, error.what, error="WRONG_SHAPE")) from error
        news = self._inbox.news(caller.centre_id)
        given = await self._look(caller.centre_id, asked)
        if not given.items and not given.want_catalogue and asked.wait_s:
            given = await self._wait(caller.centre_id, asked, news)
        return Answer(body=encode(given))

    async def _look(self, centre_id: int, asked: Asked) -> Given:
        now = self._inbox.now()
        async with self._store.transaction() as connection:
            await keep_answers(connection, centre_id, asked.answers, at=now)
            await self._agree(connection, centre_id, asked, now)
            items = await items_after(connection, centre_id, asked.after, at=now)
            want = asked.runs is not None and not await self._catalogues.has(
                connection, centre_id, asked.runs
            )
        return Given(items=items, want_catalogue=want)

    async def _agree(
        self, connection: Connection, centre_id: int, asked: Asked, now: datetime
    ) -> None:
        renumbered = await agree(connection, centre_id, asked.after, asked.after_id)
        if renumbered is None:
            return
        detail = (
            f"the centre has answered commands up to {renumbered.after}, and this hub had given "
            f"{renumbered.had}: {renumbered.waiting} that it knows to be unanswered were numbered "
            "anew, and none is done twice"
        )
        code = FindingCode.HUB_BEHIND
        await note(connection, centre_id, code, about="inbox", detail=detail, at=now)
        log.warning("inbox_renumbered", extra={"centre": centre_id, "waiting": renumbered.waiting})

    async def _wait(self, centre_id: int, asked: Asked, news: asyncio.Event) -> Given:
        """Until there is something, the time is over, or the hub ends."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + asked.wait_s
        while (left_s := until_s - loop.time()) > 0 and not self._inbox.closed:
            try:
                await asyncio.wait_for(news.wait(), left_s)
            except TimeoutError:
                # Whatever another process put in meanwhile is found by the next question.
                return Given()
            news = self._inbox.news(centre_id)
            given = await self._look(centre_id, msgspec.structs.replace(asked, answers=()))
            if given.items:
                return given
        return Given()
