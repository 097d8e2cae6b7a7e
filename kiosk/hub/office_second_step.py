"""The second thing that whoever signs in at head office shows: looked at alike for everybody."""

import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.hub import office_table as table
from kiosk.hub.office_table import OfficePerson, Spent
from kiosk.hub.office_totp import SECRET_BYTES, Sealing, step_of
from kiosk.hub.store import Store

log = logging.getLogger(__name__)

NOBODY = 0
LONGEST_CODE = 32
NOBODYS = b"\0" * SECRET_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A code that fits: of that ``step``, or on ``paper`` (its hash); neither the first time."""

    step: int | None = None
    paper: bytes | None = None


class SecondStep:
    """Looks at codes, and uses them up."""

    def __init__(self, *, store: Store, sealing: Sealing, now: Callable[[], datetime]) -> None:
        self._store = store
        self._sealing = sealing
        self._now = now

    async def spent(self, person: OfficePerson | None) -> Spent:
        """What was used up already; asked for nobody as for anybody. Raises ``HubStoreFailed``."""
        async with self._store.transaction() as connection:
            return await table.spent(connection, person.n if person is not None else NOBODY)

    def shown(self, person: OfficePerson | None, code: str, spent: Spent) -> Shown | None:
        """What the code is; ``None``: none of theirs, or none any more.

        The same work whoever it is and whatever the code is.
        """
        n = person.n if person is not None else NOBODY
        kept = person.totp if person is not None else None
        secret = self._sealing.opened(n, kept) if kept else None
        given = code[:LONGEST_CODE]
        step = step_of(
            secret or NOBODYS,
            given.replace(" ", ""),
            at_s=self._now().timestamp(),
            after=spent.step,
        )
        hashed = self._sealing.hash_of(n, given)
        on_paper = [hmac.compare_digest(hashed, one) for one in spent.recovery]
        if person is None:
            return None
        if person.totp is None:
            first = person.first_until is not None and self._now() < person.first_until
            return Shown() if first else None
        if secret is not None and step is not None:
            return Shown(step=step)
        return Shown(paper=hashed) if any(on_paper) else None

    async def use(self, person: OfficePerson, shown: Shown) -> bool:
        """Use it up; ``False``: somebody was faster with it. Raises ``HubStoreFailed``."""
        if shown.step is None and shown.paper is None:
            return True
        async with self._store.transaction() as connection:
            if shown.step is not None:
                return await table.use_step(connection, person.n, shown.step)
            used = await table.use_recovery(connection, person.n, shown.paper or b"")
        if used:
            log.warning("office_recovery_code_used", extra={"person": person.id})
        return used
