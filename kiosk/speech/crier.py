"""What is heard of a call: the chime, the words in one language, and the pauses between."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from kiosk.speech.announcing import Call, Form, Piece
from kiosk.speech.clips import GAP_MS, Clips
from kiosk.speech.engine import SpeechBroken
from kiosk.speech.sound import Sound, joined, silence
from kiosk.speech.spelling import (
    CLIPS,
    TICKET,
    Spelling,
    pieces_of_counter,
    pieces_of_ticket,
    pieces_of_ticket_briefly,
)
from kiosk.texts import Texts, UnknownText

log = logging.getLogger(__name__)

AFTER_CHIME_S = 0.3
RECALLS = {2: "second-call", 3: "third-call"}

Recordings = Mapping[str, Sound | None]
"""The pieces of one language; ``None`` for those it leaves out. What is missing is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """So that words stay apart in an echoing hall; ``after_s`` is before whatever comes next."""

    between_words_s: float
    between_parts_s: float
    after_s: float


PAUSES = {
    Form.FULL: Pauses(between_words_s=GAP_MS / 1000, between_parts_s=0.25, after_s=0.5),
    Form.SHORT: Pauses(between_words_s=GAP_MS / 1000, between_parts_s=0.25, after_s=0.4),
    # From 100 on no number has fewer words than digits: what can be saved are pauses.
    Form.MINIMAL: Pauses(between_words_s=0.06, between_parts_s=0.12, after_s=0.25),
}


class Crier:
    """Says calls from recordings, once it has them: ``learn`` takes a language's, ``ring`` a chime.

    A call that cannot be said whole in a language is not said in it; the chime sounds all the
    same.
    """

    def __init__(self, chime: Sound | None = None) -> None:
        self._chime = chime
        self._known: dict[str, Recordings] = {}
        self._missed: set[tuple[str, str]] = set()

    def ring(self, chime: Sound) -> None:
        """Open each call with it; from any thread."""
        self._chime = chime

    def learn(self, language: str, recordings: Recordings) -> None:
        """From any thread."""
        self._known[language] = recordings

    def sounds(self, piece: Piece) -> Sequence[Sound]:
        """What is heard, in order; no words for a language it does not know."""
        opening: list[Sound] = []
        if piece.first and self._chime is not None:
            opening = [self._chime, silence(AFTER_CHIME_S, rate_hz=self._chime.rate_hz)]
        words = self._words(piece)
        if not words:
            return opening
        rate_hz, pauses = words[0].rate_hz, PAUSES[piece.form]
        between = silence(pauses.between_parts_s, rate_hz=rate_hz)
        spaced = [sound for part in words for sound in (part, between)][:-1]
        return [*opening, *spaced, silence(pauses.after_s, rate_hz=rate_hz)]

    def _words(self, piece: Piece) -> list[Sound]:
        recordings = self._known.get(piece.language, {})
        parts = parts_of(piece.call, piece.form)
        missing = {name for part in parts for name in part if name not in recordings}
        if missing:
            self._tell(piece.language, missing)
            return []
        heard = [[sound for name in part if (sound := recordings[name])] for part in parts]
        gap_s = PAUSES[piece.form].between_words_s
        return [joined(part, gap_s=gap_s) for part in heard if part]

    def _tell(self, language: str, missing: set[str]) -> None:
        """Log what cannot be said, once."""
        new = {(language, name) for name in missing} - self._missed
        if new:
            self._missed |= new
            names = ", ".join(sorted(name for _, name in new))
            log.warning("call_not_said", extra={"language": language, "clips": names})


def parts_of(call: Call, form: Form) -> tuple[tuple[str, ...], ...]:
    """The clips of a call, part by part; none when its number is no ticket's."""
    counter = pieces_of_counter("".join(filter(str.isalnum, call.label)))
    if counter is None or not TICKET.fullmatch(call.number):
        return ()
    again = ((RECALLS.get(call.nth, "called-again"),),) if call.nth > 1 else ()
    number = pieces_of_ticket(call.number)
    match form:
        case Form.FULL:
            return (
                *again,
                ("ticket-number", *number),
                ("please-go-to-counter", *counter),
            )
        case Form.SHORT:
            return (*again, number, ("counter", *counter))
        case Form.MINIMAL:
            return (*again, pieces_of_ticket_briefly(call.number), ("counter", *counter))
        case _ as unreachable:
            assert_never(unreachable)


def recordings_of(clips: Clips, texts: Texts, language: str) -> Recordings:
    """Everything a call may need, read and, where nobody has recorded it, spoken: takes a while."""
    found: dict[str, Sound | None] = {}
    why = ""
    for name in CLIPS:
        try:
            said = Spelling(texts, language).piece(name)
            found[name] = clips.joined(language, [name]) if said else None
        except (SpeechBroken, UnknownText) as error:
            why = str(error)
    if why:
        missing = len(CLIPS) - len(found)
        log.warning("clips_missing", extra={"language": language, "clips": missing, "why": why})
    return found
