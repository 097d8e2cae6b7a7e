"""Centres come in by a code, turn their keys, and leave."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from starlette.types import Receive, Scope

from kiosk.hub.answering import Routes
from kiosk.hub.centres import Centre, Centres, LiveCode
from kiosk.hub.foundation import Surroundings
from kiosk.hub.gate import REVOKED, CentreCaller, CentreGate
from kiosk.hub.keys import HubKeys
from kiosk.hub.known import KnownCentres
from kiosk.hub.store import Connection, Store
from kiosk.web.answer import Answer
from kiosk.web.body import SHORT_BODY_BYTES, read_body
from kiosk.web.errors import Stopped, too_many, unfit
from kiosk.web.flood import Flood
from kiosk.web.peer import address, network_of
from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.enrol import (
    ENROL,
    LEAVE,
    TURN_KEY,
    EnrolAnswer,
    EnrolRequest,
    decode_enrol,
    decode_rotate,
    is_proved,
    proof_of,
    rotate_text,
    signature_bytes,
)
from kiosk.wire.signed import is_signed, key_id, public_key_of

log = logging.getLogger(__name__)

TRIES_PER_S, TRIES_BURST = 0.1, 20
"""Wrong codes of one address: 80 random bits are not guessed at any pace, but cost us work."""
SECRET_BYTES = 16
WRONG_CODE, CODE_USED, KEY_TAKEN = "WRONG_CODE", "CODE_USED", "KEY_TAKEN"
_NO_KEY = bytes(32)


class Enrolment:
    """Answers ``POST /centres/enrol``, ``/centres/key`` and ``/centres/leave``."""

    def __init__(
        self,
        store: Store,
        known: KnownCentres,
        keys: HubKeys,
        around: Surroundings,
        *,
        public_url: Callable[[], str],
    ) -> None:
        """``public_url`` is where citizens reach this hub."""
        self._store = store
        self._known = known
        self._keys = keys
        self._now = around.now
        self._public_url = public_url
        self._tries = Flood(
            rate_per_s=TRIES_PER_S,
            burst=TRIES_BURST,
            steady_s=around.steady_s,
            secret=around.chance(SECRET_BYTES),
        )

    def routes(self, gate: CentreGate) -> Routes:
        """What is answered here."""
        return {
            ("POST", ENROL): self.enrol,
            ("POST", TURN_KEY): gate.door(self.turn, limit_bytes=SHORT_BODY_BYTES),
            ("POST", LEAVE): gate.door(self.leave, limit_bytes=SHORT_BODY_BYTES),
        }

    async def enrol(self, scope: Scope, receive: Receive) -> Answer:
        """A centre has a code. The same key again gets the same answer: the first was lost.

        Raises ``Stopped`` and ``HubStoreFailed``.
        """
        self._count(scope)
        asked = _asked(await read_body(scope, receive, limit_bytes=SHORT_BODY_BYTES))
        public = public_key_of(asked.public_key)
        async with self._store.transaction() as connection:
            centre, code = await self._proved(connection, asked)
            if code.used_by is None:
                await self._take(connection, centre, code, public)
                log.info("centre_enrolled", extra={"centre": centre.code})
            elif not await _is_its_key(connection, centre, code, key_id(public)):
                raise Stopped(_no(CODE_USED, HTTPStatus.CONFLICT))
        if code.used_by is None:
            self._known.forget(centre.code)
        self._tries.give_back(network_of(address(scope)))
        return self._welcome(asked, centre, code)

    async def turn(self, caller: CentreCaller, _: Scope, body: bytes) -> Answer:
        """A centre turns its key in for a new one. Raises ``Stopped`` and ``HubStoreFailed``."""
        try:
            asked = decode_rotate(body)
        except WrongShape as error:
            raise Stopped(unfit(error.where, error.what, error="WRONG_SHAPE")) from error
        public = public_key_of(asked.public_key)
        text = rotate_text(caller.code, caller.key_id, asked.public_key)
        if not is_signed(public, signature_bytes(asked.signature), text):
            raise Stopped(unfit("signature", "is not by the new key"))
        known = await self._known.of(caller.code)
        if known is None:
            raise Stopped(_no(REVOKED, HTTPStatus.UNAUTHORIZED))
        async with known.settling:
            if key_id(public) in known.keys:
                raise Stopped(_no(KEY_TAKEN, HTTPStatus.CONFLICT))
            await self._known.turned(known, caller.key_id, key_id(public), public)
        log.info("centre_key_turned", extra={"centre": caller.code})
        return Answer(body=encode({"key": key_id(public)}))

    async def leave(self, caller: CentreCaller, _: Scope, __: bytes) -> Answer:
        """A centre leaves: its keys count no more. Raises ``HubStoreFailed``."""
        async with self._store.transaction() as connection:
            await Centres(connection).revoke(caller.centre_id, self._now())
        log.info("centre_left", extra={"centre": caller.code})
        # Its answer is on the way first: whoever leaves need not be told that it is cut off.
        self._known.forget_softly(caller.code)
        return Answer(body=b"{}")

    async def _proved(self, connection: Connection, asked: EnrolRequest) -> tuple[Centre, LiveCode]:
        """The centre, and the code that whoever asks has. Raises ``Stopped``.

        An unknown centre, no code, and a wrong one are one answer, after the same work.
        """
        centres = Centres(connection)
        centre = await centres.of(asked.centre)
        number = centre.centre_id if centre is not None else 0
        codes = await centres.codes(number, self._now())
        found = None
        for code in codes or [LiveCode(proof_key=_NO_KEY, used_by=None)]:
            if is_proved(code.proof_key, asked.text, asked.proof) and codes:
                found = code
        signature = signature_bytes(asked.signature)
        is_holder = is_signed(public_key_of(asked.public_key), signature, asked.text)
        if centre is None or found is None or not is_holder:
            raise Stopped(_no(WRONG_CODE, HTTPStatus.FORBIDDEN))
        return centre, found

    async def _take(
        self, connection: Connection, centre: Centre, code: LiveCode, public: bytes
    ) -> None:
        centres, now = Centres(connection), self._now()
        named = key_id(public)
        if any(key.key_id == named for key in await centres.keys(centre.centre_id)):
            raise Stopped(_no(KEY_TAKEN, HTTPStatus.CONFLICT))
        await centres.enrolled(centre.centre_id, named, public, now)
        await centres.use_code(centre.centre_id, code, named, now)

    def _welcome(self, asked: EnrolRequest, centre: Centre, code: LiveCode) -> Answer:
        plain = EnrolAnswer(
            centre=centre.code,
            centre_id=centre.centre_id,
            name=centre.name,
            hub_key=self._keys.public_text,
            sealing_key=self._keys.sealing_text,
            public_url=self._public_url(),
            prefix=centre.prefix,
        )
        proof = proof_of(code.proof_key, plain.text(asked))
        return Answer(body=encode(plain.proved(proof)))

    def _count(self, scope: Scope) -> None:
        if not self._tries.allows(network_of(address(scope))):
            raise Stopped(too_many())


def _asked(body: bytes) -> EnrolRequest:
    try:
        return decode_enrol(body)
    except WrongShape as error:
        raise Stopped(unfit(error.where, error.what, error="WRONG_SHAPE")) from error


async def _is_its_key(connection: Connection, centre: Centre, code: LiveCode, named: str) -> bool:
    """Whether the code has made this key, and it still counts."""
    if code.used_by != named:
        return False
    keys = await Centres(connection).keys(centre.centre_id)
    return any(key.key_id == named and key.until is None for key in keys)


def _no(error: str, status: HTTPStatus) -> Answer:
    what = {
        WRONG_CODE: "this code opens nothing here: ask head office for a new one",
        CODE_USED: "this code was used already: ask head office for a new one",
        KEY_TAKEN: "a centre had this key before: make another",
        REVOKED: "head office has cut this centre off",
    }[error]
    return Answer(status=status, body=encode({"error": error, "what": what}))
