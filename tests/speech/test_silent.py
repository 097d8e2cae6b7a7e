"""Without a sound device everything goes on, only unheard."""

from threading import Event

import pytest

from kiosk.speech.silent import SilentOutput
from kiosk.speech.sound import joined, silence
from tests.speech.speaking import WITHIN_S, WoundTime

SECOND = silence(1.0, rate_hz=8000)


def test_the_end_is_told_when_the_sound_would_have_ended() -> None:
    time, told = WoundTime(), list[str]()
    SilentOutput(time).play(SECOND, lambda: told.append("end"))
    time.wind(0.9)
    assert not told
    time.wind(0.2)
    assert told == ["end"]


def test_it_is_told_once_and_not_to_whoever_was_replaced() -> None:
    time, told = WoundTime(), list[str]()
    output = SilentOutput(time)
    output.play(SECOND, lambda: told.append("first"))
    time.wind(0.5)
    output.play(SECOND, lambda: told.append("second"))
    time.wind(5)
    assert told == ["second"]


def test_what_was_stopped_never_ends() -> None:
    time, told = WoundTime(), list[str]()
    output = SilentOutput(time)
    output.play(SECOND, lambda: told.append("end"))
    output.stop()
    output.resume()
    time.wind(5)
    assert not told


def test_a_pause_takes_as_long_as_it_takes() -> None:
    time, told = WoundTime(), list[str]()
    output = SilentOutput(time)
    output.play(SECOND, lambda: told.append("end"))
    time.wind(0.4)
    output.pause()
    output.pause()
    time.wind(60)
    assert not told
    output.resume()
    output.resume()
    time.wind(0.5)
    assert not told
    time.wind(0.2)
    assert told == ["end"]


def test_real_time_passes_by_itself() -> None:
    told = Event()
    SilentOutput().play(silence(0.01, rate_hz=8000), told.set)
    assert told.wait(WITHIN_S)


def test_sounds_are_joined_with_silence_between_them() -> None:
    whole = joined([SECOND, SECOND, SECOND], gap_s=0.25)
    assert whole.seconds == pytest.approx(3.5)


def test_sounds_of_different_rates_are_not_joined() -> None:
    with pytest.raises(ValueError, match="2 sample rates"):
        joined([SECOND, silence(1.0, rate_hz=16000)])
