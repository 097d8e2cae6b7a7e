"""What a printer on port 9100 can tell of itself: asked with care, once, when it is installed."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from time import monotonic

from kiosk.printer.asking import ask_whole_status, push_all
from kiosk.printer.dialling import GivenUp, dial
from kiosk.printer.escpos import END_PICTURE, FENCE, INITIALISE, PROCESS_ID, ask_process_id
from kiosk.printer.lan import RAW_PORT, random_process_id
from kiosk.printer.line import Line, LineLost
from kiosk.printer.outcome import Cause, Level, PrinterNotReady
from kiosk.printer.status import Answer, Block, PaperSensor, PrinterStatus

ASK_MAKER, ASK_MODEL = b"\x1dIB", b"\x1dIC"
NAME_BLOCK = 0x5F
BOTH_NAMES = 2
NAME_LIMIT = 40
"""A longer maker or model is cut: it is shown in one line and kept for good."""
PRINTABLE = range(0x20, 0x7F)
KNOWS_PROCESS_ID = "EPSON"
"""Others may print an unknown command as text, so only Epson's own are asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbePatience:
    """How long to wait for what, in seconds. ``answer``: for each question after the status."""

    connect_s: float = 1.5
    status_s: float = 2.0
    answer_s: float = 1.5
    close_s: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What was found out. ``cause`` says what kept it from being more.

    ``level`` is ``None`` where nothing follows about it: of what stays silent (a mute printer, or
    one that another host holds), of what cannot be reached, and of a printer in trouble, which
    does not obey every question. Only a person who saw the test slip can say A0.
    """

    level: Level | None = None
    maker: str = ""
    model: str = ""
    status: PrinterStatus | None = None
    cause: Cause | None = None


def probe(
    host: str,
    port: int = RAW_PORT,
    patience: ProbePatience | None = None,
    process_id: Callable[[], bytes] = random_process_id,
    given_up: Event | None = None,
) -> Probe:
    """Ask the printer at ``host``:``port`` what it can tell. Never raises.

    Prints nothing; of one that answers no fence a piece of white paper may be cut off.

    ``process_id`` makes four printable characters that a printer cannot know beforehand;
    ``given_up`` ends it within a tenth of a second.
    """
    patience, given_up = patience or ProbePatience(), given_up or Event()
    try:
        connection = dial(host, port, patience.connect_s, given_up)
    except GivenUp:
        return Probe(cause=Cause.INTERRUPTED)
    except OSError:
        return Probe(cause=Cause.UNREACHABLE)
    line = Line(connection, given_up)
    try:
        return _Questions(line, patience).ask(process_id)
    finally:
        line.close(patience.close_s)


class _Questions:
    """One conversation. Answers may come late, so each is noted whenever it comes."""

    def __init__(self, line: Line, patience: ProbePatience) -> None:
        self._line = line
        self._patience = patience
        self._fenced = False
        self._names: list[str] = []
        self._printed_id = b""

    def ask(self, process_id: Callable[[], bytes]) -> Probe:
        """Status first: of what does not answer that, nothing else is asked."""
        try:
            status = ask_whole_status(self._line, self._patience.status_s)
        except PrinterNotReady as e:
            return Probe(cause=e.cause)
        if status.trouble is not None:
            # Offline it obeys nothing but real-time questions: what it can, it cannot show now.
            return Probe(status=status, cause=status.trouble)
        level = Level.STATUS
        try:
            self._ask(FENCE, lambda: self._fenced)
            if not self._fenced:
                # Or somebody's unfinished picture has swallowed the question.
                self._ask(END_PICTURE + FENCE, lambda: self._fenced)
            maker, model = self._ask_names()
            if self._fenced:
                level = Level.FENCE
            if self._fenced and maker.upper().startswith(KNOWS_PROCESS_ID):
                level = self._ask_process_id(process_id())
            # Takes back what a printer may have understood of questions it does not know.
            push_all(self._line, INITIALISE, monotonic() + self._patience.answer_s)
        except LineLost as e:
            return Probe(status=status, cause=e.cause)
        return Probe(level=level, maker=maker, model=model, status=status)

    def _ask_names(self) -> tuple[str, str]:
        """Maker and model; empty where it does not say."""
        self._ask(ASK_MAKER, lambda: len(self._names) == 1)
        in_time = len(self._names)
        self._ask(ASK_MODEL, lambda: len(self._names) == BOTH_NAMES)
        if len(self._names) == BOTH_NAMES:
            return self._names[0], self._names[1]
        name = "".join(self._names)
        return (name, "") if in_time else ("", name)

    def _ask_process_id(self, process_id: bytes) -> Level:
        # Compared: an emulator of others answers every id at once with a constant "1234".
        self._ask(ask_process_id(process_id), lambda: self._printed_id == process_id)
        return Level.PRINTED if self._printed_id == process_id else Level.FENCE

    def _ask(self, question: bytes, answered: Callable[[], bool]) -> None:
        """Send and listen until ``answered``, or the patience for one answer is at its end."""
        deadline = monotonic() + self._patience.answer_s
        push_all(self._line, question, deadline)
        while not answered() and (left_s := deadline - monotonic()) > 0:
            for answer in self._line.answers(wait_s=left_s):
                self._note(answer)

    def _note(self, answer: Answer) -> None:
        if isinstance(answer, PaperSensor):
            self._fenced = self._fenced or not answer.paper_out
        elif isinstance(answer, Block) and answer.header == NAME_BLOCK:
            if len(self._names) < BOTH_NAMES:
                self._names.append(_name(answer.data))
        elif isinstance(answer, Block):
            begin = bytes((answer.header,)) + answer.data
            if begin.startswith(PROCESS_ID):
                self._printed_id = begin.removeprefix(PROCESS_ID)


def _name(data: bytes) -> str:
    """What a printer calls itself, as far as it can be shown: hostile bytes are left out."""
    text = "".join(chr(byte) for byte in data if byte in PRINTABLE)
    return " ".join(text.split())[:NAME_LIMIT]
