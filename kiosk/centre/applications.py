"""Who asks to be admitted, until a manager has decided; kept in memory alone."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from kiosk.db.devices import Device
from kiosk.domain.commands import Role
from kiosk.domain.ids import DeviceId
from kiosk.wire.joining import LIFE_S, NONCE_BYTES, commitment_to, joining_code

FETCH_WITHIN_S = 60.0
"""How long, at least, an admitted device may take to come for its token."""
MOST = 16
MOST_OF_AN_ADDRESS = 4
"""So many wait at most. Whoever stands between a device and its centre gets one chance in a million
with each of these."""
SILENT_S = 60.0
"""Who has not asked for so long makes room, where there is none: devices ask every other second."""
COMMITMENT_LIFE_S = 60.0
MOST_COMMITMENTS = 64
MOST_REMEMBERED = 64
"""Of those that came to nothing: who asks after them is told so, and others that there are none."""


class TooManyWait(Exception):
    """Too many wait to be admitted already, or too many from there."""


class BeginAnew(Exception):
    """The commitment is unknown, used or too old, or the code is another's: ask for a new one."""


class NobodyWaits(Exception):
    """Nobody who waits has this code or number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """What an admitted device comes for, once."""

    device: Device
    token: str


@dataclass(slots=True, kw_only=True, eq=False)
class Application:
    """One device that waits; ``n`` names it to managers, who never see its code.

    ``ends_s``, and ``asked_s`` when it last asked, are by the even clock. Once decided,
    ``admitted`` holds what it will get.
    """

    n: int
    role: Role
    name: str
    address: str
    code: str = field(repr=False)
    since: datetime
    ends_s: float
    asked_s: float
    claim_sha256: bytes = field(repr=False)
    admitted: Admitted | None = field(default=None, repr=False)
    is_taken: bool = False
    """A manager's word about it is being written down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Commitment:
    nonce: str
    address: str
    ends_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What a device is told that asked to be admitted."""

    application: Application
    claim: str
    nonce: str


class Ended(Exception):
    """An application came to nothing; ``refused``: by a manager, else because it was too old."""

    def __init__(self, *, refused: bool) -> None:
        super().__init__()
        self.refused = refused


class Applications:
    """Those who wait. Belongs to the event loop.

    ``authority`` is the SHA-256 of the centre's authority; ``steady_s`` an even clock in seconds;
    ``chance`` gives so many random bytes.
    """

    def __init__(
        self,
        *,
        authority: bytes,
        steady_s: Callable[[], float],
        chance: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._authority = authority
        self._steady_s = steady_s
        self._chance = chance
        self._commitments: dict[str, _Commitment] = {}
        self._waiting: list[Application] = []
        self._ended: dict[bytes, bool] = {}
        self._lapsed: list[Device] = []
        self._n = 0

    def commit(self, address: str) -> str:
        """Bind this centre to a nonce it keeps to itself for now. Raises ``TooManyWait``."""
        self._sweep()
        pending = self._commitments.values()
        of_address = sum(each.address == address for each in pending)
        if of_address >= MOST_OF_AN_ADDRESS or len(pending) >= MOST_COMMITMENTS:
            raise TooManyWait
        nonce = self._secret()
        ends_s = self._steady_s() + COMMITMENT_LIFE_S
        kept = _Commitment(nonce=nonce, address=address, ends_s=ends_s)
        self._commitments[commitment_to(nonce)] = kept
        return commitment_to(nonce)

    def apply(
        self,
        *,
        role: Role,
        name: str,
        address: str,
        at: datetime,
        nonce: str | None = None,
        commitment: str | None = None,
    ) -> Applied:
        """One more that waits; ``nonce`` is its own, ``commitment`` what it was given.

        Without them this centre makes both. Raises ``TooManyWait`` or ``BeginAnew``.
        """
        self._sweep()
        self._make_room(address)
        if nonce is not None and commitment is not None:
            ours = self._kept_nonce(commitment)
        else:
            ours, nonce = self._secret(), self._secret()
        code = self._code(nonce, ours, role, name)
        claim = self._secret()
        self._n += 1
        application = Application(
            n=self._n,
            role=role,
            name=name,
            address=address,
            code=code,
            since=at,
            ends_s=self._steady_s() + LIFE_S,
            asked_s=self._steady_s(),
            claim_sha256=_hash(claim),
        )
        self._waiting.append(application)
        return Applied(application=application, claim=claim, nonce=ours)

    def _kept_nonce(self, commitment: str) -> str:
        """What this centre bound itself to. Raises ``BeginAnew``."""
        # Used once, or whoever has seen our nonce could try as many of its own as it likes.
        kept = self._commitments.pop(commitment, None)
        if kept is None:
            raise BeginAnew
        return kept.nonce

    def _code(self, nonce: str, ours: str, role: Role, name: str) -> str:
        """What the device shows. Raises ``BeginAnew`` when another shows the same."""
        code = joining_code(
            authority=self._authority, device_nonce=nonce, centre_nonce=ours, role=role, name=name
        )
        if any(each.code == code for each in self._waiting):
            raise BeginAnew
        return code

    def _secret(self) -> str:
        return self._chance(NONCE_BYTES).hex()

    def _make_room(self, address: str) -> None:
        """A device that was started again leaves its application behind. Raises ``TooManyWait``."""
        waiting = [each for each in self._waiting if each.admitted is None]
        of_address = [each for each in waiting if each.address == address]
        if len(of_address) >= MOST_OF_AN_ADDRESS:
            self._drop_silent(of_address)
        elif len(waiting) >= MOST:
            self._drop_silent(waiting)

    def _drop_silent(self, crowd: list[Application]) -> None:
        longest = min(crowd, key=lambda each: each.asked_s)
        if longest.is_taken or self._steady_s() - longest.asked_s <= SILENT_S:
            raise TooManyWait
        self._end(longest, refused=False)

    def waiting(self) -> tuple[Application, ...]:
        """Those nobody has decided about, the oldest first."""
        self._sweep()
        return tuple(each for each in self._waiting if each.admitted is None)

    def with_code(self, code: str) -> Application:
        """Who shows this code. Raises ``NobodyWaits``."""
        for each in self.waiting():
            if secrets.compare_digest(each.code.encode(), code.encode()) and not each.is_taken:
                return each
        raise NobodyWaits

    def decided(self, application: Application, admitted: Admitted) -> None:
        """It is admitted, and may come for its token."""
        application.admitted = admitted
        application.ends_s = max(application.ends_s, self._steady_s() + FETCH_WITHIN_S)

    def refuse(self, n: int) -> Application:
        """A manager says no. Raises ``NobodyWaits``."""
        for each in self.waiting():
            if each.n == n and not each.is_taken:
                self._end(each, refused=True)
                return each
        raise NobodyWaits

    def withdraw(self, device: DeviceId) -> None:
        """It was admitted, has not come for its token, and is revoked meanwhile."""
        for each in self._waiting[:]:
            if each.admitted is not None and each.admitted.device.id == device:
                self._end(each, refused=True)

    def claim(self, claim: str) -> Application:
        """Whose claim this is. Raises ``Ended``, or ``NobodyWaits`` when it is nobody's."""
        self._sweep()
        hashed = _hash(claim)
        for each in self._waiting:
            if each.claim_sha256 == hashed:
                each.asked_s = self._steady_s()
                return each
        if hashed in self._ended:
            raise Ended(refused=self._ended[hashed])
        raise NobodyWaits

    def came(self, application: Application) -> bool:
        """It has its token, unless it was revoked just now; its claim is worth nothing any more."""
        if application not in self._waiting:
            return False
        self._waiting.remove(application)
        return True

    def take_lapsed(self) -> tuple[Device, ...]:
        """Devices that were admitted and did not come in time; told once."""
        self._sweep()
        lapsed, self._lapsed = self._lapsed, []
        return tuple(lapsed)

    def _sweep(self) -> None:
        now_s = self._steady_s()
        kept = {key: each for key, each in self._commitments.items() if each.ends_s > now_s}
        self._commitments = kept
        for each in [each for each in self._waiting if each.ends_s <= now_s and not each.is_taken]:
            if each.admitted is not None:
                self._lapsed.append(each.admitted.device)
            self._end(each, refused=False)

    def _end(self, application: Application, *, refused: bool) -> None:
        self._waiting.remove(application)
        self._ended[application.claim_sha256] = refused
        while len(self._ended) > MOST_REMEMBERED:
            del self._ended[next(iter(self._ended))]


def _hash(claim: str) -> bytes:
    return sha256(claim.encode()).digest()
