"""Who is signed in to pages, and since when: in memory alone."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

QUIET_S = 30 * 60.0
"""Whoever does nothing for so long is signed out: a page that renews itself does nothing."""
LONGEST_S = 12 * 3600.0
"""Longer than any day's work; after that somebody signs in again, however busy."""
MOST = 64
MOST_OF_ONE = 8
"""One person's browsers: who signs in once more than that ends the one quiet for longest."""
SECRET_BYTES = 32
LONGEST_COOKIE = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the next page says first, and whether it went ``well``."""

    said: str
    well: bool = False


@dataclass(slots=True, kw_only=True)
class Session:
    """One browser somebody is signed in with.

    ``person`` is their number, ``csrf`` stands in every form of theirs, times are steady seconds.
    """

    key: bytes
    person: int
    name: str
    csrf: str
    language: str
    began_s: float
    last_s: float
    told: Told | None = None

    def take_told(self) -> Told | None:
        """What is to be said, once."""
        told, self.told = self.told, None
        return told

    def is_its(self, csrf: str) -> bool:
        """Whether a form came from a page of this session."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode("utf-8", "replace"))


class Sessions:
    """Opens, finds and ends sessions. Belongs to the event loop; a new start ends them all.

    The cookie has 256 random bits and is kept nowhere, only its hash. ``steady_s`` is an even clock
    in seconds.
    """

    def __init__(
        self,
        *,
        steady_s: Callable[[], float],
        new_secret: Callable[[], str] = lambda: secrets.token_urlsafe(SECRET_BYTES),
        most: int = MOST,
    ) -> None:
        self._most = most
        self._steady_s = steady_s
        self._new_secret = new_secret
        self._sessions: dict[bytes, Session] = {}

    def open(self, person: int, name: str, language: str) -> str:
        """A new session for whoever has just shown who they are: its cookie.

        A cookie that the browser had before never counts: nobody can have put it there.
        """
        self._forget_ended()
        own = [one for one in self._sessions.values() if one.person == person]
        if len(own) >= MOST_OF_ONE:
            self.end(min(own, key=lambda one: one.last_s))
        if len(self._sessions) >= self._most:
            self.end(min(self._sessions.values(), key=lambda one: one.last_s))
        cookie, now = self._new_secret(), self._steady_s()
        session = Session(
            key=_key(cookie),
            person=person,
            name=name,
            csrf=self._new_secret(),
            language=language,
            began_s=now,
            last_s=now,
        )
        self._sessions[session.key] = session
        return cookie

    def find(self, cookie: str, *, by_itself: bool = False) -> Session | None:
        """Whose cookie this is; ``by_itself`` a page asks, and nobody has done anything."""
        if not 0 < len(cookie) <= LONGEST_COOKIE:
            return None
        session = self._sessions.get(_key(cookie))
        if session is None:
            return None
        if self._has_ended(session):
            self.end(session)
            return None
        if not by_itself:
            session.last_s = self._steady_s()
        return session

    def end(self, session: Session) -> None:
        """Sign this browser out."""
        self._sessions.pop(session.key, None)

    def end_of(self, person: int) -> None:
        """Sign a person out everywhere."""
        for session in [one for one in self._sessions.values() if one.person == person]:
            self.end(session)

    def __len__(self) -> int:
        return len(self._sessions)

    def _forget_ended(self) -> None:
        for session in [one for one in self._sessions.values() if self._has_ended(one)]:
            self.end(session)

    def _has_ended(self, session: Session) -> bool:
        now = self._steady_s()
        return now - session.last_s >= QUIET_S or now - session.began_s >= LONGEST_S


def _key(cookie: str) -> bytes:
    return sha256(cookie.encode("utf-8", "replace")).digest()
