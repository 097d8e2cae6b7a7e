import os
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.roles.check_printers_file import (
    CannotWrite,
    NewPrinter,
    OldPrinter,
    block,
    printers_in,
    with_printer,
)
from kiosk.roles.check_printers_write import write_whole

NEW = NewPrinter(
    name="Desk",
    host="192.168.1.60",
    port=9100,
    dots=576,
    dpi=203,
    knife="part",
    about="EPSON TM-T20III",
)
FULL = """\
# The kiosk at the door
diagonal_in = 32   # measured

# by the electrician
[printer]
host = "192.168.1.50"  # fixed in the router

[other]
note = "[printer] = 3"
"""


def test_an_empty_file_gets_a_block_that_can_be_read() -> None:
    text = with_printer("", NEW, 0)
    assert text == block(NEW)
    assert tomllib.loads(text)["printers"] == [
        {"name": "Desk", "host": "192.168.1.60", "dots": 576, "dpi": 203, "knife": "part"}
    ]
    assert "# EPSON TM-T20III" in text


def test_a_single_printer_becomes_the_first_of_several_and_every_comment_stays() -> None:
    text = with_printer(FULL, NEW, 1)
    assert [each.name for each in printers_in(text)] == ["192.168.1.50:9100", "Desk"]
    kept = [line for line in text.splitlines() if line in FULL.splitlines()]
    assert kept[:4] == [
        "# The kiosk at the door",
        "diagonal_in = 32   # measured",
        "",
        "# by the electrician",
    ]
    assert 'host = "192.168.1.50"  # fixed in the router' in kept
    assert tomllib.loads(text)["other"] == {"note": "[printer] = 3"}


def test_a_printer_that_comes_first_stands_above_the_others_comment() -> None:
    text = with_printer(FULL, NEW, 0)
    assert [each.name for each in printers_in(text)] == ["Desk", "192.168.1.50:9100"]
    assert text.index("# by the electrician") > text.index('name = "Desk"')


def test_a_printer_goes_between_two_others() -> None:
    two = '[[printers]]\nhost = "a"\n\n[[printers]]\nhost = "b"\n'
    text = with_printer(two, NEW, 1)
    assert [each.address for each in printers_in(text)] == ["a:9100", "192.168.1.60:9100", "b:9100"]


@pytest.mark.parametrize(
    "text",
    [
        'printer = { host = "192.168.1.50" }\n',
        'printer.host = "192.168.1.50"\nprinter.port = 9100\n',
        '[ printer ]\nhost = "192.168.1.50"\n[printer.place]\nen = "x"\nsw = "y"\n',
        'note = """\n[printer]\n"""\n[printer]\nhost = "192.168.1.50"\n',
        'printers = [{ host = "192.168.1.50" }]\n',
        '[[printers]]\nhost = "192.168.1.50"\n[x]\na = 1\n',
        '[[printers]]\nhost = "192.168.1.50"',
        '\ufeff[printer]\r\nhost = "192.168.1.50"\r\n',
    ],
)
@pytest.mark.parametrize("at", [0, 1])
def test_however_the_old_printer_is_written_both_are_there_afterwards(text: str, at: int) -> None:
    made = with_printer(text, NEW, at)
    addresses = [each.address for each in printers_in(made)]
    assert addresses == (
        ["192.168.1.60:9100", "192.168.1.50:9100"]
        if at == 0
        else ["192.168.1.50:9100", "192.168.1.60:9100"]
    )


@pytest.mark.parametrize(
    "text",
    [
        '[printer]\nhost = "a"\n\n[[printers]]\nhost = "b"\n',
        '[[printers]]\nhost = "b"\n\n[printer]\nhost = "a"\n',
        'printer = { host = "a" }\nprinters = [{ host = "b" }]\n',
    ],
)
def test_a_single_printer_beside_several_is_the_first_of_them(text: str) -> None:
    assert [each.address for each in printers_in(text)] == ["a:9100", "b:9100"]
    made = with_printer(text, NEW, 2)
    addresses = [each.address for each in printers_in(made)]
    assert addresses == ["a:9100", "b:9100", "192.168.1.60:9100"]
    assert "printer" not in tomllib.loads(made)


def test_a_printer_that_is_there_already_is_brought_up_to_date_where_it_stands() -> None:
    text = (
        '[[printers]]\n# Bought in May\nhost = "192.168.1.60"\nmodel = "TM-T20II"\n'
        'probe_s = 5\nlevel = "A1"\n\n[[printers]]\nhost = "b"\n'
    )
    made = with_printer(text, NEW, 1)
    first, second = tomllib.loads(made)["printers"]
    assert (first["name"], first["dots"], first["probe_s"]) == ("Desk", 576, 5)
    assert "model" not in first
    assert "level" not in first
    assert second == {"host": "b"}
    assert "# Bought in May" in made


def test_a_printer_that_moved_keeps_its_name_and_gets_its_new_address() -> None:
    text = '[[printers]]\nname = "Desk"\nhost = "192.168.1.7"\nport = 9101\n'
    assert printers_in(with_printer(text, NEW, 0)) == [
        OldPrinter(name="Desk", address="192.168.1.60:9100")
    ]


def test_a_name_of_another_printer_is_refused() -> None:
    text = '[[printers]]\nname = "Desk"\nhost = "a"\n[[printers]]\nhost = "192.168.1.60"\n'
    with pytest.raises(CannotWrite, match="another name"):
        with_printer(text, NEW, 0)


@pytest.mark.parametrize(
    "text", ["[printer", "printers = 3\n", "printer = true\n", 'printers = ["a"]\n']
)
def test_a_file_with_a_mistake_in_it_is_left_alone(text: str) -> None:
    with pytest.raises(CannotWrite):
        with_printer(text, NEW, 0)


def test_where_people_collect_stands_in_both_languages() -> None:
    place = {"en": "the information desk", "sw": "dawati la maelezo"}
    made = with_printer("", replace(NEW, place=place, level="A0", port=9101), 0)
    (table,) = tomllib.loads(made)["printers"]
    assert (table["place"], table["level"], table["port"]) == (place, "A0", 9101)


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "device.toml"
    path.write_text("a = 1\n")
    path.chmod(0o640)
    write_whole(path, "b = 2\n")
    assert path.read_text() == "b = 2\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["device.toml"]


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "device.toml"
    real.write_text("a = 1\n")
    link.symlink_to(real)
    write_whole(link, "b = 2\n")
    assert link.is_symlink()
    assert real.read_text() == "b = 2\n"


def test_a_directory_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "foleni" / "kiosk" / "device.toml", "b = 2\n")
    assert (tmp_path / "foleni" / "kiosk" / "device.toml").read_text() == "b = 2\n"


def test_a_file_that_cannot_be_written_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "device.toml"
    path.write_text("a = 1\n")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space"):
        write_whole(path, "b = 2\n")
    assert path.read_text() == "a = 1\n"
    assert [each.name for each in tmp_path.iterdir()] == ["device.toml"]
