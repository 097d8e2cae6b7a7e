"""Which call is spoken when, and how fully: one voice for a whole hall, and never a late word."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.ids import TicketId

OLDEST_S = 20.0
"""Older than this a call is not begun any more: it stands on the board."""
PATIENCE_S = 12.0
"""Within this of their calls all that wait shall begin: the rest is left to those still to come."""


class Form(StrEnum):
    """How fully a call is spoken, from the fullest on."""

    FULL = "full"
    SHORT = "short"
    MINIMAL = "minimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One call of one ticket; ``call`` is 2 for the second, ``counter`` what stands above it.

    ``languages`` begins with the visitor's own. ``made_s`` is when the call was made, in seconds
    of whatever clock ``Announcing`` is told.
    """

    ticket: TicketId
    number: str
    counter: str
    call: int
    languages: tuple[str, ...]
    made_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An announcement in one language; the ``first`` piece opens with the chime."""

    announcement: Announcement
    language: str
    form: Form
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whose turn it is: ``begun`` is spoken now, those in ``passed`` before it are not any more."""

    begun: Piece | None
    passed: tuple[Announcement, ...] = ()


Seconds = Callable[[Piece], float]
"""How long a piece lasts, with its chime and its pauses."""
Awaited = Callable[[Announcement], bool]
"""Whether the visitor of a call is still awaited at the counter."""


class Announcing:
    """Calls in the order they were made, one at a time, each in its visitor's language first.

    Whoever speaks asks ``begin`` for a call, and when a piece has ended ``go_on`` for its other
    languages. Each piece is as full as leaves everybody who waits within their patience; when
    even the minimal form does not, only the visitor's own language is spoken.
    """

    def __init__(
        self, seconds: Seconds, *, oldest_s: float = OLDEST_S, patience_s: float = PATIENCE_S
    ) -> None:
        self._seconds = seconds
        self._oldest_s = oldest_s
        self._patience_s = patience_s
        self._waiting: deque[Announcement] = deque()
        self.current: Piece | None = None

    @property
    def waiting(self) -> tuple[Announcement, ...]:
        """Those whose turn has not come, in the order of their calls."""
        return tuple(self._waiting)

    def add(self, announcement: Announcement) -> None:
        """A call was made. It takes the place of an earlier call of its ticket that still waits."""
        self.keep(lambda other: other.ticket != announcement.ticket)
        self._waiting.append(announcement)

    def keep(self, holds: Callable[[Announcement], bool]) -> None:
        """Let go of those that wait and no longer hold."""
        self._waiting = deque(each for each in self._waiting if holds(each))

    def begin(self, now_s: float, awaited: Awaited = lambda _: True) -> Turn:
        """The next call's first piece; for when nothing is being spoken."""
        self.current = None
        passed: list[Announcement] = []
        while self._waiting:
            each = self._waiting.popleft()
            if each.languages and awaited(each) and now_s - each.made_s <= self._oldest_s:
                self.current = self._opening(each, now_s)
                break
            passed.append(each)
        return Turn(begun=self.current, passed=tuple(passed))

    def go_on(self, now_s: float) -> Piece | None:
        """The next language of the call that was spoken; ``None``: it is over."""
        spoken, self.current = self.current, None
        if spoken is None:
            return None
        languages = spoken.announcement.languages
        place = languages.index(spoken.language) + 1
        if place < len(languages):
            self.current = self._following(spoken, languages[place], now_s)
        return self.current

    def stop(self) -> None:
        """What is being spoken was cut off; its other languages are not spoken."""
        self.current = None

    def _opening(self, announcement: Announcement, now_s: float) -> Piece:
        first = announcement.languages[0]
        for form in Form:
            whole_s = self._whole_s(announcement, form)
            if self._in_time(now_s + whole_s, form):
                break
        return Piece(announcement=announcement, language=first, form=form, first=True)

    def _following(self, spoken: Piece, language: str, now_s: float) -> Piece | None:
        """Never fuller than what came before it."""
        forms = tuple(Form)
        for form in forms[forms.index(spoken.form) :]:
            piece = Piece(
                announcement=spoken.announcement, language=language, form=form, first=False
            )
            if self._in_time(now_s + self._seconds(piece), form):
                return piece
        return None

    def _in_time(self, from_s: float, form: Form) -> bool:
        """Whether all that wait begin within their patience when each is spoken in this form."""
        for each in self._waiting:
            if from_s - each.made_s > self._patience_s:
                return False
            from_s += self._whole_s(each, form)
        return True

    def _whole_s(self, announcement: Announcement, form: Form) -> float:
        return sum(
            self._seconds(
                Piece(announcement=announcement, language=language, form=form, first=place == 0)
            )
            for place, language in enumerate(announcement.languages)
        )
