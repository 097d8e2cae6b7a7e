"""Where sound goes."""

from collections.abc import Callable
from typing import Protocol

from kiosk.speech.sound import Sound


class Output(Protocol):
    """A headphone jack or a loudspeaker. Whoever calls it may do so from any thread."""

    def play(self, sound: Sound, ended: Callable[[], None]) -> None:
        """Play it instead of what is playing; ``ended`` is told once, from any thread.

        It is told at its natural end only, not when it was stopped or replaced.
        """
        ...

    def pause(self) -> None:
        """Hold it where it is."""
        ...

    def resume(self) -> None:
        """Go on from there."""
        ...

    def stop(self) -> None:
        """Be silent now."""
        ...

    def set_gain_db(self, gain_db: float) -> None:
        """Louder or softer than the samples are, from the next moment on; 0 is as they are."""
        ...
