"""`python main.py admit CODE`: devices and people of a centre, at the machine that it runs on."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from typing import get_args

import msgspec

from kiosk.centre.enrolment import DeviceRole
from kiosk.client.reply import OK
from kiosk.client.session import CentreSaysNo, Session
from kiosk.domain.numbering import reserve_of
from kiosk.roles import ROLES
from kiosk.roles.admit_people import (
    NotDone,
    add_arguments,
    asked_at_terminal,
    concerns_people,
    settle,
)
from kiosk.roles.places import data_directory
from kiosk.roles.start import CannotStart, parser
from kiosk.roles.telling import tell
from kiosk.web.console_key import FILE, ConsoleKey, read_key
from kiosk.wire import paths
from kiosk.wire.codec import encode
from kiosk.wire.joining import CODE_DIGITS

FAILED = 1
SAMPLE = "sample"
ANY_LETTER = "A"
"""Every queue has the same reserves."""
REFUSED, TOO_MANY, UNFIT = 409, 429, 422
MIGHTY = {
    "manager": "It may do everything that a manager may.",
    "follower": "It gets a copy of everything, the centre's keys too.",
}
"""What somebody who only read six digits may not have thought of."""


class _Device(msgspec.Struct, frozen=True):
    device: str
    role: str
    name: str
    index: int | None = None
    seen_at: datetime | None = None
    address: str = ""
    follows: bool = False
    revoked_at: datetime | None = None


class _Waiting(msgspec.Struct, frozen=True):
    waiting: int
    role: str
    name: str
    address: str
    since: datetime


class _All(msgspec.Struct, frozen=True):
    devices: tuple[_Device, ...]
    waiting: tuple[_Waiting, ...]


def main(arguments: Sequence[str]) -> int:
    """Do what was asked of the centre that runs here; the exit code. Raises ``CannotStart``."""
    given = _arguments(arguments)
    key = _key(given.data)
    with Session(key.url, token=key.token) as session:
        try:
            return tell(_done(given, session))
        except NotDone as reason:
            return _failed(reason)
        except CentreSaysNo as no:
            return _failed(f"The centre did not do it ({no.status}); look into its log.")
        except (OSError, HTTPException, msgspec.DecodeError) as error:
            raise CannotStart(
                f"No centre answers at {key.url}: start it, or name its directory with --data."
            ) from error


def _failed(reason: object) -> int:
    print(reason, file=sys.stderr)
    return FAILED


def _arguments(arguments: Sequence[str]) -> Namespace:
    line = parser("admit", f"On the centre's own machine: {ROLES['admit']}.")
    line.add_argument("code", nargs="?", metavar="CODE", help="what the device's screen shows")
    line.add_argument("--role", choices=get_args(DeviceRole), help="instead of the one it asks for")
    line.add_argument("--name", help="what people call it, instead of its own")
    line.add_argument("--list", action="store_true", help="who is admitted, and who waits")
    line.add_argument("--revoke", metavar="DEVICE", help="let it in no more, as kiosk-3")
    line.add_argument("--refuse", metavar="N", type=int, help="turn away who waits, by --list")
    line.add_argument("--data", type=Path, help="the centre's directory")
    add_arguments(line)
    given = line.parse_args(arguments)
    wishes = (given.code, given.list, given.revoke, given.refuse, concerns_people(given))
    if sum(bool(each) for each in wishes) != 1:
        line.error(
            "give a CODE, or one of --list, --revoke, --refuse, --people, --manager, --agent"
        )
    return given


def _key(given: Path | None) -> ConsoleKey:
    """The console's key: of the directory given, else of this machine's centre or its sample."""
    places = [given] if given else [data_directory("centre"), data_directory("centre", name=SAMPLE)]
    for data in places:
        try:
            key = read_key(data)
        except OSError as error:
            raise CannotStart(
                f"{data / FILE} cannot be read ({error.strerror}): run this as the user that runs "
                "the centre."
            ) from error
        if key is not None:
            return key
    raise CannotStart(
        f"No centre runs in {places[0]}: start it, or name its directory with --data."
    )


def _done(given: Namespace, session: Session) -> Iterator[str]:
    """What is said of it. Raises ``NotDone``, ``CentreSaysNo``, ``OSError``."""
    if concerns_people(given):
        yield settle(given, session, asked_at_terminal)
    elif given.list:
        yield from _listed(session)
    elif given.revoke:
        yield _revoked(session, given.revoke)
    elif given.refuse:
        yield _refused(session, given.refuse)
    else:
        yield _admitted(session, given)


def _admitted(session: Session, given: Namespace) -> str:
    code = given.code.replace(" ", "").replace("-", "")
    if not (code.isascii() and code.isdigit() and len(code) == CODE_DIGITS):
        raise NotDone(f"{given.code} is no code: it has {CODE_DIGITS} digits, as the device shows.")
    wish = {"code": code}
    wish |= {"role": given.role} if given.role else {}
    wish |= {"name": given.name} if given.name else {}
    body = _asked(
        session,
        paths.ADMIT,
        wish,
        {
            REFUSED: f"No device that waits shows {code}: look at it again, a code changes after "
            "ten minutes; who waits is listed by --list.",
            TOO_MANY: "Too many wrong codes: try again in a minute.",
            UNFIT: "A name has at most 64 characters, and no control characters.",
        },
    )
    device = msgspec.json.decode(body, type=_Device)
    return f"Admitted: {_called(device)}.{_beside(device)}"


def _beside(device: _Device) -> str:
    """What whoever admitted it should know: what it may, or which numbers are its own."""
    if device.role in MIGHTY:
        return f" {MIGHTY[device.role]} If that was not meant: --revoke {device.device}, at once."
    if device.role != "kiosk":
        return ""
    if device.index is None:
        return (
            " It has no numbers of its own, as four kiosks have them all: without the centre it "
            "gives no tickets. Revoke one that is gone, and admit this one anew tomorrow."
        )
    return f" Without the centre it gives the numbers {_reserve(device.index)}."


def _revoked(session: Session, device: str) -> str:
    no = {UNFIT: f"There is no device {device}; --list names them."}
    _asked(session, paths.REVOKE, {"device": device}, no)
    return f"{device} is let in no more."


def _refused(session: Session, waiting: int) -> str:
    no = {UNFIT: f"Nobody waits under {waiting}; --list names them."}
    _asked(session, paths.REFUSE, {"waiting": waiting}, no)
    return f"{waiting} was turned away."


def _asked(session: Session, path: str, wish: object, no: Mapping[int, str]) -> bytes:
    """The answer's body. Raises ``NotDone`` with what ``no`` says of its status."""
    status, body = session.ask("POST", path, encode(wish))
    if status in no:
        raise NotDone(no[status])
    if status != OK:
        raise CentreSaysNo(status, body)
    return body


def _listed(session: Session) -> Iterator[str]:
    everything = msgspec.json.decode(session.fetch("GET", paths.DEVICES), type=_All)
    for each in everything.waiting:
        yield (
            f"waits   {each.waiting:<4} {each.role} “{each.name}” from {each.address} "
            f"since {each.since:%H:%M}: type the code that it shows"
        )
    admitted = [each for each in everything.devices if each.revoked_at is None]
    for device in admitted:
        yield f"admitted {_called(device)}{_share(device)}: {_heard(device)}"
    if not (everything.waiting or admitted):
        yield "No device is admitted, and none waits."


def _called(device: _Device) -> str:
    return f"{device.device} “{device.name}”" if device.name else device.device


def _share(device: _Device) -> str:
    return "" if device.index is None else f", reserve {_reserve(device.index)}"


def _reserve(index: int) -> str:
    numbers = reserve_of(ANY_LETTER, index)
    return f"{numbers[0][1:]} to {numbers[-1][1:]}"


def _heard(device: _Device) -> str:
    if device.follows:
        return f"here now, from {device.address}"
    if device.seen_at is None:
        return "has not come for its token yet"
    return f"last heard of {device.seen_at:%Y-%m-%d %H:%M}, from {device.address or 'here'}"
