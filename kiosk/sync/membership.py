"""What a centre keeps of its enrolment: its key, its hub's keys, and what the hub calls it.

One file, so that it is whole or not there at all, also after a power cut. It lies with the
centre's other keys and goes to its followers with them: a copy that takes over goes on.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.db.private_files import KEYS, make_private, write_private
from kiosk.wire.codec import UNREADABLE, WrongShape
from kiosk.wire.enrol import EnrolAnswer
from kiosk.wire.signed import KEY_BYTES, key_id, public_key_of

FILE = "hub.json"
LONGEST_BYTES = 16_384
NONE = b"{}\n"
"""A centre that left its hub: written, not deleted, so that its copies hear of it."""


class MembershipUnfit(Exception):
    """What is kept of the enrolment cannot be read; the sentence says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A centre's place at its hub.

    ``key``, ``next_key`` and ``last_key`` are Ed25519 private keys, 32 bytes; the next one is there
    while it is being given to the hub, the last one for a hub that was put back to before it was.
    ``hub_key`` is the hub's, public. To ``sealing_key``, base64, tablets seal what only the hub may
    read. ``prefix`` is an outreach centre's letter.
    """

    url: str
    centre: str
    centre_id: int
    name: str
    key: bytes = field(repr=False)
    hub_key: bytes
    sealing_key: str
    public_url: str
    prefix: str = ""
    next_key: bytes | None = field(default=None, repr=False)
    last_key: bytes | None = field(default=None, repr=False)

    @classmethod
    def load(cls, data: Path) -> Self | None:
        """What is kept in a centre's directory; ``None``: it is in no hub's care.

        Raises ``MembershipUnfit``.
        """
        path = data / KEYS / FILE
        try:
            with path.open("rb") as file:
                return cls._read(file.read(LONGEST_BYTES))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, WrongShape) as error:
            raise MembershipUnfit(
                f"{path} cannot be read ({error}): enrol this centre anew with a code from head "
                "office, python main.py enrol CODE"
            ) from error

    @classmethod
    def made(cls, url: str, key: bytes, answer: EnrolAnswer) -> Self:
        """The place that the hub at ``url`` gave to ``key``'s holder. Raises ``WrongShape``."""
        return cls(
            url=url,
            centre=answer.centre,
            centre_id=answer.centre_id,
            name=answer.name,
            key=key,
            hub_key=public_key_of(answer.hub_key),
            sealing_key=answer.sealing_key,
            public_url=answer.public_url,
            prefix=answer.prefix,
        )

    @classmethod
    def _read(cls, content: bytes) -> Self | None:
        try:
            kept = msgspec.json.decode(content, type=_Kept)
            if not kept.key:
                return None
            return cls(
                url=kept.url,
                centre=kept.centre,
                centre_id=kept.centre_id,
                name=kept.name,
                key=_private(kept.key),
                hub_key=public_key_of(kept.hub_key),
                sealing_key=kept.sealing_key,
                public_url=kept.public_url,
                prefix=kept.prefix,
                next_key=_private(kept.next_key) if kept.next_key else None,
                last_key=_private(kept.last_key) if kept.last_key else None,
            )
        except UNREADABLE as error:
            raise WrongShape("", str(error)) from error

    @property
    def seen(self) -> tuple[str | None, str, str]:
        """What of it shows in the hall: what tablets seal to, the page's address, the letter."""
        return self.sealing_key, self.public_url, self.prefix

    @property
    def key_id(self) -> str:
        """What the hub calls its key."""
        return key_id(public_key(self.key))

    @property
    def signing_key(self) -> Ed25519PrivateKey:
        """What its questions are signed with."""
        return Ed25519PrivateKey.from_private_bytes(self.key)

    def keep(self, data: Path) -> None:
        """Write it into a centre's directory, on disk when this returns. Raises ``OSError``."""
        kept = _Kept(
            url=self.url,
            centre=self.centre,
            centre_id=self.centre_id,
            name=self.name,
            key=b64encode(self.key).decode(),
            hub_key=b64encode(self.hub_key).decode(),
            sealing_key=self.sealing_key,
            public_url=self.public_url,
            prefix=self.prefix,
            next_key=b64encode(self.next_key).decode() if self.next_key else "",
            last_key=b64encode(self.last_key).decode() if self.last_key else "",
        )
        _write(data, msgspec.json.format(msgspec.json.encode(kept)) + b"\n")

    def turning(self, next_key: bytes) -> Self:
        """The same place, with a new key on its way to the hub."""
        return replace(self, next_key=next_key)

    def turned(self) -> Self:
        """The same place, with the new key in use."""
        if self.next_key is None:
            return self
        return replace(self, key=self.next_key, next_key=None, last_key=self.key)

    def as_before(self) -> Self | None:
        """The same place with the last key in use, and this one on its way; ``None``: no last."""
        if self.last_key is None:
            return None
        return replace(self, key=self.last_key, next_key=self.key, last_key=None)


def forget(data: Path) -> None:
    """This centre is in no hub's care any more. Raises ``OSError``."""
    if (data / KEYS / FILE).exists():
        _write(data, NONE)


def public_key(private: bytes) -> bytes:
    """The 32 public bytes of an Ed25519 key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


class MembershipFile:
    """The membership as it stands in the file now: enrolling and turning keys need no restart.

    May be read from several threads.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._seen: tuple[object, Membership | None] | None = None

    def __call__(self) -> Membership | None:
        """The membership; ``None``: in no hub's care. Raises ``MembershipUnfit``."""
        mark = self._mark()
        seen = self._seen
        if seen is not None and seen[0] == mark:
            return seen[1]
        membership = Membership.load(self._data)
        self._seen = (mark, membership)
        return membership

    def _mark(self) -> object:
        try:
            stat = (self._data / KEYS / FILE).stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size, stat.st_ino


Memberships = Callable[[], Membership | None]
"""Where a session learns whose it is, each time that it asks."""


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The file's shape."""

    url: str = ""
    centre: str = ""
    centre_id: int = 0
    name: str = ""
    key: str = ""
    hub_key: str = ""
    sealing_key: str = ""
    public_url: str = ""
    prefix: str = ""
    next_key: str = ""
    last_key: str = ""


def _private(text: str) -> bytes:
    try:
        raw = b64decode(text, validate=True)
    except ValueError as error:
        raise WrongShape("key", "32 bytes in base64") from error
    if len(raw) != KEY_BYTES:
        raise WrongShape("key", "32 bytes in base64")
    return raw


def _write(data: Path, content: bytes) -> None:
    make_private(data / KEYS)
    write_private(data / KEYS / FILE, content)


def new_key(chance: Callable[[int], bytes] = os.urandom) -> bytes:
    """The private half of a new Ed25519 key: 32 random bytes."""
    return chance(KEY_BYTES)
