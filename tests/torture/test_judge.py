"""The judge of the torture finds each broken promise, and nothing where all are kept."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from bench.torture import board, ending
from bench.torture import judge as j
from bench.torture.faults import STORE
from bench.torture.notes import ANEW, DONE, LINE, NOTES, ODD, PRINTED, SENT, Note, Notes, check_sum
from kiosk.db.journal import Journal, Line
from kiosk.db.opening import open_centre, open_device, transaction
from kiosk.db.outbox import OutboxTable, Unsent
from kiosk.domain import commands as c
from kiosk.domain.events import Entry, TicketIssued
from kiosk.domain.ids import CommandId
from kiosk.domain.snapshot import Snapshot, take_snapshot
from kiosk.wire.codec import encode_entry, encode_floor
from tests.domain.hall import ONE, Hall


@dataclass
class Run:
    """What a run without a fault would have left: three tickets, one of them called."""

    journal: list[Entry] = field(default_factory=list)
    kiosk: list[Note] = field(default_factory=list)
    board: list[Note] = field(default_factory=list)
    on_board: Snapshot | None = None
    at_centre: Snapshot | None = None
    owed: list[Unsent] = field(default_factory=list)
    chain: bytes = b""

    def line(self, seq: int) -> bytes:
        return encode_entry(self.journal[seq - 1])

    def issued(self) -> list[Entry]:
        return [entry for entry in self.journal if isinstance(entry.event, TicketIssued)]

    def leave(self, directory: Path) -> None:
        """Write everything down where the judge looks for it."""
        with closing(open_centre(directory / STORE)) as db, transaction(db):
            Journal(db).append([Line(entry=e, text=encode_entry(e)) for e in self.journal])
            if self.chain:
                db.execute("UPDATE event SET chain = ? WHERE seq = 2", (self.chain,))
        for name, notes in (("kiosk-1", self.kiosk), ("board-1", self.board)):
            (directory / name).mkdir()
            with Notes(directory / name / NOTES) as kept:
                for note in notes:
                    kept.add(note)
        with closing(open_device(directory / "kiosk-1" / "device.db")) as db:
            for unsent in self.owed:
                OutboxTable(db).add(unsent)
        assert self.on_board
        assert self.at_centre
        (directory / "board-1" / board.FLOOR).write_bytes(encode_floor("e", self.on_board))
        for moment in (ending.BEFORE, ending.AFTER):
            told = encode_floor("e", self.at_centre)
            (directory / f"{ending.FLOOR}.{moment}").write_bytes(told)


@pytest.fixture
def run() -> Run:
    hall = Hall()
    for _ in range(3):
        hall.issue()
    hall.open()
    hall.do(c.CallNext(counter=ONE))
    made = Run(journal=hall.journal)
    for entry in made.issued():
        event = entry.event
        assert isinstance(event, TicketIssued)
        day = entry.day.isoformat()
        lines = [(entry.seq, check_sum(encode_entry(entry)))]
        made.kiosk += [
            Note(kind=SENT, id=entry.cmd),
            Note(kind=DONE, id=entry.cmd, lines=lines, number=event.number),
            Note(kind=PRINTED, ticket=event.ticket, number=event.number, day=day),
        ]
    made.board.append(Note(kind=ANEW))
    for entry in hall.journal:
        made.board.append(Note(kind=LINE, line=(entry.seq, check_sum(encode_entry(entry)))))
    made.on_board = made.at_centre = take_snapshot(hall.floor, hall.catalogue)
    return made


def broken(run: Run, directory: Path) -> set[str]:
    run.leave(directory)
    return {promise for promise, sentences in j.judge(directory).broken.items() if sentences}


def test_where_everything_was_kept_nothing_is_found(run: Run, tmp_path: Path) -> None:
    run.leave(tmp_path)
    verdict = j.judge(tmp_path)
    assert verdict.holds, verdict.broken
    assert verdict.counted["commands"] == verdict.counted["papers"] == 3
    assert verdict.counted["floors compared"] == 3


def lose_the_end(run: Run) -> None:
    run.journal.pop(2)
    run.journal[2:] = [replace(entry, seq=entry.seq - 1) for entry in run.journal[2:]]


def lose_a_line_and_leave_a_hole(run: Run) -> None:
    run.journal.pop(1)


def answer_what_was_never_written(run: Run) -> None:
    run.kiosk += [Note(kind=SENT, id="9"), Note(kind=DONE, id="9", lines=[(77, 1)])]


def change_what_was_answered(run: Run) -> None:
    first = run.issued()[0]
    run.journal[first.seq - 1] = replace(first, cmd=CommandId("other"))


def do_a_command_again(run: Run) -> None:
    again = run.issued()[0]
    run.journal.append(replace(again, seq=len(run.journal) + 1, at=run.journal[-1].at))


def answer_a_repeat_with_another_ticket(run: Run) -> None:
    first, other = (note for note in run.kiosk[:5] if note.kind == DONE)
    run.kiosk.append(msgspec.structs.replace(other, id=first.id))


def give_a_number_twice(run: Run) -> None:
    first, second = run.issued()[:2]
    assert isinstance(first.event, TicketIssued)
    assert isinstance(second.event, TicketIssued)
    event = replace(second.event, number=first.event.number)
    run.journal[second.seq - 1] = replace(second, event=event)


def print_a_number_twice(run: Run) -> None:
    papers = [note for note in run.kiosk if note.kind == PRINTED]
    run.kiosk.append(msgspec.structs.replace(papers[0], ticket=papers[1].ticket))


def print_what_nobody_knows(run: Run) -> None:
    run.kiosk.append(Note(kind=PRINTED, ticket="t", number="A900", day="2026-11-20"))


def skip_a_line(run: Run) -> None:
    run.board.pop(3)


def send_a_line_twice(run: Run) -> None:
    run.board.insert(3, run.board[2])


def send_another_line(run: Run) -> None:
    run.board[2] = Note(kind=LINE, line=(run.board[2].line[0], 1))


def let_a_board_begin_anew(run: Run) -> None:
    run.board.append(Note(kind=ANEW, line=(len(run.journal), 0), why="410"))


def show_another_state(run: Run) -> None:
    assert run.on_board
    tickets = [replace(ticket, calls=7) for ticket in run.on_board.tickets]
    run.on_board = replace(run.on_board, tickets=tuple(tickets))


def show_another_agent(run: Run) -> None:
    assert run.on_board
    counters = [replace(counter, agent=None) for counter in run.on_board.counters]
    run.on_board = replace(run.on_board, counters=tuple(counters))


def forget_a_ticket(run: Run) -> None:
    assert run.at_centre
    run.at_centre = replace(run.at_centre, tickets=run.at_centre.tickets[1:])


def go_back_in_time(run: Run) -> None:
    run.journal[2] = replace(run.journal[2], at=run.journal[2].at - timedelta(minutes=30))


def break_the_chain(run: Run) -> None:
    run.chain = bytes(32)


def answer_with_500(run: Run) -> None:
    run.kiosk.append(Note(kind=ODD, id="9", why="500"))


def keep_a_fact(run: Run) -> None:
    run.owed.append(Unsent(id=CommandId("9"), body=b"{}"))


def never_get_through(run: Run) -> None:
    run.board.clear()


@pytest.mark.parametrize(
    ("break_it", "promise"),
    [
        (lose_the_end, j.LOST),
        (lose_a_line_and_leave_a_hole, j.CHAIN),
        (answer_what_was_never_written, j.LOST),
        (change_what_was_answered, j.LOST),
        (do_a_command_again, j.TWICE),
        (answer_a_repeat_with_another_ticket, j.TWICE),
        (give_a_number_twice, j.SAME_NUMBER),
        (print_a_number_twice, j.SAME_NUMBER),
        (print_what_nobody_knows, j.LOST),
        (skip_a_line, j.GAPS),
        (send_a_line_twice, j.GAPS),
        (send_another_line, j.GAPS),
        (let_a_board_begin_anew, j.GAPS),
        (show_another_state, j.BOARD),
        (show_another_agent, j.BOARD),
        (forget_a_ticket, j.FLOOR),
        (go_back_in_time, j.BACK),
        (break_the_chain, j.CHAIN),
        (answer_with_500, j.ODD_ANSWERS),
        (keep_a_fact, j.OWED),
        (never_get_through, j.IDLE),
    ],
)
def test_each_broken_promise_is_found(
    break_it: Callable[[Run], None], promise: str, run: Run, tmp_path: Path
) -> None:
    break_it(run)
    assert promise in broken(run, tmp_path)
