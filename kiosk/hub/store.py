"""The hub's PostgreSQL: a pool of connections, transactions, and one way to fail."""

import asyncio
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
AGAIN_S = 0.25
"""How soon it is tried again to connect: the pool by itself would wait longer each time."""


class HubStoreFailed(Exception):
    """PostgreSQL does not answer, or not with yes: nothing is done, and later it may be."""


class DsnUnfit(Exception):
    """This names no PostgreSQL; the sentence says why."""


class Store:
    """The database of one hub. Opened and used on one event loop."""

    def __init__(
        self, dsn: str, *, connections: int = CONNECTIONS, patience_s: float = PATIENCE_S
    ) -> None:
        """``dsn`` as libpq takes it, a URL or ``key=value`` words."""
        self._dsn = dsn
        self._is_away = False
        self._trying: asyncio.Task[None] | None = None
        self._pool: psycopg_pool.AsyncConnectionPool[Connection] = psycopg_pool.AsyncConnectionPool(
            dsn,
            connection_class=Connection,
            kwargs={
                "connect_timeout": CONNECT_S,
                "application_name": "foleni-hub",
                # Over a network: a machine that is gone says nothing, for two hours by itself.
                "keepalives_idle": 10,
                "keepalives_interval": 5,
                "keepalives_count": 3,
                "tcp_user_timeout": 20_000,
            },
            min_size=min(2, connections),
            max_size=connections,
            open=False,
            timeout=patience_s,
            reconnect_timeout=AGAIN_S,
            reconnect_failed=self._try_again,
        )

    async def open(self) -> None:
        """Begin to connect.

        Raises ``DsnUnfit``, and ``HubStoreFailed`` where PostgreSQL is not there to begin with.
        Once open, it comes back by itself whenever PostgreSQL does.
        """
        # It tells each try to connect in two lines; that the store is away is told by who needs it.
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        try:
            # By itself, as the pool would only say after a while that it has none.
            first = await Connection.connect(self._dsn, connect_timeout=CONNECT_S)
        except psycopg.ProgrammingError as error:
            raise DsnUnfit(
                f"--dsn cannot be read ({_first_line(error)}); write it as "
                '"host=db.example.go.ke dbname=foleni user=foleni" or "postgresql://…"'
            ) from error
        except psycopg.Error as error:
            raise HubStoreFailed(_first_line(error)) from error
        await first.close()
        await self._pool.open(wait=False)

    async def close(self) -> None:
        """Let go of every connection; what is under way is cut off."""
        if self._trying is not None:
            self._trying.cancel()
        await self._pool.close(timeout=1.0)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection whose work is committed at the end, or rolled back when the block raises.

        Raises ``HubStoreFailed`` where PostgreSQL is gone, full, or takes no writing. When that
        comes from the end of the block, the work may be there or not: ask before doing it again.
        """
        try:
            connection = await self._living()
            try:
                async with connection:
                    yield connection
            finally:
                await self._pool.putconn(connection)
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            # PoolTimeout and PoolClosed are OperationalErrors too.
            cause = _first_line(error)
            if not self._is_away:
                log.warning("store_away", extra={"cause": cause})
            self._is_away = True
            raise HubStoreFailed(cause) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A connection that only reads, everything as it was at one moment.

        Raises ``HubStoreFailed``.
        """
        async with self.transaction() as connection:
            await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection

    async def _try_again(self, _: object) -> None:
        """PostgreSQL does not answer: look again soon, also when nobody asks."""
        if self._trying is None or self._trying.done():
            self._trying = asyncio.create_task(self._look())

    async def _look(self) -> None:
        await asyncio.sleep(AGAIN_S)
        # It makes a connection where there is none, and when that fails we come here again.
        await self._pool.check()

    async def _living(self) -> Connection:
        """A connection whose server is there, as far as can be told without asking it.

        The pool could look by itself, but waits a second and longer after each that has ended.
        """
        connection = await self._pool.getconn()
        while _has_ended(connection):
            await connection.close()
            await self._pool.putconn(connection)
            connection = await self._pool.getconn()
        if self._is_away:
            self._is_away = False
            log.info("store_answers_again")
        return connection

    async def answers(self) -> bool:
        """Whether PostgreSQL is there right now."""
        try:
            async with self.transaction() as connection:
                await connection.execute("SELECT 1")
        except HubStoreFailed:
            return False
        return True


def _has_ended(connection: Connection) -> bool:
    """Whether its server has gone: an idle connection has something to read only then."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _first_line(error: psycopg.Error) -> str:
    return str(error).partition("\n")[0].strip() or type(error).__name__
