import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import zxingcpp
from zeroconf import IPVersion, ServiceInfo, Zeroconf

from kiosk.config import KioskConfig, read_settings
from kiosk.db.lock import DirectoryLock
from kiosk.db.opening import open_device
from kiosk.db.printers import PrinterTable
from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.outcome import Level
from tests.journeys.terminal import ROOT, Terminal

pytestmark = pytest.mark.journey

EPSON = Make(level=Level.PRINTED, model="TM-T20III")
OLD = """\
# The kiosk at the door
diagonal_in = 32   # measured

# bought in May
[printer]
name = "Old one"
host = "192.168.1.7"  # fixed in the router
"""


@pytest.fixture
def env(tmp_path: Path) -> Mapping[str, str]:
    return {"XDG_DATA_HOME": str(tmp_path)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "foleni" / "kiosk" / "device.toml"


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter(make=EPSON) as printer:
        yield printer


def wizard(env: Mapping[str, str], *more: str) -> Terminal:
    return Terminal("check", "--printers", *more, env=env)


def answer_up_to_the_slip(terminal: Terminal, printer: VirtualPrinter) -> None:
    terminal.answer("Which one?", f"127.0.0.1:{printer.port}")
    terminal.answer("Print the test slip", "")
    terminal.answer("The last whole number?", "576")
    terminal.answer("Millimetres?", "")
    terminal.answer("knife", "")


def test_a_newcomer_sets_up_a_printer_with_seven_answers(
    env: Mapping[str, str], file: Path, printer: VirtualPrinter
) -> None:
    open_device(file.parent / "device.db").close()
    with wizard(env) as terminal:
        answer_up_to_the_slip(terminal, printer)
        terminal.answer("What is it called?", "Entrance")
        terminal.answer("Write it?", "")
        assert terminal.ended() == 0
    assert "EPSON TM-T20III is ready." in terminal.shown
    assert "It says when the slip is printed." in terminal.shown
    (receipt,) = printer.receipts
    (code,) = zxingcpp.read_barcodes(receipt.picture.convert("L"))
    assert code.text == f"FOLENI TEST 127.0.0.1:{printer.port} A3 EPSON TM-T20III"
    (config,) = read_settings(file, KioskConfig).group
    assert (config.name, config.host, config.port) == ("Entrance", "127.0.0.1", printer.port)
    database = open_device(file.parent / "device.db")
    known = PrinterTable(database).known(
        name="Entrance", road="lan", address=f"127.0.0.1:{printer.port}"
    )
    database.close()
    assert known is not None
    assert (known.level, known.maker, known.model) == ("A3", "EPSON", "TM-T20III")


def test_a_printer_that_announces_itself_is_chosen_by_its_number(
    env: Mapping[str, str], printer: VirtualPrinter
) -> None:
    info = ServiceInfo(
        "_pdl-datastream._tcp.local.",
        "TM-T20III at the door._pdl-datastream._tcp.local.",
        addresses=[socket.inet_aton("127.0.0.1")],
        port=printer.port,
        properties={b"ty": b"EPSON TM-T20III"},
        server="tm-t20iii.local.",
    )
    responder = Zeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only)
    try:
        responder.register_service(info, cooperating_responders=True)
        with wizard(env) as terminal:
            before = terminal.expect(f"127.0.0.1:{printer.port}")
            terminal.expect("announces itself · EPSON TM-T20III")
            terminal.answer("Which one?", before.split()[-1])
            terminal.expect("EPSON TM-T20III is ready.")
            terminal.press(b"\x04", until="Nothing was changed.")
    finally:
        responder.close()


def test_every_mistake_is_told_and_asked_again(
    env: Mapping[str, str], file: Path, printer: VirtualPrinter
) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(OLD)
    (file.parent.parent / "counter-3").mkdir()
    with wizard(env) as terminal:
        for wrong in ("9", "192.168.1", "300.1.1.1", "printer at the door", "x" * 300, "\x01"):
            terminal.answer("Which one?", wrong)
        terminal.answer("Which one?", f"http://127.0.0.1:{printer.port}/")
        terminal.answer("Print the test slip", "maybe")
        terminal.answer("Print the test slip", "yes")
        terminal.answer("The last whole number?", "57")
        terminal.answer("The last whole number?", "512")
        terminal.answer("Millimetres?", "4 cm")
        terminal.answer("Millimetres?", "12")
        terminal.answer("Millimetres?", "45,1 mm")
        terminal.answer("knife", "n")
        terminal.answer("Which of them", "3")
        terminal.answer("Which of them", "1, 2")
        terminal.answer("What is it called?", "x" * 41)
        terminal.answer("What is it called?", "Old one")
        terminal.answer("Is it the same one, moved?", "")
        terminal.answer("What is it called?", "Dawati")
        terminal.answer("Which number is the new one?", "0")
        terminal.answer("Which number is the new one?", "2")
        terminal.answer("in English", "the information desk")
        terminal.answer("in Kiswahili", "dawati la maelezo")
        terminal.answer("Write it?", "y")
        assert terminal.ended() == 0
    text = file.read_text()
    for line in OLD.splitlines():
        assert line.replace("[printer]", "[[printers]]") in text
    first, second = read_settings(file, KioskConfig).group
    assert first.name == "Old one"
    assert (second.name, second.dots, second.dpi, second.knife.value) == (
        "Dawati",
        512,
        180,
        "none",
    )
    assert second.place == {"en": "the information desk", "sw": "dawati la maelezo"}
    counter = tomllib.loads((file.parent.parent / "counter-3" / "device.toml").read_text())
    assert [each["name"] for each in counter["printers"]] == ["Dawati"]


def test_a_printer_that_says_nothing_is_mute_only_once_its_slip_was_seen(
    env: Mapping[str, str], file: Path
) -> None:
    with VirtualPrinter(make=Make(level=Level.MUTE, width_dots=384)) as mute, wizard(env) as it:
        it.answer("Which one?", f"127.0.0.1:{mute.port}")
        it.answer("Print the test slip", "")
        it.expect("cannot say whether it has come out")
        it.answer("The last whole number?", "384")
        it.answer("Millimetres?", "")
        it.answer("knife", "")
        it.expect("after each one the screen asks")
        it.answer("What is it called?", "")
        it.answer("Write it?", "")
        assert it.ended() == 0
        assert len(mute.wait_for_receipts(1)) == 1
    (config,) = read_settings(file, KioskConfig).group
    assert config.level is not None
    assert (config.level.value, config.dots) == ("A0", 384)


def test_a_printer_that_another_host_held_is_not_taken_for_a_mute_one(
    env: Mapping[str, str], file: Path, printer: VirtualPrinter
) -> None:
    with wizard(env) as terminal:
        with socket.create_connection(("127.0.0.1", printer.port)) as other:
            other.sendall(b"\x1b@")
            printer.wait_for_bytes(2)
            terminal.answer("Which one?", f"127.0.0.1:{printer.port}")
            terminal.expect("answers nothing")
            terminal.answer("Print the test slip", "")
            terminal.expect("The last whole number?")
        printer.wait_for_receipts(1)
        terminal.type("576")
        terminal.answer("Millimetres?", "")
        terminal.answer("knife", "")
        terminal.expect("somebody else had it before")
        terminal.answer("What is it called?", "")
        terminal.answer("Write it?", "")
        assert terminal.ended() == 0
    (config,) = read_settings(file, KioskConfig).group
    assert config.level is None


def test_what_spoils_a_wide_slip_is_given_a_narrow_one(
    env: Mapping[str, str], printer: VirtualPrinter
) -> None:
    with wizard(env) as terminal:
        terminal.answer("Which one?", f"127.0.0.1:{printer.port}")
        terminal.answer("Print the test slip", "")
        terminal.answer("The last whole number?", "x")
        terminal.expect("The next is narrower")
        terminal.answer("Print the test slip", "")
        terminal.answer("The last whole number?", "x")
        terminal.expect("GS v 0")
        terminal.answer("Print the test slip", "")
        terminal.answer("The last whole number?", "n")
        terminal.expect("turns dark under a fingernail")
        terminal.answer("Print the test slip", "n")
        terminal.expect("Which one?")
        terminal.press(b"\x04", until="Nothing was changed.")
    _, narrow, _ = printer.receipts
    assert narrow.picture.crop((384, 0, 576, narrow.picture.height)).getextrema() == (255, 255)


def test_without_a_slip_a_silent_printer_is_not_set_up(env: Mapping[str, str], file: Path) -> None:
    with VirtualPrinter() as printer, wizard(env) as terminal:
        printer.set(Condition(stalled=True))
        terminal.answer("Which one?", f"127.0.0.1:{printer.port}")
        terminal.answer("Print the test slip", "n")
        terminal.expect("it is not set up")
        terminal.expect("Which one?")
        assert terminal.shown.count("print its self-test") == 1
        terminal.press(b"\x04", until="Nothing was changed.")
        assert terminal.ended() == 0
    assert not file.exists()


def test_a_printer_without_paper_waits_until_there_is_some(
    env: Mapping[str, str], file: Path, printer: VirtualPrinter
) -> None:
    printer.set(Condition(roll=Roll.OUT))
    with wizard(env) as terminal:
        terminal.answer("Which one?", f"127.0.0.1:{printer.port}")
        terminal.expect("has no paper: put in a roll")
        terminal.expect("Try it once more?")
        printer.set(Condition())
        terminal.type("")
        terminal.expect("is ready")
        terminal.expect("Print the test slip")
        terminal.press(b"\x03", until="Nothing was changed.")
        assert terminal.ended() == 0
    assert not file.exists()


@pytest.mark.parametrize("key", [b"\x03", b"\x04"])
def test_whoever_breaks_off_at_the_last_question_has_changed_nothing(
    key: bytes, env: Mapping[str, str], file: Path, printer: VirtualPrinter
) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(OLD)
    with wizard(env) as terminal:
        answer_up_to_the_slip(terminal, printer)
        terminal.answer("What is it called?", "Entrance")
        terminal.answer("Which number is the new one?", "1")
        terminal.expect("Write it?")
        terminal.press(key, until="Nothing was changed.")
        assert terminal.ended() == 0
    assert file.read_text() == OLD
    assert [each.name for each in file.parent.iterdir()] == ["device.toml"]


def test_a_session_that_is_cut_has_changed_nothing(env: Mapping[str, str], file: Path) -> None:
    with wizard(env) as terminal:
        terminal.expect("Which one?")
        assert terminal.hang_up() == 0
    assert not file.exists()


def test_an_address_where_nobody_answers_is_told_how_to_find_the_right_one(
    env: Mapping[str, str],
) -> None:
    with wizard(env) as terminal:
        terminal.answer("Which one?", "127.0.0.1:9")
        terminal.expect("look at its plug, its cable and its address")
        terminal.expect("hold its FEED")
        terminal.answer("Try it once more?", "")
        terminal.expect("Which one?")
        terminal.press(b"\x04", until="Nothing was changed.")
        assert terminal.ended() == 0


def test_a_running_kiosk_keeps_its_store_to_itself(
    env: Mapping[str, str], file: Path, printer: VirtualPrinter
) -> None:
    database = open_device(file.parent / "device.db")
    with DirectoryLock(file.parent), wizard(env) as terminal:
        answer_up_to_the_slip(terminal, printer)
        terminal.answer("What is it called?", "Entrance")
        terminal.answer("Write it?", "")
        assert terminal.ended() == 0
    assert "systemctl restart foleni-kiosk" in terminal.shown
    address = f"127.0.0.1:{printer.port}"
    assert PrinterTable(database).known(name="Entrance", road="lan", address=address) is None
    database.close()


def test_a_settings_file_with_a_mistake_is_told_before_anything_is_asked(
    env: Mapping[str, str], file: Path
) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("[printer")
    with wizard(env) as terminal:
        assert terminal.ended() == 2
    assert str(file) in terminal.shown
    assert "Which one?" not in terminal.shown


def piped(env: Mapping[str, str], *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", "check", "--printers", *more],
        cwd=ROOT,
        env={**env, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


def test_in_a_pipe_it_prints_what_it_found_and_waits_for_nobody(env: Mapping[str, str]) -> None:
    done = piped(env)
    assert "Which one?" not in done.stdout
    assert "--printer HOST:PORT" in " ".join(done.stdout.split())
    assert done.stderr == ""


@pytest.mark.parametrize(("make", "code"), [(EPSON, 0), (Make(level=Level.MUTE), 1)])
def test_one_printer_is_asked_without_a_question(
    make: Make, code: int, env: Mapping[str, str]
) -> None:
    with VirtualPrinter(make=make) as printer:
        done = piped(env, "--printer", f"127.0.0.1:{printer.port}")
        assert printer.receipts == ()
    assert done.returncode == code
    assert ("(level A3)" in done.stdout) is (code == 0)
