"""Whose a device's store is: its machine's, and its centre's. For any other it is of no use."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from kiosk.db.opening import Database, transaction

CHANCE_BYTES = 16
_OWNER = "SELECT salt, instance FROM machine"
_MARKS = "SELECT kind, mark FROM machine_mark"
_OWN = "INSERT INTO machine (id, salt, instance) VALUES (1, ?, ?)"
_FORGET_MARKS = "DELETE FROM machine_mark"
_MARK = "INSERT INTO machine_mark (kind, mark) VALUES (?, ?)"
_SERVES = "SELECT authority FROM serves"
_SERVE = "INSERT INTO serves (id, authority) VALUES (1, ?)"
ID, PART = "id", "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What tells this machine from others: its own ``id``, empty where it tells none, and parts.

    ``parts`` are built into it (network cards, boards): a disk that was copied to many machines
    took its id along, but not these.
    """

    id: str = ""
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """``instance`` names this store to its centre; none where the store is ``copied``."""

    instance: str = ""
    copied: bool = False


class MachineTable:
    """The tables ``machine``, ``machine_mark`` and ``serves``.

    Nothing that tells the machine is kept plain.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def claim(self, traits: Traits, chance: Callable[[int], bytes]) -> Belonging:
        """Bind the store to the machine with these ``traits``, or say that it is another's.

        ``chance`` gives so many random bytes. Raises ``StoreFailed``.
        """
        owner = self._db.execute(_OWNER).fetchone()
        if owner is None:
            salt, instance = chance(CHANCE_BYTES), chance(CHANCE_BYTES).hex()
        else:
            salt, instance = owner
        now = marks(traits, salt)
        kept = {(row[0], row[1]) for row in self._db.execute(_MARKS).fetchall()}
        if owner is not None and differs(kept, now):
            return Belonging(copied=True)
        if owner is None or now - kept:
            self._keep(salt, instance, now, new=owner is None)
        return Belonging(instance=instance)

    def serves(self, authority: bytes) -> bool:
        """Whether it is about the centre with this fingerprint; a new one is from now on.

        Raises ``StoreFailed``.
        """
        row = self._db.execute(_SERVES).fetchone()
        if row is not None:
            return bool(row[0] == authority)
        with transaction(self._db):
            self._db.execute(_SERVE, (authority,))
        return True

    def _keep(self, salt: bytes, instance: str, now: set[tuple[str, bytes]], *, new: bool) -> None:
        with transaction(self._db):
            if new:
                self._db.execute(_OWN, (salt, instance))
            self._db.execute(_FORGET_MARKS)
            for kind, mark in sorted(now):
                self._db.execute(_MARK, (kind, mark))


def marks(traits: Traits, salt: bytes) -> set[tuple[str, bytes]]:
    """What is kept of a machine's traits: hashes, of no use without the salt and the machine."""
    ids = {(ID, _mark(traits.id, salt))} if traits.id else set()
    return ids | {(PART, _mark(part, salt)) for part in traits.parts}


def _mark(trait: str, salt: bytes) -> bytes:
    return sha256(salt + trait.encode()).digest()


def differs(kept: set[tuple[str, bytes]], now: set[tuple[str, bytes]]) -> bool:
    """Whether another id, or no part in common; what one of them does not tell says nothing."""
    for kind in (ID, PART):
        of_kept = {mark for a_kind, mark in kept if a_kind == kind}
        of_now = {mark for a_kind, mark in now if a_kind == kind}
        if of_kept and of_now and not of_kept & of_now:
            return True
    return False
