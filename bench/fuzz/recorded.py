"""Real inputs, as a small hall makes them: what the broken ones are made of."""

import dataclasses
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from kiosk.client.session import Session, fresh_id
from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.ids import AgentId, Language, TicketId
from kiosk.wire.codec import encode_command
from tests.centre.running import RunningCentre
from tests.domain.hall import BIRTH, ID_NEW, ONE, TAX, TWO

EN = Language("en")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What went over the wires of that hall, and its file."""

    catalogue: bytes
    floor: bytes
    lines: tuple[bytes, ...]
    stream: bytes
    commands: tuple[bytes, ...]
    answers: tuple[bytes, ...]
    health: bytes
    store: bytes


@cache
def recorded() -> Recorded:
    """One hour of a hall; made once for a process, in a second or two."""
    with tempfile.TemporaryDirectory() as directory:
        return _record(Path(directory))


def _record(data: Path) -> Recorded:
    commands: list[bytes] = []
    answers: list[bytes] = []
    with RunningCentre(data) as centre, ExitStack() as stack:
        sessions = {
            role: stack.enter_context(centre.session(role))
            for role in (Role.KIOSK, Role.COUNTER, Role.FEEDBACK)
        }
        kiosk = sessions[Role.KIOSK]
        first_floor = kiosk.fetch("GET", "/floor")
        for role, command in _hour():
            body = encode_command(fresh_id(), command)
            commands.append(body)
            answers.append(sessions[role].ask("POST", "/commands", body)[1])
        for session in sessions.values():
            tickets = [ticket.ticket for ticket in session.floor().tickets]
            for command in _about(tickets[0]):
                body = encode_command(fresh_id(), command)
                commands.append(body)
                answers.append(session.ask("POST", "/commands", body)[1])
        catalogue, health = kiosk.fetch("GET", "/catalogue"), kiosk.fetch("GET", "/health")
        stream = _stream(centre.url, kiosk)
    return Recorded(
        catalogue=catalogue,
        floor=first_floor,
        lines=tuple(_lines(stream)),
        stream=stream,
        commands=tuple(commands),
        answers=tuple(answers),
        health=health,
        store=(data / "centre.db").read_bytes(),
    )


def _hour() -> Iterator[tuple[Role, Command]]:
    for service in (ID_NEW, BIRTH, TAX, ID_NEW):
        yield Role.KIOSK, c.IssueTicket(service=service, language=EN)
    yield Role.KIOSK, c.CallForHelp()
    for counter, agent in ((ONE, "7"), (TWO, "8")):
        open_counter = c.OpenCounter(
            counter=counter, agent=AgentId(agent), services=(ID_NEW, BIRTH, TAX)
        )
        yield Role.COUNTER, open_counter
        yield Role.COUNTER, c.CallNext(counter=counter)
        yield Role.COUNTER, c.Recall(counter=counter)
        yield Role.COUNTER, c.StartService(counter=counter)
    yield Role.COUNTER, c.TransferTicket(counter=ONE, service=TAX)
    yield Role.COUNTER, c.FinishService(counter=TWO)
    yield Role.FEEDBACK, c.GiveFeedback(smiley=4, counter=TWO)
    yield Role.COUNTER, c.CallNext(counter=TWO)
    yield Role.COUNTER, c.MarkNoShow(counter=TWO)
    yield Role.COUNTER, c.PauseCounter(counter=ONE, reason="lunch")


def _about(ticket: TicketId) -> Iterator[Command]:
    yield c.CallTicket(counter=ONE, ticket=ticket)
    yield c.Requeue(ticket=ticket)
    yield c.CancelTicket(ticket=ticket)


def _stream(url: str, kiosk: Session) -> bytes:
    """The feed as it comes, up to the last line there is."""
    parts = urlsplit(url)
    last = b"id: %d\n" % kiosk.floor().seq
    connection = HTTPConnection(parts.hostname or "", parts.port or 0, timeout=10)
    headers = {"Authorization": f"Bearer {kiosk.token}"}
    connection.request("GET", "/feed?after=0", headers=headers)
    answer, stream = connection.getresponse(), b""
    while last not in stream or not stream.endswith(b"\n\n"):
        stream += answer.read1(65536)
    connection.close()
    return stream


def _lines(stream: bytes) -> Iterator[bytes]:
    for line in stream.split(b"\n"):
        if line.startswith(b"data: "):
            text = line.removeprefix(b"data: ")
            assert msgspec.json.decode(text)
            yield text


PRINTER: tuple[bytes, ...] = (
    bytes((0x16, 0x12, 0x12, 0x12)),
    bytes((0x14, 0x00, 0x00, 0x0F)),
    bytes((0x10, 0x00, 0x0C, 0x0F)),
    bytes((0x1C, 0x04, 0x0C, 0x0F)) * 3,
    b"\x5fEPSON\0\x5fTM-T88V\0\x5f12345\0",
    b"\x37\x22ABCD\0\x00\x00",
    b"\x37\x25\x30\x31\0",
    b"\x11\x13\x00\x0c\x03",
    bytes(range(256)),
)
"""What receipt printers say of themselves."""
EPOS: tuple[bytes, ...] = tuple(
    b'<?xml version="1.0" encoding="utf-8"?><soapenv:Envelope xmlns:soapenv='
    b'"http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header><parameter xmlns='
    b'"http://www.epson-pos.com/schemas/2011/03/epos-print"><printjobid>a-1</printjobid></parameter>'
    b"</soapenv:Header><soapenv:Body><response xmlns="
    b'"http://www.epson-pos.com/schemas/2011/03/epos-print" success="%b" code="%b" status="%d" '
    b'battery="0"/></soapenv:Body></soapenv:Envelope>' % (success, code, status)
    for success, code, status in (
        (b"true", b"", 251658262),
        (b"false", b"EPTR_COVER_OPEN", 252706886),
        (b"false", b"EPTR_REC_EMPTY", 252182566),
        (b"1", b"PrintSuccess", 4294967295),
    )
)
"""What printers that speak ePOS-Print answer."""
LPSTAT: tuple[bytes, ...] = (
    b"scheduler is running\nprinter slip is idle.  enabled since Fri 20 Nov 2026 10:00:00\n"
    b"\tForm mounted:\n\tAlerts: none\nslip accepting requests since Fri 20 Nov 2026\n",
    b"slip-12                 root              1024   Fri 20 Nov 2026 10:00:00\n"
    b"\tStatus: Paper is out\n\tAlerts: media-empty-error\n\tqueued for slip\n",
    b"printer slip disabled since Fri 20 Nov 2026 10:00:00 -\n\tPaused\n",
)
"""What CUPS's own tools print."""
SCANNED: tuple[bytes, ...] = (
    b"MOLO-A-12345674",
    b"MOLO-K7M2AAAAAAAAAAAAAAAAAAAAAA",
    b"HTTPS://FOLENI.EXAMPLE/T/MOLO-K7M2AAAAAAAAAAAAAAAAAAAAAA",
    b"12345674",
    b"WIFI:T:WPA;S:hall;P:secret;;",
    b"BEGIN:VCARD\nN:X\nEND:VCARD",
)
"""What people hold before a reader."""
