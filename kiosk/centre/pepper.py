"""What is mixed into every PIN and lies beside the store, not in it."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger(__name__)

BYTES = 32


class PepperUnfit(Exception):
    """The pepper can neither be read nor made; the sentence says why and what to do."""


def load_or_make(keys: Path, *, chance: Callable[[int], bytes]) -> bytes:
    """The pepper in the directory ``keys``, made on first start. Raises ``PepperUnfit``."""
    file = keys / "pepper"
    try:
        if not file.exists():
            _make(file, chance(BYTES))
            log.info("pepper_made")
        pepper = file.read_bytes()
    except OSError as error:
        raise PepperUnfit(f"{file} cannot be read or made ({error.strerror})") from error
    if len(pepper) != BYTES:
        raise PepperUnfit(
            f"{file} is damaged: put it back from a copy, or remove it and give everybody a new PIN"
        )
    return pepper


def _make(file: Path, pepper: bytes) -> None:
    """Whole or not at all: half a pepper would lock everybody out."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, pepper)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    new.replace(file)
    if os.name == "posix":
        directory = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
