"""What is being said and what comes after it, joined to Qt's own thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from kiosk.speech.engine import Sentence
from kiosk.speech.sound import Sound
from kiosk.ui.spoken_page import spelt


class Speaks(Protocol):
    """What the kiosk needs of `kiosk.speech.voice.Voice`; ``ended`` comes from any thread."""

    @property
    def paused(self) -> bool:
        """Whether it is held in the middle."""
        ...

    @property
    def levels(self) -> int:
        """How many levels of loudness there are."""
        ...

    def say(self, sentences: Sequence[Sentence], *, ended: Callable[[], None]) -> None:
        """Say them instead of what is being said."""
        ...

    def play(self, sounds: Sequence[Sound], ended: Callable[[], None]) -> None:
        """Play them instead of what is being said."""
        ...

    def silence(self) -> None:
        """Stop now."""
        ...

    def pause(self) -> None:
        """Hold it here."""
        ...

    def resume(self) -> None:
        """Go on where it was held."""
        ...

    def louder(self) -> int:
        """One level up; the new one, from 1."""
        ...

    def softer(self) -> int:
        """One level down; the new one, from 1."""
        ...

    def forget_visitor(self) -> None:
        """Silence, and the volume as it was at first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How things are said: ``form`` turns a text as it is drawn, and its language, into speech.

    ``chime`` goes before what nobody has asked to hear; it is read when it is wanted.
    """

    form: Callable[[str, str], str]
    chime: Callable[[], tuple[Sound, ...]] = tuple


class Utterances(QObject):
    """One after the other.

    ``ended`` tells that what was asked for was heard, ``newsEnded`` that news were; neither is
    told of what was interrupted.
    """

    ended = Signal()
    newsEnded = Signal()
    _over = Signal(int)

    def __init__(self, voice: Speaks, manner: Manner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._voice = voice
        self._manner = manner
        self._turn = 0
        self._speaking = False
        self._asked = True
        self._last: tuple[Sentence, ...] = ()
        self._after_chime: tuple[Sentence, ...] = ()
        self._news: tuple[Sentence, ...] = ()
        self._over.connect(self._on_over)

    @property
    def speaking(self) -> bool:
        """Whether something is being said, held or not."""
        return self._speaking

    def say(self, told: Sequence[Sentence], *, chime: bool = False) -> None:
        """Say it now, instead of anything else."""
        self._after_chime = self._news = ()
        if not told:
            return
        self._last = tuple(told)
        sounds = self._manner.chime() if chime else ()
        if sounds:
            self._after_chime = self._last
            self._voice.play(sounds, self._begun())
        else:
            self.remark(told)

    def remark(self, told: Sequence[Sentence]) -> None:
        """Say it now, but keep what was said before it as what can be repeated."""
        self._voice.say(spelt(told, self._manner.form), ended=self._begun())

    def say_next(self, told: Sequence[Sentence]) -> None:
        """News, which nobody asked for: say it when what is being said has been heard."""
        if self._speaking:
            self._news += tuple(told)
        elif told:
            self.say(told)
            self._asked = False

    def again(self) -> None:
        """Say the last once more."""
        if self._last:
            self.remark(self._last)

    def hush(self) -> None:
        """Say nothing more."""
        self._turn += 1
        self._speaking = False
        self._after_chime = self._news = ()
        self._voice.silence()

    def forget_visitor(self) -> None:
        """Nothing said to one visitor is left for the next."""
        self.hush()
        self._last = ()
        self._voice.forget_visitor()

    def _begun(self) -> Callable[[], None]:
        self._turn += 1
        self._speaking = self._asked = True
        # A signal, because a voice tells of its end on a thread of its own.
        return partial(self._over.emit, self._turn)

    def _on_over(self, turn: int) -> None:
        if turn != self._turn:
            return
        self._speaking = False
        after_chime, self._after_chime = self._after_chime, ()
        if after_chime:
            self.remark(after_chime)
            return
        news, self._news = self._news, ()
        (self.ended if self._asked else self.newsEnded).emit()
        self.say_next(news)
