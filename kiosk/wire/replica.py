"""What a follower of the journal is told beside its lines: the same shape at both ends."""

import re
from collections.abc import Mapping
from typing import Annotated

import msgspec

from kiosk.wire.codec import UNREADABLE, WrongShape

SEQ_PARAMETER = "seq"
"""``GET /replica?seq=n``: the last line that the follower has on its disk."""
ANSWERS_PARAMETER = "answers"
"""``&answers=n``: the last kept answer that it has."""
KNOWN_PARAMETER = "known"
"""``&known=…``: the ``state`` whose tables and files it has."""

KEYS = "keys"
SETTINGS_FILE = "centre.toml"
CATALOGUE_FILE = "catalogue.toml"
"""The places of files among ``State.files``; keys lie in a directory."""
GENERATED_BY = "# As the centre that this is a copy of was started"
"""A follower writes over a settings file that begins so, and over no other."""

_Hex = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{2})*$")]
_SQL_NAME = r"^[a-z][a-z0-9_]{0,62}$"
_Name = Annotated[str, msgspec.Meta(pattern=_SQL_NAME)]


class Blob(msgspec.Struct, frozen=True):
    """Bytes in a table's row."""

    hex: _Hex


Value = Blob | str | int | float | None


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """A small table of the centre's that is not made from the journal, whole."""

    columns: tuple[_Name, ...]
    rows: tuple[tuple[Value, ...], ...]


class KeptAnswerRow(msgspec.Struct, frozen=True, array_like=True):
    """What one command was answered; ``issued`` has a ticket's token in it."""

    n: int
    device: str
    id: bytes
    body_hash: bytes
    first_seq: int
    last_seq: int
    issued: bytes | None
    at_s: int


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What changes seldom: tables by name, settings of the journal, files by their place."""

    tables: dict[_Name, Rows]
    meta: dict[str, str]
    files: dict[str, bytes]


class Replica(msgspec.Struct, frozen=True, kw_only=True):
    """How the centre stood when it was asked.

    ``seq`` is its last line. ``chain`` is that of the line the follower named: ``None`` where the
    centre has no such line. Its lines begin after ``begins``. ``answers`` are a page of those after
    the follower's last; ``state`` names what is in ``whole``, which is left out where the follower
    has it.
    """

    centre: str
    version: str
    epoch: str
    term: int
    seq: int
    chain: _Hex | None
    begins: int
    begins_chain: _Hex
    answers: tuple[KeptAnswerRow, ...]
    more_answers: bool
    state: str
    whole: State | None


_decoder = msgspec.json.Decoder(Replica)
_PLACE = re.compile(r"keys/[A-Za-z0-9][A-Za-z0-9_-]{0,40}(\.[a-z]{1,8})?|(catalogue|centre)\.toml")


def decode_replica(body: bytes) -> Replica:
    """What ``GET /replica`` answered. Raises ``WrongShape``."""
    try:
        replica = _decoder.decode(body)
    except UNREADABLE as error:
        raise WrongShape("", str(error)) from error
    if replica.whole is not None:
        _check_places(replica.whole.files)
        _check_rows(replica.whole.tables)
    return replica


def is_place(place: str) -> bool:
    """Whether that is where a file of a centre lies: a path leads nowhere but beside the store."""
    return _PLACE.fullmatch(place) is not None


def _check_places(files: Mapping[str, bytes]) -> None:
    for place in files:
        if not is_place(place):
            raise WrongShape("files", f"{place!r} is no place of a centre's file")


def _check_rows(tables: Mapping[str, Rows]) -> None:
    for name, table in tables.items():
        if any(len(row) != len(table.columns) for row in table.rows):
            raise WrongShape(name, "a row has more or fewer values than there are columns")
