"""Sound as samples."""

from collections.abc import Sequence
from dataclasses import dataclass

BYTES_PER_SAMPLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """Mono sound: 16-bit signed little-endian samples, ``rate_hz`` of them a second."""

    samples: bytes
    rate_hz: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / BYTES_PER_SAMPLE / self.rate_hz


def silence(seconds: float, *, rate_hz: int) -> Sound:
    """Nothing to be heard for ``seconds``."""
    return Sound(samples=bytes(BYTES_PER_SAMPLE * round(seconds * rate_hz)), rate_hz=rate_hz)


def joined(sounds: Sequence[Sound], *, gap_s: float = 0.0) -> Sound:
    """One after another, ``gap_s`` between them; raises ``ValueError`` unless all rates agree."""
    rates = {sound.rate_hz for sound in sounds}
    if len(rates) != 1:
        raise ValueError(f"sounds of {len(rates)} sample rates cannot be joined")
    (rate_hz,) = rates
    gap = silence(gap_s, rate_hz=rate_hz).samples
    return Sound(samples=gap.join(sound.samples for sound in sounds), rate_hz=rate_hz)
