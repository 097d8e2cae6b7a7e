from pathlib import Path

import pytest

from kiosk.config import CounterConfig, KioskConfig, read_settings
from kiosk.roles.check_printers_assign import Assignment, read_screen, screens_here, write
from kiosk.roles.check_printers_file import CannotWrite, NewPrinter

NEW = NewPrinter(name="Desk", host="10.0.0.9", port=9100, dots=576, dpi=203, knife="part")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "foleni"


def test_a_machine_without_screens_gets_a_kiosk(home: Path) -> None:
    (screen,) = screens_here(None)
    assert (screen.name, screen.file) == ("kiosk", home / "kiosk" / "device.toml")


def test_screens_that_print_are_listed_and_practice_comes_last(home: Path) -> None:
    for name in ("board", "centre", "counter-3", "kiosk-sample", "kiosk-hall", "feedback-1"):
        (home / name).mkdir(parents=True)
    (home / "kiosk-not-a-directory").write_text("")
    names = [screen.name for screen in screens_here(None)]
    assert names == ["kiosk", "counter-3", "kiosk-hall", "kiosk-sample"]


def test_a_named_file_is_the_only_one(tmp_path: Path) -> None:
    (screen,) = screens_here(tmp_path / "mine.toml")
    assert screen.file == tmp_path / "mine.toml"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[printer", b"printers = 1"])
def test_a_file_that_cannot_be_understood_is_named(content: bytes, home: Path) -> None:
    file = home / "kiosk" / "device.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with pytest.raises(CannotWrite, match=str(file)):
        screens_here(None)


def test_what_the_screen_would_refuse_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "device.toml"
    file.write_text("slto = 3\n")
    with pytest.raises(CannotWrite, match=rf"{file}: slto: no such setting") as refused:
        write(Assignment(screen=read_screen("kiosk", file), at=0), NEW)
    assert str(refused.value).count(str(file)) == 1
    assert file.read_text() == "slto = 3\n"
    assert [each.name for each in tmp_path.iterdir()] == ["device.toml"]


def test_what_somebody_else_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "device.toml"
    screen = read_screen("kiosk", file)
    file.write_text('# by hand\n[[printers]]\nname = "Entrance"\nhost = "10.0.0.1"\n')
    write(Assignment(screen=screen, at=0), NEW)
    assert [each.name for each in read_settings(file, KioskConfig).group] == ["Desk", "Entrance"]
    assert "# by hand" in file.read_text()


def test_a_named_file_may_be_a_counters(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('\ufeffcounter = "3"\n')
    write(Assignment(screen=read_screen(file.name, file), at=0), NEW)
    assert [each.name for each in read_settings(file, CounterConfig).group] == ["Desk"]
