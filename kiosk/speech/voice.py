"""Says sentences one after another on a thread of its own, and can be interrupted at any moment."""

from collections.abc import Callable, Sequence
from itertools import groupby
from threading import Lock

from kiosk.speech.engine import Engine, Sentence
from kiosk.speech.output import Output
from kiosk.speech.recital import Patience, Recital, Utterance, nothing
from kiosk.speech.sound import Sound, joined
from kiosk.speech.volume import LEVELS_DB, START_LEVEL, Volume

PATIENCE = Patience()


class Voice:
    """One voice: whatever it is told to say takes the place of what it is saying.

    Nothing here blocks its caller or raises into it, from whatever thread. What cannot be spoken
    is logged once and skipped. ``ended`` is told on the voice's own thread, which it must not
    hold up: once, when all has been said or skipped, never for what was interrupted, silenced, or
    cut off by the end. ``start_level`` counts from 1, the softest, to ``levels``.
    """

    def __init__(
        self,
        engine: Engine,
        output: Output,
        *,
        start_level: int = START_LEVEL,
        patience: Patience = PATIENCE,
    ) -> None:
        self._volume = Volume(start_level)
        self._lock = Lock()
        self._turn = 0
        self._speaking = False
        self._paused = False
        self._closed = False
        self._last: Utterance | None = None
        self._recital = Recital(
            engine, output, wanted=self._is_newest, finished=self._finished, patience=patience
        )

    def start(self) -> None:
        """What was said before is said now."""
        self._recital.set_gain(self._volume.gain_db)
        self._recital.start()

    def close(self) -> None:
        """Be silent for good; waits for its thread, two seconds at the most."""
        with self._lock:
            self._closed = True
            self._hush()
        self._recital.end()

    def say(self, sentences: Sequence[Sentence], *, ended: Callable[[], None] = nothing) -> None:
        """Say ``sentences`` instead of what is being said; ``repeat`` says them again."""
        with self._lock:
            self._last = self._begin(tuple(sentences), ended)

    def play(self, sounds: Sequence[Sound], ended: Callable[[], None] = nothing) -> None:
        """Play ``sounds``, without a gap, instead of what is being said."""
        whole = [joined(list(alike)) for _, alike in groupby(sounds, lambda each: each.rate_hz)]
        with self._lock:
            self._begin(tuple(whole), ended)

    def repeat(self) -> None:
        """Say what was last said from its beginning; its ``ended`` is told if it was not yet."""
        with self._lock:
            if self._last is not None:
                self._last = self._begin(self._last.parts, self._last.ended)

    def silence(self) -> None:
        """Stop now."""
        with self._lock:
            self._hush()

    def pause(self) -> None:
        """Hold it here; without effect when nothing is being said."""
        with self._lock:
            if self._speaking and not self._paused:
                self._paused = True
                self._recital.hold(self._turn)

    def resume(self) -> None:
        """Go on where it was held."""
        with self._lock:
            if self._paused:
                self._paused = False
                self._recital.release(self._turn)

    @property
    def paused(self) -> bool:
        """Whether it was held in the middle."""
        with self._lock:
            return self._paused

    @property
    def speaking(self) -> bool:
        """Whether something is being said or about to be, held or not."""
        with self._lock:
            return self._speaking

    @property
    def level(self) -> int:
        """How loud it is, from 1 to ``levels``."""
        return self._volume.level

    @property
    def levels(self) -> int:
        """How many levels there are."""
        return len(LEVELS_DB)

    def louder(self) -> int:
        """One level up from now on, if there is one; the new level."""
        return self._step(1)

    def softer(self) -> int:
        """One level down from now on, if there is one; the new level."""
        return self._step(-1)

    def forget_visitor(self) -> None:
        """Silence, the volume as it was at first, and nothing left of what was said."""
        with self._lock:
            self._hush()
            self._last = None
            self._recital.forget()
            self._volume.reset()
            self._recital.set_gain(self._volume.gain_db)

    # With the lock held, so that steps stand in the order of their turns.

    def _begin(
        self, parts: tuple[Sentence | Sound, ...], ended: Callable[[], None]
    ) -> Utterance | None:
        if self._closed:
            return None
        self._turn += 1
        self._speaking, self._paused = True, False
        utterance = Utterance(turn=self._turn, parts=parts, ended=ended)
        self._recital.take(utterance)
        return utterance

    def _hush(self) -> None:
        self._turn += 1
        self._speaking = self._paused = False
        self._recital.stop()

    def _step(self, steps: int) -> int:
        with self._lock:
            level = self._volume.step(steps)
            self._recital.set_gain(self._volume.gain_db)
            return level

    # On the recital's thread.

    def _is_newest(self, turn: int) -> bool:
        with self._lock:
            return turn == self._turn

    def _finished(self, said: Utterance) -> None:
        with self._lock:
            current = said.turn == self._turn
            if current:
                self._speaking = self._paused = False
            if self._last is said:
                # Repeated from now on, it has nobody left to tell.
                self._last = Utterance(turn=said.turn, parts=said.parts, ended=nothing)
        if current:
            said.ended()
