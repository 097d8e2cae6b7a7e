"""How many calls a minute a hall's one voice can speak, from the length of the recordings."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from statistics import mean

from bench.figures import Figure, percentile
from bench.scope import Scope
from kiosk.domain.ids import TicketId
from kiosk.roles.places import CHIME, TEXTS, VOICE
from kiosk.speech.announcing import OLDEST_S, Call, Form, Piece
from kiosk.speech.clips import Clips, read_recording
from kiosk.speech.crier import Crier, recordings_of
from kiosk.texts import Texts
from tests.speech.listening import Heard, call, evenly, listen

LANGUAGES = ("sw", "en")
NUMBERS = range(1, 900)
COUNTERS = range(1, 21)
MINUTES = 600
WITHOUT_CHANCE = (3, 8)
BY_CHANCE = (3, 4, 6, 8, 10)
"""Calls a minute. A centre of 3,000 visitors a day has 4.2 to 4.5, and more than 8 at its peak."""


def measure(scope: Scope) -> Iterator[Figure]:
    """Nothing here depends on the machine."""
    voice = _Voice()
    yield from _lengths(voice)
    for a_minute in WITHOUT_CHANCE:
        heard = listen(evenly(a_minute, first=800, label="15"), lasts_s=voice.seconds)
        name = f"evenly {a_minute} calls a minute, all of three digits"
        yield _share(f"{name}: not spoken", len(heard.passed), heard, aim=0)
        if a_minute == min(WITHOUT_CHANCE):
            full = sum(each.piece.form is Form.FULL for each in heard.openings)
            yield _share(f"{name}: in full", full, heard, aim=100)
    for a_minute in BY_CHANCE:
        minutes = scope.count(MINUTES, MINUTES // 10)
        heard = listen(_by_chance(a_minute, minutes), lasts_s=voice.seconds)
        yield from _spoken(f"by chance {a_minute} calls a minute", heard)


class _Voice:
    """The recordings that came with Foleni."""

    def __init__(self) -> None:
        texts = Texts.load(TEXTS)
        clips = Clips(VOICE, texts)
        self._crier = Crier(read_recording(CHIME))
        for language in LANGUAGES:
            self._crier.learn(language, recordings_of(clips, texts, language))

    def seconds(self, piece: Piece) -> float:
        """How long a piece lasts."""
        return sum(sound.seconds for sound in self._crier.sounds(piece))

    def whole_s(self, made: Call, form: Form, languages: Sequence[str] = LANGUAGES) -> float:
        """How long a call lasts in these languages."""
        return sum(
            self.seconds(Piece(call=made, language=language, form=form, first=place == 0))
            for place, language in enumerate(languages)
        )


def _lengths(voice: _Voice) -> Iterator[Figure]:
    """The mean over numbers and counters."""
    calls = [call(number, 0, label=str(COUNTERS[number % len(COUNTERS)])) for number in NUMBERS]
    kinds: list[tuple[str, Form, tuple[str, ...]]] = [
        (f"{form}, both languages", form, LANGUAGES) for form in Form
    ]
    kinds += [(f"minimal, {language} alone", Form.MINIMAL, (language,)) for language in LANGUAGES]
    for name, form, languages in kinds:
        seconds = mean(voice.whole_s(each, form, languages) for each in calls)
        yield Figure(name=f"a call: {name}", value=seconds, unit="s")
        yield Figure(name=f"{name}: sustained", value=60 / seconds, unit="a min")


def _by_chance(a_minute: float, minutes: int) -> list[Call]:
    """Visitors are called without regard to one another; a fifth of the calls are recalls."""
    chance = random.Random(a_minute)
    gaps_s = (chance.expovariate(a_minute / 60) for _ in range(int(a_minute * minutes)))
    return [
        replace(
            call(
                1 + place % len(NUMBERS),
                made_s,
                language=chance.choice(LANGUAGES),
                nth=2 if chance.random() < 0.2 else 1,
                label=str(chance.choice(COUNTERS)),
            ),
            ticket=TicketId(str(place)),
        )
        for place, made_s in enumerate(accumulate(gaps_s))
    ]


def _spoken(name: str, heard: Heard) -> Iterator[Figure]:
    both = len(heard.spoken) - len(heard.openings)
    waits_s = [each.from_s - each.piece.call.made_s for each in heard.openings]
    yield _share(f"{name}: spoken", len(heard.openings), heard)
    yield _share(f"{name}: in both languages", both, heard)
    yield Figure(name=f"{name}: wait, p50", value=percentile(waits_s, 0.5), unit="s")
    yield Figure(name=f"{name}: longest wait", value=max(waits_s), unit="s", aim=OLDEST_S)


def _share(name: str, part: int, heard: Heard, *, aim: float | None = None) -> Figure:
    whole = len(heard.openings) + len(heard.passed)
    return Figure(name=name, value=100 * part / whole, unit="%", aim=aim, more_is_better=bool(aim))
