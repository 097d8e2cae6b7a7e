"""The printers behind the proxy: ours, and one that others wrote, with the same troubles."""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from time import monotonic, sleep
from typing import Protocol
from urllib.request import Request, urlopen

from PIL import Image

from kiosk.printer.emulator.condition import Condition, Make, Roll
from kiosk.printer.emulator.machine import VirtualPrinter
from tests.printer.fake_epos import FakeEpos, Faults

ROOT = Path(__file__).parents[2]
EMUPOS = ROOT / "build" / "emupos" / "bin" / "emupos"
LOOPBACK = "127.0.0.1"
ANSWER_WITHIN_S = 10.0
START_WITHIN_S = 30.0
ATTEMPTS = 3
NO_IDLE_MS = 3_600_000
"""emupos ends a slip where no byte came for two seconds, which no printer does.

Where it gets no processor for so long it counts bytes that are there as not come, and makes two
pieces of one slip whose fence it then answers.
"""


class Trouble(Enum):
    """What people and paper do to any printer, by emupos' names for it."""

    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    OFFLINE = "offline"
    PAPER_LOW = "paper-near-end"


TROUBLES = {
    Trouble.PAPER_OUT: Condition(roll=Roll.OUT),
    Trouble.COVER_OPEN: Condition(cover_open=True),
    Trouble.OFFLINE: Condition(offline=True),
    Trouble.PAPER_LOW: Condition(roll=Roll.LOW),
}


EPOS_TROUBLES = {
    Trouble.PAPER_OUT: Faults(bits=0x00080000, code="EPTR_REC_EMPTY"),
    Trouble.COVER_OPEN: Faults(bits=0x00000020, code="EPTR_COVER_OPEN"),
    Trouble.OFFLINE: Faults(bits=0x00000008, code="EX_TIMEOUT"),
    Trouble.PAPER_LOW: Faults(bits=0x00020000),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of paper as it was cut off: a picture in mode ``1``, black prints."""

    picture: Image.Image

    @property
    def bytes_per_row(self) -> int:
        """Eight dots each."""
        return (self.picture.width + 7) // 8

    @property
    def rows(self) -> bytes:
        """Its dots as a print job has them, ink is 1."""
        return self.picture.tobytes("raw", "1;I")


class Printer(Protocol):
    """A printer on the loopback, and the tray under it."""

    @property
    def port(self) -> int:
        """Where it takes jobs."""
        ...

    def trouble(self, trouble: Trouble) -> None:
        """Bring it into trouble; returns when it is."""
        ...

    def mend(self) -> None:
        """A new roll, the cover closed, power on: it prints what it still has."""
        ...

    def new_pieces(self) -> list[Piece]:
        """What has fallen into its tray since this was asked last."""
        ...


class OurPrinter:
    """The virtual printer, with everything in its condition at hand."""

    def __init__(self, make: Make, *, mm_per_s: float | None = None) -> None:
        self._tray: list[Piece] = []
        self.virtual = VirtualPrinter(
            make=make,
            mm_per_s=mm_per_s,
            on_receipt=lambda receipt: self._tray.append(Piece(receipt.picture)),
            keep=1,
        )

    @property
    def port(self) -> int:
        """Where it takes jobs."""
        return self.virtual.port

    def trouble(self, trouble: Trouble) -> None:
        """Bring it into trouble."""
        self.set(TROUBLES[trouble])

    def mend(self) -> None:
        """Nothing is wrong with it any more."""
        self.set(Condition())

    def set(self, condition: Condition) -> None:
        """Any trouble it knows."""
        if self.virtual.condition != condition:
            self.virtual.set(condition)

    def new_pieces(self) -> list[Piece]:
        """What has been cut off since this was asked last."""
        count = len(self._tray)
        pieces = self._tray[:count]
        del self._tray[:count]
        return pieces


class OthersPrinter:
    """A running emupos; ``tray`` is where it puts its receipts."""

    def __init__(self, *, api: str, port: int, tray: Path) -> None:
        self.port = port
        self._api = api
        self._tray = tray
        self._seen: set[str] = set()
        self._wrong: set[Trouble] = set()

    def trouble(self, trouble: Trouble) -> None:
        """Bring it into trouble."""
        self._ask("PUT", trouble)
        self._wrong.add(trouble)

    def mend(self) -> None:
        """Clear every trouble."""
        for trouble in self._wrong:
            self._ask("DELETE", trouble)
        self._wrong.clear()

    def new_pieces(self) -> list[Piece]:
        """The receipts whose description, which comes last, is there."""
        names = sorted({path.stem for path in self._tray.glob("*.json")} - self._seen)
        self._seen.update(names)
        return [Piece(_opened(self._tray / f"{name}.png")) for name in names]

    def _ask(self, method: str, trouble: Trouble) -> None:
        request = Request(f"{self._api}/faults/{trouble.value}", method=method)
        with urlopen(request, timeout=ANSWER_WITHIN_S):
            pass


class DocumentPrinter:
    """One that is sent documents over HTTP and answers when they are printed."""

    def __init__(self, printer: FakeEpos) -> None:
        self._printer = printer
        self._seen = 0

    @property
    def port(self) -> int:
        """Where it takes documents."""
        return self._printer.port

    def trouble(self, trouble: Trouble) -> None:
        """Bring it into trouble."""
        self._printer.faults = EPOS_TROUBLES[trouble]

    def mend(self) -> None:
        """Nothing is wrong with it any more."""
        self._printer.faults = Faults()

    def new_pieces(self) -> list[Piece]:
        """What has been cut off since this was asked last."""
        slips = self._printer.slips[self._seen :]
        self._seen += len(slips)
        return [Piece(slip) for slip in slips]


def emupos_program() -> str | None:
    """Where emupos is; ``None`` where it is not (it needs Python 3.13: ``make emupos``)."""
    return os.environ.get("FOLENI_EMUPOS") or shutil.which(str(EMUPOS))


@contextmanager
def our_printer(make: Make, *, mm_per_s: float | None = None) -> Iterator[OurPrinter]:
    """A virtual printer of that make, without a pace of its own."""
    printer = OurPrinter(make, mm_per_s=mm_per_s)
    with printer.virtual:
        yield printer


@contextmanager
def document_printer() -> Iterator[DocumentPrinter]:
    """A printer for documents, in this process."""
    with FakeEpos() as printer:
        yield DocumentPrinter(printer)


@contextmanager
def others_printers(
    directory: Path, count: int, profile: str = "epson-tm-t20iii"
) -> Iterator[list[OthersPrinter]]:
    """One emupos with so many printers, in a process of its own; raises ``FileNotFoundError``."""
    program = emupos_program()
    if program is None:
        raise FileNotFoundError("emupos is not here: make emupos, or set FOLENI_EMUPOS")
    with ExitStack() as stack:
        for attempt in range(ATTEMPTS):
            api_port, *ports = _free_ports(1 + count)
            config = directory / f"emupos-{attempt}.yaml"
            config.write_text(_config(api_port, ports, directory, profile))
            said = directory / f"emupos-{attempt}.txt"
            # Into a file: nobody reads on, and a full pipe would stop it.
            output = stack.enter_context(said.open("wb"))
            process = stack.enter_context(
                subprocess.Popen(
                    [program, "run", "--config", str(config)], stdout=output, stderr=output
                )
            )
            stack.callback(process.terminate)
            if _has_started(process, said):
                break
        else:
            raise RuntimeError(f"emupos did not start: {said.read_text()}")
        address = f"http://{LOOPBACK}:{api_port}/api/v1/devices"
        yield [
            OthersPrinter(api=f"{address}/printer-{port}", port=port, tray=directory / str(port))
            for port in ports
        ]


def _config(api_port: int, ports: Sequence[int], directory: Path, profile: str) -> str:
    devices = [
        {
            "id": f"printer-{port}",
            "type": "printer",
            "profile": profile,
            "connections": [{"tcp": {"host": LOOPBACK, "port": port}}],
            "receipts_dir": str(directory / str(port)),
            "job_idle_timeout_ms": NO_IDLE_MS,
        }
        for port in ports
    ]
    # JSON is YAML.
    return json.dumps(
        {"schema": 1, "api": {"host": LOOPBACK, "port": api_port}, "devices": devices}
    )


def _has_started(process: "subprocess.Popen[bytes]", said: Path) -> bool:
    """``False`` when it ended instead: another process was faster to take one of its ports."""
    deadline = monotonic() + START_WITHIN_S
    while b"control API" not in said.read_bytes():
        if process.poll() is not None or monotonic() > deadline:
            return False
        sleep(0.02)
    return True


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("1", dither=Image.Dither.NONE)


def _free_ports(count: int) -> list[int]:
    listeners = [socket.create_server((LOOPBACK, 0)) for _ in range(count)]
    ports = [int(listener.getsockname()[1]) for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports
