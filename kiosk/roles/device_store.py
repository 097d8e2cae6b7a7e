"""A device's own store, which belongs to its machine: a copy elsewhere begins anew."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.db.machine import Belonging, MachineTable, Traits
from kiosk.db.opening import Database, DatabaseUnfit, StoreFailed, open_device
from kiosk.roles.membership import MembershipFiles
from kiosk.roles.start import CannotStart

log = logging.getLogger(__name__)

STORE = "device.db"
SIDE_FILES = ("-wal", "-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceStore:
    """An open store; ``instance`` names it to the centre. ``copied``: it has just begun anew."""

    database: Database
    instance: str
    copied: bool


def open_store(
    directory: Path, traits: Traits, *, chance: Callable[[int], bytes] = os.urandom
) -> DeviceStore:
    """The store in ``directory`` for the machine with these ``traits``.

    One that was copied from another machine is kept aside, with its unsent commands, its papers and
    its reserve; token and authority are gone. Raises ``CannotStart``.
    """
    path = directory / STORE
    try:
        database = open_device(path)
        belonging = MachineTable(database).claim(traits, chance)
        copied = belonging.copied
        if copied:
            log.warning("store_of_another_machine", extra={"kept_as": _aside(path).name})
            database.close()
            MembershipFiles(directory).forget()
            _move_aside(path)
            database = open_device(path)
            belonging = MachineTable(database).claim(traits, chance)
    except (DatabaseUnfit, StoreFailed, OSError) as error:
        raise CannotStart(f"{path} cannot be used: {error}") from error
    return _opened(database, belonging, copied=copied)


def _opened(database: Database, belonging: Belonging, *, copied: bool) -> DeviceStore:
    return DeviceStore(database=database, instance=belonging.instance, copied=copied)


def _aside(path: Path) -> Path:
    """A name beside it that is free."""
    number = 1
    while (other := path.with_name(f"{path.name}.copied-{number}")).exists():
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
