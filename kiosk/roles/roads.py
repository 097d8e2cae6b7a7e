"""The road to each printer of the settings, and what its jobs are made of."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import assert_never

from kiosk.config import PrinterConfig, Road
from kiosk.db.printers import PrinterTable
from kiosk.printer import escpos
from kiosk.printer.known import PrinterPlace, level_anew, level_once
from kiosk.printer.lan import RAW_PORT, LanPrinter
from kiosk.printer.outcome import Level
from kiosk.printer.probe import probe
from kiosk.printer.road import Encoder
from kiosk.printer.road import Road as PrinterRoad

EPOS_PORT = 80


def road_to(printer: PrinterConfig) -> PrinterRoad:
    """The printer itself."""
    host, port = address_of(printer)
    match printer.road:
        case Road.LAN:
            level = Level(printer.level.value) if printer.level else None
            return LanPrinter(host=host, port=port, level=level)
        case Road.EPOS:
            # Loaded where there is one: a kiosk shows its first screen sooner.
            from kiosk.printer.epos_road import EposPrinter  # noqa: PLC0415

            return EposPrinter(host=host, port=port, device=printer.device)
        case Road.SYSTEM:
            from kiosk.printer.system import SystemPrinter  # noqa: PLC0415

            return SystemPrinter(queue=printer.queue or "")
        case _:
            assert_never(printer.road)


def encoder_of(printer: PrinterConfig) -> Encoder:
    """What makes a job for its road out of a slip's picture."""
    if printer.road is not Road.EPOS:
        return escpos.job
    from kiosk.printer import epos  # noqa: PLC0415 - see road_to

    return epos.document


def address_of(printer: PrinterConfig) -> tuple[str, int]:
    """Where it listens; no host for a queue of this machine."""
    by_itself = EPOS_PORT if printer.road is Road.EPOS else RAW_PORT
    return printer.host or "", printer.port or by_itself


def name_of(printer: PrinterConfig) -> str:
    """What it is called: its name, else its queue or address."""
    host, port = address_of(printer)
    own = printer.queue if printer.road is Road.SYSTEM else f"{host}:{port}"
    return printer.name or own or ""


def preparation(
    printer: PrinterConfig, road: PrinterRoad, table: PrinterTable
) -> Callable[[], bool]:
    """What finds out once how much a printer can tell, where nobody has said; see ``Worker``.

    Called again, it asks once more: another printer may stand at this address by now.
    """
    if not isinstance(road, LanPrinter) or printer.level is not None:
        return lambda: True
    host, port = address_of(printer)
    place = PrinterPlace(name=name_of(printer), road=printer.road.value, address=f"{host}:{port}")
    ask = partial(probe, host, port, given_up=road.given_up)

    found = False

    def prepare() -> bool:
        nonlocal found
        find_out = level_anew if found else level_once
        level = find_out(table, place, ask, datetime.now(UTC))
        if level is not None:
            found = True
            road.assume(level)
        return found

    return prepare
