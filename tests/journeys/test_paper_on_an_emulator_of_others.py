"""A slip on a printer that others wrote: emupos knows nothing of our emulator, nor it of emupos."""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
import zxingcpp
from PIL import Image

from kiosk.printer.lan import LanPrinter, Patience
from kiosk.printer.outcome import Cause, Level, NotPrinted, Outcome, Printed
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import read_profile
from kiosk.texts import Texts
from tests.printer.slips import CODE, molo

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "build" / "emupos" / "bin" / "emupos"


pytestmark = pytest.mark.journey


@dataclass(frozen=True, slots=True, kw_only=True)
class Emupos:
    """A running emupos with one printer."""

    api: str
    port: int

    def set_fault(self, fault: str) -> None:
        with urlopen(Request(f"{self.api}/faults/{fault}", method="PUT"), timeout=5):
            pass

    def receipt_ids(self) -> list[str]:
        with urlopen(f"{self.api}/receipts", timeout=5) as answer:
            return [str(receipt["id"]) for receipt in json.load(answer)]

    def picture(self, receipt: str) -> Image.Image:
        with urlopen(f"{self.api}/receipts/{receipt}/image", timeout=5) as answer:
            return Image.open(answer).convert("L")


def executable() -> str:
    found = os.environ.get("FOLENI_EMUPOS") or shutil.which(str(BUILT))
    if found is None:
        pytest.skip("emupos is not here (it needs Python 3.13): make emupos, or set FOLENI_EMUPOS")
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(params=["epson-tm-t20iii", "xprinter-xp80t", "rongta-rp326"])
def emupos(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Emupos]:
    program = executable()
    api_port, printer_port = free_port(), free_port()
    connection = {"tcp": {"host": "127.0.0.1", "port": printer_port}}
    device = {
        "id": "front",
        "type": "printer",
        "profile": request.param,
        "connections": [connection],
        "receipts_dir": str(tmp_path / "receipts"),
    }
    api = {"host": "127.0.0.1", "port": api_port}
    # JSON is YAML.
    config = tmp_path / "emupos.yaml"
    config.write_text(json.dumps({"schema": 1, "api": api, "devices": [device]}))
    process = subprocess.Popen(
        [program, "run", "--config", str(config)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            if "control API" in line:
                break
        yield Emupos(api=f"http://127.0.0.1:{api_port}/api/v1/devices/front", port=printer_port)
        process.terminate()


@pytest.fixture
def job() -> bytes:
    slip = molo()
    press = SlipPress(
        fonts=ROOT / "assets" / "fonts",
        texts=Texts.load(ROOT / "assets" / "texts"),
        profile=read_profile("TM-T20II"),
    )
    return press.press(slip)


def send(emupos: Emupos, job: bytes) -> Outcome:
    road = LanPrinter(host="127.0.0.1", port=emupos.port, patience=Patience(status_s=5.0))
    session = road.open()
    try:
        return session.send(job)
    finally:
        session.close()


def test_the_slip_comes_out_whole_and_its_code_is_read(emupos: Emupos, job: bytes) -> None:
    assert send(emupos, job) == Printed(level=Level.FENCE)
    assert send(emupos, job) == Printed(level=Level.FENCE)
    first, second = emupos.receipt_ids()
    for receipt in (first, second):
        (code,) = zxingcpp.read_barcodes(emupos.picture(receipt))
        assert code.text == CODE


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        ("paper-out", Cause.PAPER_OUT),
        ("cover-open", Cause.COVER_OPEN),
        ("offline", Cause.OFFLINE),
    ],
)
def test_a_printer_in_trouble_prints_nothing_then_or_later(
    fault: str, cause: Cause, emupos: Emupos, job: bytes
) -> None:
    emupos.set_fault(fault)
    outcome = send(emupos, job)
    assert isinstance(outcome, NotPrinted)
    assert outcome.cause is cause
    assert emupos.receipt_ids() == []


def test_paper_that_runs_low_is_told(emupos: Emupos, job: bytes) -> None:
    emupos.set_fault("paper-near-end")
    assert send(emupos, job) == Printed(level=Level.FENCE, low=True)
