"""`main.py check`: what works on this machine and what does not, in plain sentences."""

import json
import sys
from argparse import SUPPRESS, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from kiosk.config import BoardConfig, FeedbackConfig, KioskConfig, Settings
from kiosk.roles import ROLES
from kiosk.roles.check_finding import Finding, State, absent
from kiosk.roles.display import display_trouble
from kiosk.roles.own_catalogue import own_catalogue
from kiosk.roles.places import TEXTS, data_directory
from kiosk.roles.screen import SETTINGS_FILE, add_printer, with_printer
from kiosk.roles.settings import settings
from kiosk.roles.start import CannotStart, parser
from kiosk.texts import Texts


def main(arguments: Sequence[str]) -> int:
    """Look at everything; 0 when all that is needed works, else 1."""
    given = _arguments(arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal of another age shows a question mark for what it has no letter for.
        sys.stdout.reconfigure(errors="replace")
    if given.monitors:
        return _print_monitors()
    if given.printers:
        # Loaded late: it brings mDNS and Pillow, which nothing else here needs.
        from kiosk.roles import check_printers  # noqa: PLC0415

        return check_printers.run(given)
    failed = False
    for finding in look(given):
        print(f"{finding.state:9} {finding.what:10} {finding.sentence}", flush=True)
        failed = failed or finding.state is State.FAILS
    print("Something needed does not work." if failed else "All that is needed here works.")
    return int(failed)


def look(given: Namespace) -> Iterator[Finding]:
    """Everything that was found, as it is found."""
    # Loaded late: listing the monitors must be quick, and needs none of it.
    from kiosk.roles import (  # noqa: PLC0415
        check_devices,
        check_group,
        check_locking,
        check_machine,
        check_phones,
        check_screens,
        check_sound,
    )

    kiosk = _settings_of("kiosk", KioskConfig, given.config)
    board = _settings_of("board", BoardConfig, None)
    own = data_directory("centre", given=given.data)
    yield from check_screens.screens(kiosk, board)
    yield from check_locking.staff_pin(
        kiosk, given.config or data_directory("kiosk") / SETTINGS_FILE
    )
    yield from check_group.printers(with_printer(given, kiosk).group, data_directory("kiosk"))
    yield check_devices.catalogue(own_catalogue(given.data))
    needed = given.centre is not None or kiosk.centre != KioskConfig().centre
    yield from check_devices.centre(given.centre or kiosk.centre, needed=needed)
    yield check_phones.phones(kiosk.public_url)
    yield from check_machine.disk(own)
    yield check_machine.clock(datetime.now().astimezone())
    feedback = _settings_of("feedback", FeedbackConfig, None)
    sounds = {"kiosk": kiosk.sound, "board": board.sound, "feedback screen": feedback.sound}
    yield from check_sound.sound(sounds, Texts.load(TEXTS))
    yield absent("hub", "None is set up; the centre works without.")


def _settings_of(role: str, kind: type[Settings], file: Path | None) -> Settings:
    return settings(kind, file, beside=data_directory(role) / SETTINGS_FILE)


def _print_monitors() -> int:
    if trouble := display_trouble():
        raise CannotStart(trouble)
    from kiosk.ui.monitors import list_monitors  # noqa: PLC0415 - loads Qt

    json.dump([asdict(monitor) for monitor in list_monitors()], sys.stdout)
    return 0


def _arguments(arguments: Sequence[str]) -> Namespace:
    made = parser("check", ROLES["check"].capitalize() + ".")
    made.add_argument("--centre", metavar="URL", help="the centre this machine belongs to")
    made.add_argument("--data", type=Path, metavar="DIR", help="where the centre keeps its data")
    made.add_argument("--config", type=Path, metavar="F", help="the kiosk's settings")
    add_printer(made)
    made.add_argument("--printers", action="store_true", help="find a printer and set it up")
    made.add_argument("--scan", action="store_true", help="with it: look through this network")
    made.add_argument("--factory", action="store_true", help="with it: try usual addresses")
    made.add_argument("--monitors", action="store_true", help=SUPPRESS)
    given = made.parse_args(arguments)
    if (given.scan or given.factory) and not given.printers:
        made.error("--scan and --factory go with --printers")
    return given
