"""The hub's PostgreSQL: a pool of connections, transactions, and one way to fail."""

import logging
import select
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import psycopg_pool
from psycopg.rows import TupleRow

log = logging.getLogger(__name__)

Connection = psycopg.AsyncConnection[TupleRow]

CONNECTIONS = 8
PATIENCE_S = 5.0
"""How long a request waits for a connection before it is told to come again."""
CONNECT_S = 5
RECONNECT_S = 10.0


class HubStoreFailed(Exception):
    """PostgreSQL does not answer, or not with yes: nothing is done, and later it may be."""


class Store:
    """The database of one hub. Opened and used on one event loop."""

    def __init__(
        self, dsn: str, *, connections: int = CONNECTIONS, patience_s: float = PATIENCE_S
    ) -> None:
        """``dsn`` as libpq takes it, a URL or ``key=value`` words."""
        self._dsn = dsn
        self._is_away = False
        self._pool: psycopg_pool.AsyncConnectionPool[Connection] = psycopg_pool.AsyncConnectionPool(
            dsn,
            connection_class=Connection,
            kwargs={"connect_timeout": CONNECT_S, "application_name": "foleni-hub"},
            min_size=min(2, connections),
            max_size=connections,
            open=False,
            timeout=patience_s,
            reconnect_timeout=RECONNECT_S,
            check=_check,
        )

    async def open(self) -> None:
        """Begin to connect. Raises ``HubStoreFailed`` where PostgreSQL is not there to begin with.

        Once open, it comes back by itself whenever PostgreSQL does.
        """
        # It tells each try to connect in two lines; that the store is away is told by who needs it.
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        try:
            # By itself, as the pool would only say after a while that it has none.
            first = await Connection.connect(self._dsn, connect_timeout=CONNECT_S)
        except psycopg.Error as error:
            raise HubStoreFailed(_first_line(error)) from error
        await first.close()
        await self._pool.open(wait=False)

    async def close(self) -> None:
        """Let go of every connection; what is under way is cut off."""
        await self._pool.close(timeout=1.0)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection whose work is committed at the end, or rolled back when the block raises.

        Raises ``HubStoreFailed`` where PostgreSQL is gone, full, or takes no writing. When that
        comes from the end of the block, the work may be there or not: ask before doing it again.
        """
        try:
            async with self._pool.connection() as connection:
                self._is_back()
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            # PoolTimeout and PoolClosed are OperationalErrors too.
            self._is_away = True
            raise HubStoreFailed(_first_line(error)) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A connection that only reads, everything as it was at one moment.

        Raises ``HubStoreFailed``.
        """
        async with self.transaction() as connection:
            await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection

    def _is_back(self) -> None:
        if self._is_away:
            self._is_away = False
            log.info("store_answers_again")

    async def answers(self) -> bool:
        """Whether PostgreSQL is there right now."""
        try:
            async with self.transaction() as connection:
                await connection.execute("SELECT 1")
        except HubStoreFailed:
            return False
        return True


async def _check(connection: Connection) -> None:
    """Leave out a connection whose server has gone, without asking each one each time.

    PostgreSQL says goodbye: an idle connection has something to read only when it is over.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        await psycopg_pool.AsyncConnectionPool.check_connection(connection)


def _first_line(error: psycopg.Error) -> str:
    return str(error).partition("\n")[0].strip() or type(error).__name__
