"""The roads from this centre to its hub: whose they are, who speaks on them, and how they begin."""

import logging
from collections.abc import Callable
from pathlib import Path

from kiosk.centre.settings import CentreSettings
from kiosk.sync.enrolling import asking_as, tell_key_again, turn_key
from kiosk.sync.hub_session import HubSession
from kiosk.sync.instance import claim_instance
from kiosk.sync.membership import MembershipFile, new_key
from kiosk.wire.signed import RUN_BYTES, Speaker

log = logging.getLogger(__name__)


class HubRoads:
    """Makes sessions with the hub, each for one thread; all speak for the same centre and run."""

    def __init__(
        self,
        data: Path,
        *,
        instance: str,
        term: int,
        authority: str | None,
        chance: Callable[[int], bytes],
    ) -> None:
        """``instance`` names this machine's copy of the centre; ``authority`` is a PEM or none."""
        self._data = data
        self.memberships = MembershipFile(data)
        self._speaker = Speaker(instance=instance, run=chance(RUN_BYTES).hex(), term=term)
        self._authority = authority
        self._chance = chance

    def session(self) -> HubSession:
        """A new road; nothing is asked yet."""
        return HubSession(self.memberships, self._speaker, authority=self._authority)

    def renew_key(self) -> None:
        """Give the hub a new key, or finish what was begun of it.

        Raises what ``HubSession.ask`` raises, and ``OSError``.
        """
        membership = self.memberships()
        if membership is None:
            return
        if membership.next_key is None:
            membership = membership.turning(new_key(self._chance))
            membership.keep(self._data)
        asking = asking_as(self._speaker, authority=self._authority)
        turn_key(membership, self._data, asking=asking)

    def tell_key_again(self) -> bool:
        """Give a hub that was put back the key it once had; whether it has it now.

        Raises as ``renew_key``.
        """
        membership = self.memberships()
        if membership is None:
            return False
        asking = asking_as(self._speaker, authority=self._authority)
        return tell_key_again(membership, self._data, asking=asking)


def hub_roads(
    settings: CentreSettings, *, term: int, chance: Callable[[int], bytes]
) -> HubRoads | None:
    """The roads of the centre with these settings; ``None``: it cannot say at a hub who it is."""
    if settings.machine is None:
        return None
    try:
        instance = claim_instance(settings.data, settings.machine, chance)
    except OSError as error:
        log.warning("machine_not_noted", extra={"cause": error.strerror})
        return None
    return HubRoads(
        settings.data,
        instance=instance,
        term=term,
        authority=settings.hub_authority,
        chance=chance,
    )
