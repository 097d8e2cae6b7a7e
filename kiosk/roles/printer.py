"""`main.py printer`: a virtual receipt printer to try things on."""

import errno
import logging
import signal
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import TypeVar

from kiosk.log import start_logging
from kiosk.printer.emulator.condition import Make, Sessions
from kiosk.printer.emulator.faults import Fault, Measure, condition_with
from kiosk.printer.emulator.machine import VirtualPrinter
from kiosk.printer.emulator.works import Receipt
from kiosk.printer.outcome import Level
from kiosk.printer.profile import DEFAULT_DPI
from kiosk.roles import ROLES
from kiosk.roles.display import display_trouble, has_display, library_sentence
from kiosk.roles.screen import size
from kiosk.roles.start import CannotStart, closest, parser, port

Choice = TypeVar("Choice", bound=StrEnum)
RAW_PORT = 9100
LOOPBACK = "127.0.0.1"
DOTS, DPI, MM_PER_S = 576, DEFAULT_DPI, 250
LEVEL = Level.PRINTED
KEPT_SLIPS = 50
_DOTS = f"dots across the paper ({DOTS}; 384 on 58 mm)"
_SPEED = f"millimetres of paper a second ({MM_PER_S}; 0: at once)"
_LEVEL = "A0 tells nothing, A1 its status, A2 that it read a job, A3 that it printed it (A3)"
_SESSIONS = "one or three: more hosts wait; reset or refuse: a second one is turned away (one)"
_FAULT = f"begin with it, one or several times: {', '.join(Fault)}"


def main(arguments: Sequence[str]) -> int:
    """Print until the window is closed or a signal comes; the exit code."""
    given = _arguments(arguments)
    start_logging("printer", to_people=logging.ERROR)
    if not given.no_window:
        _want_display()
    make = Make(
        width_dots=given.dots,
        dpi=given.dpi,
        cutter=not given.no_knife,
        level=given.level,
        sessions=given.sessions,
    )
    measure = Measure(dpi=given.dpi)
    faults = frozenset(given.fault or ())
    if given.no_window:
        return _print_unseen(given, make, faults, measure)
    try:
        # Qt is loaded by that module, after everything that stops a window without it.
        window = import_module("kiosk.roles.printer_window")
    except ImportError as error:
        if "cannot open shared object" not in str(error):
            raise
        raise CannotStart(library_sentence(str(error))) from error
    code: int = window.run(given, make, faults, measure)
    return code


def virtual_printer(
    given: Namespace, make: Make, on_slip: Callable[[Receipt], None] | None = None
) -> VirtualPrinter:
    """The printer that was asked for, listening; raises ``CannotStart`` where it cannot."""
    if given.save is not None:
        _prepare(given.save)
    printer = VirtualPrinter(
        make=make,
        host=given.host,
        port=given.port,
        mm_per_s=given.speed or None,
        on_receipt=on_slip,
        save_to=given.save,
        keep=KEPT_SLIPS,
    )
    try:
        printer.start()
    except OSError as error:
        printer.close()
        at = f"{given.host}:{given.port}"
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(
                f"Another program has {at}; end that one, or give another --port."
            ) from error
        raise CannotStart(
            f"The printer cannot listen at {at} ({error.strerror}); give another --host or --port."
        ) from error
    return printer


def tell_ready(given: Namespace, printer: VirtualPrinter) -> None:
    """Say where it prints, in one line that other programs wait for."""
    print(f"printer ready at {given.host}:{printer.port}", flush=True)


def _want_display() -> None:
    if not has_display():
        raise CannotStart(
            "There is no display here: start this in a desktop session, or print without a window: "
            "python main.py printer --no-window"
        )
    if trouble := display_trouble():
        raise CannotStart(trouble)


def _print_unseen(given: Namespace, make: Make, faults: frozenset[Fault], measure: Measure) -> int:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    printer = virtual_printer(given, make)
    try:
        printer.set(condition_with(faults, measure))
        tell_ready(given, printer)
        Event().wait()
    except KeyboardInterrupt:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
    finally:
        printer.close()
    return 0


def _prepare(directory: Path) -> None:
    """Make the directory for the PNGs, and find out whether anything can be put there."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        probe = directory / ".foleni"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotStart(
            f"Slips cannot be saved in {directory} ({error.strerror}); give another with --save."
        ) from error


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = parser("printer", ROLES["printer"].capitalize() + ".")
    made.add_argument("--host", default=LOOPBACK, metavar="ADDRESS", help=f"where ({LOOPBACK})")
    made.add_argument("--port", type=port, default=RAW_PORT, metavar="N", help=f"({RAW_PORT})")
    made.add_argument("--dots", type=_within(64, 2048), default=DOTS, metavar="N", help=_DOTS)
    made.add_argument("--dpi", type=_within(90, 600), default=DPI, metavar="N", help=f"({DPI})")
    made.add_argument("--speed", type=_within(0, 1000), default=MM_PER_S, metavar="N", help=_SPEED)
    made.add_argument("--no-knife", action="store_true", help="a printer whose paper is torn off")
    made.add_argument("--level", type=_one_of(Level), default=LEVEL, metavar="A0…A3", help=_LEVEL)
    made.add_argument(
        "--sessions", type=_one_of(Sessions), default=Sessions.ONE, metavar="HOW", help=_SESSIONS
    )
    made.add_argument("--fault", type=_one_of(Fault), action="append", metavar="FAULT", help=_FAULT)
    made.add_argument("--save", type=Path, metavar="DIR", help="keep every slip there as PNG")
    made.add_argument("--no-window", action="store_true", help="print without showing it")
    made.add_argument("--size", type=size, metavar="WxH", help="the window's size in pixels")
    return made.parse_args(arguments)


def _one_of(kind: type[Choice]) -> Callable[[str], Choice]:
    def member(text: str) -> Choice:
        try:
            return kind(text)
        except ValueError:
            hint = closest(text, [each.value for each in kind])
            raise ArgumentTypeError(f"there is no {text}: {hint}") from None

    return member


def _within(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise ArgumentTypeError(f"{text} does not fit; give {least} to {most}")
        return int(text)

    return number
