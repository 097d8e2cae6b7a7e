from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.db.opening import Database, open_device
from kiosk.db.printers import KnownPrinter, PrinterTable
from kiosk.printer.known import PrinterPlace, keep_probe, known_level, level_anew, level_once
from kiosk.printer.outcome import Cause, Level
from kiosk.printer.probe import Probe

PLACE = PrinterPlace(name="Entrance", road="lan", address="192.168.1.50:9100")
AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
FOUND = Probe(level=Level.PRINTED, maker="EPSON", model="TM-T20III")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_device(tmp_path / "device.db")
    yield database
    database.close()


@pytest.fixture
def table(database: Database) -> PrinterTable:
    return PrinterTable(database)


def test_a_printer_is_probed_once(table: PrinterTable) -> None:
    asked: list[int] = []

    def ask() -> Probe:
        asked.append(1)
        return FOUND

    assert level_once(table, PLACE, ask, AT) is Level.PRINTED
    assert level_once(table, PLACE, ask, AT) is Level.PRINTED
    assert len(asked) == 1


@pytest.mark.parametrize(
    "other",
    [
        PrinterPlace(name="Entrance", road="lan", address="192.168.1.51:9100"),
        PrinterPlace(name="Entrance", road="epos", address="192.168.1.50:9100"),
        PrinterPlace(name="Desk", road="lan", address="192.168.1.50:9100"),
    ],
)
def test_at_another_address_or_on_another_road_nothing_is_known(
    other: PrinterPlace, table: PrinterTable
) -> None:
    keep_probe(table, PLACE, FOUND, AT)
    assert known_level(table, other) is None


def test_a_probe_without_a_level_is_not_kept(table: PrinterTable) -> None:
    keep_probe(table, PLACE, FOUND, AT)
    keep_probe(table, PLACE, Probe(cause=Cause.COVER_OPEN), AT)
    assert known_level(table, PLACE) is Level.PRINTED


def test_a_new_probe_takes_the_place_of_the_old(table: PrinterTable) -> None:
    keep_probe(table, PLACE, FOUND, AT)
    keep_probe(table, PLACE, Probe(level=Level.FENCE), AT)
    assert known_level(table, PLACE) is Level.FENCE
    table.forget(PLACE.name)
    assert known_level(table, PLACE) is None


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path, table: PrinterTable) -> None:
    keep_probe(table, PLACE, FOUND, AT)
    again = open_device(tmp_path / "device.db")
    known = PrinterTable(again).known(name="Entrance", road="lan", address="192.168.1.50:9100")
    again.close()
    assert known == KnownPrinter(
        name="Entrance",
        road="lan",
        address="192.168.1.50:9100",
        level="A3",
        maker="EPSON",
        model="TM-T20III",
        probed_at="2026-11-22T10:00:00+00:00",
    )


def test_a_level_of_a_newer_version_is_not_known_here(table: PrinterTable) -> None:
    table.keep(
        KnownPrinter(
            name=PLACE.name,
            road=PLACE.road,
            address=PLACE.address,
            level="A9",
            maker="",
            model="",
            probed_at="",
        )
    )
    assert known_level(table, PLACE) is None


def test_what_a_printer_can_tell_is_found_out_anew_when_another_stands_there(
    table: PrinterTable,
) -> None:
    keep_probe(table, PLACE, FOUND, AT)
    other = Probe(level=Level.FENCE)
    assert level_anew(table, PLACE, lambda: other, AT) is Level.FENCE
    assert known_level(table, PLACE) is Level.FENCE
    named = Probe(level=Level.STATUS, maker="Xprinter")
    assert level_anew(table, PLACE, lambda: named, AT) is Level.STATUS
    assert known_level(table, PLACE) is Level.STATUS


def test_a_printer_that_somebody_keeps_busy_is_not_known_for_less_than_it_can(
    table: PrinterTable,
) -> None:
    keep_probe(table, PLACE, FOUND, AT)
    assert level_anew(table, PLACE, lambda: Probe(level=Level.STATUS), AT) is Level.STATUS
    assert level_anew(table, PLACE, lambda: Probe(cause=Cause.MUTE), AT) is None
    assert known_level(table, PLACE) is Level.PRINTED
