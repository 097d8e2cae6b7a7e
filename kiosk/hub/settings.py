"""What a hub is told when it starts."""

from dataclasses import dataclass
from pathlib import Path

PORT = 8500
"""Where a hub listens by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSettings:
    """A hub's settings; ``dsn`` of ``None`` means a PostgreSQL of its own in ``data``."""

    data: Path
    texts: Path
    web: Path
    dsn: str | None = None
    host: str = "127.0.0.1"
    port: int = PORT
