"""What taking over and restoring share: a proof, and a store that goes on as the centre's own."""

import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.centre.catalogue_choosing import with_rules
from kiosk.centre.catalogue_file import CatalogueMistake, read_catalogue
from kiosk.centre.clock import LocalClock
from kiosk.centre.settings import CentreSettings
from kiosk.centre.taking_over import TakenOver, take_over
from kiosk.db.journal import Journal
from kiosk.db.opening import Database
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.taking_over import jump_after
from kiosk.roles.start import CannotStart
from kiosk.sync.proving import Folding, Proof, prove
from kiosk.wire.codec import decode_entry

TOLD_EVERY_S = 2.0


def proved(db: Database, named: Path, *, folding: Folding = Folding.ALL) -> Proof:
    """A store whose every line was followed; tells how it goes. Raises ``CopyUnfit``."""
    began_s = told_s = time.monotonic()

    def told(seq: int) -> None:
        nonlocal told_s
        if time.monotonic() - told_s >= TOLD_EVERY_S:
            told_s = time.monotonic()
            print(f"… {seq} lines proved", flush=True)

    proof = prove(db, folding=folding, told=told)
    took_s = time.monotonic() - began_s
    print(f"{named}: whole. {said(proof)} (proved in {took_s:.1f} s)", flush=True)
    return proof


def said(proof: Proof) -> str:
    """What a journal holds, in a sentence."""
    if proof.last_at is None:
        return "It is empty."
    return (
        f"{proof.lines} lines of centre {proof.centre or '?'}, {proof.first_day} to "
        f"{proof.last_at:%Y-%m-%d %H:%M:%S}; term {proof.term}"
    )


def catalogue_of(settings: CentreSettings) -> Catalogue:
    """What the centre in that directory offers. Raises ``CannotStart``."""
    try:
        return with_rules(read_catalogue(settings.catalogue), settings)
    except CatalogueMistake as mistake:
        raise CannotStart(str(mistake)) from mistake


def check_same_centre(proof: Proof, catalogue: Catalogue, settings: CentreSettings) -> None:
    """A journal of another centre stays where it is. Raises ``CannotStart``."""
    if proof.centre not in (None, catalogue.centre.code):
        raise CannotStart(
            f"this is the journal of centre {proof.centre}, and the catalogue "
            f"{settings.catalogue} is of {catalogue.centre.code}; nothing was changed"
        )


def succeed(
    db: Database,
    catalogue: Catalogue,
    proof: Proof,
    *,
    term: int,
    heard_at: datetime | None,
    token: str | None = None,
) -> TakenOver:
    """Make the store the centre's own, and say what that means. Raises ``StoreFailed``.

    ``heard_at`` is when whoever wrote it was last heard of, if later than its last line;
    ``token`` that of a follower which follows nobody any more.
    """
    clock = LocalClock(zone=ZoneInfo(catalogue.centre.timezone), not_before=_last_at(db))
    silent = _silence(proof, heard_at, clock.now())
    jump = jump_after(silent)
    taken = take_over(
        db,
        catalogue,
        clock=clock,
        chance=os.urandom,
        term=term,
        jump=jump,
        token=token,
    )
    print(
        f"this is the centre now: term {taken.term}, epoch {taken.epoch[:8]}…. Every queue goes on "
        f"{jump} numbers later, as the one before may have gone on for {_words(silent)} after "
        f"line {proof.last}. What it answered in that time and this copy has not is lost, but for "
        "the tickets that kiosks printed: they bring them by themselves",
        flush=True,
    )
    return taken


def _last_at(db: Database) -> datetime | None:
    lines = Journal(db).lines_after(Journal(db).last_seq() - 1, 1)
    return decode_entry(lines[0].text).at if lines else None


def _silence(proof: Proof, heard_at: datetime | None, now: datetime) -> timedelta:
    """For how long the centre before may have gone on unheard; not before today began."""
    heard = [at for at in (proof.last_at, heard_at) if at is not None]
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    last = max(heard, default=midnight)
    return max(timedelta(0), now - max(last, midnight).astimezone(UTC))


def _words(silent: timedelta) -> str:
    minutes = int(silent.total_seconds()) // 60
    if minutes == 0:
        return "up to a minute"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes + 1} minutes"


def complain(sentence: str) -> None:
    """A sentence for people, where complaints go."""
    print(sentence, file=sys.stderr)


def centre_arguments(data: Path, rest: Sequence[str]) -> list[str]:
    """What the role ``centre`` is started with in that directory."""
    return ["--data", str(data), *rest]
