"""A line of a journal read once, whatever stands in it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import msgspec

from kiosk.hub.lines import LedgerLine
from kiosk.hub.projecting_facts import KINDS, Fact
from kiosk.wire.codec import UNREADABLE

FIRST_YEAR, LAST_YEAR = 1900, 9000
"""Beyond these PostgreSQL and Python do not write a time in the same way."""
_NUL = b"\\u0000"
"""A character that JSON has and no text of PostgreSQL's."""

_DECODERS: Mapping[str, msgspec.json.Decoder[Fact]] = MappingProxyType(
    {kind.__name__: msgspec.json.Decoder(kind) for kind in KINDS}
)


_TIMED = frozenset(kind for kind in KINDS if kind.moments is not Fact.moments)


def read_fact(line: LedgerLine) -> Fact | None:
    """What the line says; ``None``: nothing is made of it, or it says what cannot be.

    Either way the ledger has it.
    """
    decoder = _DECODERS.get(line.type)
    if decoder is None or _NUL in line.text:
        return None
    try:
        fact = decoder.decode(line.text)
    except UNREADABLE:
        return None
    if not (FIRST_YEAR <= fact.at.year <= LAST_YEAR and FIRST_YEAR <= line.day.year <= LAST_YEAR):
        return None
    if type(fact) in _TIMED and not all(map(_is_sane, fact.moments)):
        return None
    return fact


def _is_sane(moment: datetime | None) -> bool:
    return moment is None or FIRST_YEAR <= moment.year <= LAST_YEAR
