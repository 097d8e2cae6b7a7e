"""A centre that lives in the laboratory: orders go through the real rules, events are folded."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bench.day.site import NAIROBI
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Command, Order, Role
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Refused
from kiosk.domain.events import Entry
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CommandId, DeviceId

Listener = Callable[[Entry, Floor], None]
"""Hears every line of the journal after it was folded."""


class LabCentre:
    """The writer's part without disk or network; its clock is whatever the orders say."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.floor = Floor()
        self.listener: Listener | None = None
        self._orders = 0

    @property
    def next_id(self) -> str:
        """The id of the order that comes next, which a ticket it asks for will have."""
        return f"{self._orders + 1:08x}-0000-7000-8000-000000000000"

    def do(self, command: Command, at: datetime, role: Role) -> tuple[Entry, ...]:
        """What the order made happen. Raises ``Refused``."""
        order = Order(
            command=command,
            id=CommandId(self.next_id),
            device=DeviceId(role.value),
            role=role,
            at=at,
            chance=self._orders.to_bytes(16),
        )
        self._orders += 1
        decision = decide(self.floor, self.catalogue, order)
        if isinstance(decision, Refused):
            raise decision
        entries = seal(self.floor, order, decision)
        for entry in entries:
            self.floor.apply(entry)
            if self.listener is not None:
                self.listener(entry, self.floor)
        return entries


def moment(day: date, of_day_s: float) -> datetime:
    """That many seconds after the day's midnight."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=NAIROBI)
    return midnight + timedelta(seconds=of_day_s)
