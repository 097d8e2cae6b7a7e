"""From an agent's call to the number on a board, while others follow the feed too."""

from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection

from bench.disk import append_and_flush
from bench.figures import Figure, latencies
from bench.peers import END, agent, followers, peer
from bench.processes import centre, enrolled
from bench.scope import Scope
from bench.window import TimedStation, TimedWindow, run_until, station
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.ids import AgentId, CounterId, Language
from kiosk.roles.places import FONTS, TEXTS
from kiosk.texts import Texts
from kiosk.ui.application import start_application
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardSettings, BoardTimes
from kiosk.ui.look import Look
from kiosk.ui.words import Words

FOLLOWERS = 20
AIM_MS = 50.0
NEWEST = "newest-number"


def measure(scope: Scope) -> Iterator[Figure]:
    """One real board at 1920×1080; an agent and the followers in processes of their own."""
    # The name keeps it alive.
    application = start_application(name="bench", fonts=FONTS, offscreen=True)
    room, calls = scope.room("calls"), scope.count(100, 25)
    with ExitStack() as stack:
        url = stack.enter_context(centre(room / "centre")).word
        token, counter = _prepare(url, calls)
        board = _Board(stack.enter_context(station(url, Role.BOARD, room / "board.db")))
        stack.callback(board.window.close)
        tokens = [_token(url, Role.BOARD, f"board {n}") for n in range(FOLLOWERS)]
        crowd = stack.enter_context(peer(followers, url, tokens))
        line = stack.enter_context(peer(agent, url, token, counter))
        crowd.recv()
        seconds = [board.time_of_call(line) for _ in range(calls)]
        crowd.send(END)
        run_until(crowd.poll)
        read = crowd.recv()
    application.quit()
    flushes = append_and_flush(scope.directory, seconds=1)
    name = f"call → painted on a board, {FOLLOWERS} others follow"
    yield from latencies(name, seconds, p50=AIM_MS, p95=AIM_MS)
    yield from latencies("one fdatasync beside it", flushes, p95=None)
    yield Figure(name="lines that every follower read", value=min(read), unit="")


class _Board:
    """A board whose calls are timed."""

    def __init__(self, station: TimedStation) -> None:
        texts = Texts.load(TEXTS)
        # Its three seconds for each call would measure only themselves.
        settings = BoardSettings(times=BoardTimes(least_s=0))
        self._screen = BoardScreen(station, texts, settings)
        self._words = Words(texts)
        self.window = TimedWindow(
            "Foleni.Board",
            (1920, 1080),
            Look(diagonal_in=43),
            {"board": self._screen, "words": self._words},
        )

    def time_of_call(self, line: "Connection[str, tuple[str, float]]") -> float:
        """Seconds from the agent's request until the frame with the number was out."""
        before = self.window.words_of(NEWEST)

        def painted() -> bool:
            return self.window.words_of(NEWEST) not in ("", before)

        end = self.window.frame_with(painted, lambda: line.send("call"))
        run_until(line.poll)
        number, begin = line.recv()
        shown = self.window.words_of(NEWEST)
        if number != shown:
            raise RuntimeError(f"{number} was called, and {shown} is shown")
        return end - begin


def _prepare(url: str, visitors: int) -> tuple[str, CounterId]:
    """Visitors who wait, and an open counter: its token and id."""
    with enrolled(url, Role.KIOSK, "door") as door, enrolled(url, Role.COUNTER, "agent") as one:
        catalogue = door.catalogue()
        services = tuple(service.id for service in catalogue.services)
        for number in range(visitors):
            service = services[number % len(services)]
            door.send(c.IssueTicket(service=service, language=Language("sw")))
        counter = catalogue.counters[0].id
        one.send(c.OpenCounter(counter=counter, agent=AgentId("A1"), services=services))
        return one.token or "", counter


def _token(url: str, role: Role, name: str) -> str:
    with enrolled(url, role, name) as session:
        return session.token or ""
