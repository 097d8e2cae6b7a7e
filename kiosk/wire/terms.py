"""How one centre proves to another that it has taken its place."""

import hmac
from hashlib import sha256
from typing import Annotated

import msgspec

from kiosk.wire.codec import WrongShape

_LABEL = b"foleni term 1"


class TermStatement(msgspec.Struct, frozen=True, kw_only=True):
    """That the journal of ``centre`` is written in this term and epoch by whoever says so.

    ``mac`` can be made and checked by whoever has the centre's authority's key: the centre itself
    and the copies it gave its keys to.
    """

    centre: Annotated[str, msgspec.Meta(max_length=32)]
    term: Annotated[int, msgspec.Meta(ge=1, le=10**9)]
    epoch: Annotated[str, msgspec.Meta(max_length=64)]
    mac: Annotated[str, msgspec.Meta(max_length=64)]


def state(key: bytes, *, centre: str, term: int, epoch: str) -> TermStatement:
    """The statement; ``key`` is the authority's key file, to the byte."""
    return TermStatement(centre=centre, term=term, epoch=epoch, mac=_mac(key, centre, term, epoch))


def is_true(statement: TermStatement, key: bytes) -> bool:
    """Whether whoever said it has this key too."""
    mac = _mac(key, statement.centre, statement.term, statement.epoch)
    return hmac.compare_digest(mac.encode(), statement.mac.encode())


def decode_statement(body: bytes) -> TermStatement:
    """A statement as it came in. Raises ``WrongShape``."""
    try:
        return msgspec.json.decode(body, type=TermStatement)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WrongShape("", str(error)) from error


def _mac(key: bytes, centre: str, term: int, epoch: str) -> str:
    """HMAC-SHA-256 over the parts, each behind its length in bytes as four bytes, big-endian."""
    made = hmac.new(sha256(_LABEL + key).digest(), digestmod=sha256)
    for text in (centre, str(term), epoch):
        part = text.encode()
        made.update(len(part).to_bytes(4) + part)
    return made.hexdigest()
