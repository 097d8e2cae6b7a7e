"""`python main.py`: one centre on this machine, kept alive: its server, its kiosk, its board.

Imports neither Qt nor the centre: what cannot fail here cannot take the others with it.
"""

import logging
import signal
import socket
import subprocess
import sys
from argparse import Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread

from kiosk.config import AllInOneConfig, CentreConfig
from kiosk.db.lock import DirectoryLock, DirectoryTaken, DirectoryUnfit
from kiosk.log import start_logging
from kiosk.roles import ROLES
from kiosk.roles.child import start_child
from kiosk.roles.display import has_display
from kiosk.roles.monitors import ask_monitors, second_monitor
from kiosk.roles.places import CENTRE_FILE, data_directory
from kiosk.roles.settings import is_there, settings
from kiosk.roles.start import CannotStart, parser
from kiosk.roles.supervisor import Part, Supervisor

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
SAMPLE = "sample"
SAMPLE_STARTS = """\
The sample centre starts: every service, all day. Esc leaves it. Every screen at once, with a crowd:
python main.py demo"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What runs on this machine, and how each part is started.

    ``name`` tells the sample centre's data from that of a centre set up here.
    """

    name: str | None
    port: int
    arguments: Namespace

    def centre(self) -> subprocess.Popen[bytes]:
        """The centre's server, which trusts this machine."""
        sample = ["--open-all-day"] if self.name else []
        data = data_directory("centre", name=self.name)
        return start_child(
            ["centre", "--data", str(data), "--port", str(self.port), "--trust-loopback", *sample],
        )

    def screen(self, role: str, monitor: str | None) -> subprocess.Popen[bytes]:
        """One screen, on ``monitor`` or the first there is."""
        given = ["--centre", f"http://{LOOPBACK}:{self.port}"]
        if self.name:
            given += ["--name", self.name]
        if monitor:
            given += ["--monitor", monitor]
        if self.arguments.windowed:
            given.append("--windowed")
        if self.arguments.size:
            given += ["--size", self.arguments.size]
        return start_child([role, *given])


def main(arguments: Sequence[str]) -> int:
    """Run until Esc, a signal, or a mistake in the settings; the exit code."""
    given = _arguments(arguments)
    if not has_display():
        # Somebody at a machine without a display shall still see what there is.
        code: int = import_module("kiosk.roles.tour").main([])
        return code
    start_logging("launcher")
    home = data_directory("all-in-one")
    wishes = settings(AllInOneConfig, given.config, beside=home / "device.toml")
    try:
        with DirectoryLock(home):
            return _run(given, wishes)
    except DirectoryTaken as error:
        raise CannotStart(f"{error.trouble}; end that one") from error
    except DirectoryUnfit as error:
        raise CannotStart(f"{error.trouble}; name another place in XDG_DATA_HOME") from error


def _run(given: Namespace, wishes: AllInOneConfig) -> int:
    configured = data_directory("centre") / CENTRE_FILE
    name = None if is_there(configured) else SAMPLE
    wanted_port = settings(CentreConfig, None, beside=configured).port
    joined = _centre_runs(name)
    port = wanted_port if joined else _free_port(wanted_port)
    machine = Machine(name=name, port=port, arguments=given)
    supervisor = Supervisor()
    supervisor.end_on_signals((signal.SIGINT, signal.SIGTERM))
    if joined:
        print(f"This machine's centre runs already; its kiosk joins it at port {port}.", flush=True)
    else:
        supervisor.keep(Part(name="centre", start=machine.centre))
    kiosk = wishes.kiosk
    supervisor.keep(Part(name="kiosk", start=lambda: machine.screen("kiosk", kiosk), screen=True))
    board = given.board or wishes.board
    if board != "none":
        Thread(target=_add_board, args=(supervisor, machine, kiosk, board), daemon=True).start()
    if name:
        print(SAMPLE_STARTS, flush=True)
    return supervisor.run()


def _add_board(supervisor: Supervisor, machine: Machine, kiosk: str | None, wish: str) -> None:
    """Make the second monitor a board. Qt lists them, so a process of its own asks."""
    monitor = wish if wish != "auto" else second_monitor(ask_monitors(), kiosk)
    if monitor is not None:
        supervisor.keep(
            Part(name="board", start=lambda: machine.screen("board", monitor), screen=True)
        )


def _centre_runs(name: str | None) -> bool:
    """Whether somebody has started this machine's centre by itself."""
    try:
        DirectoryLock(data_directory("centre", name=name)).release()
    except DirectoryTaken:
        return True
    return False


def _free_port(wanted: int) -> int:
    """``wanted``, or another one, told, when somebody else has it."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            if sys.platform != "win32":
                # As the server will: connections of a centre just ended do not count.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            taken: int = probe.getsockname()[1]
            if taken != wanted:
                print(
                    f"Port {wanted} is taken by another program, so the centre uses {taken}.",
                    flush=True,
                )
            return taken
    raise CannotStart(f"No port is free on {LOOPBACK}; end a program that holds many.")


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = parser("", "One centre on this machine: its server, its kiosk, and a board.")
    made.formatter_class = RawDescriptionHelpFormatter
    made.usage = "python main.py [ROLE] [-h] …"
    made.epilog = "roles (each has its own --help):\n" + "\n".join(
        f"  {role:9} {what}" for role, what in ROLES.items()
    )
    made.add_argument("--config", type=Path, metavar="F", help="settings (TOML)")
    made.add_argument(
        "--board", metavar="MONITOR", help="auto (a second monitor), none, or a monitor's name"
    )
    made.add_argument("--windowed", action="store_true", help="in windows, not full screen")
    made.add_argument("--size", metavar="WxH", help="the kiosk's size in pixels")
    return made.parse_args(arguments)
