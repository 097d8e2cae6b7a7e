"""The hub's time when a centre begins: a clock set wrong while it was off is not believed."""

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

from kiosk.centre.clock import JUMP_S, STEP_S
from kiosk.centre.hub_roads import hub_roads
from kiosk.centre.settings import CentreSettings
from kiosk.sync.hub_session import MOMENT, HubAway, HubNotTrusted, HubSaysNo, NotEnrolled
from kiosk.sync.membership import MembershipUnfit

log = logging.getLogger(__name__)

PATIENCE_S = 3.0
"""A hall that opens does not wait for longer; without an answer its own clock is believed."""


def known_time(
    settings: CentreSettings,
    *,
    last_at: datetime | None,
    wall_s: Callable[[], float],
    term: int,
    chance: Callable[[int], bytes],
) -> float | None:
    """The hub's time in seconds since 1970, where the machine's is doubtful; ``None``: nobody says.

    It is doubtful far beyond the last line of the journal, or before it. Blocks for a moment.
    """
    if settings.membership is None or last_at is None:
        return None
    if -STEP_S < wall_s() - last_at.timestamp() < JUMP_S:
        return None
    roads = hub_roads(settings, term=term, chance=chance)
    if roads is None:
        return None
    try:
        with closing(roads.session()) as session:
            at_ms = session.ask("GET", MOMENT, timeout_s=PATIENCE_S).at_ms
    except (HubAway, HubNotTrusted, HubSaysNo, MembershipUnfit, NotEnrolled) as error:
        log.warning("hub_time_not_heard", extra={"cause": type(error).__name__})
        return None
    return at_ms / 1000
