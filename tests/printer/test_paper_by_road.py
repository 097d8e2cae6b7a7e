"""From a printer's settings to paper that can be read, by every road."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import pytest
import zxingcpp
from PIL import Image

from kiosk.config import KioskConfig, Knife, PrinterConfig, Road
from kiosk.domain.ids import TicketId
from kiosk.printer.emulator.condition import Make
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.job import PrintJob
from kiosk.printer.outcome import Level, Printed, Sent, Unconfirmed
from kiosk.printer.slip import Slip
from kiosk.printer.spool import PaperReport
from kiosk.roles.places import TEXTS
from kiosk.roles.printing import Printing
from kiosk.texts import Texts
from tests.printer.fake_cups import FakeCups
from tests.printer.fake_epos import FakeEpos, Faults
from tests.printer.slips import CODE


@contextmanager
def printing(store: Path, *printers: PrinterConfig) -> Iterator[Printing]:
    config = KioskConfig(printers=printers)
    store.mkdir(exist_ok=True)
    texts = Texts.load(TEXTS)
    with Printing(config, store=store / "device.db", texts=texts, owner="Kiosk 1") as printing:
        printing.spooler.start()
        yield printing


def paper_of(printing: Printing, slip: Slip, ticket: str = "t1") -> PaperReport:
    told: SimpleQueue[PaperReport] = SimpleQueue()
    printing.spooler.submit(PrintJob(ticket=TicketId(ticket), slip=slip), told.put)
    return told.get(timeout=30)


def codes_on(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def epos_at(printer: FakeEpos, name: str = "Entrance") -> PrinterConfig:
    return PrinterConfig(name=name, host="127.0.0.1", port=printer.port, road=Road.EPOS, probe_s=0)


@pytest.mark.parametrize(
    ("dots", "dpi", "knife"),
    [
        (576, 203, Knife.FULL),
        (512, 180, Knife.PART),
        (384, 203, Knife.NONE),
        (360, 180, Knife.NONE),
    ],
    ids=["80 mm 203 dpi", "80 mm 180 dpi", "58 mm 203 dpi", "58 mm 180 dpi"],
)
def test_every_paper_and_head_can_be_set_and_is_read(
    tmp_path: Path, slip: Slip, dots: int, dpi: int, knife: Knife
) -> None:
    make = Make(width_dots=dots, dpi=dpi, cutter=knife is not Knife.NONE)
    with FakeEpos() as epos, VirtualPrinter(make=make) as lan:
        by_epos = replace(epos_at(epos), dots=dots, dpi=dpi, knife=knife)
        by_lan = replace(by_epos, name="Hall", road=Road.LAN, port=lan.port)
        for number, printer in enumerate((by_epos, by_lan)):
            with printing(tmp_path / printer.road.value, printer) as own:
                outcome = paper_of(own, slip, f"t{number}").outcome
                assert isinstance(outcome, Printed)
        papers = [epos.slips[0], lan.wait_for_receipts(1)[0].picture]
        assert [codes_on(paper) for paper in papers] == [[CODE], [CODE]]


def test_a_printer_on_another_road_stands_in_when_there_is_no_paper(
    tmp_path: Path, slip: Slip
) -> None:
    with FakeEpos() as epos, VirtualPrinter() as lan:
        epos.faults = Faults(bits=0x80008, code="EPTR_REC_EMPTY")
        second = PrinterConfig(name="Desk", host="127.0.0.1", port=lan.port, probe_s=0)
        with printing(tmp_path, epos_at(epos), second) as own:
            report = paper_of(own, slip)
        assert isinstance(report.outcome, Printed)
        assert (report.printer, report.stands_in) == ("Desk", True)
        assert codes_on(lan.wait_for_receipts(1)[0].picture) == [CODE]
        assert epos.slips == epos.pieces == []


def test_a_doubt_on_one_road_is_not_printed_again_on_another(tmp_path: Path, slip: Slip) -> None:
    with FakeEpos() as first, FakeEpos() as second:
        first.faults = Faults(loses="after", while_printing_only=True)
        with printing(tmp_path, epos_at(first), epos_at(second, "Desk")) as own:
            report = paper_of(own, slip)
        assert isinstance(report.outcome, Unconfirmed)
        assert (len(first.slips), len(second.requests)) == (1, 0)


@pytest.mark.journey
@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is for Unix")
def test_a_queue_of_the_system_is_sent_a_slip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slip: Slip
) -> None:
    cups = FakeCups(tmp_path)
    monkeypatch.setenv("PATH", f"{cups.bin}:/usr/bin:/bin")
    queue = PrinterConfig(road=Road.SYSTEM, queue="ticket", probe_s=0)
    with printing(tmp_path, queue) as own:
        assert paper_of(own, slip).outcome == Sent(level=Level.MUTE)
    assert cups.job.startswith(b"\x1b@\x1dv0")
