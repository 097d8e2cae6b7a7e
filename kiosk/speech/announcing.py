"""Which call is spoken when, and how fully: one voice for a whole hall, and never a late word."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.ids import CounterId, TicketId

OLDEST_S = 20.0
"""Nothing of an older call is begun any more, in no language: it stands on the board."""
PATIENCE_S = 12.0
"""Within this of their calls all that wait shall begin: the rest is left to those still to come."""


class Form(StrEnum):
    """How fully a call is spoken, from the fullest on."""

    FULL = "full"
    SHORT = "short"
    MINIMAL = "minimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of one ticket; ``label`` is what stands above the counter, ``nth`` 2 for a recall.

    ``languages`` begins with the visitor's own. ``made_s`` is when the call was made, in seconds
    of whatever clock ``Announcing`` is told.
    """

    ticket: TicketId
    number: str
    counter: CounterId
    label: str
    nth: int
    languages: tuple[str, ...]
    made_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A call in one language; the ``first`` piece opens with the chime."""

    call: Call
    language: str
    form: Form
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whose turn it is: ``begun`` is spoken now, those in ``passed`` before it are not any more."""

    begun: Piece | None
    passed: tuple[Call, ...] = ()


Seconds = Callable[[Piece], float]
"""How long a piece lasts, with its chime and its pauses."""
Awaited = Callable[[Call], bool]
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
        self._waiting: deque[Call] = deque()
        self.current: Piece | None = None

    @property
    def waiting(self) -> tuple[Call, ...]:
        """Those whose turn has not come, in the order of their calls."""
        return tuple(self._waiting)

    def add(self, call: Call) -> None:
        """A call was made. It takes the place of an earlier call of its ticket that still waits."""
        self.keep(lambda other: other.ticket != call.ticket)
        self._waiting.append(call)

    def keep(self, holds: Callable[[Call], bool]) -> None:
        """Let go of those that wait and no longer hold."""
        self._waiting = deque(call for call in self._waiting if holds(call))

    def renew(self, as_now: Callable[[Call], Call]) -> None:
        """Take over what has changed of those that wait, such as a number."""
        self._waiting = deque(as_now(call) for call in self._waiting)

    def begin(self, now_s: float, awaited: Awaited = lambda _: True) -> Turn:
        """The next call's first piece; for when nothing is being spoken."""
        self.current = None
        passed: list[Call] = []
        while self._waiting:
            call = self._waiting.popleft()
            if call.languages and awaited(call) and now_s - call.made_s <= self._oldest_s:
                self.current = self._opening(call, now_s)
                break
            passed.append(call)
        return Turn(begun=self.current, passed=tuple(passed))

    def go_on(self, now_s: float) -> Piece | None:
        """The next language of the call that was spoken; ``None``: it is over."""
        spoken, self.current = self.current, None
        if spoken is None:
            return None
        languages = spoken.call.languages
        place = languages.index(spoken.language) + 1
        if place < len(languages):
            self.current = self._following(spoken, languages[place], now_s)
        return self.current

    def stop(self) -> None:
        """What is being spoken was cut off; its other languages are not spoken."""
        self.current = None

    def _opening(self, call: Call, now_s: float) -> Piece:
        first = call.languages[0]
        for form in Form:
            whole_s = self._whole_s(call, form)
            if self._in_time(now_s + whole_s, form):
                break
        return Piece(call=call, language=first, form=form, first=True)

    def _following(self, spoken: Piece, language: str, now_s: float) -> Piece | None:
        """Never fuller than what came before it, and not of a call that is too old by now."""
        if now_s - spoken.call.made_s > self._oldest_s:
            return None
        forms = tuple(Form)
        for form in forms[forms.index(spoken.form) :]:
            piece = Piece(call=spoken.call, language=language, form=form, first=False)
            if self._in_time(now_s + self._seconds(piece), form):
                return piece
        return None

    def _in_time(self, from_s: float, form: Form) -> bool:
        """Whether all that wait begin within their patience when each is spoken in this form."""
        for call in self._waiting:
            if from_s - call.made_s > self._patience_s:
                return False
            from_s += self._whole_s(call, form)
        return True

    def _whole_s(self, call: Call, form: Form) -> float:
        return sum(
            self._seconds(Piece(call=call, language=language, form=form, first=place == 0))
            for place, language in enumerate(call.languages)
        )
