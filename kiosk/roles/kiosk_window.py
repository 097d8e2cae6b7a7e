"""Builds the kiosk's window, and its printer."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

from kiosk.config import KioskConfig
from kiosk.domain.commands import CallForHelp, ReportPaper
from kiosk.printer.spool import PaperReport
from kiosk.roles.printing import Printing
from kiosk.roles.screen import ScreenStart
from kiosk.roles.screen_process import ScreenProcess
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.kiosk_settings import KioskSettings, PrinterSlot
from kiosk.ui.paper import Conditions, hear_out
from kiosk.ui.printer_notes import PrinterNotes

JUST_NOW = timedelta(minutes=10)
"""Whoever asked for a paper so long before this kiosk came back may still wait for it."""


def run(start: ScreenStart[KioskConfig]) -> int:
    """Give tickets until it is closed; the exit code."""
    config, process = start.config, ScreenProcess(start)
    process.look.suit(lower_edge_mm=config.lower_edge_mm, double_press_ms=config.double_press_ms)
    with ExitStack() as ends:
        # The last words of its printers come when no loop runs any more to hear them.
        ends.callback(hear_out)
        printing: Printing | None = None
        conditions = Conditions()
        if config.group:
            printing = ends.enter_context(
                Printing(
                    config,
                    store=process.store,
                    texts=process.texts,
                    owner=start.name,
                    on_condition=conditions.note,
                )
            )
        notes = PrinterNotes(process.station, printers=printing.places if printing else ())
        paper = KioskPaper(
            process.station,
            printing.spooler if printing else None,
            page_url=config.public_url,
            places=printing.places if printing else None,
        )
        conditions.changed.connect(notes.note)
        conditions.changed.connect(paper.note)
        kiosk = KioskScreen(
            process.station,
            paper,
            texts=process.texts,
            look=process.look,
            settings=KioskSettings(slot=PrinterSlot(config.slot.value), reader=config.reader),
        )
        opened = process.open("Foleni.Kiosk", "kiosk", kiosk)
        kiosk.watch(opened.window)

        def after_first_frame() -> None:
            if printing is not None:
                # Its worker loads Pillow, which no first screen shall wait for.
                printing.start(lambda report: _tell(process, report))

        return process.run(opened, after_first_frame=after_first_frame)


def _tell(process: ScreenProcess, report: PaperReport) -> None:
    cause = report.cause.value if report.cause else None
    paper = report.outcome.paper
    process.station.tell(ReportPaper(ticket=report.ticket, paper=paper, cause=cause))
    if datetime.now(UTC) - datetime.fromisoformat(report.queued_at) < JUST_NOW:
        # Its visitor stands here, and the screen knows the number no more.
        process.station.tell(CallForHelp())
