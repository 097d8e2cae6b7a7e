"""What a centre and its hub sign when they speak to each other: the same bytes at both ends.

A centre signs what it asks with its Ed25519 key; the hub's answer is signed too, and bound to
exactly that question. So a proxy that changes, swaps or invents anything is found at both ends,
also where the road is not encrypted. Nothing depends on a centre's clock: a question is fresh by
the *moment* in it, which the hub gave in an answer shortly before, and is asked once by its nonce.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.wire.codec import WrongShape
from kiosk.wire.paths import INSTANCE_HEADER, TERM_HEADER

CENTRE_HEADER = "Foleni-Centre"
KEY_HEADER = "Foleni-Key"
RUN_HEADER = "Foleni-Run"
TIME_HEADER = "Foleni-Time"
NONCE_HEADER = "Foleni-Nonce"
MOMENT_HEADER = "Foleni-Moment"
SIGNATURE_HEADER = "Foleni-Signature"

NO_MOMENT = "-"
"""What a question carries that was asked before the hub was ever heard."""
NONCE_BYTES = 16
RUN_BYTES = 8
INSTANCE_BYTES = 16
KEY_BYTES = 32
SIGNATURE_BYTES = 64

_UP, _DOWN = "foleni up 1", "foleni down 1"
_KEY_ID_DIGITS = 16
_SHAPES = {
    CENTRE_HEADER: r"[A-Z0-9]{2,8}",
    KEY_HEADER: r"[0-9a-f]{16}",
    INSTANCE_HEADER: r"[0-9a-f]{8,64}",
    RUN_HEADER: r"[0-9a-f]{8,64}",
    TERM_HEADER: r"[1-9][0-9]{0,8}",
    TIME_HEADER: r"-?[0-9]{1,16}",
    NONCE_HEADER: r"[0-9a-f]{32}",
    MOMENT_HEADER: r"-|[0-9a-f]{8,32}-[0-9]{1,16}",
    SIGNATURE_HEADER: r"[A-Za-z0-9+/]{86}==",
}
_PATTERNS = {name: re.compile(shape) for name, shape in _SHAPES.items()}


class NotSigned(Exception):
    """This does not come from whom it says, or not as it was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks for a centre: one process on one machine, in one term.

    ``instance`` names the machine's copy of the centre, ``run`` the process; both are lower-case
    hexadecimal. ``term`` counts how often the journal was taken over, from 1.
    """

    instance: str
    run: str
    term: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question of a centre's, but for its body.

    ``target`` is path and query as the hub knows them. ``at_ms`` is the centre's own time in
    milliseconds since 1970: it is measured, and never a reason to refuse. ``moment`` is the last
    that the hub gave, or ``NO_MOMENT``.
    """

    method: str
    target: str
    centre: str
    key: str
    speaker: Speaker
    at_ms: int
    nonce: str
    moment: str = NO_MOMENT

    def text(self, body: bytes) -> bytes:
        """What is signed: twelve lines, the last of them the SHA-256 of the body as sent."""
        parts = (
            *(_UP, self.method, self.target, self.centre, self.key),
            *(self.speaker.instance, self.speaker.run, str(self.speaker.term)),
            *(str(self.at_ms), self.nonce, self.moment, sha256(body).hexdigest()),
        )
        return "\n".join(parts).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAsk:
    """A question and its signature, 64 bytes."""

    ask: Ask
    signature: bytes

    def is_by(self, public_key: bytes, body: bytes) -> bool:
        """Whether the holder of this key asked exactly this, with this body."""
        return is_signed(public_key, self.signature, self.ask.text(body))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the hub says of time in every answer: its own in ms since 1970, and the moment."""

    at_ms: int
    moment: str


def key_id(public_key: bytes) -> str:
    """What an Ed25519 public key is called: the first 16 digits of its SHA-256."""
    return sha256(public_key).hexdigest()[:_KEY_ID_DIGITS]


def is_signed(public_key: bytes, signature: bytes, text: bytes) -> bool:
    """Whether the holder of that Ed25519 key signed ``text``."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def ask_headers(key: Ed25519PrivateKey, ask: Ask, body: bytes) -> dict[str, str]:
    """The headers that a question is sent with."""
    return {
        CENTRE_HEADER: ask.centre,
        KEY_HEADER: ask.key,
        INSTANCE_HEADER: ask.speaker.instance,
        RUN_HEADER: ask.speaker.run,
        TERM_HEADER: str(ask.speaker.term),
        TIME_HEADER: str(ask.at_ms),
        NONCE_HEADER: ask.nonce,
        MOMENT_HEADER: ask.moment,
        SIGNATURE_HEADER: b64encode(key.sign(ask.text(body))).decode(),
    }


def read_ask(method: str, target: str, headers: Mapping[str, str]) -> SignedAsk:
    """The question as it came; ``headers`` by lower-case name. Raises ``WrongShape``."""
    given = {name: _header(headers, name) for name in _PATTERNS}
    speaker = Speaker(
        instance=given[INSTANCE_HEADER], run=given[RUN_HEADER], term=int(given[TERM_HEADER])
    )
    ask = Ask(
        method=method,
        target=target,
        centre=given[CENTRE_HEADER],
        key=given[KEY_HEADER],
        speaker=speaker,
        at_ms=int(given[TIME_HEADER]),
        nonce=given[NONCE_HEADER],
        moment=given[MOMENT_HEADER],
    )
    return SignedAsk(ask=ask, signature=b64decode(given[SIGNATURE_HEADER]))


def answer_headers(
    key: Ed25519PrivateKey, asked: bytes, told: Told, *, status: int, body: bytes
) -> dict[str, str]:
    """The headers of the hub's answer to the question with the text ``asked``."""
    signature = key.sign(_answer_text(asked, told, status=status, body=body))
    return {
        TIME_HEADER: str(told.at_ms),
        MOMENT_HEADER: told.moment,
        SIGNATURE_HEADER: b64encode(signature).decode(),
    }


def read_answer(
    public_key: bytes, asked: bytes, headers: Mapping[str, str], *, status: int, body: bytes
) -> Told:
    """What the hub says of time; ``headers`` by lower-case name. Raises ``NotSigned``."""
    try:
        told = Told(
            at_ms=int(_header(headers, TIME_HEADER)), moment=_header(headers, MOMENT_HEADER)
        )
        signature = b64decode(_header(headers, SIGNATURE_HEADER))
    except WrongShape as error:
        raise NotSigned(str(error)) from error
    if not is_signed(public_key, signature, _answer_text(asked, told, status=status, body=body)):
        raise NotSigned("the answer is not signed by the hub, or not as it was sent")
    return told


def public_key_of(text: str) -> bytes:
    """A public key's 32 bytes out of base64. Raises ``WrongShape``."""
    try:
        raw = b64decode(text, validate=True)
    except (NotBase64, ValueError) as error:
        raise WrongShape("public_key", "32 bytes in base64") from error
    if len(raw) != KEY_BYTES:
        raise WrongShape("public_key", "32 bytes in base64")
    return raw


def _answer_text(asked: bytes, told: Told, *, status: int, body: bytes) -> bytes:
    # The question whole, not its signature alone: what was asked of the hub is what it answers.
    parts = (
        *(_DOWN, sha256(asked).hexdigest(), str(status), str(told.at_ms), told.moment),
        sha256(body).hexdigest(),
    )
    return "\n".join(parts).encode()


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name.lower(), "")
    if _PATTERNS[name].fullmatch(value) is None:
        raise WrongShape(name, "is missing or of another shape")
    return value
