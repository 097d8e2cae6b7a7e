"""A device's unsent commands outlive its process."""

from pathlib import Path

import pytest

from kiosk.db.opening import StoreFailed, open_device
from kiosk.db.outbox import OutboxTable, Unsent
from kiosk.domain.ids import CommandId


def unsent(name: str) -> Unsent:
    return Unsent(id=CommandId(name), body=b'{"\xc3\xa9":' + name.encode() + b"}")


def test_commands_wait_in_order_across_a_restart(tmp_path: Path) -> None:
    db = open_device(tmp_path / "device.db")
    outbox = OutboxTable(db)
    for name in ("9", "1", "5"):
        outbox.add(unsent(name))
    db.close()
    db = open_device(tmp_path / "device.db")
    assert OutboxTable(db).pending() == (unsent("9"), unsent("1"), unsent("5"))
    db.close()


def test_what_was_answered_is_forgotten_and_what_is_added_twice_is_kept_once(
    tmp_path: Path,
) -> None:
    db = open_device(tmp_path / "device.db")
    outbox = OutboxTable(db)
    for name in ("1", "2", "1"):
        outbox.add(unsent(name))
    outbox.done(CommandId("1"))
    outbox.done(CommandId("never-there"))
    assert outbox.pending() == (unsent("2"),)
    db.close()


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    db = open_device(tmp_path / "device.db")
    outbox = OutboxTable(db)
    outbox.add(unsent("1"))
    db.execute("PRAGMA max_page_count = 1").fetchone()
    with pytest.raises(StoreFailed) as failure:
        outbox.add(Unsent(id=CommandId("2"), body=bytes(100_000)))
    assert failure.value.disk_full
    assert outbox.pending() == (unsent("1"),)
    db.close()


def test_a_device_has_a_print_spool_too(tmp_path: Path) -> None:
    db = open_device(tmp_path / "device.db")
    assert {"outbox", "spool"} <= set(db.table_names())
    db.close()


def test_an_amended_command_keeps_its_place(tmp_path: Path) -> None:
    db = open_device(tmp_path / "device.db")
    outbox = OutboxTable(db)
    for name in ("1", "2"):
        outbox.add(unsent(name))
    better = Unsent(id=CommandId("1"), body=b"better")
    outbox.amend(better)
    outbox.amend(unsent("never-there"))
    assert outbox.pending() == (better, unsent("2"))
    db.close()
