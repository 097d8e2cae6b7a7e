"""A headset in the jack is noticed, and whatever happens to the jack is survived."""

import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from kiosk.speech.headset import (
    EV_SW,
    EV_SYN,
    EVIOCGBIT_SW,
    EVIOCGNAME,
    EVIOCGSW,
    SW_HEADPHONE_INSERT,
    SYN_DROPPED,
    Headset,
    Switch,
    ask_device,
    forbidden,
    switches,
)
from tests.speech.speaking import WITHIN_S

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Linux tells it so")
LOOK_AGAIN_S = 0.02


class Jacks:
    """A directory of devices made of pipes: they speak the kernel's own struct input_event."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.plugged: dict[int, bool] = {}
        self.told: SimpleQueue[bool] = SimpleQueue()
        self._ends: dict[str, int] = {}

    def add(self, name: str, *, switch: bool = True, plugged: bool = False) -> None:
        # Made elsewhere and moved, so that it is there whole or not at all.
        made = self.directory / f"new-{name}"
        os.mkfifo(made)
        if switch:
            self.plugged[made.stat().st_ino] = plugged
        self._ends[name] = os.open(made, os.O_RDWR | os.O_NONBLOCK)
        made.rename(self.directory / name)

    def send(self, name: str, kind: int, code: int, value: int) -> None:
        os.write(self._ends[name], struct.pack("llHHi", 1, 2, kind, code, value))

    def plug(self, name: str, *, plugged: bool) -> None:
        self.send(name, EV_SW, SW_HEADPHONE_INSERT, int(plugged))
        self.send(name, EV_SYN, 0, 0)

    def remove(self, name: str) -> None:
        (self.directory / name).unlink()
        os.close(self._ends.pop(name))

    def ask(self, descriptor: int) -> Switch | None:
        inode = os.fstat(descriptor).st_ino
        if inode not in self.plugged:
            return None
        return Switch(name="a jack", plugged=self.plugged[inode])

    def hears(self) -> bool:
        return self.told.get(timeout=WITHIN_S)

    def close(self) -> None:
        for name in list(self._ends):
            self.remove(name)


@pytest.fixture
def jacks(tmp_path: Path) -> Iterator[Jacks]:
    jacks = Jacks(tmp_path)
    yield jacks
    jacks.close()


Watch = Callable[[], Headset]


@pytest.fixture
def watch(jacks: Jacks) -> Iterator[Watch]:
    watching: list[Headset] = []

    def begin() -> Headset:
        headset = Headset(
            jacks.told.put,
            directory=jacks.directory,
            ask=jacks.ask,
            look_again_s=LOOK_AGAIN_S,
        )
        headset.start()
        watching.append(headset)
        return headset

    yield begin
    for headset in watching:
        headset.close()
        headset.close()


def test_putting_it_in_and_pulling_it_out_is_told(jacks: Jacks, watch: Watch) -> None:
    jacks.add("event3")
    headset = watch()
    jacks.plug("event3", plugged=True)
    assert jacks.hears() is True
    assert headset.plugged
    jacks.plug("event3", plugged=False)
    assert jacks.hears() is False


def test_what_is_in_at_the_start_is_known_and_not_told(jacks: Jacks, watch: Watch) -> None:
    jacks.add("event3", plugged=True)
    assert watch().plugged
    jacks.plug("event3", plugged=True)
    jacks.plug("event3", plugged=False)
    assert jacks.hears() is False


def test_of_two_headsets_the_first_in_and_the_last_out_count(jacks: Jacks, watch: Watch) -> None:
    jacks.add("event1")
    jacks.add("event2")
    watch()
    jacks.plug("event1", plugged=True)
    assert jacks.hears() is True
    jacks.plug("event2", plugged=True)
    jacks.plug("event1", plugged=False)
    jacks.plug("event2", plugged=False)
    assert jacks.hears() is False
    with pytest.raises(Empty):
        jacks.told.get(timeout=0)


def test_other_switches_and_keys_are_none_of_its_business(jacks: Jacks, watch: Watch) -> None:
    jacks.add("event1")
    watch()
    jacks.send("event1", EV_SW, 0, 1)
    jacks.send("event1", 1, SW_HEADPHONE_INSERT, 1)
    jacks.plug("event1", plugged=True)
    assert jacks.hears() is True
    with pytest.raises(Empty):
        jacks.told.get(timeout=0)


def test_a_device_that_comes_later_is_found_and_goes_with_its_headset(
    jacks: Jacks, watch: Watch
) -> None:
    watch()
    jacks.add("event9", plugged=True)
    assert jacks.hears() is True
    jacks.remove("event9")
    assert jacks.hears() is False


def test_events_the_kernel_dropped_are_asked_for(jacks: Jacks, watch: Watch) -> None:
    jacks.add("event1")
    watch()
    jacks.plugged = dict.fromkeys(jacks.plugged, True)
    jacks.send("event1", EV_SYN, SYN_DROPPED, 0)
    assert jacks.hears() is True


def test_half_an_event_does_no_harm(jacks: Jacks, watch: Watch) -> None:
    jacks.add("event1")
    jacks.add("event2")
    watch()
    os.write(jacks._ends["event1"], b"\xff" * 7)
    jacks.plug("event2", plugged=True)
    assert jacks.hears() is True


def test_a_listener_with_a_bug_is_told_again(
    jacks: Jacks, caplog: pytest.LogCaptureFixture
) -> None:
    def bug(plugged: bool) -> None:  # noqa: FBT001 - as it is called
        jacks.told.put(plugged)
        raise ZeroDivisionError

    jacks.add("event1")
    headset = Headset(bug, directory=jacks.directory, ask=jacks.ask)
    headset.start()
    jacks.plug("event1", plugged=True)
    assert jacks.hears() is True
    jacks.plug("event1", plugged=False)
    assert jacks.hears() is False
    headset.close()
    assert "headset_bug" in {record.message for record in caplog.records}


def test_what_has_no_switch_is_left_alone(jacks: Jacks, watch: Watch) -> None:
    jacks.add("event1", switch=False)
    jacks.add("event2", plugged=True)
    watch()
    found = switches(jacks.directory, jacks.ask)
    assert found == (Switch(name="a jack", plugged=True),)


def nobody(plugged: bool) -> None:  # noqa: FBT001 - as it is called
    """Listens."""


def test_without_input_devices_there_is_nothing_to_watch(tmp_path: Path) -> None:
    headset = Headset(nobody, directory=tmp_path / "none")
    headset.start()
    assert not headset.plugged
    headset.close()
    assert switches(tmp_path / "none") == ()
    assert not forbidden(tmp_path / "none")


def test_what_is_no_input_device_at_all_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "event0").write_bytes(b"x")
    (tmp_path / "event1").symlink_to("/nowhere")
    (tmp_path / "event2").mkdir()
    headset = Headset(nobody, directory=tmp_path, ask=ask_device)
    headset.start()
    headset.close()
    assert switches(tmp_path) == ()


def test_devices_that_this_user_may_not_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "event0").symlink_to("/nowhere")
    assert forbidden(tmp_path)
    assert switches(tmp_path) == ()


def test_the_requests_are_the_kernels() -> None:
    # As strace shows them: EVIOCGSW(8), EVIOCGBIT(EV_SW, 8), EVIOCGNAME(256).
    assert (EVIOCGSW, EVIOCGBIT_SW, EVIOCGNAME) == (0x8008451B, 0x80084525, 0x81004506)
