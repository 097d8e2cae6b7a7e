"""`python main.py hub`: every centre's journal in one place, and commands back."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from kiosk.client.pinning import stays_here
from kiosk.config import HubConfig
from kiosk.db.lock import DirectoryRefuses, DirectoryUnfit
from kiosk.db.pepper import PepperUnfit
from kiosk.hub.keys import HubKeysUnfit
from kiosk.hub.listening import CertificateUnfit
from kiosk.hub.postgres import PostgresUnfit
from kiosk.hub.schema import SchemaUnfit
from kiosk.hub.server import serve
from kiosk.hub.settings import HubSettings
from kiosk.hub.store import DsnUnfit, HubStoreFailed
from kiosk.log import start_logging
from kiosk.roles.places import HUB_FILE, TEXTS, WEB, hub_directory
from kiosk.roles.settings import settings
from kiosk.roles.start import MISTAKE, NOT_NOW, CannotStart, parser, port
from kiosk.roles.systemd import Systemd
from kiosk.texts import UnknownText
from kiosk.web.files import raise_file_limit
from kiosk.web.heartbeat import Heartbeat
from kiosk.web.listening import CannotListen


def main(arguments: Sequence[str]) -> int:
    """Run the hub until it is told to end; the exit code. Raises ``CannotStart``."""
    given = _given(arguments)
    # Until the server listens there is nothing to end in order.
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    start_logging("hub")
    raise_file_limit()
    systemd = Systemd.taken_from(os.environ)

    def ready(url: str, tls_url: str) -> None:
        print(f"hub ready at {url}" + (f"\nand at {tls_url}" if tls_url else ""), flush=True)
        systemd.status(f"answers at {url}")
        systemd.ready()

    heart = Heartbeat(beat=systemd.beat, every_s=systemd.beat_every_s) if systemd.watched else None
    try:
        serve(_settings(given), ready=ready, heart=heart)
    except (
        CannotListen,
        CertificateUnfit,
        DirectoryUnfit,
        DsnUnfit,
        HubKeysUnfit,
        HubStoreFailed,
        PepperUnfit,
        PostgresUnfit,
        SchemaUnfit,
        UnknownText,
    ) as reason:
        raise CannotStart(_sentence(reason), code=_code(reason)) from reason
    finally:
        systemd.stopping()
        systemd.close()
    return 0


def _sentence(reason: Exception) -> str:
    if isinstance(reason, HubStoreFailed):
        return f"PostgreSQL does not answer ({reason}); see that it runs, or give another --dsn"
    return str(reason)


def _code(reason: Exception) -> int:
    """Whether another start may go well."""
    if isinstance(reason, CannotListen | PostgresUnfit):
        return NOT_NOW if reason.passes else MISTAKE
    return NOT_NOW if isinstance(reason, DirectoryRefuses | HubStoreFailed) else MISTAKE


def settings_from(arguments: Sequence[str]) -> HubSettings:
    """The settings of a hub started with these arguments. Raises ``CannotStart``."""
    return _settings(_given(arguments))


def _given(arguments: Sequence[str]) -> Namespace:
    line = parser("hub", "Every centre's journal in one place, and commands back.")
    line.add_argument("--config", type=Path, help="settings, instead of hub.toml in --data")
    line.add_argument("--dsn", help="PostgreSQL to use, instead of one of its own in --data")
    line.add_argument("--data", type=Path, help="where its keys lie, and its own PostgreSQL")
    line.add_argument("--host", help="address to listen at; 127.0.0.1 unless told otherwise")
    line.add_argument("--port", type=port, help="port to listen at; 8500, or 0 for a free one")
    line.add_argument("--tls-port", type=port, help="port for https, where it has a certificate")
    return line.parse_args(arguments)


def _settings(given: Namespace) -> HubSettings:
    """The command line over the settings file over what is usual."""
    data = hub_directory(given.data)
    file = given.config or data / HUB_FILE
    config = settings(HubConfig, given.config, beside=data / HUB_FILE)
    _check_address(file, config)
    return HubSettings(
        data=data,
        texts=TEXTS,
        web=WEB,
        dsn=given.dsn or config.dsn,
        host=given.host or config.host,
        port=config.port if given.port is None else given.port,
        tls_port=config.tls_port if given.tls_port is None else given.tls_port,
        public_url=config.public_url,
        tls_certificate=_beside(file, config.tls_certificate),
        tls_key=_beside(file, config.tls_key),
        proxies=_proxies(file, config.proxies),
    )


def _check_address(file: Path, config: HubConfig) -> None:
    """Whoever has others come must say where to, and by which road. Raises ``CannotStart``."""
    if config.public_url is None:
        if config.tls_certificate is not None or config.proxies:
            raise CannotStart(
                f"{file}: public_url: is missing; give where centres and citizens reach this hub, "
                'such as "https://hub.example.go.ke"'
            )
        return
    parts = urlsplit(config.public_url)
    if parts.scheme != "https" and not stays_here(parts.hostname or ""):
        raise CannotStart(
            f"{file}: public_url: other machines reach a hub over https only; give https://"
        )
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise CannotStart(f"{file}: public_url: give an address without a path")


def _beside(file: Path, name: str | None) -> Path | None:
    return file.parent / name if name is not None else None


def _proxies(file: Path, named: Iterable[str]) -> frozenset[str]:
    """Their addresses as a socket tells them. Raises ``CannotStart``."""
    try:
        return frozenset(str(ip_address(name)) for name in named)
    except ValueError as error:
        reason = f'{file}: proxies: {error}; give addresses, such as ["10.0.0.1"]'
        raise CannotStart(reason) from error


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
