"""An engine whose sound can be read again, an ear that reads it, and a time that a test winds."""

from collections.abc import Callable
from threading import Condition
from time import monotonic

from kiosk.speech.engine import Sentence, SpeechBroken
from kiosk.speech.sound import Sound

RATE_HZ = 1000
WITHIN_S = 10.0
"""How long a test waits for what must come; it comes in milliseconds."""


class TextEngine:
    """Renders a sentence as its own letters, and so as long as it has letters."""

    def __init__(self, *languages: str) -> None:
        self.languages = frozenset(languages or ("en", "sw"))
        self.asked: list[str] = []

    def spoken(self, sentence: Sentence) -> Sound:
        self.asked.append(sentence.text)
        if sentence.language not in self.languages:
            raise SpeechBroken(f"no voice for {sentence.language}")
        return sound_of(sentence.text)


def sound_of(text: str) -> Sound:
    return Sound(samples=text.encode("utf-16-le"), rate_hz=RATE_HZ)


def text_of(sound: Sound) -> str:
    return sound.samples.decode("utf-16-le")


class Ear:
    """An output that hears. A sound ends when the test says so, or by itself with ``at_once``."""

    def __init__(self, *, at_once: bool = False) -> None:
        self.heard: list[str] = []
        self.done: list[str] = []
        """``stop``, ``pause``, ``resume`` as they came."""
        self.gain_db = 0.0
        self._at_once = at_once
        self._changed = Condition()
        self._ended: Callable[[], None] | None = None

    def play(self, sound: Sound, ended: Callable[[], None]) -> None:
        with self._changed:
            self.heard.append(text_of(sound))
            self._ended = None if self._at_once else ended
            self._changed.notify_all()
        if self._at_once:
            ended()

    def pause(self) -> None:
        self._did("pause")

    def resume(self) -> None:
        self._did("resume")

    def stop(self) -> None:
        with self._changed:
            self._ended = None
        self._did("stop")

    def set_gain_db(self, gain_db: float) -> None:
        with self._changed:
            self.gain_db = gain_db
            self._changed.notify_all()

    def end(self) -> None:
        """What is playing has come to its end."""
        with self._changed:
            ended, self._ended = self._ended, None
        assert ended is not None, "nothing is playing"
        ended()

    def waits_for(self, true: Callable[[], bool]) -> None:
        # Not all a test waits for happens here, so it looks again by itself too.
        until = monotonic() + WITHIN_S
        with self._changed:
            while not true():
                assert monotonic() < until, (self.heard, self.done)
                self._changed.wait(0.005)

    def hears(self, *texts: str) -> None:
        """All that was heard so far, once as much was heard."""
        self.waits_for(lambda: len(self.heard) >= len(texts))
        assert self.heard == list(texts)

    def _did(self, what: str) -> None:
        with self._changed:
            self.done.append(what)
            self._changed.notify_all()


class WoundTime:
    """Time that passes when a test winds it."""

    def __init__(self) -> None:
        self._now_s = 0.0
        self._waiting: dict[int, tuple[float, Callable[[], None]]] = {}
        self._made = 0

    def now_s(self) -> float:
        return self._now_s

    def later(self, seconds: float, then: Callable[[], None]) -> Callable[[], None]:
        self._made += 1
        made = self._made
        self._waiting[made] = (self._now_s + seconds, then)

        def cancel() -> None:
            self._waiting.pop(made, None)

        return cancel

    def wind(self, seconds: float) -> None:
        until = self._now_s + seconds
        while due := sorted(
            (at, made) for made, (at, _) in self._waiting.items() if at <= until + 1e-9
        ):
            at, made = due[0]
            self._now_s = max(self._now_s, at)
            self._waiting.pop(made)[1]()
        self._now_s = until
