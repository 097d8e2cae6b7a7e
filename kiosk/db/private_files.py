"""Files that the user who runs this alone can read, whole or not at all."""

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""What other users can do with a file."""
KEYS = "keys"
"""The directory of a centre's or hub's keys, in that of its data."""


def make_private(directory: Path) -> None:
    """See that there is such a directory, and that nobody else looks into it, nor at its files.

    Raises ``OSError``.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    close_to_others(directory)
    for each in directory.iterdir():
        close_to_others(each)


def close_to_others(path: Path) -> bool:
    """Take from other users what they can do with ``path``; whether there was anything to take.

    Windows keeps a user's own directory to that user. Raises ``OSError``.
    """
    if sys.platform == "win32":
        return False
    mode = stat.S_IMODE(path.stat().st_mode)
    if not mode & OTHERS:
        return False
    path.chmod(mode & ~OTHERS)
    return True


def write_private(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, on disk when this returns. Raises ``OSError``."""
    write_together({path: content})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Put each content at its path of one directory, on disk when this returns.

    Raises ``OSError``; then all are as before, but after a power cut some may be new.
    """
    for path, content in contents.items():
        _write(_new(path), content)
    for path in contents:
        _new(path).replace(path)
    for directory in {path.parent for path in contents}:
        _sync(directory)


def _new(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def _write(new: Path, content: bytes) -> None:
    # Made anew, so that nobody holds it open who could read what stood there before.
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    if sys.platform != "win32":
        opened = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
