"""`python main.py centre`: the centre's server, one process."""

import logging
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from kiosk.centre.authority import AuthorityUnfit, DiskRefusesKeys
from kiosk.centre.catalogue_file import CatalogueMistake
from kiosk.centre.mending import StoreDamaged
from kiosk.centre.server import JournalUnreadable, serve
from kiosk.centre.settings import CentreSettings
from kiosk.centre.terms import Superseded
from kiosk.config import CentreConfig
from kiosk.db.lock import DirectoryRefuses, DirectoryUnfit
from kiosk.db.opening import DatabaseUnfit, DiskRefuses, Failure, StoreFailed
from kiosk.log import start_logging
from kiosk.roles.places import CENTRE_FILE, SAMPLE_CATALOGUE, TEXTS, WEB, data_directory
from kiosk.roles.settings import settings
from kiosk.roles.start import MISTAKE, NOT_NOW, CannotStart, parser, port
from kiosk.roles.systemd import Systemd
from kiosk.roles.this_machine import this_machine
from kiosk.sync.membership import Membership, MembershipUnfit
from kiosk.texts import UnknownText
from kiosk.web.files import raise_file_limit
from kiosk.web.heartbeat import Heartbeat
from kiosk.web.listening import CannotListen

log = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """Run the centre until it is told to end; the exit code. Raises ``CannotStart``."""
    given = _given(arguments)
    # Until the server listens there is nothing to end in order.
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    start_logging("centre")
    raise_file_limit()
    systemd = Systemd.taken_from(os.environ)

    def ready(url: str, tls_url: str) -> None:
        print(f"centre ready at {url}\nand at {tls_url}", flush=True)
        systemd.status(f"answers at {url}")
        systemd.ready()

    heart = Heartbeat(beat=systemd.beat, every_s=systemd.beat_every_s) if systemd.watched else None
    try:
        serve(_settings(given), ready=ready, heart=heart)
    except (
        AuthorityUnfit,
        CatalogueMistake,
        CannotListen,
        DatabaseUnfit,
        DirectoryUnfit,
        JournalUnreadable,
        StoreDamaged,
        StoreFailed,
        Superseded,
        UnknownText,
    ) as reason:
        raise CannotStart(str(reason), code=NOT_NOW if _passes(reason) else MISTAKE) from reason
    finally:
        systemd.stopping()
        systemd.close()
    return 0


def _passes(reason: Exception) -> bool:
    """Whether another start may go well."""
    if isinstance(reason, StoreFailed):
        return reason.kind is not Failure.DAMAGED
    if isinstance(reason, CannotListen):
        return reason.passes
    return isinstance(reason, DiskRefuses | DiskRefusesKeys | DirectoryRefuses | StoreDamaged)


def settings_from(arguments: Sequence[str]) -> CentreSettings:
    """The settings of a centre started with these arguments. Raises ``CannotStart``."""
    return _settings(_given(arguments))


def _given(arguments: Sequence[str]) -> Namespace:
    line = parser("centre", "The centre's server: journal, commands, feed.")
    line.add_argument("--config", type=Path, help="settings, instead of centre.toml in --data")
    line.add_argument("--data", type=Path, help="where the journal lies")
    line.add_argument("--host", help="address to listen at; 127.0.0.1 unless told otherwise")
    line.add_argument("--port", type=port, help="port to listen at; 8400, or 0 for a free one")
    line.add_argument("--tls-port", type=port, help="port for https; 8443, or 0 for a free one")
    line.add_argument(
        "--trust-loopback", action="store_true", help="admit every screen of this machine"
    )
    line.add_argument(
        "--open-all-day", action="store_true", help="no hours, quotas or suspensions: training"
    )
    return line.parse_args(arguments)


def _settings(given: Namespace) -> CentreSettings:
    """The command line over the settings file over what is usual."""
    data = data_directory("centre", given=given.data)
    beside = data / CENTRE_FILE
    config = settings(CentreConfig, given.config, beside=beside)
    catalogue = SAMPLE_CATALOGUE
    if config.catalogue is not None:
        catalogue = (given.config or beside).parent / config.catalogue
    return CentreSettings(
        data=data,
        catalogue=catalogue,
        texts=TEXTS,
        web=WEB,
        host=given.host or config.host,
        port=config.port if given.port is None else given.port,
        tls_port=config.tls_port if given.tls_port is None else given.tls_port,
        trust_loopback=given.trust_loopback or config.trust_loopback,
        open_all_day=given.open_all_day or config.open_all_day,
        foresees=True,
        hub_key=_checked(config.hub_key, given.config or beside),
        hub_kbit_s=config.hub_kbit_s,
        hub_authority=_authority(config.hub_authority, given.config or beside),
        machine=this_machine(),
        membership=_membership(data),
        keep_days=config.keep_days,
        prefix=config.prefix or "",
    )


def _membership(data: Path) -> Membership | None:
    """The centre's place at its hub; where that cannot be read the hall goes on without."""
    try:
        return Membership.load(data)
    except MembershipUnfit as unfit:
        log.warning("membership_unfit", extra={"cause": str(unfit)})
        return None


def _checked(hub_key: str | None, file: Path) -> str | None:
    """The key, if there is one; raises ``CannotStart`` where nothing can be sealed to it."""
    if hub_key is None:
        return None
    # Loaded late: a centre without a hub needs none of it.
    from kiosk.client.sealing import KeyUnfit, SealingKey  # noqa: PLC0415

    try:
        SealingKey(hub_key)
    except KeyUnfit as error:
        reason = f"{file}: hub_key: nothing can be sealed to this key; give the hub's public key"
        raise CannotStart(reason) from error
    return hub_key


def _authority(name: str | None, file: Path) -> str | None:
    """The certificate beside the settings; raises ``CannotStart`` where it cannot be read."""
    if name is None:
        return None
    path = file.parent / name
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotStart(f"{file}: hub_authority: {path} cannot be read") from error


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
