from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.config import (
    AllInOneConfig,
    BoardConfig,
    CentreConfig,
    ConfigMistake,
    CounterConfig,
    FeedbackConfig,
    KioskConfig,
    PrinterConfig,
    Showing,
    SoundConfig,
    read_settings,
)

OPERATIONS = Path(__file__).parents[1] / "docs" / "operations.md"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "device.toml"


def test_an_empty_file_changes_nothing(file: Path) -> None:
    file.write_text("")
    assert read_settings(file, KioskConfig) == KioskConfig()


def test_settings_are_read_with_their_tables(file: Path) -> None:
    file.write_text('diagonal_in = 32\n[printer]\nhost = "10.0.0.7"\ndots = 512\n')
    assert read_settings(file, KioskConfig) == KioskConfig(
        diagonal_in=32.0, printer=PrinterConfig(host="10.0.0.7", dots=512)
    )


@pytest.mark.parametrize("kind", [KioskConfig, BoardConfig, FeedbackConfig])
def test_a_screen_says_where_it_is_heard(
    file: Path, kind: type[KioskConfig | BoardConfig | FeedbackConfig]
) -> None:
    file.write_text('[sound]\ndevice = "Headset"\nlevel = 2\n')
    assert read_settings(file, kind).sound == SoundConfig(device="Headset", level=2)


def test_a_file_that_windows_marked_as_utf_8_is_read(file: Path) -> None:
    file.write_text("diagonal_in = 32", encoding="utf-8-sig")
    assert read_settings(file, KioskConfig).diagonal_in == 32.0


def test_a_board_keeps_to_its_zones_and_counters(file: Path) -> None:
    file.write_text('zones = ["upstairs"]\ncounters = ["3", "4"]')
    board = read_settings(file, BoardConfig)
    assert (board.zones, board.counters) == (("upstairs",), ("3", "4"))
    file.write_text('zones = "upstairs"')
    with pytest.raises(ConfigMistake, match=r'zones: give a list such as \["upstairs"\]'):
        read_settings(file, BoardConfig)


def test_a_board_can_show_both(file: Path) -> None:
    file.write_text('mode = "both"')
    assert read_settings(file, BoardConfig).mode is Showing.BOTH


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ('nam = "x"', "nam", "did you mean name?"),
        ("speed = 3", "speed", "there are centre, name"),
        ("[printer]\nhsot = 'x'", "printer.hsot", "did you mean host?"),
        ("[printer]\nport = 9100", "printer.host", "is missing; give a host such as"),
        ('[printer]\nroad = "system"', "printer.queue", "is missing; give a queue such as"),
        ('[[printers]]\nname = "a"', "printers[0].host", "is missing; give a host such as"),
        ('[[printers]]\nhost = "a"\n[[printers]]\nhots = "b"', "printers[1].hots", "mean host?"),
        ('[[printers]]\nhost = "a"\nlevel = "A9"', "printers[0].level", 'give "A0", "A1"'),
        ('[[printers]]\nhost = "a"\nplace = "b"', "printers[0].place", "texts by language"),
        ("print_within_s = 1", "print_within_s", "seconds, 10 to 3600"),
        ('[printer]\nhost = "x"\nport = "y"', "printer.port", "give a port, 1 to 65535"),
        ('[printer]\nhost = "http://x"', "printer.host", "without http://"),
        ('[printer]\nhost = "x\\n"', "printer.host", "give a host such as"),
        ('[printer]\nroad = "system"\nqueue = "-x"', "printer.queue", "give a queue such as"),
        ('[printer]\nroad = "system"\nqueue = "x\\n"', "printer.queue", "give a queue such as"),
        ("printer = 3", "printer", "give a table: [printer]"),
        ("sound = false", "sound", "give a table: [sound]"),
        ("[sound]\nlevel = 6", "sound.level", "1 (softest) to 5"),
        ("[sound]\nwords_a_minute = 20", "sound.words_a_minute", "80 to 300"),
        ('[sound]\ndevice = ""', "sound.device", "a text in quotes"),
        ("[sound]\nvolume = 3", "sound.volume", "there are on, device"),
        ('slot = "behind"', "slot", 'give "below", "left"'),
        ("diagonal_in = 900", "diagonal_in", "3 to 200"),
        ('centre = "10.0.0.1"', "centre", "give an address such as"),
        ('reduce_motion = "no"', "reduce_motion", "true or false"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_remedy(
    file: Path, text: str, key: str, remedy: str
) -> None:
    file.write_text(text)
    with pytest.raises(ConfigMistake) as told:
        read_settings(file, KioskConfig)
    assert str(told.value).startswith(f"{file}: {key}: ")
    assert remedy in str(told.value)
    assert "\n" not in str(told.value)


def test_the_hubs_key_is_32_bytes_of_base64(file: Path) -> None:
    key = "Ab/+" * 10 + "AbA="
    file.write_text(f'hub_key = "{key}"')
    assert read_settings(file, CentreConfig).hub_key == key


@pytest.mark.parametrize(
    "given", ['""', '"key"', f'"{"A" * 44}"', f'"{"A" * 42}B="', f'"{"A" * 43}=\\n"', "7", "[]"]
)
def test_a_hubs_key_that_is_none_is_told_in_a_sentence(file: Path, given: str) -> None:
    file.write_text(f"hub_key = {given}")
    with pytest.raises(ConfigMistake) as told:
        read_settings(file, CentreConfig)
    assert str(told.value).startswith(f"{file}: hub_key: give the hub's public key: 32 bytes")


def test_a_file_that_is_not_toml_is_told(file: Path) -> None:
    file.write_text("centre = ")
    with pytest.raises(ConfigMistake, match="is not TOML"):
        read_settings(file, KioskConfig)


def test_a_file_that_is_no_text_is_told(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigMistake, match="save it as UTF-8"):
        read_settings(file, KioskConfig)


def test_a_file_that_is_not_there_is_told(file: Path) -> None:
    with pytest.raises(ConfigMistake, match="no such file"):
        read_settings(file, KioskConfig)


@pytest.mark.parametrize(
    "kind",
    [
        AllInOneConfig,
        BoardConfig,
        CentreConfig,
        CounterConfig,
        FeedbackConfig,
        KioskConfig,
        PrinterConfig,
        SoundConfig,
    ],
)
def test_every_setting_stands_in_the_operations_manual(kind: type) -> None:
    manual = OPERATIONS.read_text(encoding="utf-8")
    assert [f.name for f in fields(kind) if f"`{f.name}`" not in manual] == []
