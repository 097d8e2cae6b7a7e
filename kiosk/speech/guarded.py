"""An output that whoever plays on it need not fear."""

import logging
from collections.abc import Callable
from functools import partial

from kiosk.speech.output import Output
from kiosk.speech.sound import Sound

log = logging.getLogger(__name__)


class Guarded:
    """An output whose failures are logged, and cost the sound that it was to play."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def play(self, sound: Sound, ended: Callable[[], None]) -> None:
        """Play it; one that cannot be played has ended."""
        if not self._done(partial(self._output.play, sound, ended)):
            ended()

    def pause(self) -> None:
        """Hold it where it is."""
        self._done(self._output.pause)

    def resume(self) -> None:
        """Go on from there."""
        self._done(self._output.resume)

    def stop(self) -> None:
        """Be silent now."""
        self._done(self._output.stop)

    def set_gain_db(self, gain_db: float) -> None:
        """Louder or softer from the next moment on."""
        self._done(partial(self._output.set_gain_db, gain_db))

    def _done(self, call: Callable[[], None]) -> bool:
        try:
            call()
        except Exception:
            # A bug there may cost a sound, never the voice.
            log.exception("sound_output_bug")
            return False
        return True
