"""The way to the hub, as whoever brings something up or down asks on it."""

from collections.abc import Mapping
from typing import Protocol

from kiosk.sync.hub_session import SignedAnswer


class Road(Protocol):
    """Asks the hub, as ``HubSession`` does, which says what it raises."""

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        timeout_s: float = 10.0,
        headers: Mapping[str, str] | None = None,
    ) -> SignedAnswer:
        """The hub's own answer, when it is yes."""
        ...
