"""What every screen's start has in common, up to the point where Qt is loaded."""

import re
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Generic, TypeVar

from kiosk.client.address import Wrong, centre_url
from kiosk.config import PrinterConfig, PrintingConfig, Road, ScreenConfig
from kiosk.db.lock import DirectoryLock, DirectoryUnfit
from kiosk.log import start_logging
from kiosk.roles.display import display_trouble, library_sentence
from kiosk.roles.places import data_directory
from kiosk.roles.settings import settings
from kiosk.roles.start import MOVED, CannotStart, parser, port
from kiosk.wire.paths import TLS_PORT

Config = TypeVar("Config", bound=ScreenConfig)
Printing = TypeVar("Printing", bound=PrintingConfig)
Config_co = TypeVar("Config_co", bound=ScreenConfig, covariant=True)
SETTINGS_FILE = "device.toml"
RAW_PORT = 9100


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenStart(Generic[Config_co]):
    """One screen as it was asked for: its settings, its data, and where its window goes."""

    role: str
    name: str
    data: Path
    config: Config_co
    windowed: bool = False
    size_px: tuple[int, int] | None = None
    position_px: tuple[int, int] | None = None


def screen_parser(role: str, description: str) -> ArgumentParser:
    """The arguments that all screens take."""
    made = parser(role, description)
    made.add_argument("--centre", metavar="URL", help="the centre; without it, it is looked for")
    made.add_argument("--data", type=Path, metavar="DIR", help="where this device keeps its data")
    made.add_argument("--config", type=Path, metavar="F", help="settings (DIR/device.toml)")
    made.add_argument("--name", help="tells several of a role on one machine apart")
    made.add_argument("--windowed", action="store_true", help="in a window, not full screen")
    made.add_argument("--size", type=size, metavar="WxH", help="the window's size in pixels")
    made.add_argument("--monitor", metavar="NAME", help="the monitor to fill")
    made.add_argument("--position", type=_position, help=SUPPRESS)
    return made


def add_printer(made: ArgumentParser) -> None:
    """For screens that print."""
    made.add_argument(
        "--printer", type=_host_and_port, metavar="HOST:PORT", help="the receipt printer on the LAN"
    )


def read_start(
    role: str, given: Namespace, kind: type[Config], *, counter: str | None = None
) -> ScreenStart[Config]:
    """Arguments over settings over what they are by themselves. Raises ``CannotStart``.

    ``counter`` tells two counters' data apart where no ``--name`` does.
    """
    data = data_directory(role, name=given.name or counter, given=given.data)
    config = settings(kind, given.config, beside=data / SETTINGS_FILE)
    asked = {
        key: value
        for key in ("centre", "monitor", "counter", "mode")
        if (value := getattr(given, key, None)) is not None
    }
    config = replace(config, **asked)
    if config.centre is not None:
        config = replace(config, centre=_address(config.centre))
    return ScreenStart(
        role=role,
        name=given.name or config.name or counter or role,
        data=data,
        config=config,
        windowed=given.windowed,
        size_px=given.size,
        position_px=given.position,
    )


def with_printer(given: Namespace, config: Printing) -> Printing:
    """The settings, with the printer of ``--printer HOST[:PORT]`` alone where it is given."""
    if given.printer is None:
        return config
    host, port = given.printer
    own = next(iter(config.group), PrinterConfig(host=host))
    printer = replace(own, host=host, port=port, road=Road.LAN, queue=None)
    return replace(config, printer=printer, printers=())


def run_screen(start: ScreenStart[Config]) -> int:
    """Open the screen and run it until it is closed or ended; the exit code.

    Raises ``CannotStart`` where no window can be opened, or another process has its data.
    """
    start_logging(start.role)
    if trouble := display_trouble():
        raise CannotStart(trouble)
    try:
        # Qt is loaded by that module, after everything that stops a screen without it.
        window = import_module(f"kiosk.roles.{start.role}_window")
    except ImportError as error:
        if "cannot open shared object" not in str(error):
            raise
        raise CannotStart(library_sentence(str(error))) from error
    try:
        with DirectoryLock(start.data):
            code: int = window.run(start)
    except DirectoryUnfit as error:
        raise CannotStart(str(error)) from error
    if code == MOVED:
        print("This screen belongs to another centre now: start it again.", file=sys.stderr)
    return code


def _address(given: str) -> str:
    """The centre's address, which may be without port. Raises ``CannotStart``."""
    url = centre_url(given)
    if url is Wrong.PLAIN:
        host = given.partition("://")[2].partition(":")[0].rstrip("/")
        raise CannotStart(
            f"{given}: http:// reaches only this machine; give https://{host}:{TLS_PORT}"
        )
    if isinstance(url, Wrong):
        raise CannotStart(f"{given} is no address; give one as in https://192.168.1.10:{TLS_PORT}")
    return url


def size(text: str) -> tuple[int, int]:
    """A window's width and height as somebody typed them."""
    if not (found := re.fullmatch(r"([1-9]\d{1,4})x([1-9]\d{1,4})", text)):
        raise ArgumentTypeError(f"{text} is no size; give one as in 1280x800")
    return int(found[1]), int(found[2])


def _position(text: str) -> tuple[int, int]:
    if not (found := re.fullmatch(r"(-?\d{1,5}),(-?\d{1,5})", text)):
        raise ArgumentTypeError(f"{text} is no position; give one as in 40,40")
    return int(found[1]), int(found[2])


def _host_and_port(text: str) -> tuple[str, int]:
    if not (found := re.fullmatch(r"([^\s:/]+)(?::(\d+))?", text)):
        raise ArgumentTypeError(f"{text} is no printer; give one as in 192.168.1.50:9100")
    return found[1], port(found[2]) if found[2] else RAW_PORT
