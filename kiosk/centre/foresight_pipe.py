"""What a centre and its foresight say to each other: one line each, through two pipes.

The first byte of a line says what it is; JSON follows, which has no line breaks of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from kiosk.centre.outlook import Outlook
from kiosk.wire.codec import UNREADABLE, encode

CATALOGUE, FLOOR, EVENT, ASK = b"C", b"F", b"E", b"A"
"""Down: what the centre offers, its floor as ``/floor`` has it, a line of the journal, ``Ask``."""
MAX_LINE_BYTES = 16 * 1024 * 1024
"""More than any outlook has: 300 tickets and every service are 100 kB."""
MOST_S = 1e12
"""More than any wait: who reckons with what is told need not fear to leave all bounds."""


class Garbled(Exception):
    """A line from the other end that is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What will the waits be? ``at`` is the centre's time, ``seed`` the simulation's chance."""

    at: datetime
    seed: int


_asks = msgspec.json.Decoder(Ask)
_outlooks = msgspec.json.Decoder(Outlook)


def line(kind: bytes, body: bytes) -> bytes:
    """One line to the child."""
    return b"%b%b\n" % (kind, body)


def ask_line(ask: Ask) -> bytes:
    """A question as a line."""
    return line(ASK, encode(ask))


def decode_ask(body: bytes) -> Ask:
    """The question behind its first byte. Raises ``Garbled``."""
    try:
        return _asks.decode(body)
    except UNREADABLE as error:
        raise Garbled(str(error)) from error


def answer_line(outlook: Outlook) -> bytes:
    """An answer as a line."""
    return encode(outlook) + b"\n"


def decode_answer(body: bytes) -> Outlook:
    """The child's answer. Raises ``Garbled``."""
    try:
        outlook = _outlooks.decode(body)
    except UNREADABLE as error:
        raise Garbled(str(error)) from error
    if outlook.at.tzinfo is None or not all(0 <= s <= MOST_S for s in _seconds_in(outlook)):
        raise Garbled("no outlook says such a time")
    return outlook


def _seconds_in(outlook: Outlook) -> Iterator[float]:
    yield outlook.cpu_s
    arrivals = outlook.arrivals.values()
    of_arrivals = (one for arrival in arrivals for one in (arrival.plain, arrival.favoured))
    for foreseen in (*outlook.tickets.values(), *of_arrivals):
        for wait in (foreseen.simulated, foreseen.closed):
            yield from (wait.low_s, wait.median_s, wait.p80_s, wait.high_s)
