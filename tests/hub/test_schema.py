"""The schema grows in order, once, and never under a newer hub's feet."""

import asyncio

import pytest

from kiosk.hub.migrations import Migration
from kiosk.hub.schema import MIGRATIONS, SchemaUnfit, migrate
from kiosk.hub.store import Store

ONE = Migration(name="x001_one", statements=("CREATE TABLE one (id integer PRIMARY KEY)",))


def test_what_was_done_is_not_done_again(hub_loop: asyncio.Runner, hub_store: Store) -> None:
    assert hub_loop.run(migrate(hub_store, (*MIGRATIONS, ONE))) == ("x001_one",)
    assert hub_loop.run(migrate(hub_store, (*MIGRATIONS, ONE))) == ()


def test_a_database_of_a_newer_hub_is_left_alone(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    hub_loop.run(migrate(hub_store, (*MIGRATIONS, ONE)))
    with pytest.raises(SchemaUnfit, match="newer version"):
        hub_loop.run(migrate(hub_store))


def test_two_hubs_that_start_at_once_grow_it_once(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    async def both() -> list[tuple[str, ...]]:
        grown = (*MIGRATIONS, ONE)
        return list(await asyncio.gather(migrate(hub_store, grown), migrate(hub_store, grown)))

    assert sorted(hub_loop.run(both())) == [(), ("x001_one",)]
