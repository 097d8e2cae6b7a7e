"""What dies with a centre whose copy takes over: answered, and not yet on the copy's disk."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import msgspec

from bench.torture.cast import KIOSK
from bench.torture.faults import TookOver
from bench.torture.journals import lines_of, sums_of
from bench.torture.notes import ANEW, DONE, LINE, PRINTED, Note
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader

STILL_READ_S = 1.5
"""What a centre had answered may be read so long after its death."""
OVER = frozenset({"ServiceFinished", "NoShowMarked", "TicketCancelled", "DayClosed"})


class Ended(msgspec.Struct, frozen=True):
    """What tells that a visit is over."""

    type: str
    ticket: str = ""


class Succession:
    """Takes from a device's notes what died with the old centre, and counts it.

    What kiosks printed does not die: they tell the new centre of every visit that is not over.
    """

    def __init__(
        self, took_over: TookOver, lines: Mapping[int, bytes], old: Path, counted: Counter[str]
    ) -> None:
        self._took_over = took_over
        self._lines = lines
        self._counted = counted
        self._over: set[str] = set()
        with closing(open_reader(old)) as db:
            for seq, line in lines_of(Journal(db)):
                ended = msgspec.json.decode(line, type=Ended)
                if seq > took_over.seq and ended.type in OVER:
                    self._over.add(ended.ticket)

    def of(self, name: str, notes: list[Note]) -> Iterator[Note]:
        """The notes of the device of this name that must be true of the new centre."""
        told_of_it = False
        gone: set[str] = set()
        for note in notes:
            late = note.at_s > self._took_over.killed_s
            if self._died(note):
                self._counted[f"{note.kind}, gone with the centre"] += 1
                gone.add(note.id)
            elif note.kind == PRINTED and note.ticket in gone and not name.startswith(KIOSK):
                self._counted["papers of desks, gone with the centre"] += 1
            elif note.kind == PRINTED and note.ticket in gone and note.ticket in self._over:
                self._counted["papers of visits that were over, gone with the centre"] += 1
            elif note.kind == ANEW and note.why and late and not told_of_it:
                # Once, for the new epoch.
                told_of_it = True
                yield msgspec.structs.replace(note, why="")
            else:
                yield note

    def _died(self, note: Note) -> bool:
        if note.kind not in (DONE, LINE) or note.at_s > self._took_over.killed_s + STILL_READ_S:
            return False
        return any(
            seq > self._took_over.seq
            and (seq not in self._lines or sum_ not in sums_of(self._lines[seq]))
            for seq, sum_ in (*note.lines, note.line)
        )


def differing(store: Path, lines: Mapping[int, bytes], until: int) -> Iterator[int]:
    """Where a copy, or the centre whose copy took over, has other lines, as far as both go."""
    with closing(open_reader(store)) as db:
        other = dict(lines_of(Journal(db)))
    yield from (seq for seq in range(1, until + 1) if other.get(seq) != lines.get(seq))
