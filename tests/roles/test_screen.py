from pathlib import Path

import pytest

from kiosk.config import CounterConfig, KioskConfig, PrinterConfig
from kiosk.roles.screen import add_printer, read_start, screen_parser, with_printer
from kiosk.roles.start import CannotStart


def test_the_command_line_counts_more_than_the_file(tmp_path: Path) -> None:
    (tmp_path / "device.toml").write_text('centre = "https://10.0.0.1:8443"\nmonitor = "A"\n')
    made = screen_parser("kiosk", "")
    given = made.parse_args(["--data", str(tmp_path), "--monitor", "B", "--size", "1280x800"])
    start = read_start("kiosk", given, KioskConfig)
    assert (start.config.centre, start.config.monitor) == ("https://10.0.0.1:8443", "B")
    assert (start.size_px, start.windowed, start.name) == ((1280, 800), False, "kiosk")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://10.0.0.1", "https://10.0.0.1:8443"),
        ("https://centre.local:9443/", "https://centre.local:9443"),
        ("http://localhost", "http://localhost:8400"),
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
    ],
)
def test_the_centres_address_may_leave_out_what_is_usual(
    tmp_path: Path, given: str, meant: str
) -> None:
    made = screen_parser("kiosk", "").parse_args(["--data", str(tmp_path), "--centre", given])
    assert read_start("kiosk", made, KioskConfig).config.centre == meant


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("http://10.0.0.1:8400", "give https://10.0.0.1:8443"),
        ("http://centre.local", "give https://centre.local:8443"),
        ("https://10.0.0.1:99999", "give one as in"),
        ("https://10.0.0", "give one as in"),
        ("https://x/../y", "give one as in"),
    ],
)
def test_an_address_that_cannot_be_a_screens_centre_is_told(
    tmp_path: Path, given: str, told: str
) -> None:
    made = screen_parser("kiosk", "").parse_args(["--data", str(tmp_path), "--centre", given])
    with pytest.raises(CannotStart, match=told):
        read_start("kiosk", made, KioskConfig)


def test_without_an_address_the_centre_is_looked_for(tmp_path: Path) -> None:
    made = screen_parser("kiosk", "").parse_args(["--data", str(tmp_path)])
    assert read_start("kiosk", made, KioskConfig).config.centre is None


def test_a_device_may_be_named_in_its_file(tmp_path: Path) -> None:
    (tmp_path / "device.toml").write_text('name = "door"')
    given = screen_parser("kiosk", "").parse_args(["--data", str(tmp_path)])
    assert read_start("kiosk", given, KioskConfig).name == "door"


def test_two_counters_on_one_machine_keep_their_data_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    given = screen_parser("counter", "").parse_args([])
    start = read_start("counter", given, CounterConfig, counter="3")
    assert (start.data, start.name) == (tmp_path / "foleni" / "counter-3", "3")


@pytest.mark.parametrize(
    "mistake",
    [("--size", "big"), ("--size", "0x5"), ("--position", "1"), ("--printer", "http://x")],
)
def test_a_mistyped_argument_is_told(
    mistake: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    made = screen_parser("kiosk", "")
    add_printer(made)
    with pytest.raises(SystemExit) as ended:
        made.parse_args(mistake)
    assert ended.value.code == 2
    assert "give one as in" in capsys.readouterr().err


def test_a_printers_port_there_cannot_be_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    made = screen_parser("kiosk", "")
    add_printer(made)
    with pytest.raises(SystemExit) as ended:
        made.parse_args(["--printer", "10.0.0.7:99999"])
    assert ended.value.code == 2
    assert "99999 is no port" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "host", "port"), [("10.0.0.7", "10.0.0.7", 9100), ("prn:9101", "prn", 9101)]
)
def test_a_printer_on_the_command_line_keeps_the_rest_of_its_settings(
    text: str, host: str, port: int
) -> None:
    made = screen_parser("kiosk", "")
    add_printer(made)
    given = made.parse_args(["--printer", text])
    own, other = PrinterConfig(host="10.0.0.1", dots=384), PrinterConfig(host="10.0.0.2")
    configured = KioskConfig(printers=(own, other))
    assert with_printer(given, configured).group == (PrinterConfig(host=host, port=port, dots=384),)
    assert with_printer(given, KioskConfig()).group == (PrinterConfig(host=host, port=port),)
    assert with_printer(made.parse_args([]), configured) is configured
