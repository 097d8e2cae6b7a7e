"""Calls are put together from recordings, and what nobody has recorded is spoken."""

import math
from array import array
from pathlib import Path

import pytest

from kiosk.roles.places import CHIME, TEXTS, VOICE
from kiosk.speech.clips import MOST_BYTES, Clips, read_recording
from kiosk.speech.engine import SpeechBroken
from kiosk.speech.sound import Sound, silence
from kiosk.speech.soundcard import RATE_HZ
from kiosk.speech.spelling import (
    CLIPS,
    LETTERS,
    Spelling,
    pieces_of_counter,
    pieces_of_ticket,
    pieces_of_ticket_briefly,
)
from kiosk.speech.wav import wav_of
from kiosk.texts import Texts
from tests.speech.speaking import TextEngine

LANGUAGES = pytest.mark.parametrize("language", ["en", "sw"])


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(TEXTS)


@pytest.fixture(scope="module")
def clips(texts: Texts) -> Clips:
    return Clips(VOICE, texts)


def forms(number: str, label: str) -> tuple[tuple[str, ...], ...]:
    digits, counter = pieces_of_ticket(number), pieces_of_counter(label)
    assert counter is not None
    return (
        ("ticket-number", *digits, "please-go-to-counter", *counter),
        (*digits, "counter", *counter),
        (*pieces_of_ticket_briefly(number), "counter", *counter),
    )


@LANGUAGES
def test_every_piece_of_every_call_is_recorded(clips: Clips, language: str) -> None:
    assert clips.missing(language) == ()


def test_nothing_lies_there_that_no_call_says(texts: Texts) -> None:
    for language in texts.languages:
        files = {file.stem for file in (VOICE / language).iterdir()}
        assert files <= {name for name in CLIPS if Spelling(texts, language).piece(name)}


def test_all_of_it_is_small() -> None:
    files = [CHIME, *VOICE.rglob("*.*")]
    assert sum(file.stat().st_size for file in files) <= 2_000_000


@pytest.mark.parametrize(
    ("language", "reckoned_s"), [("sw", (8.0, 4.3, 3.3)), ("en", (6.1, 3.2, 2.2))]
)
def test_calls_take_as_long_as_the_halls_were_reckoned_with(
    clips: Clips, language: str, reckoned_s: tuple[float, ...]
) -> None:
    seconds = [clips.joined(language, names).seconds for names in forms("A012", "3")]
    assert seconds == sorted(seconds, reverse=True)
    for each, reckoned in zip(seconds, reckoned_s, strict=True):
        assert 0.7 < each / reckoned < 1.1


@LANGUAGES
def test_recordings_are_of_one_loudness_and_begin_and_end_at_once(language: str) -> None:
    for file in (VOICE / language).iterdir():
        samples = array("h", read_recording(file).samples)
        loud = [sample for sample in samples if abs(sample) > 330]
        mean_dbfs = 20 * math.log10(math.sqrt(sum(s * s for s in loud) / len(loud)) / 32_767)
        assert -24 < mean_dbfs < -18, file.name
        assert max(map(abs, samples)) < 32_767, file.name
        edge = round(0.05 * RATE_HZ)
        assert any(abs(sample) > 330 for sample in samples[:edge]), file.name
        assert any(abs(sample) > 330 for sample in samples[-edge:]), file.name


def test_letters_differ_from_one_another() -> None:
    for language in ("en", "sw"):
        files = [VOICE / language / f"{name}.flac" for name in LETTERS]
        assert len({read_recording(file).samples for file in files}) == len(LETTERS)


def test_the_gap_lies_between_the_pieces(clips: Clips) -> None:
    one = clips.joined("sw", ["number-1"]).seconds
    assert clips.joined("sw", ["number-1"] * 3, gap_ms=200).seconds == pytest.approx(3 * one + 0.4)


def test_english_leaves_and_out(clips: Clips) -> None:
    twenty_five = clips.joined("en", ["number-20", "and", "number-5"])
    assert twenty_five == clips.joined("en", ["number-20", "number-5"])
    with pytest.raises(SpeechBroken, match="nothing to say"):
        clips.joined("en", ["and"])


def recorded(directory: Path, name: str, data: bytes) -> None:
    (directory / "sw").mkdir(exist_ok=True)
    (directory / "sw" / name).write_bytes(data)


def test_a_persons_recording_goes_before_what_came_with_foleni(
    tmp_path: Path, texts: Texts
) -> None:
    recorded(tmp_path, "number-1.flac", (VOICE / "sw" / "number-1.flac").read_bytes())
    recorded(tmp_path, "number-1.wav", wav_of(silence(0.25, rate_hz=44_100)))
    assert Clips(tmp_path, texts).joined("sw", ["number-1"]).seconds == pytest.approx(
        0.25, abs=0.01
    )


def test_what_nobody_has_recorded_is_spoken(tmp_path: Path, texts: Texts) -> None:
    engine = TextEngine()
    clips = Clips(tmp_path, texts, engine=engine)
    clips.joined("sw", ["letter-a", "number-0", "letter-a"])
    assert engine.asked == ["ei", "sifuri"]
    assert "number-0" in clips.missing("sw")


def test_what_is_neither_recorded_nor_spoken_is_broken(tmp_path: Path, texts: Texts) -> None:
    with pytest.raises(SpeechBroken, match="nobody has recorded sw/counter"):
        Clips(tmp_path, texts).joined("sw", ["counter"])
    with pytest.raises(SpeechBroken):
        Clips(VOICE, texts).joined("xx", ["counter"])
    with pytest.raises(SpeechBroken):
        Clips(VOICE, texts).joined("sw", ["no-such-piece"])


UNFIT = {
    "empty": b"",
    "text": b"not a sound at all" * 99,
    "half a flac": (VOICE / "sw" / "counter.flac").read_bytes()[:40],
    "too long": wav_of(silence(21.0, rate_hz=8_000)),
    "too large": bytes(MOST_BYTES + 1),
}


@pytest.mark.parametrize("data", UNFIT.values(), ids=UNFIT)
def test_a_file_that_is_no_word_is_spoken_instead_and_logged_once(
    tmp_path: Path, texts: Texts, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    recorded(tmp_path, "counter.wav", data)
    engine = TextEngine()
    clips = Clips(tmp_path, texts, engine=engine)
    for _ in range(3):
        clips.joined("sw", ["counter"])
    assert engine.asked == ["kaunta"]
    assert [record.message for record in caplog.records] == ["clip_unfit"]


def test_the_chime_is_short_and_lies_where_it_is_heard_best() -> None:
    chime = read_recording(CHIME)
    assert 0.5 <= chime.seconds <= 1.0
    heard = {hertz: power(chime, hertz) for hertz in range(100, 4000, 20)}
    inside = sum(each for hertz, each in heard.items() if 500 <= hertz <= 2000)
    assert inside / sum(heard.values()) > 0.95


def power(sound: Sound, hertz: float) -> float:
    """Goertzel's, of every other sample."""
    turn = 2 * math.cos(2 * math.pi * hertz * 2 / sound.rate_hz)
    before = last = 0.0
    for sample in array("h", sound.samples)[::2]:
        before, last = last, sample + turn * last - before
    return before * before + last * last - turn * before * last
