"""Asking a printer how it is, and hearing only what answers the question."""

from time import monotonic

from kiosk.printer.escpos import ask_status
from kiosk.printer.line import Line, LineLost
from kiosk.printer.outcome import Cause, PrinterNotReady
from kiosk.printer.status import AutoStatus, FlowControl, PrinterStatus, RealTime


def ask_whole_status(
    line: Line, within_s: float, *, then_within_s: float | None = None
) -> PrinterStatus:
    """What the printer answers to ``DLE EOT`` 1 to 4, asked one after the other.

    So each answer has its question, and something that is no printer is found out: anything
    beside exactly one answer and automatic status is garbage. Each answer may take ``within_s``
    seconds, or those after the first ``then_within_s``: a printer that is slow to answer is slow
    four times. Raises ``PrinterNotReady``.
    """
    later_s = within_s if then_within_s is None else then_within_s
    try:
        line.forget()
        first = _ask(line, 1, monotonic() + within_s)
        answers = [first, *(_ask(line, n, monotonic() + later_s) for n in (2, 3, 4))]
    except LineLost as e:
        raise PrinterNotReady(e.cause) from e
    return PrinterStatus.from_real_time(*answers)


def push_all(line: Line, data: bytes, deadline: float) -> None:
    """Send ``data`` by ``deadline`` (monotonic, s); raises ``LineLost`` where it is not taken."""
    while data:
        data = data[line.push(memoryview(data)) :]
        if data and monotonic() > deadline:
            raise LineLost(Cause.MUTE)


def _ask(line: Line, n: int, deadline: float) -> int:
    push_all(line, ask_status(n), deadline)
    answered: list[RealTime] = []
    while not answered:
        left_s = deadline - monotonic()
        if left_s <= 0:
            raise LineLost(Cause.GARBAGE if line.pending else Cause.MUTE)
        for answer in line.answers(wait_s=left_s):
            if isinstance(answer, RealTime):
                answered.append(answer)
            elif not isinstance(answer, AutoStatus | FlowControl):
                raise LineLost(Cause.GARBAGE)
    if len(answered) > 1:
        raise LineLost(Cause.GARBAGE)
    return answered[0].byte
