"""What a centre stands on before it answers anybody: its store, its time and its troubles."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.centre.certificates import MachineNames
from kiosk.centre.clock import LocalClock, boot_time_s
from kiosk.centre.hub_clock import known_time
from kiosk.centre.machine_names import machine_names
from kiosk.centre.say import Say
from kiosk.centre.settings import CentreSettings
from kiosk.centre.terms import check_not_superseded
from kiosk.centre.trouble_file import TroubleFile, over
from kiosk.centre.troubles import TroubleCode, Troubles
from kiosk.db.copying import CopyTable
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, DatabaseUnfit, open_centre
from kiosk.db.stores import CENTRE_STORE
from kiosk.domain.catalogue import Catalogue
from kiosk.texts import ENGLISH
from kiosk.wire.codec import WrongShape, decode_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a centre takes from outside: clocks, chance, and what its machine is called."""

    wall_s: Callable[[], float] = time.time
    steady_s: Callable[[], float] = boot_time_s
    chance: Callable[[int], bytes] = os.urandom
    machine: Callable[[], MachineNames] = machine_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """What everything in a centre is given to stand on; ``store`` is the database's file."""

    settings: CentreSettings
    catalogue: Catalogue
    say: Say
    surroundings: Surroundings
    store: Path
    db: Database
    journal: Journal
    clock: LocalClock
    trouble_file: TroubleFile
    troubles: Troubles

    @property
    def steady_s(self) -> Callable[[], float]:
        """The even clock, in seconds."""
        return self.surroundings.steady_s


def lay_foundation(
    settings: CentreSettings, catalogue: Catalogue, say: Say, given: Surroundings
) -> Foundation:
    """Open the store. Raises ``DatabaseUnfit``, ``Superseded`` or ``StoreFailed``."""
    store = settings.data / CENTRE_STORE
    db = open_centre(store)
    journal = Journal(db)
    _check_centre(db, journal, catalogue, settings)
    trouble_file = TroubleFile(settings.data)
    last_at = _last_at(journal)
    clock = LocalClock(
        zone=ZoneInfo(catalogue.centre.timezone),
        wall_s=given.wall_s,
        steady_s=given.steady_s,
        not_before=last_at,
        jumped=trouble_file.was_running and trouble_file.was_on(TroubleCode.CLOCK_JUMPED),
        known_s=known_time(
            settings,
            last_at=last_at,
            wall_s=given.wall_s,
            term=journal.term,
            chance=given.chance,
        ),
    )
    return Foundation(
        settings=settings,
        catalogue=catalogue,
        say=say,
        surroundings=given,
        store=store,
        db=db,
        journal=journal,
        clock=clock,
        trouble_file=trouble_file,
        troubles=_troubles(trouble_file, clock, say),
    )


def _troubles(file: TroubleFile, clock: LocalClock, say: Say) -> Troubles:
    troubles = Troubles(
        now=clock.now,
        before=over(file.before, clock.now()),
        keep=file.keep,
        says=lambda code: say.trouble(code)[ENGLISH],
    )
    file.start()
    if file.was_running:
        troubles.happened(TroubleCode.ENDED_UNTOLD)
    return troubles


def _check_centre(
    db: Database, journal: Journal, catalogue: Catalogue, settings: CentreSettings
) -> None:
    code = journal.bind(catalogue.centre.code)
    if code != catalogue.centre.code:
        raise DatabaseUnfit(
            f"{settings.data} holds the journal of centre {code}, and the catalogue is of "
            f"{catalogue.centre.code}; give another --data"
        )
    check_not_superseded(settings.data, db)
    if (of := CopyTable(db).of) is not None:
        raise DatabaseUnfit(
            f"{settings.data} holds a copy of the centre at {of}: where that one is no more, "
            f"python main.py takeover --data {settings.data}"
        )


def _last_at(journal: Journal) -> datetime | None:
    """When the last line was written; the centre's time does not go back behind it."""
    lines = journal.lines_after(journal.last_seq() - 1, 1)
    try:
        return decode_entry(lines[0].text).at if lines else None
    except WrongShape:
        return None  # whoever folds it says so
