"""Others agree with the virtual printer: receiptio as its host, emupos as another printer.

Not compared, for emupos 0.4.0 has none of it: GS ( H, DLE DC4 8, a stuck knife, printing time,
and blank paper, which it does not count as a receipt.
"""

import random
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
import zxingcpp
from PIL import Image, ImageChops

from kiosk.printer.emulator.faults import Fault, condition_with
from kiosk.printer.emulator.letters import CODE_PAGES, KATAKANA, character
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.emulator.works import Receipt
from kiosk.printer.escpos import INITIALISE, ask_status
from kiosk.printer.outcome import Level
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import Cut, PrinterProfile
from kiosk.texts import Texts
from tests.journeys.receiptio import Receiptio, found
from tests.journeys.test_paper_on_an_emulator_of_others import ROOT, Emupos, emupos
from tests.printer.slips import molo

__all__ = ["emupos"]
pytestmark = pytest.mark.journey

RAW_PORT = 9100
"""receiptio knows no other."""
FENCE = b"\x1dr\x01"
CODE = "https://q.example.co.tz/t/7Hk2mQ9xPZ?b=dar-01"
DOCUMENT = f"""\
{{width:auto}}
^^^A042
---
{{border:line; width:24,10}}
Kitambulisho | 12
National ID | 15-25
---
{{border:none; width:auto}}
Zoë Müller ñ | "bold" `reverse`
_under_ | right
{{code:{CODE}; option:qrcode,4,m}}
(A printer draws a code without its quiet zone: no other ink may touch it.)
{{code:2012345678903; option:ean,hri}}
"""
WORDS = ("A042", "Zoë Müller ñ", "bold reverse", "under")


@contextmanager
def printer_process(host: str, directory: Path, *arguments: str) -> Iterator[None]:
    """`main.py printer` at that host's port 9100, until it has ended cleanly."""
    command = [sys.executable, str(ROOT / "main.py"), "printer", "--no-window", "--host", host]
    with subprocess.Popen(
        [*command, "--save", str(directory), *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"printer ready at {host}:{RAW_PORT}\n"
        yield
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 0


@pytest.fixture
def receiptio() -> Receiptio:
    return found()


@pytest.fixture
def host() -> str:
    """An address of this machine at which nobody else has port 9100."""
    for _ in range(20):
        host = f"127.{random.randint(16, 250)}.{random.randint(1, 250)}.{random.randint(2, 250)}"
        with socket.socket() as probe:
            try:
                probe.bind((host, RAW_PORT))
            except OSError:
                continue
            return host
    pytest.skip("this system has no loopback addresses beside 127.0.0.1")


@pytest.mark.parametrize("level", [Level.PRINTED, Level.FENCE])
def test_a_client_of_others_prints_and_is_told_so(
    receiptio: Receiptio, host: str, level: Level, tmp_path: Path
) -> None:
    with printer_process(host, tmp_path, "--level", level.value, "--speed", "0"):
        assert receiptio.ask(host) == "online"
        assert receiptio.print(host, DOCUMENT) == "success"
    (slip,) = tmp_path.glob("*.png")
    with Image.open(slip) as picture:
        codes = {code.text for code in zxingcpp.read_barcodes(picture.convert("L"))}
    assert codes == {CODE, "2012345678903"}


@pytest.mark.parametrize(
    ("fault", "state", "outcome"),
    [
        (Fault.PAPER_LOW, "online", "success"),
        (Fault.PAPER_OUT, "paperempty", "paperempty"),
        (Fault.COVER_OPEN, "coveropen", "coveropen"),
        # It asks only for the cause of being offline (DLE EOT 2), and this printer tells none.
        (Fault.OFFLINE, "online", "offline"),
        (Fault.KNIFE_STUCK, "error", "error"),
    ],
)
def test_a_client_of_others_finds_out_what_is_wrong(
    receiptio: Receiptio, host: str, fault: Fault, state: str, outcome: str, tmp_path: Path
) -> None:
    with printer_process(host, tmp_path, "--fault", fault.value, "--speed", "0"):
        assert receiptio.ask(host) == state
        assert receiptio.print(host, DOCUMENT) == outcome
    assert len(list(tmp_path.glob("*.png"))) == (outcome == "success")


def on_ours(data: bytes) -> Receipt:
    """The first piece of paper that our printer makes of these bytes."""
    with VirtualPrinter() as printer:
        _send(printer.port, data)
        return printer.wait_for_receipts(1)[0]


def on_theirs(emupos: Emupos, data: bytes) -> tuple[Image.Image, list[str]]:
    """The only piece of paper that emupos makes of them: its picture and its lines of text."""
    _send(emupos.port, data)
    (receipt,) = emupos.receipt_ids()
    with urlopen(f"{emupos.api}/receipts/{receipt}/text", timeout=5) as answer:
        lines = answer.read().decode().split("\n")
    # Pictures and codes have a line of their own in its text: [image 384x96].
    return emupos.picture(receipt).convert("1"), [line for line in lines if line[:1] != "["]


def _send(port: int, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(data + FENCE)
        assert connection.recv(1) == b"\x00"
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(16):  # receiptline ends a job with a fence of its own
            continue


def inked(picture: Image.Image) -> Image.Image:
    """Down to the last black dot: emupos throws a feed after it away, ours keeps it."""
    box = ImageChops.invert(picture).getbbox()
    assert box is not None
    return picture.crop((0, 0, picture.width, box[3]))


@pytest.mark.parametrize("emupos", ["epson-tm-t20iii"], indirect=True)
@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("paper-near-end", Fault.PAPER_LOW),
        ("paper-out", Fault.PAPER_OUT),
        ("cover-open", Fault.COVER_OPEN),
        ("offline", Fault.OFFLINE),
    ],
)
def test_both_tell_a_fault_in_the_same_bytes(emupos: Emupos, theirs: str, ours: Fault) -> None:
    told_by_theirs = told(emupos.port, lambda: emupos.set_fault(theirs))
    with VirtualPrinter() as printer:
        told_by_ours = told(printer.port, lambda: printer.set(condition_with({ours})))
    assert told_by_ours == told_by_theirs


def told(port: int, make_fault: Callable[[], None]) -> list[bytes]:
    """What a printer answers to GS r 1 and GS a 255, tells of a fault, and answers then.

    Of automatic status without its fourth byte: the manuals reserve it, emupos sends 00h there
    and ours 0Fh.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(FENCE + b"\x1da\xff")
        heard = [_heard(connection, 1), _heard(connection, 4)[:3]]
        make_fault()
        heard.append(_heard(connection, 4)[:3])
        for n in (1, 2, 3, 4):
            connection.sendall(ask_status(n))
            heard.append(_heard(connection, 1))
    return heard


def _heard(connection: socket.socket, count: int) -> bytes:
    heard = b""
    while len(heard) < count:
        more = connection.recv(count - len(heard))
        assert more, f"the end after {heard!r}"
        heard += more
    return heard


@pytest.mark.parametrize("width_dots", [384, 512, 576])
def test_a_slip_looks_the_same_dot_for_dot(emupos: Emupos, width_dots: int) -> None:
    press = SlipPress(
        fonts=ROOT / "assets" / "fonts",
        texts=Texts.load(ROOT / "assets" / "texts"),
        profile=PrinterProfile(name="any", width_dots=width_dots, cut=Cut.PART),
    )
    job = INITIALISE + press.press(molo())
    theirs, _ = on_theirs(emupos, job)
    ours = inked(on_ours(job).picture)
    assert ours.tobytes() == inked(theirs).tobytes()
    assert ours.size == inked(theirs).size


@pytest.mark.parametrize("emupos", ["epson-tm-t20iii"], indirect=True)
@pytest.mark.parametrize("encoding", ["cp437", "cp858", "cp1252", "multilingual"])
def test_a_document_of_others_reads_the_same(
    emupos: Emupos, receiptio: Receiptio, encoding: str
) -> None:
    job = receiptio.bytes_of(DOCUMENT, command="generic", encoding=encoding)
    picture, lines = on_theirs(emupos, job)
    ours = on_ours(job)
    assert _trimmed(_as_emupos_knows(ours.text).split("\n")) == _trimmed(lines)
    assert _codes(ours.picture) == _codes(picture) == {CODE, "2012345678903"}
    # Letters and the choice of the code's mask are each one's own, room and feed are not.
    assert inked(ours.picture).size == inked(picture).size


def test_epsons_commands_and_a_clones_make_the_same_lines(receiptio: Receiptio) -> None:
    # With emupos this is the plain dialect's alone: of Epson's FS C, FS S, FS - and FS ( A it
    # prints the parameters as text ("0A042"). Epson's manuals (TM-T88III specification, p. 152
    # for FS S) give them one, two, one and a counted number of parameters that print nothing.
    texts = [
        on_ours(receiptio.bytes_of(DOCUMENT, command=command, encoding="cp858")).text
        for command in ("generic", "escpos", "epson")
    ]
    assert texts[0] == texts[1] == texts[2]
    assert [words for words in WORDS if words not in texts[0]] == []


def _as_emupos_knows(text: str) -> str:
    # receiptline draws rules with code page 1. In Epson's table it has block and box elements
    # at 80h to 9Fh; emupos 0.4.0 has no letters for that page and says U+FFFD for each.
    page = next(number for number, name in CODE_PAGES.items() if name == KATAKANA)
    rules = {character(byte, page, 0) for byte in range(0x80, 0xA0)}
    return "".join("�" if each in rules else each for each in text)


def _trimmed(lines: list[str]) -> list[str]:
    """Without blank lines: emupos counts one where a picture follows a line, or a feed."""
    return [line.rstrip() for line in lines if line.strip()]


def _codes(picture: Image.Image) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(picture.convert("L"))}
