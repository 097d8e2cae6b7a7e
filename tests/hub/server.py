"""One PostgreSQL for all workers of a test run, ended with the run; a fresh database in 50 ms."""

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from kiosk.hub.postgres import FLEETING, Postgres
from kiosk.hub.schema import migrate
from kiosk.hub.store import Store

ROOM_BYTES = 2 * 1024**3


def _home() -> Path:
    """Memory, where there is room: a database is 330 small files, which a busy disk takes late."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free > ROOM_BYTES:
        return memory
    return Path(tempfile.gettempdir())


HOME = _home()
PREFIX = "foleni-hub-tests-"
TEMPLATE = "foleni_template"


class TestServer:
    """Held by each worker that needs it: the first starts it, the last ends it."""

    __test__ = False

    def __init__(self, run: str) -> None:
        """``run`` names the test run; its workers share one."""
        self._directory = HOME / f"{PREFIX}{os.getuid()}-{run}"
        self._postgres = Postgres(self._directory / "postgres", FLEETING)
        self._users = -1
        self._made = 0

    def __enter__(self) -> Self:
        _end_left()
        with self._alone():
            self._directory.mkdir(mode=0o711, exist_ok=True)
            self._users = os.open(self._directory / "users", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self._postgres.start()
            if not (self._directory / "template").exists():
                self._make_template()
                (self._directory / "template").touch()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        with self._alone():
            _end_if_unused(self._directory, self._users)
            os.close(self._users)

    def fresh(self) -> str:
        """The DSN of a database that has every table and no row; nobody else is in it."""
        self._made += 1
        name = f"test_{os.getpid()}_{self._made}"
        self._make(name, TEMPLATE)
        return self._postgres.dsn(name)

    def drop(self, dsn: str) -> None:
        """That database is not needed any more."""
        name = str(psycopg.conninfo.conninfo_to_dict(dsn)["dbname"])
        with psycopg.connect(self._postgres.dsn(), autocommit=True) as connection:
            command = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(command.format(sql.Identifier(name)))

    def _make(self, name: str, template: str) -> None:
        with psycopg.connect(self._postgres.dsn(), autocommit=True) as connection:
            command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
            connection.execute(command.format(sql.Identifier(name), sql.Identifier(template)))

    def _make_template(self) -> None:
        self._make(TEMPLATE, "template0")

        async def grow() -> None:
            store = Store(self._postgres.dsn(TEMPLATE), connections=1)
            await store.open()
            await migrate(store)
            await store.close()

        asyncio.run(grow())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        gate = os.open(HOME / f"{PREFIX}{os.getuid()}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield
        finally:
            os.close(gate)


def _end_left() -> None:
    """End the servers of runs that were killed: nobody holds them."""
    gate = os.open(HOME / f"{PREFIX}{os.getuid()}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)
        for directory in HOME.glob(f"{PREFIX}{os.getuid()}-*"):
            users = os.open(directory / "users", os.O_RDWR | os.O_CREAT, 0o600)
            _end_if_unused(directory, users)
            os.close(users)
    finally:
        os.close(gate)


def _end_if_unused(directory: Path, users: int) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    left = Postgres(directory / "postgres", FLEETING)
    left.stop_now()
    shutil.rmtree(directory)
