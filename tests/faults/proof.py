"""One row of the table: so many visitors, one fault, and all the paper at the end."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

from kiosk.ui.paper_state import PaperState
from tests.faults.acting import Act, both, pause, play, until
from tests.faults.crash import dies_often, mortals
from tests.faults.judge import Story, Verdict, Wrong, judge
from tests.faults.kiosk import spooled
from tests.faults.rows import Row
from tests.faults.stand import Stand, furnished, store_of
from tests.faults.stream import Point
from tests.faults.tray import Drawings, Slips, Tray
from tests.faults.visitor import visit

ROW_WITHIN_S = 300.0
SETTLE_S = 20.0
NO_MORE_PAPER_S = 1.5
"""After so long without a new piece the printers have printed all they had.

emupos answers a fence before it saves the receipt, which may take a while on a busy disk.
"""


@dataclass(slots=True, kw_only=True)
class Result:
    """One row as it came out. Every count is of tickets, but for ``slips`` and ``copies``."""

    fault: str
    printer: str
    tickets: int = 0
    slips: int = 0
    copies: int = 0
    torn: int = 0
    """Pieces of paper with no whole slip on them."""
    printed: int = 0
    """The printer confirmed it to the screen."""
    sent: int = 0
    """The screen said that it should come, and no visitor said otherwise."""
    asked: int = 0
    not_printed: int = 0
    """The visitor left without paper, and knew it."""
    lies: int = 0
    lost: int = 0
    duplicates: int = 0
    seconds: float = 0.0
    broken: list[str] = field(default_factory=list)
    """What the row promises and did not keep, in sentences."""
    not_run: str = ""
    """Why there is nothing to count."""

    @property
    def holds(self) -> bool:
        """Whether the product kept its word."""
        return not (self.lies or self.lost or self.duplicates or self.broken)


def prove(row: Row, tickets: int, directory: Path, seed: str) -> Result:
    """Let ``tickets`` visitors come, in as many lanes as there are kiosks, and judge."""
    if row.killed_at is None:
        (result,) = prove_together([row], tickets, directory, seed)
        return result
    began = monotonic()
    stories, tray = _crashed(row, row.killed_at, tickets, directory, seed)
    return _judged(row, stories, tray, tickets, began)


def prove_together(rows: Sequence[Row], tickets: int, directory: Path, seed: str) -> list[Result]:
    """Several rows side by side in this process: most of their time is waiting."""
    began = monotonic()
    with ExitStack() as stack:
        halls = []
        for number, row in enumerate(rows):
            room = directory / f"hall-{number}"
            room.mkdir()
            stands, tray = stack.enter_context(furnished(row.hall, room))
            halls.append((row, room, stands, tray))
        lanes = [
            _lane(row, stand, _share(tickets, len(stands), at), Random(f"{seed} {row.name} {at}"))
            for row, _, stands, _ in halls
            for at, stand in enumerate(stands)
        ]
        play(lanes, within_s=ROW_WITHIN_S)
        play([_settle(stands, tray) for _, _, stands, tray in halls], within_s=ROW_WITHIN_S)
    results = []
    for row, room, stands, tray in halls:
        for index, stand in enumerate(stands):
            stand.kiosk.tell_all(spooled(store_of(room, index)))
        stories = [story for stand in stands for story in stand.kiosk.stories.values()]
        results.append(_judged(row, stories, tray, tickets, began))
    return results


def _judged(row: Row, stories: Sequence[Story], tray: Tray, tickets: int, began: float) -> Result:
    result = counted(row.fault, row.hall.printer, stories, tray.slips)
    result.torn = tray.torn
    _hold_to_its_word(row, result, tickets)
    result.seconds = monotonic() - began
    return result


def _crashed(
    row: Row, point: Point, tickets: int, directory: Path, seed: str
) -> tuple[Sequence[Story], Tray]:
    drawings = Drawings()
    with ExitStack() as stack:
        places = mortals(stack, row.hall, directory, drawings)
        tray = Tray([place.printer for place in places], drawings)
        lives = [
            dies_often(place, point, _share(tickets, len(places), at), Random(f"{seed}/{at}"))
            for at, place in enumerate(places)
        ]
        play(lives, within_s=ROW_WITHIN_S)
        play([_until_no_more_paper(tray)], within_s=ROW_WITHIN_S)
    for place in places:
        place.close_books()
    return [story for place in places for story in place.stories.values()], tray


def counted(
    fault: str, printer: str, stories: Sequence[Story], slips_of: Callable[[str], Slips]
) -> Result:
    """Every story judged by the paper there is."""
    result = Result(fault=fault, printer=printer, tickets=len(stories))
    for story in stories:
        slips = slips_of(story.code)
        result.slips += slips.whole
        result.copies += slips.copies
        result.printed += PaperState.TAKE in story.claims
        result.sent += story.claim is PaperState.SENT
        result.asked += story.was_asked
        result.not_printed += not slips.whole
        verdicts = judge(story, slips)
        wrongs = Counter(verdict.wrong for verdict in verdicts)
        result.lies += wrongs[Wrong.LIE] > 0
        result.lost += wrongs[Wrong.LOST] > 0
        result.duplicates += wrongs[Wrong.DUPLICATE] > 0
        result.broken += [_sentence(verdict) for verdict in verdicts]
    return result


def _lane(row: Row, stand: Stand, visitors: int, chance: Random) -> Act:
    for _ in range(visitors):
        stand.visitor_is_gone = False
        yield from both(_visit(row, stand, chance), row.trouble(stand, chance))
        if not stand.stays_wrong:
            stand.lift()


def _visit(row: Row, stand: Stand, chance: Random) -> Act:
    yield from visit(stand.kiosk, stand.tray, chance, row.habits)
    stand.visitor_is_gone = True


def _settle(stands: Sequence[Stand], tray: Tray) -> Act:
    """All faults lifted, all rolls filled, all power back: whatever still comes, comes now."""
    for stand in stands:
        stand.lift()
    yield from until(lambda: all(stand.quiet for stand in stands), within_s=SETTLE_S)
    yield from _until_no_more_paper(tray)


def _until_no_more_paper(tray: Tray) -> Act:
    pieces = -1
    while pieces != tray.pieces:
        pieces = tray.pieces
        yield from pause(NO_MORE_PAPER_S)
        tray.look()


def _share(tickets: int, lanes: int, place: int) -> int:
    return tickets // lanes + (place < tickets % lanes)


def _hold_to_its_word(row: Row, result: Result, tickets: int) -> None:
    if result.tickets != tickets:
        result.broken.append(f"{result.tickets} of {tickets} tickets")
    if result.asked > row.asked_at_most * tickets:
        result.broken.append(f"{result.asked} were asked, {row.asked_at_most:.0%} may be")
    if result.torn and not row.asked_at_most:
        result.broken.append(f"{result.torn} pieces of paper with no whole slip, none may be")
    if result.printed < row.printed_at_least * tickets:
        result.broken.append(f"{result.printed} were printed, {row.printed_at_least:.0%} must be")


def _sentence(verdict: Verdict) -> str:
    return f"{verdict.wrong.value} {verdict.number}: {verdict.because}"
