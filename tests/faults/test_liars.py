"""The proof can fail: roads as others have them are found out, each by its own sin."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from kiosk.printer.lan import LanPrinter
from kiosk.printer.outcome import Cause, Level, NotPrinted, Outcome, Printed, Unconfirmed
from kiosk.printer.road import Road, Session
from kiosk.printer.status import PrinterStatus
from tests.faults.proof import Result, prove
from tests.faults.proxy import LOOPBACK
from tests.faults.rows import table
from tests.faults.stand import QUICK

# Half a minute: not between two edits.
pytestmark = pytest.mark.journey
VISITORS = 8


class Believer:
    """Printed is what the kernel took; nothing is asked, nothing is listened to."""

    status = PrinterStatus()

    def __init__(self, port: int) -> None:
        self._port = port

    def open(self) -> Session:
        return self

    def send(self, job: bytes) -> Outcome:
        with socket.create_connection((LOOPBACK, self._port)) as connection:
            connection.sendall(job)
        return Printed(level=Level.FENCE)

    def close(self) -> None:
        pass

    def give_up(self) -> None:
        pass


class Changed:
    """The product's own road, with its doubtful outcomes made something else."""

    def __init__(self, port: int) -> None:
        self._road = LanPrinter(
            host=LOOPBACK, port=port, patience=QUICK.patience, level=Level.FENCE
        )
        self._session: Session | None = None

    @property
    def status(self) -> PrinterStatus:
        assert self._session is not None
        return self._session.status

    def open(self) -> Session:
        self._session = self._road.open()
        return self

    def send(self, job: bytes) -> Outcome:
        assert self._session is not None
        outcome = self._session.send(job)
        return self.changed(outcome, job) if isinstance(outcome, Unconfirmed) else outcome

    def changed(self, outcome: Unconfirmed, job: bytes) -> Outcome:
        raise NotImplementedError

    def close(self) -> None:
        if self._session is not None:
            self._session.close()

    def give_up(self) -> None:
        self._road.give_up()


class Retrier(Changed):
    """What is in doubt is sent once more by itself."""

    def changed(self, outcome: Unconfirmed, job: bytes) -> Outcome:
        self.close()
        self._session = self._road.open()
        return self._session.send(job)


class Denier(Changed):
    """What is in doubt is called not printed."""

    def changed(self, outcome: Unconfirmed, job: bytes) -> Outcome:
        return NotPrinted(cause=outcome.cause)


class Optimist(Changed):
    """What is in doubt is called printed."""

    def changed(self, outcome: Unconfirmed, job: bytes) -> Outcome:
        return Printed(level=Level.FENCE)


class Coward(Changed):
    """Whatever the printer says, the visitor is asked."""

    def send(self, job: bytes) -> Outcome:
        super().send(job)
        return Unconfirmed(bytes_sent=len(job), cause=Cause.SILENT)

    def changed(self, outcome: Unconfirmed, job: bytes) -> Outcome:
        return outcome


def proved(fault: str, road: type[Road], directory: Path) -> Result:
    rows = {row.name: row for row in table()}
    # On a printer of ours, whichever the table has it for: emupos is not everywhere.
    row = rows.get(f"{fault} · A2") or rows[f"{fault} · A3"]
    hall = replace(row.hall, kiosks=4, road=road)
    return prove(replace(row, hall=hall), VISITORS, directory, "liars")


@pytest.mark.parametrize(
    ("fault", "road"),
    [
        ("paper out before", Believer),
        ("reset inside", Believer),
        ("power cycle inside", Optimist),
    ],
)
def test_a_road_that_lies_is_found_out(
    fault: str, road: type[Road], qapp: QCoreApplication, tmp_path: Path
) -> None:
    result = proved(fault, road, tmp_path)
    assert result.lies > VISITORS / 2
    assert not result.holds


@pytest.mark.parametrize("road", [Retrier, Denier])
def test_a_road_that_lets_doubtful_slips_be_sent_again_makes_duplicates(
    road: type[Road], qapp: QCoreApplication, tmp_path: Path
) -> None:
    result = proved("answer lost", road, tmp_path)
    assert result.duplicates > VISITORS / 2
    assert result.slips > VISITORS


def test_to_ask_always_is_no_way_out(qapp: QCoreApplication, tmp_path: Path) -> None:
    result = proved("nothing", Coward, tmp_path)
    assert (result.lies, result.lost, result.duplicates) == (0, 0, 0)
    assert result.asked == VISITORS
    assert not result.holds


def test_the_products_own_road_is_let_go(qapp: QCoreApplication, tmp_path: Path) -> None:
    row = next(row for row in table() if row.name == "answer lost · A2")
    result = prove(replace(row, hall=replace(row.hall, kiosks=4)), VISITORS, tmp_path, "liars")
    assert result.holds, result.broken
