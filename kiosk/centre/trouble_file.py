"""``troubles.json``: what was wrong, kept over the centre's end; and whether it ended in order."""

import contextlib
import logging
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import msgspec

from kiosk.centre.troubles import Trouble, TroubleCode
from kiosk.wire.codec import UNREADABLE

log = logging.getLogger(__name__)

NAME = "troubles.json"
PAUSE_S = 1.0
LAST_WORDS_S = 1.0
"""How long an end waits for a disk that does not answer."""


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    troubles: tuple[Trouble, ...] = ()
    running: bool = False


class TroubleFile:
    """Writes in a thread of its own: whoever has a trouble with the disk need not wait for it.

    It is a convenience: on a disk that takes nothing, nothing is kept, and nobody is stopped.
    """

    def __init__(self, directory: Path) -> None:
        """Read what is there; what cannot be read is begun anew."""
        self._path = directory / NAME
        kept = self._read()
        self.before = kept.troubles
        self.was_running = kept.running
        """Whether the process before this one ended without saying so."""
        self._newest = _Kept(troubles=kept.troubles, running=True)
        self._news = Event()
        self._ended = Event()
        self._thread = Thread(target=self._run, name="troubles", daemon=True)

    def was_on(self, code: TroubleCode) -> bool:
        """Whether this was wrong when that process ended."""
        return any(each.code is code and each.until is None for each in self.before)

    def start(self) -> None:
        """From now on the file says that a centre runs."""
        self._thread.start()
        self._news.set()

    def keep(self, troubles: tuple[Trouble, ...]) -> None:
        """Have this written soon; any thread may."""
        self._newest = _Kept(troubles=troubles, running=True)
        self._news.set()

    def close(self) -> None:
        """Write that the centre ended in order, if the disk takes it within a second."""
        if not self._thread.is_alive():
            return
        self._newest = msgspec.structs.replace(self._newest, running=False)
        self._ended.set()
        self._news.set()
        self._thread.join(LAST_WORDS_S)

    def _read(self) -> _Kept:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, *UNREADABLE):
            return _Kept()

    def _run(self) -> None:
        ended = False
        while not ended:
            self._news.wait()
            self._news.clear()
            ended = self._ended.is_set()
            self._write(self._newest)
            # Whatever happens a thousand times a second is written down once.
            self._ended.wait(PAUSE_S)

    def _write(self, kept: _Kept) -> None:
        new = self._path.with_suffix(".new")
        try:
            new.touch(mode=0o600, exist_ok=True)
            new.write_bytes(msgspec.json.encode(kept))
            new.replace(self._path)
        except OSError as error:
            log.debug("troubles_not_kept", extra={"cause": error.strerror})
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)


def over(troubles: tuple[Trouble, ...], at: datetime) -> tuple[Trouble, ...]:
    """The same, those that were still on having ended with their process."""
    return tuple(
        trouble if trouble.until else msgspec.structs.replace(trouble, until=at)
        for trouble in troubles
    )
