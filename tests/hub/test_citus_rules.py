"""Every table of the hub can be distributed by centre: what PostgreSQL itself says of each."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from kiosk.hub.store import Store

REFERENCE = {"centre", "office_person", "migration"}
"""Small, whole on every node; see docs/hub-at-scale.md, which has the same list."""

_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
"""
_FIRST_OF_KEYS = """
    SELECT t.relname, i.relname, a.attname,
        (SELECT array_agg(k.attname) FROM pg_attribute AS k
            WHERE k.attrelid = t.oid AND k.attnum = ANY(x.indkey))
    FROM pg_index AS x
    JOIN pg_class AS t ON t.oid = x.indrelid
    JOIN pg_class AS i ON i.oid = x.indexrelid
    JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
    WHERE t.relnamespace = 'public'::regnamespace AND {which}
"""
_FIRST_COLUMN = """
    SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attnum = 1
"""
_TRIGGERS = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"
_SEQUENCES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
"""
_DEFAULTS = """
    SELECT adrelid::regclass::text, pg_get_expr(adbin, adrelid) FROM pg_attrdef
    WHERE adrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""
_GENERATED = """
    SELECT relname, attname FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0
        AND (attidentity <> '' OR attgenerated <> '')
"""
_FOREIGN = """
    SELECT conrelid::regclass::text, confrelid::regclass::text,
        (SELECT array_agg(attname) FROM pg_attribute
            WHERE attrelid = conrelid AND attnum = ANY(conkey))
    FROM pg_constraint WHERE contype = 'f'
"""
_EXCLUDING = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'x'"
_OTHERS = """
    SELECT 'function', proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'rule', rulename::text FROM pg_rewrite JOIN pg_class ON ev_class = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace
"""


def asked(loop: asyncio.Runner, store: Store, statement: str) -> Sequence[tuple[object, ...]]:
    async def ask() -> Sequence[tuple[object, ...]]:
        async with store.reading() as connection:
            return await (await connection.execute(statement.encode())).fetchall()

    return loop.run(ask())


def test_every_table_begins_with_its_centre(hub_loop: asyncio.Runner, hub_store: Store) -> None:
    found = asked(hub_loop, hub_store, _FIRST_COLUMN)
    assert len(found) > 15
    assert {table for table, column in found if column != "centre_id"} <= REFERENCE


def test_every_primary_and_unique_key_begins_with_the_centre(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    found = asked(hub_loop, hub_store, _FIRST_OF_KEYS.format(which="x.indisunique"))
    wrong = [row for row in found if row[0] not in REFERENCE and row[2] != "centre_id"]
    assert wrong == []
    tables = {row[0] for row in asked(hub_loop, hub_store, _TABLES)}
    assert {row[0] for row in found} >= tables


def test_every_index_begins_with_the_centre_so_that_none_is_read_for_all(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    found = asked(hub_loop, hub_store, _FIRST_OF_KEYS.format(which="NOT x.indisunique"))
    assert [row for row in found if row[0] not in REFERENCE and row[2] != "centre_id"] == []


def test_nothing_counts_up_for_the_whole_country(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    assert asked(hub_loop, hub_store, _SEQUENCES) == []
    assert asked(hub_loop, hub_store, _GENERATED) == []


def test_the_hub_and_not_the_database_says_what_time_it_is(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    assert asked(hub_loop, hub_store, _DEFAULTS) == []


def test_nothing_happens_behind_the_hubs_back(hub_loop: asyncio.Runner, hub_store: Store) -> None:
    assert asked(hub_loop, hub_store, _TRIGGERS) == []
    assert asked(hub_loop, hub_store, _OTHERS) == []


def test_no_row_of_one_centre_refers_to_another_centres(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    for table, other, columns in asked(hub_loop, hub_store, _FOREIGN):
        assert other in REFERENCE or "centre_id" in list(columns), table  # type: ignore[call-overload]
    assert asked(hub_loop, hub_store, _EXCLUDING) == []


def test_the_docs_say_of_every_table_where_it_lies(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    page = Path(__file__).parents[2] / "docs" / "hub-at-scale.md"
    text = page.read_text()
    for (table,) in asked(hub_loop, hub_store, _TABLES):
        if table in REFERENCE:
            assert f"create_reference_table('{table}')" in text
        else:
            assert f"create_distributed_table('{table}', 'centre_id'" in text
