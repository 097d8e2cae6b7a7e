"""Which centre asks: its signature, its moment, and whether it is the one that speaks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus

from starlette.types import Receive, Scope

from kiosk.hub.answering import Answering, Routes
from kiosk.hub.centres import Centre, CentreKey, KeyState
from kiosk.hub.foundation import Surroundings
from kiosk.hub.keys import HubKeys
from kiosk.hub.known import Known, KnownCentres
from kiosk.hub.moments import Moments
from kiosk.hub.speaking import Verdict
from kiosk.sync.hub_session import MOMENT, REPLAYED, STALE
from kiosk.web.answer import Answer
from kiosk.web.body import SHORT_BODY_BYTES, read_body
from kiosk.web.errors import Stopped, too_many
from kiosk.web.flood import Flood
from kiosk.web.limits import Limit
from kiosk.web.peer import address, network_of
from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.paths import MAX_BODY_BYTES
from kiosk.wire.signed import SignedAsk, Speaker, Told, answer_headers, read_ask

log = logging.getLogger(__name__)

ROTATE_AFTER = timedelta(days=90)
"""How old a centre's key gets before it is told to make another."""
ASKS_PER_S, ASKS_BURST = 100, 500
"""Of one centre: catching up after a month it sends some thirty batches a second."""
WRONG_PER_S, WRONG_BURST = 5, 100
"""Unsigned and wrongly signed questions of one address."""

LOOKED_UP_PER_S, LOOKED_UP_BURST = 50, 1000
"""Names of centres that are not in memory: after a new start all of them, and then nobody's."""
SECRET_BYTES = 16

UNKNOWN_KEY, REVOKED, SIGNATURE = "UNKNOWN_KEY", "REVOKED", "SIGNATURE"
CLONED, SUPERSEDED = "CLONED", "SUPERSEDED"
_WHAT = {
    UNKNOWN_KEY: "no centre has this key: enrol it with a code from head office",
    REVOKED: "head office has cut this centre off: a new code lets it in again",
    SIGNATURE: "this is not signed, or was changed on its way",
    STALE: "asked too long ago: the moment is in this answer's header",
    REPLAYED: "this very question was asked before",
    CLONED: "another machine speaks for this centre, with the same key and in the same term",
    SUPERSEDED: "another machine has taken this centre's place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreCaller:
    """Who asks, proved. ``at_ms`` is the centre's own time as it said it, since 1970.

    ``rotate`` tells that its key is old enough to be turned in for another.
    """

    centre: Centre
    key_id: str
    speaker: Speaker
    at_ms: int
    rotate: bool = False

    @property
    def centre_id(self) -> int:
        """The centre's number."""
        return self.centre.centre_id

    @property
    def code(self) -> str:
        """The centre's code."""
        return self.centre.code

    @property
    def term(self) -> int:
        """How often its journal was taken over, from 1."""
        return self.speaker.term


CentreAnswering = Callable[[CentreCaller, Scope, bytes], Awaitable[Answer]]
"""Answers a centre that is known, its body read; raises ``Stopped`` or ``HubStoreFailed``."""


class CentreGate:
    """Lets centres in, and signs whatever they are answered. On one event loop."""

    def __init__(
        self,
        centres: KnownCentres,
        keys: HubKeys,
        around: Surroundings,
        *,
        heard: Callable[[str], None] = lambda _: None,
    ) -> None:
        """``heard`` is told the address that a centre's signed question came from."""
        steady_s = around.steady_s
        self._centres = centres
        self._keys = keys
        self._around = around
        self._heard = heard
        self._moments = Moments(steady_s=steady_s, chance=around.chance)
        self._wrong = Flood(
            rate_per_s=WRONG_PER_S,
            burst=WRONG_BURST,
            steady_s=steady_s,
            secret=around.chance(SECRET_BYTES),
        )
        self._looked_up = Flood(
            rate_per_s=LOOKED_UP_PER_S,
            burst=LOOKED_UP_BURST,
            steady_s=steady_s,
            secret=b"",
            slots=1,
        )
        self._asks = Limit(rate_per_s=ASKS_PER_S, burst=ASKS_BURST, monotonic=steady_s)

    def routes(self) -> Routes:
        """What is answered here."""
        return {("GET", MOMENT): self.door(_moment)}

    def door(self, answering: CentreAnswering, *, limit_bytes: int = MAX_BODY_BYTES) -> Answering:
        """``answering`` for centres alone, its answers signed.

        A centre that is cut off while it waits for its answer is answered that at once.
        """

        async def answer(scope: Scope, receive: Receive) -> Answer:
            signed = self._signed(scope)
            # Whoever cannot name a key of a centre's has nothing long to say.
            named = await self._named(scope, signed)
            most_bytes = limit_bytes if named is not None else SHORT_BODY_BYTES
            body = await read_body(scope, receive, limit_bytes=most_bytes)
            try:
                caller = await self.centre_of(scope, body)
                answered = await self._answered(caller, answering(caller, scope, body))
            except Stopped as stopped:
                answered = stopped.answer
            return self._sealed(signed, body, answered)

        return answer

    async def centre_of(self, scope: Scope, body: bytes) -> CentreCaller:
        """The centre that asks. Raises ``HubStoreFailed``, and ``Stopped`` as ``_WHAT`` lists."""
        signed = self._signed(scope)
        known, key = await self._proved(scope, signed, body)
        ask = signed.ask
        given_ms = self._moments.given_ms(ask.moment)
        if given_ms is None:
            raise Stopped(_no(STALE))
        if not self._moments.is_new((known.centre.centre_id, ask.nonce)):
            raise Stopped(_no(REPLAYED))
        if not self._asks.allows(known.centre.centre_id):
            raise Stopped(too_many())
        await self._let_speak(known, key, ask.speaker, given_ms)
        return CentreCaller(
            centre=known.centre,
            key_id=key.key_id,
            speaker=ask.speaker,
            at_ms=ask.at_ms,
            rotate=self._around.now() - key.since > ROTATE_AFTER,
        )

    async def _proved(
        self, scope: Scope, signed: SignedAsk, body: bytes
    ) -> tuple[Known, CentreKey]:
        named = await self._named(scope, signed)
        if named is None:
            raise Stopped(self._counted(scope, UNKNOWN_KEY))
        known, key = named
        if not signed.is_by(key.public_key, body):
            raise Stopped(self._counted(scope, SIGNATURE))
        if known.centre.revoked_at is not None or key.state is KeyState.ENDED:
            raise Stopped(self._counted(scope, REVOKED))
        self._heard(address(scope))
        return known, key

    async def _named(self, scope: Scope, signed: SignedAsk) -> tuple[Known, CentreKey] | None:
        """The centre and key that a question names; nothing of it is proved yet.

        Raises ``Stopped`` before the database is asked for whoever invents names.
        """
        known = self._centres.cached(signed.ask.centre)
        if known is None:
            asker = network_of(address(scope))
            if self._wrong.is_out(asker) or not self._looked_up.allows(""):
                raise Stopped(too_many())
            known = await self._centres.of(signed.ask.centre)
        key = known.keys.get(signed.ask.key) if known is not None else None
        return (known, key) if known is not None and key is not None else None

    async def _let_speak(self, known: Known, key: CentreKey, said: Speaker, given_ms: int) -> None:
        """See that ``said`` is the one that speaks for its centre. Raises ``Stopped``."""
        verdict = known.speaking.judge(said, given_ms)
        if verdict is Verdict.GOES_ON and key.state is KeyState.LIVE:
            return
        async with known.settling:
            # Others may have spoken while this one waited.
            verdict = known.speaking.judge(said, given_ms)
            key = known.keys[key.key_id]
            if key.state is KeyState.RETIRING:
                if verdict is not Verdict.TAKES_OVER or not self._centres.may_take_over(key):
                    raise Stopped(_no(REVOKED))
                await self._centres.take_back(known, key)
            if verdict is Verdict.LATE:
                raise Stopped(_no(STALE))
            if verdict is Verdict.SUPERSEDED:
                raise Stopped(_no(SUPERSEDED, HTTPStatus.CONFLICT))
            if verdict is not Verdict.GOES_ON:
                log.info("centre_speaks", extra={"centre": known.centre.code, "as": str(verdict)})
                await self._centres.settle(known, said, verdict, self._moments.now_ms())
            if verdict is Verdict.CLONED:
                raise Stopped(_no(CLONED, HTTPStatus.CONFLICT))

    def _signed(self, scope: Scope) -> SignedAsk:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        try:
            return read_ask(scope["method"], _target(scope), headers)
        except WrongShape as error:
            raise Stopped(self._counted(scope, SIGNATURE)) from error

    def _counted(self, scope: Scope, error: str) -> Answer:
        """What a question that proves nothing is answered; too many of them are not judged."""
        asker = network_of(address(scope))
        return _no(error) if self._wrong.allows(asker) else too_many()

    async def _answered(self, caller: CentreCaller, answering: Awaitable[Answer]) -> Answer:
        known = await self._centres.of(caller.code)
        if known is None or known.centre.revoked_at is not None:
            raise Stopped(_no(REVOKED))
        work = asyncio.ensure_future(answering)
        cut = asyncio.ensure_future(known.cut.wait())
        try:
            await asyncio.wait({work, cut}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return work.result()
            raise Stopped(_no(REVOKED))
        finally:
            cut.cancel()
            if not work.done():
                work.cancel()
                await asyncio.wait({work})

    def _sealed(self, signed: SignedAsk, body: bytes, answer: Answer) -> Answer:
        """The answer, signed and bound to its question, with the present moment."""
        told = Told(at_ms=int(self._around.now().timestamp() * 1000), moment=self._moments.now())
        headers = answer_headers(
            self._keys.signing,
            signed.ask.text(body),
            told,
            status=int(answer.status),
            body=answer.body,
        )
        named = tuple((name.lower().encode(), value.encode()) for name, value in headers.items())
        return replace(answer, headers=(*answer.headers, *named))


async def _moment(_: CentreCaller, __: Scope, ___: bytes) -> Answer:
    """``GET /centres/moment``: all that is wanted stands in the headers."""
    return Answer(body=b"{}")


def _target(scope: Scope) -> str:
    """Path and query as they came over the wire."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return (path + (b"?" + query if query else b"")).decode("latin-1")


def _no(error: str, status: HTTPStatus = HTTPStatus.UNAUTHORIZED) -> Answer:
    return Answer(status=status, body=encode({"error": error, "what": _WHAT[error]}))
