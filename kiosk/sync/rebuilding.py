"""Makes a store whose file is damaged anew, out of its own journal: all else follows from that."""

from contextlib import closing
from pathlib import Path

from kiosk.db.copying import Succession
from kiosk.db.journal import Journal
from kiosk.db.opening import Database, DatabaseUnfit, StoreFailed, open_centre, reading, transaction
from kiosk.db.rebuilding import copy_journal, copy_table, tables_of
from kiosk.db.replica import MADE_FROM_LINES
from kiosk.db.restoring import COMING, CannotRestore, forget, open_to_prove, put_in_place, settle
from kiosk.db.tables import Tables
from kiosk.domain.floor import Floor
from kiosk.wire.codec import WrongShape, decode_entry

PAGE_LINES = 1000
OF_THE_FILE = frozenset({"meta", "event", "room"})


class CannotRebuild(Exception):
    """The journal itself is damaged: the sentence says where. The file is as it was."""


def rebuild(store: Path, *, aside: Path) -> list[str]:
    """Put a whole store in its place, and the damaged one ``aside``; which tables had lost rows.

    What is made from the journal is made anew where it was damaged. Raises ``CannotRebuild``.
    """
    coming = store.with_name(store.name + COMING)
    try:
        forget(coming)
        with closing(open_to_prove(store)) as old, closing(open_centre(coming)) as new:
            with transaction(new):
                lost = _fill(old, new)
            settle(new)
        put_in_place(coming, store, aside=aside)
    except (CannotRestore, DatabaseUnfit, OSError, StoreFailed, WrongShape) as error:
        raise CannotRebuild(str(error)) from error
    return lost


def _fill(old: Database, new: Database) -> list[str]:
    copy_journal(old, new)
    wanted = [name for name in tables_of(new) if name not in OF_THE_FILE]
    with reading():
        there = set(tables_of(old))
    lost = [name for name in wanted if name in there and not copy_table(old, new, name)]
    if MADE_FROM_LINES & set(lost):
        _make_from_lines(new)
    if "answer" in lost:
        # Without its answer a command that comes again would be done again.
        Succession(new).mend_answers(after=Journal(new).anchor.seq)
    return lost


def _make_from_lines(db: Database) -> None:
    """All that follows from the lines that are kept; rows of older days stay as they were read."""
    journal, floor, tables = Journal(db), Floor(seq=Journal(db).anchor.seq), Tables(db)
    began = False
    seq = floor.seq
    while page := journal.lines_after(seq, PAGE_LINES):
        for stored in page:
            entry = decode_entry(stored.text)
            if not began:
                tables.forget_from(entry)
                began = True
            floor.apply(entry)
            tables.follow(floor, entry)
        seq = page[-1].seq
