"""The small interface every road to paper has: ask the printer first, then send, then say."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from kiosk.printer.outcome import Outcome
from kiosk.printer.profile import Cut
from kiosk.printer.status import PrinterStatus

if TYPE_CHECKING:
    # Every screen with a printer loads this module before its first frame.
    from PIL import Image

Encoder = Callable[["Image.Image", Cut], bytes]
"""What a road's jobs are made of: a slip's picture (mode ``1``, black prints) and the cut to end
it with. It may raise nothing for any such picture."""


class Session(Protocol):
    """One printer that has answered and waits for one job."""

    @property
    def status(self) -> PrinterStatus:
        """What the printer said of itself last."""
        ...

    def send(self, job: bytes) -> Outcome:
        """Send the whole job and find out, as far as this road can, what became of it."""
        ...

    def close(self) -> None:
        """Leave the printer to others; what it still has to say is listened to first."""
        ...


class Road(Protocol):
    """A way to one printer."""

    def open(self) -> Session:
        """A session with a printer that told its status; raises ``PrinterNotReady``.

        That it answered does not make it ready: look at the session's ``status``.
        """
        ...

    def give_up(self) -> None:
        """End what is under way, from any thread; nothing can be opened afterwards."""
        ...
