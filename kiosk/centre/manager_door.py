"""Who comes in to the manager's pages: signing in, and the session that follows."""

import logging
from math import ceil

from starlette.types import Scope

from kiosk.centre.people import People, Wrong
from kiosk.db.people import Duty
from kiosk.domain.ids import DeviceId
from kiosk.web.answer import Header
from kiosk.web.desk_door import Cookie, SignInFailed
from kiosk.web.peer import address
from kiosk.web.sessions import Session, Sessions
from kiosk.web.sign_in import Locked, TooManyAtOnce

log = logging.getLogger(__name__)

ROOT = "/manager"
"""Where all the manager's pages stand."""
COOKIE = Cookie(name="foleni-manager", root=ROOT)


class ManagerDoor:
    """Lets managers in and knows them again. Belongs to the event loop."""

    def __init__(self, *, people: People, sessions: Sessions) -> None:
        self._people = people
        self._sessions = sessions
        people.heed(sessions.end_of)

    @property
    def nobody_yet(self) -> bool:
        """Whether there is no manager at all, and so nobody to sign in."""
        return not any(person.duty is Duty.MANAGER for person in self._people.list())

    async def sign_in(self, scope: Scope, name: str, secret: str, language: str) -> Header:
        """The cookie of a new session. Raises ``SignInFailed``."""
        try:
            asker = f"page {address(scope)}"
            person = await self._people.sign_in(Duty.MANAGER, name, secret, asker=asker)
        except Wrong:
            log.info("manager_sign_in_wrong")
            raise SignInFailed("manager-wrong", 403) from None
        except Locked as locked:
            log.warning("manager_sign_in_locked")
            raise SignInFailed("manager-locked", 429, after_s=ceil(locked.after_s)) from None
        except TooManyAtOnce:
            raise SignInFailed("manager-crowd", 429, after_s=1) from None
        cookie = self._sessions.open(person.n, person.name, language)
        log.info("manager_signed_in", extra={"person": person.id})
        return COOKIE.given(scope, cookie)

    def session(self, scope: Scope, *, by_itself: bool = False) -> Session | None:
        """Who asks. Whoever was revoked, or was given another secret, is signed out already."""
        return self._sessions.find(COOKIE.of(scope), by_itself=by_itself)

    def sign_out(self, scope: Scope, session: Session) -> Header:
        """End the session; the header takes the cookie back."""
        self._sessions.end(session)
        return COOKIE.taken_back(scope)


def device_of(session: Session) -> DeviceId:
    """What stands in the journal for what this manager does."""
    return DeviceId(f"{Duty.MANAGER}-p{session.person}")
