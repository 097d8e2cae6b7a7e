"""A running centre turns its key in for a new one: when the hub asks for it, or a person does."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from kiosk.sync.enrolling import Asking, turn_key
from kiosk.sync.hub_session import HubAway, HubNotTrusted, HubSaysNo
from kiosk.sync.membership import Memberships, MembershipUnfit, new_key

log = logging.getLogger(__name__)


class KeyTurning:
    """Belongs to the thread that asks the hub. The key that is wanted next lies on disk."""

    def __init__(
        self,
        data: Path,
        memberships: Memberships,
        asking: Asking,
        *,
        chance: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._data = data
        self._memberships = memberships
        self._asking = asking
        self._chance = chance

    def begin(self) -> None:
        """The hub wants a new key: make one, and give it."""
        try:
            membership = self._memberships()
            if membership is not None and membership.next_key is None:
                membership.turning(new_key(self._chance)).keep(self._data)
        except (MembershipUnfit, OSError) as reason:
            log.warning("key_not_turned", extra={"cause": str(reason)})
            return
        self.go_on()

    def go_on(self) -> bool:
        """Give the hub the next key, if there is one; whether a new key is in use now.

        What fails is tried again the next time.
        """
        try:
            membership = self._memberships()
            if membership is None or membership.next_key is None:
                return False
            turned = turn_key(membership, self._data, asking=self._asking)
        except (HubAway, HubNotTrusted, HubSaysNo, MembershipUnfit, OSError) as reason:
            log.warning("key_not_turned", extra={"cause": str(reason)})
            return False
        log.info("key_turned")
        return turned
