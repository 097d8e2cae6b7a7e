"""``GET /floor`` and ``GET /catalogue``: what a device begins with."""

from starlette.types import Receive, Scope

from kiosk.centre.devices import Reading, Secret, secrets_of
from kiosk.centre.gate import Gate
from kiosk.centre.live import Live
from kiosk.web.answer import Answer


class FloorReading:
    """Everything true right now."""

    def __init__(self, *, gate: Gate, live: Live) -> None:
        self._gate = gate
        self._live = live

    async def answer(self, scope: Scope, _: Receive) -> Answer:
        """Every screen may ask. Raises ``Stopped``."""
        device = self._gate.reader(scope, Reading.FLOOR)
        self._live.check_begun()
        book = Secret.BOOK in secrets_of(device.role)
        return Answer(body=self._live.floor_body(book=book))


class CatalogueReading:
    """What the centre offers; with another catalogue the centre begins anew."""

    def __init__(self, *, gate: Gate, live: Live) -> None:
        self._gate = gate
        self._answer = Answer(body=live.catalogue_body)

    async def answer(self, scope: Scope, _: Receive) -> Answer:
        """Every screen may ask. Raises ``Stopped``."""
        self._gate.reader(scope, Reading.CATALOGUE)
        return self._answer
