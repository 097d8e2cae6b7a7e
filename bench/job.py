"""A whole print job beside the time its paper needs by itself, at a head's speed."""

import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from bench.figures import Figure, latencies
from bench.peers import END, peer
from bench.scope import Scope
from kiosk.db.opening import open_device
from kiosk.db.spool import Spool
from kiosk.domain.ids import TicketId
from kiosk.printer.emulator.condition import Make
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.escpos import FENCE
from kiosk.printer.job import PrintJob
from kiosk.printer.lan import LanPrinter
from kiosk.printer.outcome import Level, Printed
from kiosk.printer.press import SlipPress
from kiosk.printer.profile import PAPER_80_MM
from kiosk.printer.slip import Slip
from kiosk.printer.spool import PaperReport
from kiosk.printer.spooler import Spooler
from kiosk.printer.worker import PrinterUnit
from kiosk.roles.places import FONTS, TEXTS
from kiosk.texts import Texts
from tests.printer.random_slips import trials
from tests.ui.product import huduma

MM_PER_S = 250.0
ABOVE_PAPER_AIM = 1.05
LOOPBACK = "127.0.0.1"
SEED = 2026


def measure(scope: Scope) -> Iterator[Figure]:
    """Submit to report, through the real spooler and store; then the same bytes, bare.

    Bare is what no software can beat: the whole job in one write on a connection that is there.
    """
    press = SlipPress(fonts=FONTS, texts=Texts.load(TEXTS), profile=PAPER_80_MM)
    press.warm_up()
    slips = [trial.slip for trial in trials(huduma(), seed=SEED, count=scope.count(40, 8))]
    with peer(_printer) as line, closing(open_device(scope.room("job") / "device.db")) as database:
        port = line.recv()
        road = LanPrinter(host=LOOPBACK, port=port, level=Level.PRINTED)
        unit = PrinterUnit(name="printer", road=road, press=press, probe_s=0)
        with closing(Spooler([unit], store=Spool(database))) as spooler:
            spooler.start()
            _printed_s(spooler, slips[0], number=0)
            jobs_s = [_printed_s(spooler, slip, n) for n, slip in enumerate(slips, start=1)]
        bare_s = [_bare_s(port, press.press(slip)) for slip in slips]
    yield from latencies("job: submitted to confirmed", jobs_s, p50=None, p95=None)
    yield from latencies("job: its paper alone, at 250 mm/s", bare_s, p50=None, p95=None)
    ratios = [job_s / paper_s for job_s, paper_s in zip(jobs_s, bare_s, strict=True)]
    yield Figure(
        name="job: the whole for its paper, p50",
        value=statistics.median(ratios),
        unit="×",
        aim=ABOVE_PAPER_AIM,
    )


def _printed_s(spooler: Spooler, slip: Slip, number: int) -> float:
    ended: SimpleQueue[PaperReport] = SimpleQueue()
    begin = time.perf_counter()
    job = PrintJob(ticket=TicketId(f"{number}"), slip=replace(slip, for_kiosk=None))
    spooler.submit(job, ended.put)
    report = ended.get(timeout=60)
    seconds = time.perf_counter() - begin
    match report.outcome:
        case Printed():
            return seconds
        case outcome:
            raise RuntimeError(f"it was not printed: {outcome}")


def _bare_s(port: int, job: bytes) -> float:
    with socket.create_connection((LOOPBACK, port), timeout=60) as connection:
        connection.sendall(FENCE)
        connection.recv(1)
        begin = time.perf_counter()
        connection.sendall(job + FENCE)
        connection.recv(1)
        return time.perf_counter() - begin


def _printer(line: "Connection[Any, Any]") -> None:
    with VirtualPrinter(make=Make(level=Level.PRINTED), mm_per_s=MM_PER_S, keep=1) as printer:
        line.send(printer.port)
        while line.recv() != END:
            pass
