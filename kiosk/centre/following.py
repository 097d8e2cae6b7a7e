"""``GET /feed``: from a cursor on."""

import asyncio
import re
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from kiosk.centre.attendance import Attendance, Register, TokenInUse
from kiosk.centre.devices import Reading, secrets_of
from kiosk.centre.feed import Feed
from kiosk.centre.gate import Gate
from kiosk.centre.live import PATIENCE_S, Live
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.db.devices import Device
from kiosk.db.journal import LetGo
from kiosk.db.opening import Failure, StoreFailed
from kiosk.web.answer import NO_STORE, send_answer
from kiosk.web.errors import Stopped, gone, token_in_use, unfit, wrong_method
from kiosk.web.peer import address
from kiosk.wire.paths import (
    AFTER_PARAMETER,
    CATALOGUE_HEADER,
    CURSOR_HEADER,
    EPOCH_HEADER,
    EPOCH_PARAMETER,
    INSTANCE_HEADER,
    TERM_HEADER,
)

_SEQ = re.compile(r"[0-9]{1,18}")
_CURSOR = CURSOR_HEADER.lower().encode()
_INSTANCE = INSTANCE_HEADER.lower().encode()
LONGEST_INSTANCE = 128
_CATALOGUE = CATALOGUE_HEADER.lower().encode()
_EPOCH = EPOCH_HEADER.lower().encode()


class Following:
    """The feed as an ASGI application."""

    def __init__(
        self, *, gate: Gate, live: Live, feed: Feed, register: Register, troubles: Troubles
    ) -> None:
        self._register = register
        self._troubles = troubles
        self._gate = gate
        self._live = live
        self._feed = feed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the stream, or with why there is none."""
        try:
            if scope["method"] != "GET":  # a HEAD would never end
                raise Stopped(wrong_method("GET"))
            device = self._gate.reader(scope, Reading.FEED)
            self._live.check_begun()
            cursor = self._cursor(scope)
            await self._look_after(cursor)
            attendance = self._attend(scope, device)
        except Stopped as stopped:
            await send_answer(send, stopped.answer)
            return
        try:
            kept_up = await self._feed.follow(
                receive,
                send,
                cursor=cursor,
                reads=secrets_of(device.role),
                headers=[
                    (b"content-type", b"text/event-stream"),
                    NO_STORE,
                    (_EPOCH, self._live.epoch.encode()),
                    (TERM_HEADER.lower().encode(), b"%d" % self._live.term),
                    (_CATALOGUE, self._live.catalogue_sha256.encode()),
                ],
                ended=attendance.ended,
            )
            if not kept_up:
                self._troubles.happened(TroubleCode.READER_DROPPED, about=device.id)
        except LetGo:
            return  # it was too slow, and is told so when it comes back
        except StoreFailed as failure:
            # It comes back for the next line, and is then told that there is none.
            self._note(failure)
        finally:
            self._register.leave(attendance)

    def _attend(self, scope: Scope, device: Device) -> Attendance:
        """Note that this device follows. Raises ``Stopped`` with 409 when another copy does."""
        instance = _given(scope, _INSTANCE)[:LONGEST_INSTANCE]
        try:
            return self._register.begin(device.id, instance=instance, address=address(scope))
        except TokenInUse as error:
            self._troubles.happened(TroubleCode.TOKEN_IN_USE, about=device.id)
            raise Stopped(token_in_use()) from error

    async def _look_after(self, cursor: int) -> None:
        """Raises ``Stopped``: 410 where the journal is damaged behind the cursor, or 503."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._feed.look_after(cursor)
        except TimeoutError as error:
            raise self._live.busy() from error
        except LetGo as error:
            raise Stopped(gone("the journal begins later: fetch the floor")) from error
        except StoreFailed as failure:
            self._note(failure)
            if failure.kind is Failure.DAMAGED:
                raise Stopped(gone("what follows cannot be read: fetch the floor")) from failure
            raise self._live.busy() from failure

    def _note(self, failure: StoreFailed) -> None:
        damaged = failure.kind is Failure.DAMAGED
        code = TroubleCode.JOURNAL_DAMAGED if damaged else TroubleCode.DISK_FAILS
        self._troubles.begin(code, cause=str(failure))

    def _cursor(self, scope: Scope) -> int:
        """The seq after which to begin. Raises ``Stopped``: 410 or 422."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        epoch = _given(scope, _EPOCH) or query.get(EPOCH_PARAMETER, [""])[0]
        if epoch and epoch != self._live.epoch:
            raise Stopped(gone("the journal is another one now: fetch the floor"))
        after = _given(scope, _CURSOR) or query.get(AFTER_PARAMETER, [""])[0]
        if not after:
            return self._feed.seq
        if _SEQ.fullmatch(after) is None:
            raise Stopped(unfit(AFTER_PARAMETER, "a cursor is the seq of an event, or 0"))
        if int(after) > self._feed.seq:
            raise Stopped(gone("the journal does not reach that far: fetch the floor"))
        return int(after)


def _given(scope: Scope, header: bytes) -> str:
    for name, value in scope["headers"]:
        if name == header:
            return str(value.decode("latin-1"))
    return ""
