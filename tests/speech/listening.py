"""A hall in which one voice speaks calls, played through in no time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.domain.ids import CounterId, TicketId
from kiosk.speech.announcing import Announcing, Call, Form, Piece, Seconds

MINUTES = 20
CHIME_S = 1.2
WORDS_S = {
    ("sw", Form.FULL): 8.0,
    ("en", Form.FULL): 6.1,
    ("sw", Form.SHORT): 4.3,
    ("en", Form.SHORT): 3.2,
    ("sw", Form.MINIMAL): 3.3,
    ("en", Form.MINIMAL): 2.2,
}
"""accessibility.md, A2, at 140 words a minute."""
FULL_S = CHIME_S + 8.0 + 6.1


def seconds(piece: Piece) -> float:
    """How long it lasts by that table."""
    return WORDS_S[piece.language, piece.form] + (CHIME_S if piece.first else 0)


def call(
    place: int, made_s: float, *, language: str = "sw", nth: int = 1, label: str = "3"
) -> Call:
    """The call of the ticket number ``place`` of queue A, ``made_s`` after the beginning."""
    other = "en" if language == "sw" else "sw"
    return Call(
        ticket=TicketId(f"ticket {place}"),
        number=f"A{place:03}",
        counter=CounterId("3"),
        label=label,
        nth=nth,
        languages=(language, other),
        made_s=made_s,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A piece, and the span of time it took."""

    piece: Piece
    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """All that came of some calls."""

    spoken: tuple[Spoken, ...]
    passed: tuple[tuple[Call, float], ...]
    """Those that were not spoken, and when that was decided."""

    @property
    def openings(self) -> list[Spoken]:
        """The first piece of each call."""
        return [each for each in self.spoken if each.piece.first]

    @property
    def numbers(self) -> list[str]:
        """Whose call was spoken, in that order."""
        return [each.piece.call.number for each in self.openings]

    @property
    def forms(self) -> set[Form]:
        """Every form that was spoken."""
        return {each.piece.form for each in self.spoken}


def listen(
    calls: Sequence[Call],
    *,
    lasts_s: Seconds = seconds,
    served_s: Callable[[Call], float] = lambda _: float("inf"),
) -> Heard:
    """A hall in which one voice speaks these calls; ``served_s`` is when a visitor came."""
    announcing = Announcing(lasts_s)
    coming = sorted(calls, key=lambda each: each.made_s)
    spoken: list[Spoken] = []
    passed: list[tuple[Call, float]] = []
    now_s = 0.0
    while coming or announcing.waiting:
        if not announcing.waiting:
            now_s = max(now_s, coming[0].made_s)
        now_s = _come(announcing, coming, now_s)
        turn = announcing.begin(now_s, lambda each: served_s(each) > now_s)  # noqa: B023
        passed += [(each, now_s) for each in turn.passed]
        piece = turn.begun
        while piece is not None:
            spoken.append(Spoken(piece=piece, from_s=now_s, to_s=now_s + lasts_s(piece)))
            now_s = _come(announcing, coming, now_s + lasts_s(piece))
            piece = announcing.go_on(now_s)
    return Heard(spoken=tuple(spoken), passed=tuple(passed))


def _come(announcing: Announcing, coming: list[Call], now_s: float) -> float:
    while coming and coming[0].made_s <= now_s:
        announcing.add(coming.pop(0))
    return now_s


def evenly(a_minute: float, *, first: int = 0, label: str = "3") -> list[Call]:
    """Twenty minutes of calls, every other one of a visitor who speaks English."""
    languages = ("sw", "en")
    return [
        call(first + place, place * 60 / a_minute, language=languages[place % 2], label=label)
        for place in range(int(a_minute * MINUTES))
    ]
