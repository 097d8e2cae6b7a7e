"""Seals for the hub alone, on the device, what nobody in the centre may read.

HPKE (RFC 9180) to the hub's X25519 key; ``docs/sealed-feedback.md`` has the format byte by byte.
"""

import binascii
import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from kiosk.domain.ids import CounterId, FeedbackId, ServiceId, TicketId
from kiosk.domain.sealed import PLAIN_BYTES, SEALED_VERSION

MONEY = "money"
"""The reason that is never told to the centre: somebody asked for money."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
_INFO = b"foleni feedback 1 "
_MARK_BYTES = 4


class KeyUnfit(ValueError):
    """This is no public key that anything can be sealed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What the hub is told; nobody's name. ``at`` is aware."""

    at: datetime
    ticket: TicketId | None = None
    counter: CounterId | None = None
    service: ServiceId | None = None


class SealingKey:
    """A hub's public key, as base64 of its 32 bytes. Raises ``KeyUnfit``."""

    def __init__(self, text: str) -> None:
        try:
            raw = b64decode(text, validate=True)
            self._key = X25519PublicKey.from_public_bytes(raw)
            # Some points give the same secret to everybody; sealing to them fails.
            _SUITE.encrypt(b"", self._key)
        except (binascii.Error, ValueError) as error:
            raise KeyUnfit(str(error)) from error
        self._mark = sha256(raw).digest()[:_MARK_BYTES]

    def seal(self, complaint: Complaint | None, feedback: FeedbackId) -> str:
        """The complaint, or that there is none: who has not the hub's key cannot tell which.

        It opens only as part of ``feedback``: moved to another smiley it is broken.
        """
        info = _INFO + feedback.encode()
        sealed = _SUITE.encrypt(_plain(complaint).ljust(PLAIN_BYTES), self._key, info=info)
        return b64encode(bytes([SEALED_VERSION]) + self._mark + sealed).decode()


def _plain(complaint: Complaint | None) -> bytes:
    if complaint is None:
        return _json({"v": SEALED_VERSION, "reason": None})
    said = {
        "v": SEALED_VERSION,
        "reason": MONEY,
        "at": complaint.at.isoformat(timespec="seconds"),
        "ticket": complaint.ticket,
        "counter": complaint.counter,
        "service": complaint.service,
    }
    # What a centre calls its counters has no bounds here; the complaint itself always fits.
    while len(plain := _json(said)) > PLAIN_BYTES:
        said.popitem()
    return plain


def _json(said: dict[str, object]) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode()
