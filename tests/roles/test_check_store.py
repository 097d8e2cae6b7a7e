"""What `check` says of what a screen, or a copy, keeps on its machine."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.client.identity import command_id
from kiosk.db.copying import CopyTable
from kiosk.db.opening import open_centre, open_device, transaction
from kiosk.db.outbox import OutboxTable, Unsent
from kiosk.db.reserve import Kept, KnownTable
from kiosk.domain.ids import CommandId
from kiosk.roles.check_copy import copy
from kiosk.roles.check_finding import Finding, State
from kiosk.roles.check_roles import directories
from kiosk.roles.check_store import made_at, store

NOW = datetime.now(UTC)


def looked_at(directory: Path) -> list[Finding]:
    return list(store("kiosk", directory, NOW, needed=True))


@pytest.fixture
def device(tmp_path: Path) -> Path:
    """A kiosk's directory, admitted, with nothing to tell."""
    open_device(tmp_path / "device.db").close()
    (tmp_path / "token").touch(mode=0o600)
    return tmp_path


def put(directory: Path, *, ago: timedelta, command: str = "") -> None:
    db = open_device(directory / "device.db")
    made = int((NOW - ago).timestamp() * 1000)
    new = CommandId(command) if command else command_id(made, bytes(10))
    OutboxTable(db).add(Unsent(id=new, body=b"{}"))
    db.close()


def test_a_screen_that_was_never_started_is_told_only_where_it_is_needed(tmp_path: Path) -> None:
    assert [found.state for found in looked_at(tmp_path)] == [State.ABSENT]
    assert list(store("kiosk", tmp_path, NOW, needed=False)) == []


def test_every_screen_of_a_role_is_found_its_own_name_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert directories("counter") == (tmp_path / "foleni" / "counter",)
    for name in ("counter-3", "counter-12", "counter-empty", "kiosk"):
        (tmp_path / "foleni" / name).mkdir(parents=True)
        if name != "counter-empty":
            open_device(tmp_path / "foleni" / name / "device.db").close()
    assert [each.name for each in directories("counter")] == ["counter-12", "counter-3"]
    open_device(tmp_path / "foleni" / "counter" / "device.db").close()
    assert [each.name for each in directories("counter")] == ["counter", "counter-12", "counter-3"]


def test_a_screen_with_nothing_to_tell_is_well(device: Path) -> None:
    assert {found.state for found in looked_at(device)} == {State.WORKS}


def test_what_has_only_just_been_told_is_on_its_way(device: Path) -> None:
    put(device, ago=timedelta(seconds=5))
    (found, *_) = looked_at(device)
    assert found.state is State.WORKS
    assert "less than a minute" in found.sentence


def test_what_has_waited_long_fails(device: Path) -> None:
    put(device, ago=timedelta(days=2))
    (found, *_) = looked_at(device)
    assert found.state is State.FAILS
    assert f"since {(NOW - timedelta(days=2)).astimezone():%Y-%m-%d %H:%M}" in found.sentence


def test_how_old_what_is_known_is_is_told(device: Path) -> None:
    db = open_device(device / "device.db")
    KnownTable(db).keep("floor", Kept(at=NOW, body=b"{}"))
    db.close()
    assert f"as of {NOW.astimezone():%H:%M}" in looked_at(device)[1].sentence


def test_a_token_that_others_can_read_is_told(device: Path) -> None:
    (device / "token").chmod(0o640)
    assert "chmod 600" in looked_at(device)[-1].sentence


def test_a_screen_without_a_token_says_how_it_becomes_a_device(device: Path) -> None:
    (device / "token").unlink()
    assert looked_at(device)[-1].state is State.ABSENT


def test_a_store_that_cannot_be_read_is_told(device: Path) -> None:
    (device / "device.db").write_bytes(b"no database at all" * 100)
    assert looked_at(device)[0].state is State.FAILS


def test_looking_changes_nothing(device: Path) -> None:
    before = (device / "device.db").read_bytes()
    looked_at(device)
    assert (device / "device.db").read_bytes() == before


@pytest.mark.parametrize("other", ["", "start", "6f1c2f3e-0000-4000-8000-000000000000"])
def test_an_id_of_another_kind_tells_no_time(other: str) -> None:
    assert made_at(CommandId(other)) is None


def test_an_id_of_ours_tells_when_it_was_made() -> None:
    now_ms = time.time_ns() // 1_000_000
    made = made_at(command_id(now_ms, bytes(10)))
    assert made is not None
    assert made.timestamp() * 1000 == pytest.approx(now_ms, abs=1)


def copy_of(directory: Path, heard: datetime | None) -> list[Finding]:
    db = open_centre(directory / "centre.db")
    if heard is not None:
        with transaction(db):
            CopyTable(db).note("http://127.0.0.1:8400", heard, epoch="e", term=1)
    db.close()
    return list(copy(directory, NOW, needed=True))


def test_a_copy_that_keeps_up_is_well(tmp_path: Path) -> None:
    (found,) = copy_of(tmp_path, NOW)
    assert found.state is State.WORKS


def test_a_copy_whose_centre_is_silent_is_told_with_since_when(tmp_path: Path) -> None:
    (found,) = copy_of(tmp_path, NOW - timedelta(hours=30))
    assert found.state is State.FAILS
    assert "was last heard of at" in found.sentence


def test_a_centres_own_journal_is_no_copy(tmp_path: Path) -> None:
    (found,) = copy_of(tmp_path, None)
    assert found.state is State.FAILS


def test_where_no_copy_is_kept_the_way_to_one_is_told(tmp_path: Path) -> None:
    (found,) = copy(tmp_path, NOW, needed=True)
    assert found.state is State.ABSENT
    assert list(copy(tmp_path, NOW, needed=False)) == []
