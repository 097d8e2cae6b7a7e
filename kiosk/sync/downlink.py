"""The hub's commands on their way down: one thread's turns, each with a question or two to the hub.

What was answered is kept by the centre under the command's id before the hub hears of it, and the
cursor moves only once the hub has it. So a turn can end anywhere: the next one asks again from
there, the hub gives what has no answer yet, and a command that comes twice gets its first answer.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.client.backoff import Backoff
from kiosk.db.uplink import InboxCursor
from kiosk.sync.hub_session import HubAway, HubNotTrusted, HubSaysNo, NotEnrolled
from kiosk.sync.membership import MembershipUnfit
from kiosk.sync.road import Road
from kiosk.wire.codec import WrongShape, encode
from kiosk.wire.inbox import (
    CATALOGUE_OF_CENTRE,
    INBOX,
    MOST_WAIT_S,
    SHA256_PARAMETER,
    VERSION_PARAMETER,
    Answered,
    Asked,
    Given,
    Item,
    Runs,
    decode_given,
)

log = logging.getLogger(__name__)

PATIENCE_S = 20.0
"""How long the hub may take for what it need not wait for."""
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 60.0
GONE_S = 3600.0
"""A turn after which this downlink has no other: the centre goes on with another catalogue."""


class NotNow(Exception):
    """The centre cannot do it at the moment: nothing happened, and it is tried again."""


class GoesOnElsewhere(Exception):
    """The centre begins anew with another catalogue, and answers this command then."""


class Centre(Protocol):
    """What a downlink asks of its centre, in its own thread."""

    def cursor(self) -> InboxCursor:
        """How far the inbox was answered. Raises ``NotNow``."""
        ...

    def settle(self, cursor: InboxCursor) -> None:
        """Keep it: the hub has every answer up to there. Raises ``NotNow``."""
        ...

    def obey(self, item: Item, road: Road) -> Answered:
        """Do one command, or tell why not; the answer is kept, and a repeat gets it again.

        Raises ``NotNow`` or ``GoesOnElsewhere``, and whatever ``road`` does.
        """
        ...

    def stands_alone(self, item: Item) -> bool:
        """Whether what came before it must be settled first."""
        ...

    @property
    def runs(self) -> Runs:
        """What it runs with."""
        ...

    @property
    def running_body(self) -> bytes:
        """The same whole, as its ``/catalogue`` has it."""
        ...


@dataclass(slots=True)
class _Seen:
    """How far this thread has come; the cursor is ``None`` until it was read."""

    cursor: InboxCursor | None = None
    answers: tuple[Answered, ...] = ()


class Downlink:
    """Brings one hub's commands to one centre. Belongs to one thread."""

    def __init__(self, *, road: Road, centre: Centre, chance: Callable[[], float]) -> None:
        """``chance`` gives a number from 0 to 1."""
        self._road = road
        self._centre = centre
        self._chance = chance
        self._back_off = Backoff(first_s=FIRST_WAIT_S, longest_s=LONGEST_WAIT_S)
        self._seen = _Seen()

    def turn(self) -> float:
        """Ask the hub, waiting with it for what is not there yet; in how many seconds to ask again.

        Raises nothing that may pass.
        """
        try:
            self._exchange()
        except GoesOnElsewhere:
            return GONE_S
        except (HubAway, NotEnrolled, NotNow) as away:
            return self._failed("downlink_waits", away)
        except (HubNotTrusted, HubSaysNo, MembershipUnfit, WrongShape) as wrong:
            return self._failed("downlink_refused", wrong)
        self._back_off.succeeded()
        return 0.0

    def _failed(self, what: str, cause: Exception) -> float:
        wait_s = self._back_off.failed(self._chance())
        log.info(what, extra={"cause": f"{type(cause).__name__}: {cause}"})
        return wait_s

    def _exchange(self) -> None:
        cursor = self._seen.cursor
        if cursor is None:
            cursor = self._seen.cursor = self._centre.cursor()
        given = self._ask(cursor)
        if self._seen.answers:
            self._settle(self._seen.answers[-1])
        if given.want_catalogue:
            self._tell_catalogue()
        self._obey(given.items)

    def _ask(self, cursor: InboxCursor) -> Given:
        # With answers it is only told, so that the cursor can move; without, it may take its time.
        wait_s = 0 if self._seen.answers else MOST_WAIT_S
        asked = Asked(
            after=cursor.seq,
            after_id=cursor.command,
            answers=self._seen.answers,
            wait_s=wait_s,
            runs=self._centre.runs,
        )
        answer = self._road.ask("POST", INBOX, encode(asked), timeout_s=wait_s + PATIENCE_S)
        return decode_given(answer.body)

    def _settle(self, last: Answered) -> None:
        cursor = InboxCursor(seq=last.seq, command=last.id)
        self._centre.settle(cursor)
        self._seen = _Seen(cursor=cursor)

    def _obey(self, items: tuple[Item, ...]) -> None:
        for item in items:
            if self._centre.stands_alone(item) and self._seen.answers:
                return
            try:
                answer = self._centre.obey(item, self._road)
            except NotNow:
                if self._seen.answers:
                    return  # what is answered already need not wait for it
                raise
            self._seen.answers += (answer,)

    def _tell_catalogue(self) -> None:
        runs = self._centre.runs
        query = f"{VERSION_PARAMETER}={runs.version}&{SHA256_PARAMETER}={runs.sha256}"
        target = f"{CATALOGUE_OF_CENTRE}?{query}"
        self._road.ask("PUT", target, self._centre.running_body, timeout_s=PATIENCE_S)
