"""`python main.py head-office`: a hub's centres and people, at the machine that the hub runs on."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from pathlib import Path

import msgspec

from kiosk.client.reply import OK
from kiosk.client.session import CentreSaysNo, Session
from kiosk.roles import ROLES
from kiosk.roles.places import hub_directory
from kiosk.roles.start import CannotStart, parser
from kiosk.roles.telling import tell
from kiosk.web.console_key import FILE, ConsoleKey, read_key
from kiosk.wire.codec import encode
from kiosk.wire.hub_console import (
    CENTRES,
    CODES,
    PEOPLE,
    REVOKE,
    CentreRow,
    CodeGiven,
    CodeWanted,
    PersonGiven,
    PersonWanted,
    WantedCentre,
)

FAILED = 1
UNFIT = 422
TAKEN = "TAKEN"
OFFICE_ROLES = ("admin", "officer", "viewer")


class NotDone(Exception):
    """The hub did not do it; the sentence says why."""


class _No(msgspec.Struct, frozen=True):
    error: str = ""
    what: str = ""


def main(arguments: Sequence[str]) -> int:
    """Do what was asked of the hub that runs here; the exit code. Raises ``CannotStart``."""
    given = _given(arguments)
    key = _key(hub_directory(given.data))
    with Session(key.url, token=key.token) as session:
        try:
            return tell(_done(given, session))
        except NotDone as reason:
            print(reason, file=sys.stderr)
            return FAILED
        except CentreSaysNo as no:
            print(f"The hub did not do it ({no.status}); look into its log.", file=sys.stderr)
            return FAILED
        except (OSError, HTTPException, msgspec.DecodeError) as error:
            raise CannotStart(
                f"No hub answers at {key.url}: start it, or name its directory with --data."
            ) from error


def _given(arguments: Sequence[str]) -> Namespace:
    line = parser("head-office", f"On the hub's own machine: {ROLES['head-office']}.")
    line.add_argument("--centre", metavar="CODE", help="a code to enrol this centre; adds it")
    line.add_argument("--name", metavar="TEXT", default="", help="what people call the centre")
    line.add_argument("--outreach", action="store_true", help="it is a laptop that goes out")
    line.add_argument("--of", metavar="CODE", default="", help="the centre it goes out from")
    line.add_argument("--prefix", metavar="LETTER", default="", help="before its numbers")
    line.add_argument("--not-public", action="store_true", help="citizens do not see it")
    line.add_argument("--list", action="store_true", help="every centre, and how it stands")
    line.add_argument("--revoke", metavar="CODE", help="cut this centre off, at once")
    line.add_argument("--person", metavar="NAME", help="adds one of head office, or begins anew")
    line.add_argument("--role", choices=OFFICE_ROLES, help="what that person is there for")
    line.add_argument("--data", type=Path, metavar="DIR", help="the hub's directory")
    given = line.parse_args(arguments)
    if sum(map(bool, (given.centre, given.list, given.revoke, given.person))) != 1:
        line.error("give one of --centre, --list, --revoke, --person")
    if bool(given.person) != bool(given.role):
        line.error("give --person and --role together")
    if (given.of or given.prefix) and not given.outreach:
        line.error("--of and --prefix are for an --outreach")
    return given


def _key(data: Path) -> ConsoleKey:
    try:
        key = read_key(data)
    except OSError as error:
        raise CannotStart(
            f"{data / FILE} cannot be read ({error.strerror}): run this as the user that runs the "
            "hub."
        ) from error
    if key is None:
        raise CannotStart(f"No hub runs in {data}: start it, or name its directory with --data.")
    return key


def _done(given: Namespace, session: Session) -> Iterator[str]:
    """What is said of it. Raises ``NotDone``, ``CentreSaysNo``, ``OSError``."""
    if given.list:
        yield from _listed(session)
    elif given.revoke:
        _asked(session, REVOKE, CodeWanted(centre=given.revoke.upper()))
        yield f"{given.revoke.upper()} is cut off. A new code lets it in again, with a new key."
    elif given.person:
        yield from _person(session, given)
    else:
        yield from _centre(session, given)


def _centre(session: Session, given: Namespace) -> Iterator[str]:
    code = given.centre.upper()
    wanted = WantedCentre(
        code=code,
        name=given.name,
        outreach=given.outreach,
        parent=given.of.upper(),
        prefix=given.prefix.upper(),
        public=not given.not_public,
    )
    if _added(session, wanted):
        yield f"Added: {code}."
    else:
        yield f"There is {code} already: the code ends the key it has now."
    body = _asked(session, CODES, CodeWanted(centre=code))
    made = msgspec.json.decode(body, type=CodeGiven)
    yield f"At the centre, within 48 hours and once: python main.py enrol {made.code}"


def _added(session: Session, wanted: WantedCentre) -> bool:
    status, body = session.ask("POST", CENTRES, encode(wanted))
    if status == UNFIT and _no(body).error == TAKEN:
        return False
    _check(status, body)
    return True


def _person(session: Session, given: Namespace) -> Iterator[str]:
    body = _asked(session, PEOPLE, PersonWanted(name=given.person, role=given.role))
    made = msgspec.json.decode(body, type=PersonGiven)
    yield f"{made.name} signs in at /office with this password, once, and chooses another:"
    yield made.password


def _listed(session: Session) -> Iterator[str]:
    status, body = session.ask("GET", CENTRES)
    _check(status, body)
    rows = msgspec.json.decode(body, type=tuple[CentreRow, ...])
    for row in rows:
        home = f" of {row.parent}" if row.parent else ""
        kind = f", outreach{home}, numbers begin with {row.prefix}" if row.prefix else ""
        yield f"{row.code:<8} {row.name}{kind}: {_stands(row)}"
    if not rows:
        yield "There is no centre yet: --centre CODE adds one."


def _stands(row: CentreRow) -> str:
    code = (
        f"; a code for it is good until {row.code_until:%Y-%m-%d %H:%M}" if row.code_until else ""
    )
    if row.revoked_at is not None:
        return f"cut off since {row.revoked_at:%Y-%m-%d %H:%M}{code}"
    return f"enrolled{code}" if row.enrolled else f"not enrolled yet{code}"


def _asked(session: Session, path: str, wish: object) -> bytes:
    status, body = session.ask("POST", path, encode(wish))
    _check(status, body)
    return body


def _check(status: int, body: bytes) -> None:
    if status == UNFIT:
        raise NotDone(f"Not done: {_no(body).what}.")
    if status != OK:
        raise CentreSaysNo(status, body)


def _no(body: bytes) -> _No:
    return msgspec.json.decode(body, type=_No)
