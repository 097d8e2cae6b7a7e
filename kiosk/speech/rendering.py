"""Sentences made into sound ahead of time: on threads of their own, and the latest are kept."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, Thread

from kiosk.speech.engine import Engine, Sentence, SpeechBroken
from kiosk.speech.sound import Sound

log = logging.getLogger(__name__)

MOST_AT_ONCE = 4
"""An engine that hangs holds up to that many threads; the next sentence has to wait for one."""


class Renderer:
    """Asks an engine, which has to bear being asked from several threads at once.

    ``rendered`` is called, from any thread, whenever an answer has come. At most
    ``kept_bytes`` of sound are kept for sentences that are said again.
    """

    def __init__(
        self, engine: Engine, *, rendered: Callable[[], None], kept_bytes: int = 4_000_000
    ) -> None:
        self._engine = engine
        self._rendered = rendered
        self._most_kept_bytes = kept_bytes
        self._lock = Lock()
        self._kept: OrderedDict[Sentence, Sound] = OrderedDict()
        self._kept_bytes = 0
        self._under_way: set[Sentence] = set()
        self._answers: dict[Sentence, Sound | SpeechBroken] = {}

    def ask(self, sentence: Sentence) -> None:
        """Begin with ``sentence``, unless that is done or under way, or the engine is busy."""
        with self._lock:
            if (
                sentence in self._kept
                or sentence in self._answers
                or sentence in self._under_way
                or len(self._under_way) >= MOST_AT_ONCE
            ):
                return
            self._under_way.add(sentence)
        try:
            Thread(target=self._render, args=(sentence,), name="render", daemon=True).start()
        except RuntimeError as error:
            # The machine has no more threads to give.
            self._answer(sentence, SpeechBroken(str(error)))

    def answer(self, sentence: Sentence) -> Sound | SpeechBroken | None:
        """What came of it; ``None``: nothing yet. What went wrong is told once."""
        with self._lock:
            if sentence in self._kept:
                self._kept.move_to_end(sentence)
                return self._kept[sentence]
            return self._answers.pop(sentence, None)

    def forget(self) -> None:
        """Keep nothing of what was said so far; what is under way is kept when it comes."""
        with self._lock:
            self._answers.clear()
            self._kept.clear()
            self._kept_bytes = 0

    def forget_answers(self) -> None:
        """What was asked for and is not wanted any more."""
        with self._lock:
            self._answers.clear()

    def _render(self, sentence: Sentence) -> None:
        answer: Sound | SpeechBroken
        try:
            answer = self._engine.spoken(sentence)
        except SpeechBroken as error:
            answer = error
        except Exception as error:
            # A bug in an engine may cost a sentence, never the voice.
            log.exception("engine_bug")
            answer = SpeechBroken(repr(error))
        self._answer(sentence, answer)

    def _answer(self, sentence: Sentence, answer: Sound | SpeechBroken) -> None:
        with self._lock:
            self._under_way.discard(sentence)
            if isinstance(answer, Sound) and len(answer.samples) <= self._most_kept_bytes:
                self._keep(sentence, answer)
            else:
                self._answers[sentence] = answer
        self._rendered()

    def _keep(self, sentence: Sentence, sound: Sound) -> None:
        self._kept[sentence] = sound
        self._kept_bytes += len(sound.samples)
        while self._kept_bytes > self._most_kept_bytes:
            self._kept_bytes -= len(self._kept.popitem(last=False)[1].samples)
