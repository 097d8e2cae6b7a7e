"""Epson's ePOS-Print XML: what a printer is asked over HTTP, and what it answers.

The names, codes and bits are those of Epson's public reference, chapter ``<response>``.
"""

import re
from base64 import b64encode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.parsers import expat

from kiosk.printer.outcome import Cause
from kiosk.printer.profile import Cut
from kiosk.printer.status import PrinterStatus

if TYPE_CHECKING:
    # Every screen with a printer loads this module before its first frame.
    from PIL import Image

NAMESPACE = "http://www.epson-pos.com/schemas/2011/03/epos-print"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
EMPTY = f'<epos-print xmlns="{NAMESPACE}"></epos-print>'.encode()
"""Prints nothing: the printer answers how it is, or what became of the job that is named."""

CUTS = {
    # The knife that the model has, after a feed to it. A full cut by name is newer than many
    # a printer, and one that does not know an attribute refuses the whole document.
    Cut.FULL: b'<cut type="feed"/>',
    Cut.PART: b'<cut type="feed"/>',
    # No cutter: four lines lift the last row above the tear bar.
    Cut.NONE: b'<feed line="4"/>',
}

NO_RESPONSE = 0x00000001
PRINT_COMPLETE = 0x00000002
OFFLINE = 0x00000008
AUTO_STATUS = 0x00000010
"""Set in every status that the printing part itself gave: the fixed bit of its first byte."""
COVER_OPEN = 0x00000020
MECHANICAL_ERROR = 0x00000400
CUTTER_ERROR = 0x00000800
UNRECOVERABLE_ERROR = 0x00002000
AUTO_RECOVERABLE_ERROR = 0x00004000
PAPER_LOW = 0x00020000
PAPER_OUT = 0x00080000
SPOOLER_STOPPED = 0x80000000

CAUSES = {
    "EPTR_AUTOMATICAL": Cause.ERROR,
    "EPTR_BATTERY_LOW": Cause.ERROR,
    "EPTR_COVER_OPEN": Cause.COVER_OPEN,
    "EPTR_CUTTER": Cause.CUTTER,
    "EPTR_MECHANICAL": Cause.ERROR,
    "EPTR_REC_EMPTY": Cause.PAPER_OUT,
    "EPTR_UNRECOVERABLE": Cause.ERROR,
    "SchemaError": Cause.ERROR,
    "DeviceNotFound": Cause.UNREACHABLE,
    "PrintSystemError": Cause.ERROR,
    "EX_BADPORT": Cause.UNREACHABLE,
    "EX_TIMEOUT": Cause.SILENT,
    "EX_SPOOLER": Cause.BUSY,
    "EX_DEVICE_BUSY": Cause.BUSY,
    "EX_ENPC_TIMEOUT": Cause.BUSY,
    "TooManyRequests": Cause.BUSY,
    "RequestEntityTooLarge": Cause.ERROR,
    "ERROR_WAIT_EJECT": Cause.BUSY,
}

REFUSALS = frozenset(
    {
        "DeviceNotFound",
        "EX_DEVICE_BUSY",
        "EX_SPOOLER",
        "RequestEntityTooLarge",
        "SchemaError",
        "TooManyRequests",
    }
)
"""Documented to turn the whole document away: no such device, in use, queue full and the data
cleared, too large, not understood ("printing cannot be done"), too many. Every other code, the
printer's own troubles with it, may come after the first rows are on the paper.
"""
UNDER_WAY = frozenset({"Printing", "JobSpooling"})

_ANSWER = f"{NAMESPACE} response"
_JOB = f"{NAMESPACE} printjobid"
_NUMBER = re.compile(r"[0-9]{1,10}")
_MANY_DEEP = 16


class NotAnAnswer(ValueError):
    """What came back is not one ePOS-Print answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EposAnswer:
    """One ``<response>``. ``job`` is the id of the print job it speaks of, if it names one."""

    success: bool
    code: str
    status: int
    job: str = ""

    @property
    def printed(self) -> bool:
        """Whether the printing part itself says that the paper is made.

        A printer with a spooler of its own says ``success`` as soon as it has stored a job; its
        status is then bare of all that the printing part knows.
        """
        told = AUTO_STATUS | PRINT_COMPLETE
        return self.success and self.status & told == told

    @property
    def spooled(self) -> bool:
        """Whether it only stored what it was sent."""
        return self.success and not self.status & (AUTO_STATUS | NO_RESPONSE)

    @property
    def cause(self) -> Cause:
        """What its code means; for a code nobody documented an error."""
        return CAUSES.get(self.code, Cause.ERROR)

    @property
    def printer(self) -> PrinterStatus:
        """How the printer is, by its status bits and, where they are silent, by its code."""
        status = status_of(self.status)
        if self.success or status.trouble is not None:
            return status
        return _with_trouble(status, self.cause) if self.code.startswith("EPTR_") else status


def document(picture: "Image.Image", cut: Cut) -> bytes:
    """One whole slip as a print document: the picture (mode ``1``, black prints), then the cut.

    Whoever sends it may send it twice: it is never added to.
    """
    if picture.mode != "1":
        raise ValueError(f"a raster picture has mode 1, not {picture.mode}")
    # Raw mode 1;I makes ink 1 and pads each row with 0, as the reference asks.
    ink = b64encode(picture.tobytes("raw", "1;I"))
    image = f'<image width="{picture.width}" height="{picture.height}" color="color_1" mode="mono">'
    opening, closing = EMPTY[: -len(b"</epos-print>")], b"</epos-print>"
    return opening + image.encode() + ink + b"</image>" + CUTS[cut] + closing


def envelope(body: bytes, job: str = "") -> bytes:
    """The SOAP message around a print document; ``job`` names it (1 to 30 of ``[A-Za-z0-9_.-]``).

    Only printers with a spooler know job ids, so without one the message has no header.
    """
    head = f'<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="{SOAP}">'
    if job:
        head += (
            f'<s:Header><parameter xmlns="{NAMESPACE}"><printjobid>{job}</printjobid></parameter>'
            "</s:Header>"
        )
    return head.encode() + b"<s:Body>" + body + b"</s:Body></s:Envelope>"


def read_answer(data: bytes) -> EposAnswer:
    """The one ``<response>`` in ``data``; raises ``NotAnAnswer`` for anything else."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except NotAnAnswer:
        raise
    except (expat.ExpatError, LookupError, ValueError) as e:
        # The last two are for an encoding that nobody has, or expat has not.
        raise NotAnAnswer(f"not XML: {e}") from e
    if len(reader.answers) != 1:
        raise NotAnAnswer(f"{len(reader.answers)} responses")
    attributes = reader.answers[0]
    success = attributes.get("success")
    if success not in ("true", "1", "false", "0"):
        raise NotAnAnswer("a response without success")
    status = attributes.get("status", "")
    return EposAnswer(
        success=success in ("true", "1"),
        code=attributes.get("code", ""),
        status=int(status) if _NUMBER.fullmatch(status) else 0,
        job=reader.job.strip(),
    )


def status_of(bits: int) -> PrinterStatus:
    """The answer's ``status`` as every road says it."""
    errors = MECHANICAL_ERROR | UNRECOVERABLE_ERROR | AUTO_RECOVERABLE_ERROR
    return PrinterStatus(
        offline=bool(bits & (OFFLINE | NO_RESPONSE)),
        cover_open=bool(bits & COVER_OPEN),
        paper_low=bool(bits & PAPER_LOW),
        paper_out=bool(bits & PAPER_OUT),
        cutter_error=bool(bits & CUTTER_ERROR),
        error=bool(bits & errors),
    )


def _with_trouble(status: PrinterStatus, cause: Cause) -> PrinterStatus:
    match cause:
        case Cause.COVER_OPEN:
            return replace(status, cover_open=True)
        case Cause.PAPER_OUT:
            return replace(status, paper_out=True)
        case Cause.CUTTER:
            return replace(status, cutter_error=True)
        case _:
            return replace(status, error=True)


class _Reader:
    """Looks for the response, and takes nothing that could grow: no DTD, no depth."""

    def __init__(self) -> None:
        self.answers: list[dict[str, str]] = []
        self.job = ""
        self._depth = 0
        self._in_job = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _refuse(self, *_: object) -> None:
        raise NotAnAnswer("a document type of its own")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MANY_DEEP:
            raise NotAnAnswer("too deep")
        if name == _ANSWER:
            self.answers.append(attributes)
        self._in_job = name == _JOB

    def _end(self, _name: str) -> None:
        self._depth -= 1
        self._in_job = False

    def _text(self, text: str) -> None:
        if self._in_job:
            self.job += text
