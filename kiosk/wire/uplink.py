"""The journal on its way to the hub: batches up, the hub's cursor back, the same at both ends.

A batch is one line of JSON, ``Batch``, and then the journal's own lines, all ended by a newline,
packed with gzip. A batch without lines is a sign of life. Lines come back in the same way, behind a
``Tail``.
"""

import zlib
from collections.abc import Iterable, Sequence
from enum import StrEnum, unique
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from kiosk.wire.codec import UNREADABLE, WrongShape

JOURNAL = "/centres/journal"
"""``POST``: a batch, answered by ``Cursor`` or 409 ``Disagreed``. ``GET ?branch=&after=``: lines
of a branch that the hub has, as ``Tail``."""
CURSOR = "/centres/cursor"
"""``GET``: how far the hub has this centre's journal, as ``Standing``."""
CHAIN = "/centres/chain"
"""``GET ?branch=&seq=``: the chain of one line, as ``ChainAt``."""
BRANCH = "/centres/branch"
"""``POST OpenBranch``: go on from a point both sides agree on; answered by ``Cursor``."""
BRANCH_PARAMETER, SEQ_PARAMETER, AFTER_PARAMETER = "branch", "seq", "after"

MOST_LINES = 1000
MOST_PLAIN_BYTES = 1024 * 1024
MOST_PACKED_BYTES = 256 * 1024
"""What one batch holds at most, of lines, before and after packing."""
LONE_PLAIN_BYTES = 8 * 1024 * 1024
LONE_PACKED_BYTES = 2 * 1024 * 1024
"""A line that is larger than a batch goes alone, and is not refused up to here. The hub reads no
more of any request."""
RUNGS = 64
"""A ladder has no more."""

_PACKED_LEVEL = 6
_GZIP = 16 + zlib.MAX_WBITS

Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
"""32 bytes in hexadecimal: a chain, or the SHA-256 of something."""
Epoch = Annotated[str, Meta(min_length=1, max_length=64)]
Seq = Annotated[int, Meta(ge=0, le=2**53)]
Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""A branch's, or a term's."""
Milliseconds = Annotated[int, Meta(ge=-(2**53), le=2**53)]
"""Since 1970, or a difference."""
Short = Annotated[str, Meta(max_length=128)]
Wait = tuple[Annotated[str, Meta(max_length=64)], Number | None, Number | None]
"""A ticket and the wait it is told, from and to in seconds; ``None``: not known."""
Waits = Annotated[tuple[Wait, ...], Meta(max_length=5000)]


@unique
class BranchReason(StrEnum):
    """Why a centre's journal goes on in a new branch."""

    FIRST = "FIRST"
    """The hub has nothing of it yet."""
    EPOCH = "EPOCH"
    """The centre's store was restored from a copy, or a copy took over."""
    ROLLED_BACK = "ROLLED_BACK"
    """The hub has lines that this very journal, with the same epoch, does not have any more."""
    FORKED = "FORKED"
    """Both have a line of the same number, and not the same line."""
    GAP = "GAP"
    """The hub lacks lines that the centre has let go, or the two share none."""


@unique
class Disagreement(StrEnum):
    """Why the hub does not take a batch: the centre then asks for ``Standing`` and compares."""

    BEHIND = "BEHIND"
    """The batch begins after the hub's cursor: lines would be missing."""
    AHEAD = "AHEAD"
    """The hub has more lines of this branch than the centre says there are."""
    FORK = "FORK"
    """The chains differ where both have a line."""
    EPOCH = "EPOCH"
    """The hub goes on in another branch, or this journal has another epoch than that one."""


class DeviceVital(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One device: ``seen_ms`` is when it was last heard of; ``trouble`` as it told itself."""

    id: Short
    role: Short
    name: Short = ""
    seen_ms: Milliseconds | None = None
    trouble: Short = ""


class TroubleVital(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that is wrong at the centre, by its code in ``/health``."""

    code: Short
    about: Short = ""
    since_ms: Milliseconds


class Vitals(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the centre is: nothing of it concerns a person.

    ``clock`` is the state in ``/health``; ``clock_offset_ms`` is the hub's time less the centre's
    machine's, as measured. ``lag_lines`` are those the hub lacks.
    """

    disk_free_bytes: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    clock: Short
    clock_offset_ms: Milliseconds | None = None
    lag_lines: Seq = 0
    began_ms: Milliseconds | None = None
    troubles: Annotated[tuple[TroubleVital, ...], Meta(max_length=100)] = ()
    devices: Annotated[tuple[DeviceVital, ...], Meta(max_length=500)] = ()


class Batch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What goes before the lines.

    ``chain`` is the centre's chain at line ``after``, behind which the lines here begin. ``seq`` is
    its last line, ``begins`` the last it has let go. ``acked`` is the last line of this branch that
    the hub was known to have: more than the hub has now means that the hub was put back.
    ``rtt_ms`` is how long the last answer took; ``catalogue`` the SHA-256 of the catalogue it runs
    with, as ``GET /catalogue`` answers it. ``waits`` are those that changed, or all of them with
    ``all_waits``; a ticket that waits no more is in the lines.
    """

    epoch: Epoch
    term: Number
    branch: Number
    after: Seq
    chain: Hash
    seq: Seq
    begins: Seq = 0
    acked: Seq = 0
    sent_ms: Milliseconds
    rtt_ms: Annotated[int, Meta(ge=0, le=3_600_000)] | None = None
    version: Short
    catalogue: Hash | None = None
    vitals: Vitals | None = None
    waits: Waits | None = None
    all_waits: bool = False


class Cursor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the hub has on its disk now: lines to ``cursor`` of ``branch``, with that ``chain``.

    ``at_ms`` is the hub's time. ``watched``: somebody looks at places in the queue, so send waits.
    ``rotate``: it is time for a new key.
    """

    epoch: Epoch
    branch: Number
    cursor: Seq
    chain: Hash
    at_ms: Milliseconds
    watched: bool = False
    rotate: bool = False


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far the hub has a centre's journal, in the branch it goes on in.

    ``branch`` and ``epoch`` are ``None`` while it has none. ``ladder`` has the chain of some lines
    of that branch, from ``cursor`` downwards in growing steps, its ancestors' lines among them.
    """

    branch: Number | None = None
    epoch: Epoch | None = None
    cursor: Seq = 0
    chain: Hash = "0" * 64
    ladder: Annotated[tuple[tuple[Seq, Hash], ...], Meta(max_length=RUNGS)] = ()
    at_ms: Milliseconds


class ChainAt(msgspec.Struct, frozen=True, kw_only=True):
    """The chain of line ``seq`` as that branch has it; ``None``: it has no such line."""

    branch: Number
    seq: Seq
    chain: Hash | None


class OpenBranch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Go on in a new branch, whose first line comes after line ``after`` with that ``chain``.

    It shares its lines up to ``agreed`` with ``from_branch``; both are ``None`` where it shares
    none. Where ``agreed`` is less than ``after``, the lines between are the hub's gap.
    """

    epoch: Epoch
    term: Number
    from_branch: Number | None = None
    agreed: Seq | None = None
    after: Seq
    chain: Hash
    reason: BranchReason


class Disagreed(msgspec.Struct, frozen=True, kw_only=True):
    """409 to a batch; what the hub has then, it tells when it is asked for its ``Standing``."""

    error: Disagreement


class Tail(msgspec.Struct, frozen=True, kw_only=True):
    """What goes before lines that the hub gives back: those of ``branch`` after ``after``.

    ``last`` is the last line that it has of that branch.
    """

    branch: Number
    after: Seq
    last: Seq


_Shape = TypeVar("_Shape")


class TooLarge(Exception):
    """It is packed so that it would take more room than anybody needs."""


def pack(plain: bytes) -> bytes:
    """Compressed with gzip, the same bytes each time."""
    packer = zlib.compressobj(_PACKED_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(plain) + packer.flush()


def unpack(packed: bytes, *, most_bytes: int = LONE_PLAIN_BYTES) -> bytes:
    """The plain bytes; no more room than ``most_bytes`` is ever taken for them.

    Raises ``TooLarge``, or ``WrongShape`` for what is not exactly one gzip stream.
    """
    unpacker = zlib.decompressobj(_GZIP)
    try:
        plain = unpacker.decompress(packed, most_bytes + 1)
    except zlib.error as error:
        raise WrongShape("", f"not packed with gzip: {error}") from error
    if len(plain) > most_bytes:
        raise TooLarge
    if not unpacker.eof or unpacker.unused_data or unpacker.unconsumed_tail:
        raise WrongShape("", "not one whole gzip stream")
    return plain


def encode_batch(batch: Batch, lines: Iterable[bytes]) -> bytes:
    """A batch, not packed yet."""
    return _with_lines(msgspec.json.encode(batch), lines)


def decode_batch(plain: bytes) -> tuple[Batch, list[bytes]]:
    """A batch as it came in, unpacked. Raises ``WrongShape``; the lines are not looked at."""
    return _split(plain, Batch)


def encode_tail(tail: Tail, lines: Iterable[bytes]) -> bytes:
    """Lines that the hub gives back, not packed yet."""
    return _with_lines(msgspec.json.encode(tail), lines)


def decode_tail(plain: bytes) -> tuple[Tail, list[bytes]]:
    """What ``GET /centres/journal`` answered, unpacked. Raises ``WrongShape``."""
    return _split(plain, Tail)


def decode(body: bytes, kind: type[_Shape]) -> _Shape:
    """One of the shapes above that is JSON and no more. Raises ``WrongShape``."""
    try:
        return msgspec.json.decode(body, type=kind)
    except UNREADABLE as error:
        raise WrongShape("", str(error)) from error


def fitting(lines: Sequence[bytes]) -> int:
    """How many of the lines one batch takes, from the first on; one at least, if there is any."""
    room = MOST_PLAIN_BYTES
    for count, line in enumerate(lines[:MOST_LINES]):
        room -= len(line) + 1
        if room < 0:
            return max(1, count)
    return min(len(lines), MOST_LINES)


def _with_lines(head: bytes, lines: Iterable[bytes]) -> bytes:
    return b"\n".join((head, *lines, b""))


def _split(plain: bytes, kind: type[_Shape]) -> tuple[_Shape, list[bytes]]:
    if not plain.endswith(b"\n"):
        raise WrongShape("", "its last line has no end")
    head, *lines = plain[:-1].split(b"\n")
    if len(lines) > MOST_LINES:
        raise WrongShape("", f"more than {MOST_LINES} lines")
    return decode(head, kind), lines
