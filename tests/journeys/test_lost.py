"""The centre is killed or the cable cut while people wait: they are told, and nothing is lost."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.domain.commands import CallNext, IssueTicket, OpenCounter, Role, StartService
from kiosk.domain.commands import FinishService as Finish
from kiosk.domain.events import (
    Entry,
    FeedbackGiven,
    TicketCancelled,
    TicketIssued,
    TicketRecorded,
    TicketRenumbered,
)
from kiosk.domain.ids import AgentId, CounterId, Language
from kiosk.domain.numbering import is_reserve
from kiosk.domain.snapshot import take_snapshot
from kiosk.roles.cable import Cable
from kiosk.ui.board_screen import BoardScreen
from tests.journeys.hall import LOOPBACK, Hall, Shown
from tests.journeys.visiting import ask_for_ticket, choose_service, first_service, number_on

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a socket holds"),
]


@pytest.fixture
def cable(hall: Hall) -> Iterator[Cable]:
    with Cable(to_port=int(hall.centre.url.rpartition(":")[2])) as cable:
        yield cable


def test_a_centre_killed_while_the_kiosk_waits_gets_the_ticket_it_gave_alone_once(
    hall: Hall,
) -> None:
    kiosk, service = hall.kiosk(None), first_service(hall)
    choose_service(hall, kiosk, service)
    hall.centre.process.send_signal(signal.SIGSTOP)
    kiosk.page.tap("take")
    hall.until(lambda: _waits_unread(hall), "no request came to the centre")
    hall.centre.process.kill()
    hall.until(lambda: kiosk.page.has("number"), "the kiosk does not go on")
    number = number_on(kiosk.page)
    assert is_reserve(number[0], number)
    hall.start_centre_again()
    recorded = hall.await_told(TicketRecorded)
    assert recorded.number == number
    _assert_the_only_ticket_is(hall, number)


def test_a_ticket_whose_answer_is_lost_keeps_its_place_and_takes_the_number_on_the_paper(
    hall: Hall, cable: Cable
) -> None:
    kiosk, service = hall.kiosk(None, url=f"http://{LOOPBACK}:{cable.port}"), first_service(hall)
    choose_service(hall, kiosk, service)
    hall.centre.process.send_signal(signal.SIGSTOP)
    kiosk.page.tap("take")
    hall.until(lambda: _waits_unread(hall), "no request came to the centre")
    cable.cut()
    hall.centre.process.send_signal(signal.SIGCONT)
    lost = hall.await_told(TicketIssued)
    hall.until(lambda: kiosk.page.has("number"), "the kiosk does not go on")
    number = number_on(kiosk.page)
    assert number != lost.number
    cable.join()
    renumbered = hall.await_told(TicketRenumbered)
    assert (renumbered.ticket, renumbered.number) == (lost.ticket, number)
    assert not hall.told(TicketRecorded)
    assert not hall.told(TicketCancelled)
    _assert_the_only_ticket_is(hall, number)


def test_while_the_centres_disk_takes_nothing_more_the_kiosk_gives_tickets_alone(
    hall: Hall,
) -> None:
    import resource  # noqa: PLC0415 - Windows has none

    kiosk, service = hall.kiosk(None), first_service(hall)
    full = (hall.data / "centre.db-wal").stat().st_size
    unlimited = resource.RLIM_INFINITY
    resource.prlimit(hall.centre.process.pid, resource.RLIMIT_FSIZE, (full, unlimited))
    ask_for_ticket(hall, kiosk, service)
    hall.until(lambda: kiosk.page.has("number"), "the kiosk does not go on")
    assert hall.told(TicketIssued) == []
    resource.prlimit(hall.centre.process.pid, resource.RLIMIT_FSIZE, (unlimited, unlimited))
    hall.await_told(TicketRecorded)
    _assert_the_only_ticket_is(hall, number_on(kiosk.page))


def test_a_board_that_was_cut_off_says_so_and_goes_on_without_a_gap(
    hall: Hall, cable: Cable
) -> None:
    board = hall.board(url=f"http://{LOOPBACK}:{cable.port}")
    heard = _hear(board)
    first = _issue_and_call(hall, hall.catalogue.counters[0].id)
    hall.until(lambda: board.screen.property("number") == first)
    cable.cut()
    hall.until(lambda: board.page.shows("The board has lost the centre"))
    missed = [_issue_and_call(hall, counter.id) for counter in hall.catalogue.counters[1:4]]
    cable.join()
    hall.until(lambda: board.screen.property("number") == missed[-1], "the board does not go on")
    hall.until(lambda: board.screen.property("view") == "calls")
    assert board.page.find("newest-number").property("say") == missed[-1]
    _assert_no_gap(hall, board, heard)


def test_a_board_follows_a_centre_that_was_killed_and_started_again(hall: Hall) -> None:
    board = hall.board()
    heard = _hear(board)
    first = _issue_and_call(hall, hall.catalogue.counters[0].id)
    hall.until(lambda: board.screen.property("number") == first)
    hall.centre.process.kill()
    hall.until(lambda: board.page.shows("The board has lost the centre"))
    hall.start_centre_again()
    second = _issue_and_call(hall, hall.catalogue.counters[1].id)
    hall.until(lambda: board.screen.property("number") == second, "the board does not go on")
    _assert_no_gap(hall, board, heard)


def test_a_face_given_while_the_centre_is_dead_arrives_once(hall: Hall) -> None:
    counter = hall.catalogue.counters[0].id
    tablet = hall.feedback(counter)
    _issue_and_call(hall, counter)
    with hall.session(Role.COUNTER) as agent:
        agent.send(StartService(counter=counter))
        agent.send(Finish(counter=counter))
    hall.until(lambda: tablet.page.has("face-1"))
    hall.centre.process.kill()
    tablet.page.tap("face-4")
    hall.start_centre_again()
    given = hall.await_told(FeedbackGiven)
    assert (given.smiley, given.verified) == (4, True)
    # Whatever is sent after it has arrived after it.
    _issue_and_call(hall, hall.catalogue.counters[1].id)
    hall.until(lambda: tablet.station.mirror.seq == hall.entries()[-1].seq)
    assert len(hall.told(FeedbackGiven)) == 1


def _waits_unread(hall: Hall) -> bool:
    """Whether a request has arrived that the stopped centre has not read."""
    port = int(hall.centre.url.rpartition(":")[2])
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        _, here, _, state, queues, *_ = line.split()
        if here.endswith(f":{port:04X}") and state == "01" and not queues.endswith(":00000000"):
            return True
    return False


def _issue_and_call(hall: Hall, counter: CounterId) -> str:
    """Another visitor comes and is called to ``counter`` at once; the number."""
    service = hall.catalogue.services[0].id
    with hall.session(Role.COUNTER) as agent:
        agent.send(OpenCounter(counter=counter, agent=AgentId("A1"), services=(service,)))
        issued = agent.send(IssueTicket(service=service, language=Language("sw")))
        assert isinstance(agent.send(CallNext(counter=counter)), Done)
    assert isinstance(issued, Done)
    assert issued.issued
    return issued.issued.number


def _hear(board: Shown[BoardScreen]) -> list[Entry | None]:
    """Everything the board is told from now on; ``None`` where it had to start anew."""
    heard: list[Entry | None] = []
    board.station.changed.connect(heard.append)
    return heard


def _assert_no_gap(hall: Hall, board: Shown[BoardScreen], heard: list[Entry | None]) -> None:
    entries = hall.entries()
    hall.until(lambda: board.station.mirror.seq == entries[-1].seq)
    assert heard == list(entries[-len(heard) :])
    with hall.session(Role.BOARD) as session:
        mirror = board.station.mirror
        assert mirror.catalogue
        assert take_snapshot(mirror.floor, mirror.catalogue) == session.floor()


def _assert_the_only_ticket_is(hall: Hall, number: str) -> None:
    with hall.session(Role.KIOSK) as session:
        waiting = [t.number for t in session.floor().tickets if t.state == "waiting"]
        assert waiting == [number]
        assert hall.folded() == session.floor()
    assert hall.first_broken_line() is None
