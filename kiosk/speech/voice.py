"""Says sentences one after another on a thread of its own, and can be interrupted at any moment."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from queue import Empty, SimpleQueue
from threading import Lock, Thread, current_thread

from kiosk.speech.engine import Engine, Sentence, SpeechBroken
from kiosk.speech.guarded import Guarded
from kiosk.speech.output import Output
from kiosk.speech.rendering import Renderer
from kiosk.speech.sound import Sound, joined
from kiosk.speech.volume import LEVELS_DB, START_LEVEL, Volume

log = logging.getLogger(__name__)

ENGINE_PATIENCE_S = 6.0
"""A sentence that is not rendered by then is skipped."""
OUTPUT_PATIENCE_S = 5.0
"""A sound that has not ended that long after its end is taken for ended."""
CLOSE_WITHIN_S = 2.0


def nothing() -> None:
    """Nobody waits for the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Utterance:
    turn: int
    parts: tuple[Sentence | Sound, ...]
    ended: Callable[[], None]


class Voice:
    """One voice: whatever it is told to say takes the place of what it is saying.

    Nothing here blocks its caller or raises into it, from whatever thread. What cannot be spoken
    is logged once and skipped. ``ended`` is told on the voice's own thread, once, when all has
    been said or skipped; never for what was interrupted, silenced, or cut off by the end.
    ``start_level`` counts from 1, the softest, to ``levels``.
    """

    def __init__(
        self,
        engine: Engine,
        output: Output,
        *,
        start_level: int = START_LEVEL,
        engine_patience_s: float = ENGINE_PATIENCE_S,
        output_patience_s: float = OUTPUT_PATIENCE_S,
    ) -> None:
        self._output = Guarded(output)
        self._engine_patience_s = engine_patience_s
        self._output_patience_s = output_patience_s
        self._volume = Volume(start_level)
        # What callers see, guarded by the lock.
        self._lock = Lock()
        self._turn = 0
        self._speaking = False
        self._paused = False
        self._last: _Utterance | None = None
        self._closed = False
        # What the voice's thread alone touches.
        self._steps: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._renderer = Renderer(engine, rendered=partial(self._steps.put, self._go_on))
        self._running = True
        self._said: _Utterance | None = None
        self._at = 0
        self._playing_s: float | None = None
        self._held = False
        self._deadline_s: float | None = None
        self._told = ""
        self._thread = Thread(target=self._run, name="voice", daemon=True)

    def start(self) -> None:
        """What was said before is said now."""
        self._steps.put(self._set_gain)
        self._thread.start()

    def close(self) -> None:
        """Be silent for good; waits for its thread, two seconds at the most."""
        with self._lock:
            self._closed = True
            self._hush()
            self._steps.put(self._end)
        if self._thread.is_alive() and self._thread is not current_thread():
            self._thread.join(CLOSE_WITHIN_S)

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
            if not self._speaking or self._paused:
                return
            self._paused = True
            self._steps.put(partial(self._hold, self._turn))

    def resume(self) -> None:
        """Go on where it was held."""
        with self._lock:
            if not self._paused:
                return
            self._paused = False
            self._steps.put(partial(self._release, self._turn))

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
            self._volume.reset()
            self._steps.put(self._set_gain)
            self._steps.put(self._renderer.forget)

    # With the lock held, so that steps stand in the order of their turns.

    def _begin(
        self, parts: tuple[Sentence | Sound, ...], ended: Callable[[], None]
    ) -> _Utterance | None:
        if self._closed:
            return None
        self._turn += 1
        self._speaking, self._paused = True, False
        utterance = _Utterance(turn=self._turn, parts=parts, ended=ended)
        self._steps.put(partial(self._take, utterance))
        return utterance

    def _hush(self) -> None:
        self._turn += 1
        self._speaking = self._paused = False
        self._steps.put(self._stop)

    def _step(self, steps: int) -> int:
        level = self._volume.step(steps)
        self._steps.put(self._set_gain)
        return level

    # From here on: on the voice's thread.

    def _run(self) -> None:
        while self._running:
            try:
                step = self._steps.get(timeout=self._patience_s())
            except Empty:
                step = self._overdue
            try:
                step()
            except Exception:
                # A bug here, or in what waits for an end, may cost a sentence, never the voice.
                log.exception("voice_bug")

    def _patience_s(self) -> float | None:
        if self._deadline_s is None:
            return None
        return max(0.0, self._deadline_s - time.monotonic())

    def _take(self, utterance: _Utterance) -> None:
        self._stop()
        with self._lock:
            if utterance.turn != self._turn:
                # Interrupted before it began.
                return
        self._said, self._at = utterance, 0
        self._go_on()

    def _stop(self) -> None:
        playing, self._playing_s = self._playing_s is not None, None
        self._said, self._held, self._deadline_s = None, False, None
        self._renderer.forget_answers()
        if playing:
            self._output.stop()

    def _end(self) -> None:
        self._stop()
        self._running = False

    def _go_on(self) -> None:
        """Play the next part, if there is one, if it is ready, and if nothing keeps it back."""
        while (said := self._said) is not None and self._playing_s is None and not self._held:
            if self._at == len(said.parts):
                self._finish(said)
                return
            self._ask_ahead(said)
            part = said.parts[self._at]
            found = part if isinstance(part, Sound) else self._renderer.answer(part)
            if found is None:
                if self._deadline_s is None:
                    self._deadline_s = time.monotonic() + self._engine_patience_s
                return
            self._deadline_s = None
            if isinstance(found, SpeechBroken):
                self._tell(str(found))
            if isinstance(found, SpeechBroken) or not found.samples:
                self._at += 1
                continue
            self._start(found, said.turn)

    def _ask_ahead(self, said: _Utterance) -> None:
        for part in said.parts[self._at : self._at + 2]:
            if isinstance(part, Sentence):
                self._renderer.ask(part)

    def _start(self, sound: Sound, turn: int) -> None:
        self._playing_s = sound.seconds
        self._deadline_s = time.monotonic() + sound.seconds + self._output_patience_s
        over = partial(self._part_ended, turn, self._at)
        self._output.play(sound, partial(self._steps.put, over))

    def _part_ended(self, turn: int, at: int) -> None:
        if self._said is None or self._said.turn != turn or self._at != at:
            return
        self._playing_s = self._deadline_s = None
        self._at += 1
        self._go_on()

    def _finish(self, said: _Utterance) -> None:
        self._said = None
        with self._lock:
            current = said.turn == self._turn
            if current:
                self._speaking = self._paused = False
            if self._last is said:
                # Repeated from now on, it has nobody left to tell.
                self._last = _Utterance(turn=said.turn, parts=said.parts, ended=nothing)
        if current:
            said.ended()

    def _hold(self, turn: int) -> None:
        if self._said is None or self._said.turn != turn:
            return
        self._held, self._deadline_s = True, None
        if self._playing_s is not None:
            self._output.pause()

    def _release(self, turn: int) -> None:
        if self._said is None or self._said.turn != turn:
            return
        self._held = False
        if self._playing_s is None:
            self._go_on()
            return
        self._deadline_s = time.monotonic() + self._playing_s + self._output_patience_s
        self._output.resume()

    def _set_gain(self) -> None:
        self._output.set_gain_db(self._volume.gain_db)

    def _overdue(self) -> None:
        self._deadline_s = None
        if self._playing_s is None:
            self._tell(f"no sound within {self._engine_patience_s:g} s")
            self._at += 1
            self._go_on()
            return
        log.warning("sound_output_hangs")
        said = self._said
        self._output.stop()
        if said is not None:
            self._part_ended(said.turn, self._at)

    def _tell(self, why: str) -> None:
        """Log what is wrong with the engine, once until something else is."""
        if why != self._told:
            self._told = why
            log.warning("not_spoken", extra={"why": why})
