"""A centre's place at its hub: whole or not there, for its user alone, and with its copies."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.db.machine import Traits
from kiosk.sync import membership as of_centre
from kiosk.sync.instance import claim_instance
from kiosk.sync.membership import Membership, MembershipFile, MembershipUnfit, new_key, public_key
from kiosk.wire.replica import is_place

PLACE = Membership(
    url="https://hub.example.go.ke",
    centre="MOLO",
    centre_id=7,
    name="Molo",
    key=b"k" * 32,
    hub_key=public_key(b"h" * 32),
    sealing_key="A" * 43 + "=",
    public_url="https://hub.example.go.ke",
    prefix="K",
)


def test_what_was_kept_is_read_and_nobody_else_reads_it(tmp_path: Path) -> None:
    assert Membership.load(tmp_path) is None
    for place in (PLACE, PLACE.turning(new_key())):
        place.keep(tmp_path)
        assert Membership.load(tmp_path) == place
    assert (tmp_path / "keys" / "hub.json").stat().st_mode & 0o077 == 0
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


def test_no_key_stands_in_what_is_printed_of_it() -> None:
    assert "kkkk" not in repr(PLACE.turning(b"k" * 32))


def test_it_goes_to_copies_with_the_other_keys_and_so_does_leaving() -> None:
    assert is_place("keys/hub.json")


def test_a_centre_that_left_has_no_place(tmp_path: Path) -> None:
    of_centre.forget(tmp_path)
    assert not (tmp_path / "keys").exists()
    PLACE.keep(tmp_path)
    of_centre.forget(tmp_path)
    assert (tmp_path / "keys" / "hub.json").exists()
    assert Membership.load(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"{", b'{"key": 7}', b'{"key": "x"}', b"\xff" * 20_000])
def test_what_cannot_be_read_is_told_with_the_way_on(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "hub.json").write_bytes(content)
    with pytest.raises(MembershipUnfit, match="enrol"):
        Membership.load(tmp_path)


def test_who_holds_the_file_sees_each_change_of_it(tmp_path: Path) -> None:
    file = MembershipFile(tmp_path)
    assert file() is None
    PLACE.keep(tmp_path)
    assert file() == PLACE
    PLACE.turning(b"n" * 32).keep(tmp_path)
    assert file() == PLACE.turning(b"n" * 32)
    of_centre.forget(tmp_path)
    assert file() is None


def test_a_key_turns_or_not_and_is_never_lost() -> None:
    turning = PLACE.turning(b"n" * 32)
    assert turning.turned() == replace(PLACE, key=b"n" * 32, last_key=PLACE.key)
    assert turning.turned().as_before() == turning
    assert (PLACE.turned(), PLACE.as_before()) == (PLACE, None)


def test_a_directory_that_was_copied_to_another_machine_is_another_instance(
    tmp_path: Path,
) -> None:
    here = Traits(id="machine-1", parts=frozenset({"card 1", "card 2"}))
    instance = claim_instance(tmp_path, here, os.urandom)
    for same in (here, Traits(id="machine-1", parts=frozenset({"card 2"})), Traits()):
        assert claim_instance(tmp_path, same, os.urandom) == instance
    assert b"machine-1" not in (tmp_path / "machine.json").read_bytes()
    there = claim_instance(tmp_path, Traits(id="machine-2"), os.urandom)
    assert there != instance
    assert claim_instance(tmp_path, Traits(id="machine-2"), os.urandom) == there
    assert claim_instance(tmp_path, here, os.urandom) == instance
    (tmp_path / "machine.json").write_bytes(b"{")
    assert claim_instance(tmp_path, here, os.urandom) not in (instance, there)
