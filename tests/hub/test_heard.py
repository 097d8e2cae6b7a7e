"""How each centre is stands in one row: as it last said, whatever it said, and no oftener."""

import asyncio
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from kiosk.hub.heard import KEEP_S
from kiosk.hub.store import Connection, Store
from kiosk.wire.uplink import Batch, DeviceVital, Vitals
from tests.hub.accepting import MOLO, NOW, Accepting
from tests.hub.journal import Paper

ROW = "SELECT at, version, seq, clock_ahead_ms, catalogue, vitals, vitals_at FROM heard"
Row = tuple[datetime, str, int, int, str | None, str | None, datetime | None]


@pytest.fixture
def ledger(hub_store: Store, hub_loop: asyncio.Runner) -> Accepting:
    accepting = Accepting(hub_store, hub_loop)
    accepting.open(Paper(9))
    return accepting


def say(ledger: Accepting, **more: object) -> None:
    head, _ = Paper(9).batch(0, 0)
    batch = msgspec.structs.replace(head, sent_ms=round(NOW.timestamp() * 1000), **more)
    ledger.loop.run(ledger.ledger.accept(MOLO, batch, ()))


def row(ledger: Accepting) -> Row:
    async def read(connection: Connection) -> Row:
        found = await (await connection.execute(ROW)).fetchone()
        assert found is not None
        at, version, seq, ahead_ms, catalogue, vitals, vitals_at = found
        return at, version, seq, ahead_ms, catalogue, vitals, vitals_at

    return ledger.do(read)


def test_what_a_centre_says_of_itself_is_kept(ledger: Accepting) -> None:
    vitals = Vitals(
        disk_free_bytes=7,
        clock="ok",
        devices=(DeviceVital(id="d1", role="kiosk", name="\0\\u0000 mlango"),),
    )
    say(ledger, vitals=vitals, version="0.6.0\0", rtt_ms=3000, catalogue="ab" * 32)
    at, version, seq, ahead_ms, catalogue, said, vitals_at = row(ledger)
    assert (at, version, seq, catalogue, vitals_at) == (NOW, "0.6.0", 9, "ab" * 32, NOW)
    assert ahead_ms == 1500  # half of the way there and back
    assert said is not None
    assert msgspec.json.decode(said, type=Vitals) == vitals


def test_signs_of_life_are_written_down_every_few_seconds_and_vitals_stay(
    ledger: Accepting,
) -> None:
    say(ledger, vitals=Vitals(disk_free_bytes=7, clock="ok"))
    ledger.now = NOW + timedelta(seconds=KEEP_S / 2)
    say(ledger)
    assert row(ledger)[0] == NOW
    ledger.now = later = NOW + timedelta(seconds=KEEP_S)
    say(ledger)
    at, *_, said, vitals_at = row(ledger)
    assert (at, vitals_at, said is None) == (later, NOW, False)


def test_another_catalogue_and_a_clock_put_back_are_written_down_at_once(
    ledger: Accepting,
) -> None:
    say(ledger)
    ledger.now = NOW + timedelta(seconds=1)
    say(ledger, catalogue="cd" * 32)
    assert row(ledger)[4] == "cd" * 32
    ledger.now = NOW - timedelta(days=365)
    say(ledger)
    assert row(ledger)[0] == ledger.now


def test_a_clock_as_far_off_as_a_number_goes_is_kept(ledger: Accepting) -> None:
    head, _ = Paper(9).batch(0, 0)
    for sent_ms in (-(2**53), 2**53):
        batch: Batch = msgspec.structs.replace(head, sent_ms=sent_ms, rtt_ms=3_600_000)
        ledger.now += timedelta(minutes=1)
        ledger.loop.run(ledger.ledger.accept(MOLO, batch, ()))
        assert abs(row(ledger)[3]) > 2**52
    assert ledger.now.tzinfo is UTC
