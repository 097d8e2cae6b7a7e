"""Sound as samples."""

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
