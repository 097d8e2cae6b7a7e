from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.config import BoardConfig
from kiosk.printer.emulator.condition import Condition
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.roles import check
from kiosk.roles.check_devices import catalogue, centre
from kiosk.roles.check_finding import State
from kiosk.roles.check_machine import clock, disk
from kiosk.roles.check_screens import board_reach
from kiosk.roles.monitors import Monitor, second_monitor
from kiosk.roles.places import SAMPLE_CATALOGUE
from tests.centre.running import RunningCentre

NOWHERE = "http://127.0.0.1:9"
WALL = Monitor(name="WALL", width_px=1920, height_px=1080, diagonal_in=0)
KIOSK = Monitor(name="KIOSK", width_px=1080, height_px=1920, diagonal_in=21.5)


def test_a_running_centre_tells_its_health(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as running:
        health, offset, *_ = centre(running.url, needed=True)
    assert health.state is State.WORKS
    assert "version" in health.sentence
    # The test's centre has a clock of its own.
    assert offset.state is State.FAILS
    assert "set both by NTP" in offset.sentence


def test_a_centre_that_is_not_there_fails_only_where_it_is_needed() -> None:
    assert [found.state for found in centre(NOWHERE, needed=True)] == [State.FAILS]
    assert [found.state for found in centre(NOWHERE, needed=False)] == [State.ABSENT]


def test_something_else_at_the_centres_address_is_told() -> None:
    with VirtualPrinter() as device:
        device.set(Condition(garbage=True))
        (found,) = centre(f"http://127.0.0.1:{device.port}", needed=True)
    assert found.state is State.FAILS


def test_a_catalogue_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    assert catalogue(SAMPLE_CATALOGUE).state is State.WORKS
    wrong = tmp_path / "molo.toml"
    wrong.write_text("[centre]\ncode = 3")
    assert catalogue(wrong).state is State.FAILS
    assert str(wrong) in catalogue(wrong).sentence


def test_the_disk_is_measured_where_the_data_will_lie(tmp_path: Path) -> None:
    found = list(disk(tmp_path / "foleni" / "centre"))
    assert {finding.what for finding in found} == {"disk", "database"}
    assert list(tmp_path.iterdir()) == []


def test_a_clock_that_nobody_has_set_fails() -> None:
    assert clock(datetime(2026, 11, 20, tzinfo=UTC)).state is State.WORKS
    assert clock(datetime(1970, 1, 1, tzinfo=UTC)).state is State.FAILS


def test_a_board_is_told_from_how_far_it_can_be_read() -> None:
    near = list(board_reach(WALL, BoardConfig(farthest_seat_m=6.0)))
    assert {finding.state for finding in near} == {State.WORKS}
    far = list(board_reach(WALL, BoardConfig(farthest_seat_m=60.0)))
    assert [finding.what for finding in far if finding.state is State.FAILS] == ["board"] * 2


def test_the_board_takes_the_first_monitor_that_is_not_the_kiosks() -> None:
    assert second_monitor((KIOSK, WALL), None) == "WALL"
    assert second_monitor((KIOSK, WALL), "WALL") == "KIOSK"
    assert second_monitor((KIOSK, WALL), "unplugged") == "WALL"
    assert second_monitor((KIOSK,), None) is None
    assert second_monitor((), None) is None


@pytest.mark.journey
def test_check_says_what_works_and_ends_with_the_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    def verdict() -> str:
        return capsys.readouterr().out.splitlines()[-1]

    assert check.main([]) == 0
    assert verdict() == "All that is needed here works."
    assert check.main(["--centre", NOWHERE]) == 1
    assert verdict() == "Something needed does not work."


@pytest.mark.journey
@pytest.mark.parametrize("role", ["centre", "kiosk", "counter", "follow"])
def test_each_part_is_looked_at_alone(
    role: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with RunningCentre(tmp_path / "foleni" / "centre") as running:
        check.main([role, "--centre", running.url])
    said = capsys.readouterr().out
    assert ("keys" in said) == (role == "centre")
    assert ("has been started with" in said) == (role not in ("centre", "follow"))
    assert "clock" in said
