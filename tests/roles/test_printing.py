from pathlib import Path

import pytest

from kiosk.config import KioskConfig, Knife, PrinterConfig
from kiosk.db.opening import open_device
from kiosk.db.spool import Spool, SpoolEntry, SpoolState
from kiosk.domain.events import Paper
from kiosk.domain.ids import TicketId
from kiosk.printer.profile import Cut
from kiosk.printer.spool import PaperReport
from kiosk.roles.places import TEXTS
from kiosk.roles.printing import Printing, names_of, profile_of
from kiosk.roles.start import CannotStart
from kiosk.texts import Texts

NOBODY = KioskConfig(printer=PrinterConfig(host="127.0.0.1", port=9))


def test_a_printer_is_what_its_settings_say() -> None:
    profile = profile_of(PrinterConfig(host="x", dots=384, dpi=180, knife=Knife.NONE))
    assert (profile.width_dots, profile.dpi, profile.cut) == (384, 180, Cut.NONE)


def test_a_model_brings_its_own_dots_and_knife() -> None:
    profile = profile_of(PrinterConfig(host="x", model="TM-T20II", dots=384))
    assert (profile.name, profile.width_dots) == ("TM-T20II", 576)


def test_a_model_nobody_knows_is_told_with_those_that_are_known() -> None:
    with pytest.raises(CannotStart, match=r"printer\.model: .*TM-T20II"):
        profile_of(PrinterConfig(host="x", model="TM-9000"))


def test_two_printers_of_one_name_are_told() -> None:
    same = PrinterConfig(name="Entrance", host="127.0.0.1")
    with pytest.raises(CannotStart, match="two are called 'Entrance'"):
        names_of([same, same])


def test_a_printer_is_called_by_its_name_else_its_address() -> None:
    named = PrinterConfig(name="Entrance", host="127.0.0.1")
    assert names_of([named, PrinterConfig(host="127.0.0.1")]) == ("Entrance", "127.0.0.1:9100")


def test_what_a_crash_left_open_is_told_once(tmp_path: Path) -> None:
    store, texts = tmp_path / "device.db", Texts.load(TEXTS)
    database = open_device(store)
    left = SpoolEntry(
        ticket=TicketId("t1"),
        copy=1,
        printer="x",
        state=SpoolState.SENDING,
        queued_at="2026-11-20T07:00:00+00:00",
    )
    Spool(database).insert(left)
    database.close()
    reports: list[PaperReport] = []
    with Printing(NOBODY, store=store, texts=texts) as printing:
        printing.start(reports.append)
    (report,) = reports
    assert (report.ticket, report.outcome.paper) == ("t1", Paper.UNCONFIRMED)
    with Printing(NOBODY, store=store, texts=texts) as printing:
        printing.start(reports.append)
    assert len(reports) == 1
