"""One process per data directory."""

import errno
import os
import sys
from pathlib import Path
from typing import Self

PASSING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""What a disk says that may take the same in a moment, once somebody has looked after it."""


class DirectoryUnfit(Exception):
    """This data directory cannot be used: ``trouble`` says why, the sentence also what to do."""

    def __init__(self, trouble: str, remedy: str = "give another --data") -> None:
        super().__init__(f"{trouble}; {remedy}")
        self.trouble = trouble


class DirectoryRefuses(DirectoryUnfit):
    """Its disk takes nothing now; the same may go well in a moment."""


class DirectoryTaken(DirectoryUnfit):
    """Another process works in this data directory."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"{directory} is in use by another Foleni process", "end that one, or give --data"
        )


class DirectoryLock:
    """Holds a data directory for this process; the kernel lets go when the process ends."""

    def __init__(self, directory: Path) -> None:
        """Take ``directory``, making it when it is not there. Raises ``DirectoryUnfit``."""
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.open(directory / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            trouble = f"{directory} cannot hold data ({error.strerror})"
            if error.errno in PASSING:
                raise DirectoryRefuses(trouble, "look after its disk") from error
            raise DirectoryUnfit(trouble) from error
        try:
            _take(self._file)
        except OSError as error:
            os.close(self._file)
            raise DirectoryTaken(directory) from error

    def release(self) -> None:
        """Let another process have it."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
