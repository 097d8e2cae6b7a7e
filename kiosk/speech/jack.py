"""Sound out of a headphone jack or a loudspeaker, and time passing where there is none.

The output is opened when there is something to be heard, and given back soon after. When it is
missing, is pulled out or stands still, what is played goes on in silence and ends when it would
have ended, and the next sound after a while tries it again. Opening and closing an output can
take its time, so a thread of its own does that.
"""

import logging
import time
from array import array
from collections.abc import Callable
from threading import Condition, Thread

from kiosk.speech.silent import SilentOutput
from kiosk.speech.sound import BYTES_PER_SAMPLE, Sound
from kiosk.speech.soundcard import (
    PERIOD_MS,
    PERIODS,
    RATE_HZ,
    Card,
    DoesNotOpen,
    NoSound,
    Take,
    at_rate,
)
from kiosk.speech.soundcard import open_card as _open_card

log = logging.getLogger(__name__)

OpenCard = Callable[[str | None, Take], Card]

IDLE_S = 10.0
"""So long an output is kept that nothing is heard from."""
LEAD_S = 0.1
"""Silence before the first sound of an output just opened: many swallow their first moment."""
STANDS_STILL_S = 3.0
"""An output that takes no samples for so long has been pulled out."""
OPENS_WITHIN_S = 1.0
RETRY_S = 5.0
LONGEST_RETRY_S = 60.0
LONGEST_REFUSAL_S = 600.0
CLOSE_WITHIN_S = 2.0
_FADE = RATE_HZ * 5 // 1000
"""What is cut off dies away in 5 ms, or it would end in a click."""
_TAIL = RATE_HZ * PERIOD_MS * PERIODS // 1000
"""Samples that are still under way when the last one has been taken."""


class Jack:
    """The output called ``device`` (a part of its name will do), or the system's own choice."""

    def __init__(
        self,
        device: str | None = None,
        *,
        open_card: OpenCard = _open_card,
        idle_s: float = IDLE_S,
        lead_s: float = LEAD_S,
    ) -> None:
        self._wanted = device
        self._open_card = open_card
        self._idle_s = idle_s
        self._lead_samples = round(lead_s * RATE_HZ)
        self._silent = SilentOutput()
        self._changed = Condition()
        self._thread: Thread | None = None
        self._closed = False
        # What is playing.
        self._samples = b""
        self._at = 0
        self._lead = 0
        self._tail = 0
        self._fade = b""
        self._ended: Callable[[], None] | None = None
        self._held = False
        self._factor = 1.0
        # The output.
        self._card: Card | None = None
        self._opening_since_s: float | None = None
        self._taken_s = 0.0
        self._used_s = 0.0
        self._retry_s = RETRY_S
        self._unheard_until_s = 0.0
        self._told = ""

    def play(self, sound: Sound, ended: Callable[[], None]) -> None:
        """Play it instead of what is playing; ``ended`` is told at its natural end."""
        samples = at_rate(sound).samples
        # Half a sample would make noise of all behind it.
        samples = samples[: len(samples) & -BYTES_PER_SAMPLE]
        with self._changed:
            if self._closed:
                return
            self._cut_off()
            self._samples, self._at, self._tail, self._ended = samples, 0, _TAIL, ended
            self._taken_s = self._used_s = time.monotonic()
            if self._hopeless():
                self._go_on_unheard()
            elif self._thread is None:
                self._thread = Thread(target=self._run, name="jack", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    @property
    def heard(self) -> bool:
        """Whether the output was to be had the last time it was needed."""
        with self._changed:
            return not self._told

    def pause(self) -> None:
        """Hold it where it is."""
        with self._changed:
            if not self._held:
                self._fade = self._dying_away()
            self._held = True
            self._silent.pause()

    def resume(self) -> None:
        """Go on from there."""
        with self._changed:
            self._held = False
            self._taken_s = time.monotonic()
            self._silent.resume()
            self._changed.notify_all()

    def stop(self) -> None:
        """Be silent now."""
        with self._changed:
            self._cut_off()

    def set_gain_db(self, gain_db: float) -> None:
        """Softer than the samples are, from the next samples on; never louder, it would distort."""
        with self._changed:
            self._factor = min(1.0, 10 ** (gain_db / 20))

    def close(self) -> None:
        """Give the output back; waits two seconds for it at the most."""
        with self._changed:
            self._closed = True
            self._cut_off()
            thread = self._thread
            self._changed.notify_all()
        if thread is not None:
            thread.join(CLOSE_WITHIN_S)

    # With the lock held.

    def _cut_off(self) -> None:
        self._fade = self._dying_away()
        self._samples, self._ended, self._held = b"", None, False
        self._silent.stop()

    def _dying_away(self) -> bytes:
        if self._ended is None or self._held or self._at == 0:
            # Nothing of it is being heard.
            return b""
        rest = array("h", self._samples[self._at : self._at + _FADE * BYTES_PER_SAMPLE])
        whole = max(1, len(rest))
        return array("h", [s * (whole - n) // whole for n, s in enumerate(rest)]).tobytes()

    # On the output's own thread, every 16 ms.

    def _take(self, wanted: int) -> bytes:
        ended = None
        with self._changed:
            self._taken_s = time.monotonic()
            if self._lead > 0:
                self._lead -= wanted
                return b""
            chunk, self._fade = self._fade[: wanted * BYTES_PER_SAMPLE], b""
            if self._ended is not None and not self._held:
                self._used_s = self._taken_s
                room = wanted * BYTES_PER_SAMPLE - len(chunk)
                more = self._samples[self._at : self._at + room]
                self._at += len(more)
                chunk += more
                self._tail -= wanted - len(chunk) // BYTES_PER_SAMPLE
                if self._tail <= 0:
                    ended, self._ended = self._ended, None
            factor = self._factor
        if ended is not None:
            ended()
        return chunk if factor == 1.0 else _softer(chunk, factor)

    # On the jack's thread.

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._due, timeout=self._look_again_s())
                if self._closed:
                    break
                opens = self._card is None and self._ended is not None and not self._hopeless()
                lost = self._card is not None and self._stands_still()
                idle = not lost and time.monotonic() - self._used_s >= self._idle_s
            if opens:
                self._open()
            elif lost:
                self._lose("it takes no sound any more")
            elif idle:
                self._give_back(unless_wanted=True)
        self._give_back(unless_wanted=False)

    def _due(self) -> bool:
        return self._closed or (
            self._card is None and self._ended is not None and not self._hopeless()
        )

    def _look_again_s(self) -> float | None:
        return None if self._card is None else min(STANDS_STILL_S, self._idle_s) / 2

    def _stands_still(self) -> bool:
        return time.monotonic() - self._taken_s >= STANDS_STILL_S

    def _hopeless(self) -> bool:
        """Whether the output was not to be had just now, or somebody still waits for it."""
        now_s = time.monotonic()
        stuck = self._opening_since_s is not None and (
            now_s - self._opening_since_s >= OPENS_WITHIN_S
        )
        return stuck or now_s < self._unheard_until_s

    def _open(self) -> None:
        with self._changed:
            self._opening_since_s = time.monotonic()
            # Before it opens, for it takes samples before it is known to be open.
            self._lead = self._lead_samples
        try:
            card = self._open_card(self._wanted, self._take)
        except NoSound as error:
            refuses = isinstance(error, DoesNotOpen)
            self._unheard(str(error), LONGEST_REFUSAL_S if refuses else LONGEST_RETRY_S)
            return
        finally:
            with self._changed:
                self._opening_since_s = None
        with self._changed:
            self._card, self._retry_s = card, RETRY_S
            self._taken_s = self._used_s = time.monotonic()
            self._told = ""
        log.info("sound_opened", extra={"output": card.outlet.name, "system": card.outlet.system})

    def _lose(self, why: str) -> None:
        with self._changed:
            card, self._card = self._card, None
        if card is not None:
            # What was pulled out may never say that it has closed.
            Thread(target=card.close, name="close", daemon=True).start()
        self._unheard(why, LONGEST_RETRY_S)

    def _unheard(self, why: str, longest_s: float) -> None:
        with self._changed:
            self._unheard_until_s = time.monotonic() + self._retry_s
            self._retry_s = min(2 * self._retry_s, longest_s)
            self._go_on_unheard()
            told, self._told = self._told, why
        if why != told:
            log.warning("no_sound", extra={"why": why})

    def _go_on_unheard(self) -> None:
        """With the lock held: the rest of it passes in silence."""
        ended, self._ended = self._ended, None
        if ended is None:
            return
        rest = Sound(samples=self._samples[self._at :], rate_hz=RATE_HZ)
        self._samples = b""
        self._silent.play(rest, ended)
        if self._held:
            self._silent.pause()

    def _give_back(self, *, unless_wanted: bool) -> None:
        with self._changed:
            if unless_wanted and self._ended is not None:
                return
            card, self._card = self._card, None
        if card is not None:
            card.close()


def _softer(chunk: bytes, factor: float) -> bytes:
    return array("h", [int(factor * sample) for sample in array("h", chunk)]).tobytes()
