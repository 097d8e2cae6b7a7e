"""A receipt printer that speaks ePOS-Print on the loopback, as Epson's reference has it.

It answers success after printing and an error before it, draws what it is sent, and has every
fault there is on demand. With ``spooler`` it answers at once, knows jobs by their id, and prints
when it is told to.
"""

import socket
import struct
from base64 import b64decode
from binascii import Error as NotBase64
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from threading import Condition, Event, Thread
from typing import Self
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

from PIL import Image

EPOS = "{http://www.epson-pos.com/schemas/2011/03/epos-print}"
SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
AT_REST = 0x0F000014
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
KNIFE = ("feed", "no_feed", "reserve")


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What is wrong with it.

    ``bits`` are added to its status, ``code`` is the error it answers before printing;
    ``ends_after_rows``: the roll ends there, and ``code`` comes after the piece. ``loses`` drops
    the connection ``"before"`` or ``"after"`` printing, or ``"half"`` way through the answer;
    ``hangs`` prints and answers nothing; ``says`` is sent in place of any answer, ``drips`` it a
    byte at a time and without end; ``reads_nothing`` takes the connection only. With
    ``while_printing_only`` all is well until a picture comes.
    """

    bits: int = 0
    code: str = ""
    ends_after_rows: int | None = None
    loses: str = ""
    hangs: bool = False
    says: bytes | None = None
    drips: bool = False
    reads_nothing: bool = False
    while_printing_only: bool = False


@dataclass(slots=True)
class Document:
    """One epos-print document it was sent: its job id, its picture, whether it was cut."""

    job: str
    picture: Image.Image | None
    cuts: int
    code: str = ""


@dataclass(slots=True)
class Spooled:
    """What its own spooler has: jobs that wait, and what became of the others."""

    waiting: list[Document] = field(default_factory=list)
    done: dict[str, str] = field(default_factory=dict)


class FakeEpos:
    """Use as a context; ``slips`` are the papers that were cut off, ``pieces`` those that hang."""

    def __init__(self, *, device: str = "local_printer", spooler: bool = False) -> None:
        self.device = device
        self.faults = Faults()
        self.slips: list[Image.Image] = []
        self.pieces: list[Image.Image] = []
        self.requests: list[bytes] = []
        self.cuts = 0
        self.closing = Event()
        self._changed = Condition()
        self._spool = Spooled() if spooler else None
        self._server = _Server(self)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def port(self) -> int:
        port: int = self._server.server_address[1]
        return port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def wait_for_requests(self, count: int, timeout_s: float = 5.0) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.requests) >= count, timeout_s):
                raise TimeoutError(f"{len(self.requests)} of {count} requests")

    def noted(self, request: bytes) -> None:
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()

    def obey(self, device: str, message: bytes) -> bytes:
        """The answer to one message, after printing what it says."""
        if device != self.device:
            return self._answer("", "DeviceNotFound", 1)
        try:
            document = _read(message)
        except (ET.ParseError, ValueError, NotBase64):
            return self._answer("", "SchemaError", AT_REST)
        if self._spool is not None:
            return self._spooled(self._spool, document)
        code = self._print(document)
        return self._answer(document.job, code, self._status(printed=not code))

    def work(self) -> None:
        """Print what its spooler holds."""
        assert self._spool is not None
        while self._spool.waiting:
            document = self._spool.waiting.pop(0)
            self._spool.done[document.job] = self._print(document)

    def _spooled(self, spool: Spooled, document: Document) -> bytes:
        if document.picture is not None:
            spool.waiting.append(document)
            return self._answer(document.job, "", 2, battery=0)
        if not document.job:
            return self._answer("", "", 2)
        if document.job in spool.done:
            code = spool.done[document.job]
            return self._answer(document.job, code, self._status(printed=not code))
        waits = any(each.job == document.job for each in spool.waiting)
        return self._answer(document.job, "Printing" if waits else "JobNotFound", 0)

    def _print(self, document: Document) -> str:
        faults = self.faults
        picture = document.picture
        if faults.code and faults.ends_after_rows is None:
            return "" if picture is None and faults.while_printing_only else faults.code
        if picture is None:
            return ""
        if faults.ends_after_rows is not None:
            self.pieces.append(picture.crop((0, 0, picture.width, faults.ends_after_rows)))
            self.faults = replace(faults, ends_after_rows=None, while_printing_only=False)
            return faults.code
        self.cuts += document.cuts
        (self.slips if document.cuts else self.pieces).append(picture)
        return ""

    def _status(self, *, printed: bool) -> int:
        bits = 0 if self.faults.while_printing_only else self.faults.bits
        return AT_REST | bits | (2 if printed else 0)

    def _answer(self, job: str, code: str, status: int, battery: int = 0) -> bytes:
        success = "false" if code else "true"
        head = (
            f'<s:Header><parameter xmlns="{EPOS[1:-1]}"><devid>{self.device}</devid>'
            f"<printjobid>{job}</printjobid></parameter></s:Header>"
            if job
            else ""
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            f'<s:Envelope xmlns:s="{SOAP[1:-1]}">{head}<s:Body>'
            f'<response xmlns="{EPOS[1:-1]}" success="{success}" code="{code}" '
            f'status="{status}" battery="{battery}"/></s:Body></s:Envelope>'
        ).encode()


def _read(message: bytes) -> Document:
    """What an envelope holds; raises for whatever the schema does not have."""
    root = ET.fromstring(message)
    job = root.findtext(f"{SOAP}Header/{EPOS}parameter/{EPOS}printjobid") or ""
    prints = root.findall(f"{SOAP}Body/{EPOS}epos-print")
    if len(prints) != 1 or root.tag != f"{SOAP}Envelope":
        raise ValueError(message)
    document = Document(job=job, picture=None, cuts=0)
    for element in prints[0]:
        match element.tag.removeprefix(EPOS):
            case "image":
                size = int(element.attrib["width"]), int(element.attrib["height"])
                ink = b64decode(element.text or "", validate=True)
                if len(ink) != (size[0] + 7) // 8 * size[1]:
                    raise ValueError("the picture has another size")
                document.picture = Image.frombytes("1", size, ink, "raw", "1;I")
            case "cut" if element.get("type") in KNIFE:
                document.cuts += 1
            case "feed":
                document.cuts += 1  # where the visitor tears
            case _:
                raise ValueError(element.tag)
    return document


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, printer: FakeEpos) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.printer = printer

    def handle_error(self, *_: object) -> None:
        """A client that went away is its own affair."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connection: socket.socket
    server: "_Server"

    def do_POST(self) -> None:
        if self.server.printer.faults.reads_nothing:
            self.server.printer.noted(b"")
            self.close_connection = True
            self.server.printer.closing.wait(10)
            return
        message = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.printer.noted(message)
        self._respond(message)

    def _respond(self, message: bytes) -> None:
        faults = self.server.printer.faults
        if faults.while_printing_only and b"<image" not in message:
            faults = Faults()
        if faults.says is not None:
            self._raw(faults.says, drips=faults.drips)
        elif faults.loses == "before":
            self._reset()
        else:
            url = urlsplit(self.path)
            if url.path != "/cgi-bin/epos/service.cgi":
                self.send_error(404)
                return
            answer = self.server.printer.obey(parse_qs(url.query)["devid"][0], message)
            if faults.hangs:
                self.close_connection = True
                self.server.printer.closing.wait(10)
            elif faults.loses == "after":
                self._reset()
            else:
                self._say(answer, half=faults.loses == "half")

    def _say(self, answer: bytes, *, half: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer[: len(answer) // 2] if half else answer)
        self.close_connection = True

    def _raw(self, data: bytes, *, drips: bool) -> None:
        self.close_connection = True
        with suppress(OSError):
            if not drips:
                self.wfile.write(data)
            for byte in cycle(data) if drips else ():
                self.wfile.write(bytes((byte,)))
                if self.server.printer.closing.wait(0.02):
                    break

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self.close_connection = True
        self.rfile.close()
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """A test's output is its own."""
