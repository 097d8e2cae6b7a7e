"""`python main.py enrol CODE`: one code makes this centre the hub's."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from time import monotonic, sleep

from kiosk import __version__
from kiosk.centre.catalogue_file import CatalogueMistake, read_catalogue
from kiosk.client.session import CentreSaysNo, Session
from kiosk.config import CentreConfig
from kiosk.db.journal import Journal
from kiosk.db.lock import DirectoryUnfit
from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_reader, reading
from kiosk.db.stores import CENTRE_STORE
from kiosk.roles import ROLES
from kiosk.roles.places import CENTRE_FILE, SAMPLE_CATALOGUE, data_directory
from kiosk.roles.settings import settings
from kiosk.roles.start import NOT_NOW, CannotStart, parser
from kiosk.roles.this_machine import this_machine
from kiosk.sync.enrolling import CodeUsed, NotEnrolling, asking_as, enrol, leave, turn_key
from kiosk.sync.hub_session import HubAway, HubNotTrusted, HubSaysNo
from kiosk.sync.instance import claim_instance
from kiosk.sync.membership import Membership, MembershipUnfit, forget, new_key
from kiosk.web.console_key import ConsoleKey, read_key
from kiosk.wire.enrol import NoCode, read_code
from kiosk.wire.signed import RUN_BYTES, Speaker

SHOWN_WITHIN_S = 10.0
LOOK_EVERY_S = 0.1

SAYS = {
    "REVOKED": "Head office has cut this centre off: ask for a new code.",
    "UNKNOWN_KEY": "The hub does not know this centre's key: ask head office for a new code.",
    "CLONED": "Another machine speaks for this centre: end the one that is a copy.",
    "SUPERSEDED": "Another machine has taken this centre's place at the hub.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """What this centre is: its directory, its catalogue's code, and how its journal stands."""

    data: Path
    code: str
    speaker: Speaker
    epoch: str
    authority: str | None

    @property
    def is_running(self) -> bool:
        """Whether it runs now: then it alone speaks for itself."""
        return read_key(self.data) is not None


def main(arguments: Sequence[str]) -> int:
    """Do what was asked; the exit code. Raises ``CannotStart``."""
    given = _given(arguments)
    act = _act(given)
    try:
        own = _own(given)
        print(act(own), flush=True)
    except (NoCode, NotEnrolling, HubNotTrusted, MembershipUnfit, CatalogueMistake) as reason:
        raise CannotStart(str(reason)) from reason
    except HubAway as away:
        raise CannotStart(
            f"The hub does not answer now ({away}): try again with the same code.", code=NOT_NOW
        ) from away
    except HubSaysNo as no:
        said = SAYS.get(no.error, f"The hub did not do it: {no.error or no.status}.")
        raise CannotStart(said) from no
    except (DatabaseUnfit, DirectoryUnfit, StoreFailed, OSError) as reason:
        raise CannotStart(f"{given.data or 'the centre'} cannot be used: {reason}") from reason
    return 0


def _given(arguments: Sequence[str]) -> Namespace:
    line = parser("enrol", f"On the centre's own machine: {ROLES['enrol']}.")
    line.add_argument("code", nargs="?", metavar="CODE", help="what head office gave")
    line.add_argument("--rotate", action="store_true", help="make a new key now")
    line.add_argument("--leave", action="store_true", help="leave the hub")
    line.add_argument("--show", action="store_true", help="where this centre is enrolled")
    line.add_argument("--config", type=Path, help="settings, instead of centre.toml in --data")
    line.add_argument("--data", type=Path, metavar="DIR", help="the centre's directory")
    given = line.parse_args(arguments)
    if sum(map(bool, (given.code, given.rotate, given.leave, given.show))) != 1:
        line.error("give a CODE, or one of --rotate, --leave, --show")
    return given


def _act(given: Namespace) -> Callable[[_Own], str]:
    if given.rotate:
        return _rotate
    if given.leave:
        return _leave
    if given.show:
        return _show
    return lambda own: _enrol(own, given.code)


def _enrol(own: _Own, text: str) -> str:
    code = read_code(text)
    if code.centre != own.code:
        raise NotEnrolling(
            f"This code is for {code.centre}, and the catalogue here is of {own.code}: ask head "
            f"office for a code for {own.code}, or name another --data."
        )
    had = _had(own)
    try:
        membership = enrol(
            code,
            data=own.data,
            speaker=own.speaker,
            epoch=own.epoch,
            version=__version__,
            authority=own.authority,
        )
    except CodeUsed:
        if had is None or (had.url, had.centre) != (code.hub, code.centre):
            raise
        return f"This code was used already, and this centre is enrolled there: {_said(had)}"
    return f"Enrolled: {_said(membership)}\n{_next(own, membership)}"


def _had(own: _Own) -> Membership | None:
    """The place it has now; one that cannot be read is no reason not to take another."""
    try:
        return Membership.load(own.data)
    except MembershipUnfit:
        return None


def _next(own: _Own, membership: Membership) -> str:
    if not own.is_running:
        return f"Start the centre: python main.py centre --data {own.data}"
    taken = "has taken it up" if _shows(own, membership) else "takes it up as soon as it can"
    return (
        f"The centre that runs here {taken}: its journal goes up, and what tablets seal, the "
        "address on slips and an outreach's letter are the hub's."
    )


def _shows(own: _Own, membership: Membership) -> bool:
    """Wait a while for the hall to show its hub; whether it does. It begins anew meanwhile."""
    end = monotonic() + SHOWN_WITHIN_S
    while monotonic() < end:
        key = read_key(own.data)
        with suppress(OSError, HTTPException, CentreSaysNo):
            if key is not None and _sealing_key(key) == membership.sealing_key:
                return True
        sleep(LOOK_EVERY_S)
    return False


def _sealing_key(key: ConsoleKey) -> str | None:
    with Session(key.url, token=key.token) as session:
        return session.catalogue().hub_key


def _said(membership: Membership) -> str:
    letter = f", numbers begin with {membership.prefix}" if membership.prefix else ""
    return f"{membership.centre} “{membership.name}” at {membership.url}{letter}."


def _rotate(own: _Own) -> str:
    membership = _membership(own)
    if membership.next_key is None:
        membership = membership.turning(new_key())
        membership.keep(own.data)
    if own.is_running:
        return "The centre that runs here makes a new key as soon as it reaches its hub."
    turn_key(membership, own.data, asking=asking_as(own.speaker, authority=own.authority))
    return "The centre has a new key, and the hub knows it."


def _leave(own: _Own) -> str:
    membership = _membership(own)
    if own.is_running:
        raise NotEnrolling("End the centre first, or it would go on sending: then --leave.")
    try:
        leave(membership, asking=asking_as(own.speaker, authority=own.authority))
        told = "The hub knows."
    except (HubAway, HubSaysNo, HubNotTrusted) as reason:
        told = f"The hub does not know yet ({reason}): tell head office."
    forget(own.data)
    return f"This centre is in no hub's care any more; its journal stays here, whole. {told}"


def _show(own: _Own) -> str:
    return _said(_membership(own))


def _membership(own: _Own) -> Membership:
    membership = Membership.load(own.data)
    if membership is None:
        raise NotEnrolling(f"The centre in {own.data} is enrolled nowhere: enrol CODE.")
    return membership


def _own(given: Namespace) -> _Own:
    """Raises ``CannotStart``, ``CatalogueMistake``, ``StoreFailed`` and ``OSError``."""
    data = data_directory("centre", given=given.data)
    beside = given.config or data / CENTRE_FILE
    config = settings(CentreConfig, given.config, beside=data / CENTRE_FILE)
    catalogue = beside.parent / config.catalogue if config.catalogue else SAMPLE_CATALOGUE
    _check_owner(data)
    epoch, term = _journal(data)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _Own(
        data=data,
        code=read_catalogue(catalogue).centre.code,
        speaker=Speaker(
            instance=claim_instance(data, this_machine(), os.urandom),
            run=os.urandom(RUN_BYTES).hex(),
            term=term,
        ),
        epoch=epoch,
        authority=_authority(config, beside),
    )


def _check_owner(data: Path) -> None:
    """What root would write there, the centre could not read. Raises ``CannotStart``."""
    if sys.platform == "win32" or not data.exists():
        return
    owner = data.stat().st_uid
    if owner != os.geteuid():
        raise CannotStart(
            f"{data} belongs to another user (number {owner}): run this as the user that runs the "
            "centre, such as with runuser -u kiosk -- …"
        )


def _journal(data: Path) -> tuple[str, int]:
    """Epoch and term of the journal; of a centre that never ran, those of a first one."""
    store = data / CENTRE_STORE
    if not store.is_file():
        return "", 1
    with closing(open_reader(store)) as db, reading():
        journal = Journal(db)
        return journal.epoch, journal.term


def _authority(config: CentreConfig, beside: Path) -> str | None:
    """The certificate that the hub is believed by, where it is not one of the world's."""
    if config.hub_authority is None:
        return None
    file = beside.parent / config.hub_authority
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{beside}: hub_authority: {file} cannot be read", file=sys.stderr)
        raise CannotStart(f"{beside}: hub_authority: {file} cannot be read") from error
