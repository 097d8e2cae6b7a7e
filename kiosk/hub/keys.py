"""The hub's own keys: one to sign with, one that tablets seal to. Made on its first start."""

import logging
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.db.private_files import KEYS, make_private, write_private

log = logging.getLogger(__name__)

FILE = "hub.key"
"""Both private keys, 32 bytes each, in one file: it is there whole, or not at all."""
OLD_SEALING = "sealing-*.key"
"""Private keys that tablets sealed to before, 32 bytes each: they open what was sealed then."""
BYTES = 32


class HubKeysUnfit(Exception):
    """The hub's keys can neither be read nor made; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubKeys:
    """``signing`` signs every answer to a centre; ``sealing`` opens what tablets sealed.

    So do ``old_sealing``, for what was sealed before.
    """

    signing: Ed25519PrivateKey = field(repr=False)
    sealing: X25519PrivateKey = field(repr=False)
    old_sealing: tuple[X25519PrivateKey, ...] = field(default=(), repr=False)

    @classmethod
    def load_or_make(cls, data: Path, *, chance: Callable[[int], bytes]) -> Self:
        """The keys in ``data``/keys, made when there are none. Raises ``HubKeysUnfit``."""
        file = data / KEYS / FILE
        try:
            make_private(file.parent)
            if not file.exists():
                write_private(file, chance(2 * BYTES))
                log.info("hub_keys_made")
            keys = file.read_bytes()
            old = {each: each.read_bytes() for each in sorted(file.parent.glob(OLD_SEALING))}
        except OSError as error:
            raise HubKeysUnfit(
                f"{error.filename or file} cannot be used ({error.strerror}): it must be a file of "
                "the user that runs the hub"
            ) from error
        if len(keys) != 2 * BYTES:
            raise HubKeysUnfit(
                f"{file} is damaged: put it back from a copy. Without it every centre must be "
                "enrolled anew, as they know this hub by it"
            )
        for each, content in old.items():
            if len(content) != BYTES:
                raise HubKeysUnfit(f"{each} is damaged: put it back from a copy, or remove it")
        return cls(
            signing=Ed25519PrivateKey.from_private_bytes(keys[:BYTES]),
            sealing=X25519PrivateKey.from_private_bytes(keys[BYTES:]),
            old_sealing=tuple(map(X25519PrivateKey.from_private_bytes, old.values())),
        )

    @property
    def public_text(self) -> str:
        """What its signatures are checked with, in base64."""
        return b64encode(self.signing.public_key().public_bytes_raw()).decode()

    @property
    def sealing_text(self) -> str:
        """What tablets seal to, in base64."""
        return b64encode(self.sealing.public_key().public_bytes_raw()).decode()
