"""How large a tortured hall is, and how hard it is treated."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """``pause_s`` of a lane is the mean time from one of its faults to the next.

    ``follows``: the centre has a copy.
    ``least_faults``: the run goes on, for up to as long again, until its centre has had so many.
    """

    name: str
    seconds: float
    kiosks: int
    desks: int
    counters: int
    boards: int
    centre_pause_s: float
    device_pause_s: float
    cable_pause_s: float
    least_faults: int = 0
    follows: bool = False

    @property
    def devices(self) -> int:
        """All of them."""
        return self.kiosks + self.desks + self.counters + self.boards


WHOLE = Scale(
    name="whole",
    seconds=540.0,
    kiosks=3,
    desks=2,
    counters=8,
    boards=3,
    centre_pause_s=5.0,
    device_pause_s=0.8,
    cable_pause_s=1.5,
    follows=True,
)
"""`make torture`: ends within ten minutes."""
SHORT = Scale(
    name="short",
    seconds=6.0,
    kiosks=1,
    desks=1,
    counters=2,
    boards=2,
    centre_pause_s=0.8,
    device_pause_s=0.3,
    cable_pause_s=0.4,
    least_faults=3,
)
"""For every change."""
