"""espeak-ng speaks both languages, and a program that only pretends to costs a sentence."""

import shutil
import struct
import sys
from pathlib import Path

import pytest

from kiosk.speech.engine import Sentence, SpeechBroken
from kiosk.speech.espeak import MOST_BYTES, Espeak
from kiosk.speech.sound import Sound, silence
from kiosk.speech.wav import read_wav, wav_of

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="the Debian package espeak-ng is missing"
)
HELLO = Sentence(text="Karibu", language="sw")
VOICES = "Pty Language Age/Gender VoiceName File Other\\n 5  sw --/M Swahili bnt/sw"


def acting(tmp_path: Path, does: str) -> Espeak:
    """A program that lists voices as espeak-ng does, and then does something else."""
    program = tmp_path / "program.py"
    program.write_text(
        "import os, struct, subprocess, sys, time\n"
        "out = sys.stdout.buffer\n"
        f"if '--voices' in sys.argv:\n    print('{VOICES}')\n    sys.exit()\n{does}\n"
    )
    return Espeak((sys.executable, "-S", str(program)), within_s=20.0)


GARBAGE = {
    "nothing at all": b"",
    "text": b"Error: no such voice\n",
    "half a header": b"RIFF\x00",
    "another kind of file": b"RIFF\x10\x00\x00\x00AVI " + bytes(64),
    "a header alone": wav_of(silence(0, rate_hz=22050))[:12],
    "a format cut short": b"RIFF\xff\xff\xff\xffWAVEfmt \x04\x00\x00\x00\x01\x00\x01\x00",
    "sound before its format": b"RIFF\xff\xff\xff\xffWAVEdata\x04\x00\x00\x00\x01\x00\x01\x00",
    "no sound": b"RIFF\xff\xff\xff\xffWAVE" + b"LIST\xff\xff\xff\xff" * 9,
    "two channels": b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00"
    + struct.pack("<HHIIHH", 1, 2, 22050, 88200, 4, 16)
    + b"data\x04\x00\x00\x00\x01\x00\x01\x00",
    "a rate of nought": b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00"
    + struct.pack("<HHIIHH", 1, 1, 0, 0, 2, 16)
    + b"data\x04\x00\x00\x00\x01\x00\x01\x00",
}


@pytest.mark.parametrize("data", GARBAGE.values(), ids=GARBAGE)
def test_what_is_no_wav_is_refused(data: bytes) -> None:
    with pytest.raises(SpeechBroken):
        read_wav(data)


def test_a_wav_is_read_as_it_was_written() -> None:
    sound = Sound(samples=b"\x01\x00\xff\x7f", rate_hz=16000)
    assert read_wav(wav_of(sound)) == sound


def test_sizes_that_a_pipe_could_not_know_mean_to_the_end() -> None:
    whole = bytearray(wav_of(Sound(samples=b"\x01\x00\x02\x00\x03", rate_hz=22050)))
    whole[40:44] = b"\x00\xf0\xff\x7f"
    assert read_wav(bytes(whole)).samples == b"\x01\x00\x02\x00"


def test_other_chunks_are_passed_over() -> None:
    whole = wav_of(Sound(samples=b"\x01\x00", rate_hz=22050))
    assert read_wav(whole[:12] + b"LIST\x03\x00\x00\x00abc\x00" + whole[12:]).samples == b"\x01\x00"


def test_without_the_program_nothing_is_spoken() -> None:
    engine = Espeak(("no-such-espeak",))
    assert engine.there is None
    assert not engine.languages
    with pytest.raises(SpeechBroken, match="not installed"):
        engine.spoken(HELLO)


def test_a_program_that_fails_costs_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(SpeechBroken, match="ended with 3"):
        acting(tmp_path, "sys.exit(3)").spoken(HELLO)


def test_a_program_that_crashes_costs_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(SpeechBroken, match="ended with -6"):
        acting(tmp_path, "os.abort()").spoken(HELLO)


def test_a_program_that_talks_nonsense_costs_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(SpeechBroken, match="no WAV"):
        acting(tmp_path, "out.write(os.urandom(5000))").spoken(HELLO)


def test_a_program_that_does_not_listen_costs_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(SpeechBroken):
        acting(tmp_path, "os.close(0); out.write(b'RIFF')").spoken(HELLO)


@pytest.mark.parametrize(
    "does",
    ["time.sleep(60)", "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"],
    ids=["it sleeps", "what it left behind sleeps"],
)
def test_a_program_that_hangs_is_ended(tmp_path: Path, does: str) -> None:
    engine = acting(tmp_path, does)
    assert engine.languages == {"sw"}
    engine._within_s = 0.5
    with pytest.raises(SpeechBroken, match=r"longer than 0\.5 s"):
        engine.spoken(HELLO)


def test_a_program_without_an_end_is_ended(tmp_path: Path) -> None:
    engine = acting(tmp_path, "\nwhile True:\n    out.write(bytes(1 << 20))")
    with pytest.raises(SpeechBroken, match="no end"):
        engine.spoken(HELLO)
    assert MOST_BYTES < 20_000_000


@pytest.mark.parametrize("language", ["", "--voices", "en us", "en;ls", "../../etc", "sw\n"])
def test_a_language_cannot_be_an_option(language: str) -> None:
    with pytest.raises(SpeechBroken):
        Espeak().spoken(Sentence(text="hello", language=language))


@needs_espeak
def test_it_has_voices_for_both_languages() -> None:
    assert {"en", "sw"} <= Espeak().languages


@needs_espeak
def test_a_language_without_a_voice_is_refused() -> None:
    with pytest.raises(SpeechBroken, match="no voice"):
        Espeak().spoken(Sentence(text="hello", language="xx"))


@needs_espeak
@pytest.mark.parametrize(
    "text", ["-v en", "$(ls) `ls` ; ls", "\x00\x1b[2J", "<speak>", "[[h@loU]]", "ĩ ũ ng’", "?"]
)
def test_text_is_only_ever_spoken(text: str) -> None:
    assert 0 < Espeak().spoken(Sentence(text=text, language="sw")).seconds < 10


@needs_espeak
def test_a_text_without_an_end_has_one() -> None:
    assert (
        len(Espeak().spoken(Sentence(text="moja " * 100_000, language="sw")).samples) < MOST_BYTES
    )


FULL = {
    "sw": "Tiketi nambari ei, sifuri, moja, mbili, tafadhali nenda kaunta nambari tatu.",
    "en": "Ticket number A, zero, one, two, please go to counter three.",
}
SHORT = {"sw": "ei, sifuri, moja, mbili, kaunta tatu.", "en": "A zero one two, counter three."}


@needs_espeak
@pytest.mark.parametrize("language", ["en", "sw"])
def test_calls_take_as_long_as_the_halls_were_reckoned_with(language: str) -> None:
    def seconds(text: str, *, words_a_minute: int = 140) -> float:
        engine = Espeak(words_a_minute=words_a_minute)
        return engine.spoken(Sentence(text=text, language=language)).seconds

    full = seconds(FULL[language])
    assert 4.5 < full < 9.5
    assert 0.4 < seconds(SHORT[language]) / full < 0.75
    # Words a minute are what they say: 140/120, but for pauses that do not grow.
    assert 1.1 < seconds(FULL[language], words_a_minute=120) / full < 1.3


@needs_espeak
def test_without_its_last_pause_a_sentence_is_shorter() -> None:
    engine = Espeak()
    assert engine.spoken(HELLO, final_pause=False).seconds < engine.spoken(HELLO).seconds - 0.1
