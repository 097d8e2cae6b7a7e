"""How a manager's page says things: counters, printers, and who needs somebody where."""

from dataclasses import dataclass

from kiosk.domain.counter import CounterState
from kiosk.domain.events import PrinterState
from kiosk.domain.printers import PrinterNow
from kiosk.web.desk_words import DeskWords
from kiosk.web.manager_sight import CounterSight, HelpSight

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
class ManagerWords(DeskWords):
    """The sentences of one language, as the manager's pages need them."""

    def ago(self, minutes: int) -> str:
        """How long something has been so."""
        return self.say("manager-since", minutes=minutes)

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
