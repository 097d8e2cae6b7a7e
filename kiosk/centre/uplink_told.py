"""How the uplink stands, as ``/health`` tells it."""

from datetime import datetime

import msgspec

from kiosk.sync.uplink_told import Obstacle, UplinkState


class UplinkHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How far the hub has the journal.

    ``lag_lines`` are those it lacks, the oldest of them written ``lag_s`` seconds ago; ``state`` is
    what the uplink does, and ``obstacle`` what is in its way. ``clock_offset_s`` is the hub's time
    less this machine's. ``last_heard`` is by the centre's clock.
    """

    hub: str
    state: UplinkState
    obstacle: Obstacle | None
    lag_lines: int
    lag_s: float
    last_heard: datetime | None
    clock_offset_s: float | None
