"""A real centre and a real hub: the journal is there byte for byte, whatever was put back."""

from pathlib import Path

from kiosk.client.session import Session
from kiosk.domain.commands import Role
from kiosk.sync.membership import Membership, new_key
from tests.centre.running import RunningCentre
from tests.centre.test_uplinking import MACHINE, current, health, issue, lines_of
from tests.hub.running import RunningHub
from tests.waiting import until

_LINES = "SELECT branch, line FROM ledger ORDER BY branch, seq"
_FINDINGS = "SELECT code FROM finding"


def rows(hub: RunningHub, statement: str) -> list[tuple[object, ...]]:
    async def read() -> list[tuple[object, ...]]:
        async with hub.store.reading() as connection:
            return await (await connection.execute(statement)).fetchall()

    return hub.do(read())


def has_all(kiosk: Session) -> bool:
    uplink = health(kiosk)["uplink"]
    return uplink is not None and uplink["state"] == "live" and uplink["lag_lines"] == 0


def test_a_journal_is_there_whole_also_after_it_was_put_back(
    hub: RunningHub, tmp_path: Path
) -> None:
    data = tmp_path / "centre"
    data.mkdir()
    hub.membership("MOLO").keep(data)
    with RunningCentre(data, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        issue(kiosk)
        until(lambda: has_all(kiosk))
    first = lines_of(data)
    copy = (data / "centre.db").read_bytes()
    with RunningCentre(data, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        lost = issue(kiosk), issue(kiosk)
        until(lambda: has_all(kiosk))
    old = lines_of(data)
    for name in ("centre.db-wal", "centre.db-shm"):
        (data / name).unlink(missing_ok=True)
    (data / "centre.db").write_bytes(copy)
    with RunningCentre(data, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        until(lambda: has_all(kiosk))
        assert issue(kiosk) not in lost
        until(lambda: has_all(kiosk))
        assert not current(kiosk)
    by_branch = [[bytes(line) for at, line in rows(hub, _LINES) if at == n] for n in (0, 1)]  # type: ignore[call-overload]
    assert by_branch == [old, lines_of(data)[len(first) :]]
    assert rows(hub, _FINDINGS) == [("ROLLED_BACK",)]


def test_a_running_centre_turns_its_key_and_goes_on(hub: RunningHub, tmp_path: Path) -> None:
    before = hub.membership("MOLO")
    before.turning(new_key()).keep(tmp_path)
    with RunningCentre(tmp_path, machine=MACHINE) as centre, centre.session(Role.KIOSK) as kiosk:
        until(lambda: (Membership.load(tmp_path) or before).key != before.key)
        issue(kiosk)
        until(lambda: has_all(kiosk))
        assert not current(kiosk)
