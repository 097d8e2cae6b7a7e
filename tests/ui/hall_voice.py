"""A board's voice whose loudspeaker plays for as long as a test wants."""

from collections.abc import Callable, Sequence

from kiosk.speech.announcing import Form, Piece
from kiosk.speech.sound import Sound, silence
from kiosk.ui.board_voice import BoardVoice

RATE_HZ = 8000
FULL_S, SHORTER_S = 7.5, 3.0


class Loudspeaker:
    """Plays until the test says that it has ended."""

    def __init__(self) -> None:
        self.playing: Callable[[], None] | None = None
        self.heard = True

    def play(self, sounds: Sequence[Sound], ended: Callable[[], None]) -> None:
        self.playing = ended

    def silence(self) -> None:
        self.playing = None

    def is_speaking(self) -> bool:
        """Whether something is playing."""
        return self.playing is not None

    def end(self) -> None:
        """It has played what it was given."""
        ended, self.playing = self.playing, None
        assert ended is not None, "nothing is being spoken"
        ended()


class NotingVoice(BoardVoice):
    """Keeps what it was asked to say."""

    def __init__(self, loudspeaker: Loudspeaker) -> None:
        super().__init__(loudspeaker, _sounds, heard=lambda: loudspeaker.heard)
        self.pieces: list[Piece] = []

    def speak(self, piece: Piece) -> None:
        self.pieces.append(piece)
        super().speak(piece)

    @property
    def said(self) -> list[tuple[str, str]]:
        """The number and the language of each."""
        return [(piece.call.number, piece.language) for piece in self.pieces]


def _sounds(piece: Piece) -> Sequence[Sound]:
    return [silence(FULL_S if piece.form is Form.FULL else SHORTER_S, rate_hz=RATE_HZ)]
