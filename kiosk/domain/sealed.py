"""What a device seals for the hub, as the centre sees it: bytes of one length, and no more."""

import re

from kiosk.domain.errors import Unfit

SEALED_VERSION = 1
PLAIN_BYTES = 256
"""What is sealed, padded: a complaint and the absence of one look alike."""
SEALED_BYTES = 1 + 4 + 32 + PLAIN_BYTES + 16
"""Version, the key's mark, HPKE's encapsulated key, the ciphertext and its tag."""
_SEALED = re.compile(rf"A[Q-Za-f][A-Za-z0-9+/]{{{SEALED_BYTES // 3 * 4 - 2}}}")
"""Base64 of exactly that many bytes (a multiple of three), of which the first is 1."""


def fit_sealed(sealed: str | None) -> str | None:
    """What was sealed, if anything; raises ``Unfit`` for what no device can have sealed."""
    if sealed is not None and _SEALED.fullmatch(sealed) is None:
        raise Unfit("sealed", f"what is sealed is {SEALED_BYTES} bytes of version 1, in base64")
    return sealed
