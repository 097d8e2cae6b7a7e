"""Opens what tablets sealed for the hub alone: that somebody was asked for money.

``docs/sealed-feedback.md`` has the format byte by byte.
"""

from base64 import b64decode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.domain.sealed import SEALED_VERSION
from kiosk.hub.keys import HubKeys
from kiosk.wire.codec import UNREADABLE

MONEY = "money"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
_INFO = b"foleni feedback 1 "
_HEAD_BYTES = 5


class CannotUnseal(Exception):
    """It was sealed to another key or for another smiley, or it is damaged."""


class Unsealed(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor told the hub: a ``reason``, or ``None`` where there was no complaint.

    ``at`` is the centre's time, aware; ``counter``, ``service`` and ``ticket`` are ids.
    """

    v: int
    reason: str | None = None
    at: datetime | None = None
    ticket: str | None = None
    counter: str | None = None
    service: str | None = None


class Unsealing:
    """Opens with the hub's sealing key, and with those it had before."""

    def __init__(self, keys: HubKeys) -> None:
        self._keys = {_mark(key): key for key in (keys.sealing, *keys.old_sealing)}

    def open(self, sealed: str, *, feedback: str) -> Unsealed:
        """What ``ReasonsAdded`` of this ``feedback`` holds. Raises ``CannotUnseal``."""
        try:
            raw = b64decode(sealed + "=" * (-len(sealed) % 4), validate=True)
        except ValueError as error:
            raise CannotUnseal("this is not base64") from error
        key = self._keys.get(raw[1:_HEAD_BYTES])
        if raw[:1] != bytes([SEALED_VERSION]) or key is None:
            raise CannotUnseal("of another version, or sealed to a key that is not the hub's")
        try:
            plain = _SUITE.decrypt(raw[_HEAD_BYTES:], key, info=_INFO + feedback.encode())
            return msgspec.json.decode(plain, type=Unsealed)
        except (InvalidTag, ValueError, *UNREADABLE) as error:
            raise CannotUnseal("sealed for another smiley, or damaged") from error

    def complaints(self, sealed: Iterable[tuple[str, str]]) -> tuple[list[Unsealed], int]:
        """The complaints among pairs of feedback and what was sealed, and how many do not open."""
        found, closed = [], 0
        for feedback, text in sealed:
            try:
                told = self.open(text, feedback=feedback)
            except CannotUnseal:
                closed += 1
            else:
                found += [told] if told.reason == MONEY else []
        return found, closed


def _mark(key: X25519PrivateKey) -> bytes:
    return sha256(key.public_key().public_bytes_raw()).digest()[: _HEAD_BYTES - 1]
