"""What a centre and its hub read of each other, and what head office's codes look like."""

import random
from collections.abc import Callable
from functools import cache

import msgspec

from bench.fuzz.recorded import recorded
from bench.fuzz.target import Target, said
from kiosk.hub.lines import WrongSeq, read_lines
from kiosk.hub.projecting_said import Said
from kiosk.wire import enrol, inbox, uplink
from kiosk.wire.codec import WrongShape
from kiosk.wire.enrol import NoCode, read_code
from kiosk.wire.signed import NotSigned, read_answer, read_ask

MOST_BYTES = 64 * 1024
"""So that something can be packed too well here, too."""
_KEY = b"\x01" * 32
_SIGNATURE = "A" * 86 + "=="


def _packed(content: bytes, _: random.Random) -> str:
    """A body of the journal's road, as it came over the wire."""
    try:
        plain = uplink.unpack(content, most_bytes=MOST_BYTES)
    except (WrongShape, uplink.TooLarge) as error:
        return said(error)
    assert len(plain) <= MOST_BYTES, "more than there is room for"
    return _batch(plain, _)


def _batch(content: bytes, _: random.Random) -> str:
    """Its header, and its lines as the hub understands them."""
    try:
        head, texts = uplink.decode_batch(content)
        lines = read_lines(texts, after=head.after)
    except (WrongShape, WrongSeq) as error:
        return said(error)
    Said(lines)
    return f"{min(len(lines), 3)} lines, {any(not line.type for line in lines)}"


def _answered(content: bytes, _: random.Random) -> str:
    """What the hub says of a journal, and gives back of it."""
    decoders: tuple[Callable[[bytes], object], ...] = (
        lambda body: uplink.decode(body, uplink.Cursor),
        lambda body: uplink.decode(body, uplink.Standing),
        lambda body: uplink.decode(body, uplink.ChainAt),
        lambda body: uplink.decode(body, uplink.OpenBranch),
        uplink.decode_tail,
    )
    return _each(decoders, content)


def _inbox(content: bytes, _: random.Random) -> str:
    """What comes down, and what a centre answers to it."""
    return _each((inbox.decode_asked, inbox.decode_given), content)


def _enrolled(content: bytes, _: random.Random) -> str:
    """A code as somebody typed it, and what is said over it."""
    try:
        read_code(content.decode("utf-8", "replace"))
        code = "a code"
    except NoCode as error:
        code = said(error)
    decoders = (enrol.decode_enrol, enrol.decode_enrolled, enrol.decode_rotate)
    return f"{code[:20]},{_each(decoders, content)}"


def _signed(content: bytes, _: random.Random) -> str:
    """The headers of a question, and those of an answer."""
    lines = content.decode("latin-1").split("\n")
    headers = {name.lower(): value for name, _, value in (each.partition(": ") for each in lines)}
    told = []
    try:
        asked = read_ask("POST", uplink.JOURNAL, headers)
        assert not asked.is_by(_KEY, content), "nobody signed this"
        told.append("a question")
    except WrongShape as error:
        told.append(said(error))
    try:
        read_answer(_KEY, content, headers, status=200, body=content)
        raise AssertionError("nobody signed this")
    except NotSigned as error:
        told.append(said(error)[:30])
    return ",".join(told)


def _each(decoders: "tuple[Callable[[bytes], object], ...]", content: bytes) -> str:
    told = []
    for decode in decoders:
        try:
            decode(content)
            told.append("read")
        except WrongShape as error:
            told.append(said(error)[:30])
    return ",".join(told)


@cache
def _batches() -> tuple[bytes, ...]:
    head = uplink.Batch(
        epoch="e1",
        term=1,
        branch=0,
        after=0,
        chain="0" * 64,
        seq=2**40,
        sent_ms=1,
        version="1",
        vitals=uplink.Vitals(disk_free_bytes=1, clock="good"),
        waits=(("t", 1, None),),
    )
    lines = recorded().lines
    cuts = (range(1), range(3), range(3, 9), range(9, 40))
    return tuple(
        uplink.encode_batch(
            msgspec.structs.replace(head, after=cut.start), lines[cut.start : cut.stop]
        )
        for cut in cuts
    )


@cache
def _hub_said() -> tuple[bytes, ...]:
    chain = "0" * 64
    cursor = uplink.Cursor(epoch="e1", branch=0, cursor=3, chain=chain, at_ms=1)
    standing = uplink.Standing(
        branch=0, epoch="e1", cursor=3, chain=chain, ladder=((3, chain), (2, chain)), at_ms=1
    )
    opening = uplink.OpenBranch(
        epoch="e1", term=1, after=0, chain=chain, reason=uplink.BranchReason.GAP
    )
    tail = uplink.Tail(branch=0, after=0, last=3)
    return (
        *(msgspec.json.encode(each) for each in (cursor, standing, opening)),
        msgspec.json.encode(uplink.ChainAt(branch=0, seq=1, chain=chain)),
        uplink.encode_tail(tail, recorded().lines[:3]),
    )


@cache
def _inboxes() -> tuple[bytes, ...]:
    answered = inbox.Answered(
        seq=1, id="x", state=inbox.AnswerState.REFUSED, reason="X", say={"en": "No."}
    )
    asked = inbox.Asked(after=0, after_id="x", answers=(answered,), wait_s=25)
    command = msgspec.Raw(recorded().commands[0])
    given = inbox.Given(items=(inbox.Item(seq=1, id="x", command=command),))
    return msgspec.json.encode(asked), msgspec.json.encode(given)


@cache
def _codes() -> tuple[bytes, ...]:
    wanted = enrol.EnrolRequest(
        centre="MOLO",
        public_key="A" * 43 + "=",
        instance="1" * 32,
        run="2" * 16,
        term=1,
        epoch="e1",
        version="1",
        nonce="3" * 32,
    )
    given = enrol.EnrolAnswer(
        centre="MOLO",
        centre_id=1,
        name="Molo",
        hub_key="A" * 43 + "=",
        sealing_key="A" * 43 + "=",
        public_url="https://hub.example",
    )
    turn = enrol.RotateRequest(public_key="A" * 43 + "=", signature=_SIGNATURE)
    return (
        b"https://hub.example.go.ke/MOLO-7K2M-QX7P-AB3D-EF6G",
        b" http://127.0.0.1:8500/molo-7k2m-qx7p-ab3d-ef6g\n",
        *(msgspec.json.encode(each) for each in (wanted, given, turn)),
    )


def _headers() -> tuple[bytes, ...]:
    said_by_centre = (
        *("Foleni-Centre: MOLO", "Foleni-Key: 0123456789abcdef", f"Foleni-Instance: {'1' * 32}"),
        *(f"Foleni-Run: {'2' * 16}", "Foleni-Term: 1", "Foleni-Time: -17"),
        *(f"Foleni-Nonce: {'3' * 32}", "Foleni-Moment: 01234567-99"),
        f"Foleni-Signature: {_SIGNATURE}",
    )
    return ("\n".join(said_by_centre).encode(),)


HUB_TARGETS: tuple[Target, ...] = (
    Target(
        name="packed",
        share=0.02,
        real=lambda: tuple(uplink.pack(each) for each in _batches()),
        take=_packed,
    ),
    Target(name="batches", share=0.05, real=_batches, take=_batch),
    Target(name="hub", share=0.03, real=_hub_said, take=_answered),
    Target(name="inbox", share=0.02, real=_inboxes, take=_inbox),
    Target(name="enrol", share=0.02, real=_codes, take=_enrolled),
    Target(name="signed", share=0.02, real=_headers, take=_signed),
)
"""Beside all others: together they make a bit more than the rest alone."""
