"""The lines of a journal as a judge reads them, and as those saw them who may not read it all."""

from collections.abc import Iterator

from bench.torture.notes import check_sum
from kiosk.db.journal import Journal
from kiosk.wire.codec import redact, without

PAGE = 5000


def lines_of(journal: Journal) -> Iterator[tuple[int, bytes]]:
    """Every line that is there, by its seq."""
    seq = 0
    while page := journal.lines_after(seq, PAGE):
        yield from ((stored.seq, stored.text) for stored in page)
        seq = page[-1].seq


def sums_of(line: bytes) -> Iterator[int]:
    """The check sums that anybody may have noted for a line."""
    yield check_sum(line)
    yield check_sum(redact(line))
    if b'"appointment":' in line:
        yield check_sum(without(line, "appointment"))
