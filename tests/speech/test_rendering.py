"""What is rendered ahead is bounded: in threads, in bytes, and in what is kept of a visitor."""

from threading import Event

from kiosk.speech.engine import Sentence, SpeechBroken
from kiosk.speech.rendering import Renderer
from kiosk.speech.sound import Sound
from tests.speech.speaking import WITHIN_S, TextEngine, sound_of

BYTES_PER_LETTER = 2


class Asked:
    """A renderer, and each answer awaited."""

    def __init__(self, engine: TextEngine, *, kept_bytes: int) -> None:
        self._came = Event()
        self.renderer = Renderer(engine, rendered=self._came.set, kept_bytes=kept_bytes)

    def ask(self, text: str, language: str = "en") -> Sound | SpeechBroken | None:
        sentence = Sentence(text=text, language=language)
        self._came.clear()
        self.renderer.ask(sentence)
        if (kept := self.renderer.answer(sentence)) is not None:
            return kept
        assert self._came.wait(WITHIN_S)
        return self.renderer.answer(sentence)


def test_the_latest_sentences_are_kept_and_no_more_bytes_than_allowed() -> None:
    engine = TextEngine()
    asked = Asked(engine, kept_bytes=10 * BYTES_PER_LETTER)
    for text in ("aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"):
        assert asked.ask(text) == sound_of(text)
    # The third fits no more, and the least wanted makes room for it.
    assert engine.asked == ["aaaa", "bbbb", "cccc", "bbbb"]


def test_what_is_larger_than_all_that_may_be_kept_is_spoken_all_the_same() -> None:
    engine = TextEngine()
    asked = Asked(engine, kept_bytes=4)
    for _ in range(2):
        assert asked.ask("a long sentence") == sound_of("a long sentence")
    assert len(engine.asked) == 2


def test_what_went_wrong_is_tried_again() -> None:
    engine = TextEngine("sw")
    asked = Asked(engine, kept_bytes=100)
    for _ in range(2):
        assert isinstance(asked.ask("hello"), SpeechBroken)
    assert len(engine.asked) == 2


def test_nothing_is_left_of_a_visitor() -> None:
    engine = TextEngine()
    asked = Asked(engine, kept_bytes=100)
    asked.ask("A042")
    asked.renderer.forget()
    asked.ask("A042")
    assert len(engine.asked) == 2
