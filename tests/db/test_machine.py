"""A store is bound to its machine, as far as that machine can be told from others."""

from pathlib import Path

import pytest

from kiosk.db.machine import MachineTable, Traits
from kiosk.db.opening import open_device

HERE = Traits(id="a" * 32, parts=frozenset({"card 1", "card 2"}))


def chance(length: int) -> bytes:
    return bytes(range(length))


def opened(tmp_path: Path) -> MachineTable:
    return MachineTable(open_device(tmp_path / "device.db"))


def test_a_new_store_belongs_to_the_machine_it_is_made_on(tmp_path: Path) -> None:
    first = opened(tmp_path).claim(HERE, chance)
    again = opened(tmp_path).claim(HERE, lambda _: b"not asked for")
    assert first == again
    assert first.instance == bytes(range(16)).hex()
    assert not again.copied


@pytest.mark.parametrize(
    "other",
    [
        Traits(id="b" * 32, parts=frozenset({"card 3"})),
        Traits(id="b" * 32),
        # The whole disk was copied, and its id with it.
        Traits(id="a" * 32, parts=frozenset({"card 3"})),
    ],
)
def test_on_another_machine_it_is_a_copy(tmp_path: Path, other: Traits) -> None:
    opened(tmp_path).claim(HERE, chance)
    assert opened(tmp_path).claim(other, chance).copied
    assert not opened(tmp_path).claim(HERE, chance).copied


@pytest.mark.parametrize(
    "changed",
    [
        Traits(id="a" * 32, parts=frozenset({"card 2", "card 9"})),
        Traits(id="a" * 32),
        Traits(parts=frozenset({"card 1"})),
        Traits(),
    ],
)
def test_a_part_that_was_changed_or_says_nothing_makes_no_copy(
    tmp_path: Path, changed: Traits
) -> None:
    before = opened(tmp_path).claim(HERE, chance)
    assert opened(tmp_path).claim(changed, chance) == before
    assert opened(tmp_path).claim(HERE, chance) == before


def test_part_after_part_may_be_changed(tmp_path: Path) -> None:
    opened(tmp_path).claim(HERE, chance)
    for parts in ({"card 2", "card 3"}, {"card 3", "card 4"}, {"card 4"}):
        now = Traits(id="a" * 32, parts=frozenset(parts))
        assert not opened(tmp_path).claim(now, chance).copied


def test_nothing_of_the_machine_can_be_read_in_the_store(tmp_path: Path) -> None:
    opened(tmp_path).claim(HERE, chance)
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"a" * 32 not in held
    assert b"card 1" not in held
