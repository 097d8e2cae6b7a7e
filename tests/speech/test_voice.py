"""The voice can be interrupted at any moment, and nothing that breaks breaks it."""

import logging
from collections.abc import Callable, Iterator
from threading import Event, Thread, current_thread

import pytest

from kiosk.speech.engine import Engine, Sentence, SpeechBroken
from kiosk.speech.output import Output
from kiosk.speech.recital import Patience
from kiosk.speech.rendering import MOST_AT_ONCE
from kiosk.speech.sound import Sound
from kiosk.speech.voice import PATIENCE, Voice
from kiosk.speech.volume import LEVELS_DB
from tests.speech.speaking import WITHIN_S, Ear, TextEngine, sound_of

Voices = Callable[..., Voice]


def words(*texts: str, language: str = "en") -> list[Sentence]:
    return [Sentence(text=text, language=language) for text in texts]


def held(voice: Voice) -> bool:
    return voice.paused


@pytest.fixture
def voices() -> Iterator[Voices]:
    made: list[Voice] = []

    def make(engine: Engine, output: Output, patience: Patience = PATIENCE) -> Voice:
        voice = Voice(engine, output, patience=patience)
        voice.start()
        made.append(voice)
        return voice

    yield make
    for voice in made:
        voice.close()
        assert not voice._recital.alive


class Gate(TextEngine):
    """Renders ``slow`` sentences only when it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open = Event()

    def spoken(self, sentence: Sentence) -> Sound:
        if sentence.text.startswith("slow"):
            self.open.wait(WITHIN_S)
        return super().spoken(sentence)


def test_sentences_follow_one_another_and_the_end_is_told_once(voices: Voices) -> None:
    ear, told = Ear(), Event()
    voices(TextEngine(), ear).say(words("one", "two"), ended=told.set)
    ear.hears("one")
    assert not told.is_set()
    ear.end()
    ear.hears("one", "two")
    ear.end()
    assert told.wait(WITHIN_S)


def test_the_next_sentence_is_rendered_while_this_one_is_heard(voices: Voices) -> None:
    ear, engine, rendered = Ear(), TextEngine(), Event()

    class Watched(TextEngine):
        def spoken(self, sentence: Sentence) -> Sound:
            sound = engine.spoken(sentence)
            if sentence.text == "two":
                rendered.set()
            return sound

    voices(Watched(), ear).say(words("one", "two", "three"))
    assert rendered.wait(WITHIN_S)
    ear.hears("one")
    assert "three" not in engine.asked


def test_new_words_interrupt_and_the_old_end_is_never_told(voices: Voices) -> None:
    ear, old, new = Ear(), Event(), Event()
    voice = voices(TextEngine(), ear)
    voice.say(words("old", "older"), ended=old.set)
    ear.hears("old")
    voice.say(words("new"), ended=new.set)
    ear.hears("old", "new")
    assert ear.done == ["stop"]
    ear.end()
    assert new.wait(WITHIN_S)
    assert not old.is_set()


def test_of_many_interruptions_the_last_is_heard(voices: Voices) -> None:
    ear, told = Ear(at_once=True), Event()
    voice = voices(TextEngine(), ear)
    for n in range(500):
        voice.say(words(f"number {n}"))
    voice.say(words("the last"), ended=told.set)
    assert told.wait(WITHIN_S)
    assert ear.heard[-1] == "the last"


def test_silence_is_at_once_though_the_engine_is_busy(voices: Voices) -> None:
    ear, engine = Ear(), Gate()
    voice = voices(engine, ear)
    voice.say(words("heard", "slow"))
    ear.hears("heard")
    voice.silence()
    ear.waits_for(lambda: ear.done == ["stop"])
    assert not voice.speaking
    voice.say(words("after"))
    ear.hears("heard", "after")
    engine.open.set()


def test_an_engine_that_hangs_costs_its_sentence_and_one_line(
    voices: Voices, caplog: pytest.LogCaptureFixture
) -> None:
    ear, engine, told = Ear(at_once=True), Gate(), Event()
    voice = voices(engine, ear, patience=Patience(engine_s=0.05))
    voice.say(words("before", "slow one", "slow two", "after"), ended=told.set)
    assert told.wait(WITHIN_S)
    assert ear.heard == ["before", "after"]
    assert len(caplog.records) == 1
    engine.open.set()


def test_many_hanging_sentences_hold_few_threads(voices: Voices) -> None:
    ear, engine, told = Ear(at_once=True), Gate(), Event()
    voice = voices(engine, ear, patience=Patience(engine_s=0.02))
    voice.say(words(*(f"slow {n}" for n in range(20))), ended=told.set)
    assert told.wait(WITHIN_S)
    engine.open.set()
    told.clear()
    voice.say(words("well again"), ended=told.set)
    assert told.wait(WITHIN_S)
    assert ear.heard == ["well again"]
    assert sum(text.startswith("slow") for text in engine.asked) <= MOST_AT_ONCE


@pytest.mark.parametrize("trouble", [SpeechBroken("no espeak-ng"), ZeroDivisionError("a bug")])
def test_what_cannot_be_spoken_is_logged_once_and_skipped(
    voices: Voices, caplog: pytest.LogCaptureFixture, trouble: Exception
) -> None:
    class Broken(TextEngine):
        def spoken(self, sentence: Sentence) -> Sound:
            if sentence.text == "good":
                return super().spoken(sentence)
            raise trouble

    ear, told = Ear(at_once=True), Event()
    voices(Broken(), ear).say(words("bad", "good", "bad again"), ended=told.set)
    assert told.wait(WITHIN_S)
    assert ear.heard == ["good"]
    assert [r.message for r in caplog.records].count("not_spoken") == 1


def test_two_reasons_in_turn_are_logged_once_each(
    voices: Voices, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(TextEngine):
        def spoken(self, sentence: Sentence) -> Sound:
            raise SpeechBroken(f"nothing speaks {sentence.text}")

    told = Event()
    said = words("sw", "en", "sw", "en", "sw")
    voices(Broken(), Ear(at_once=True)).say(said, ended=told.set)
    assert told.wait(WITHIN_S)
    assert [r.message for r in caplog.records].count("not_spoken") == 2


def test_the_end_is_told_though_nothing_could_be_spoken(voices: Voices) -> None:
    told = Event()
    voices(TextEngine("en"), Ear()).say(words("xyz", language="xx"), ended=told.set)
    assert told.wait(WITHIN_S)


def test_nothing_to_say_ends_at_once(voices: Voices) -> None:
    told = Event()
    voice = voices(TextEngine(), Ear())
    voice.say([], ended=told.set)
    assert told.wait(WITHIN_S)
    told.clear()
    voice.play([], told.set)
    assert told.wait(WITHIN_S)


def test_an_output_that_fails_costs_what_it_was_to_play(
    voices: Voices, caplog: pytest.LogCaptureFixture
) -> None:
    class Torn(Ear):
        def play(self, sound: Sound, ended: Callable[[], None]) -> None:
            if sound == sound_of("bad"):
                raise OSError("unplugged")
            super().play(sound, ended)

        def stop(self) -> None:
            raise OSError("unplugged")

    ear, told = Torn(at_once=True), Event()
    voice = voices(TextEngine(), ear)
    with caplog.at_level(logging.CRITICAL):
        voice.say(words("bad", "good"), ended=told.set)
        assert told.wait(WITHIN_S)
    assert ear.heard == ["good"]


def test_an_output_that_never_ends_is_given_up(
    voices: Voices, caplog: pytest.LogCaptureFixture
) -> None:
    ear, told = Ear(), Event()
    voice = voices(TextEngine(), ear, patience=Patience(output_s=0.02))
    voice.say(words("a", "b"), ended=told.set)
    assert told.wait(WITHIN_S)
    assert ear.heard == ["a", "b"]
    assert {r.message for r in caplog.records} == {"sound_output_hangs"}


def test_a_bug_in_whoever_waits_for_the_end_does_not_silence_the_voice(
    voices: Voices, caplog: pytest.LogCaptureFixture
) -> None:
    ear, told = Ear(at_once=True), Event()
    voice = voices(TextEngine(), ear)

    def bug() -> None:
        raise ZeroDivisionError

    voice.say(words("first"), ended=bug)
    ear.hears("first")
    ear.waits_for(lambda: not voice.speaking)
    voice.say(words("second"), ended=told.set)
    assert told.wait(WITHIN_S)
    assert [r.message for r in caplog.records] == ["voice_bug"]


def test_the_end_of_one_may_begin_the_next(voices: Voices) -> None:
    ear, told = Ear(at_once=True), Event()
    voice = voices(TextEngine(), ear)
    voice.say(words("one"), ended=lambda: voice.say(words("two"), ended=told.set))
    assert told.wait(WITHIN_S)
    assert ear.heard == ["one", "two"]


def test_paused_words_go_on_where_they_were(voices: Voices) -> None:
    ear, told = Ear(), Event()
    voice = voices(TextEngine(), ear, patience=Patience(output_s=0.05))
    voice.pause()
    assert not held(voice)
    voice.say(words("one", "two"), ended=told.set)
    ear.hears("one")
    voice.pause()
    ear.waits_for(lambda: ear.done == ["pause"])
    assert held(voice)
    # It ended in the very moment of the pause: the next sentence waits.
    ear.end()
    voice.resume()
    ear.hears("one", "two")
    ear.end()
    assert told.wait(WITHIN_S)
    assert not held(voice)


def test_new_words_end_a_pause(voices: Voices) -> None:
    ear = Ear()
    voice = voices(TextEngine(), ear)
    voice.say(words("one"))
    voice.pause()
    voice.say(words("two"))
    assert not voice.paused
    ear.waits_for(lambda: ear.heard[-1:] == ["two"])


def test_the_last_words_are_repeated_from_their_beginning(voices: Voices) -> None:
    ear, told = Ear(), list[str]()
    voice = voices(TextEngine(), ear)
    voice.repeat()
    voice.say(words("one", "two"), ended=lambda: told.append("end"))
    ear.hears("one")
    ear.end()
    ear.hears("one", "two")
    voice.repeat()
    ear.hears("one", "two", "one")
    ear.end()
    ear.hears("one", "two", "one", "two")
    ear.end()
    ear.waits_for(lambda: not voice.speaking)
    voice.repeat()
    for _ in range(2):
        ear.waits_for(lambda: ear._ended is not None)
        ear.end()
    ear.waits_for(lambda: not voice.speaking)
    assert told == ["end"]


def test_clips_of_one_rate_are_played_without_a_gap_and_are_not_repeated(voices: Voices) -> None:
    ear, told = Ear(at_once=True), Event()
    voice = voices(TextEngine(), ear)
    voice.play([sound_of("ding"), sound_of("dong")], told.set)
    assert told.wait(WITHIN_S)
    voice.repeat()
    assert ear.heard == ["dingdong"]


def test_the_volume_has_18_db_with_a_step_12_db_above_the_softest(voices: Voices) -> None:
    ear = Ear()
    voice = voices(TextEngine(), ear)
    assert LEVELS_DB[-1] - LEVELS_DB[0] >= 18
    assert LEVELS_DB[0] + 12 in LEVELS_DB
    ear.waits_for(lambda: ear.gain_db == LEVELS_DB[voice.level - 1])
    assert [voice.louder() for _ in range(4)] == [4, 5, 5, 5]
    ear.waits_for(lambda: ear.gain_db == 0.0)
    assert [voice.softer() for _ in range(6)] == [4, 3, 2, 1, 1, 1]
    ear.waits_for(lambda: ear.gain_db == LEVELS_DB[0])
    assert voice.levels == len(LEVELS_DB)


def test_the_next_visitor_hears_nothing_of_the_last_one(voices: Voices) -> None:
    ear = Ear()
    voice = voices(TextEngine(), ear)
    voice.say(words("your number is A042"))
    ear.hears("your number is A042")
    voice.louder()
    voice.forget_visitor()
    ear.waits_for(lambda: ear.done == ["stop"])
    voice.repeat()
    assert not voice.speaking
    assert voice.level == 3
    ear.waits_for(lambda: ear.gain_db == LEVELS_DB[2])
    assert not voice._recital._renderer._kept


def test_what_is_said_twice_is_rendered_once(voices: Voices) -> None:
    ear, engine, told = Ear(at_once=True), TextEngine(), Event()
    voice = voices(engine, ear)
    for _ in range(3):
        told.clear()
        voice.say(words("again"), ended=told.set)
        assert told.wait(WITHIN_S)
    assert engine.asked == ["again"]
    assert ear.heard == ["again"] * 3


def test_it_closes_in_the_middle_of_everything(voices: Voices) -> None:
    ear, engine, told = Ear(), Gate(), Event()
    voice = voices(engine, ear)
    voice.say(words("slow"), ended=told.set)
    voice.close()
    voice.say(words("too late"), ended=told.set)
    voice.pause()
    voice.resume()
    voice.louder()
    voice.repeat()
    voice.silence()
    engine.open.set()
    assert not voice.speaking
    assert not ear.heard
    assert not told.is_set()


def test_it_may_be_closed_by_whoever_waits_for_the_end(voices: Voices) -> None:
    ear, closed = Ear(at_once=True), Event()
    voice = voices(TextEngine(), ear)

    def close() -> None:
        assert current_thread().name == "voice"
        voice.close()
        closed.set()

    voice.say(words("goodbye"), ended=close)
    assert closed.wait(WITHIN_S)


def test_threads_that_talk_at_once_leave_a_voice_that_works(voices: Voices) -> None:
    ear, told = Ear(at_once=True), Event()
    voice = voices(TextEngine(), ear)

    def talk(n: int) -> None:
        for turn in range(200):
            match (turn + n) % 5:
                case 0 | 1:
                    voice.say(words(f"{n} {turn}", "and on"))
                case 2:
                    voice.silence()
                case 3:
                    voice.pause()
                case _:
                    voice.repeat()

    talkers = [Thread(target=talk, args=(n,)) for n in range(8)]
    for talker in talkers:
        talker.start()
    for talker in talkers:
        talker.join()
    voice.say(words("at last"), ended=told.set)
    assert told.wait(WITHIN_S)
    assert ear.heard[-1] == "at last"
    assert not voice.speaking
