"""How one board is set up, and how long things last on it."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.ui.board_zone import Zone


class BoardMode(StrEnum):
    """What a centre wants its board to show."""

    CALLS = "calls"
    INFO = "info"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTimes:
    """How long things last, in seconds.

    A call is the newest for at least ``least_s`` and for as long as it is spoken, while others
    wait, and stands out for ``fresh_s``, of which half a second may pass until it is painted.
    ``turn_s`` is one turn of calls or of queues, ``page_s`` one page of queues; waits are told anew
    at most every ``waits_s``. Without the centre for ``lost_s``, or for ``starting_s`` after the
    start, the board says so. A voice that has not said that it ended ``hanging_s`` after its time
    is taken for ended.
    """

    least_s: float = 3.0
    fresh_s: float = 10.5
    turn_s: float = 15.0
    page_s: float = 8.0
    waits_s: float = 1.0
    lost_s: float = 1.0
    starting_s: float = 4.0
    hanging_s: float = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSettings:
    """How one board is set up; ``languages`` are used until the catalogue names the centre's."""

    mode: BoardMode = BoardMode.CALLS
    farthest_seat_m: float = 6.0
    zone: Zone = field(default_factory=Zone)
    languages: tuple[str, ...] = ("sw", "en")
    times: BoardTimes = field(default_factory=BoardTimes)
