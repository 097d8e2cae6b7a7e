"""A printer is probed once: its level is kept with its name, road and address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.db.printers import KnownPrinter, PrinterTable
from kiosk.printer.outcome import Level
from kiosk.printer.probe import Probe


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterPlace:
    """Which printer is meant: another road or address under the same name is another printer."""

    name: str
    road: str
    address: str


def known_level(table: PrinterTable, place: PrinterPlace) -> Level | None:
    """The level that was found out, or ``None``: then it is to be probed.

    Raises ``StoreFailed``.
    """
    known = table.known(name=place.name, road=place.road, address=place.address)
    # A level nobody here knows was written by a newer version.
    return next((level for level in Level if known and level.value == known.level), None)


def keep_probe(table: PrinterTable, place: PrinterPlace, found: Probe, at: datetime) -> None:
    """Remember what a probe found, if it found a level. Raises ``StoreFailed``."""
    if found.level is None:
        return
    table.keep(
        KnownPrinter(
            name=place.name,
            road=place.road,
            address=place.address,
            level=found.level.value,
            maker=found.maker,
            model=found.model,
            probed_at=at.isoformat(),
        )
    )


def level_anew(
    table: PrinterTable, place: PrinterPlace, ask: Callable[[], Probe], at: datetime
) -> Level | None:
    """The level that ``ask`` finds out now, whatever was known: another printer may stand there.

    Kept for next time, but for less than a fence of a printer without a name: one that somebody
    else keeps busy looks like that too. Raises ``StoreFailed``.
    """
    found = ask()
    if found.maker or found.model or found.level is not Level.STATUS:
        keep_probe(table, place, found, at)
    return found.level


def level_once(
    table: PrinterTable, place: PrinterPlace, ask: Callable[[], Probe], at: datetime
) -> Level | None:
    """The level that is known, else what ``ask`` finds out now, kept for next time.

    Takes as long as a probe does where nothing is known. Raises ``StoreFailed``.
    """
    level = known_level(table, place)
    if level is None:
        found = ask()
        keep_probe(table, place, found, at)
        level = found.level
    return level
