import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.client.membership import Membership
from kiosk.client.pinning import Authority
from kiosk.db.machine import Traits
from kiosk.db.outbox import OutboxTable, Unsent
from kiosk.domain.ids import CommandId
from kiosk.roles.device_store import open_store
from kiosk.roles.membership import AUTHORITY, CENTRE, TOKEN, MembershipFiles
from kiosk.roles.start import CannotStart
from kiosk.roles.this_machine import linux_machine
from tests.client.certificates import made_authority

HERE, THERE = Traits(id="here" * 8), Traits(id="there" * 8)
PLACE = Membership(
    token="secret",
    authority=Authority(der=made_authority().der),
    url="https://192.168.1.10:8443",
    given="",
    term=2,
)


def test_a_place_is_kept_and_readable_by_its_own_user_alone(tmp_path: Path) -> None:
    files = MembershipFiles(tmp_path)
    files.write(PLACE)
    assert files.read() == PLACE
    if sys.platform != "win32":
        for name in (TOKEN, AUTHORITY, CENTRE):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_a_token_without_the_authority_it_was_given_under_is_none(tmp_path: Path) -> None:
    files = MembershipFiles(tmp_path)
    files.write(PLACE)
    (tmp_path / AUTHORITY).unlink()
    assert files.read() == Membership()
    files.write(PLACE)
    (tmp_path / AUTHORITY).write_text("rubbish")
    assert files.read() == Membership()


def test_a_token_of_a_version_before_is_one_of_this_machines_centre(tmp_path: Path) -> None:
    (tmp_path / TOKEN).write_text("old\n")
    assert MembershipFiles(tmp_path).read() == Membership(token="old")


@pytest.mark.parametrize("held", [b"\xff\x00", b"[" * 10_000, b'{"url": 5}', b"", b"null"])
def test_whatever_lies_there_is_no_place_and_no_error(tmp_path: Path, held: bytes) -> None:
    for name in (TOKEN, AUTHORITY, CENTRE):
        (tmp_path / name).write_bytes(held)
    read = MembershipFiles(tmp_path).read()
    assert (read.authority, read.url, read.term) == (None, "", 0)


def test_a_store_says_the_same_instance_at_every_start(tmp_path: Path) -> None:
    first = open_store(tmp_path, HERE)
    again = open_store(tmp_path, HERE)
    assert first.instance == again.instance != ""
    assert not again.copied


def test_a_copy_on_another_machine_has_no_place_and_keeps_the_other_ones_data_aside(
    tmp_path: Path,
) -> None:
    first = open_store(tmp_path, HERE)
    OutboxTable(first.database).add(Unsent(id=CommandId("c"), body=b"{}"))
    first.database.close()
    MembershipFiles(tmp_path).write(PLACE)
    copy = open_store(tmp_path, THERE)
    assert copy.copied
    assert copy.instance != first.instance
    assert OutboxTable(copy.database).pending() == ()
    assert MembershipFiles(tmp_path).read() == Membership()
    copy.database.close()
    kept = tmp_path / "aside"
    kept.mkdir()
    (tmp_path / "device.db.aside-1").rename(kept / "device.db")
    back = open_store(kept, HERE)
    assert [unsent.id for unsent in OutboxTable(back.database).pending()] == ["c"]
    assert not open_store(tmp_path, THERE).copied


def test_a_store_about_another_centre_is_kept_aside_when_the_device_has_moved(
    tmp_path: Path,
) -> None:
    files = MembershipFiles(tmp_path)
    open_store(tmp_path, HERE).database.close()
    files.write(PLACE)
    first = open_store(tmp_path, HERE)
    OutboxTable(first.database).add(Unsent(id=CommandId("c"), body=b"{}"))
    first.database.close()
    assert len(OutboxTable(open_store(tmp_path, HERE).database).pending()) == 1
    files.write(replace(PLACE, authority=Authority(der=made_authority("THIKA").der)))
    moved = open_store(tmp_path, HERE)
    assert OutboxTable(moved.database).pending() == ()
    assert not moved.copied
    assert files.read().token == PLACE.token
    moved.database.close()
    assert not (tmp_path / "device.db.aside-2").exists()
    open_store(tmp_path, HERE).database.close()
    assert not (tmp_path / "device.db.aside-2").exists()


def test_a_store_is_about_the_centre_it_was_opened_under_or_placed_in(tmp_path: Path) -> None:
    first = open_store(tmp_path, HERE)
    first.about(Authority(der=made_authority().der).fingerprint)
    first.database.close()
    MembershipFiles(tmp_path).write(
        replace(PLACE, authority=Authority(der=made_authority("THIKA").der))
    )
    open_store(tmp_path, HERE).database.close()
    assert (tmp_path / "device.db.aside-1").exists()


def test_a_store_that_cannot_be_opened_ends_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "device.db").mkdir()
    with pytest.raises(CannotStart, match=r"device\.db"):
        open_store(tmp_path, HERE)


def test_a_linux_machine_is_told_by_its_id_its_board_and_its_own_cards(tmp_path: Path) -> None:
    (tmp_path / "id").write_text("0123456789abcdef\n")
    (tmp_path / "board").write_bytes(b"100000004\0")
    for name, address, kind in (
        ("eth0", "02:00:00:00:00:01", "0"),
        ("veth1", "02:00:00:00:00:02", "3"),
        ("lo", "00:00:00:00:00:00", "0"),
    ):
        (tmp_path / "net" / name / "device").mkdir(parents=True)
        (tmp_path / "net" / name / "address").write_text(address + "\n")
        (tmp_path / "net" / name / "addr_assign_type").write_text(kind + "\n")
    (tmp_path / "net" / "bridge").mkdir()
    found = linux_machine(
        ids=(tmp_path / "missing", tmp_path / "id"),
        cards=tmp_path / "net",
        board=tmp_path / "board",
    )
    assert found == Traits(
        id="0123456789abcdef",
        parts=frozenset({"board 100000004", "card 02:00:00:00:00:01"}),
    )
    assert linux_machine(ids=(), cards=tmp_path / "no", board=tmp_path / "no") == Traits()
