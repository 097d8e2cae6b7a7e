"""`python main.py follow`: keeps a copy of a centre, which can take its place."""

import logging
import os
import random
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from kiosk.client.address import LOCAL_CENTRE
from kiosk.client.backoff import Backoff
from kiosk.client.pinning import NoAuthority, PlainRoad
from kiosk.client.session import CentreSaysNo, NotJoined, Session
from kiosk.db.copying import CopyTable
from kiosk.db.journal import Journal
from kiosk.db.lock import DirectoryLock, DirectoryUnfit
from kiosk.db.opening import Database, DatabaseUnfit, StoreFailed, open_centre, reading
from kiosk.db.stores import CENTRE_STORE
from kiosk.domain.commands import Role
from kiosk.log import start_logging
from kiosk.roles import ROLES
from kiosk.roles.follow_telling import FollowTelling
from kiosk.roles.membership import AUTHORITY, TOKEN
from kiosk.roles.places import data_directory
from kiosk.roles.start import CannotStart, parser
from kiosk.roles.systemd import Systemd
from kiosk.sync.beside import keep_files
from kiosk.sync.copy import Copy, NotOneJournal
from kiosk.sync.follower import FeedLost, Follower, Standing

log = logging.getLogger(__name__)

SILENCE_S = 5.0
"""The feed says something every second."""
CODE_LIVES_S = 600.0
DISK_PAUSE_S = 5.0
NOT_ADMITTED = 401
NOT_A_FOLLOWER = 403
DIFFERS = 1
"""The exit code where copy and centre are two journals: trying again would change nothing."""


def main(arguments: Sequence[str]) -> int:
    """Follow until told to end; the exit code. Raises ``CannotStart``."""
    given = _given(arguments)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    start_logging("follow")
    systemd = Systemd.taken_from(os.environ)
    data = data_directory("follower", given=given.data)
    try:
        with DirectoryLock(data):
            db = open_centre(data / CENTRE_STORE)
            try:
                _check_is_copy(db, data)
                _Following(given, data, db, FollowTelling(given.centre, systemd)).run()
            finally:
                db.close()
    except NotOneJournal as differs:
        print(differs, file=sys.stderr)
        return DIFFERS
    except (DatabaseUnfit, DirectoryUnfit, PlainRoad, NoAuthority) as reason:
        raise CannotStart(str(reason)) from reason
    finally:
        systemd.stopping()
        systemd.close()


def _given(arguments: Sequence[str]) -> Namespace:
    line = parser("follow", f"{ROLES['follow'].capitalize()}.")
    line.add_argument(
        "--centre",
        default=LOCAL_CENTRE,
        metavar="URL",
        help=f"the centre's address; {LOCAL_CENTRE} by itself",
    )
    line.add_argument("--data", type=Path, metavar="DIR", help="where the copy lies")
    line.add_argument("--name", default="copy", help="what people call it")
    return line.parse_args(arguments)


def _check_is_copy(db: Database, data: Path) -> None:
    """What is no copy is somebody's own journal, and is not written to."""
    with reading():
        if CopyTable(db).of is None and Journal(db).last_seq() > 0:
            raise CannotStart(
                f"{data} holds a centre's own journal and no copy; give another --data"
            )


class _Following:
    """One copy, its centre, and what to do when either fails."""

    def __init__(self, given: Namespace, data: Path, db: Database, telling: FollowTelling) -> None:
        self._given = given
        self._data = data
        self._telling = telling
        self._copy = Copy(db, centre=given.centre)
        self._backoff = Backoff()

    def run(self) -> NoReturn:
        """Never returns. Raises ``NotOneJournal``, ``PlainRoad`` and ``CannotStart``."""
        while True:
            try:
                with self._session() as session:
                    if not session.token:
                        self._join(session)
                    self._follow(session)
            except (FeedLost, NotJoined, OSError) as lost:
                self._telling.lost(str(lost), at=self._copy.seq)
                time.sleep(self._backoff.failed(random.random()))
            except StoreFailed as failed:
                self._telling.disk_fails(str(failed), at=self._copy.seq)
                time.sleep(DISK_PAUSE_S)
            except CentreSaysNo as no:
                self._refused(no)

    def _session(self) -> Session:
        return Session(
            self._given.centre,
            token=_kept(self._data / TOKEN),
            authority=_kept(self._data / AUTHORITY),
            timeout_s=SILENCE_S,
        )

    def _join(self, session: Session) -> None:
        """Ask to be admitted, and wait until somebody has typed the code."""
        code = session.join(Role.FOLLOWER, self._given.name)
        if code:
            self._telling.code(code)
        until_s = time.monotonic() + CODE_LIVES_S
        while not self._is_admitted(session):
            self._telling.waits()
            if time.monotonic() > until_s:
                raise NotJoined("nobody has typed the code")
        kept = {TOKEN: (session.token or "").encode()}
        if session.authority:
            kept[AUTHORITY] = session.authority.encode()
        keep_files(self._data, kept)

    def _is_admitted(self, session: Session) -> bool:
        try:
            session.admitted(within_s=SILENCE_S)
        except TimeoutError:
            return False
        return True

    def _follow(self, session: Session) -> None:
        def told(standing: Standing) -> None:
            self._backoff.succeeded()
            self._telling.stands(standing)

        Follower(
            session=session,
            copy=self._copy,
            directory=self._data,
            steady_s=time.monotonic,
            now=lambda: datetime.now(UTC),
            told=told,
        ).follow()

    def _refused(self, no: CentreSaysNo) -> None:
        if no.status == NOT_ADMITTED:
            # Revoked, or a centre that was put back to before it knew us: a person decides.
            (self._data / TOKEN).unlink(missing_ok=True)
            self._telling.revoked()
        elif no.status == NOT_A_FOLLOWER:
            raise CannotStart(
                f"the centre does not give a copy to the token in {self._data / TOKEN}; "
                "delete that file to ask anew"
            )
        else:
            self._telling.lost(str(no), at=self._copy.seq)
        time.sleep(self._backoff.failed(random.random()))


def _kept(file: Path) -> str | None:
    try:
        return file.read_text(encoding="ascii").strip() or None
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
