"""The files beside a copy's store: keys, catalogue and settings of the centre it is of."""

import os
from collections.abc import Mapping
from pathlib import Path

from kiosk.wire.replica import GENERATED_BY, SETTINGS_FILE


def keep_files(directory: Path, files: Mapping[str, bytes]) -> None:
    """Have these files exactly so, each whole or not at all, for this user alone.

    Raises ``OSError``. Their names were checked where they came in.
    """
    for place, content in files.items():
        path = directory / place
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = path.read_bytes() if path.is_file() else None
        if before == content or (before is not None and _is_own(place, before)):
            continue
        new = path.with_name(path.name + ".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


def _is_own(place: str, before: bytes) -> bool:
    """A settings file that somebody has made for this very machine stays."""
    return place == SETTINGS_FILE and not before.startswith(GENERATED_BY.encode())
