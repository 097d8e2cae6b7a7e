"""Foleni's one door: `python main.py [ROLE] …` runs one part, without ROLE a whole centre."""

import faulthandler
import sys
from collections.abc import Sequence
from importlib import import_module

from kiosk.roles import ALL_IN_ONE, ROLES
from kiosk.roles.lifeline import hold_lifeline
from kiosk.roles.start import MISTAKE, CannotStart, closest


def main(arguments: Sequence[str]) -> int:
    """Run the role the first argument names; the exit code."""
    hold_lifeline()
    role, rest = ALL_IN_ONE, arguments
    if arguments and not arguments[0].startswith("-"):
        role, *rest = arguments
    if role not in (ALL_IN_ONE, *ROLES):
        print(f"There is no role {role}: {closest(role, ROLES)}", file=sys.stderr)
        return MISTAKE
    # Each role loads only what it needs: the centre no Qt, a screen no server.
    module = import_module(f"kiosk.roles.{role.replace('-', '_')}")
    try:
        code: int = module.main(rest)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return reason.code
    return code


if __name__ == "__main__":
    # systemd's watchdog ends a process that hangs by SIGABRT: the log then says where it hung.
    faulthandler.enable()
    sys.exit(main(sys.argv[1:]))
