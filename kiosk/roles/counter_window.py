"""Builds the counter's window, and its printer where it has one."""

from contextlib import ExitStack

from kiosk.config import CounterConfig
from kiosk.domain.ids import CounterId
from kiosk.roles.printing import Printing
from kiosk.roles.screen import ScreenStart
from kiosk.roles.screen_process import ScreenProcess
from kiosk.ui.counter_asking import Asking
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_paper import CounterPaper
from kiosk.ui.counter_screen import CounterScreen
from kiosk.ui.counter_signing import Signing
from kiosk.ui.paper import Conditions
from kiosk.ui.printer_notes import PrinterNotes


def run(start: ScreenStart[CounterConfig]) -> int:
    """Serve until it is closed; the exit code."""
    config, process = start.config, ScreenProcess(start)
    with ExitStack() as ends:
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
        conditions.changed.connect(notes.note)
        asking = Asking(process.station, process.texts)
        desk = Desk(
            station=process.station,
            counter=CounterId(config.counter or ""),
            texts=process.texts,
            asking=asking,
            paper=(
                CounterPaper(printing.spooler, page_url=config.public_url, places=printing.places)
                if printing
                else None
            ),
            signing=Signing(process.link, process.station, asking),
        )
        counter = CounterScreen(desk, language=config.language)
        # Esc goes back one step here, as in every program an agent knows.
        opened = process.open("Foleni.Counter", "counter", counter, leave_on_escape=False)
        start_printing = printing.start if printing else _nothing
        return process.run(opened, after_first_frame=start_printing)


def _nothing() -> None:
    """No printer, nothing to load."""
