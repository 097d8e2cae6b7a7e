"""A hall of 0.4.0 is opened in the middle of its day, and its devices go on talking as they did."""

import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import pytest

from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.opening import open_device, open_reader
from kiosk.db.outbox import OutboxTable
from kiosk.domain.floor import Floor
from kiosk.wire.codec import decode_entry, decode_floor
from tests.centre.running import RunningCentre
from tests.domain.hall import TEN

LEFT = Path(__file__).parent / "from_0_4_0"
CHANCE = frozenset({"token", "token_hash"})
"""Made of random bytes: nothing here is the same twice."""
SHAPES = frozenset({"/health", "/catalogue"})
"""Of these every field is there that was; what stands in it is the machine's or the test's."""


class Asked(msgspec.Struct, frozen=True):
    """One request of a device of 0.4.0, and what it was answered then."""

    device: str
    method: str
    path: str
    body: str | None
    status: int
    answer: str


class Told(msgspec.Struct, frozen=True):
    minutes: int
    tokens: dict[str, str]
    asked: list[Asked]


@pytest.fixture(scope="module")
def told() -> Told:
    return msgspec.json.decode((LEFT / "asked.json").read_bytes(), type=Told)


@pytest.fixture
def centre(tmp_path: Path, told: Told) -> Iterator[RunningCentre]:
    """This version, on the store that 0.4.0 has left, a minute later."""
    unpack("centre.db", tmp_path)
    made = RunningCentre(tmp_path)
    now_s = (TEN + timedelta(minutes=told.minutes)).timestamp()
    made.wall.now_s = made.steady.now_s = now_s
    with made:
        yield made


def unpack(name: str, directory: Path) -> Path:
    path = directory / name
    path.write_bytes(gzip.decompress((LEFT / f"{name}.gz").read_bytes()))
    return path


def lines_of(store: Path) -> list[bytes]:
    with closing(open_reader(store)) as db:
        assert Journal(db).verify() is None
        return [line.text for line in Journal(db).lines_after(0, 100_000)]


def test_what_devices_of_0_4_0_ask_is_answered_as_it_was(centre: RunningCentre, told: Told) -> None:
    at = urlsplit(centre.url)
    with closing(HTTPConnection(at.hostname or "", at.port, timeout=10)) as connection:
        for asked in told.asked:
            # Just these headers: the devices of that version know no others.
            token = told.tokens.get(asked.device)
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            body = asked.body.encode() if asked.body is not None else None
            connection.request(asked.method, asked.path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            assert answer.status == asked.status, (asked, text)
            assert_tells_all(json.loads(asked.answer), json.loads(text), asked)


def assert_tells_all(then: object, now: object, asked: Asked, where: str = "$") -> None:
    """Whatever was told then is told now; there may be more."""
    if isinstance(then, dict):
        assert isinstance(now, dict)
        for key in then.keys() - CHANCE:
            assert key in now, f"{asked.path}: {where}.{key} is told no more"
            assert_tells_all(then[key], now[key], asked, f"{where}.{key}")
    elif asked.path in SHAPES:
        return
    elif isinstance(then, list):
        assert isinstance(now, list)
        assert len(now) == len(then), f"{asked.path}: {where}"
        for n, (one, other) in enumerate(zip(then, now, strict=True)):
            assert_tells_all(one, other, asked, f"{where}[{n}]")
    else:
        assert now == then, f"{asked.path}: {where} of {asked.body}"


def test_every_line_of_0_4_0_is_kept_to_the_byte(centre: RunningCentre, tmp_path: Path) -> None:
    (tmp_path / "then").mkdir()
    then = lines_of(unpack("centre.db", tmp_path / "then"))
    now = lines_of(tmp_path / "centre.db")
    # In the same version's own words: opening a store of yesterday's version changes none of them.
    assert now[: len(then)] == then
    assert not now[len(then) :]


def test_the_floor_is_the_one_that_its_lines_tell(
    centre: RunningCentre, tmp_path: Path, told: Told
) -> None:
    floor = Floor()
    for line in lines_of(tmp_path / "centre.db"):
        floor.apply(decode_entry(line))
    with Session(centre.url, token=told.tokens["kiosk"]) as kiosk:
        snapshot = kiosk.floor()
    assert {t.ticket: t for t in snapshot.tickets} == floor.tickets
    states = {ticket.state for ticket in snapshot.tickets}
    assert {"waiting", "serving", "held", "served", "cancelled"} <= states
    assert snapshot.seq == floor.seq


def test_a_tablet_of_0_4_0_reads_on_where_it_had_come_to(
    centre: RunningCentre, tmp_path: Path, told: Told
) -> None:
    with (
        Session(centre.url, token=told.tokens["tablet"]) as session,
        closing(session.follow(after=40)) as feed,
    ):
        read = [line.text for line in islice(feed, 30)]
    assert read == lines_of(tmp_path / "centre.db")[40:70]


def test_nothing_that_a_floor_of_0_4_0_told_is_unknown_to_a_device_of_this_version(
    told: Told,
) -> None:
    of_then = next(asked for asked in told.asked if asked.path == "/floor")
    epoch, snapshot = decode_floor(of_then.answer.encode())
    assert epoch
    assert len(snapshot.tickets) == 24


def test_what_a_device_of_0_4_0_had_not_sent_is_sent_by_this_version(tmp_path: Path) -> None:
    with closing(open_device(unpack("device.db", tmp_path))) as db:
        waiting = OutboxTable(db).pending()
    assert [unsent.id[-1] for unsent in waiting] == ["0", "1", "2"]
    assert all(b'"CallForHelp"' in unsent.body for unsent in waiting)
