"""What a screen may know and ask of its centre, whoever stands behind it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import SignalInstance

from kiosk.client.mirror import Mirror
from kiosk.client.reply import Alone, Reply
from kiosk.domain.commands import Command
from kiosk.domain.ids import CommandId, DeviceId


class Follows(Protocol):
    """A centre as a screen sees it that only shows."""

    mirror: Mirror

    @property
    def changed(self) -> SignalInstance:
        """Carries the journal's entry that was folded in, or ``None``: everything anew."""
        ...

    @property
    def onlineChanged(self) -> SignalInstance:
        """Carries whether the centre can be reached."""
        ...

    @property
    def online(self) -> bool:
        """Whether the centre can be reached."""
        ...

    @property
    def ready(self) -> bool:
        """Whether catalogue and floor have come at least once."""
        ...

    @property
    def known_at(self) -> datetime | None:
        """When the centre was last heard of (aware); ``None``: not yet."""
        ...

    def now(self) -> datetime:
        """Aware, in the centre's zone."""
        ...


class Asks(Follows, Protocol):
    """A centre as a screen sees it that also acts."""

    @property
    def device(self) -> DeviceId | None:
        """Who this device is in the journal; ``None`` until something it did stood there."""
        ...

    @property
    def alone(self) -> Alone | None:
        """That this device goes on giving tickets without its centre; ``None`` while it need not.

        What ``mirror`` shows is then what was last known, and what this device did since.
        """
        ...

    @property
    def untold(self) -> tuple[str, ...]:
        """Numbers this device has printed that its centre did not take: staff must know."""
        ...

    def ask(self, command: Command, on_reply: Callable[[Reply], None], /) -> CommandId:
        """For a person who waits; ``Silent`` when no answer came in time."""
        ...

    def tell(self, command: Command, /) -> CommandId:
        """A fact that must arrive: kept, and sent until it is answered."""
        ...

    def forgo(self, asked: CommandId, /) -> None:
        """Take back a ticket that was asked for without an answer: nobody holds it."""
        ...
