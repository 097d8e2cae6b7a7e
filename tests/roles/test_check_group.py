from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.config import PrinterConfig, Road, Tells
from kiosk.db.lock import DirectoryLock
from kiosk.db.opening import open_device
from kiosk.db.printers import PrinterTable
from kiosk.db.stores import DEVICE_STORE
from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.known import keep_probe, known_level
from kiosk.printer.levels import WHAT_IT_TELLS
from kiosk.printer.outcome import Level
from kiosk.printer.probe import Probe
from kiosk.roles.check_finding import Finding, State
from kiosk.roles.check_group import place_of, printers


def config_of(device: VirtualPrinter, name: str | None = None) -> PrinterConfig:
    return PrinterConfig(name=name, host="127.0.0.1", port=device.port)


def one(config: PrinterConfig, data: Path) -> Finding:
    (found,) = printers([config], data)
    return found


@contextmanager
def store(data: Path) -> Iterator[PrinterTable]:
    database = open_device(data / DEVICE_STORE)
    yield PrinterTable(database)
    database.close()


@pytest.mark.parametrize("level", [Level.FENCE, Level.PRINTED])
def test_a_ready_printer_works_and_its_level_is_told_in_words(level: Level, tmp_path: Path) -> None:
    with VirtualPrinter(make=Make(level=level)) as device:
        found = one(config_of(device), tmp_path)
    assert (found.state, found.sentence) == (
        State.WORKS,
        f"The printer at 127.0.0.1:{device.port} is ready. {WHAT_IT_TELLS[level]}",
    )


@pytest.mark.parametrize(
    ("condition", "remedy"),
    [
        (Condition(roll=Roll.OUT), "put in a roll"),
        (Condition(cover_open=True), "close it"),
        (Condition(garbage=True), "is the address right?"),
    ],
)
def test_a_printer_in_trouble_fails_with_its_remedy(
    condition: Condition, remedy: str, tmp_path: Path
) -> None:
    with VirtualPrinter() as device:
        device.set(condition)
        found = one(config_of(device), tmp_path)
    assert found.state is State.FAILS
    assert remedy in found.sentence


def test_a_printer_that_is_not_there_fails_and_one_nobody_set_up_does_not(tmp_path: Path) -> None:
    assert one(PrinterConfig(host="127.0.0.1", port=9), tmp_path).state is State.FAILS
    (found,) = printers([], tmp_path)
    assert found.state is State.ABSENT


def test_each_printer_of_a_group_has_its_turn(tmp_path: Path) -> None:
    with VirtualPrinter() as first, VirtualPrinter() as second:
        group = [config_of(first, "Entrance"), config_of(second, "Desk")]
        found = list(printers(group, tmp_path))
    assert [each.state for each in found] == [State.WORKS, State.WORKS]
    assert "The printer Entrance at" in found[0].sentence
    assert found[0].sentence.endswith("Slips go to it first.")
    assert found[1].sentence.endswith("It stands in as number 2.")


def test_what_is_found_out_is_kept_for_a_screen_that_does_not_run(tmp_path: Path) -> None:
    with VirtualPrinter() as device, store(tmp_path) as table:
        config = config_of(device)
        one(config, tmp_path)
        assert known_level(table, place_of(config)) is Level.FENCE


def test_nothing_is_kept_while_a_screen_runs(tmp_path: Path) -> None:
    with VirtualPrinter() as device, store(tmp_path) as table, DirectoryLock(tmp_path):
        config = config_of(device)
        assert one(config, tmp_path).state is State.WORKS
        assert known_level(table, place_of(config)) is None


def test_a_level_that_is_known_is_read_also_while_a_screen_runs(tmp_path: Path) -> None:
    with VirtualPrinter() as device, store(tmp_path) as table, DirectoryLock(tmp_path):
        config = config_of(device)
        keep_probe(table, place_of(config), Probe(level=Level.STATUS), datetime.now(UTC))
        assert WHAT_IT_TELLS[Level.STATUS] in one(config, tmp_path).sentence
        assert b"\x1dr" not in device.wire


def test_a_mute_printer_is_not_called_ready(tmp_path: Path) -> None:
    with VirtualPrinter(make=Make(level=Level.MUTE)) as device:
        config = PrinterConfig(host="127.0.0.1", port=device.port, level=Tells.NOTHING)
        found = one(config, tmp_path)
    assert found.state is State.WORKS
    assert "takes connections" in found.sentence
    assert "ready" not in found.sentence


def test_other_roads_are_told_by_their_name(tmp_path: Path) -> None:
    config = PrinterConfig(host="127.0.0.1", port=9, road=Road.EPOS)
    found = one(config, tmp_path)
    assert found.state is State.FAILS
    assert "(by ePOS-Print)" in found.sentence
