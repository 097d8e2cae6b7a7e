"""Everything that reads what others send or a disk keeps, and what it may say to broken inputs."""

import random
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bench.fuzz.hub_targets import HUB_TARGETS
from bench.fuzz.mutating import pieces
from bench.fuzz.recorded import EPOS, LPSTAT, PRINTER, SCANNED, Recorded, recorded
from bench.fuzz.samples import commands, lines
from bench.fuzz.target import Target, said
from kiosk.centre.trouble_file import NAME, TroubleFile
from kiosk.client.centre_time import CentreTime
from kiosk.client.finding import centre_in
from kiosk.client.mirror import Gap, Mirror
from kiosk.client.reply import read_reply
from kiosk.client.sse import FeedEvent, FeedParser, FeedTooLong
from kiosk.db.journal import Journal
from kiosk.db.opening import DatabaseUnfit, StoreFailed, open_centre, reading
from kiosk.domain.appointment_code import code_in
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import Order, Role
from kiosk.domain.decide import decide, seal
from kiosk.domain.errors import Refused, Unfit
from kiosk.domain.floor import Floor
from kiosk.domain.ids import DeviceId
from kiosk.domain.public_token import token_hash
from kiosk.domain.snapshot import take_snapshot
from kiosk.printer.epos import NotAnAnswer, read_answer
from kiosk.printer.finding.mdns import RAW_SERVICE, found_in
from kiosk.printer.status import AnswerParser, AutoStatus, PaperSensor, PrinterStatus
from kiosk.printer.system import jobs_in
from kiosk.wire.codec import (
    NotJson,
    WrongShape,
    decode_answer,
    decode_catalogue,
    decode_command,
    decode_entry,
    decode_floor,
    encode_entry,
    redact,
)
from kiosk.wire.replica import decode_replica
from tests.domain.hall import TEN, catalogue

LONGEST_FEED = 4096
"""So that a stream can be too long here, too."""
SEQ = re.compile(rb'"seq":([0-9]{1,3})\b')
TO_ITS_PLACE = 0.9
"""So often a line comes when it is awaited."""


def _feed(content: bytes, chance: random.Random) -> str:
    """However the network cuts a stream, the same events come out."""
    whole, why = _events([content])
    cut, why_cut = _events(pieces(content, chance))
    # A stream that is too long may be told so sooner or later, never with other events before.
    if why and why_cut:
        shorter = min(len(whole), len(cut))
        whole, cut = whole[:shorter], cut[:shorter]
    assert whole == cut, "another cut gives other events"
    assert why == why_cut, "another cut is too long"
    return why or f"{min(len(whole), 3)} events"


def _events(parts: "Iterator[bytes] | list[bytes]") -> tuple[list[FeedEvent], str]:
    parser, events, time = FeedParser(longest_bytes=LONGEST_FEED), list[FeedEvent](), CentreTime()
    try:
        for part in parts:
            events += parser.feed(part)
            time.told(parser.comment, 0.0)
    except FeedTooLong as error:
        return events, said(error)
    return events, ""


def _entry(content: bytes, _: random.Random) -> str:
    """A line of the journal."""
    try:
        entry = decode_entry(content)
    except WrongShape as error:
        return said(error)
    redact(content)
    return type(entry.event).__name__


def _command(content: bytes, _: random.Random) -> str:
    """A command as it comes from outside, decided on a floor, sealed, written and read again."""
    try:
        envelope = decode_command(content)
    except (NotJson, WrongShape) as error:
        return said(error)
    order = Order(
        command=envelope.command,
        id=envelope.id,
        device=DeviceId("kiosk-1"),
        role=Role.MANAGER,
        at=TEN,
        chance=bytes(16),
    )
    floor = _floor()
    try:
        events = decide(floor, _catalogue(), order)
    except Unfit as unfit:
        return f"Unfit {unfit.where}"
    if isinstance(events, Refused):
        return events.reason
    for entry in seal(floor, order, events):
        assert decode_entry(encode_entry(entry)) == entry, "read back as something else"
    return type(envelope.command).__name__


@cache
def _catalogue() -> Catalogue:
    return catalogue(open_all_day=True)


@cache
def _floor() -> Floor:
    """As it is after the recorded hour. Nobody changes it."""
    floor = Floor()
    for line in recorded().lines:
        floor.apply(decode_entry(line))
    return floor


def _mirror(content: bytes, chance: random.Random) -> str:
    """A screen that follows, and gets one broken line among good ones."""
    real = recorded()
    mirror = Mirror()
    mirror.install_catalogue(real.catalogue)
    mirror.install_floor(real.floor)
    told = SEQ.search(content)
    before = int(told[1]) - 1 if told and chance.random() < TO_ITS_PLACE else chance.randrange(20)
    try:
        for line in (*real.lines[:before], content, *real.lines):
            mirror.apply(line)
    except (Gap, WrongShape) as error:
        return said(error)
    assert mirror.catalogue is not None
    take_snapshot(mirror.floor, mirror.catalogue)
    for service in mirror.catalogue.services:
        mirror.wait_for(service.id, TEN)
    return "followed"


def _bodies(content: bytes, chance: random.Random) -> str:
    """What a centre answers a device."""
    reply = read_reply(chance.choice((200, 401, 409, 422, 503)), content)
    told = [type(reply).__name__]
    for decode in (decode_answer, decode_floor, decode_catalogue, decode_replica):
        try:
            decode(content)
        except WrongShape as error:
            told.append(said(error)[:40])
    return ",".join(told)


def _installed(content: bytes, _: random.Random) -> str:
    """A floor or a catalogue that a device takes up."""
    mirror = Mirror()
    told = []
    for install in (mirror.install_catalogue, mirror.install_floor):
        try:
            install(content)
        except WrongShape as error:
            told.append(said(error)[:40])
    if mirror.catalogue is not None and mirror.epoch:
        take_snapshot(mirror.floor, mirror.catalogue)
    return ",".join(told)


def _status(content: bytes, chance: random.Random) -> str:
    """What a printer says, in whatever pieces."""
    parser, whole = AnswerParser(), AnswerParser()
    answers = [answer for part in pieces(content, chance) for answer in parser.feed(part)]
    assert answers == list(whole.feed(content)), "another cut gives other answers"
    status = PrinterStatus.from_real_time(0x12, 0x12, 0x12, 0x12)
    for answer in answers:
        if isinstance(answer, AutoStatus):
            status = PrinterStatus.from_auto(answer)
        elif isinstance(answer, PaperSensor):
            status = status.with_sensor(answer)
    return str(status.trouble)


def _epos(content: bytes, _: random.Random) -> str:
    """What a printer that speaks ePOS-Print answers."""
    try:
        answer = read_answer(content)
    except NotAnAnswer as error:
        return said(error)
    return f"{answer.printed} {answer.spooled} {answer.printer.trouble}"


def _tools(content: bytes, _: random.Random) -> str:
    """What CUPS's tools print."""
    return str(len(jobs_in(content.decode("utf-8", "replace"), "slip")))


def _announced(content: bytes, chance: random.Random) -> str:
    """What a machine on the LAN says it is."""
    address = content[:15].decode("latin-1")
    port = chance.choice((None, 0, 9100, 70000, int.from_bytes(content[:3], "big")))
    keys = (b"id", b"name", b"fp", b"term", b"ty", b"product", b"pdl", b"epoch")
    values = {key: content[16 * n : 16 * n + 40] or None for n, key in enumerate(keys)}
    for where in (address, "192.168.1.10"):
        found = centre_in(addresses=[where], port=port, properties=values)
        list(
            found_in(RAW_SERVICE, instance=address, addresses=[where], port=port, properties=values)
        )
    return str(found is None)


def _scanned(content: bytes, _: random.Random) -> str:
    """What somebody holds before a reader."""
    text = content.decode("utf-8", "replace")
    assert len(token_hash(text)) == len(token_hash("")), "another kind of hash"
    return str(code_in("MOLO", text) is None)


def _store(content: bytes, _: random.Random) -> str:
    """The file of a centre, from a disk that rots."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "centre.db"
        path.write_bytes(content)
        try:
            db = open_centre(path)
        except DatabaseUnfit as error:
            return said(error)[:40]
        try:
            with reading():
                journal = Journal(db)
                return f"wrong from {journal.verify() is not None}, {len(journal.epoch) > 0}"
        except (StoreFailed, WrongShape) as error:
            return said(error)[:40]
        finally:
            db.close()


def _troubles(content: bytes, _: random.Random) -> str:
    """What a centre kept of its troubles."""
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / NAME).write_bytes(content)
        return str(len(TroubleFile(Path(directory)).before))


def _kept_troubles() -> tuple[bytes, ...]:
    at = datetime(2026, 11, 20, tzinfo=UTC).isoformat().encode()
    one = (
        b'{"code":"DISK_FULL","since":"%b","until":null,"about":"","times":1,"facts":{"a":1}}' % at
    )
    return (b'{"troubles":[%b],"running":true}' % one,)


def _of(part: Callable[[Recorded], tuple[bytes, ...]]) -> Callable[[], tuple[bytes, ...]]:
    return lambda: part(recorded())


TARGETS: tuple[Target, ...] = (
    Target(name="feed", share=0.2, real=_of(lambda r: (r.stream, *_parts(r.stream))), take=_feed),
    Target(
        name="journal", share=0.2, real=_of(lambda r: (*r.lines, *lines(1, step=1))), take=_entry
    ),
    Target(
        name="commands", share=0.2, real=_of(lambda r: (*r.commands, *commands())), take=_command
    ),
    Target(
        name="mirror",
        share=0.02,
        real=_of(lambda r: (*r.lines[1:], *lines(9, step=0), *lines(15, step=0))),
        take=_mirror,
    ),
    Target(
        name="answers",
        share=0.05,
        real=_of(lambda r: (*r.answers, r.floor, r.catalogue, r.health)),
        take=_bodies,
    ),
    Target(
        name="installed", share=0.02, real=_of(lambda r: (r.floor, r.catalogue)), take=_installed
    ),
    Target(name="status", share=0.15, real=lambda: PRINTER, take=_status),
    Target(name="epos", share=0.05, real=lambda: EPOS, take=_epos),
    Target(name="cups", share=0.04, real=lambda: LPSTAT, take=_tools),
    Target(name="announced", share=0.03, real=lambda: SCANNED, take=_announced),
    Target(name="scanned", share=0.04, real=lambda: SCANNED, take=_scanned),
    Target(name="store", share=0.001, real=_of(lambda r: (r.store,)), take=_store),
    Target(name="troubles", share=0.001, real=_kept_troubles, take=_troubles),
    *HUB_TARGETS,
)


def _parts(stream: bytes) -> tuple[bytes, ...]:
    """Some of it, so that short ones are broken too."""
    events = stream.split(b"\n\n")
    return tuple(b"\n\n".join(events[n : n + 2]) + b"\n\n" for n in range(0, len(events), 3))
