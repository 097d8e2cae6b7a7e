"""How a manager's page says things: names, minutes, places and printers, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.counter import CounterState
from kiosk.domain.events import PrinterState
from kiosk.domain.printers import PrinterNow
from kiosk.domain.satisfaction import Score
from kiosk.texts import Texts
from kiosk.web.manager_sight import CounterSight, HelpSight
from kiosk.web.sight import named

NOTHING = "–"
"""Stands where there is no figure."""
_OUT_OF_ORDER = {
    "paper_out": "counter-printer-paper-out",
    "cover_open": "counter-printer-cover-open",
    "cutter": "counter-printer-cutter",
}
_DOING = {
    CounterState.CLOSED: "manager-counter-closed",
    CounterState.FREE: "manager-counter-free",
    CounterState.READY: "manager-counter-ready",
    CounterState.CALLED: "manager-counter-called",
    CounterState.SERVING: "manager-counter-serving",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerWords:
    """The sentences of one language, as the pages need them."""

    texts: Texts
    language: str

    def say(self, key: str, **given: str | float) -> str:
        """One sentence."""
        return self.texts.say(self.language, key, **given)

    def name(self, names: Mapping[str, str]) -> str:
        """A name of the catalogue."""
        return named(names, self.language)

    def minutes(self, minutes: int | None) -> str:
        """``12 min``, or a dash."""
        return NOTHING if minutes is None else self.say("minutes-count", minutes=minutes)

    def ago(self, minutes: int) -> str:
        """How long something has been so."""
        return self.say("manager-since", minutes=minutes)

    def now(self, at: datetime) -> str:
        """``Friday 20 November, 10:24``."""
        return f"{self.texts.date(self.language, at.date())}, {self.texts.time(at)}"

    def where(self, call: HelpSight) -> str:
        """The counter or the kiosk that somebody is needed at."""
        if call.label:
            return self.say("counter-label", label=call.label)
        number = call.by.partition("-")[2]
        return call.name or self.say("counter-help-at-kiosk", number=number).strip()

    def printer(self, printer: PrinterNow) -> str:
        """What a printer has."""
        match printer.state:
            case PrinterState.LOW:
                key = "counter-printer-low"
            case PrinterState.UNREACHABLE:
                key = "counter-printer-unreachable"
            case _:
                key = _OUT_OF_ORDER.get(printer.cause or "", "counter-printer-not-ready")
        return self.say(key, printer=printer.printer)

    def doing(self, counter: CounterSight) -> str:
        """What a counter does, and for how long."""
        if counter.state is CounterState.PAUSED:
            reason = self.name(counter.pause or {})
            return self.say("manager-counter-paused", reason=reason, minutes=counter.minutes)
        key = "manager-counter-over" if counter.over else _DOING[counter.state]
        return self.say(key, minutes=counter.minutes)


def tone_of(printer: PrinterNow) -> str:
    """How pressing a printer's trouble is: ``amber`` while it still prints, else ``red``."""
    return "amber" if printer.state is PrinterState.LOW else "red"


def between(score: Score) -> str:
    """The interval of a share, as ``71–84%``."""
    return f"{score.low * 100:.0f}–{score.high:.0%}"
