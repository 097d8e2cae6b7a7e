"""`python main.py takeover`: a copy becomes the centre, and runs."""

from argparse import Namespace
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path

import msgspec

from kiosk.centre.settings import CentreSettings
from kiosk.client.pinning import NoAuthority, PlainRoad
from kiosk.client.reply import OK
from kiosk.client.session import Session
from kiosk.db.copying import CopyTable
from kiosk.db.journal import Journal
from kiosk.db.lock import DirectoryLock, DirectoryUnfit
from kiosk.db.opening import Database, DatabaseUnfit, StoreFailed, open_centre, reading
from kiosk.db.stores import CENTRE_STORE
from kiosk.roles import ROLES
from kiosk.roles import centre as centre_role
from kiosk.roles.membership import AUTHORITY, TOKEN
from kiosk.roles.places import data_directory
from kiosk.roles.start import CannotStart, parser
from kiosk.roles.succeeding import (
    catalogue_of,
    centre_arguments,
    check_same_centre,
    proved,
    succeed,
)
from kiosk.sync.proving import CopyUnfit, Folding
from kiosk.wire import paths

PATIENCE_S = 3.0


class _Epoch(msgspec.Struct):
    epoch: str


def main(arguments: Sequence[str]) -> int:
    """Take over, then run the centre until told to end. Raises ``CannotStart``."""
    given, rest = _given(arguments)
    data = data_directory("follower", given=given.data)
    settings = centre_role.settings_from(centre_arguments(data, rest))
    try:
        with DirectoryLock(data):
            if not (data / CENTRE_STORE).is_file():
                raise CannotStart(f"there is no copy in {data}; name its directory with --data")
            db = open_centre(data / CENTRE_STORE)
            try:
                _take_over(db, data, settings, given)
            finally:
                db.close()
    except (CopyUnfit, DatabaseUnfit, DirectoryUnfit, StoreFailed) as reason:
        raise CannotStart(f"{data} was not taken over: {reason}") from reason
    if given.no_run:
        return 0
    return centre_role.main(centre_arguments(data, rest))


def _given(arguments: Sequence[str]) -> tuple[Namespace, list[str]]:
    line = parser("takeover", f"{ROLES['takeover'].capitalize()}.")
    line.add_argument("--data", type=Path, metavar="DIR", help="where the copy lies")
    line.add_argument(
        "--force",
        action="store_true",
        help="even while the old centre still answers: only where nobody can reach it",
    )
    line.add_argument(
        "--no-run", action="store_true", help="only take over; the centre is started elsewhere"
    )
    line.epilog = "Everything else is for the centre that then runs: see main.py centre --help."
    return line.parse_known_args(arguments)


def _take_over(db: Database, data: Path, settings: CentreSettings, given: Namespace) -> None:
    with reading():
        table = CopyTable(db)
        of, heard_at = table.of, table.heard_at
        last = Journal(db).last_seq()
    if of is None and last == 0:
        raise CannotStart(f"there is no copy in {data} yet: main.py follow had not begun")
    if of is None:
        raise CannotStart(
            f"{data} holds no copy: it is a centre's own journal already; "
            f"start it with main.py centre --data {data}"
        )
    if not given.force and _answers(of, data):
        raise CannotStart(
            f"the centre at {of} still answers: two would give the same numbers. End it first "
            "(and see that it does not start again), or give --force"
        )
    catalogue = catalogue_of(settings)
    proof = proved(db, data, folding=Folding.TODAY)
    check_same_centre(proof, catalogue, settings)
    succeed(db, catalogue, proof, term=proof.term + 1, heard_at=heard_at, token=_read(data / TOKEN))


def _answers(url: str, data: Path) -> bool:
    """Whether the centre that this is a copy of is still there."""
    try:
        with Session(url, authority=_read(data / AUTHORITY), timeout_s=PATIENCE_S) as session:
            status, body = session.ask("GET", paths.HEALTH)
    except (OSError, HTTPException, PlainRoad, NoAuthority):
        return False
    try:
        # Starting or busy, it is there all the same.
        return status != OK or bool(msgspec.json.decode(body, type=_Epoch).epoch)
    except msgspec.DecodeError:
        return False


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="ascii").strip() or None
    except (FileNotFoundError, UnicodeDecodeError):
        return None
