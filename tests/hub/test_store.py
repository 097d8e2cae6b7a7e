"""The hub's store: committed or not at all, and back by itself when PostgreSQL is."""

import asyncio

import psycopg
import pytest

from kiosk.hub.store import DsnUnfit, HubStoreFailed, Store

CUT = """
    SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def cut_off(dsn: str) -> int:
    """End every connection to this database but our own; how many there were."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(CUT).fetchone()
        return int(row[0]) if row else 0


async def count(store: Store) -> int:
    async with store.transaction() as connection:
        row = await (await connection.execute("SELECT count(*) FROM finding")).fetchone()
        return int(row[0]) if row else -1


def test_connections_that_were_cut_while_they_rested_are_not_used_again(
    hub_store: Store, hub_loop: asyncio.Runner, hub_dsn: str
) -> None:
    async def four() -> list[int]:
        return list(await asyncio.gather(*(count(hub_store) for _ in range(4))))

    assert hub_loop.run(four()) == [0, 0, 0, 0]
    assert cut_off(hub_dsn) > 0
    assert hub_loop.run(four()) == [0, 0, 0, 0]


def test_a_transaction_that_is_cut_off_fails_as_one_thing(
    hub_store: Store, hub_loop: asyncio.Runner, hub_dsn: str
) -> None:
    async def cut() -> None:
        async with hub_store.transaction() as connection:
            await asyncio.to_thread(cut_off, hub_dsn)
            await connection.execute("SELECT 1")

    with pytest.raises(HubStoreFailed, match="terminating connection"):
        hub_loop.run(cut())
    assert hub_loop.run(count(hub_store)) == 0


def test_reading_writes_nothing(hub_store: Store, hub_loop: asyncio.Runner) -> None:
    async def write() -> None:
        async with hub_store.reading() as connection:
            await connection.execute("DELETE FROM finding")

    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        hub_loop.run(write())


def test_a_store_that_is_not_there_to_begin_with_says_so(hub_loop: asyncio.Runner) -> None:
    with pytest.raises(HubStoreFailed, match="failed"):
        hub_loop.run(Store("host=/nowhere user=nobody").open())


def test_a_dsn_that_nobody_can_read_is_a_mistake(hub_loop: asyncio.Runner) -> None:
    with pytest.raises(DsnUnfit, match=r"^--dsn cannot be read \(missing"):
        hub_loop.run(Store("no such thing").open())


def test_whoever_waits_too_long_for_a_connection_is_told(
    hub_dsn: str, hub_loop: asyncio.Runner
) -> None:
    async def both() -> None:
        store = Store(hub_dsn, connections=1, patience_s=0.05)
        await store.open()
        try:
            async with store.transaction():
                assert not await store.answers()
            assert await store.answers()
        finally:
            await store.close()

    hub_loop.run(both())
