"""Builds what a screen speaks with from its settings: espeak-ng, recordings, the chime, a jack."""

import logging
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.config import SoundConfig
from kiosk.roles.places import CHIME, VOICE
from kiosk.speech.clips import Clips, read_recording
from kiosk.speech.engine import SpeechBroken
from kiosk.speech.espeak import Espeak
from kiosk.speech.jack import Jack
from kiosk.speech.sound import Sound
from kiosk.speech.soundcard import RATE_HZ, has_alsa_card
from kiosk.speech.voice import Voice
from kiosk.texts import Texts

log = logging.getLogger(__name__)


class Speaking:
    """One screen's voice and recordings. Entered, it can be told to speak; left, it is silent.

    It opens no output and loads no library before the first sound.
    """

    def __init__(self, config: SoundConfig, texts: Texts) -> None:
        self.engine = Espeak(words_a_minute=config.words_a_minute)
        self._jack = Jack(config.device)
        self.voice = Voice(self.engine, self._jack, start_level=config.level)
        self.clips = Clips(VOICE, texts, engine=self.engine)
        self._chime: Sound | None = None

    def __enter__(self) -> Self:
        self.voice.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.voice.close()
        self._jack.close()

    @property
    def heard(self) -> bool:
        """Whether there was an output the last time something was to be said."""
        return self._jack.heard

    def chime(self) -> Sound:
        """What opens a call; silence, and a log line, where its file is unfit."""
        if self._chime is None:
            try:
                self._chime = read_recording(CHIME)
            except SpeechBroken as error:
                log.warning("chime_unfit", extra={"why": error})
                self._chime = Sound(samples=b"", rate_hz=RATE_HZ)
        return self._chime


def speaking(config: SoundConfig, texts: Texts) -> Speaking | None:
    """``None``: its settings want no sound, or this machine has nothing to make it with."""
    if not config.on:
        return None
    if not may_be_heard():
        log.warning("no_sound", extra={"why": "this machine has no sound output"})
        return None
    return Speaking(config, texts)


def reading_aloud(config: SoundConfig, texts: Texts) -> Speaking | None:
    """What says a page's words; ``None`` also without espeak-ng: recordings are of calls alone."""
    spoken = speaking(config, texts)
    if spoken is not None and spoken.engine.there is None:
        log.warning("no_voice", extra={"why": "espeak-ng is not installed"})
        return None
    return spoken


def may_be_heard() -> bool:
    """Whether there is a sound system at all: cheap, and sure only when it says no."""
    if sys.platform != "linux" or os.environ.get("PULSE_SERVER"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    server = Path(runtime) / "pulse" / "native" if runtime else None
    return has_alsa_card() or (server is not None and server.exists())
