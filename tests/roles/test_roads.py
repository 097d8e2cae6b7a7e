from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config import PrinterConfig, Road, Tells
from kiosk.db.opening import open_device
from kiosk.db.printers import PrinterTable
from kiosk.printer import epos, escpos
from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.epos_road import EposPrinter
from kiosk.printer.lan import LanPrinter
from kiosk.printer.outcome import Level
from kiosk.printer.system import SystemPrinter
from kiosk.roles.roads import address_of, encoder_of, name_of, preparation, road_to


@pytest.fixture
def table(tmp_path: Path) -> Iterator[PrinterTable]:
    database = open_device(tmp_path / "device.db")
    yield PrinterTable(database)
    database.close()


def test_each_road_of_the_settings_leads_to_its_printer() -> None:
    lan = PrinterConfig(host="127.0.0.1", level=Tells.FENCE)
    epos_printer = PrinterConfig(host="127.0.0.1", road=Road.EPOS)
    queue = PrinterConfig(queue="ticket", road=Road.SYSTEM)
    road = road_to(lan)
    assert isinstance(road, LanPrinter)
    assert road.level is Level.FENCE
    assert isinstance(road_to(epos_printer), EposPrinter)
    assert isinstance(road_to(queue), SystemPrinter)
    assert [encoder_of(each) for each in (lan, epos_printer, queue)] == [
        escpos.job,
        epos.document,
        escpos.job,
    ]


def test_a_port_that_is_not_given_is_the_roads_own() -> None:
    assert address_of(PrinterConfig(host="x")) == ("x", 9100)
    assert address_of(PrinterConfig(host="x", road=Road.EPOS)) == ("x", 80)


def test_a_queue_is_called_by_its_own_name() -> None:
    assert name_of(PrinterConfig(queue="ticket", road=Road.SYSTEM)) == "ticket"


@pytest.mark.parametrize("level", [Level.STATUS, Level.FENCE, Level.PRINTED])
def test_how_much_a_printer_can_tell_is_asked_once_and_kept(
    level: Level, table: PrinterTable
) -> None:
    with VirtualPrinter(make=Make(level=level)) as printer:
        config = PrinterConfig(host="127.0.0.1", port=printer.port)
        for _ in range(2):
            road = road_to(config)
            assert isinstance(road, LanPrinter)
            assert preparation(config, road, table)()
            assert road.level is level
            asked = len(printer.wire)
        assert len(printer.wire) == asked
        moved = PrinterConfig(name=name_of(config), host="localhost", port=printer.port)
        assert preparation(moved, road_to(moved), table)()
        assert len(printer.wire) > asked


def test_a_printer_in_trouble_is_asked_again_later(table: PrinterTable) -> None:
    with VirtualPrinter() as printer:
        config = PrinterConfig(host="127.0.0.1", port=printer.port)
        road = road_to(config)
        assert isinstance(road, LanPrinter)
        prepare = preparation(config, road, table)
        printer.set(Condition(roll=Roll.OUT))
        assert not prepare()
        assert road.level is None
        printer.set(Condition())
        assert prepare()
        assert road.level is Level.FENCE


def test_what_the_settings_say_a_printer_tells_is_not_asked(table: PrinterTable) -> None:
    config = PrinterConfig(host="127.0.0.1", port=9, level=Tells.NOTHING)
    road = road_to(config)
    assert preparation(config, road, table)()
    assert isinstance(road, LanPrinter)
    assert road.level is Level.MUTE


def test_another_printer_at_the_same_address_is_found_out_when_it_is_doubted(
    table: PrinterTable,
) -> None:
    with VirtualPrinter(make=Make(level=Level.PRINTED)) as printer:
        config = PrinterConfig(host="127.0.0.1", port=printer.port)
        road = road_to(config)
        assert isinstance(road, LanPrinter)
        prepare = preparation(config, road, table)
        assert prepare()
        levels = [road.level]
    with VirtualPrinter(make=Make(level=Level.STATUS), port=printer.port) as other:
        assert prepare()
        levels.append(road.level)
        other.set(Condition(roll=Roll.OUT))
        # Nothing more can be found out now: what is known stays.
        assert prepare()
        levels.append(road.level)
    assert levels == [Level.PRINTED, Level.STATUS, Level.STATUS]
