"""Which counters a board is for."""

from dataclasses import dataclass

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import CounterId


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Counters by their own ids and by the zones they are in; without any it is the whole hall."""

    zones: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()

    def holds(self, counter: CounterId, catalogue: Catalogue) -> bool:
        """Whether the board is for that counter.

        It is for all when nothing that was named is there: a board that is set up wrong shows
        too much rather than nothing.
        """
        meant = frozenset(
            each.id
            for each in catalogue.counters
            if each.id in self.counters or each.zone in self.zones
        )
        return not meant or counter in meant

    def unknown(self, catalogue: Catalogue) -> tuple[str, ...]:
        """What was named and is not in the catalogue."""
        zones = {counter.zone for counter in catalogue.counters}
        return tuple(zone for zone in self.zones if zone not in zones) + tuple(
            counter for counter in self.counters if counter not in catalogue.counter
        )
