"""A centre with a hub: what it writes goes up, whatever the road does, and the hall goes on."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.machine import Traits
from kiosk.db.opening import open_centre
from kiosk.db.people import Duty
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from tests.centre.admitting import admit
from tests.centre.desks import MANAGER, PASSWORD, Desk, add_person
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW
from tests.sync.hub_model import HubModel
from tests.sync.signed_hub import Fault, SignedHub
from tests.waiting import until

MACHINE = Traits(id="this machine of the tests")
ISSUE = IssueTicket(service=ID_NEW, language=Language("en"))


@pytest.fixture
def hub() -> Iterator[SignedHub]:
    with SignedHub() as running:
        running.model.at_ms = round(time.time() * 1000)
        yield running


def enrol(data: Path, hub: SignedHub) -> None:
    hub.membership("MOLO").keep(data)


def health(kiosk: Session) -> dict[str, Any]:
    return dict(json.loads(kiosk.ask("GET", "/health")[1]))


def issue(kiosk: Session) -> str:
    reply = kiosk.send(ISSUE)
    assert isinstance(reply, Done)
    assert reply.issued is not None
    return reply.issued.number


def lines_of(data: Path) -> list[bytes]:
    db = open_centre(data / "centre.db")
    lines = [stored.text for stored in Journal(db).lines_after(0, 10_000)]
    db.close()
    return lines


def has(model: HubModel, number: str) -> bool:
    """Whether the hub has the ticket."""
    return any(f'"{number}"'.encode() in line for line in model.lines)


def current(kiosk: Session) -> set[str]:
    """What is wrong now."""
    return {one["code"] for one in health(kiosk)["troubles"] if one["until"] is None}


def codes(kiosk: Session) -> set[str]:
    return {trouble["code"] for trouble in health(kiosk)["troubles"]}


def test_a_running_centre_takes_up_its_enrolment_and_sends_what_it_has(
    tmp_path: Path, hub: SignedHub
) -> None:
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        first = issue(kiosk)
        assert health(kiosk)["uplink"] is None
        enrol(tmp_path, hub)
        hub.until(lambda model: has(model, first))
        second = issue(kiosk)
        hub.until(lambda model: has(model, second))
        until(lambda: health(kiosk)["uplink"]["lag_lines"] == 0)
        uplink = health(kiosk)["uplink"]
        assert (uplink["hub"], uplink["state"]) == (hub.url, "live")
        assert uplink["last_heard"] is not None
    assert hub.model.lines == lines_of(tmp_path)
    vitals = [batch.vitals for batch in hub.model.batches if batch.vitals is not None]
    assert [device.role for device in vitals[-1].devices] == ["kiosk"]


def test_a_bad_road_neither_loses_nor_doubles(tmp_path: Path, hub: SignedHub) -> None:
    enrol(tmp_path, hub)
    bad = (fault for fault in Fault if fault is not Fault.SILENCE)
    hub.faults = [each for fault in bad for each in (fault, None)]
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        while hub.faults:
            number = issue(kiosk)
            time.sleep(0.05)
        hub.until(lambda model: has(model, number))
    assert hub.model.lines == lines_of(tmp_path)[: len(hub.model.lines)]
    assert len(hub.model.branches) == 1


def test_nobody_waits_for_a_hub_that_is_silent(tmp_path: Path, hub: SignedHub) -> None:
    """Half open: the connection stands, and no answer comes. The centre ends at once, too."""
    enrol(tmp_path, hub)
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        hub.until(lambda model: bool(model.lines))
        hub.faults = [Fault.SILENCE]
        issue(kiosk)
        until(lambda: not hub.faults)
        issue(kiosk)


def test_a_centre_that_was_put_back_gives_no_number_twice(tmp_path: Path, hub: SignedHub) -> None:
    enrol(tmp_path, hub)
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        issue(kiosk)
    copy = (tmp_path / "centre.db").read_bytes()
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        lost = issue(kiosk), issue(kiosk)
        hub.until(lambda model: has(model, lost[1]))
    for name in ("centre.db-wal", "centre.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "centre.db").write_bytes(copy)
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        hub.until(lambda model: len(model.branches) == 2)
        until(lambda: "RESTORED_BEHIND" in codes(kiosk))
        facts = next(
            one["facts"] for one in health(kiosk)["troubles"] if one["code"] == "RESTORED_BEHIND"
        )
        assert (facts["tickets"], facts["twice"]) == (2, 0)
        assert issue(kiosk) not in lost
        hub.until(lambda model: b"NumbersSkipped" in b"".join(model.lines))
    assert len(hub.model.branches[0].lines) > len(hub.model.branches[1].lines)


def test_a_hub_that_says_no_is_told_and_the_hall_goes_on(tmp_path: Path, hub: SignedHub) -> None:
    enrol(tmp_path, hub)
    hub.refusal = (401, b'{"error":"REVOKED"}')
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        until(lambda: "HUB_REVOKED" in codes(kiosk))
        issue(kiosk)
        assert health(kiosk)["uplink"]["state"] == "stopped"


def test_somebody_elses_hub_is_not_believed(tmp_path: Path, hub: SignedHub) -> None:
    with SignedHub() as other:
        enrol(tmp_path, other)
        other.key = hub.key
        running = RunningCentre(tmp_path, machine=MACHINE)
        with running as centre, centre.session(Role.KIOSK) as kiosk:
            until(lambda: "HUB_UNTRUSTED" in codes(kiosk))
        assert not other.model.batches


def test_a_clock_that_is_a_year_off_is_told(tmp_path: Path, hub: SignedHub) -> None:
    enrol(tmp_path, hub)
    hub.model.at_ms += 365 * 86_400_000
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        until(lambda: "CLOCK_OFF" in codes(kiosk))
        uplink = health(kiosk)["uplink"]
        assert abs(uplink["clock_offset_s"] - 365 * 86_400) < 60


def test_the_hubs_time_settles_whether_a_jump_was_right(tmp_path: Path, hub: SignedHub) -> None:
    """The machine's clock was behind by a day and a half and more, and is set right at work."""
    enrol(tmp_path, hub)
    hub.model.at_ms += 40 * 3_600_000
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        issue(kiosk)
        until(lambda: "CLOCK_OFF" in codes(kiosk))
        centre.wall_ahead_s = 40 * 3600.0
        until(lambda: centre.parts.clock.now().timestamp() > time.time() + 39 * 3600)
        until(lambda: not current(kiosk) & {"CLOCK_OFF", "CLOCK_JUMPED"})
        assert health(kiosk)["clock"]["state"] == "good"


def test_watchers_see_how_far_the_hub_is(tmp_path: Path, hub: SignedHub) -> None:
    token = admit(tmp_path, Role.WATCHER)
    enrol(tmp_path, hub)
    running = RunningCentre(tmp_path, machine=MACHINE)
    with running as centre, Session(centre.url, token=token) as watcher:
        until(lambda: (health(watcher)["uplink"] or {}).get("state") == "live")
        told = watcher.fetch("GET", "/metrics").decode()
    assert 'foleni_hub{state="live"} 1.0' in told
    assert "foleni_hub_behind_events" in told
    assert "foleni_hub_sent_bytes_total" in told


def test_what_the_hub_has_is_known_after_a_start(tmp_path: Path, hub: SignedHub) -> None:
    enrol(tmp_path, hub)
    with RunningCentre(tmp_path, machine=MACHINE) as centre:
        uplinking = centre.parts.beside.hub.uplinking
        assert uplinking is not None
        until(lambda: uplinking.now is not None and bool(uplinking.now.batches))
        centre.on_loop(uplinking.note())
        had = uplinking.hub_has
        assert had == len(hub.model.lines)
    branch = hub.model.branches[0]
    del branch.lines[:], branch.chains[1:]
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        until(lambda: "HUB_BEHIND" in codes(kiosk))
        hub.until(lambda model: len(model.lines) >= had)
    assert max(batch.acked for batch in hub.model.batches) >= had


def test_a_manager_sees_how_far_the_hub_is(tmp_path: Path, hub: SignedHub) -> None:
    enrol(tmp_path, hub)
    with RunningCentre(tmp_path, machine=MACHINE) as centre:
        add_person(centre, Duty.MANAGER, MANAGER, PASSWORD)
        desk = Desk(centre)
        desk.sign_in()
        until(lambda: "Hub: has everything" in desk.get("/manager/live").text)
        hub.refusal = (401, b'{"error":"REVOKED"}')
        with centre.session(Role.KIOSK) as kiosk:
            issue(kiosk)
        said = "Hub: nothing goes there; "
        until(lambda: said in desk.get("/manager/live").text)
        desk.close()
