"""What is wrong with a centre, and what was: told in ``/health``, in the log and on its pages."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock

import msgspec

log = logging.getLogger(__name__)

KEPT = 50
"""So many that are over are remembered."""
TOLD_FOR = timedelta(hours=24)
"""How long what is over is told of."""
SAME_WITHIN = timedelta(minutes=1)
"""What happens again so soon is counted with the last, and not logged again."""

Fact = str | int | float | bool
"""Something about a trouble: never a person, a token, or an address of somebody's telephone."""


class TroubleCode(StrEnum):
    """All that can be wrong. Each has its sentence: ``trouble-disk-full`` and so on."""

    DISK_FULL = "DISK_FULL"
    DISK_LOW = "DISK_LOW"
    DISK_FAILS = "DISK_FAILS"
    """Nothing can be written, though there is room: mounted read-only, pulled out, broken."""
    STORE_HELD = "STORE_HELD"
    """Another program has the store's file and does not let go."""
    STORE_GONE = "STORE_GONE"
    """The store's file was removed or replaced while the centre has it open."""
    JOURNAL_DAMAGED = "JOURNAL_DAMAGED"
    """A page of the store cannot be read, or is not what was written."""
    JOURNAL_UNSURE = "JOURNAL_UNSURE"
    """The journal was not in order when the centre began; ``line`` says from where on."""
    STORE_MENDED = "STORE_MENDED"
    """The store's file was damaged, and was made anew from its journal."""
    WRITER_HANGS = "WRITER_HANGS"
    PROGRAM_MISTAKE = "PROGRAM_MISTAKE"
    """A mistake of ours, in the log whole; whoever asked was told to ask again."""
    CLOCK_BEHIND = "CLOCK_BEHIND"
    CLOCK_JUMPED = "CLOCK_JUMPED"
    ENDED_UNTOLD = "ENDED_UNTOLD"
    """The centre before this one was killed, or its power was cut."""
    READER_DROPPED = "READER_DROPPED"
    CONNECTIONS_FULL = "CONNECTIONS_FULL"
    TOKEN_IN_USE = "TOKEN_IN_USE"
    """A second machine follows with one device's token: a copy of its directory."""
    COPY_AWAY = "COPY_AWAY"
    """A follower that was admitted has not been heard of for a minute."""
    PINS_UNUSABLE = "PINS_UNUSABLE"
    """What PINs are kept with cannot be read: nobody signs in."""
    CATALOGUE_BACK = "CATALOGUE_BACK"
    """The centre does not go by the hub's ``version`` of its catalogue that the journal names."""
    FORESIGHT_DOWN = "FORESIGHT_DOWN"
    CLOCK_OFF = "CLOCK_OFF"
    """The machine's clock is off by more than a minute, as the hub's time says: ``offset_s``."""
    HUB_AWAY = "HUB_AWAY"
    """The hub was not heard of for ten minutes."""
    HUB_UNTRUSTED = "HUB_UNTRUSTED"
    """Whoever answers in the hub's place is not it, or its answers are changed on the way."""
    HUB_REVOKED = "HUB_REVOKED"
    HUB_CLONED = "HUB_CLONED"
    """Another machine sends this centre's journal under the same key."""
    HUB_SUPERSEDED = "HUB_SUPERSEDED"
    HUB_REFUSES = "HUB_REFUSES"
    HUB_BEHIND = "HUB_BEHIND"
    """The hub had lost lines that it had before; they are sent again."""
    HUB_DIFFERS = "HUB_DIFFERS"
    """Hub and centre had other lines under the same number, from ``line`` on."""
    HUB_GAP = "HUB_GAP"
    """Lines were let go here that are not at the hub."""
    RESTORED_BEHIND = "RESTORED_BEHIND"
    """The hub has lines that this journal lost: ``lines``, with so many ``tickets``. ``twice`` are
    numbers that were given here again before it was found."""
    UPLINK_STOPPED = "UPLINK_STOPPED"
    """A line is not as it was written: nothing from there on goes to the hub."""


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, or was until ``until``; ``about`` tells several of a code apart.

    What only happened has ``until`` from the beginning, and ``times`` how often.
    """

    code: TroubleCode
    since: datetime
    until: datetime | None = None
    about: str = ""
    times: int = 1
    facts: dict[str, Fact] = {}


Keep = Callable[[tuple[Trouble, ...]], None]
"""Takes all that is remembered, newest last, to keep it over the process's end."""


def _keep_nowhere(_: tuple[Trouble, ...]) -> None:
    """As if there were no disk."""


class Troubles:
    """What is wrong now, and what was. Any thread may tell it, and ask it.

    ``before`` is what was kept of the process before this one, which ended with that.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        before: Iterable[Trouble] = (),
        keep: Keep = _keep_nowhere,
        says: Callable[[TroubleCode], str] = str,
    ) -> None:
        """``says`` gives the sentence for the log."""
        self._now = now
        self._keep = keep
        self._says = says
        self._lock = Lock()
        self._on: dict[tuple[TroubleCode, str], Trouble] = {}
        self._over: list[Trouble] = list(before)[-KEPT:]

    def begin(self, code: TroubleCode, *, about: str = "", **facts: Fact) -> None:
        """It is wrong from now on; told again while it is, this changes nothing."""
        with self._lock:
            if (code, about) in self._on:
                return
            self._on[code, about] = Trouble(code=code, about=about, since=self._now(), facts=facts)
            self._keep(self._all())
        self._log("trouble_began", code, about, facts)

    def end(self, code: TroubleCode, *, about: str = "") -> None:
        """It is over; told of what is not wrong, this changes nothing."""
        if (code, about) not in self._on:  # the usual case, asked very often
            return
        with self._lock:
            trouble = self._on.pop((code, about), None)
            if trouble is None:
                return
            over = msgspec.structs.replace(trouble, until=self._now())
            self._remember(over)
        lasted_s = round(((over.until or over.since) - over.since).total_seconds(), 1)
        # Whoever read on the console that it began shall read there that it is over.
        log.warning("trouble_ended", extra={"code": code, **_named(about), "lasted_s": lasted_s})

    def happened(self, code: TroubleCode, *, about: str = "", **facts: Fact) -> None:
        """It was wrong for a moment. What happens often is logged once a minute, and counted."""
        with self._lock:
            now = self._now()
            last = next(
                (t for t in reversed(self._over) if (t.code, t.about) == (code, about)), None
            )
            again = last is not None and now - (last.until or last.since) < SAME_WITHIN
            if last is not None and again:
                self._over.remove(last)
                told = msgspec.structs.replace(last, until=now, times=last.times + 1, facts=facts)
            else:
                told = Trouble(code=code, about=about, since=now, until=now, facts=facts)
            self._remember(told)
        if not again:
            self._log("trouble_happened", code, about, facts)

    def is_on(self, code: TroubleCode, *, about: str = "") -> bool:
        """Whether it is wrong now."""
        return (code, about) in self._on

    @property
    def current(self) -> tuple[Trouble, ...]:
        """What is wrong now, in the order it began."""
        with self._lock:
            return tuple(self._on.values())

    @property
    def told(self) -> tuple[Trouble, ...]:
        """What is wrong now, then what was within a day, the newest first."""
        with self._lock:
            since = self._now() - TOLD_FOR
            over = [t for t in reversed(self._over) if (t.until or t.since) >= since]
            return (*reversed(self._on.values()), *over)

    def _remember(self, over: Trouble) -> None:
        self._over.append(over)
        del self._over[:-KEPT]
        self._keep(self._all())

    def _all(self) -> tuple[Trouble, ...]:
        return (*self._over, *self._on.values())

    def _log(self, what: str, code: TroubleCode, about: str, facts: Mapping[str, Fact]) -> None:
        says = self._says(code)
        log.warning(what, extra={"code": code, **_named(about), **facts, "says": says})


def _named(about: str) -> dict[str, str]:
    return {"about": about} if about else {}
