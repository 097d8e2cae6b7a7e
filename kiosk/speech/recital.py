"""What a voice does on a thread of its own: part after part, waiting for none of them."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread, current_thread

from kiosk.speech.engine import Engine, Sentence, SpeechBroken
from kiosk.speech.guarded import Guarded
from kiosk.speech.output import Output
from kiosk.speech.rendering import Renderer
from kiosk.speech.sound import Sound

log = logging.getLogger(__name__)

ENGINE_PATIENCE_S = 6.0
"""A sentence that is not rendered by then is skipped."""
OUTPUT_PATIENCE_S = 5.0
"""A sound that has not ended that long after its end is taken for ended."""
CLOSE_WITHIN_S = 2.0
MOST_REASONS = 16
"""Reasons for silence that are logged until the next start."""


def nothing() -> None:
    """Nobody waits for the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What is said in one go; a later one has a higher ``turn``."""

    turn: int
    parts: tuple[Sentence | Sound, ...]
    ended: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long an engine and an output are waited for, in seconds."""

    engine_s: float = ENGINE_PATIENCE_S
    output_s: float = OUTPUT_PATIENCE_S


class Recital:
    """Says one utterance at a time, on its own thread.

    ``wanted`` tells whether a turn is still the newest; ``finished`` is told of what was said to
    its end. Both are called on that thread.
    """

    def __init__(
        self,
        engine: Engine,
        output: Output,
        *,
        wanted: Callable[[int], bool],
        finished: Callable[[Utterance], None],
        patience: Patience,
    ) -> None:
        self._output = Guarded(output)
        self._wanted = wanted
        self._finished = finished
        self._patience = patience
        self._steps: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._renderer = Renderer(engine, rendered=partial(self._steps.put, self._go_on))
        self._thread = Thread(target=self._run, name="voice", daemon=True)
        self._running = True
        self._said: Utterance | None = None
        self._at = 0
        self._playing_s: float | None = None
        self._held = False
        self._deadline_s: float | None = None
        self._told: set[str] = set()

    def start(self) -> None:
        """Begin with what was asked for before."""
        self._thread.start()

    # From any thread; each is a step in the line of all, and waits for nothing.

    def take(self, utterance: Utterance) -> None:
        """Say it instead of what is being said."""
        self._steps.put(partial(self._take, utterance))

    def stop(self) -> None:
        """Be silent."""
        self._steps.put(self._stop)

    def hold(self, turn: int) -> None:
        """Hold that turn where it is."""
        self._steps.put(partial(self._hold, turn))

    def release(self, turn: int) -> None:
        """Go on with it."""
        self._steps.put(partial(self._release, turn))

    def set_gain(self, gain_db: float) -> None:
        """Louder or softer from now on."""
        self._steps.put(partial(self._output.set_gain_db, gain_db))

    def forget(self) -> None:
        """Keep nothing of what was rendered so far."""
        self._steps.put(self._renderer.forget)

    def end(self) -> None:
        """Be silent for good; waits for the thread, two seconds at the most."""
        self._steps.put(self._end)
        if self._thread.is_alive() and self._thread is not current_thread():
            self._thread.join(CLOSE_WITHIN_S)

    @property
    def alive(self) -> bool:
        """Whether its thread runs."""
        return self._thread.is_alive()

    # From here on: on its own thread.

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

    def _take(self, utterance: Utterance) -> None:
        self._stop()
        # It may have been interrupted before it began.
        if self._wanted(utterance.turn):
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
                self._said = None
                self._finished(said)
                return
            self._ask_ahead(said)
            part = said.parts[self._at]
            found = part if isinstance(part, Sound) else self._renderer.answer(part)
            if found is None:
                if self._deadline_s is None:
                    self._deadline_s = time.monotonic() + self._patience.engine_s
                return
            self._deadline_s = None
            if isinstance(found, SpeechBroken):
                self._tell(str(found))
            if isinstance(found, SpeechBroken) or not found.samples:
                self._at += 1
                continue
            self._play(found, said.turn)

    def _ask_ahead(self, said: Utterance) -> None:
        for part in said.parts[self._at : self._at + 2]:
            if isinstance(part, Sentence):
                self._renderer.ask(part)

    def _play(self, sound: Sound, turn: int) -> None:
        self._playing_s = sound.seconds
        self._deadline_s = time.monotonic() + sound.seconds + self._patience.output_s
        over = partial(self._part_ended, turn, self._at)
        self._output.play(sound, partial(self._steps.put, over))

    def _part_ended(self, turn: int, at: int) -> None:
        if self._said is None or self._said.turn != turn or self._at != at:
            return
        self._playing_s = self._deadline_s = None
        self._at += 1
        self._go_on()

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
        self._deadline_s = time.monotonic() + self._playing_s + self._patience.output_s
        self._output.resume()

    def _overdue(self) -> None:
        self._deadline_s = None
        if self._playing_s is None:
            self._tell(f"no sound within {self._patience.engine_s:g} s")
            self._at += 1
            self._go_on()
            return
        log.warning("sound_output_hangs")
        self._output.stop()
        if self._said is not None:
            self._part_ended(self._said.turn, self._at)

    def _tell(self, why: str) -> None:
        """Log what is wrong with the engine, each reason once."""
        if why not in self._told and len(self._told) < MOST_REASONS:
            self._told.add(why)
            log.warning("not_spoken", extra={"why": why})
