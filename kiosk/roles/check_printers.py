"""`main.py check --printers`: finding, trying and setting up a receipt printer.

In a terminal it asks; in a pipe it prints what it found and ends, and waits for nobody.
"""

import os
from argparse import Namespace
from contextlib import suppress

from kiosk.roles.check_printers_assign import assign, screens_here
from kiosk.roles.check_printers_end import end_like_ctrl_c, hear_no_more
from kiosk.roles.check_printers_file import CannotWrite
from kiosk.roles.check_printers_find import (
    SELF_TEST,
    Place,
    Seen,
    choose,
    listed,
    listen,
    look_through,
    try_factory,
)
from kiosk.roles.check_printers_talk import Ended, Talk, is_conversation
from kiosk.roles.check_printers_try import asked, try_out
from kiosk.roles.start import CannotStart

UNCHANGED = "Nothing was changed."


def run(given: Namespace) -> int:
    """0 when a printer was set up, found, or answered ready; else 1. Raises ``CannotStart``."""
    talk = Talk()
    if given.printer is not None:
        host, port = given.printer
        found = asked(talk, Place(host=host, port=port))
        return 0 if found.level is not None else 1
    end_like_ctrl_c()
    try:
        try:
            return _install(talk, given) if is_conversation() else _report(talk, given)
        except Ended:
            hear_no_more()
    except KeyboardInterrupt:
        pass
    # A session that was closed has no terminal any more to say it to.
    with suppress(OSError):
        talk.show("")
        talk.say(UNCHANGED)
    return 0


def _look(talk: Talk, given: Namespace) -> Seen:
    seen = Seen()
    listen(talk, seen)
    if given.scan:
        look_through(talk, seen)
    if given.factory:
        try_factory(talk, seen)
    return seen


def _report(talk: Talk, given: Namespace) -> int:
    seen = _look(talk, given)
    listed(talk, seen)
    if not seen.found:
        talk.say(SELF_TEST)
        talk.say(
            "--scan looks through this machine's own network, --factory tries usual addresses."
        )
    talk.say("To ask one what it can tell:")
    talk.show("  python main.py check --printers --printer HOST:PORT")
    return 0 if seen.found else 1


def _install(talk: Talk, given: Namespace) -> int:
    try:
        screens = screens_here(given.config)
    except CannotWrite as reason:
        raise CannotStart(f"{reason}; put that right first") from reason
    talk.say(
        "This sets up a receipt printer of your network. It asks; Enter takes what stands in [ ]."
        " Ctrl-C ends it at any time and changes nothing."
    )
    if given.config is None and os.name == "posix" and os.geteuid() == 0:
        talk.say(
            "You work as root, so this is about root's own screens. For those of the user kiosk,"
            " end this with Ctrl-C and type:"
        )
        talk.show("  sudo -u kiosk -H python main.py check --printers")
    seen = _look(talk, given)
    while True:
        tried = try_out(talk, choose(talk, seen))
        if tried is not None:
            break
    if not assign(talk, tried, screens):
        talk.say(UNCHANGED)
    return 0
