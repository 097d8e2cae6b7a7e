"""Which machine's copy of a centre this is: what the hub tells a centre and its clone apart by.

It lies beside the store, not with the keys that followers get, and is bound to the machine: a
directory that was copied to another one is another instance there.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec

from kiosk.db.machine import CHANCE_BYTES, Traits, differs, marks
from kiosk.db.private_files import write_private
from kiosk.wire.codec import UNREADABLE

FILE = "machine.json"
_Hex = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{2})+$")]


class _Kept(msgspec.Struct, frozen=True):
    salt: _Hex
    instance: _Hex
    marks: tuple[tuple[str, _Hex], ...]


def claim_instance(data: Path, traits: Traits, chance: Callable[[int], bytes]) -> str:
    """This machine's instance in ``data``, 32 hexadecimal digits: a new one where there is none.

    ``chance`` gives so many random bytes. Raises ``OSError``.
    """
    kept = _read(data / FILE)
    if kept is not None:
        now = marks(traits, bytes.fromhex(kept.salt))
        before = {(kind, bytes.fromhex(mark)) for kind, mark in kept.marks}
        if not differs(before, now):
            if now - before:
                _write(data / FILE, bytes.fromhex(kept.salt), kept.instance, now)
            return kept.instance
    salt, instance = chance(CHANCE_BYTES), chance(CHANCE_BYTES).hex()
    _write(data / FILE, salt, instance, marks(traits, salt))
    return instance


def _read(path: Path) -> _Kept | None:
    """What is kept; what cannot be read is made anew, which makes another instance of it."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Kept)
    except (FileNotFoundError, *UNREADABLE):
        return None


def _write(path: Path, salt: bytes, instance: str, now: set[tuple[str, bytes]]) -> None:
    told = tuple((kind, mark.hex()) for kind, mark in sorted(now))
    kept = _Kept(salt=salt.hex(), instance=instance, marks=told)
    write_private(path, msgspec.json.encode(kept))
