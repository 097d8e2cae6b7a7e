"""A centre takes a code to its hub, and comes back with a place there; and turns its keys."""

import os
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.db.private_files import KEYS, make_private, write_private
from kiosk.sync.hub_line import Line
from kiosk.sync.hub_session import (
    MOMENT,
    HubAway,
    HubNotTrusted,
    HubSaysNo,
    HubSession,
    on_the_line,
    road,
)
from kiosk.sync.membership import Membership, new_key, public_key
from kiosk.wire.codec import UNREADABLE, WrongShape, encode
from kiosk.wire.enrol import (
    ENROL,
    LEAVE,
    TURN_KEY,
    EnrolAnswer,
    EnrolCode,
    EnrolRequest,
    RotateRequest,
    decode_enrolled,
    is_proved,
    proof_of,
    rotate_text,
)
from kiosk.wire.signed import NONCE_BYTES, Speaker

FILE = "enrolling.json"
TIMEOUT_S = 15.0
OK = 200
FORBIDDEN, CONFLICT, TOO_MANY = 403, 409, 429
UNAUTHORIZED = 401


class NotEnrolling(Exception):
    """The hub did not let this centre in; the sentence says why and what to do."""


class CodeUsed(NotEnrolling):
    """The code has made a key already, and not the one that was offered."""


class _Pending(msgspec.Struct, frozen=True):
    """A key that was perhaps given to the hub already, and the code it was given with, hashed."""

    code_sha256: str
    key: str


def enrol(
    code: EnrolCode,
    *,
    data: Path,
    speaker: Speaker,
    epoch: str,
    version: str,
    authority: str | None = None,
    chance: Callable[[int], bytes] = os.urandom,
) -> Membership:
    """The place that ``code`` gives, kept in ``data`` when this returns.

    Cut off anywhere, it can be done again with the same code: the key goes to disk before it goes
    to the hub. Raises ``NotEnrolling``, ``HubAway``, ``HubNotTrusted`` and ``OSError``.
    """
    key = _pending_key(code, data, chance)
    request = _request(code, key, speaker, epoch=epoch, version=version, chance=chance)
    with Line(road(code.hub), authority=authority) as line, on_the_line(code.hub):
        heard = line.ask("POST", ENROL, encode(request), {}, TIMEOUT_S)
    if heard.status == CONFLICT:
        (data / KEYS / FILE).unlink(missing_ok=True)
    if heard.status != OK:
        raise _refusal(heard.status, code)
    answer = _proved(heard.body, request, code)
    membership = Membership.made(code.hub, key, answer)
    membership.keep(data)
    (data / KEYS / FILE).unlink(missing_ok=True)
    return membership


def turn_key(membership: Membership, data: Path, *, asking: "Asking") -> bool:
    """Finish giving the hub the next key; whether a new key is in use now.

    Cut off anywhere, it is finished the next time: until the hub has it the old key counts, and
    from then on the new one. Raises as ``HubSession.ask``, and ``OSError``.
    """
    if membership.next_key is None:
        return False
    try:
        with asking(membership) as session:
            session.ask("POST", TURN_KEY, encode(_rotation(membership)), timeout_s=TIMEOUT_S)
    except HubSaysNo as no:
        if no.status not in (UNAUTHORIZED, CONFLICT):
            raise
        if not _is_known(membership.turned(), asking):
            raise
    membership.turned().keep(data)
    return True


def tell_key_again(membership: Membership, data: Path, *, asking: "Asking") -> bool:
    """Give the hub the key that it once had; whether it has it now.

    A hub that was put back to before the key was turned knows the last one. Where it knows
    neither, nothing has changed here. Raises as ``HubSession.ask``, and ``OSError``.
    """
    before = membership.as_before()
    return before is not None and turn_key(before, data, asking=asking)


def _is_known(membership: Membership, asking: "Asking") -> bool:
    """Whether the hub has the new key already, and its answer was lost."""
    try:
        with asking(membership) as session:
            session.ask("GET", MOMENT, timeout_s=TIMEOUT_S)
    except HubSaysNo as no:
        if no.status != UNAUTHORIZED:
            raise
        return False
    return True


def leave(membership: Membership, *, asking: "Asking") -> None:
    """Tell the hub that this centre leaves. Raises as ``HubSession.ask``."""
    with asking(membership) as session:
        session.ask("POST", LEAVE, timeout_s=TIMEOUT_S)


Asking = Callable[[Membership], HubSession]
"""Makes a session for that membership."""


def asking_as(speaker: Speaker, *, authority: str | None = None) -> Asking:
    """Sessions in which ``speaker`` asks."""

    def asking(membership: Membership) -> HubSession:
        return HubSession(lambda: membership, speaker, authority=authority)

    return asking


def _pending_key(code: EnrolCode, data: Path, chance: Callable[[int], bytes]) -> bytes:
    """The key that goes with this code: the one of an earlier try, or a new one, on disk."""
    file = data / KEYS / FILE
    named = sha256(code.text.encode()).hexdigest()
    try:
        pending = msgspec.json.decode(file.read_bytes(), type=_Pending)
        if pending.code_sha256 == named:
            return bytes.fromhex(pending.key)
    except (FileNotFoundError, *UNREADABLE):
        pass  # none yet, or none of use
    key = new_key(chance)
    make_private(file.parent)
    write_private(file, msgspec.json.encode(_Pending(code_sha256=named, key=key.hex())))
    return key


def _request(
    code: EnrolCode,
    key: bytes,
    speaker: Speaker,
    *,
    epoch: str,
    version: str,
    chance: Callable[[int], bytes],
) -> EnrolRequest:
    plain = EnrolRequest(
        centre=code.centre,
        public_key=b64encode(public_key(key)).decode(),
        instance=speaker.instance,
        run=speaker.run,
        term=speaker.term,
        epoch=epoch,
        version=version,
        nonce=chance(NONCE_BYTES).hex(),
    )
    signature = Ed25519PrivateKey.from_private_bytes(key).sign(plain.text)
    return msgspec.structs.replace(
        plain,
        signature=b64encode(signature).decode(),
        proof=proof_of(code.key, plain.text),
    )


def _proved(body: bytes, request: EnrolRequest, code: EnrolCode) -> EnrolAnswer:
    try:
        answer = decode_enrolled(body)
    except WrongShape as error:
        raise HubNotTrusted(f"what answers at {code.hub} is no hub: {error}") from error
    if answer.centre != code.centre or not is_proved(code.key, answer.text(request), answer.proof):
        raise HubNotTrusted(
            f"what answers at {code.hub} does not know the code: it is not the hub that gave it"
        )
    return answer


def _rotation(membership: Membership) -> RotateRequest:
    next_key = membership.next_key or b""
    public = b64encode(public_key(next_key)).decode()
    text = rotate_text(membership.centre, membership.key_id, public)
    signature = Ed25519PrivateKey.from_private_bytes(next_key).sign(text)
    return RotateRequest(public_key=public, signature=b64encode(signature).decode())


def _refusal(status: int, code: EnrolCode) -> Exception:
    if status == FORBIDDEN:
        return NotEnrolling(
            f"The hub at {code.hub} knows no such code for {code.centre}: it may be mistyped, "
            "older than 48 hours, or a newer one was given. Ask head office for another."
        )
    if status == CONFLICT:
        return CodeUsed(
            "This code was used already, and not by this centre: if that was nobody of yours, tell "
            "head office at once. Ask for another code."
        )
    if status == TOO_MANY:
        return NotEnrolling("Too many wrong codes from here: try again in some minutes.")
    return HubAway(f"the hub at {code.hub} answered {status}")
