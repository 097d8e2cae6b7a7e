"""A copy becomes the centre: in one transaction, so that it has or has not."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from kiosk.centre.clock import LocalClock
from kiosk.centre.devices import token_sha256
from kiosk.centre.ruling import Ruled, Ruling
from kiosk.centre.ticker import CENTRE
from kiosk.db.answers import Answers
from kiosk.db.copying import Succession
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, transaction
from kiosk.db.tables import Tables
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Role, TakeOver
from kiosk.domain.ids import CommandId
from kiosk.wire.codec import Envelope

EPOCH_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What has become of a copy: from now on it is the centre's own journal."""

    epoch: str
    term: int
    seq: int
    remade_answers: int


def take_over(
    db: Database,
    catalogue: Catalogue,
    *,
    clock: LocalClock,
    chance: Callable[[int], bytes],
    term: int,
    jump: int,
    token: str | None = None,
) -> TakenOver:
    """Begin a new epoch with ``term``, and have every queue jump ``jump`` numbers.

    Commands whose lines are here count as answered, so that none is done twice. ``token`` is that
    of the follower that kept the copy. Raises ``StoreFailed``, and then nothing has changed.
    """
    epoch = chance(EPOCH_BYTES).hex()
    succession = Succession(db)
    with transaction(db):
        succession.begin(epoch=epoch, term=term)
        if token:
            succession.retire(token_sha256(token.encode()), clock.now())
        remade = succession.mend_answers()
        ruling = Ruling(
            catalogue=catalogue,
            clock=clock,
            chance=chance,
            journal=Journal(db),
            answers=Answers(db),
            tables=Tables(db),
        )
        ruling.fold()
        new = CommandId(str(UUID(bytes=chance(EPOCH_BYTES), version=4)))
        command = TakeOver(term=term, jump=jump)
        ruled = ruling.rule(Envelope(id=new, command=command), CENTRE, Role.CENTRE)
        if not isinstance(ruled, Ruled):
            raise TypeError(f"taking over was not to be refused: {ruled!r}")
    return TakenOver(epoch=epoch, term=term, seq=ruled.lines[-1].entry.seq, remade_answers=remade)
