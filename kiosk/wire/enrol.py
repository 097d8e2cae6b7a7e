"""One code makes a centre the hub's, and neither can be played to the other by anybody between.

The code is the hub's address and the centre's name with 80 random bits behind it. The bits never
travel: each end proves by an HMAC over all it says that it has them. The hub keeps a key derived
from them alone, for 48 hours, and each code makes one centre's one key.
"""

import hmac
import re
from base64 import b32encode, b64decode
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

import msgspec

from kiosk.wire.codec import UNREADABLE, WrongShape

T = TypeVar("T")
ENROL = "/centres/enrol"
TURN_KEY = "/centres/key"
LEAVE = "/centres/leave"
SECRET_BYTES = 10
LIFE_S = 48 * 3600.0
"""How long a code can be used."""
CENTRE_CODE = r"[A-Z0-9]{2,8}"

_SECRET = r"(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}"
_NAMED = re.compile(rf"({CENTRE_CODE})-({_SECRET})")
_KEY_LABEL, _UP, _DOWN = b"foleni enrol key 1", b"foleni enrol up 1", b"foleni enrol down 1"
_ROTATE = b"foleni rotate 1"

Base64Key = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9+/]{43}=$")]
_Hex64 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
_Run = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{8,64}$")]
_Signature = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9+/]{86}==$")]
_Text = Annotated[str, msgspec.Meta(max_length=500)]


class NoCode(ValueError):
    """This is no code that a head office gives; the sentence says what one looks like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolCode:
    """``hub`` is its address, without a slash at its end; ``centre`` the code of the centre."""

    hub: str
    centre: str
    secret: str

    @property
    def text(self) -> str:
        """The code as people are given it."""
        return f"{self.hub}/{self.centre}-{self.secret}"

    @property
    def key(self) -> bytes:
        """What the hub keeps, and both ends prove with."""
        return derived_key(self.centre, self.secret)


def new_secret(chance: bytes) -> str:
    """Ten random bytes as people type them: ``7K2M-QX9P-AB3D-EF6G``."""
    letters = b32encode(chance[:SECRET_BYTES]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def read_code(text: str) -> EnrolCode:
    """A code as somebody gave it: in any case, with spaces around. Raises ``NoCode``."""
    hub, _, named = "".join(text.split()).rpartition("/")
    found = _NAMED.fullmatch(named.upper())
    try:
        parts = urlsplit(hub)
        there = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        there = False
    if found is None or not there or parts.query or parts.fragment or parts.username:
        raise NoCode(
            "this is no code of a hub: it looks like https://hub.example.go.ke/"
            "MOLO-7K2M-QX9P-AB3D-EF6G, and head office gives it"
        )
    return EnrolCode(hub=hub.rstrip("/"), centre=found[1], secret=found[2])


def derived_key(centre: str, secret: str) -> bytes:
    """32 bytes out of a code's secret, of use for this centre alone."""
    return hmac.digest(secret.encode(), _joined(_KEY_LABEL, centre), sha256)


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /centres/enrol``: a centre's new key, and proofs that it has code and key.

    ``nonce`` is 32 hexadecimal digits of chance. ``signature`` is by the new key, ``proof`` by the
    code's key; both are over ``text``.
    """

    centre: Annotated[str, msgspec.Meta(pattern=rf"^{CENTRE_CODE}$")]
    public_key: Base64Key
    instance: _Run
    run: _Run
    term: Annotated[int, msgspec.Meta(ge=1, le=10**9)]
    epoch: Annotated[str, msgspec.Meta(max_length=64)]
    version: Annotated[str, msgspec.Meta(max_length=32)]
    nonce: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}$")]
    signature: _Signature = "A" * 86 + "=="
    proof: _Hex64 = "0" * 64

    @property
    def text(self) -> bytes:
        """What is signed and proved."""
        return _joined(
            _UP,
            *(self.centre, self.public_key, self.instance, self.run, str(self.term)),
            *(self.epoch, self.version, self.nonce),
        )


class EnrolAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a centre is to the hub, and by which keys it knows the hub.

    ``hub_key`` is the hub's Ed25519 key, ``sealing_key`` its X25519 key for what tablets seal.
    ``prefix`` is an outreach centre's letter before its numbers. ``proof`` is by the code's key.
    """

    centre: str
    centre_id: int
    name: _Text
    hub_key: Base64Key
    sealing_key: Base64Key
    public_url: _Text
    prefix: Annotated[str, msgspec.Meta(max_length=4)] = ""
    proof: _Hex64 = "0" * 64

    def text(self, asked: EnrolRequest) -> bytes:
        """What is proved: this, as the answer to that."""
        return _joined(
            _DOWN,
            *(asked.nonce, asked.public_key, self.centre, str(self.centre_id), self.name),
            *(self.hub_key, self.sealing_key, self.public_url, self.prefix),
        )

    def proved(self, proof: str) -> "EnrolAnswer":
        """The same with its proof."""
        return msgspec.structs.replace(self, proof=proof)


class RotateRequest(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /centres/key``, signed by the old key as every question is: the new one.

    ``signature`` is by the new key over ``rotate_text``.
    """

    public_key: Base64Key
    signature: _Signature


def proof_of(key: bytes, text: bytes) -> str:
    """HMAC-SHA-256, in hexadecimal."""
    return hmac.digest(key, text, sha256).hex()


def is_proved(key: bytes, text: bytes, proof: str) -> bool:
    """Whether whoever said ``text`` has this key; takes the same time whether or not."""
    return hmac.compare_digest(proof_of(key, text).encode(), proof.encode())


def rotate_text(centre: str, old_key: str, public_key: str) -> bytes:
    """What a centre's new key signs, so that nobody gives it one whose private half it lacks."""
    return _joined(_ROTATE, centre, old_key, public_key)


def signature_bytes(text: str) -> bytes:
    """A signature of these shapes, 64 bytes."""
    return b64decode(text)


def decode_enrol(body: bytes) -> EnrolRequest:
    """What came in. Raises ``WrongShape``."""
    return _decoded(body, EnrolRequest)


def decode_enrolled(body: bytes) -> EnrolAnswer:
    """What the hub answered. Raises ``WrongShape``."""
    return _decoded(body, EnrolAnswer)


def decode_rotate(body: bytes) -> RotateRequest:
    """What came in. Raises ``WrongShape``."""
    return _decoded(body, RotateRequest)


def _decoded(body: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=shape)
    except UNREADABLE as error:
        raise WrongShape("", str(error)) from error


def _joined(label: bytes, *texts: str) -> bytes:
    """Every part behind its length in bytes as four bytes, big-endian: none runs into another."""
    parts = (label, *(text.encode() for text in texts))
    return b"".join(len(part).to_bytes(4) + part for part in parts)
