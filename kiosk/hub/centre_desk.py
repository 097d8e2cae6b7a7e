"""What head office does with centres: adds them, gives codes, cuts them off."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.hub.centres import Centre, Centres, CentreTaken, Kind
from kiosk.hub.cut_off import CutOff
from kiosk.hub.known import KnownCentres
from kiosk.hub.store import Connection, Store
from kiosk.wire.enrol import (
    CENTRE_CODE,
    LIFE_S,
    SECRET_BYTES,
    EnrolCode,
    new_secret,
)

PREFIXES = "KMNPTUVZBCDEGJAFHLRSWXY"
"""Letters before an outreach's numbers, those first that no queue begins with; never I, O, Q."""
LONGEST_NAME = 120
_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class NotDone(Exception):
    """What was asked for cannot be; ``error`` is its code and the sentence says why."""

    def __init__(self, error: str, sentence: str) -> None:
        super().__init__(sentence)
        self.error = error


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCentre:
    """A centre to add. An outreach has a ``parent``'s code; its ``prefix`` may be left to us."""

    code: str
    name: str = ""
    parent: str = ""
    prefix: str = ""
    is_outreach: bool = False
    is_public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCentre:
    """A centre, and how its enrolment stands. ``code_until`` is the end of a code not used yet."""

    centre: Centre
    is_enrolled: bool
    code_until: datetime | None


class CentreDesk:
    """Done for the console and for head office's pages; each act is one transaction."""

    def __init__(
        self,
        store: Store,
        known: KnownCentres,
        cut_off: CutOff,
        *,
        now: Callable[[], datetime],
        chance: Callable[[int], bytes],
        public_url: Callable[[], str],
    ) -> None:
        """``public_url`` is where centres reach this hub, without a slash at its end."""
        self._store = store
        self._known = known
        self._cut_off = cut_off
        self._now = now
        self._chance = chance
        self._public_url = public_url

    async def add(self, wanted: NewCentre) -> Centre:
        """One more centre. Raises ``NotDone`` and ``HubStoreFailed``."""
        _check(wanted)
        async with self._store.transaction() as connection:
            centres = Centres(connection)
            parent = await self._parent(connection, wanted)
            try:
                return await centres.add(
                    Centre(
                        centre_id=0,
                        code=wanted.code,
                        name=wanted.name.strip() or wanted.code,
                        kind=Kind.OUTREACH if wanted.is_outreach else Kind.CENTRE,
                        parent=parent.centre_id if parent else None,
                        prefix=_prefix(wanted, parent, await centres.all()),
                        public=wanted.is_public,
                        added_at=self._now(),
                    )
                )
            except CentreTaken as error:
                raise NotDone("TAKEN", f"there is a centre {wanted.code} already") from error

    async def new_code(self, code: str) -> EnrolCode:
        """A code that enrols this centre once, in 48 hours; one not used ends.

        It is told this once: of its secret nothing is kept that it could be made from. Raises
        ``NotDone`` and ``HubStoreFailed``.
        """
        made = EnrolCode(
            hub=self._public_url(), centre=code, secret=new_secret(self._chance(SECRET_BYTES))
        )
        now = self._now()
        async with self._store.transaction() as connection:
            centre = await _existing(connection, code)
            until = now + timedelta(seconds=LIFE_S)
            await Centres(connection).put_code(centre.centre_id, made.key, at=now, until=until)
        return made

    async def revoke(self, code: str) -> Centre:
        """Cut a centre off at once, for a database put back too.

        Raises ``NotDone`` and ``HubStoreFailed``.
        """
        async with self._store.transaction() as connection:
            centre = await _existing(connection, code)
            centres = Centres(connection)
            await self._cut_off.add(key.key_id for key in await centres.keys(centre.centre_id))
            await centres.revoke(centre.centre_id, self._now())
        self._known.forget(code)
        return centre

    async def listed(self) -> Sequence[ListedCentre]:
        """Every centre there is or was, by code. Raises ``HubStoreFailed``."""
        async with self._store.reading() as connection:
            centres = Centres(connection)
            enrolled, waiting = await centres.enrolled_ids(), await centres.waiting(self._now())
            return [
                ListedCentre(
                    centre=each,
                    is_enrolled=each.centre_id in enrolled,
                    code_until=waiting.get(each.centre_id),
                )
                for each in await centres.all()
            ]

    async def _parent(self, connection: Connection, wanted: NewCentre) -> Centre | None:
        if not wanted.parent:
            return None
        return await _existing(connection, wanted.parent)


async def _existing(connection: Connection, code: str) -> Centre:
    centre = await Centres(connection).of(code)
    if centre is None:
        raise NotDone("UNKNOWN", f"there is no centre {code}")
    return centre


def _check(wanted: NewCentre) -> None:
    if re.fullmatch(CENTRE_CODE, wanted.code) is None:
        raise NotDone("CODE", f"{wanted.code!r} will not do: 2 to 8 capital letters or digits")
    if len(wanted.name) > LONGEST_NAME or _UNSPEAKABLE.search(wanted.name):
        raise NotDone("NAME", f"a name has at most {LONGEST_NAME} letters, all of them to be seen")
    if not wanted.is_outreach and (wanted.prefix or wanted.parent):
        raise NotDone("PREFIX", "only an outreach has a letter before its numbers, or a home")


def _prefix(wanted: NewCentre, parent: Centre | None, centres: Sequence[Centre]) -> str:
    """The letter asked for, or one that no other outreach of that home has."""
    if not wanted.is_outreach:
        return ""
    home = parent.centre_id if parent else None
    taken = {each.prefix for each in centres if each.kind is Kind.OUTREACH and each.parent == home}
    if wanted.prefix:
        if wanted.prefix not in PREFIXES or len(wanted.prefix) != 1:
            raise NotDone("PREFIX", f"{wanted.prefix!r} will not do: one capital letter, not I O Q")
        if wanted.prefix in taken:
            raise NotDone("PREFIX", f"another outreach has {wanted.prefix} before its numbers")
        return wanted.prefix
    free = next((letter for letter in PREFIXES if letter not in taken), None)
    if free is None:
        raise NotDone("PREFIX", "every letter is taken by another outreach")
    return free
