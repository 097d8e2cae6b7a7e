"""Every state of a board, ready to be drawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from kiosk.client.reply import Done
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    CallNext,
    CallTicket,
    Command,
    IssueTicket,
    MarkNoShow,
    OpenCounter,
    Recall,
    Role,
    StartService,
    SuspendService,
)
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId, TicketId
from kiosk.ui.board_announcer import Speaks
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardMode, BoardSettings, BoardTimes
from kiosk.ui.words import Words
from tests.ui.product import huduma, sentences
from tests.ui.stations import StationInMemory

MODULE = "Foleni.Board"
SIZES_PX = ((1920, 1080), (1080, 1920), (1280, 800))
DIAGONAL_IN = 43.0
NEVER_S = 3600.0
MORNING = datetime(2026, 11, 20, 10, 24, tzinfo=ZoneInfo("Africa/Nairobi"))

CALLED = ("nssf-join", "business-permit", "birth", "sha-join", "kra-pin", "id-lost")
"""One service after the other, as the calls of the scenes come."""


def catalogue(*, twelve_counters: bool = True, sample: bool = False) -> Catalogue:
    """The real catalogue; its sixth counter is the fifteenth of a larger centre."""
    real = huduma()
    if twelve_counters:
        *others, last = real.counters
        real = replace(real, counters=(*others, replace(last, label="15")))
    return replace(real, rules=replace(real.rules, open_all_day=sample))


class Hall:
    """A centre's hall: counters that open, visitors that come and are called."""

    def __init__(self, centre: Catalogue, now: datetime = MORNING) -> None:
        self.catalogue = centre
        self.station = StationInMemory(centre, now, Role.BOARD)

    def order(self, command: Command) -> Done:
        """Somebody else's command, which is not refused."""
        reply = self.station.order(Role.COUNTER, command)
        assert isinstance(reply, Done), reply
        return reply

    def open_counters(self) -> None:
        """Every counter opens with what it offers."""
        for counter in self.catalogue.counters:
            agent = AgentId(f"agent-{counter.id}")
            self.order(OpenCounter(counter=counter.id, agent=agent, services=counter.services))

    def come(self, service: str, *, times: int = 1) -> TicketId:
        """Visitors take tickets; the last one's."""
        ticket = TicketId("")
        for _ in range(times):
            language = Language(self.catalogue.centre.languages[0])
            wanted = IssueTicket(service=ServiceId(service), language=language)
            issued = self.order(wanted).issued
            assert issued is not None
            ticket = issued.ticket
        return ticket

    def counter_of(self, service: str) -> CounterId:
        """The last counter that offers a service."""
        offering = [c.id for c in self.catalogue.counters if ServiceId(service) in c.services]
        return offering[-1]

    def call(self, service: str) -> CounterId:
        """A visitor comes and is called at once to the service's counter."""
        self.come(service)
        counter = self.counter_of(service)
        self.order(CallNext(counter=counter))
        return counter

    def call_ticket(self, ticket: TicketId, counter: CounterId) -> None:
        """This visitor is called to this counter, and does not come: it can call again."""
        self.order(CallTicket(counter=counter, ticket=ticket))
        self.order(MarkNoShow(counter=counter))

    def call_and_start(self, service: str) -> None:
        """The called visitor is there, so that the counter can call again later."""
        self.order(StartService(counter=self.call(service)))

    def screen(
        self, settings: BoardSettings | None = None, *, voice: Speaks | None = None
    ) -> BoardScreen:
        """A board in this hall."""
        return BoardScreen(self.station, sentences(), settings, voice=voice)


def _shown(board: BoardScreen) -> Mapping[str, QObject]:
    return {"board": board, "words": Words(sentences(), board)}


def _busy(centre: Catalogue | None = None) -> Hall:
    hall = Hall(centre or catalogue())
    hall.open_counters()
    for service in CALLED[:-1]:
        hall.call_and_start(service)
    return hall


def _crowd(hall: Hall) -> None:
    for service, times in (("id-lost", 12), ("birth", 4), ("sha-join", 9), ("kra-pin", 5)):
        hall.come(service, times=times)


def calls_new(language: str) -> Mapping[str, QObject]:
    """Somebody was just called."""
    hall = _busy()
    board = hall.screen()
    hall.call_and_start(CALLED[-1])
    return _shown(board)


def calls(language: str) -> Mapping[str, QObject]:
    """The last call is a while ago."""
    hall = _busy()
    hall.call_and_start(CALLED[-1])
    return _shown(hall.screen())


def calls_widest(language: str) -> Mapping[str, QObject]:
    """The widest letter, to a counter of two digits, called for the second time."""
    hall = Hall(catalogue())
    hall.open_counters()
    for service in ("collect-id", "collect-id", "id-first", "id-lost"):
        hall.call_and_start(service)
    board = hall.screen(BoardSettings(times=BoardTimes(least_s=0)))
    counter = hall.call("business-permit")
    hall.order(Recall(counter=counter))
    return _shown(board)


def calls_waiting(language: str) -> Mapping[str, QObject]:
    """Two were called while another is spoken."""
    hall = _busy()
    board = hall.screen(BoardSettings(times=BoardTimes(least_s=NEVER_S)))
    for service in ("id-lost", "sha-join", "birth"):
        hall.order(StartService(counter=hall.call(service)))
    return _shown(board)


def calls_few(language: str) -> Mapping[str, QObject]:
    """The second call of the day."""
    hall = Hall(catalogue(sample=True))
    hall.open_counters()
    hall.call_and_start("id-lost")
    hall.call_and_start("nssf-join")
    return _shown(hall.screen())


def empty(language: str) -> Mapping[str, QObject]:
    """Nobody has been called yet."""
    return _shown(Hall(catalogue()).screen())


def info(language: str) -> Mapping[str, QObject]:
    """Queues and waits."""
    hall = _busy()
    _crowd(hall)
    return _shown(hall.screen(BoardSettings(mode=BoardMode.INFO)))


def info_early(language: str) -> Mapping[str, QObject]:
    """Visitors wait, and no counter is open yet."""
    hall = Hall(catalogue())
    _crowd(hall)
    return _shown(hall.screen(BoardSettings(mode=BoardMode.INFO)))


def info_stopped(language: str) -> Mapping[str, QObject]:
    """Head office has stopped what one queue is for: the agency's system is down."""
    hall = _busy()
    _crowd(hall)
    first = hall.catalogue.queues[0].id
    for service in hall.catalogue.services_of_queue[first]:
        hall.station.order(Role.HUB, SuspendService(service=service, reason="system-down"))
    return _shown(hall.screen(BoardSettings(mode=BoardMode.INFO)))


def info_large_hall(language: str) -> Mapping[str, QObject]:
    """Queues and waits for a far seat, in the sample centre."""
    hall = _busy(catalogue(sample=True))
    _crowd(hall)
    return _shown(hall.screen(BoardSettings(mode=BoardMode.INFO, farthest_seat_m=15)))


def lost(language: str) -> Mapping[str, QObject]:
    """The centre does not answer; some calls are known."""
    hall = _busy()
    board = hall.screen(BoardSettings(times=BoardTimes(lost_s=0)))
    hall.station.cut()
    return _shown(board)


def lost_at_start(language: str) -> Mapping[str, QObject]:
    """The centre never answered."""
    hall = Hall(catalogue())
    hall.station.ready = hall.station.online = False
    return _shown(hall.screen(BoardSettings(times=BoardTimes(starting_s=0))))


def starting(language: str) -> Mapping[str, QObject]:
    """The first moment."""
    hall = Hall(catalogue())
    hall.station.ready = hall.station.online = False
    return _shown(hall.screen())


def closed(language: str) -> Mapping[str, QObject]:
    """After hours."""
    return _shown(Hall(catalogue(), MORNING.replace(hour=18)).screen())


SCENES: dict[str, Callable[[str], Mapping[str, QObject]]] = {
    "calls-new": calls_new,
    "calls": calls,
    "calls-widest": calls_widest,
    "calls-waiting": calls_waiting,
    "calls-few": calls_few,
    "empty": empty,
    "info": info,
    "info-early": info_early,
    "info-stopped": info_stopped,
    "info-large-hall": info_large_hall,
    "lost": lost,
    "lost-at-start": lost_at_start,
    "starting": starting,
    "closed": closed,
}
"""What to draw, by name: the screen's properties in a language (a board speaks two at once)."""
