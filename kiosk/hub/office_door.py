"""Who comes in to head office's pages: signing in, and the session that follows."""

import logging
from math import ceil

from starlette.types import Scope

from kiosk.hub.office_people import OfficePeople
from kiosk.hub.office_refusals import Wrong
from kiosk.hub.office_table import OfficePerson
from kiosk.web.answer import Header
from kiosk.web.desk_door import Cookie, SignInFailed
from kiosk.web.peer import address, network_of
from kiosk.web.sessions import Session, Sessions
from kiosk.web.sign_in import Locked, TooManyAtOnce

log = logging.getLogger(__name__)

ROOT = "/office"
"""Where all of head office's pages stand."""
COOKIE = Cookie(name="foleni-office", root=ROOT)
MOST_SESSIONS = 256


class OfficeDoor:
    """Lets people in and knows them again. Belongs to the event loop."""

    def __init__(self, *, people: OfficePeople, sessions: Sessions) -> None:
        self._people = people
        self._sessions = sessions
        people.heed(sessions.end_of)

    @property
    def nobody_yet(self) -> bool:
        """Whether there is nobody at all who could sign in."""
        return not self._people.list()

    async def sign_in(
        self, scope: Scope, name: str, secret: str, code: str, language: str
    ) -> Header:
        """The cookie of a new session. Raises ``SignInFailed`` and ``HubStoreFailed``."""
        try:
            asker = f"page {network_of(address(scope))}"
            person = await self._people.sign_in(name, secret, code, asker=asker)
        except Wrong:
            log.info("office_sign_in_wrong")
            raise SignInFailed("office-wrong", 403) from None
        except Locked as locked:
            log.warning("office_sign_in_locked")
            raise SignInFailed("manager-locked", 429, after_s=ceil(locked.after_s)) from None
        except TooManyAtOnce:
            raise SignInFailed("manager-crowd", 429, after_s=1) from None
        log.info("office_signed_in", extra={"person": person.id})
        return self.open(scope, person, language)

    def open(self, scope: Scope, person: OfficePerson, language: str) -> Header:
        """The cookie of a new session for somebody who has just shown who they are."""
        return COOKIE.given(scope, self._sessions.open(person.n, person.name, language))

    def found(
        self, scope: Scope, *, by_itself: bool = False
    ) -> tuple[Session, OfficePerson] | None:
        """Who asks. Whoever was revoked, or has another role, is signed out already."""
        session = self._sessions.find(COOKIE.of(scope), by_itself=by_itself)
        if session is None:
            return None
        person = self._people.person(session.person)
        return (session, person) if person is not None else None

    def sign_out(self, scope: Scope, session: Session) -> Header:
        """End the session; the header takes the cookie back."""
        self._sessions.end(session)
        return COOKIE.taken_back(scope)
