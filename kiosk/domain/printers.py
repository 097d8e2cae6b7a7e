"""A printer as its device last told of it."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.events import PrinterState
from kiosk.domain.ids import DeviceId

NAME_CHARACTERS = 40
"""How long a printer's name may be."""
PRINTERS_A_DEVICE = 16
"""Of so many printers at most a device can tell at a time: no device fills the floor."""
TROUBLES = frozenset({PrinterState.LOW, PrinterState.NOT_READY, PrinterState.UNREACHABLE})
"""States in which somebody should go there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterNow:
    """A printer that is not simply ready: ``since`` when it came into this state.

    ``cause`` is a code such as ``paper_out``.
    """

    device: DeviceId
    printer: str
    state: PrinterState
    cause: str | None
    since: datetime


def fitted_name(name: str) -> str:
    """What a printer is called in the journal, whatever its settings call it."""
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    return printable.strip()[:NAME_CHARACTERS].strip() or "?"


def fit_name(name: str) -> bool:
    """Whether a printer may be called so: 1 to 40 printable characters, no space around them."""
    return 0 < len(name) <= NAME_CHARACTERS and name.isprintable() and name == name.strip()
