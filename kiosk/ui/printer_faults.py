"""The virtual printer's faults as its window shows them: icon, key, words, and what they do."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kiosk.printer.emulator.faults import Fault
from kiosk.texts import Texts


@dataclass(frozen=True, slots=True)
class Shown:
    """One fault's button; ``words`` and ``effect`` are keys of sentences."""

    icon: str
    key: str
    words: str
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRow:
    """One fault as a button that holds."""

    fault: str
    words: str
    iconName: str
    key: str
    standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterFigure:
    """One figure of what the printer has done."""

    figure: int
    words: str


FAULTS = {
    Fault.PAPER_LOW: Shown("scroll-text", "A", "printer-low", "printer-low-now"),
    Fault.PAPER_OUT: Shown("file-x", "B", "printer-out", "printer-out-now"),
    Fault.PAPER_ENDS: Shown("arrow-down-to-line", "C", "printer-ends", "printer-ends-now"),
    Fault.COVER_OPEN: Shown("door-open", "D", "printer-cover", "printer-cover-now"),
    Fault.KNIFE_STUCK: Shown("wrench", "E", "printer-knife", "printer-knife-now"),
    Fault.OFFLINE: Shown("wifi-off", "F", "printer-offline", "printer-offline-now"),
    Fault.MUTE: Shown("moon", "G", "printer-mute", "printer-mute-now"),
    Fault.GARBAGE: Shown("shield-alert", "H", "printer-garbage", "printer-garbage-now"),
    Fault.STALLED: Shown("pause", "I", "printer-stalled", "printer-stalled-now"),
    Fault.HANGS_UP: Shown("circle-x", "J", "printer-hangs-up", "printer-hangs-up-now"),
    Fault.UNPLUGGED: Shown("unplug", "K", "printer-unplugged", "printer-unplugged-now"),
    Fault.SLOW: Shown("hourglass", "L", "printer-slow", "printer-slow-now"),
}
FIGURES = ("printer-slips", "printer-read", "printer-broken-off", "printer-unknown")
_TELLING = (
    Fault.UNPLUGGED,
    Fault.STALLED,
    Fault.GARBAGE,
    Fault.MUTE,
    Fault.HANGS_UP,
    Fault.COVER_OPEN,
    Fault.PAPER_OUT,
    Fault.KNIFE_STUCK,
    Fault.OFFLINE,
    Fault.PAPER_ENDS,
    Fault.SLOW,
    Fault.PAPER_LOW,
)
"""Of several faults, the first of these hides the others from a host."""


def fault_rows(texts: Texts, language: str, standing: AbstractSet[Fault]) -> list[FaultRow]:
    """Every fault as a button in this language."""
    return [
        FaultRow(
            fault=fault.value,
            words=texts.say(language, shown.words),
            iconName=shown.icon,
            key=shown.key,
            standing=fault in standing,
        )
        for fault, shown in FAULTS.items()
    ]


def most_telling(standing: AbstractSet[Fault]) -> Fault | None:
    """The fault that a host notices; ``None``: none is there."""
    return next((fault for fault in _TELLING if fault in standing), None)
