"""Builds the kiosk's window, its printer and its voice."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

from kiosk.config import KioskConfig
from kiosk.domain.commands import CallForHelp, ReportPaper
from kiosk.printer.spool import PaperReport
from kiosk.roles.printing import Printing
from kiosk.roles.screen import ScreenStart
from kiosk.roles.screen_process import ScreenProcess
from kiosk.roles.sound import Speaking, reading_aloud
from kiosk.speech.headset import Headset
from kiosk.ui.kiosk_paper import KioskPaper
from kiosk.ui.kiosk_screen import KioskScreen
from kiosk.ui.kiosk_settings import KioskSettings, PrinterSlot
from kiosk.ui.paper import Conditions, hear_out
from kiosk.ui.printer_notes import PrinterNotes
from kiosk.ui.speaker import Speaker
from kiosk.ui.spoken_form import SpokenForm
from kiosk.ui.utterances import Manner

JUST_NOW = timedelta(minutes=10)
"""Whoever asked for a paper so long before this kiosk came back may still wait for it."""


def run(start: ScreenStart[KioskConfig]) -> int:
    """Give tickets until it is closed; the exit code."""
    config, process = start.config, ScreenProcess(start)
    process.look.suit(lower_edge_mm=config.lower_edge_mm, double_press_ms=config.double_press_ms)
    with ExitStack() as ends:
        # The last words of its printers come when no loop runs any more to hear them.
        ends.callback(hear_out)
        conditions = Conditions()
        printing = _printing(start, process, conditions, ends)
        paper = _paper(config, process, conditions, printing)
        kiosk = KioskScreen(
            process.station,
            paper,
            texts=process.texts,
            look=process.look,
            settings=KioskSettings(slot=PrinterSlot(config.slot.value), reader=config.reader),
        )
        spoken = reading_aloud(config.sound, process.texts)
        if spoken is not None:
            ends.enter_context(spoken)
        speaker = _speaker(process, kiosk, spoken)
        headset = Headset(speaker.headset.emit)
        ends.callback(headset.close)
        opened = process.open("Foleni.Kiosk", "kiosk", kiosk)
        speaker.watch(opened.window)
        kiosk.watch(opened.window)

        def after_first_frame() -> None:
            headset.start()
            if headset.plugged:
                speaker.headset.emit(True)
            if printing is not None:
                # Its worker loads Pillow, which no first screen shall wait for.
                printing.start(lambda report: _tell(process, report))

        return process.run(opened, after_first_frame=after_first_frame)


def _printing(
    start: ScreenStart[KioskConfig],
    process: ScreenProcess,
    conditions: Conditions,
    ends: ExitStack,
) -> Printing | None:
    if not start.config.group:
        return None
    printing = Printing(
        start.config,
        store=process.store,
        texts=process.texts,
        owner=start.name,
        on_condition=conditions.note,
    )
    return ends.enter_context(printing)


def _paper(
    config: KioskConfig, process: ScreenProcess, conditions: Conditions, printing: Printing | None
) -> KioskPaper:
    notes = PrinterNotes(process.station, printers=printing.places if printing else ())
    paper = KioskPaper(
        process.station,
        printing.spooler if printing else None,
        page_url=config.public_url,
        places=printing.places if printing else None,
    )
    # A connection to a method keeps nothing alive: what notes live by is their parent.
    notes.setParent(paper)
    conditions.changed.connect(notes.note)
    conditions.changed.connect(paper.note)
    return paper


def _speaker(process: ScreenProcess, kiosk: KioskScreen, spoken: Speaking | None) -> Speaker:
    chime = (lambda: (spoken.chime(),)) if spoken is not None else tuple
    return Speaker(
        kiosk,
        spoken.voice if spoken is not None else None,
        texts=process.texts,
        look=process.look,
        manner=Manner(form=SpokenForm(process.texts), chime=chime),
    )


def _tell(process: ScreenProcess, report: PaperReport) -> None:
    cause = report.cause.value if report.cause else None
    paper = report.outcome.paper
    process.station.tell(ReportPaper(ticket=report.ticket, paper=paper, cause=cause))
    if datetime.now(UTC) - datetime.fromisoformat(report.queued_at) < JUST_NOW:
        # Its visitor stands here, and the screen knows the number no more.
        process.station.tell(CallForHelp())
