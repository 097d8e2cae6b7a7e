"""A circuit breaker: a printer that let us wait in vain is not tried again by a visitor's job."""

from dataclasses import dataclass

from kiosk.printer.outcome import Cause

COSTLY = frozenset({Cause.UNREACHABLE, Cause.MUTE, Cause.BUSY, Cause.GARBAGE, Cause.STALLED})
"""Causes that take seconds to find out. Whatever a printer says of itself it says at once."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """``cause`` is why the circuit is open; ``None``: closed, jobs go through."""

    cause: Cause | None = None

    def after(self, trouble: Cause | None) -> "Breaker":
        """The breaker once a job or a probe has met ``trouble``, or none."""
        return Breaker(trouble if trouble in COSTLY else None)
