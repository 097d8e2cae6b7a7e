"""What an uplink makes of a failure: try again, begin anew, or wait for somebody to help."""

from dataclasses import dataclass
from enum import Enum, auto

from kiosk.db.journal import LetGo
from kiosk.db.opening import Failure, StoreFailed
from kiosk.sync.hub_session import HubAway, HubNotTrusted, HubSaysNo, NotEnrolled
from kiosk.sync.membership import MembershipUnfit
from kiosk.sync.uplink_comparing import OwnLineMissing
from kiosk.sync.uplink_told import Obstacle
from kiosk.wire.codec import WrongShape

EXPECTED = (
    *(HubAway, HubNotTrusted, HubSaysNo, NotEnrolled, MembershipUnfit),
    *(WrongShape, LetGo, OwnLineMissing, StoreFailed),
)
"""All that one turn may run into."""
CONFLICT, UNAUTHORISED, TOO_LARGE, UNFIT = 409, 401, 413, 422
NOT_NOW = frozenset({429, 503})
CHANGED_ON_THE_WAY = frozenset({"SIGNATURE", "STALE", "REPLAYED"})
RIVALS = {"CLONED": Obstacle.CLONED, "SUPERSEDED": Obstacle.SUPERSEDED}


class Then(Enum):
    """What to do next."""

    AGAIN = auto()
    """The same, after a while."""
    COMPARE = auto()
    """Hub and centre differ: find out how."""
    SMALLER = auto()
    """The same in smaller parts."""
    STOP = auto()
    """Begin anew after a longer while: somebody has to do something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """What is in the way, and what to do next; ``about`` is for the log."""

    then: Then
    obstacle: Obstacle
    about: str


def read_failure(error: Exception) -> Failed:
    """What follows from one of ``EXPECTED``."""
    if isinstance(error, HubSaysNo):
        return _said_no(error)
    match error:
        case HubAway() | NotEnrolled():
            then, obstacle = Then.AGAIN, Obstacle.AWAY
        case HubNotTrusted():
            then, obstacle = Then.AGAIN, Obstacle.UNTRUSTED
        case LetGo():
            then, obstacle = Then.COMPARE, Obstacle.REFUSED
        case MembershipUnfit():
            then, obstacle = Then.STOP, Obstacle.REVOKED
        case OwnLineMissing():
            then, obstacle = Then.STOP, Obstacle.DAMAGED
        case StoreFailed(kind=Failure.DAMAGED):
            then, obstacle = Then.STOP, Obstacle.DAMAGED
        case StoreFailed():
            then, obstacle = Then.AGAIN, Obstacle.DISK
        case _:
            then, obstacle = Then.STOP, Obstacle.REFUSED
    return Failed(then=then, obstacle=obstacle, about=str(error))


def _said_no(no: HubSaysNo) -> Failed:
    if no.error in RIVALS:
        then, obstacle = Then.STOP, RIVALS[no.error]
    elif no.error in CHANGED_ON_THE_WAY:
        then, obstacle = Then.AGAIN, Obstacle.UNTRUSTED
    elif no.status in NOT_NOW:
        then, obstacle = Then.AGAIN, Obstacle.AWAY
    elif no.status == UNAUTHORISED:
        then, obstacle = Then.STOP, Obstacle.REVOKED
    elif no.status == CONFLICT:
        then, obstacle = Then.COMPARE, Obstacle.REFUSED
    elif no.status in (TOO_LARGE, UNFIT):
        then, obstacle = Then.SMALLER, Obstacle.REFUSED
    else:
        then, obstacle = Then.STOP, Obstacle.REFUSED
    return Failed(then=then, obstacle=obstacle, about=str(no))
