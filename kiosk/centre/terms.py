"""One centre at a time: whoever took over says so, and whoever is told so with proof ends."""

import asyncio
import logging
from http.client import HTTPException
from pathlib import Path

from starlette.types import Receive, Scope

from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.client.session import Session
from kiosk.db.copying import Past
from kiosk.db.opening import Database
from kiosk.web.answer import Answer
from kiosk.web.body import read_body
from kiosk.web.errors import Stopped, forbidden, unfit
from kiosk.wire import paths
from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.paths import MAX_BODY_BYTES
from kiosk.wire.terms import TermStatement, decode_statement, is_true, state

log = logging.getLogger(__name__)

KNOCK_EVERY_S = 5.0
KNOCK_AT_HOME_EVERY_S = 60.0
"""Where the old centre's address is this one's now: it may yet be another's again."""
KNOCK_PATIENCE_S = 3.0
OK = 200
PINNED = "authority.pem"
KEY = "authority.key"


class Superseded(Exception):
    """Another centre has taken this one's place; the sentence says what to do."""

    def __init__(self, data: Path, term: int) -> None:
        super().__init__(
            f"another machine has taken this centre's place (term {term}): {data} serves nobody "
            "any more. To keep a copy of the new centre: main.py follow, with another --data. To "
            f"go on from here after all, when the other one has ended: main.py restore {data} "
            f"--data {data}"
        )


class Terms:
    """What this centre says of its term, and hears of others'. Belongs to the event loop.

    ``key`` is the authority's key file, to the byte; without it nothing is said and nobody
    believed. ``superseded`` is done when another has proved to have taken over.
    """

    def __init__(
        self, *, gate: Gate, live: Live, past: Past, key: bytes | None, data: Path
    ) -> None:
        self._gate = gate
        self._live = live
        self._past = past
        self._key = key
        self._data = data
        self.superseded: asyncio.Future[Superseded] = asyncio.get_running_loop().create_future()

    async def told(self, scope: Scope, receive: Receive) -> Answer:
        """``POST /term``: somebody says that it took over; for everybody. Raises ``Stopped``."""
        self._gate.count_enrolment(scope)
        self._live.check_begun()
        body = await read_body(scope, receive, limit_bytes=MAX_BODY_BYTES)
        try:
            statement = decode_statement(body)
        except WrongShape as error:
            raise Stopped(unfit(error.where, error.what, error="WRONG_SHAPE")) from error
        if self._key is None or not self._is_of_ours(statement, self._key):
            raise Stopped(forbidden("this is not said by a centre that has this one's keys"))
        await self._heed(statement)
        return Answer(body=encode(self._statement(self._key)))

    async def knock(self) -> None:
        """Tell the centre before, whenever it is up, that its time is over; until it has heard.

        It may stand on a machine that somebody starts again a week later.
        """
        while self._key is not None:
            pause_s = KNOCK_EVERY_S
            try:
                predecessor = await self._live.do(lambda: self._past.predecessor)
                answer = await self._told(predecessor, self._key) if predecessor else None
                if answer is not None and answer.epoch == self._live.epoch:
                    # Our own answer: who had this address before has heard nothing.
                    pause_s = KNOCK_AT_HOME_EVERY_S
                elif answer is not None or predecessor is None:
                    await self._live.do(self._past.forget_predecessor)
                    return
            except Stopped:
                # The disk does not answer, which is told already.
                log.info("not_knocked")
            await asyncio.sleep(pause_s)

    async def _told(self, url: str, key: bytes) -> TermStatement | None:
        """What whoever answers there says of itself, now that it knows; ``None``: no centre."""
        said = encode(self._statement(key))
        answer = await asyncio.to_thread(_knock_at, url, said, self._past.authority)
        if answer is None or not self._is_of_ours(answer, key):
            return None
        if answer.epoch != self._live.epoch:
            log.info("predecessor_knows", extra={"address": url})
            # Where another copy took over, too, and later, this one's time is over.
            await self._heed(answer)
        return answer

    def _statement(self, key: bytes) -> TermStatement:
        """What this centre says of itself."""
        return state(
            key,
            centre=self._live.catalogue.centre.code,
            term=self._live.term,
            epoch=self._live.epoch,
        )

    def _is_of_ours(self, statement: TermStatement, key: bytes) -> bool:
        ours = statement.centre == self._live.catalogue.centre.code
        return ours and is_true(statement, key)

    async def _heed(self, statement: TermStatement) -> None:
        if statement.term > self._live.term:
            await self._end(statement.term)

    async def _end(self, term: int) -> None:
        await self._live.do(lambda: self._past.supersede(term))
        if not self.superseded.done():
            log.warning("superseded", extra={"term": term})
            self.superseded.set_result(Superseded(self._data, term))


def _knock_at(url: str, said: bytes, authority: str | None) -> TermStatement | None:
    """What whoever answers there says of itself; ``None``: nobody does, or nothing of the kind."""
    try:
        with Session(url, authority=authority, timeout_s=KNOCK_PATIENCE_S) as session:
            status, body = session.ask("POST", paths.TERM, said)
            return decode_statement(body) if status == OK else None
    except (OSError, HTTPException, WrongShape, ValueError):
        return None


def build_terms(*, data: Path, gate: Gate, live: Live, db: Database, keys: Path) -> Terms:
    """Join it to the store in ``data`` and the authority's ``keys``."""
    authority = data / PINNED
    pem = authority.read_text(encoding="ascii") if authority.is_file() else None
    past = Past(db, authority=pem)
    try:
        key = (keys / KEY).read_bytes()
    except OSError:
        # Lost, which is told where it is missed; devices verify another.
        key = None
    return Terms(gate=gate, live=live, past=past, key=key, data=data)


def check_not_superseded(data: Path, db: Database) -> None:
    """A store that was told so serves nobody. Raises ``Superseded``."""
    term = Past(db).superseded
    if term is not None:
        raise Superseded(data, term)
