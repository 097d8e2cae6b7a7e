"""`python main.py hub`: every centre's journal in one place, and commands back."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from kiosk.db.lock import DirectoryRefuses, DirectoryUnfit
from kiosk.hub.keys import HubKeysUnfit
from kiosk.hub.postgres import PostgresUnfit
from kiosk.hub.schema import SchemaUnfit
from kiosk.hub.server import serve
from kiosk.hub.settings import PORT, HubSettings
from kiosk.hub.store import HubStoreFailed
from kiosk.log import start_logging
from kiosk.roles.places import TEXTS, WEB, data_directory
from kiosk.roles.start import MISTAKE, NOT_NOW, CannotStart, parser, port
from kiosk.texts import UnknownText
from kiosk.web.listening import CannotListen

SYSTEM_DATA = Path("/var/lib/foleni/hub")
"""Where root's hub keeps its data: PostgreSQL is never root's, and may not enter root's home."""


def main(arguments: Sequence[str]) -> int:
    """Run the hub until it is told to end; the exit code. Raises ``CannotStart``."""
    given = _given(arguments)
    # Until the server listens there is nothing to end in order.
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    start_logging("hub")
    try:
        serve(_settings(given), ready=_ready)
    except (
        CannotListen,
        DirectoryUnfit,
        HubKeysUnfit,
        HubStoreFailed,
        PostgresUnfit,
        SchemaUnfit,
        UnknownText,
    ) as reason:
        raise CannotStart(_sentence(reason), code=_code(reason)) from reason
    return 0


def _ready(url: str) -> None:
    print(f"hub ready at {url}", flush=True)


def _sentence(reason: Exception) -> str:
    if isinstance(reason, HubStoreFailed):
        return f"PostgreSQL does not answer ({reason}); see that it runs, or give another --dsn"
    return str(reason)


def _code(reason: Exception) -> int:
    """Whether another start may go well."""
    if isinstance(reason, CannotListen):
        return NOT_NOW if reason.passes else MISTAKE
    return NOT_NOW if isinstance(reason, DirectoryRefuses | HubStoreFailed) else MISTAKE


def _given(arguments: Sequence[str]) -> Namespace:
    line = parser("hub", "Every centre's journal in one place, and commands back.")
    line.add_argument("--dsn", help="PostgreSQL to use, instead of one of its own in --data")
    line.add_argument("--data", type=Path, help="where its keys lie, and its own PostgreSQL")
    line.add_argument("--host", help="address to listen at; 127.0.0.1 unless told otherwise")
    line.add_argument("--port", type=port, help="port to listen at; 8500, or 0 for a free one")
    return line.parse_args(arguments)


def _settings(given: Namespace) -> HubSettings:
    return HubSettings(
        data=_data(given),
        texts=TEXTS,
        web=WEB,
        dsn=given.dsn,
        host=given.host or "127.0.0.1",
        port=PORT if given.port is None else given.port,
    )


def _data(given: Namespace) -> Path:
    if given.data is None and given.dsn is None and sys.platform != "win32" and os.geteuid() == 0:
        return SYSTEM_DATA
    return data_directory("hub", given=given.data)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
