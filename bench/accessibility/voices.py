"""A1 to A3: what a hall's voice says, by the length of its recordings."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.accessibility.rows import Row, Verdict, judged
from bench.figures import Figure
from bench.scope import Scope
from bench.voice import measure
from kiosk.roles.places import CHIME, TEXTS, VOICE
from kiosk.speech.announcing import OLDEST_S
from kiosk.speech.clips import Clips, read_recording
from kiosk.speech.crier import AFTER_CHIME_S
from kiosk.texts import Texts
from tests.speech.listening import call, listen, seconds

CHIME_S, GAP_S = (0.3, 1.2), 0.3
LANGUAGES = ("sw", "en")


def rows() -> Iterator[Row]:
    """What follows for A1 to A3."""
    chime_s = read_recording(CHIME).seconds
    clips = Clips(VOICE, Texts.load(TEXTS))
    missing = [name for language in LANGUAGES for name in clips.missing(language)]
    yield judged(
        "A1",
        asked="a chime of about 0.5–1 s, a pause of 0.3 s, every word recorded in both languages",
        measured=f"chime {chime_s:.1f} s, pause {AFTER_CHIME_S:g} s, {len(missing)} words missing",
        met=CHIME_S[0] <= chime_s <= CHIME_S[1] and AFTER_CHIME_S >= GAP_S and not missing,
        why=", ".join(missing) or "the chime",
    )
    yield Row(
        item="A1",
        asked="≥ 10 dB above the hall, ≤ 85 dBA, STI ≥ 0.5",
        measured="not of the program",
        verdict=Verdict.HARDWARE,
        why="set with a sound level meter at the farthest seat:"
        " docs/operations.md, Sound and speech",
    )
    yield Row(
        item="A1",
        asked="words that people of the place understand",
        measured="made by espeak-ng; a recording by a person replaces them one by one",
        verdict=Verdict.PERSON,
        why="a native speaker listens: assets/voice/README.md",
    )
    yield from _capacity()
    yield _own_language_first()


def _capacity() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as directory:
        figures = list(measure(Scope(directory=Path(directory), quick=True)))
    lasting = {figure.name: figure for figure in figures}
    shown = [
        f"{form} {lasting[f'a call: {form}, both languages'].value:.1f} s"
        for form in ("full", "short", "minimal")
    ]
    aims = [figure for figure in figures if figure.met is not None]
    missed = [figure.name for figure in aims if not figure.met]
    yield judged(
        "A2",
        asked=f"long, short, minimal by load, never overlapping, nothing older than {OLDEST_S:g} s",
        measured="; ".join((*shown, _longest(figures))),
        met=not missed,
        why="; ".join(missed),
    )


def _longest(figures: list[Figure]) -> str:
    waits = [figure for figure in figures if figure.name.endswith("longest wait")]
    return f"longest wait of a spoken call {max(figure.value for figure in waits):.0f} s"


def _own_language_first() -> Row:
    calls = [call(place, 40.0 * place, language=LANGUAGES[place % 2]) for place in range(1, 11)]
    heard = listen(calls, lasts_s=seconds)
    first = [spoken.piece.language == spoken.piece.call.languages[0] for spoken in heard.openings]
    return judged(
        "A3",
        asked="the visitor's language first, then the other",
        measured=f"{sum(first)} of {len(calls)} calls open in the ticket's language",
        met=len(first) == len(calls) and all(first),
        why="the other language comes first",
    )
