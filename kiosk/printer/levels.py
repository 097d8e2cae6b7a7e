"""What a printer's level means, in plain words for whoever installs it."""

from collections.abc import Mapping

from kiosk.printer.outcome import Level

WHAT_IT_TELLS: Mapping[Level, str] = {
    Level.MUTE: (
        "It takes slips and says nothing: after each one the screen asks whether it came out."
    ),
    Level.STATUS: "It says beforehand whether it is ready, but not that a slip has come out.",
    Level.FENCE: "It says when it has read a slip to its end with paper in it.",
    Level.PRINTED: "It says when the slip is printed.",
}

NOT_KNOWN = "What it can tell is not known yet."


def what_it_tells(level: Level | None) -> str:
    """One sentence about ``level``."""
    return NOT_KNOWN if level is None else WHAT_IT_TELLS[level]
