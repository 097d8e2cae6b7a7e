"""A screen's printer: profile, road, spool and worker, joined."""

from pathlib import Path
from typing import Self

from kiosk.config import PrinterConfig
from kiosk.db.opening import open_device
from kiosk.db.spool import Spool
from kiosk.printer.lan import LanPrinter
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import Cut, PrinterProfile, UnknownProfile, read_profile
from kiosk.printer.spool import PaperReport, recover
from kiosk.printer.spooler import Spooler
from kiosk.roles.places import FONTS
from kiosk.roles.start import CannotStart
from kiosk.texts import Texts


class Printing:
    """Use as a context: whatever is under way when it ends is ended, and written down as such.

    ``store`` is the device's database. Raises ``CannotStart`` for an unknown model.
    """

    def __init__(self, config: PrinterConfig, *, store: Path, texts: Texts) -> None:
        self._database = open_device(store)
        spool = Spool(self._database)
        self.left_open: tuple[PaperReport, ...] = tuple(recover(spool))
        """What became of the papers that were under way when this device last stopped."""
        self.spooler = Spooler(
            name=f"{config.host}:{config.port}",
            road=LanPrinter(host=config.host, port=config.port),
            press=SlipPress(fonts=FONTS, texts=texts, profile=profile_of(config)),
            store=spool,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.spooler.close()
        self._database.close()


def profile_of(config: PrinterConfig) -> PrinterProfile:
    """The printer's dots and knife, as its model or the settings have them.

    Raises ``CannotStart`` for a model nobody knows.
    """
    if config.model is None:
        return PrinterProfile(
            name=config.host,
            width_dots=config.dots,
            dpi=config.dpi,
            cut=Cut(config.knife.value),
        )
    try:
        return read_profile(config.model)
    except UnknownProfile as error:
        raise CannotStart(f"printer.model: {error}") from error
