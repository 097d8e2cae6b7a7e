"""Paper by a real CUPS, which prints by its socket backend to the virtual printer."""

import os
import pwd
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import pytest
import zxingcpp

from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.outcome import (
    Cause,
    Level,
    NotPrinted,
    PrinterNotReady,
    Sent,
    Unconfirmed,
)
from kiosk.printer.system import SystemPatience, SystemPrinter
from tests.printer.slips import CODE

CUPSD = which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
BACKEND = Path("/usr/lib/cups/backend/socket")
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        CUPSD is None or which("lp") is None or not BACKEND.exists(),
        reason="no CUPS here with its socket backend (apt-get install cups)",
    ),
]

FILES = """\
ServerRoot {root}
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/access
ErrorLog {root}/error
PageLog {root}/page
SystemGroup root
{user}
"""
SETTINGS = """\
Listen 127.0.0.1:{port}
Browsing Off
DefaultAuthType None
WebInterface No
PreserveJobFiles No
<Location />
Order allow,deny
Allow from 127.0.0.1
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
PATIENCE = SystemPatience(tool_s=60.0, done_s=60.0, look_s=0.05, cancel_s=60.0)
HASTE = SystemPatience(tool_s=60.0, done_s=2.0, look_s=0.05, cancel_s=60.0)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a scheduler of our own, in a directory of its own."""
    assert CUPSD is not None
    port = free_port()
    with TemporaryDirectory(prefix="foleni-cups-") as directory:
        root = Path(directory)
        # Backends run as another user when the scheduler is root.
        root.chmod(0o755)
        for name in ("spool/tmp", "cache", "state"):
            (root / name).mkdir(parents=True)
        user = "User lp\nGroup lp" if os.geteuid() == 0 else user_line()
        (root / "files.conf").write_text(FILES.format(root=root, user=user), encoding="utf-8")
        (root / "cupsd.conf").write_text(SETTINGS.format(port=port), encoding="utf-8")
        scheduler = subprocess.Popen(
            (CUPSD, "-f", "-c", root / "cupsd.conf", "-s", root / "files.conf"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(port, scheduler)
            yield f"127.0.0.1:{port}"
        finally:
            scheduler.terminate()
            scheduler.wait(10)


@pytest.fixture
def cups(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", server)
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:/usr/sbin:/sbin")


def user_line() -> str:
    return f"User {pwd.getpwuid(os.geteuid()).pw_name}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def wait_for(port: int, scheduler: "subprocess.Popen[bytes]") -> None:
    deadline = monotonic() + 30
    while monotonic() < deadline and scheduler.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    pytest.skip("CUPS does not start here")


def queue_to(port: int, name: str) -> None:
    """A queue as docs/operations.md makes it."""
    tool(
        *("lpadmin", "-p", name, "-E", "-m", "raw"),
        *("-v", f"socket://127.0.0.1:{port}/?waiteof=false"),
        *("-o", "printer-error-policy=abort-job"),
    )


def tool(*command: str, stdin: bytes = b"") -> str:
    done = subprocess.run(command, input=stdin, capture_output=True, check=True)
    return done.stdout.decode()


def test_a_slip_comes_out_behind_a_queue_and_reads(
    cups: None, printer: VirtualPrinter, job: bytes
) -> None:
    queue_to(printer.port, "ticket")
    session = SystemPrinter(queue="ticket", patience=PATIENCE).open()
    assert session.send(job) == Sent(level=Level.MUTE)
    (receipt,) = printer.wait_for_receipts(1)
    codes = zxingcpp.read_barcodes(receipt.picture.convert("L"))
    assert [code.text for code in codes] == [CODE]
    assert printer.unknown == b""


def test_a_job_for_a_dead_printer_is_cancelled_and_never_comes(cups: None, job: bytes) -> None:
    port = free_port()
    queue_to(port, "dead")
    outcome = SystemPrinter(queue="dead", patience=HASTE).open().send(job)
    assert outcome == Unconfirmed(bytes_sent=len(job), cause=Cause.UNREACHABLE)
    assert tool("lpstat", "-o", "dead") == ""
    with VirtualPrinter(port=port) as printer:
        session = SystemPrinter(queue="dead", patience=PATIENCE).open()
        assert isinstance(session.send(job), Sent)
        assert len(printer.wait_for_receipts(1)) == 1


def test_a_queue_that_is_stopped_takes_no_ticket(cups: None, job: bytes) -> None:
    queue_to(free_port(), "stopped")
    tool("cupsdisable", "stopped")
    session = SystemPrinter(queue="stopped", patience=HASTE).open()
    assert session.send(job) == NotPrinted(cause=Cause.OFFLINE)


def test_a_queue_that_accepts_nothing_takes_no_ticket(cups: None, job: bytes) -> None:
    queue_to(free_port(), "closed")
    session = SystemPrinter(queue="closed", patience=HASTE).open()
    tool("cupsreject", "closed")
    assert session.send(job) == NotPrinted(cause=Cause.OFFLINE)
    assert SystemPrinter(queue="closed", patience=PATIENCE).open().status.trouble is Cause.OFFLINE


def test_a_queue_that_nobody_made_is_unreachable(cups: None) -> None:
    with pytest.raises(PrinterNotReady) as refused:
        SystemPrinter(queue="nobody", patience=PATIENCE).open()
    assert refused.value.cause is Cause.UNREACHABLE


def test_a_queue_with_somebody_elses_job_is_busy(cups: None) -> None:
    queue_to(free_port(), "taken")
    tool("lp", "-d", "taken", "-o", "raw", stdin=b"somebody else's")
    with pytest.raises(PrinterNotReady) as refused:
        SystemPrinter(queue="taken", patience=PATIENCE).open()
    assert refused.value.cause is Cause.BUSY
    tool("cancel", "-a", "taken")


def test_without_a_scheduler_the_queue_is_unreachable(
    cups: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{free_port()}")
    with pytest.raises(PrinterNotReady) as refused:
        SystemPrinter(queue="ticket", patience=PATIENCE).open()
    assert refused.value.cause is Cause.UNREACHABLE
