"""Which settings file a role reads: the one named, else its data directory's, else none."""

from pathlib import Path

from kiosk.config import ConfigMistake, Settings, read_settings
from kiosk.roles.start import CannotStart


def settings(kind: type[Settings], file: Path | None, *, beside: Path) -> Settings:
    """A role's settings from ``file``, or ``beside`` when that is there, or as they come.

    Raises ``CannotStart`` with the file, the key and the remedy.
    """
    if file is None and not is_there(beside):
        return kind()
    try:
        return read_settings(file or beside, kind)
    except ConfigMistake as mistake:
        raise CannotStart(str(mistake)) from mistake


def is_there(file: Path) -> bool:
    """Whether there is such a file; also when nobody may look, as reading it then says why."""
    try:
        return file.exists()
    except OSError:
        return True
