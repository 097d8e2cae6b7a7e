"""The end of a tortured hall's day: everything is mended, everybody finishes, and all is kept."""

import shutil
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep, time

from bench.torture import board
from bench.torture.cable import Trouble
from bench.torture.cast import BOARD, END_S, Player, admitted
from bench.torture.faults import STORE, Hall
from bench.torture.notes import DONE, LINE, NOTES, last_notes
from bench.torture.probe import news
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain.commands import Role
from kiosk.wire import paths

FLOOR = "floor"
BEFORE, AFTER = "before", "after"
COPY_STORE, OLD_STORE = "copy.db", "old.db"
LOOK_UP_S = 0.1
IN_STEP_S, AGAIN_S = 20.0, 60.0


def mend(hall: Hall) -> None:
    """Nothing is wrong any more."""
    for player in hall.players:
        hall.cables.suffer(player.cable, Trouble.NONE)
    hall.centre.until_ready()


def work_again(hall: Hall) -> list[str]:
    """Wait until everybody has got through to the centre since now; who has not."""
    mended_s, end = time(), monotonic() + AGAIN_S
    waited_for = list(hall.players)
    while waited_for and monotonic() < end:
        sleep(LOOK_UP_S)
        waited_for = [player for player in waited_for if not _got_through(player, mended_s)]
    return [f"{player.name} does not work again" for player in waited_for]


def _got_through(player: Player, since_s: float) -> bool:
    notes = last_notes(player.directory / NOTES)
    return any(note.kind in (DONE, LINE) and note.at_s > since_s for note in notes)


def let_end(hall: Hall, directory: Path) -> list[str]:
    """Everybody finishes what they began; who could not."""
    boards = [player for player in hall.players if player.kind == BOARD]
    others = [player for player in hall.players if player.kind != BOARD]
    for player in others:
        player.end()
    unsettled = [player.name for player in others if not player.has_ended()]
    with admitted(hall.centre.url, Role.COUNTER, "judge") as session:
        (directory / board.LAST_SEQ).write_text(f"{session.floor().seq}")
        for player in boards:
            player.end()
        for turn in range(round(END_S / LOOK_UP_S)):
            if not any(player.lives_on for player in boards):
                break
            # A board looks up from its feed when a line comes.
            session.send(news(turn))
            sleep(LOOK_UP_S)
    unsettled += [player.name for player in boards if not player.has_ended()]
    return unsettled


def keep(hall: Hall, directory: Path) -> list[str]:
    """The journal, and what the centre says of itself before its last end and after it.

    Whoever did not keep in step or end in order.
    """
    unsettled = []
    centre = hall.centre
    for moment in (BEFORE, AFTER):
        with admitted(centre.url, Role.COUNTER, f"judge {moment}") as session:
            body = session.fetch("GET", paths.FLOOR)
            seq = session.floor().seq
        (directory / f"{FLOOR}.{moment}").write_bytes(body)
        if moment == AFTER and hall.follower is not None and hall.took_over is None:
            unsettled += _keep_copy(hall, directory, seq)
        if centre.leave() != 0:
            raise RuntimeError("the centre's last end was none in order")
        if moment == BEFORE:
            centre.start()
            centre.until_ready()
    _copy(centre.data / STORE, directory / STORE)
    return unsettled


def keep_old(data: Path, directory: Path) -> None:
    """What a centre has left whose copy took over."""
    _copy(data / STORE, directory / OLD_STORE)


def _keep_copy(hall: Hall, directory: Path, seq: int) -> list[str]:
    """The copy has everything, soon after its centre."""
    follower, late = hall.follower, ["the copy is not in step"]
    if follower is None:
        return []
    end = monotonic() + IN_STEP_S
    while monotonic() < end:
        with closing(open_reader(follower.data / STORE)) as db:
            if Journal(db).last_seq() >= seq:
                late = []
                break
        sleep(LOOK_UP_S)
    if follower.end() != 0:
        late.append("the copy did not end in order")
    _copy(follower.data / STORE, directory / COPY_STORE)
    return late


def _copy(store: Path, kept: Path) -> None:
    """A store that nobody writes to, with what is not yet in its first file."""
    for file in store.parent.glob(f"{store.name}*"):
        if not file.name.endswith("-shm"):
            shutil.copy2(file, kept.with_name(file.name.replace(store.name, kept.name)))
