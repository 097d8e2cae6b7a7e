"""What a tortured hall has broken of its promises, read from its files and its devices' notes."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bench.torture import board, ending
from bench.torture.faults import STORE, TookOver
from bench.torture.journals import lines_of, sums_of
from bench.torture.notes import (
    ANEW,
    DONE,
    LINE,
    NOTES,
    ODD,
    OWN,
    PRINTED,
    SENT,
    UNTOLD,
    Note,
    check_sum,
    read_notes,
)
from bench.torture.succession import Succession, differing
from kiosk.db.journal import Journal
from kiosk.db.opening import open_device, open_reader
from kiosk.db.outbox import OutboxTable
from kiosk.domain.floor import Floor
from kiosk.domain.snapshot import Snapshot
from kiosk.wire.codec import decode_entry, decode_floor


class Written(msgspec.Struct, frozen=True):
    """What the judge reads of a line: no rule of the product's is asked."""

    seq: int
    at: str
    type: str
    day: str = ""
    by: str = ""
    cmd: str = ""
    ticket: str = ""
    number: str = ""


LOST = "answered commands lost"
TWICE = "commands done twice"
SAME_NUMBER = "two tickets with one number"
GAPS = "feed gaps"
BOARD = "boards that differ from the floor"
FLOOR = "floors that differ from the journal"
CHAIN = "breaks in the chain"
BACK = "times that go back"
ODD_ANSWERS = "answers beside the contract"
OWED = "facts not delivered"
IDLE = "devices that never got through"
COPY = "lines that a copy has otherwise"
PROMISES = (
    LOST,
    TWICE,
    SAME_NUMBER,
    GAPS,
    BOARD,
    FLOOR,
    CHAIN,
    BACK,
    ODD_ANSWERS,
    OWED,
    IDLE,
    COPY,
)
NUMBERED = frozenset({"TicketIssued", "TicketRecorded", "TicketRenumbered"})


@dataclass(slots=True)
class Verdict:
    """Every broken promise as a sentence, by the promise; and what was counted on the way."""

    broken: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in PROMISES})
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        """Whether every promise was kept."""
        return not any(self.broken.values())


def judge(directory: Path, took_over: TookOver | None = None) -> Verdict:
    """Judge what a run has left in ``directory``, whose centre's copy ``took_over`` or not."""
    verdict = Verdict()
    with closing(open_reader(directory / STORE)) as db:
        journal = Journal(db)
        broken_at = journal.verify()
        if broken_at is not None:
            verdict.broken[CHAIN].append(f"at {broken_at}")
        lines = dict(lines_of(journal))
    written = {seq: msgspec.json.decode(line, type=Written) for seq, line in lines.items()}
    verdict.counted["lines"] = len(lines)
    _judge_journal(verdict, written.values())
    devices = sorted(path.parent for path in directory.glob(f"*/{NOTES}"))
    of_all: list[Note] = []
    left = None
    if took_over is not None:
        left = Succession(took_over, lines, directory / ending.OLD_STORE, verdict.counted)
    for device in devices:
        notes = list(read_notes(device / NOTES))
        if left is not None:
            notes = list(left.of(device.name, notes))
        of_all += notes
        _judge_answers(verdict, notes, lines, written)
        _judge_feed(verdict, device.name, notes, lines)
        if not any(note.kind in (DONE, LINE) for note in notes):
            verdict.broken[IDLE].append(f"{device.name} never got through to its centre")
    _judge_paper(verdict, of_all, written)
    _judge_floors(verdict, directory, lines)
    for store in directory.glob("*/device.db"):
        _judge_outbox(verdict, store)
    for name in (ending.COPY_STORE, ending.OLD_STORE):
        if (directory / name).exists():
            until = took_over.seq if took_over is not None else len(lines)
            for seq in differing(directory / name, lines, until):
                verdict.broken[COPY].append(f"line {seq} of {name}")
    return verdict


def _judge_journal(verdict: Verdict, written: Iterable[Written]) -> None:
    """Seqs without a gap, time that goes on, one number one ticket, each command at one place."""
    last = Written(seq=0, at="", type="")
    at_place: dict[tuple[str, str], int] = {}
    numbers: dict[tuple[str, str], str] = {}
    for line in written:
        if line.seq != last.seq + 1:
            verdict.broken[CHAIN].append(f"after {last.seq} comes {line.seq}")
        if (line.day, line.at) < (last.day, last.at):
            verdict.broken[BACK].append(f"{line.seq} at {line.at} after {last.at}")
        key = (line.by, line.cmd)
        # The lines of one command stand together: a second place is a second time.
        # But for a ticket's new token, where the copy of a dead centre was asked again for its own.
        renewed = line.type == "TicketRenumbered" and line.ticket == line.cmd
        if line.cmd and not renewed and at_place.get(key, line.seq - 1) != line.seq - 1:
            verdict.broken[TWICE].append(f"{key} at {at_place[key]} and at {line.seq}")
        at_place[key] = line.seq
        if line.type in NUMBERED:
            holder = numbers.setdefault((line.day, line.number), line.ticket)
            if holder != line.ticket:
                said = f"{line.number} of {line.day}: {holder} and {line.ticket}"
                verdict.broken[SAME_NUMBER].append(said)
        last = line


def _judge_answers(
    verdict: Verdict, notes: list[Note], lines: dict[int, bytes], written: dict[int, Written]
) -> None:
    """What was answered is in the journal, byte for byte; a repeat got the first answer."""
    first: dict[str, Note] = {}
    seen: set[str] = set()
    for note in notes:
        verdict.counted[note.kind] += 1
        if note.kind == SENT:
            verdict.counted["sent again"] += note.id in seen
            seen.add(note.id)
        elif note.kind == ODD:
            verdict.broken[ODD_ANSWERS].append(f"{note.id}: {note.why}")
        elif note.kind == DONE:
            for seq, sum_ in note.lines:
                if seq not in lines or check_sum(lines[seq]) != sum_:
                    verdict.broken[LOST].append(f"{note.id}: line {seq}")
                elif written[seq].cmd != note.id:
                    verdict.broken[TWICE].append(f"{note.id} was answered with line {seq}")
            before = first.setdefault(note.id, note)
            if (before.lines, before.number) != (note.lines, note.number):
                verdict.broken[TWICE].append(f"{note.id} was answered in two ways")
    verdict.counted["commands"] += len(first)


def _judge_feed(verdict: Verdict, name: str, notes: list[Note], lines: dict[int, bytes]) -> None:
    """Each line follows the one before, through every cut and every life, and is the journal's."""
    last: int | None = None
    for note in notes:
        seq, sum_ = note.line
        if note.kind == ANEW:
            if note.why:
                verdict.broken[GAPS].append(f"{name} had to begin anew at {seq}: {note.why}")
            last = seq
        elif note.kind == LINE:
            if last is not None and seq != last + 1:
                verdict.broken[GAPS].append(f"{name} read {seq} after {last}")
            if seq not in lines or sum_ not in sums_of(lines[seq]):
                verdict.broken[GAPS].append(f"{name} read a line {seq} that the journal has not")
            last = seq


def _judge_paper(verdict: Verdict, notes: Iterable[Note], written: dict[int, Written]) -> None:
    """What stands on paper is nobody else's number, and the centre knows it."""
    on_paper: dict[tuple[str, str], set[str]] = defaultdict(set)
    known = {(w.number, w.ticket): w.day for w in written.values() if w.type in NUMBERED}
    days = sorted({w.day for w in written.values()})
    for note in notes:
        if note.kind == UNTOLD:
            verdict.broken[OWED].append(f"{note.number} was printed and not taken")
        if note.kind != PRINTED:
            continue
        on_paper[note.day, note.number].add(note.ticket)
        day = known.get((note.number, note.ticket))
        own = note.why == OWN
        verdict.counted["papers of a reserve"] += own
        if day is None and own and len(days) > 1 and note.day < days[-1]:
            # The centre's clock jumped into another day, on which nobody waits with it any more.
            verdict.counted["papers of a day that was over"] += 1
        elif day is None or (day != note.day and not own):
            said = f"{note.number} of {note.day}, printed for {note.ticket}, is not in the journal"
            verdict.broken[LOST].append(said)
    for (day, number), tickets in on_paper.items():
        if len(tickets) > 1:
            verdict.broken[SAME_NUMBER].append(f"{number} of {day} on {len(tickets)} papers")
    verdict.counted["papers"] = len(on_paper)


def _judge_outbox(verdict: Verdict, store: Path) -> None:
    """Whatever a device kept for its centre has come there."""
    with closing(open_device(store)) as db:
        for unsent in OutboxTable(db).pending():
            verdict.broken[OWED].append(f"{store.parent.name} still has {unsent.id}")


def _judge_floors(verdict: Verdict, directory: Path, lines: dict[int, bytes]) -> None:
    """The journal folded anew is what the centre said, before and after its end, and each board."""
    told = {
        path: decode_floor(path.read_bytes())[1]
        for path in (*directory.glob(f"{ending.FLOOR}.*"), *directory.glob(f"*/{board.FLOOR}"))
    }
    floor = Floor()
    for seq in sorted(lines):
        try:
            floor.apply(decode_entry(lines[seq]))
        except LookupError as error:
            verdict.broken[FLOOR].append(f"line {seq} does not follow: {error!r}")
            return
        for path, snapshot in told.items():
            if snapshot.seq == seq and (difference := _difference(floor, snapshot)):
                of_centre = path.parent == directory
                promise = FLOOR if of_centre else BOARD
                verdict.broken[promise].append(f"{path.name} of {path.parent.name}: {difference}")
    verdict.counted["floors compared"] = len(told)


def _difference(floor: Floor, told: Snapshot) -> str:
    """Where the two disagree, of all that a visitor or an agent could see; empty: nowhere."""
    mine = {
        t.ticket: (t.number, t.state, t.counter, t.service, t.calls) for t in floor.tickets.values()
    }
    theirs = {t.ticket: (t.number, t.state, t.counter, t.service, t.calls) for t in told.tickets}
    if mine != theirs:
        differ = {key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key)}
        return f"{len(differ)} tickets, such as {sorted(differ)[0]}"
    for counter in told.counters:
        if floor.counter(counter.id) != counter:
            return f"counter {counter.id}: {floor.counter(counter.id)} and {counter}"
    if (floor.suspended, floor.day) != (dict(told.suspended), told.day):
        return "suspensions or the day"
    return ""
