"""What every part of a counter's screen works with: its link, its sentences, its paper."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import CounterNow
from kiosk.domain.floor import Floor
from kiosk.domain.ids import CounterId
from kiosk.texts import Texts
from kiosk.ui.counter_asking import Asking
from kiosk.ui.counter_paper import CounterPaper
from kiosk.ui.counter_signing import Signing
from kiosk.ui.following import Asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One counter's means.

    ``paper`` is ``None`` where it has no printer, ``signing`` where nobody signs in.
    """

    station: Asks
    counter: CounterId
    texts: Texts
    asking: Asking
    paper: CounterPaper | None
    signing: Signing | None = None

    @property
    def catalogue(self) -> Catalogue | None:
        """What the centre offers, once it is known."""
        return self.station.mirror.catalogue

    @property
    def floor(self) -> Floor:
        """The floor as this device knows it."""
        return self.station.mirror.floor

    @property
    def now(self) -> CounterNow:
        """This counter as it stands."""
        return self.floor.counter(self.counter)

    def at(self) -> datetime:
        """The centre's time."""
        return self.station.now()
