"""``/centres/catalogue``: a centre comes for a catalogue's text, or says what it runs with."""

import re
from hashlib import sha256
from urllib.parse import parse_qs

from starlette.types import Scope

from kiosk.hub.answering import Routes
from kiosk.hub.catalogues import Catalogues
from kiosk.hub.gate import CentreCaller, CentreGate
from kiosk.web.answer import Answer
from kiosk.web.errors import Stopped, not_found, unfit
from kiosk.wire.codec import WrongShape
from kiosk.wire.inbox import CATALOGUE_OF_CENTRE, SHA256_PARAMETER, VERSION_PARAMETER

TOML = b"application/toml; charset=utf-8"
_VERSION = re.compile(r"[0-9]{1,9}")


class CataloguesAsking:
    """Answers centres about catalogues. Belongs to the event loop."""

    def __init__(self, *, gate: CentreGate, catalogues: Catalogues) -> None:
        self._gate = gate
        self._catalogues = catalogues

    def routes(self) -> Routes:
        """What is answered here."""
        door, path = self._gate.door, CATALOGUE_OF_CENTRE
        return {("GET", path): door(self.text), ("PUT", path): door(self.told)}

    async def text(self, caller: CentreCaller, scope: Scope, _: bytes) -> Answer:
        """The text that the hub signed, to the byte; a centre gets none but its own."""
        text = await self._catalogues.text(caller.centre_id, _version(scope))
        if text is None:
            raise Stopped(not_found())
        return Answer(body=text, content_type=TOML)

    async def told(self, caller: CentreCaller, scope: Scope, body: bytes) -> Answer:
        """What the centre runs with: kept, if it is what the centre says that it is."""
        if _query(scope, SHA256_PARAMETER) != sha256(body).hexdigest():
            raise Stopped(unfit(SHA256_PARAMETER, "this is not the hash of the body"))
        try:
            await self._catalogues.told(caller.centre_id, body, version=_version(scope))
        except WrongShape as error:
            raise Stopped(unfit(error.where, error.what, error="WRONG_SHAPE")) from error
        return Answer(body=b"{}")


def _version(scope: Scope) -> int:
    given = _query(scope, VERSION_PARAMETER) or "0"
    if _VERSION.fullmatch(given) is None:
        raise Stopped(unfit(VERSION_PARAMETER, "a whole number, from 0"))
    return int(given)


def _query(scope: Scope, name: str) -> str:
    given: dict[str, list[str]] = parse_qs(scope["query_string"].decode("latin-1"))
    return given.get(name, [""])[0]
