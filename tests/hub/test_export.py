"""What is exported is whole, the same in both forms, and tells nothing of anybody."""

import asyncio
import csv
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import hypothesis.strategies as st
import pytest
from arro3.io import read_parquet
from hypothesis import given, settings

from kiosk.domain.events import Entry, TicketCalled, TicketIssued
from kiosk.domain.satisfaction import SHOWN_FROM
from kiosk.hub.charter import Charter
from kiosk.hub.export import Exports, Form, Wanted
from kiosk.hub.export_rows import COLUMNS, Export, hidden_services
from kiosk.hub.projecting import project
from kiosk.hub.store import CONNECTIONS, Connection, HubStoreFailed, Store
from tests.hub.any_days import AnyDays
from tests.hub.projected import lines_of

DAY = date(2026, 11, 20)
CODES = {1: "MOLO", 2: "KISUMU"}
_CENTRE = """
    INSERT INTO centre (centre_id, code, name, kind, prefix, public, added_at)
    VALUES (%s, %s, %s, 'centre', '', true, %s)
"""


async def fill(store: Store, orders: int = 350) -> dict[int, list[Entry]]:
    journals = {}
    for centre, code in CODES.items():
        journals[centre] = AnyDays(centre).live(orders, days=2).journal
        async with store.transaction() as connection:
            await connection.execute(_CENTRE, (centre, code, code, datetime.now(UTC)))
            await project(connection, centre, 0, lines_of(journals[centre]))
    return journals


async def exported(
    store: Store,
    export: Export,
    form: Form = Form.CSV,
    *,
    first: date = DAY,
    last: date = DAY + timedelta(days=1),
    centre: int | None = None,
) -> bytes:
    wanted = Wanted(export=export, form=form, first=first, last=last, centre_id=centre)
    return b"".join([part async for part in Exports(store, Charter()).stream(wanted)])


def read_csv(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(body.decode())))


def test_every_ticket_has_its_row(hub_loop: asyncio.Runner, hub_store: Store) -> None:
    journals = hub_loop.run(fill(hub_store))
    rows = read_csv(hub_loop.run(exported(hub_store, Export.TICKETS)))
    given = Counter(
        (CODES[centre], str(entry.day))
        for centre, journal in journals.items()
        for entry in journal
        if type(entry.event).__name__ in {"TicketIssued", "TicketRecorded"}
    )
    assert Counter((row["centre"], row["day"]) for row in rows) == given
    assert {row["state"] for row in rows} > {"served", "no_show", "cancelled", "expired"}
    assert all(row["came"][3:] in {"00", "15", "30", "45"} for row in rows)
    assert all(int(row["waited_s"]) >= 0 for row in rows if row["waited_s"])
    events = [entry.event for journal in journals.values() for entry in journal]
    called = {event.ticket for event in events if isinstance(event, TicketCalled)}
    never_called = {event.ticket for event in events if isinstance(event, TicketIssued)} - called
    assert 0 < len(never_called) <= sum(row["waited_s"] == "" for row in rows)


@pytest.mark.parametrize("export", Export)
def test_both_forms_say_the_same(
    hub_loop: asyncio.Runner, hub_store: Store, export: Export
) -> None:
    hub_loop.run(fill(hub_store))
    rows = read_csv(hub_loop.run(exported(hub_store, export)))
    table = read_parquet(
        BytesIO(hub_loop.run(exported(hub_store, export, Form.PARQUET)))
    ).read_all()
    assert table.column_names == list(COLUMNS[export])
    assert table.num_rows == len(rows) > 0
    for name, kind in COLUMNS[export].items():
        found = [_as_csv(one) for one in table.column(name).to_pylist()]
        wanted = [row[name] for row in rows]
        if kind == "share":
            assert [one and float(one) for one in found] == [one and float(one) for one in wanted]
        else:
            assert found == wanted


def _as_csv(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def test_nothing_in_it_finds_a_person(hub_loop: asyncio.Runner, hub_store: Store) -> None:
    journals = hub_loop.run(fill(hub_store))
    everything = b""
    for export in Export:
        everything += hub_loop.run(exported(hub_store, export))
    persons = {
        value
        for journal in journals.values()
        for entry in journal
        for name in ("ticket", "feedback", "number", "token_hash", "appointment", "code", "agent")
        if isinstance(value := getattr(entry.event, name, None), str) and len(value) > 2
    }
    assert len(persons) > 100
    assert len(everything.splitlines()) > 100
    assert {one for one in persons if one.encode() in everything} == set()


def test_no_few_answers_are_told(hub_loop: asyncio.Runner, hub_store: Store) -> None:
    hub_loop.run(fill(hub_store, orders=900))
    rows = read_csv(hub_loop.run(exported(hub_store, Export.FEEDBACK)))
    shown = [row for row in rows if row["shown"] == "true"]
    hidden = [row for row in rows if row["shown"] == "false"]
    assert shown
    assert hidden
    assert all(int(row["answers"]) >= SHOWN_FROM for row in shown)
    figures = ("answers", "csat", "csat_low", "csat_high", "mean", "net")
    assert all(not row[name] for row in hidden for name in figures)
    days = read_csv(hub_loop.run(exported(hub_store, Export.DAYS)))
    told = [int(row["priority"]) for row in days if row["priority"]]
    assert all(n == 0 or n >= SHOWN_FROM for n in told)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.text(max_size=3), st.integers(1, 60), max_size=8))
def test_what_is_hidden_is_not_had_by_subtraction(answers: dict[str, int]) -> None:
    hidden = hidden_services(answers)
    assert {service for service, n in answers.items() if n < SHOWN_FROM} <= hidden
    rest = sum(answers[service] for service in hidden)
    assert rest == 0 or rest >= SHOWN_FROM or hidden == set(answers)


def test_one_centre_and_some_days_alone(hub_loop: asyncio.Runner, hub_store: Store) -> None:
    hub_loop.run(fill(hub_store))
    rows = read_csv(hub_loop.run(exported(hub_store, Export.DAYS, last=DAY, centre=2)))
    assert {(row["centre"], row["day"]) for row in rows} == {("KISUMU", str(DAY))}


@pytest.mark.parametrize("form", Form)
def test_days_of_which_nothing_is_known_are_an_empty_file(
    hub_loop: asyncio.Runner, hub_store: Store, form: Form
) -> None:
    body = hub_loop.run(exported(hub_store, Export.TICKETS, form, last=DAY + timedelta(days=9)))
    if form is Form.CSV:
        assert body.decode() == ",".join(COLUMNS[Export.TICKETS]) + "\n"
    else:
        assert read_parquet(BytesIO(body)).read_all().num_rows == 0


def test_a_word_that_a_spreadsheet_would_reckon_with_is_put_in_words(
    hub_loop: asyncio.Runner, hub_store: Store
) -> None:
    async def scene() -> list[bytes]:
        await fill(hub_store, orders=60)
        async with hub_store.transaction() as connection:
            for table in ("ticket", "service_day"):
                await connection.execute(f"UPDATE {table} SET service = '=HYPERLINK(1)' || service")
        return [await exported(hub_store, one) for one in (Export.TICKETS, Export.DAYS)]

    for body in hub_loop.run(scene()):
        services = {row["service"] for row in read_csv(body)}
        assert services
        assert all(service.startswith("'=") for service in services)


@pytest.mark.parametrize("form", Form)
def test_whoever_hangs_up_holds_nothing(
    hub_loop: asyncio.Runner, hub_store: Store, form: Form
) -> None:
    async def scene() -> None:
        await fill(hub_store, orders=60)
        exports = Exports(hub_store, Charter())
        wanted = Wanted(export=Export.TICKETS, form=form, first=DAY, last=date.max)
        for _ in range(CONNECTIONS):
            async with aclosing(exports.stream(wanted)) as parts:
                if form is Form.CSV:
                    await anext(parts)
                else:
                    waiting = asyncio.ensure_future(anext(parts))
                    await asyncio.sleep(0)
                    waiting.cancel()
                    await asyncio.gather(waiting, return_exceptions=True)
        assert await hub_store.answers()

    hub_loop.run(scene())


@pytest.mark.parametrize("form", Form)
def test_a_database_that_goes_away_is_no_end_of_a_file(
    hub_loop: asyncio.Runner, hub_store: Store, form: Form
) -> None:
    async def scene() -> Sequence[bytes]:
        await fill(hub_store, orders=60)
        wanted = Wanted(export=Export.TICKETS, form=form, first=DAY, last=DAY + timedelta(days=1))
        got = []
        try:
            async for part in Exports(_Going(hub_store), Charter()).stream(wanted):
                got.append(part)  # noqa: PERF401 - what came before it failed is wanted too
        except HubStoreFailed:
            return got
        raise AssertionError("a file that ends as if it were whole")

    body = b"".join(hub_loop.run(scene()))
    assert not body.endswith(b"PAR1")


class _Going(Store):
    """A store that fails after some questions."""

    def __init__(self, store: Store) -> None:
        self._of = store
        self._left = 3

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        self._left -= 1
        if self._left < 0:
            raise HubStoreFailed("gone")
        async with self._of.reading() as connection:
            yield connection
