"""A counter of the tortured hall: an agent calls, serves, holds, sends on, and never rests."""

from collections import deque
from pathlib import Path

from bench.torture.device import Device
from kiosk.client.reply import Declined, Done, Reply
from kiosk.domain import commands as c
from kiosk.domain import events as e
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import CounterState
from kiosk.domain.errors import Reason
from kiosk.domain.ids import AgentId, CounterId, TicketId

PAUSE_S, NOBODY_PAUSE_S = 0.02, 0.2
PRESSES_AGAIN = 0.7
"""Who gets no answer presses again; the others look what became of it."""
WAITS = 0.1
REMEMBERED = 20


class Counter:
    """Presses what fits what it believes; when it was wrong it looks at the floor."""

    def __init__(self, device: Device, catalogue: Catalogue) -> None:
        self._device = device
        self._catalogue = catalogue
        self._id = CounterId(device.given.counter)
        self._services = tuple(service.id for service in catalogue.services)
        self._state: CounterState | None = None
        self._held: deque[TicketId] = deque(maxlen=REMEMBERED)
        self._gone: deque[TicketId] = deque(maxlen=REMEMBERED)

    def press(self) -> None:
        """The next key, and a breath."""
        if self._state is None:
            self._look()
        if self._state is not None:
            self._understand(self._send(self._next(self._state)))
        self._device.rest(PAUSE_S)

    def close(self) -> None:
        """The day is over."""
        self._look()
        match self._state:
            case CounterState.CALLED | CounterState.SERVING:
                self._device.send(c.HoldTicket(counter=self._id, reason=self._hold_reason()))
            case _:
                pass
        self._device.send(c.CloseCounter(counter=self._id))

    def _next(self, state: CounterState) -> c.Command:
        chance = self._device.chance
        match state:
            case CounterState.CLOSED:
                return c.OpenCounter(counter=self._id, agent=AgentId("A1"), services=self._services)
            case CounterState.PAUSED:
                return c.ReopenCounter(counter=self._id)
            case CounterState.READY:
                # A call may have come here meanwhile; else it says that there was none.
                return c.StartService(counter=self._id)
            case CounterState.FREE:
                return self._when_free()
            case CounterState.CALLED:
                return chance.choices(
                    (
                        c.StartService(counter=self._id),
                        c.Recall(counter=self._id),
                        c.MarkNoShow(counter=self._id),
                        c.UndoCall(counter=self._id),
                        c.HoldTicket(counter=self._id, reason=self._hold_reason()),
                    ),
                    (80, 8, 6, 3, 3),
                )[0]
            case CounterState.SERVING:
                return chance.choices(
                    (
                        c.FinishService(counter=self._id),
                        c.CallNext(counter=self._id),
                        c.HoldTicket(counter=self._id, reason=self._hold_reason()),
                        c.TransferTicket(counter=self._id, service=chance.choice(self._services)),
                    ),
                    (60, 30, 5, 5),
                )[0]

    def _when_free(self) -> c.Command:
        chance = self._device.chance
        if self._held and chance.random() < 0.2:
            return c.ResumeTicket(counter=self._id, ticket=self._held.popleft())
        if self._gone and chance.random() < 0.2:
            return c.Requeue(ticket=self._gone.popleft())
        if chance.random() < 0.02:
            reason = chance.choice(self._catalogue.pause_reasons).id
            return c.PauseCounter(counter=self._id, reason=reason)
        return c.CallNext(counter=self._id, wait=chance.random() < WAITS)

    def _hold_reason(self) -> str:
        return self._device.chance.choice(self._catalogue.hold_reasons).id

    def _send(self, command: c.Command) -> Reply:
        if self._device.chance.random() < PRESSES_AGAIN:
            return self._device.send_until_answered(command)
        return self._device.send(command)

    def _understand(self, reply: Reply) -> None:
        """What the answer says of this counter; what it does not say is looked up."""
        match reply:
            case Done(entries=entries):
                for entry in entries:
                    self._see(entry.event)
            case Declined(reason=Reason.NOBODY_WAITING):
                self._device.rest(NOBODY_PAUSE_S)
            case Declined(reason=Reason.NOBODY_CALLED) if self._state is CounterState.READY:
                self._device.rest(NOBODY_PAUSE_S)
            case _:
                self._state = None

    def _see(self, event: e.Event) -> None:
        match event:
            case e.TicketCalled(counter=self._id):
                self._state = CounterState.CALLED
            case e.TicketCalled():
                pass
            case e.ServiceStarted() | e.TicketResumed():
                self._state = CounterState.SERVING
            case e.NoShowMarked(ticket=ticket):
                self._gone.append(ticket)
                self._state = CounterState.FREE
            case e.TicketHeld(ticket=ticket):
                self._held.append(ticket)
                self._state = CounterState.FREE
            case e.CounterReady():
                self._state = CounterState.READY
            case e.CounterPaused():
                self._state = CounterState.PAUSED
            case (
                e.ServiceFinished()
                | e.CallUndone()
                | e.TicketTransferred()
                | e.CounterOpened()
                | e.CounterReopened()
            ):
                self._state = CounterState.FREE
            case _:
                pass

    def _look(self) -> None:
        floor = self._device.floor()
        if floor is not None:
            self._state = next(now.state for now in floor.counters if now.id == self._id)


def run(directory: Path) -> None:
    """A counter's life, to be killed at any moment."""
    with Device.at_work(directory) as device:
        catalogue = device.catalogue()
        if catalogue is None:
            return
        counter = Counter(device, catalogue)
        while not device.ending:
            counter.press()
        counter.close()
