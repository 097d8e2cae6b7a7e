"""Reading the journal behind the writer's back."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kiosk.db.journal import Journal, Stored
from kiosk.db.opening import Database, DatabaseUnfit, StoreFailed, open_reader, reading


class Pages:
    """Reads the journal for the feed, in a thread and over a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._db: Database | None = None

    async def read(self, after: int, limit: int) -> Sequence[Stored]:
        """Up to ``limit`` lines after a seq, as they were written.

        Raises ``StoreFailed`` or ``LetGo``.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._read, after, limit)

    def _read(self, after: int, limit: int) -> Sequence[Stored]:
        return Journal(self._reader()).sure_after(after, limit)

    async def first(self) -> int:
        """Behind which line the journal begins. Raises ``StoreFailed``."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._first)

    def _first(self) -> int:
        with reading():
            return Journal(self._reader()).anchor.seq

    def _reader(self) -> Database:
        if self._db is None:
            try:
                self._db = open_reader(self._path)
            except DatabaseUnfit as error:
                raise StoreFailed(str(error)) from error
        return self._db

    def close(self) -> None:
        """End the thread and its connection."""
        self._thread.shutdown()
        if self._db is not None:
            self._db.close()
