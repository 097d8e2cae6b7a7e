"""One Epson printer by ePOS-Print over HTTP: it says itself when the paper is made."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from secrets import token_hex
from threading import Event
from time import monotonic
from urllib.parse import urlencode

from kiosk.printer.epos import (
    EMPTY,
    NO_RESPONSE,
    REFUSALS,
    SPOOLER_STOPPED,
    UNDER_WAY,
    EposAnswer,
    NotAnAnswer,
    envelope,
    read_answer,
)
from kiosk.printer.http_line import HttpLine, HttpLost, HttpPatience, HttpReply
from kiosk.printer.outcome import (
    Cause,
    Level,
    NotPrinted,
    Outcome,
    Printed,
    PrinterNotReady,
    Sent,
    Unconfirmed,
)
from kiosk.printer.status import PrinterStatus

EPOS_PORT = 80
DEVICE = "local_printer"
"""How every printer calls its own printing part, unless somebody renamed it."""
SERVICE = "/cgi-bin/epos/service.cgi"


@dataclass(frozen=True, slots=True, kw_only=True)
class EposPatience:
    """How long to wait for what, in seconds.

    ``print``: what the printer is given to print one slip; ``grace``: how much longer its answer
    may take. ``follow``: between two questions for a job in the printer's own spooler.
    """

    connect_s: float = 1.5
    status_s: float = 2.0
    stall_s: float = 5.0
    print_s: float = 8.0
    grace_s: float = 2.0
    follow_s: float = 0.3


class EposPrinter:
    """A printer whose ePOS-Print service answers at ``host``:``port``.

    ``device`` is its device id. ``new_job`` makes the ids by which a printer with a spooler of
    its own is asked for a job again.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int = EPOS_PORT,
        device: str = DEVICE,
        patience: EposPatience | None = None,
        new_job: Callable[[], str] = lambda: token_hex(12),
    ) -> None:
        self._given_up = Event()
        self._line = HttpLine(host=host, port=port, given_up=self._given_up)
        self._device = device
        self._patience = patience or EposPatience()
        self._new_job = new_job

    def open(self) -> "EposSession":
        """Ask how it is, with a document that prints nothing; raises ``PrinterNotReady``."""
        if self._given_up.is_set():
            raise PrinterNotReady(Cause.INTERRUPTED)
        service = _Service(self._line, self._device, self._patience, self._given_up)
        try:
            answer = service.ask(EMPTY, within_s=self._patience.status_s)
        except HttpLost as e:
            cause = Cause.MUTE if e.cause is Cause.SILENT else e.cause
            raise PrinterNotReady(cause, str(e)) from e
        status = _told_at_first(answer)
        return EposSession(service, status, self._new_job() if answer.spooled else "")

    def give_up(self) -> None:
        """End what is under way within a tenth of a second, from any thread, for good."""
        self._given_up.set()


class EposSession:
    """A printer that has told its status; carries one job. ``job`` is its id, where ids count."""

    def __init__(self, service: "_Service", status: PrinterStatus, job: str) -> None:
        self._service = service
        self._status = status
        self._job = job

    @property
    def status(self) -> PrinterStatus:
        """What the printer said of itself last."""
        return self._status

    def send(self, job: bytes) -> Outcome:
        """Send the whole document and wait for the printer's word on it."""
        if self._status.trouble:
            return NotPrinted(cause=self._status.trouble, low=self._status.paper_low)
        patience = self._service.patience
        deadline = monotonic() + patience.stall_s + patience.print_s + patience.grace_s
        try:
            answer = self._service.ask(job, within_s=patience.print_s, job=self._job)
        except HttpLost as lost:
            if not lost.body_bytes:
                return NotPrinted(cause=lost.cause, low=self._status.paper_low)
            return self._followed(self._doubt(lost.cause, lost.body_bytes), deadline)
        return self._understood(answer, len(job), deadline)

    def close(self) -> None:
        """Nothing is held: every question had a connection of its own."""

    def _understood(self, answer: EposAnswer, job_bytes: int, deadline: float) -> Outcome:
        self._note(answer)
        if answer.printed:
            return Printed(level=Level.PRINTED, low=self._status.paper_low)
        if answer.success and not self._job:
            return Sent(level=Level.STATUS, low=self._status.paper_low)
        if answer.code in REFUSALS:
            return NotPrinted(cause=answer.cause, low=self._status.paper_low)
        if answer.success or answer.code in UNDER_WAY:
            return self._followed(self._doubt(Cause.STALLED, job_bytes), deadline)
        return self._doubt(self._status.trouble or answer.cause, job_bytes)

    def _followed(self, doubt: Unconfirmed, deadline: float) -> Outcome:
        """What a printer with a spooler says of the job by its id, when it is done with it.

        Others are not asked: one that knows no job ids takes the question for an empty job, and
        its success would be a lie about this one.
        """
        while self._job and self._service.wait_until(deadline):
            try:
                answer = self._service.ask(
                    EMPTY, within_s=self._service.patience.status_s, job=self._job
                )
            except HttpLost:
                continue
            if answer.job != self._job or answer.code in UNDER_WAY:
                continue
            self._note(answer)
            if answer.printed:
                return Printed(level=Level.PRINTED, low=self._status.paper_low)
            if answer.success:
                return Sent(level=Level.STATUS, low=self._status.paper_low)
            # Failed, or forgotten since: either way some of it may be on the paper.
            return self._doubt(self._status.trouble or answer.cause, doubt.bytes_sent)
        return doubt

    def _doubt(self, cause: Cause, bytes_sent: int) -> Unconfirmed:
        return Unconfirmed(bytes_sent=bytes_sent, cause=cause, low=self._status.paper_low)

    def _note(self, answer: EposAnswer) -> None:
        if not answer.spooled and answer.code != "JobNotFound":
            self._status = answer.printer


class _Service:
    """The printer's ePOS-Print service, asked one document at a time."""

    def __init__(
        self, line: HttpLine, device: str, patience: EposPatience, given_up: Event
    ) -> None:
        self._line = line
        self._given_up = given_up
        self._device = device
        self.patience = patience

    def ask(self, body: bytes, within_s: float, job: str = "") -> EposAnswer:
        """The answer to one document; raises ``HttpLost``.

        An answer that is none counts as a lost one: the document has left.
        """
        query = urlencode({"devid": self._device, "timeout": round(within_s * 1000)})
        message = envelope(body, job)
        patience = HttpPatience(
            connect_s=self.patience.connect_s,
            stall_s=self.patience.stall_s,
            answer_s=within_s + self.patience.grace_s,
        )
        reply = self._line.post(f"{SERVICE}?{query}", message, patience)
        try:
            return _answer_in(reply)
        except NotAnAnswer as e:
            busy = reply.code in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS)
            cause = Cause.BUSY if busy else Cause.GARBAGE
            raise HttpLost(cause, len(message), str(e)) from e

    def wait_until(self, deadline: float) -> bool:
        """Wait before the next question; ``False`` when there is no time left for it."""
        return not self._given_up.wait(self.patience.follow_s) and monotonic() < deadline


def _answer_in(reply: HttpReply) -> EposAnswer:
    if reply.code != HTTPStatus.OK:
        raise NotAnAnswer(f"HTTP {reply.code}: is ePOS-Print switched on in the printer?")
    return read_answer(reply.body)


def _told_at_first(answer: EposAnswer) -> PrinterStatus:
    """How the printer is, by its answer to the empty document; raises ``PrinterNotReady``."""
    if answer.status & NO_RESPONSE:
        raise PrinterNotReady(Cause.UNREACHABLE, answer.code or "the printing part is silent")
    if answer.status & SPOOLER_STOPPED and not answer.success:
        raise PrinterNotReady(Cause.BUSY, "its spooler has stopped")
    status = answer.printer
    if not answer.success and status.trouble is None:
        cause = Cause.MUTE if answer.cause is Cause.SILENT else answer.cause
        raise PrinterNotReady(cause, answer.code or "it gave no reason")
    return status
