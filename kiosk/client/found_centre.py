"""A centre that somebody on the LAN says there is."""

from dataclasses import dataclass

FINGERPRINT_DIGITS = 16
"""What is announced of an authority's fingerprint: enough to look there, never to believe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCentre:
    """What one centre says of itself: its code, its name and where it stands.

    ``fingerprint`` is the beginning of its authority's, 16 hex digits; empty where it told none.
    ``term`` counts how often its journal was taken over.
    """

    code: str
    name: str
    urls: tuple[str, ...]
    fingerprint: str = ""
    term: int = 0
