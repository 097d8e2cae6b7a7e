"""The six digits by which a person sees that device and centre mean each other.

Whoever stands between them can be neither to the other without two codes that are the same, and
has one chance in a million: the centre is bound to its nonce before it knows the device's, and the
device chooses its own before it knows the centre's.

1. The centre makes a nonce and gives the device its commitment (``GET /enrol``).
2. The device makes a nonce and sends it with that commitment (``POST /enrol``).
3. The centre gives its nonce away; the device checks it against the commitment.
4. Both make the code. The device shows the one that it made of the authority that *it* saw; the
   centre admits whoever's code, made of its own authority, a person then types.
"""

from hashlib import sha256

CODE_DIGITS = 6
LIFE_S = 600.0
"""How long a code can be typed."""
NONCE_BYTES = 32
"""Of chance; a nonce travels as text, such as these bytes in hexadecimal."""

_LABEL = b"foleni join 1"


def commitment_to(nonce: str) -> str:
    """What binds the centre to a nonce that it keeps to itself: SHA-256 of its text, in hex."""
    return sha256(nonce.encode()).hexdigest()


def joining_code(
    *, authority: bytes, device_nonce: str, centre_nonce: str, role: str, name: str
) -> str:
    """The code, six digits.

    ``authority`` is the SHA-256 of the authority's certificate (DER), 32 bytes. Hashed are, each
    behind its length in bytes as four bytes, big-endian: "foleni join 1", ``authority``, both
    nonces as they travelled, ``role`` and ``name``, texts as UTF-8. The code is the first eight
    bytes of that SHA-256 as a big-endian number, modulo a million.
    """
    texts = (device_nonce, centre_nonce, role, name)
    hashed = sha256()
    for part in (_LABEL, authority, *(text.encode() for text in texts)):
        hashed.update(len(part).to_bytes(4) + part)
    number = int.from_bytes(hashed.digest()[:8]) % 10**CODE_DIGITS
    return f"{number:0{CODE_DIGITS}}"
