"""Copies, roll-backs, wrong clocks and a hub from yesterday: each is found, told and healed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench.fleet.hub import Hub
from bench.torture.centre import Centre
from bench.torture.machine import Machine, can_be_had
from bench.uplink.stage import (
    Look,
    counter_at,
    differing,
    enrolled,
    furnished,
    health_of,
    known_to_be_there,
    own_journal,
)
from kiosk.domain.events import TicketIssued
from kiosk.wire.codec import decode_entry
from tests.waiting import until

pytestmark = pytest.mark.journey

YEAR_S = 365 * 86_400.0


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A directory that PostgreSQL, which may run as somebody else, can come to."""
    with tempfile.TemporaryDirectory(prefix="foleni-heals-") as directory:
        Path(directory).chmod(0o711)
        yield Path(directory)


@pytest.fixture(scope="module")
def hub(place: Path) -> Iterator[Hub]:
    """One hub for all of them."""
    hub = Hub(place / "hub")
    hub.run()
    yield hub
    hub.clear()


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def begun(stack: ExitStack, centre: Centre) -> Centre:
    stack.callback(centre.kill)
    centre.start()
    centre.until_ready()
    return centre


def anew(centre: Centre) -> Centre:
    """Its next life, with its hub's ear."""
    centre.start()
    centre.until_ready()
    until(lambda: health_of(centre.url).uplink == "live")
    return centre


def serve(centre: Centre, visitors: int) -> None:
    with counter_at(centre.url) as counter:
        counter.serve(visitors)


def at_work(
    stack: ExitStack, place: Path, hub: Hub, code: str, machine: Machine | None = None
) -> tuple[Centre, Look]:
    """A centre of the hub that has served three visitors, all of it known to the hub."""
    data = place / code
    furnished(data, code)
    centre = begun(stack, Centre(data, place / f"{code}.log", machine=machine))
    enrolled(data, hub, centre=code)
    serve(centre, 3)
    look = Look(hub.dsn, code)
    look.until_it_has(own_journal(data))
    return centre, look


def test_a_copy_that_speaks_beside_its_centre_is_sent_away_and_the_first_goes_on(
    stack: ExitStack, place: Path, hub: Hub
) -> None:
    centre, look = at_work(stack, place, hub, "CLONE")
    centre.leave()
    shutil.copytree(centre.data, place / "twin")
    anew(centre)
    twin = begun(stack, Centre(place / "twin", place / "twin.log"))
    until(lambda: health_of(twin.url).uplink == "live")
    serve(centre, 2)
    serve(twin, 1)
    until(lambda: "HUB_CLONED" in health_of(twin.url).troubles)
    assert "CLONED" in look.findings()
    own = own_journal(centre.data)
    assert differing(own, look.whole(look.until_it_has(own)[-1].branch)) == []
    assert "HUB_CLONED" not in health_of(centre.url).told


def test_a_journal_put_back_to_an_older_copy_goes_on_beside_what_the_hub_knows(
    stack: ExitStack, place: Path, hub: Hub
) -> None:
    centre, look = at_work(stack, place, hub, "BACK")
    centre.leave()
    copy = place / "centre-before.db"
    shutil.copy(centre.data / "centre.db", copy)
    serve(anew(centre), 4)
    look.until_it_has(own_journal(centre.data))
    centre.leave()
    for beside in ("centre.db-wal", "centre.db-shm"):
        (centre.data / beside).unlink(missing_ok=True)
    shutil.copy(copy, centre.data / "centre.db")
    serve(anew(centre), 2)
    own = own_journal(centre.data)
    first, last = look.until_it_has(own)
    assert (last.from_branch, last.reason) == (first.branch, "ROLLED_BACK")
    assert differing(own, look.whole(last.branch)) == []
    assert "ROLLED_BACK" in look.findings()
    assert "RESTORED_BEHIND" in health_of(centre.url).told
    given = [*numbers(look.lines(first.branch)), *numbers(look.lines(last.branch))]
    assert len(given) == 3 + 4 + 2
    assert len(set(given)) == len(given)


def numbers(lines: dict[int, bytes]) -> list[str]:
    entries = (decode_entry(line) for line in lines.values())
    return [entry.event.number for entry in entries if isinstance(entry.event, TicketIssued)]


@pytest.mark.skipif(not can_be_had(), reason="nothing can stand between a process and its clock")
def test_a_clock_that_jumps_a_year_is_told_at_both_ends_and_its_hour_is_not_believed(
    stack: ExitStack, place: Path, hub: Hub
) -> None:
    machine = Machine(place / "machine")
    centre, look = at_work(stack, place, hub, "CLOCK", machine)
    before = own_journal(centre.data).last_seq
    machine.move_clock(YEAR_S)
    until(lambda: {"CLOCK_OFF", "CLOCK_JUMPED"} <= health_of(centre.url).troubles)
    assert health_of(centre.url).offset_s == pytest.approx(-YEAR_S, abs=60)
    serve(centre, 1)
    own = own_journal(centre.data)
    assert differing(own, look.whole(look.until_it_has(own)[-1].branch)) == []
    days = {decode_entry(line).day for seq, line in own.lines.items() if seq > before}
    assert days == {decode_entry(own.lines[before]).day}
    machine.move_clock(-YEAR_S)
    until(lambda: not {"CLOCK_OFF", "CLOCK_JUMPED"} & health_of(centre.url).troubles)


@pytest.mark.skipif(not can_be_had(), reason="nothing can stand between a process and its clock")
@pytest.mark.parametrize("wrong_s", [YEAR_S, -YEAR_S])
def test_a_clock_that_is_a_year_off_when_the_centre_starts_opens_no_wrong_day(
    stack: ExitStack, place: Path, hub: Hub, wrong_s: float
) -> None:
    machine = Machine(place / "machine")
    centre, look = at_work(stack, place, hub, f"DEAD{wrong_s > 0:d}", machine)
    before = own_journal(centre.data)
    centre.leave()
    machine.move_clock(wrong_s)
    serve(anew(centre), 1)
    own = own_journal(centre.data)
    assert differing(own, look.whole(look.until_it_has(own)[-1].branch)) == []
    entries = [decode_entry(line) for line in own.lines.values()]
    assert {entry.day for entry in entries} == {decode_entry(before.lines[1]).day}
    until(lambda: "CLOCK_OFF" in health_of(centre.url).troubles)
    machine.move_clock(-wrong_s)
    until(lambda: not {"CLOCK_OFF", "CLOCK_JUMPED"} & health_of(centre.url).troubles)


def test_a_hub_put_back_to_yesterday_gets_again_what_it_lost(
    stack: ExitStack, place: Path, hub: Hub
) -> None:
    centre, look = at_work(stack, place, hub, "AGAIN")
    hub.snapshot(place / "yesterday")
    serve(centre, 4)
    own = own_journal(centre.data)
    look.until_it_has(own)
    until(lambda: known_to_be_there(centre.data) == own.last_seq)
    centre.leave()
    assert hub.leave() == 0
    hub.put_back(place / "yesterday")
    hub.run()
    anew(centre)
    own = own_journal(centre.data)
    (only,) = look.until_it_has(own)
    assert differing(own, look.whole(only.branch)) == []
    assert set(look.findings()) == {"HUB_BEHIND"}
    assert "HUB_BEHIND" in health_of(centre.url).told
