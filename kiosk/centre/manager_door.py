"""Who comes in to the manager's pages: signing in, the cookie, and forms of our own alone."""

import logging
from math import ceil

from starlette.types import Scope

from kiosk.centre.people import People, Wrong
from kiosk.db.people import Duty
from kiosk.domain.ids import DeviceId
from kiosk.web.answer import Header
from kiosk.web.browser import header
from kiosk.web.manager_files import ROOT
from kiosk.web.manager_sessions import Session, Sessions
from kiosk.web.peer import address, host_name, is_loopback
from kiosk.web.sign_in import Locked, TooManyAtOnce

log = logging.getLogger(__name__)

SECURE, PLAIN = "__Host-foleni-manager", "foleni-manager"
"""Over TLS a browser takes the first from this very host alone; without TLS it would refuse it."""
OURS = frozenset({b"same-origin", b"none"})


class SignInFailed(Exception):
    """Nobody is let in: ``key`` names the sentence, and for how long nobody should try again."""

    def __init__(self, key: str, status: int, *, after_s: int | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.after_s = after_s


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
        return _set_cookie(scope, cookie)

    def session(self, scope: Scope, *, by_itself: bool = False) -> Session | None:
        """Who asks. Whoever was revoked, or was given another secret, is signed out already."""
        return self._sessions.find(cookie_of(scope), by_itself=by_itself)

    def sign_out(self, scope: Scope, session: Session) -> Header:
        """End the session; the header takes the cookie back."""
        self._sessions.end(session)
        return _set_cookie(scope, "", gone=True)


def device_of(session: Session) -> DeviceId:
    """What stands in the journal for what this manager does."""
    return DeviceId(f"{Duty.MANAGER}-p{session.person}")


def cookie_of(scope: Scope) -> str:
    """The cookie a browser sends; empty when it has none."""
    wanted = _cookie_name(scope)
    for one in header(scope, b"cookie").decode("latin-1").split(";"):
        name, _, value = one.strip().partition("=")
        if name == wanted:
            return value
    return ""


def is_at_home(scope: Scope) -> bool:
    """Whether a page without TLS is asked for by this machine's own name.

    Another name that leads here may be a trick: some other site's, pointed at this machine.
    """
    return scope.get("scheme") == "https" or is_loopback(host_name(header(scope, b"host")))


def is_from_our_page(scope: Scope) -> bool:
    """Whether a form was sent by one of our pages; a browser that does not say has sent nothing."""
    site = header(scope, b"sec-fetch-site")
    if site:
        return site in OURS
    origin = header(scope, b"origin").decode("latin-1")
    scheme = scope.get("scheme", "http")
    host = header(scope, b"host").decode("latin-1")
    return bool(host) and origin.lower() == f"{scheme}://{host}".lower()


def _set_cookie(scope: Scope, value: str, *, gone: bool = False) -> Header:
    secure = scope.get("scheme") == "https"
    parts = [f"{_cookie_name(scope)}={value}", "HttpOnly", "SameSite=Strict"]
    parts += ["Path=/", "Secure"] if secure else [f"Path={ROOT}"]
    if gone:
        parts.append("Max-Age=0")
    return (b"set-cookie", "; ".join(parts).encode("ascii"))


def _cookie_name(scope: Scope) -> str:
    return SECURE if scope.get("scheme") == "https" else PLAIN
