"""A device's own store, of its machine and its centre: with any other it begins anew."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.db.machine import Belonging, MachineTable, Traits
from kiosk.db.opening import Database, DatabaseUnfit, StoreFailed, open_device
from kiosk.db.stores import DEVICE_STORE
from kiosk.roles.membership import MembershipFiles
from kiosk.roles.start import CannotStart

log = logging.getLogger(__name__)

SIDE_FILES = ("-wal", "-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceStore:
    """An open store; ``instance`` names it to the centre. ``copied``: it has just begun anew."""

    database: Database
    instance: str
    copied: bool

    def about(self, authority: bytes) -> None:
        """From now on it is about the centre with this fingerprint."""
        try:
            MachineTable(self.database).serves(authority)
        except StoreFailed as failure:
            # Noted at the next start.
            log.warning("place_not_noted", extra={"cause": failure})


def open_store(
    directory: Path, traits: Traits, *, chance: Callable[[int], bytes] = os.urandom
) -> DeviceStore:
    """The store in ``directory`` for the machine with these ``traits``.

    One that was copied from another machine is kept aside, with its unsent commands, its papers and
    its reserve; token and authority are gone. One that is about another centre than the one this
    device has its place in now is kept aside too. Raises ``CannotStart``.
    """
    path, files = directory / DEVICE_STORE, MembershipFiles(directory)
    try:
        database, belonging = _claimed(path, traits, chance)
        copied = belonging.copied
        if copied:
            log.warning("store_of_another_machine", extra={"kept_as": _aside(path).name})
            files.forget()
            database.close()
            _move_aside(path)
            database, belonging = _claimed(path, traits, chance)
        authority = files.read().authority
        if authority is not None and not MachineTable(database).serves(authority.fingerprint):
            log.warning("store_of_another_centre", extra={"kept_as": _aside(path).name})
            database.close()
            _move_aside(path)
            database, belonging = _claimed(path, traits, chance)
            MachineTable(database).serves(authority.fingerprint)
    except (DatabaseUnfit, StoreFailed, OSError) as error:
        raise CannotStart(f"{path} cannot be used: {error}") from error
    return DeviceStore(database=database, instance=belonging.instance, copied=copied)


def _claimed(
    path: Path, traits: Traits, chance: Callable[[int], bytes]
) -> tuple[Database, Belonging]:
    database = open_device(path)
    return database, MachineTable(database).claim(traits, chance)


def _aside(path: Path) -> Path:
    """A name beside it that is free."""
    number = 1
    while (other := path.with_name(f"{path.name}.aside-{number}")).exists():
        number += 1
    return other


def _move_aside(path: Path) -> None:
    aside = _aside(path)
    for suffix in SIDE_FILES:
        # First, or they would be taken for the new store's.
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.replace(aside.with_name(aside.name + suffix))
    path.replace(aside)
