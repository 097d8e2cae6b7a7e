"""What is mixed into every PIN and password and lies beside the store, not in it."""

import logging
from collections.abc import Callable
from pathlib import Path

from kiosk.db.private_files import make_private, write_private

log = logging.getLogger(__name__)

FILE = "pepper"
BYTES = 32


class PepperUnfit(Exception):
    """The pepper can neither be read nor made; the sentence says why and what to do."""


def load_or_make(keys: Path, *, chance: Callable[[int], bytes]) -> bytes:
    """The pepper in the directory ``keys``, made on first start. Raises ``PepperUnfit``."""
    file = keys / FILE
    try:
        make_private(keys)
        if not file.exists():
            # Whole or not at all: half a pepper would lock everybody out.
            write_private(file, chance(BYTES))
            log.info("pepper_made")
        pepper = file.read_bytes()
    except OSError as error:
        raise PepperUnfit(f"{file} cannot be read or made ({error.strerror})") from error
    if len(pepper) != BYTES:
        raise PepperUnfit(
            f"{file} is damaged: put it back from a copy, or remove it and give everybody a new "
            "secret"
        )
    return pepper
