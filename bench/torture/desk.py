"""A desk of the tortured hall that gives tickets too, and asks again for what was not answered."""

from collections import deque
from pathlib import Path

from bench.torture.device import Device
from bench.torture.notes import PRINTED, Note
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Done, Reply
from kiosk.client.session import fresh_id
from kiosk.db.opening import open_device
from kiosk.db.outbox import OutboxTable, Unsent
from kiosk.domain import commands as c
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import CommandId, Language, TicketId
from kiosk.wire.codec import decode_command, encode_command

BUSY_HALL = 30
"""With so many ahead fewer come."""
PAUSE_S, BUSY_PAUSE_S = 0.02, 0.25
PRIORITY, LEAVES, CALLS_FOR_HELP, COMES_BACK = 0.1, 0.05, 0.05, 0.7
REMEMBERED = 50


class Desk:
    """Its facts go through the product's own outbox, on its own disk."""

    def __init__(self, device: Device, catalogue: Catalogue, outbox: Outbox) -> None:
        self._device = device
        self._services = [service.id for service in catalogue.services]
        self._outbox = outbox
        self._given: deque[TicketId] = deque(maxlen=REMEMBERED)

    def recover(self) -> None:
        """What an earlier life asked for: asked again with the same id, or left to nobody."""
        for command_id, command in self._device.unanswered():
            if self._device.chance.random() < COMES_BACK:
                self._took(self._device.send_until_answered(command, again=command_id))

    def visitor(self) -> None:
        """One visitor comes, and perhaps another leaves."""
        chance = self._device.chance
        issue = c.IssueTicket(
            service=chance.choice(self._services),
            language=Language("sw"),
            priority=chance.random() < PRIORITY,
        )
        ahead = self._took(self._device.send_until_answered(issue))
        if self._given and chance.random() < LEAVES:
            self._device.send(c.CancelTicket(ticket=chance.choice(self._given)))
        if chance.random() < CALLS_FOR_HELP:
            self._tell(c.CallForHelp())
        self.send_facts()
        self._device.rest(BUSY_PAUSE_S if ahead > BUSY_HALL else PAUSE_S)

    def _took(self, reply: Reply) -> int:
        """The ticket is printed; how many are ahead."""
        if not isinstance(reply, Done) or reply.issued is None:
            return BUSY_HALL
        issued = reply.issued
        # The first ticket of a day comes with the end of the day before.
        day = reply.entries[-1].day.isoformat()
        self._device.note(Note(kind=PRINTED, ticket=issued.ticket, number=issued.number, day=day))
        self._given.append(issued.ticket)
        return issued.ahead

    def _tell(self, command: c.Command) -> None:
        """A fact: on this desk's disk before anything else, sent until it is answered."""
        command_id = fresh_id()
        self._outbox.put(Unsent(id=command_id, body=encode_command(command_id, command)))

    def send_facts(self) -> None:
        """What waits in the outbox, as far as the centre takes it."""
        while (unsent := self._outbox.take()) is not None:
            command = decode_command(unsent.body).command
            reply = self._device.send(command, again=CommandId(unsent.id))
            if not self._outbox.settle(unsent.id, reply):
                return

    @property
    def owes(self) -> bool:
        """Whether facts still wait here."""
        return len(self._outbox) > 0


def run(directory: Path) -> None:
    """A desk's life, to be killed at any moment."""
    with Device.at_work(directory) as device:
        database = open_device(directory / "device.db")
        catalogue = device.catalogue()
        if catalogue is None:
            return
        desk = Desk(device, catalogue, Outbox(OutboxTable(database)))
        desk.recover()
        while not device.ending:
            desk.visitor()
        desk.send_facts()
        while desk.owes:
            device.rest(0.1)
            desk.send_facts()
        database.close()
