"""B3 and B4 by the clock: how long a new call stands out, how soon a lost board says so."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtQml import QQmlProperty
from PySide6.QtQuick import QQuickItem

from bench.accessibility.contrasts import SHAPES_LEAST
from bench.accessibility.pixels import Colour, clusters, contrast, crop
from bench.accessibility.rows import Row, judged
from bench.accessibility.stage import box_of, words_of
from bench.processes import centre, enrolled
from bench.window import TimedWindow, run_until, station
from kiosk.client.reply import Done
from kiosk.domain.commands import CallNext, IssueTicket, OpenCounter, Role
from kiosk.domain.ids import AgentId, Language
from kiosk.roles.cable import LOOPBACK, Cable
from kiosk.roles.places import TEXTS
from kiosk.texts import Texts
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardSettings, BoardTimes
from kiosk.ui.look import Look
from kiosk.ui.words import Words
from tests.ui.page import walk
from tests.ui.pixels import photograph
from tests.ui.product import sentences
from tests.ui.scenes import board as scenes

STANDS_OUT_S, LOST_S = 10.0, 5.0
SIZE_PX = (1280, 720)
PATIENCE_MS = 30_000
FADING_S = 0.5
"""Frames so soon after the first one are those in which the rim comes."""
SERVICE = "birth"
LOST = "board-centre-lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoodOut:
    """One new call on a board that moves as it comes out of the box.

    ``seconds`` from the first frame in which its rim stands out to the first in which it does so
    less; ``painted`` counts the frames between those in which the rim comes and goes.
    """

    seconds: float
    painted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """How long a board whose centre went away took to say so, and what it still shows as live."""

    seconds: float
    live: int


class _Watched:
    """The rim of a board's newest call, looked at after each frame that is painted."""

    def __init__(self, window: TimedWindow) -> None:
        self._window = window
        self._frames: list[tuple[float, float]] = []
        """When, and how far the rim stood out then."""
        window.window.frameSwapped.connect(self._swapped)

    def _swapped(self) -> None:
        now_s = time.perf_counter()
        # No picture can be taken while a frame is being painted.
        QTimer.singleShot(0, lambda: self._frames.append((now_s, self._contrast())))

    def _contrast(self) -> float:
        rim = next(_named(self._window, "fresh"), None)
        if rim is None:
            return 1.0
        left, top, _right, bottom = box_of(rim)
        middle, width = (top + bottom) / 2, float(QQmlProperty(rim, "border.width").read())
        picture = photograph(self._window.window)
        line = crop(picture, (left, middle, left + width, middle + 1))
        ground = crop(picture, (left + width + 1, middle, left + 2 * width, middle + 1))
        return contrast(clusters(line)[0][1], clusters(ground)[0][1])

    @property
    def stood_out(self) -> StoodOut | None:
        """What it was, once it is over."""
        strong = [at for at, ratio in self._frames if ratio >= SHAPES_LEAST]
        if not strong:
            return None
        ends = (at for at, ratio in self._frames if at > strong[0] and ratio < SHAPES_LEAST)
        end = next(ends, None)
        if end is None:
            return None
        between = [at for at in strong if strong[0] + FADING_S < at < end - FADING_S]
        return StoodOut(seconds=end - strong[0], painted=len(between))


def stood_out(times: BoardTimes) -> StoodOut:
    """A visitor is called, and the board is watched until the call looks like any other."""
    hall = scenes.Hall(scenes.catalogue())
    hall.open_counters()
    board, words = hall.screen(BoardSettings(times=times)), Words(sentences())
    with closing(_window(board, words)) as window:
        watched = _Watched(window)
        hall.call(SERVICE)
        run_until(lambda: watched.stood_out is not None, patience_ms=PATIENCE_MS)
    found = watched.stood_out
    assert found is not None
    return found


class Centre:
    """A real centre, and the cable that a board hangs on."""

    def __init__(self, room: Path, ends: ExitStack) -> None:
        self._running = ends.enter_context(centre(room / "centre"))
        port = int(self._running.word.rpartition(":")[2])
        self._signs = 0
        self.cable = ends.enter_context(Cable(to_port=port, on_answer=self._count))
        self.url = f"http://{LOOPBACK}:{self.cable.port}"

    def _count(self, _connection: int, _data: bytes) -> None:
        self._signs += 1

    def call(self) -> str:
        """A visitor comes and is called; the number."""
        with enrolled(self._running.word, Role.COUNTER, "agent") as agent:
            catalogue = agent.catalogue()
            counter, service = catalogue.counters[0].id, catalogue.services[0].id
            agent.send(OpenCounter(counter=counter, agent=AgentId("A1"), services=(service,)))
            issued = agent.send(IssueTicket(service=service, language=Language("sw")))
            agent.send(CallNext(counter=counter))
        assert isinstance(issued, Done)
        assert issued.issued is not None
        return issued.issued.number

    def await_sign(self) -> None:
        """Return just after it has said that it lives: the longest time until its silence shows."""
        before = self._signs
        run_until(lambda: self._signs > before)

    def end(self) -> None:
        """The process is killed."""
        self._running.process.kill()


def lost(go_away: Callable[[Centre], None]) -> Lost:
    """A real board follows a real centre until that goes away."""
    with tempfile.TemporaryDirectory(prefix="foleni-lost-") as directory, ExitStack() as ends:
        room = Path(directory)
        far = Centre(room, ends)
        near = ends.enter_context(station(far.url, Role.BOARD, room / "board.db"))
        texts = Texts.load(TEXTS)
        board, words = BoardScreen(near, texts), Words(texts)
        window = ends.enter_context(closing(_window(board, words)))
        number = far.call()
        run_until(lambda: window.words_of("newest-number") == number)
        live = _grounds(window, "newest-counter")
        far.await_sign()
        notice = texts.say(str(board.property("first")), LOST)
        begin = time.perf_counter()
        shown = window.frame_with(
            lambda: any(notice in words_of(item) for item in _visible(window)),
            lambda: go_away(far),
        )
        calls = _grounds(window, "counter")
        assert calls, "what was last known is not shown"
        return Lost(seconds=shown - begin, live=sum(ground in live for ground in calls))


def rows() -> Iterator[Row]:
    """What follows for B3 and B4."""
    times = BoardTimes()
    yield new_call(times)
    ways: dict[str, Callable[[Centre], None]] = {
        "cable cut": lambda far: far.cable.cut(),
        "centre killed": Centre.end,
    }
    found = {way: lost(go_away) for way, go_away in ways.items()}
    yield judged(
        "B4",
        asked=f"a board that lost its centre says so within {LOST_S:g} s, nothing old looks live",
        measured="; ".join(f"{way}: after {each.seconds:.1f} s" for way, each in found.items())
        + f"; {sum(each.live for each in found.values())} calls still on amber",
        met=all(each.seconds <= LOST_S and not each.live for each in found.values()),
        why="it shows old calls as live",
    )


def new_call(times: BoardTimes) -> Row:
    """A new call on a board with such times."""
    found = stood_out(times)
    return judged(
        "B3",
        clauses="WCAG 2.3.1, 2.2.2",
        asked=f"a new call stands out ≥ {STANDS_OUT_S:g} s, without flashes, marquee or endless"
        " motion",
        measured=f"its rim ≥ {SHAPES_LEAST:g}:1 for {found.seconds:.1f} s,"
        f" {found.painted} frames painted meanwhile",
        met=found.seconds >= STANDS_OUT_S and found.painted == 0,
        why="too short, or it moves on",
    )


def _window(board: BoardScreen, words: Words) -> TimedWindow:
    look = Look(diagonal_in=scenes.DIAGONAL_IN)
    return TimedWindow(scenes.MODULE, SIZE_PX, look, {"board": board, "words": words})


def _visible(window: TimedWindow) -> Iterator[QQuickItem]:
    return (item for item in walk(window.window.contentItem()) if item.isVisible())


def _named(window: TimedWindow, name: str) -> Iterator[QQuickItem]:
    return (item for item in _visible(window) if item.objectName() == name)


def _grounds(window: TimedWindow, name: str) -> list[Colour]:
    """What each text of that name stands on."""
    picture = photograph(window.window)
    return [clusters(crop(picture, box_of(item)))[0][1] for item in _named(window, name)]
