"""What a hub is told when it starts."""

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.web.sign_in import Cost
from kiosk.wire.paths import HUB_PORT, HUB_TLS_PORT


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSettings:
    """A hub's settings; ``dsn`` of ``None`` means a PostgreSQL of its own in ``data``.

    ``public_url`` is where centres and citizens reach it, without a slash at its end; where nobody
    says, it is where it listens. With ``tls_certificate`` and ``tls_key`` it speaks https at
    ``tls_port``. ``proxies`` are addresses of machines before it whose word is believed. ``port``
    and ``tls_port`` of 0 take a free one. ``password_cost`` is what one check of a password takes.
    """

    data: Path
    texts: Path
    web: Path
    dsn: str | None = None
    host: str = "127.0.0.1"
    port: int = HUB_PORT
    tls_port: int = HUB_TLS_PORT
    public_url: str | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    proxies: frozenset[str] = frozenset()
    password_cost: Cost = field(default_factory=Cost)


class PublicAddress:
    """Where others reach this hub; known once it listens."""

    def __init__(self, settings: HubSettings) -> None:
        self._given = settings.public_url
        self._listens_at = ""

    def listens_at(self, url: str) -> None:
        """It listens there."""
        self._listens_at = url

    def __call__(self) -> str:
        """The address, without a slash at its end."""
        return (self._given or self._listens_at).rstrip("/")
