"""Who is signed in at which device, and until when."""

import dataclasses
import logging
from collections.abc import Callable
from datetime import date, datetime

from kiosk.centre.live import Live
from kiosk.centre.people import People
from kiosk.db.people import Person, SignIn, SignInTable
from kiosk.domain.commands import CloseCounter, Command, OpenCounter
from kiosk.domain.ids import AgentId, CounterId, DeviceId
from kiosk.web.errors import Stopped

log = logging.getLogger(__name__)


class SignedIn:
    """Who works where, in memory; the store has it too, so that a new start asks nobody again.

    A sign-in ends with ``CloseCounter``, a sign-out, another sign-in at the device, the day, or its
    person. Belongs to the event loop.
    """

    def __init__(
        self, *, live: Live, people: People, table: SignInTable, now: Callable[[], datetime]
    ) -> None:
        self._live = live
        self._people = people
        self._table = table
        self._now = now
        self._by_device = {each.device: each for each in table.all()}
        people.heed(self._forget_person)

    async def begin(self, device: DeviceId, person: Person) -> None:
        """This person works at this device from now on. Raises ``Stopped`` with 503."""
        day, now = self._day(), self._now()
        await self._live.do(lambda: self._table.begin(device, person.n, day, now))
        self._by_device[device] = SignIn(device=device, person=person.n, day=day)
        # Who works when stands in the journal, for those who may read it.
        log.info("signed_in", extra={"device": device})

    async def end(self, device: DeviceId) -> None:
        """Nobody works at this device any more."""
        if self._by_device.pop(device, None) is not None:
            log.info("signed_out", extra={"device": device})
            await self._keep(lambda: self._table.end(device))

    def agent_of(self, device: DeviceId) -> AgentId | None:
        """Who works at this device, as far as they have signed in."""
        signed_in = self._by_device.get(device)
        if signed_in is None or signed_in.day != self._day():
            return None
        person = self._people.person(signed_in.person)
        return person.name if person is not None else None

    async def heed(self, device: DeviceId, command: Command) -> None:
        """Heed a command that was done: who closes a counter is signed in no more."""
        if isinstance(command, OpenCounter):
            await self._opened(device, command.counter)
        elif isinstance(command, CloseCounter):
            for each in tuple(self._by_device.values()):
                if each.device == device or each.counter == command.counter:
                    await self.end(each.device)

    async def _opened(self, device: DeviceId, counter: CounterId) -> None:
        signed_in = self._by_device.get(device)
        if signed_in is not None and signed_in.counter != counter:
            self._by_device[device] = dataclasses.replace(signed_in, counter=counter)
            await self._keep(lambda: self._table.opened(device, counter))

    async def _keep(self, work: Callable[[], None]) -> None:
        try:
            await self._live.do(work)
        except Stopped:
            # What was asked has been done all the same; the store lags until the next sign-in.
            log.warning("sign_in_not_kept")

    def _forget_person(self, n: int) -> None:
        ended = [each.device for each in self._by_device.values() if each.person == n]
        for device in ended:
            del self._by_device[device]

    def _day(self) -> date:
        return self._live.floor.day or self._now().date()
