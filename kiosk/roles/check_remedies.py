"""What to do about a printer's trouble, in words for whoever stands in front of it."""

from kiosk.printer.outcome import Cause

_REMEDIES = {
    Cause.PAPER_OUT: "has no paper: put in a roll",
    Cause.COVER_OPEN: "has its cover open: close it",
    Cause.CUTTER: "says its knife is stuck: clear the paper and switch it off and on",
    Cause.ERROR: "tells of an error: switch it off and on",
    Cause.OFFLINE: "is offline: press its FEED or ONLINE button",
    Cause.UNREACHABLE: "does not answer: look at its plug, its cable and its address",
    Cause.BUSY: "is taken by another machine or program: wait until that is done",
    Cause.MUTE: "takes connections but tells no status: is another program printing on it?",
    Cause.GARBAGE: "does not answer like a receipt printer: is the address right?",
    Cause.HUNG_UP: "hung up: is another program printing on it?",
    Cause.STALLED: "takes no bytes: switch it off and on",
    Cause.SILENT: "took everything and then said nothing: look at what came out",
}


def told(name: str, cause: Cause) -> str:
    """One sentence about the trouble of the printer called ``name``, and what to do."""
    end = _REMEDIES.get(cause, f"is not ready ({cause.value})")
    return f"{name} {end}" if end.endswith("?") else f"{name} {end}."
