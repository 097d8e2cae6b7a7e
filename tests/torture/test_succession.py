"""What dies with a centre is counted, and nothing else is forgiven because its copy took over."""

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bench.torture.faults import TookOver
from bench.torture.notes import ANEW, DONE, LINE, PRINTED, Note, check_sum
from bench.torture.succession import Succession, differing
from kiosk.db.journal import Journal, Line
from kiosk.db.opening import open_centre, transaction
from kiosk.domain import commands as c
from kiosk.domain.events import Entry, TicketIssued
from kiosk.wire.codec import encode_entry
from tests.domain.hall import Hall

DIED_S = 1000.0


@pytest.fixture
def journal() -> list[Entry]:
    """The old centre's: three tickets, of which the second is cancelled."""
    hall = Hall()
    for _ in range(3):
        hall.issue()
    hall.do(c.CancelTicket(ticket=of(hall.journal, 1).ticket))
    return hall.journal


def of(journal: list[Entry], place: int) -> TicketIssued:
    issued = [entry.event for entry in journal if isinstance(entry.event, TicketIssued)]
    return issued[place]


def line_of(journal: list[Entry], place: int) -> tuple[int, int]:
    entry = next(e for e in journal if e.event is of(journal, place))
    return entry.seq, check_sum(encode_entry(entry))


def succession(
    journal: list[Entry], directory: Path, *, known: int
) -> tuple[Succession, Counter[str]]:
    """The copy had the journal's first ``known`` lines when its centre died."""
    with closing(open_centre(directory / "old.db")) as db, transaction(db):
        Journal(db).append([Line(entry=e, text=encode_entry(e)) for e in journal])
    lines = {entry.seq: encode_entry(entry) for entry in journal[:known]}
    counted: Counter[str] = Counter()
    took_over = TookOver(seq=known, killed_s=DIED_S)
    return Succession(took_over, lines, directory / "old.db", counted), counted


def notes_of(journal: list[Entry], place: int, at_s: float) -> list[Note]:
    """A device was given that ticket, and printed it."""
    issued, line = of(journal, place), line_of(journal, place)
    return [
        Note(kind=DONE, at_s=at_s, id=issued.ticket, lines=[line], number=issued.number),
        Note(kind=PRINTED, at_s=at_s, ticket=issued.ticket, number=issued.number),
    ]


def test_what_the_copy_has_is_forgiven_nobody(journal: list[Entry], tmp_path: Path) -> None:
    left, counted = succession(journal, tmp_path, known=len(journal))
    notes = notes_of(journal, 0, DIED_S - 1)
    assert list(left.of("desk-1", notes)) == notes
    assert not counted


def test_an_answer_that_died_with_its_centre_is_counted_and_so_is_a_desks_paper(
    journal: list[Entry], tmp_path: Path
) -> None:
    left, counted = succession(journal, tmp_path, known=1)
    assert not list(left.of("desk-1", notes_of(journal, 2, DIED_S - 1)))
    assert counted == {
        "done, gone with the centre": 1,
        "papers of desks, gone with the centre": 1,
    }


def test_a_kiosks_paper_does_not_die_with_its_centre(journal: list[Entry], tmp_path: Path) -> None:
    left, _ = succession(journal, tmp_path, known=1)
    notes = notes_of(journal, 2, DIED_S - 1)
    assert list(left.of("kiosk-1", notes)) == notes[1:]


def test_unless_its_visit_was_over(journal: list[Entry], tmp_path: Path) -> None:
    left, counted = succession(journal, tmp_path, known=1)
    assert not list(left.of("kiosk-1", notes_of(journal, 1, DIED_S - 1)))
    assert counted["papers of visits that were over, gone with the centre"] == 1


def test_what_was_answered_long_after_the_death_is_forgiven_nobody(
    journal: list[Entry], tmp_path: Path
) -> None:
    left, _ = succession(journal, tmp_path, known=1)
    notes = notes_of(journal, 2, DIED_S + 60)
    assert list(left.of("desk-1", notes)) == notes


def test_a_board_begins_anew_once_for_the_new_epoch(journal: list[Entry], tmp_path: Path) -> None:
    left, counted = succession(journal, tmp_path, known=1)
    died = Note(kind=LINE, at_s=DIED_S - 1, line=line_of(journal, 2))
    anew = Note(kind=ANEW, at_s=DIED_S + 1, why="410")
    before = Note(kind=ANEW, at_s=DIED_S - 5, why="410")
    told = list(left.of("board-1", [before, died, anew, anew]))
    assert [note.why for note in told] == ["410", "", "410"]
    assert counted["line, gone with the centre"] == 1


def test_lines_that_differ_or_lack_are_found(journal: list[Entry], tmp_path: Path) -> None:
    succession(journal, tmp_path, known=2)
    lines = {entry.seq: encode_entry(entry) for entry in journal}
    last = len(journal)
    assert not list(differing(tmp_path / "old.db", lines, last))
    assert list(differing(tmp_path / "old.db", {**lines, 2: b"{}"}, last)) == [2]
    assert list(differing(tmp_path / "old.db", {**lines, last + 1: b"{}"}, last + 1)) == [last + 1]
