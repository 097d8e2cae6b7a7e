"""What is heard of a call, from the recordings themselves."""

import io
import wave
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.roles.places import CHIME, TEXTS, VOICE
from kiosk.speech.announcing import OLDEST_S, Call, Form, Piece
from kiosk.speech.clips import Clips, read_recording
from kiosk.speech.crier import (
    AFTER_CHIME_S,
    PAUSES,
    Crier,
    parts_of,
    recordings_of,
)
from kiosk.speech.sound import Sound, joined
from kiosk.speech.spelling import Spelling
from kiosk.speech.wav import wav_of
from kiosk.texts import Texts
from tests.speech.listening import call, evenly, listen

LANGUAGES = ("sw", "en")
A_MOMENT_S = 0.001
CHIME_ALONE = 2
"""It, and the pause after it."""


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(TEXTS)


@pytest.fixture(scope="module")
def clips(texts: Texts) -> Clips:
    return Clips(VOICE, texts)


@pytest.fixture(scope="module")
def chime() -> Sound:
    return read_recording(CHIME)


@pytest.fixture(scope="module")
def crier(chime: Sound, clips: Clips, texts: Texts) -> Crier:
    made = Crier(chime)
    for language in LANGUAGES:
        made.learn(language, recordings_of(clips, texts, language))
    return made


def piece(made: Call, form: Form, language: str = "sw") -> Piece:
    return Piece(call=made, language=language, form=form, first=language == made.languages[0])


def words(texts: Texts, language: str, made: Call, form: Form) -> str:
    """What the clips of a call say, part by part."""
    spelling = Spelling(texts, language)
    parts = [
        ", ".join(word for name in part if (word := spelling.piece(name)))
        for part in parts_of(made, form)
    ]
    return "; ".join(parts)


FIRST = call(12, 0)


@pytest.mark.parametrize(
    ("made", "language", "form", "said"),
    [
        (
            FIRST,
            "en",
            Form.FULL,
            "Ticket number, A, zero, one, two; please go to counter, three",
        ),
        (
            FIRST,
            "sw",
            Form.FULL,
            "Tiketi nambari, ei, sifuri, moja, mbili; tafadhali nenda kaunta nambari, tatu",
        ),
        (FIRST, "en", Form.SHORT, "A, zero, one, two; counter, three"),
        (FIRST, "sw", Form.SHORT, "ei, sifuri, moja, mbili; kaunta, tatu"),
        (FIRST, "en", Form.MINIMAL, "A, twelve; counter, three"),
        (FIRST, "sw", Form.MINIMAL, "ei, kumi na mbili; kaunta, tatu"),
        (
            replace(FIRST, number="W1003", label="15"),
            "en",
            Form.MINIMAL,
            "W, one, zero, zero, three; counter, fifteen",
        ),
        (
            replace(FIRST, number="L345", label="B2"),
            "sw",
            Form.SHORT,
            "el, tatu, nne, tano; kaunta, bi, mbili",
        ),
    ],
)
def test_a_call_is_said_in_the_words_of_one_language(
    texts: Texts, made: Call, language: str, form: Form, said: str
) -> None:
    assert words(texts, language, made, form) == said


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize(
    ("nth", "language", "begins"),
    [
        (2, "en", "Second call; "),
        (2, "sw", "Mara ya pili; "),
        (3, "en", "Third call; "),
        (3, "sw", "Mara ya tatu; "),
        (4, "en", "Called again; "),
    ],
)
def test_a_recall_says_so_first_in_the_same_language(
    texts: Texts, form: Form, nth: int, language: str, begins: str
) -> None:
    assert words(texts, language, replace(FIRST, nth=nth), form).startswith(begins)


def _every_piece() -> Iterator[Piece]:
    for number in ("A001", "W888", "X1000", "H345"):
        for label in ("3", "15", "B2", "115"):
            for nth in (1, 2, 5):
                made = replace(FIRST, number=number, label=label, nth=nth)
                for form in Form:
                    yield from (piece(made, form, language) for language in LANGUAGES)


def test_a_call_lasts_as_long_as_its_clips_and_pauses_together(
    crier: Crier, clips: Clips, texts: Texts, chime: Sound
) -> None:
    for each in _every_piece():
        spelling, pauses = Spelling(texts, each.language), PAUSES[each.form]
        parts = [
            [name for name in part if spelling.piece(name)]
            for part in parts_of(each.call, each.form)
        ]
        clips_s = [clips.joined(each.language, [n]).seconds for part in parts for n in part]
        pauses_s = (
            pauses.between_words_s * sum(len(part) - 1 for part in parts)
            + pauses.between_parts_s * (len(parts) - 1)
            + pauses.after_s
            + (chime.seconds + AFTER_CHIME_S if each.first else 0)
        )

        seconds = sum(sound.seconds for sound in crier.sounds(each))

        assert seconds == pytest.approx(sum(clips_s) + pauses_s, abs=A_MOMENT_S * 20)


def test_a_call_is_a_file_of_sound_of_that_length(crier: Crier) -> None:
    sounds = [
        sound for language in LANGUAGES for sound in crier.sounds(piece(FIRST, Form.FULL, language))
    ]

    with wave.open(io.BytesIO(wav_of(joined(sounds)))) as file:
        seconds = file.getnframes() / file.getframerate()
        loudest = max(abs(sample) for sample in memoryview(file.readframes(-1)).cast("h"))

    assert seconds == pytest.approx(sum(sound.seconds for sound in sounds), abs=A_MOMENT_S)
    assert 12 < seconds < OLDEST_S
    assert loudest > 3000


def test_fuller_forms_are_longer(crier: Crier) -> None:
    for language in LANGUAGES:
        full, short, minimal = (_seconds(crier, piece(FIRST, form, language)) for form in Form)
        assert full > short > minimal


def test_the_chime_opens_the_first_language_alone(crier: Crier, chime: Sound) -> None:
    first = crier.sounds(piece(FIRST, Form.SHORT, "sw"))
    second = crier.sounds(piece(FIRST, Form.SHORT, "en"))

    assert first[0] is chime
    assert chime not in second


@pytest.mark.parametrize("a_minute", [1, 2, 3])
def test_at_three_calls_a_minute_all_is_said_in_full(crier: Crier, a_minute: float) -> None:
    calls = [replace(each, nth=2) for each in evenly(a_minute, first=800, label="15")]
    heard = listen(calls, lasts_s=lambda each: _seconds(crier, each))

    assert heard.forms == {Form.FULL}
    assert len(heard.spoken) == 2 * len(calls)


@pytest.mark.parametrize("first", [1, 800])
def test_at_eight_calls_a_minute_nobody_is_passed_over(crier: Crier, first: int) -> None:
    calls = evenly(8, first=first, label="15")
    heard = listen(calls, lasts_s=lambda each: _seconds(crier, each))

    assert heard.passed == ()
    assert len(heard.openings) == len(calls)


@pytest.mark.parametrize(
    "made",
    [
        replace(FIRST, number="?"),
        replace(FIRST, number="ABC12"),
        replace(FIRST, label="—"),
        replace(FIRST, languages=("luo",)),
    ],
)
def test_what_has_no_recordings_is_announced_by_the_chime_alone(
    crier: Crier, chime: Sound, made: Call
) -> None:
    opening = piece(made, Form.FULL, made.languages[0])

    assert _seconds(crier, opening) == pytest.approx(chime.seconds + AFTER_CHIME_S, abs=A_MOMENT_S)
    assert crier.sounds(opening)[0] is chime
    assert list(crier.sounds(replace(opening, first=False))) == []


def test_a_clip_that_is_missing_silences_the_calls_that_need_it_and_is_told_once(
    chime: Sound, clips: Clips, texts: Texts, caplog: pytest.LogCaptureFixture
) -> None:
    without = {
        name: sound
        for name, sound in recordings_of(clips, texts, "en").items()
        if name != "number-2"
    }
    crier = Crier(chime)
    crier.learn("en", without)
    twelve = replace(FIRST, languages=("en",))

    for _ in range(2):
        assert len(crier.sounds(piece(twelve, Form.FULL, "en"))) == CHIME_ALONE
    thirteen = replace(twelve, number="A013")
    assert len(crier.sounds(piece(thirteen, Form.FULL, "en"))) > CHIME_ALONE
    assert [record.message for record in caplog.records] == ["call_not_said"]


def test_without_a_chime_the_words_come_at_once(clips: Clips, texts: Texts) -> None:
    crier = Crier(None)
    crier.learn("sw", recordings_of(clips, texts, "sw"))

    assert 0 < _seconds(crier, piece(FIRST, Form.FULL, "sw")) < OLDEST_S


def _seconds(crier: Crier, each: Piece) -> float:
    return sum(sound.seconds for sound in crier.sounds(each))
