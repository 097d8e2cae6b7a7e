"""Writing a settings file so that there is always a whole one."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.roles.check_printers_file import CannotWrite


def write_whole(
    path: Path, text: str, check: Callable[[Path], None] = lambda _beside: None
) -> None:
    """``path`` holds ``text``, or what it held before: never half of it, also in a power cut.

    Its mode and owner stay. ``check`` may look at the new file before it counts, and refuse it.
    Raises ``CannotWrite``.
    """
    path = path.resolve()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            check(beside)
            _like_the_old(beside, path)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _remember_directory(path.parent)
    except OSError as error:
        raise CannotWrite(f"it cannot be written ({error.strerror})") from error


def _like_the_old(new: Path, old: Path) -> None:
    try:
        was = old.stat()
    except FileNotFoundError:
        was = old.parent.stat()
        new.chmod(0o644)
    else:
        new.chmod(was.st_mode & 0o7777)
    if hasattr(os, "chown"):
        # Whoever installs as root must not take the file from the kiosk's own user.
        with suppress(PermissionError):
            os.chown(new, was.st_uid, was.st_gid)


def _remember_directory(directory: Path) -> None:
    """The file's new name survives a power cut too, where directories can be flushed."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
