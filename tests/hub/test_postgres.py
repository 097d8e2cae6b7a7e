"""The hub's own PostgreSQL: made, adopted, started again, and never another's."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil
import psycopg
import pytest

from kiosk.hub.postgres import FLEETING, Postgres, PostgresUnfit
from kiosk.hub.store import Store
from tests.hub.hub_process import PATIENCE_S, HubProcess
from tests.waiting import until

AS_ROOT = os.geteuid() == 0
SURE = {**FLEETING, "synchronous_commit": "on"}
SERVERS = "SELECT array_agg(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
LONG = "a-name-that-is-so-long-that-no-socket-fits-into-it/" * 2


def health(url: str) -> int:
    with urlopen(f"{url}/health", timeout=30) as answer:
        return int(answer.status)


def runs(pid: int) -> bool:
    """Whether that process is there; one that is dead and not buried is not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def killed(postgres: Postgres) -> None:
    postgres.kill()
    while postgres.lives():
        time.sleep(0.01)


@pytest.fixture
def postgres(hub_data: Path) -> Iterator[Postgres]:
    postgres = Postgres(hub_data / "postgres", SURE)
    yield postgres
    postgres.stop_now()


def value(postgres: Postgres, query: str) -> Any:  # noqa: ANN401 - whatever the query gives
    with psycopg.connect(postgres.dsn()) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


@pytest.mark.journey
def test_one_that_was_left_running_is_adopted_and_one_that_was_killed_comes_back(
    postgres: Postgres,
) -> None:
    assert postgres.start()
    assert not postgres.start()
    adopted = Postgres(postgres.directory, SURE)
    assert not adopted.start()
    assert value(adopted, "SHOW listen_addresses") == ""
    with psycopg.connect(adopted.dsn()) as connection:
        connection.execute("CREATE TABLE kept (id integer)")
    killed(postgres)
    assert postgres.start()
    assert value(postgres, "SELECT count(*) FROM kept") == 0
    postgres.stop()
    assert not postgres.lives()
    assert not postgres.answers()


@pytest.mark.journey
def test_who_waits_for_the_store_is_served_when_postgresql_is_back(
    postgres: Postgres, hub_loop: asyncio.Runner
) -> None:
    postgres.start()

    async def wait_for_it() -> list[bool]:
        store = Store(postgres.dsn(), patience_s=PATIENCE_S)
        await store.open()
        try:
            await asyncio.gather(*(store.answers() for _ in range(8)))
            servers = await asyncio.to_thread(value, postgres, SERVERS)
            await asyncio.to_thread(killed, postgres)
            # Each connection's own server notices a moment later: until then it takes questions.
            await asyncio.to_thread(until, lambda: not any(map(runs, servers)))
            waiting = asyncio.gather(*(store.answers() for _ in range(12)))
            await asyncio.to_thread(postgres.start)
            return await waiting
        finally:
            await store.close()

    assert all(hub_loop.run(wait_for_it()))


@pytest.mark.journey
def test_nobody_else_can_enter_and_an_operators_own_settings_stay(postgres: Postgres) -> None:
    postgres.start()
    assert postgres.directory.stat().st_mode & 0o077 == 0
    postgres.stop()
    (postgres.directory / "local.conf").write_text("work_mem = '7MB'\n")
    (postgres.directory / "local.conf").chmod(0o644)
    postgres.start()
    assert value(postgres, "SHOW work_mem") == "7MB"


@pytest.mark.journey
def test_a_path_that_is_too_long_for_a_socket_does_no_harm(hub_data: Path) -> None:
    directory = hub_data / LONG
    directory.mkdir(parents=True, mode=0o711)
    postgres = Postgres(directory / "it's here", FLEETING)
    try:
        postgres.start()
        before = postgres.dsn()
        assert value(postgres, "SELECT 1") == 1
        killed(postgres)
        postgres.start()
        assert postgres.dsn() == before
    finally:
        postgres.stop_now()
    assert not list(Path("/tmp").glob(before.split("'")[1].removeprefix("/tmp/")))


@pytest.mark.journey
def test_one_that_cannot_start_says_why(postgres: Postgres) -> None:
    postgres.start()
    postgres.stop()
    (postgres.directory / "PG_VERSION").write_text("17\n")
    with pytest.raises(PostgresUnfit, match=r"initialized by PostgreSQL version 17.*postgres\.log"):
        postgres.start()
    (postgres.directory / "PG_VERSION").write_text("18\n")


@pytest.mark.skipif(not AS_ROOT, reason="only root's PostgreSQL runs as another user")
def test_a_directory_that_its_user_cannot_reach_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with pytest.raises(PostgresUnfit, match=f"whom {tmp_path} keeps out"):
        Postgres(tmp_path / "postgres").start()


@pytest.mark.journey
def test_a_hub_goes_on_when_its_postgresql_or_itself_is_killed_and_ends_in_order(
    hub_data: Path,
) -> None:
    postgres = Postgres(hub_data / "hub" / "postgres")
    with HubProcess(hub_data / "hub") as hub:
        assert health(hub.url) == 200
        first = postgres.pid
        postgres.kill()
        hub.until_said("postgres_started_again")
        assert health(hub.url) == 200
        second = postgres.pid
        assert second != first
    with HubProcess(hub_data / "hub") as hub:
        assert postgres.pid == second
        assert health(hub.url) == 200
        assert hub.end() == (0, "")
    assert postgres.pid is None


@pytest.mark.journey
def test_a_hub_with_a_postgresql_that_is_not_there_says_so_and_may_be_tried_again(
    hub_data: Path,
) -> None:
    with HubProcess(hub_data / "hub", "--dsn", f"host={hub_data} user=nobody") as hub:
        code, said = hub.ended()
    assert code == 1
    assert "PostgreSQL does not answer" in said
    assert "--dsn" in said


@pytest.mark.journey
def test_a_hub_on_a_postgresql_of_others_ends_at_ctrl_c_and_leaves_that_running(
    hub_data: Path, hub_dsn: str
) -> None:
    with HubProcess(hub_data / "hub", "--dsn", hub_dsn) as hub:
        assert health(hub.url) == 200
        assert hub.end(signal.SIGINT) == (0, "")
    assert not (hub_data / "hub" / "postgres").exists()
    with psycopg.connect(hub_dsn) as connection:
        assert connection.execute("SELECT count(*) FROM ledger").fetchone() == (0,)
