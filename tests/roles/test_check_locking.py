"""What `check` says about the staff's PIN."""

import sys
from pathlib import Path

import pytest

from kiosk.config import ConfigMistake, KioskConfig, read_settings
from kiosk.roles.check_finding import State
from kiosk.roles.check_locking import guessable, staff_pin


def settings(tmp_path: Path, words: str, *, mode: int = 0o600) -> Path:
    file = tmp_path / "device.toml"
    file.write_text(words)
    file.chmod(mode)
    return file


def states(file: Path) -> list[State]:
    return [found.state for found in staff_pin(read_settings(file, KioskConfig), file)]


def test_without_a_pin_there_is_no_way_out_and_no_harm(tmp_path: Path) -> None:
    assert states(settings(tmp_path, "")) == [State.ABSENT]


def test_a_pin_that_only_the_kiosks_user_reads_is_fine(tmp_path: Path) -> None:
    assert states(settings(tmp_path, 'staff_pin = "80317"')) == [State.WORKS]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_pin_that_others_can_read_fails_with_the_line_to_type(tmp_path: Path, mode: int) -> None:
    file = settings(tmp_path, 'staff_pin = "80317"', mode=mode)
    (found,) = staff_pin(read_settings(file, KioskConfig), file)
    assert found.state is State.FAILS
    assert found.sentence.endswith(f"chmod 600 {file}")
    assert "80317" not in found.sentence


@pytest.mark.parametrize("pin", ["0000", "7777777", "1234", "9876", "2580", "45678"])
def test_a_pin_that_people_try_first_fails(tmp_path: Path, pin: str) -> None:
    assert guessable(pin)
    assert states(settings(tmp_path, f'staff_pin = "{pin}"')) == [State.FAILS]


@pytest.mark.parametrize("pin", ["8031", "1243", "19800", "60606061"])
def test_any_other_is_as_good_as_the_next(pin: str) -> None:
    assert not guessable(pin)


@pytest.mark.parametrize("given", ['"123"', '"123456789"', '"12a4"', "4711", '"٤٧١١"', '"4711\\n"'])
def test_what_is_no_pin_is_refused_and_not_repeated(tmp_path: Path, given: str) -> None:
    file = settings(tmp_path, f"staff_pin = {given}")
    with pytest.raises(ConfigMistake) as mistake:
        read_settings(file, KioskConfig)
    assert str(mistake.value) == f"{file}: staff_pin: give 4 to 8 digits in quotes"


def test_a_pin_is_not_shown_where_settings_are_printed(tmp_path: Path) -> None:
    config = read_settings(settings(tmp_path, 'staff_pin = "80317"'), KioskConfig)
    assert "80317" not in repr(config)
