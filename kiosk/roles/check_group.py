"""What `check` says about the printers of a screen: how each is, what it can tell, its turn."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import assert_never

from kiosk.config import PrinterConfig, Road
from kiosk.db.lock import DirectoryLock, DirectoryUnfit
from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_device, open_reader
from kiosk.db.printers import PrinterTable
from kiosk.db.stores import DEVICE_STORE
from kiosk.printer.known import PrinterPlace, keep_probe, known_level
from kiosk.printer.lan import LanPrinter
from kiosk.printer.levels import WHAT_IT_TELLS, what_it_tells
from kiosk.printer.outcome import Cause, Level, PrinterNotReady
from kiosk.printer.probe import Probe, probe
from kiosk.printer.road import Road as PrinterRoad
from kiosk.printer.status import PrinterStatus
from kiosk.roles.check_finding import Finding, absent, fails, works
from kiosk.roles.check_remedies import told
from kiosk.roles.roads import address_of, name_of, road_to

NO_QUEUE_LEVEL = "What becomes of a slip there, its queue does not say."
_FIRST, _THEN = "Slips go to it first.", "It stands in as number {n}."


def printers(group: Sequence[PrinterConfig], data: Path) -> Iterator[Finding]:
    """One finding for each printer of ``group``, in the order slips try them; nothing is printed.

    ``data`` is the screen's directory: what was found out about a printer is read there, and
    kept there when no screen is running.
    """
    if not group:
        yield absent("printer", "None is set up; a kiosk without one shows number and QR.")
    for n, config in enumerate(group, start=1):
        turn = ""
        if len(group) > 1:
            turn = f" {_FIRST if n == 1 else _THEN.format(n=n)}"
        yield _printer(config, data, turn)


def place_of(config: PrinterConfig) -> PrinterPlace:
    """What a printer's level is kept under."""
    host, port = address_of(config)
    return PrinterPlace(name=name_of(config), road=config.road.value, address=f"{host}:{port}")


def _printer(config: PrinterConfig, data: Path, turn: str) -> Finding:
    status, cause, tells = _asked(config, data)
    name = _described(config)
    if cause is not None:
        return fails("printer", f"{told(name, cause)}{turn}")
    if status is None:
        return works("printer", f"{name} takes connections. {tells}{turn}")
    low = ", but its paper is nearly used up" if status.paper_low else ""
    return works("printer", f"{name} is ready{low}. {tells}{turn}")


def _described(config: PrinterConfig) -> str:
    host, port = address_of(config)
    name = name_of(config)
    match config.road:
        case Road.LAN:
            at, road = f"{host}:{port}", ""
        case Road.EPOS:
            at, road = f"{host}:{port}", " (by ePOS-Print)"
        case Road.SYSTEM:
            at, road = config.queue or "", " (a queue of this machine)"
        case _:
            assert_never(config.road)
    return f"The printer at {at}{road}" if name == at else f"The printer {name} at {at}{road}"


def _asked(config: PrinterConfig, data: Path) -> tuple[PrinterStatus | None, Cause | None, str]:
    """Its status, or what keeps it from being ready, and what it can tell."""
    if config.road is not Road.LAN:
        tells = NO_QUEUE_LEVEL if config.road is Road.SYSTEM else WHAT_IT_TELLS[Level.PRINTED]
        return *_opened(road_to(config)), tells
    level = Level(config.level.value) if config.level else _stored(data, place_of(config))
    if level is None:
        found = _probed_and_kept(config, data)
        return found.status, found.cause, what_it_tells(found.level)
    host, port = address_of(config)
    status, cause = _opened(LanPrinter(host=host, port=port, level=level))
    return None if level is Level.MUTE else status, cause, what_it_tells(level)


def _opened(road: PrinterRoad) -> tuple[PrinterStatus | None, Cause | None]:
    try:
        session = road.open()
    except PrinterNotReady as error:
        return None, error.cause
    status = session.status
    session.close()
    return status, status.trouble


def _stored(data: Path, place: PrinterPlace) -> Level | None:
    """What an earlier probe found out; a running screen's store can be read too."""
    if not (data / DEVICE_STORE).exists():
        return None
    try:
        database = open_reader(data / DEVICE_STORE)
    except DatabaseUnfit:
        return None
    try:
        return known_level(PrinterTable(database), place)
    except StoreFailed:
        # A store of an older version has no such table yet.
        return None
    finally:
        database.close()


def _probed_and_kept(config: PrinterConfig, data: Path) -> Probe:
    host, port = address_of(config)
    found = probe(host, port)
    keep_where_nobody_works(data, place_of(config), found)
    return found


def keep_where_nobody_works(data: Path, place: PrinterPlace, found: Probe) -> bool:
    """Keep ``found`` in the store of a screen that has one and does not run now."""
    if not (data / DEVICE_STORE).exists():
        return False
    try:
        with DirectoryLock(data):
            database = open_device(data / DEVICE_STORE)
            try:
                keep_probe(PrinterTable(database), place, found, datetime.now(UTC))
            finally:
                database.close()
    except (DirectoryUnfit, DatabaseUnfit, StoreFailed):
        # It works there, or cannot: the screen finds it out by itself when it starts.
        return False
    return True
