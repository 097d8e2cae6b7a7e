"""The printers that staff should go to, in words: what is wrong, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.events import PrinterState
from kiosk.domain.printers import PrinterNow
from kiosk.texts import Texts

NO_BREAK = "\u00a0"
_OUT_OF_ORDER = {
    "paper_out": "counter-printer-paper-out",
    "cover_open": "counter-printer-cover-open",
    "cutter": "counter-printer-cutter",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterRow:
    """One printer in trouble, or how many more there are, which is shorter than it is ``spoken``.

    ``tone`` is amber while it still prints, red when it does not.
    """

    say: str
    spoken: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    """What one printer has, however many devices tell of it: first told at ``since``."""

    printer: str
    state: PrinterState
    cause: str | None
    since: datetime

    @property
    def low(self) -> bool:
        return self.state is PrinterState.LOW


def printer_rows(
    printers: Iterable[PrinterNow], texts: Texts, language: str, *, at: datetime, most: int
) -> tuple[PrinterRow, ...]:
    """The worst first, then the oldest: ``most`` rows, and how many more there are."""
    troubles = sorted(_merged(printers), key=lambda found: (found.low, found.since))
    shown, more = troubles[:most], troubles[most:]
    rows = [_row(found, texts, language, at) for found in shown]
    if more:
        spoken = texts.say(language, "counter-printers-more", count=len(more))
        tone = "amber" if all(found.low for found in more) else "red"
        rows.append(PrinterRow(say=f"+{len(more)}", spoken=spoken, tone=tone))
    return tuple(rows)


def _merged(printers: Iterable[PrinterNow]) -> Iterable[_Trouble]:
    """One for each name and state: a printer that several devices print on is told of by each."""
    merged: dict[tuple[str, PrinterState], _Trouble] = {}
    for now in sorted(printers, key=lambda now: now.since):
        key = (now.printer, now.state)
        first = merged[key].since if key in merged else now.since
        merged[key] = _Trouble(printer=now.printer, state=now.state, cause=now.cause, since=first)
    return merged.values()


def _row(found: _Trouble, texts: Texts, language: str, at: datetime) -> PrinterRow:
    say = texts.say(language, _words(found), printer=found.printer)
    minutes = int((at - found.since).total_seconds() // 60)
    if minutes > 0:
        said = texts.say(language, "counter-printer-since", trouble=say, minutes=minutes)
        what, dot, how_long = said.rpartition(" · ")
        # It breaks before the last word of what it is: a dot or a figure alone looks lost.
        say = what + (dot + how_long).replace(" ", NO_BREAK)
    return PrinterRow(say=say, spoken=say, tone="amber" if found.low else "red")


def _words(found: _Trouble) -> str:
    """The key of the sentence."""
    match found.state:
        case PrinterState.LOW:
            return "counter-printer-low"
        case PrinterState.UNREACHABLE:
            return "counter-printer-unreachable"
        case _:
            return _OUT_OF_ORDER.get(found.cause or "", "counter-printer-not-ready")
