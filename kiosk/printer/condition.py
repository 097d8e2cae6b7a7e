"""How a printer is, in the words that staff and screens use."""

from dataclasses import dataclass

from kiosk.domain.events import PrinterState
from kiosk.printer.outcome import Cause
from kiosk.printer.status import PrinterStatus

_STATES = {
    Cause.UNREACHABLE: PrinterState.UNREACHABLE,
    Cause.BUSY: PrinterState.BUSY,
    Cause.MUTE: PrinterState.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterCondition:
    """One printer at one moment; ``cause`` says why it is not ready."""

    state: PrinterState
    cause: Cause | None = None

    @property
    def prints(self) -> bool:
        """Whether a slip may be sent to it: unless it, or its silence, speaks against that."""
        return self.cause is None


UNASKED = PrinterCondition(state=PrinterState.UNKNOWN)
"""Before the first answer, and of a printer that never gives one."""


def condition_of(status: PrinterStatus) -> PrinterCondition:
    """What a printer's own words make of it."""
    if not status.known:
        return UNASKED
    if status.trouble is not None:
        return PrinterCondition(state=PrinterState.NOT_READY, cause=status.trouble)
    return PrinterCondition(state=PrinterState.LOW if status.paper_low else PrinterState.READY)


def condition_after(cause: Cause) -> PrinterCondition:
    """What is known of a printer that could not be asked, or broke off, because of ``cause``."""
    return PrinterCondition(state=_STATES.get(cause, PrinterState.NOT_READY), cause=cause)
