"""The hub's commands on their way down, and what a centre answers: the same shapes at both ends."""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Annotated

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Command
from kiosk.domain.ids import CommandId, DeviceId
from kiosk.wire.codec import UNREADABLE, WrongShape, encode, encode_command

INBOX = "/centres/inbox"
"""``POST``: the centre's answers go up, and what is after its cursor comes down."""
CATALOGUE_OF_CENTRE = "/centres/catalogue"
"""``GET ?version=n``: the text of a signed catalogue. ``PUT ?sha256=…``: what the centre runs with,
as its own ``/catalogue`` tells it."""
VERSION_PARAMETER = "version"
SHA256_PARAMETER = "sha256"

HUB = DeviceId("hub")
"""Who sends the hub's commands, as a centre's journal knows it."""

MOST_ITEMS = 50
MOST_WAIT_S = 25
MOST_CATALOGUE_BYTES = 512 * 1024
"""A catalogue's text; the largest centre's has 40 kB."""

_LABEL = b"foleni catalogue 1"

_Hex64 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
_Seq = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_Id = Annotated[str, msgspec.Meta(max_length=36)]
_Word = Annotated[str, msgspec.Meta(max_length=64)]
_Sentence = Annotated[str, msgspec.Meta(max_length=2000)]


class AnswerState(StrEnum):
    """What became of a command of the hub's at the centre."""

    DONE = "done"
    REFUSED = "refused"
    """The rules say no; ``reason`` is theirs."""
    UNFIT = "unfit"
    """It names what this centre does not have, or nobody here understands it."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One command in the inbox; ``command`` is what ``POST /commands`` would take, id and all."""

    seq: _Seq
    id: _Id
    command: msgspec.Raw


class Answered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the centre made of one.

    Done, it stands in the journal of ``epoch`` from ``first_seq`` to ``last_seq``; ``last_seq``
    before ``first_seq`` stands for no events. Else ``reason`` is a code (for ``unfit``, the field
    that was wrong), and ``say`` the sentence by language.
    """

    seq: _Seq
    id: _Id
    state: AnswerState
    epoch: _Word = ""
    first_seq: _Seq | None = None
    last_seq: _Seq | None = None
    reason: _Word = ""
    say: dict[_Word, _Sentence] = {}


class Runs(msgspec.Struct, frozen=True, kw_only=True):
    """What a centre runs with: the hash of its ``/catalogue``, and the hub's version of it.

    ``version`` is 0 while it runs with a file of its own.
    """

    sha256: _Hex64
    version: _Seq = 0


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """How far a centre has come, and what it has to say.

    ``after`` and ``after_id`` are the last command it answered and knows the hub to know of;
    ``answers`` are those since. ``wait_s`` is how long it waits for what is not there yet.
    """

    after: _Seq
    after_id: _Id = ""
    answers: Annotated[tuple[Answered, ...], msgspec.Meta(max_length=MOST_ITEMS)] = ()
    wait_s: Annotated[int, msgspec.Meta(ge=0, le=MOST_WAIT_S)] = 0
    runs: Runs | None = None


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What is after a centre's cursor and has no answer yet, in order: all, or the first of it."""

    items: Annotated[tuple[Item, ...], msgspec.Meta(max_length=MOST_ITEMS)] = ()
    want_catalogue: bool = False
    """The hub does not have what the centre runs with: ``PUT /centres/catalogue``."""


def item_of(seq: int, command_id: CommandId, command: Command) -> Item:
    """A command as it lies in the inbox."""
    return Item(seq=seq, id=command_id, command=msgspec.Raw(encode_command(command_id, command)))


def decode_asked(body: bytes) -> Asked:
    """What a centre asked. Raises ``WrongShape``."""
    try:
        return msgspec.json.decode(body, type=Asked)
    except UNREADABLE as error:
        raise WrongShape("", str(error)) from error


def decode_given(body: bytes) -> Given:
    """What the hub gave. Raises ``WrongShape``."""
    try:
        return msgspec.json.decode(body, type=Given)
    except UNREADABLE as error:
        raise WrongShape("", str(error)) from error


def running_body(catalogue: Catalogue) -> bytes:
    """What a centre tells the hub that it runs with: the body of its ``/catalogue``."""
    return encode(catalogue)


def running_sha256(catalogue: Catalogue) -> str:
    """The hash of ``running_body``, in hex: ``Batch.catalogue`` and ``Runs.sha256``."""
    return sha256(running_body(catalogue)).hexdigest()


def catalogue_statement(*, centre: str, version: int, sha256: str) -> bytes:
    """What the hub signs of a catalogue: for which centre, which version, and which text."""
    parts = (centre.encode(), str(version).encode(), sha256.encode())
    return b"\n".join((_LABEL, *parts))


def english(say: Mapping[str, str]) -> str:
    """The sentence of an answer for whoever reads one language."""
    return say.get("en") or next(iter(say.values()), "")
