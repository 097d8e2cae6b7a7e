"""`main.py tour`: the demo where there is no display; a visit from touch to smiley in pictures."""

import logging
import os
import subprocess
from argparse import SUPPRESS, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.log import start_logging
from kiosk.roles import ROLES
from kiosk.roles.child import start_child
from kiosk.roles.display import library_sentence
from kiosk.roles.start import CannotStart, parser

READY = b"centre ready at "
PICTURES = Path("build") / "tour"
LIVE = (
    "To see it live, type  python main.py demo  in a desktop session; on this machine without a "
    "screen, over  ssh -X  from one that has it."
)


def main(arguments: Sequence[str]) -> int:
    """Play the tour, save its pictures; the exit code. Raises ``CannotStart``."""
    given = _arguments(arguments)
    # Chosen before Qt is loaded; a tour's windows are for nobody but its pictures.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    start_logging("tour", to_files=logging.WARNING)
    try:
        play = import_module("kiosk.roles.tour_play")
    except ImportError as error:
        if "cannot open shared object" not in str(error):
            raise
        raise CannotStart(library_sentence(str(error))) from error
    print("The tour in pictures: a real centre, real screens, a printer, and nobody watching.\n")
    with TemporaryDirectory(prefix="foleni-tour-") as name:
        directory = given.data or Path(name)
        with _centre(directory) as url:
            play.play(url, directory, given.to)
    print(f"\nThe pictures are in {given.to}. {LIVE}")
    return 0


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = parser("tour", ROLES["tour"])
    made.add_argument(
        "--to", type=Path, metavar="DIR", default=PICTURES, help=f"the pictures ({PICTURES})"
    )
    made.add_argument("--data", type=Path, help=SUPPRESS)
    return made.parse_args(arguments)


@contextmanager
def _centre(directory: Path) -> Iterator[str]:
    """A real centre's process with a store of its own; its URL."""
    given = ["centre", f"--data={directory / 'centre'}", "--port=0"]
    process = start_child([*given, "--trust-loopback", "--open-all-day"], stdout=subprocess.PIPE)
    with process:
        try:
            line = process.stdout.readline() if process.stdout else b""
            if not line.startswith(READY):
                raise CannotStart("The centre did not start; python main.py check says why.")
            yield line.removeprefix(READY).decode().strip()
        finally:
            process.terminate()
            process.wait()
