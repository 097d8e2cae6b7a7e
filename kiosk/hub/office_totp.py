"""The second step of signing in at head office: codes by time (RFC 6238), and codes on paper."""

import hmac
import secrets
from base64 import b32encode
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import quote, urlencode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP

ISSUER = "Foleni"
STEP_S = 30
DIGITS = 6
SKEW_STEPS = 1
"""A telephone's clock may be so many steps off, either way."""
SECRET_BYTES = 20
"""As long as what SHA-1 gives (RFC 4226, 4); applications on telephones know no other hash."""
RECOVERY_CODES = 8
RECOVERY_LETTERS = 10
"""Of base32, 50 random bits: hashed once is enough."""
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What a person copies from paper: no I, O, 0 or 1."""
_NONCE_BYTES = 12


def code_at(secret: bytes, step: int) -> str:
    """The six digits of one step of 30 seconds since 1970."""
    made = TOTP(secret, DIGITS, SHA1(), STEP_S).generate(step * STEP_S)
    return made.decode("ascii")


def step_of(secret: bytes, code: str, *, at_s: float, after: int) -> int | None:
    """The step whose code this is, near ``at_s`` and later than ``after``; ``None``: of none.

    All steps are looked at whatever is found, so that the time it takes tells nothing.
    """
    here, found = int(at_s // STEP_S), None
    given = code.encode("utf-8", "replace")
    for step in range(max(0, here - SKEW_STEPS), here + SKEW_STEPS + 1):
        fits = hmac.compare_digest(code_at(secret, step).encode(), given)
        if fits and step > after:
            found = step
    return found


def address_of(secret: bytes, name: str) -> str:
    """What the code holds that a telephone reads: ``otpauth://totp/…``."""
    given = {"secret": spelled(secret), "issuer": ISSUER, "digits": DIGITS, "period": STEP_S}
    return f"otpauth://totp/{quote(f'{ISSUER}:{name}', safe='')}?{urlencode(given)}"


def spelled(secret: bytes) -> str:
    """The secret as applications on telephones take it."""
    return b32encode(secret).decode("ascii").rstrip("=")


def new_codes() -> tuple[str, ...]:
    """Codes for who has lost the telephone, each good for one time: ``ABCDE-FGHJK``."""
    made = tuple(
        "".join(secrets.choice(_ALPHABET) for _ in range(RECOVERY_LETTERS))
        for _ in range(RECOVERY_CODES)
    )
    middle = RECOVERY_LETTERS // 2
    return tuple(f"{one[:middle]}-{one[middle:]}" for one in made)


def new_password() -> str:
    """A first password, to be read out or written down: ``ABCDE-FGHJK-LMNPQ``, 75 random bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(3))


class Sealing:
    """Keeps what the second step needs so that a thief of the database alone cannot use it."""

    def __init__(self, pepper: bytes, *, chance: Callable[[int], bytes]) -> None:
        made = HKDF(algorithm=SHA256(), length=64, salt=None, info=b"foleni office 1")
        key = made.derive(pepper)
        self._box, self._codes = AESGCM(key[:32]), key[32:]
        self._chance = chance

    def sealed(self, person: int, secret: bytes) -> bytes:
        """A secret as the database has it, bound to its person."""
        nonce = self._chance(_NONCE_BYTES)
        return nonce + self._box.encrypt(nonce, secret, str(person).encode())

    def opened(self, person: int, kept: bytes) -> bytes | None:
        """The secret again; ``None``: another pepper's, another person's, or damaged."""
        nonce, rest = kept[:_NONCE_BYTES], kept[_NONCE_BYTES:]
        try:
            return self._box.decrypt(nonce, rest, str(person).encode())
        except (InvalidTag, ValueError):
            return None

    def hash_of(self, person: int, code: str) -> bytes:
        """What is kept of a recovery code, however it is written."""
        plain = "".join(one for one in code.upper() if one.isalnum())
        given = f"{person} {plain}".encode("utf-8", "replace")
        return hmac.digest(self._codes, given, sha256)
