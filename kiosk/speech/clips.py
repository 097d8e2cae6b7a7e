"""Calls put together from recordings: one file for each word, an engine where a file is missing.

A recording is ``<directory>/<language>/<piece>.wav`` (or .mp3, .ogg, .flac; a WAV that a person
has recorded goes before the FLAC that came with Foleni). Its words are ``say-<piece>`` in the
language's .ftl; ``spelling.CLIPS`` lists all pieces:

    letter-a … letter-z, number-0 … number-19, number-20, number-30 … number-90, and,
    ticket-number, please-go-to-counter, counter, second-call, third-call, called-again

The forms of a call, with ``spelling``'s ``pieces_of_ticket``, ``pieces_of_ticket_briefly`` and
``pieces_of_counter`` for numbers and labels:

    full      [second-call] ticket-number A 0 1 2 please-go-to-counter 3
    short     [second-call] A 0 1 2 counter 3
    minimal   [second-call] A 12 counter 3
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from kiosk.speech.engine import Engine, Sentence, SpeechBroken
from kiosk.speech.sound import Sound, joined
from kiosk.speech.soundcard import RATE_HZ, at_rate
from kiosk.speech.spelling import CLIPS, Spelling
from kiosk.texts import Texts, UnknownText

log = logging.getLogger(__name__)

KINDS = (".wav", ".mp3", ".ogg", ".flac")
GAP_MS = 90
"""Between two pieces, so that they stay apart in an echoing hall."""
MOST_BYTES = 4_000_000
MOST_S = 20.0
"""A recording is a word or two. Longer ones are a mistake, or meant to fill the memory."""


class Clips:
    """The recordings of ``directory``, with ``engine`` to speak what nobody has recorded."""

    def __init__(self, directory: Path, texts: Texts, *, engine: Engine | None = None) -> None:
        self._directory = directory
        self._texts = texts
        self._engine = engine
        self._lock = Lock()
        self._read: dict[tuple[str, str], Sound | None] = {}

    def joined(self, language: str, names: Sequence[str], *, gap_ms: int = GAP_MS) -> Sound:
        """``names`` said one after another; may be asked from any thread.

        Raises ``SpeechBroken`` when a piece is neither recorded nor can be spoken, or has no words
        in ``language``.
        """
        sounds = [self._piece(language, name) for name in names]
        said = [sound for sound in sounds if sound is not None]
        if not said:
            raise SpeechBroken(f"nothing to say in {language}")
        return joined(said, gap_s=gap_ms / 1000)

    def missing(self, language: str) -> tuple[str, ...]:
        """The pieces that ``language`` says and nobody has recorded."""
        spelling = Spelling(self._texts, language)
        return tuple(
            name for name in CLIPS if spelling.piece(name) and self._file(language, name) is None
        )

    def _piece(self, language: str, name: str) -> Sound | None:
        """``None``: this language leaves it out."""
        with self._lock:
            if (language, name) not in self._read:
                self._read[language, name] = self._found(language, name)
            return self._read[language, name]

    def _found(self, language: str, name: str) -> Sound | None:
        try:
            words = Spelling(self._texts, language).piece(name)
        except UnknownText as error:
            raise SpeechBroken(str(error)) from error
        if not words:
            return None
        file = self._file(language, name)
        if file is not None:
            try:
                return read_recording(file)
            except SpeechBroken as error:
                log.warning("clip_unfit", extra={"clip": f"{language}/{file.name}", "why": error})
        if self._engine is None:
            raise SpeechBroken(f"nobody has recorded {language}/{name}")
        return at_rate(self._engine.spoken(Sentence(text=words, language=language)))

    def _file(self, language: str, name: str) -> Path | None:
        files = (self._directory / language / f"{name}{kind}" for kind in KINDS)
        return next((file for file in files if file.is_file()), None)


def read_recording(file: Path) -> Sound:
    """A file of sound, made mono and of our own rate; raises ``SpeechBroken``."""
    import miniaudio  # noqa: PLC0415 - costs ten megabytes

    try:
        if file.stat().st_size > MOST_BYTES:
            raise SpeechBroken("it is too large for a word")
        data = file.read_bytes()
        if miniaudio.get_file_info(str(file)).duration > MOST_S:
            raise SpeechBroken("it is too long for a word")
        decoded = miniaudio.decode(data, nchannels=1, sample_rate=RATE_HZ)
    except OSError as error:
        raise SpeechBroken(f"it cannot be read: {error.strerror}") from error
    except miniaudio.MiniaudioError as error:
        raise SpeechBroken(f"it is no sound: {error}") from error
    return Sound(samples=decoded.samples.tobytes(), rate_hz=RATE_HZ)
