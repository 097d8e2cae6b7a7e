"""How a device joins a centre, step by step: what to ask next, and what the answers make of it.

Without I/O: a screen asks over Qt, a tool over a plain connection. Over TLS nothing is believed
until a person has compared: the authority comes from whoever answers, everything after it goes to
one who proves to be of that authority, and the code that the manager types is made from it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum, unique

import msgspec

from kiosk.client.pinning import Authority, NoAuthority
from kiosk.wire import paths
from kiosk.wire.codec import encode
from kiosk.wire.joining import CODE_DIGITS, commitment_to, joining_code

FOR_NOW = frozenset({0, 429, 503})
"""Answers, and none at all, after which the same may be asked again."""
LONGEST_CLAIM = 200


@unique
class Step(StrEnum):
    """How far an application has come."""

    LOOKING = "looking"
    """The authority of whoever answers is fetched."""
    COMMITTING = "committing"
    """The centre binds itself to its half of the code."""
    APPLYING = "applying"
    WAITING = "waiting"
    """The code can be shown; a manager types it."""
    ADMITTED = "admitted"
    ENDED = "ended"
    """Nothing comes of it; ``ending`` says why."""


@unique
class Ending(StrEnum):
    """Why nothing came of an application."""

    NO_CENTRE = "no_centre"
    """What answers there is no centre of Foleni."""
    CHEATED = "cheated"
    """The centre's half of the code is not what it was bound to, or it wanted no code at all."""
    NOT_HERE = "not_here"
    """This centre admits no such device, or none from there."""
    REFUSED = "refused"
    """A manager said no."""
    TOO_OLD = "too_old"
    """Nobody typed the code in time, or the centre was started again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The next request; one that is not ``verified`` carries nothing and is answered by anybody."""

    method: str
    path: str
    body: bytes | None = None
    verified: bool = True


class _Commitment(msgspec.Struct, frozen=True):
    commitment: str


class _Waits(msgspec.Struct, frozen=True):
    claim: str
    nonce: str = ""
    code: str = ""


class _Admitted(msgspec.Struct, frozen=True):
    device: str
    token: str


class _Gone(msgspec.Struct, frozen=True):
    error: str = ""


class Joining:
    """One application of one device.

    ``secure``: over TLS. On this machine's own plain port nobody stands between, and the centre
    makes the whole code; only ``here`` may it admit at once, without a person. ``nonce`` is the
    device's half of the code, random. ``authority`` is the one it believes already, where it has
    been this centre's before.
    """

    def __init__(
        self,
        *,
        role: str,
        name: str,
        nonce: str,
        secure: bool,
        here: bool = False,
        authority: Authority | None = None,
    ) -> None:
        self.step = _first_step(secure=secure, pinned=authority is not None)
        self.ending: Ending | None = None
        self.authority = authority if secure else None
        self.code = ""
        self.device = ""
        self.token = ""
        self._role = role
        self._name = name
        self._nonce = nonce
        self._secure = secure
        self._here = here or not secure
        self._commitment = ""
        self._claim = ""

    def next_ask(self) -> Ask | None:
        """What to ask now; nothing once it is over."""
        match self.step:
            case Step.LOOKING:
                return Ask(method="GET", path=paths.AUTHORITY, verified=False)
            case Step.COMMITTING:
                return Ask(method="GET", path=paths.ENROL)
            case Step.APPLYING:
                return Ask(method="POST", path=paths.ENROL, body=self._application())
            case Step.WAITING:
                return Ask(method="GET", path=paths.CLAIM.format(claim=self._claim))
            case Step.ADMITTED | Step.ENDED:
                return None

    def answered(self, status: int, body: bytes) -> None:
        """Take what came of it; status 0 stands for no answer, and changes nothing."""
        if status in FOR_NOW:
            return
        try:
            self._take(status, body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, NoAuthority):
            self._end(Ending.NO_CENTRE)

    def _take(self, status: int, body: bytes) -> None:
        match self.step, status:
            case Step.LOOKING, 200:
                self.authority = Authority.read(body.decode("ascii"))
                self.step = Step.COMMITTING
            case Step.COMMITTING, 200:
                self._commitment = msgspec.json.decode(body, type=_Commitment).commitment
                self.step = Step.APPLYING
            case ((Step.APPLYING | Step.WAITING), 200):
                self._be_admitted(msgspec.json.decode(body, type=_Admitted))
            case Step.APPLYING, 202:
                self._wait(msgspec.json.decode(body, type=_Waits))
            case Step.WAITING, 202:
                pass
            # A begun one is never begun again with the same nonce, which somebody may know by now.
            case (Step.APPLYING, 410) | (Step.WAITING, 410 | 404):
                refused = msgspec.json.decode(body, type=_Gone).error == "REFUSED"
                self._end(Ending.REFUSED if refused else Ending.TOO_OLD)
            case _, 401 | 403:
                self._end(Ending.NOT_HERE)
            case _:
                self._end(Ending.NO_CENTRE)

    def _be_admitted(self, admitted: _Admitted) -> None:
        if self.step is Step.APPLYING and not self._here:
            # No code was shown that anybody could have typed.
            self._end(Ending.CHEATED)
            return
        self.device, self.token = admitted.device, admitted.token
        self.step = Step.ADMITTED

    def _application(self) -> bytes:
        asked = {"role": self._role, "name": self._name}
        if self._secure:
            asked |= {"nonce": self._nonce, "commitment": self._commitment}
        return encode(asked)

    def _wait(self, waits: _Waits) -> None:
        self._claim = waits.claim
        if not re.fullmatch(r"[A-Za-z0-9_-]+", self._claim) or len(self._claim) > LONGEST_CLAIM:
            self._end(Ending.NO_CENTRE)
        elif self.authority is not None and commitment_to(waits.nonce) != self._commitment:
            self._end(Ending.CHEATED)
        else:
            self.code = self._made_code(waits)
            self.step = Step.WAITING

    def _made_code(self, waits: _Waits) -> str:
        if self.authority is None:
            # Between two processes of one machine stands nobody.
            return "".join(re.findall("[0-9]", waits.code))[:CODE_DIGITS]
        return joining_code(
            authority=self.authority.fingerprint,
            device_nonce=self._nonce,
            centre_nonce=waits.nonce,
            role=self._role,
            name=self._name,
        )

    def _end(self, ending: Ending) -> None:
        self.ending = ending
        self.step = Step.ENDED


def _first_step(*, secure: bool, pinned: bool) -> Step:
    if not secure:
        return Step.APPLYING
    return Step.COMMITTING if pinned else Step.LOOKING
