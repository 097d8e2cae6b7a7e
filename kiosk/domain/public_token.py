"""The public token that a slip's QR carries: 128 random bits behind the centre's code."""

from base64 import b32encode
from hashlib import sha256

TOKEN_BYTES = 16


def token_from(code: str, chance: bytes) -> str:
    """``MOLO-`` and 26 upper-case base32 characters; ``chance`` is 16 random bytes."""
    if len(chance) != TOKEN_BYTES:
        raise ValueError("a token needs 16 random bytes")
    return f"{code}-{b32encode(chance).decode().rstrip('=')}"


def token_hash(token: str) -> str:
    """What events carry instead of the token: its SHA-256 in hex, upper-cased first."""
    return sha256(token.strip().upper().encode()).hexdigest()
