"""A screen's printers: profiles, roads, spool and spooler, joined."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from kiosk.config import PrinterConfig, PrintingConfig
from kiosk.db.opening import open_device
from kiosk.db.printers import PrinterTable
from kiosk.db.spool import Spool
from kiosk.domain.catalogue import Names
from kiosk.printer.condition import PrinterCondition
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import Cut, PrinterProfile, UnknownProfile, read_profile
from kiosk.printer.spool import PaperReport, recover
from kiosk.printer.spooler import Spooler
from kiosk.printer.worker import PrinterUnit
from kiosk.roles.places import FONTS
from kiosk.roles.roads import encoder_of, name_of, preparation, road_to
from kiosk.roles.start import CannotStart
from kiosk.texts import Texts


class Printing:
    """Use as a context: whatever is under way when it ends is ended, and written down as such.

    ``store`` is the device's database, ``owner`` whose slips a printer that stands in says they
    are, ``on_condition`` hears how each printer is (on the spooler's thread). Raises
    ``CannotStart`` for settings that cannot be meant.
    """

    def __init__(
        self,
        config: PrintingConfig,
        *,
        store: Path,
        texts: Texts,
        owner: str = "",
        on_condition: Callable[[str, PrinterCondition], None] = lambda _name, _condition: None,
    ) -> None:
        self._texts = texts
        names = names_of(config.group)
        self._database = open_device(store)
        self._spool = Spool(self._database)
        self.places: Mapping[str, Names] = {
            name: printer.place for name, printer in zip(names, config.group, strict=True)
        }
        """Where each printer's paper is collected, by language."""
        table = PrinterTable(self._database)
        self.spooler = Spooler(
            [self._unit(name, each, table) for name, each in zip(names, config.group, strict=True)],
            store=self._spool,
            owner=owner,
            ttl_s=config.print_within_s,
            on_condition=on_condition,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.spooler.close()
        self._database.close()

    def start(self, tell_left_open: Callable[[PaperReport], None] = lambda _report: None) -> None:
        """Tell what became of papers under way when this device last stopped; begin to print."""
        try:
            recover(self._spool, tell_left_open)
        finally:
            self.spooler.start()

    def _unit(self, name: str, printer: PrinterConfig, table: PrinterTable) -> PrinterUnit:
        road = road_to(printer)
        return PrinterUnit(
            name=name,
            road=road,
            press=SlipPress(
                fonts=FONTS,
                texts=self._texts,
                profile=profile_of(printer),
                encode=encoder_of(printer),
            ),
            probe_s=printer.probe_s,
            prepare=preparation(printer, road, table),
        )


def names_of(group: Sequence[PrinterConfig]) -> tuple[str, ...]:
    """What each printer is called; raises ``CannotStart`` where two are called the same."""
    names = tuple(name_of(printer) for printer in group)
    for name in names:
        if names.count(name) > 1:
            raise CannotStart(f"printers: two are called {name!r}; give each a name of its own")
    return names


def profile_of(config: PrinterConfig) -> PrinterProfile:
    """The printer's dots and knife, as its model or the settings have them.

    Raises ``CannotStart`` for a model nobody knows.
    """
    if config.model is None:
        return PrinterProfile(
            name=config.host or config.queue or "",
            width_dots=config.dots,
            dpi=config.dpi,
            cut=Cut(config.knife.value),
        )
    try:
        return read_profile(config.model)
    except UnknownProfile as error:
        raise CannotStart(f"printer.model: {error}") from error
