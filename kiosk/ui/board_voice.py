"""A board's voice: pieces of calls to sounds, and back to Qt's thread when they have ended."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from kiosk.speech.announcing import Piece
from kiosk.speech.sound import Sound


class Plays(Protocol):
    """What plays sounds one after the other; see ``kiosk.speech.voice.Voice``."""

    def play(self, sounds: Sequence[Sound], ended: Callable[[], None]) -> None:
        """Instead of what is playing; ``ended`` is told at the natural end, from any thread."""
        ...

    def silence(self) -> None:
        """Stop now."""
        ...


Sounds = Callable[[Piece], Sequence[Sound]]
"""What is heard for a piece, chime and pauses included."""


class BoardVoice(QObject):
    """Speaks one piece at a time; ``ended`` is told on this object's thread.

    ``heard`` tells whether anybody can hear it at present.
    """

    ended = Signal()
    _played = Signal(int)

    def __init__(
        self,
        voice: Plays,
        sounds: Sounds,
        *,
        heard: Callable[[], bool] = lambda: True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._voice = voice
        self._sounds = sounds
        self._heard = heard
        self._turn = 0
        self._played.connect(self._on_played)

    @property
    def heard(self) -> bool:
        """Whether anybody can hear it at present, as far as is known."""
        return self._heard()

    def seconds(self, piece: Piece) -> float:
        """How long a piece lasts."""
        return sum(sound.seconds for sound in self._sounds(piece))

    def speak(self, piece: Piece) -> None:
        """Begin to speak it, instead of what is being spoken."""
        self._turn += 1
        turn = self._turn
        self._voice.play(self._sounds(piece), lambda: self._played.emit(turn))

    def hush(self) -> None:
        """Be silent now."""
        self._turn += 1
        self._voice.silence()

    def _on_played(self, turn: int) -> None:
        # What ended in the moment it was cut off has been told of too late.
        if turn == self._turn:
            self.ended.emit()
