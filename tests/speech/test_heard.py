"""What is said comes out of a real sound system as it was rendered, and no longer than wanted."""

import math
from array import array
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import miniaudio
import pytest

from kiosk.speech import jack as jack_module
from kiosk.speech.engine import Sentence
from kiosk.speech.espeak import Espeak
from kiosk.speech.jack import Jack
from kiosk.speech.sound import Sound
from kiosk.speech.soundcard import RATE_HZ, DoesNotOpen, Outlet, _Opened, outlets
from kiosk.speech.voice import Voice
from kiosk.speech.volume import LEVELS_DB
from tests.speech.hearing import (
    WITHIN_S,
    Ear,
    PulseAudio,
    decibels,
    heard,
    height,
    needs_pulseaudio,
    peak,
)
from tests.speech.speaking import TextEngine
from tests.speech.test_espeak import FULL, needs_espeak

pytestmark = [pytest.mark.journey, needs_pulseaudio]


def tone(seconds: float) -> Sound:
    turns = 2 * math.pi * 440 / RATE_HZ
    samples = [round(16_000 * math.sin(turns * n)) for n in range(round(seconds * RATE_HZ))]
    return Sound(samples=array("h", samples).tobytes(), rate_hz=RATE_HZ)


@pytest.fixture
def pulseaudio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseAudio]:
    server = PulseAudio(tmp_path)
    monkeypatch.setenv("PULSE_SERVER", f"unix:{server.socket}")
    monkeypatch.setenv("HOME", str(tmp_path))
    yield server
    server.kill()


@pytest.fixture
def ears(pulseaudio: PulseAudio) -> Iterator[dict[str, Ear]]:
    ears = {sink: pulseaudio.ear(sink) for sink in ("jack", "hall")}
    yield {sink: ear.awake() for sink, ear in ears.items()}
    for ear in ears.values():
        ear.close()


@pytest.fixture
def jack(ears: dict[str, Ear]) -> Iterator[Jack]:
    jack = Jack("headset")
    yield jack
    jack.close()


@pytest.fixture
def voice(jack: Jack) -> Iterator[Voice]:
    voice = Voice(Espeak(), jack, start_level=len(LEVELS_DB))
    voice.start()
    yield voice
    voice.close()


def play(voice: Voice, sound: Sound) -> None:
    ended = Event()
    voice.play([sound], ended.set)
    assert ended.wait(WITHIN_S)


@needs_espeak
@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_sentence_comes_out_as_it_was_rendered(
    voice: Voice, ears: dict[str, Ear], language: str
) -> None:
    sentence = Sentence(text=FULL[language], language=language)
    rendered = array("h", Espeak().spoken(sentence).samples)
    begin, elsewhere, ended = ears["jack"].at, ears["hall"].at, Event()
    voice.say([sentence], ended=ended.set)
    assert ended.wait(WITHIN_S)
    ears["jack"].listens(0.3)
    recorded = ears["jack"].since(begin)
    # A machine out of breath leaves gaps, but it neither loses nor changes anything.
    assert len(heard(recorded)) == pytest.approx(len(heard(rendered)), rel=0.02)
    assert decibels(rms(heard(recorded)), rms(heard(rendered))) == pytest.approx(0, abs=0.3)
    assert peak(ears["hall"].since(elsewhere)) == 0


def rms(samples: "array[int]") -> float:
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))


def test_the_steps_of_the_volume_are_heard_in_decibels(voice: Voice, ears: dict[str, Ear]) -> None:
    heights = []
    for _ in LEVELS_DB:
        begin = ears["jack"].at
        play(voice, tone(0.2))
        ears["jack"].listens(0.3)
        heights.append(height(ears["jack"].since(begin)))
        voice.softer()
    heights.reverse()
    measured = [decibels(each, heights[-1]) for each in heights]
    assert measured == pytest.approx(list(LEVELS_DB), abs=0.3)
    assert measured[-1] - measured[0] >= 18 - 0.3
    assert any(abs(each - measured[0] - 12) < 0.3 for each in measured)


def test_silence_comes_at_once(voice: Voice, ears: dict[str, Ear]) -> None:
    begin = ears["jack"].at
    voice.play([tone(15.0)])
    ears["jack"].hears_something(begin)
    silenced = ears["jack"].at
    voice.silence()
    ears["jack"].listens(2.0)
    after = ears["jack"].since(silenced)
    last = max((n for n, sample in enumerate(after) if sample), default=0)
    # It takes some 50 ms; the rest is for a machine out of breath.
    assert last / RATE_HZ < 0.5


def test_each_output_has_a_name_to_choose_it_by(ears: dict[str, Ear]) -> None:
    assert [each.name for each in outlets()] == ["Headset", "Ceiling"]


def test_it_can_be_opened_many_times(jack: Jack, monkeypatch: pytest.MonkeyPatch) -> None:
    descriptors = Path("/proc/self/fd")

    def played() -> int:
        ended = Event()
        each = Jack("Headset")
        each.play(tone(0.02), ended.set)
        assert ended.wait(WITHIN_S)
        each.close()
        return len(list(descriptors.iterdir()))

    first = played()
    assert {played() for _ in range(5)} == {first}


def test_an_output_that_vanished_does_not_open(ears: dict[str, Ear]) -> None:
    gone = miniaudio.ffi.new("ma_device_id *")
    miniaudio.ffi.memmove(gone, b"gone", 4)
    with pytest.raises(DoesNotOpen, match="Gone does not open"):
        _Opened(Outlet(name="Gone", system="PULSEAUDIO"), gone, bytes)


def test_when_the_sound_system_dies_the_voice_goes_on_and_is_heard_again_later(
    pulseaudio: PulseAudio,
    voice: Voice,
    jack: Jack,
    ears: dict[str, Ear],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jack_module, "STANDS_STILL_S", 0.5)
    begin, ended = ears["jack"].at, Event()
    voice.play([tone(2.0)], ended.set)
    ears["jack"].hears_something(begin)
    pulseaudio.kill()
    assert ended.wait(WITHIN_S)
    pulseaudio.socket.unlink(missing_ok=True)
    again = PulseAudio(tmp_path)
    ear = again.ear("jack").awake()
    jack._unheard_until_s = 0.0
    begin = ear.at
    play(voice, tone(0.2))
    ear.hears_something(begin)
    ear.close()
    again.kill()


def test_a_voice_without_a_sound_system_only_keeps_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere/at/all")
    ended = Event()
    jack = Jack()
    voice = Voice(TextEngine(), jack)
    voice.start()
    voice.play([tone(0.1)], ended.set)
    assert ended.wait(WITHIN_S)
    voice.close()
    jack.close()
