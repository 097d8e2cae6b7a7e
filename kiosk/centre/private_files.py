"""Files that the service's user alone can read, whole or not at all."""

import os
import stat
import sys
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


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
    new = path.with_name(path.name + ".new")
    # Made anew, so that nobody holds it open who could read what stood there before.
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    if sys.platform != "win32":
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
