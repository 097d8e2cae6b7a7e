"""`python main.py restore`: proves a copy of a centre's journal, and puts it in place."""

import shutil
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from kiosk.db.copying import CopyTable, Past
from kiosk.db.journal import Journal
from kiosk.db.lock import DirectoryLock, DirectoryUnfit
from kiosk.db.opening import (
    Database,
    DatabaseUnfit,
    StoreFailed,
    open_centre,
    reading,
    transaction,
)
from kiosk.db.private_files import KEYS
from kiosk.db.restoring import (
    CannotRestore,
    bring,
    forget,
    keep_out,
    open_to_prove,
    put_in_place,
    revoked_in,
    settle,
)
from kiosk.db.stores import CENTRE_STORE
from kiosk.roles import ROLES
from kiosk.roles import centre as centre_role
from kiosk.roles.places import data_directory
from kiosk.roles.start import CannotStart, parser
from kiosk.roles.succeeding import (
    catalogue_of,
    centre_arguments,
    check_same_centre,
    proved,
    succeed,
)
from kiosk.sync.proving import CopyUnfit, Proof


def main(arguments: Sequence[str]) -> int:
    """Prove a copy, or put it in place; the exit code. Raises ``CannotStart``."""
    given = _given(arguments)
    copy = given.copy / CENTRE_STORE if given.copy.is_dir() else given.copy
    try:
        if given.check:
            _check(copy)
        else:
            _restore(copy, data_directory("centre", given=given.data))
    except CopyUnfit as unfit:
        raise CannotStart(f"{copy} is not whole: {unfit}. Nothing was changed") from unfit
    except (CannotRestore, DatabaseUnfit, DirectoryUnfit, StoreFailed) as reason:
        raise CannotStart(f"{reason}; nothing was changed") from reason
    return 0


def _given(arguments: Sequence[str]) -> Namespace:
    line = parser("restore", f"{ROLES['restore'].capitalize()}.")
    line.add_argument("copy", type=Path, metavar="COPY", help="a centre.db, or its directory")
    line.add_argument("--data", type=Path, metavar="DIR", help="the centre's directory")
    line.add_argument("--check", action="store_true", help="only prove the copy, change nothing")
    return line.parse_args(arguments)


def _check(copy: Path) -> Proof:
    with closing(open_to_prove(copy)) as db:
        return proved(db, copy)


def _restore(copy: Path, data: Path) -> None:
    settings = centre_role.settings_from(centre_arguments(data, ()))
    catalogue = catalogue_of(settings)
    with DirectoryLock(data):
        proof = _check(copy)
        check_same_centre(proof, catalogue, settings)
        here = _here(data / CENTRE_STORE)
        if here is not None:
            check_same_centre(here, catalogue, settings)
        coming = bring(copy, data, CENTRE_STORE)
        try:
            term = max(proof.term, here.term if here is not None else 0) + 1
            with closing(open_centre(coming)) as db:
                with reading():
                    heard_at = CopyTable(db).heard_at
                succeed(db, catalogue, proof, term=term, heard_at=heard_at)
                _keep_out(db, data / CENTRE_STORE)
                settle(db)
            aside = data / f"{CENTRE_STORE}.before-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
            if put_in_place(coming, data / CENTRE_STORE, aside=aside):
                print(f"the journal that was here lies in {aside}", flush=True)
        finally:
            forget(coming)
        _keys(copy.parent / KEYS, data / KEYS)
    print(f"restored: start the centre with main.py centre --data {data}", flush=True)


def _here(store: Path) -> Proof | None:
    """What the directory holds now, as far as that can be read: its term must not come again."""
    if not store.is_file():
        return None
    try:
        with closing(open_to_prove(store)) as db, reading():
            journal = Journal(db)
            return Proof(
                centre=journal.centre,
                epoch=journal.epoch,
                term=max(journal.term, Past(db).superseded or 0),
                first=1,
                last=journal.last_seq(),
                first_day=None,
                last_day=None,
                last_at=None,
            )
    except (DatabaseUnfit, StoreFailed) as reason:
        print(f"what is here cannot be read, and is put aside: {reason}", flush=True)
        return None


def _keep_out(db: Database, here: Path) -> None:
    """Whoever was revoked since the copy was made is not let in again by it."""
    if not here.is_file():
        return
    try:
        with closing(open_to_prove(here)) as store:
            revoked = revoked_in(store)
    except (DatabaseUnfit, StoreFailed):
        return  # which ``_here`` has said
    with transaction(db):
        again = keep_out(db, revoked)
    if again:
        print(f"revoked here since the copy was made, and still so: {again}", flush=True)


def _keys(copied: Path, keys: Path) -> None:
    """A copy that brings keys gives them to a directory that has none."""
    if copied.is_dir() and not keys.exists():
        shutil.copytree(copied, keys, copy_function=shutil.copy2)
        keys.chmod(0o700)
