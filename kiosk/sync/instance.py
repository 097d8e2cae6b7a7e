"""Which machine's copy of a centre this is: what the hub tells a centre and its clone apart by.

It lies beside the store, not with the keys that followers get, and is bound to the machine: a
directory that was copied to another one is another instance there, and again the old one at home.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec

from kiosk.db.machine import CHANCE_BYTES, Traits, differs, marks
from kiosk.db.private_files import write_private
from kiosk.wire.codec import UNREADABLE

FILE = "machine.json"
MACHINES_KEPT = 8
_Hex = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{2})+$")]


class _Machine(msgspec.Struct, frozen=True):
    """One machine that this directory was on; nothing that tells it is kept plain."""

    salt: _Hex
    instance: _Hex
    marks: tuple[tuple[str, _Hex], ...]


def claim_instance(data: Path, traits: Traits, chance: Callable[[int], bytes]) -> str:
    """This machine's instance in ``data``, 32 hexadecimal digits: a new one where there is none.

    ``chance`` gives so many random bytes. Raises ``OSError``.
    """
    machines = _read(data / FILE)
    for place, kept in enumerate(machines):
        now = marks(traits, bytes.fromhex(kept.salt))
        before = {(kind, bytes.fromhex(mark)) for kind, mark in kept.marks}
        if not differs(before, now):
            if now - before:
                machines[place] = _machine(kept.salt, kept.instance, now)
                _write(data / FILE, machines)
            return kept.instance
    salt, instance = chance(CHANCE_BYTES), chance(CHANCE_BYTES).hex()
    machines.append(_machine(salt.hex(), instance, marks(traits, salt)))
    _write(data / FILE, machines[-MACHINES_KEPT:])
    return instance


def _machine(salt: str, instance: str, now: set[tuple[str, bytes]]) -> _Machine:
    told = tuple((kind, mark.hex()) for kind, mark in sorted(now))
    return _Machine(salt=salt, instance=instance, marks=told)


def _read(path: Path) -> list[_Machine]:
    """What is kept; what cannot be read is made anew, which makes another instance of it."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[_Machine])
    except (FileNotFoundError, *UNREADABLE):
        return []


def _write(path: Path, machines: list[_Machine]) -> None:
    write_private(path, msgspec.json.encode(machines))
