"""What a screen speaks with, and what `check` says of it."""

import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from kiosk.config import SoundConfig
from kiosk.roles import check_sound
from kiosk.roles import sound as sound_module
from kiosk.roles.check_finding import State
from kiosk.roles.check_sound import heard_from, jack, recordings, voices
from kiosk.roles.places import TEXTS
from kiosk.roles.sound import Speaking, may_be_heard, reading_aloud, speaking
from kiosk.speech import headset
from kiosk.speech.engine import Sentence
from kiosk.speech.espeak import Espeak
from kiosk.speech.headset import Switch
from kiosk.speech.soundcard import NoSound, Outlet
from kiosk.texts import Texts
from tests.speech.hearing import PulseAudio, needs_pulseaudio
from tests.speech.speaking import WITHIN_S
from tests.speech.test_espeak import needs_espeak

NOWHERE = "unix:/nowhere/at/all"
BOTH = (Outlet(name="Headset", system="PULSEAUDIO"), Outlet(name="Ceiling", system="PULSEAUDIO"))


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(TEXTS)


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_sound, "outlets", lambda: BOTH)


def test_a_screen_that_shall_be_silent_has_nothing_to_speak_with(texts: Texts) -> None:
    assert speaking(SoundConfig(on=False), texts) is None


def test_nor_has_one_on_a_machine_without_sound(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sound_module, "may_be_heard", lambda: False)
    assert speaking(SoundConfig(), texts) is None
    assert [record.message for record in caplog.records] == ["no_sound"]


def test_where_no_program_can_speak_a_page_is_not_read_aloud_and_calls_are_still_played(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sound_module, "may_be_heard", lambda: True)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reading_aloud(SoundConfig(), texts) is None
    assert speaking(SoundConfig(), texts) is not None


def test_a_sound_server_of_this_session_may_be_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_module, "has_alsa_card", lambda: False)
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not may_be_heard()
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").write_bytes(b"")
    assert may_be_heard()


def test_it_speaks_although_nobody_hears_it(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", NOWHERE)
    ended = Event()
    with Speaking(SoundConfig(level=1), texts) as screen:
        assert screen.voice.level == 1
        assert 0.5 <= screen.chime().seconds <= 1.0
        screen.voice.say([Sentence(text="", language="en")], ended=ended.set)
        assert ended.wait(WITHIN_S)


def test_a_chime_that_is_unfit_is_left_out(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sound_module, "CHIME", tmp_path / "none.flac")
    screen = Speaking(SoundConfig(), texts)
    assert screen.chime().seconds == screen.chime().seconds == 0
    assert [record.message for record in caplog.records] == ["chime_unfit"]


def test_outputs_are_named_and_so_is_who_is_heard_where(outputs: None) -> None:
    screens = {"kiosk": SoundConfig(device="head"), "board": SoundConfig(device="Garden")}
    listed, kiosk, board = heard_from(screens)
    assert "Headset, Ceiling" in listed.sentence
    assert (kiosk.state, kiosk.sentence) == (State.WORKS, "The kiosk is heard from Headset.")
    assert (board.state, board.sentence) == (
        State.FAILS,
        "The board is silent: no output is called Garden.",
    )


def no_outlets() -> tuple[Outlet, ...]:
    raise NoSound("this machine has no sound output")


@pytest.mark.parametrize(
    ("device", "state"), [(None, State.ABSENT), ("Headset", State.FAILS)], ids=["no", "named"]
)
def test_without_a_sound_output_only_settings_that_name_one_fail(
    device: str | None, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_sound, "outlets", no_outlets)
    (found,) = heard_from({"kiosk": SoundConfig(device=device)})
    assert found.state is state
    assert found.sentence.startswith("This machine has no sound output.")


def test_a_sound_system_that_hangs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = Event()

    def outlets() -> tuple[Outlet, ...]:
        hanging.wait(WITHIN_S)
        return BOTH

    monkeypatch.setattr(check_sound, "WITHIN_S", 0.01)
    monkeypatch.setattr(check_sound, "outlets", outlets)
    (found,) = heard_from({})
    hanging.set()
    assert "does not answer" in found.sentence


def test_without_espeak_check_says_how_to_get_it(texts: Texts) -> None:
    (found,) = voices(Espeak(("no-such-espeak",)), texts)
    assert found.state is State.ABSENT
    assert "apt-get install espeak-ng" in found.sentence


@needs_espeak
def test_voices_are_told_by_language(texts: Texts) -> None:
    found = list(voices(Espeak(), texts))
    assert {finding.state for finding in found} == {State.WORKS}
    assert any("Kiswahili (sw)" in finding.sentence for finding in found)


def test_words_nobody_has_recorded_are_named(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {found.state for found in recordings(texts, spoken=frozenset())} == {State.WORKS}
    monkeypatch.setattr(check_sound, "VOICE", tmp_path)
    english, kiswahili = recordings(texts, spoken=frozenset({"sw"}))
    assert english.state is State.ABSENT
    assert "letter-a, letter-b" in english.sentence
    assert "no call is heard" in english.sentence
    assert kiswahili.state is State.WORKS


def test_a_jack_that_notices_a_headset_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headset, "switches", lambda: ())
    monkeypatch.setattr(headset, "forbidden", lambda: True)
    assert "adduser" in jack().sentence
    monkeypatch.setattr(headset, "forbidden", lambda: False)
    assert "No jack here tells" in jack().sentence
    switch = Switch(name="HDA Intel PCH Headphone", plugged=True)
    monkeypatch.setattr(headset, "switches", lambda: (switch,))
    assert "HDA Intel PCH Headphone); one is in now" in jack().sentence


@pytest.mark.journey
@needs_pulseaudio
def test_a_real_sound_system_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = PulseAudio(tmp_path)
    monkeypatch.setenv("PULSE_SERVER", f"unix:{server.socket}")
    monkeypatch.setenv("HOME", str(tmp_path))
    listed, kiosk = heard_from({"kiosk": SoundConfig(device="ceil")})
    server.kill()
    assert "Headset, Ceiling" in listed.sentence
    assert kiosk.state is State.WORKS


@pytest.mark.journey
def test_a_screen_that_says_nothing_pays_nothing_for_it() -> None:
    script = (
        "import sys\n"
        "from kiosk.config import SoundConfig\n"
        "from kiosk.roles.places import TEXTS\n"
        "from kiosk.roles.sound import Speaking\n"
        "from kiosk.texts import Texts\n"
        "with Speaking(SoundConfig(), Texts.load(TEXTS)) as screen:\n"
        "    screen.voice.louder()\n"
        "    screen.voice.forget_visitor()\n"
        "print([name for name in ('miniaudio', '_cffi_backend') if name in sys.modules])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout == "[]\n"
