"""A board whose centre falls silent: it says so, says nothing else, and takes up where it was."""

import inspect
import signal
import sys
from collections.abc import Iterator

import pytest

from kiosk.client.reply import Done
from kiosk.domain.commands import CallNext, IssueTicket, OpenCounter, Role
from kiosk.domain.ids import AgentId, CounterId, Language
from kiosk.roles.cable import Cable
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardTimes
from kiosk.ui.link import Link
from tests.journeys.hall import LOOPBACK, Hall, Shown
from tests.ui.hall_voice import Loudspeaker, NotingVoice

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot stop a process"),
]

LOST = "The board has lost the centre"
WITHIN_S = 5.0


@pytest.fixture
def loudspeaker() -> Loudspeaker:
    return Loudspeaker()


@pytest.fixture
def voice(qapp: object, loudspeaker: Loudspeaker) -> NotingVoice:
    return NotingVoice(loudspeaker)


@pytest.fixture
def cable(hall: Hall) -> Iterator[Cable]:
    with Cable(to_port=int(hall.centre.url.rpartition(":")[2])) as cable:
        yield cable


def test_a_board_has_said_that_it_lost_its_centre_five_seconds_after_its_last_sign() -> None:
    silence_s = inspect.signature(Link).parameters["silence_s"].default

    assert silence_s + BoardTimes().lost_s < WITHIN_S


def test_a_board_says_that_its_centre_is_frozen_and_goes_on_when_it_wakes(
    hall: Hall, voice: NotingVoice, loudspeaker: Loudspeaker
) -> None:
    board = hall.board(voice=voice)
    first = _call(hall, hall.catalogue.counters[0].id)
    hall.until(lambda: board.screen.property("number") == first)
    assert loudspeaker.is_speaking()

    hall.centre.process.send_signal(signal.SIGSTOP)
    hall.until(lambda: board.page.shows(LOST), "the board does not say that it is lost")
    assert not loudspeaker.is_speaking()
    assert _is_dimmed(board)

    hall.centre.process.send_signal(signal.SIGCONT)
    hall.until(lambda: board.screen.property("view") == "calls", "the board does not come back")
    assert board.screen.property("number") == first
    second = _call(hall, hall.catalogue.counters[1].id)
    hall.until(lambda: board.screen.property("number") == second, "the board does not go on")
    assert voice.said == [(first, "sw"), (second, "sw")]


def test_what_waited_to_be_spoken_when_the_cable_was_cut_is_not_spoken_later(
    hall: Hall, cable: Cable, voice: NotingVoice
) -> None:
    board = hall.board(url=f"http://{LOOPBACK}:{cable.port}", voice=voice)
    numbers = [_call(hall, counter.id) for counter in hall.catalogue.counters[:3]]
    hall.until(lambda: len(_numbers(board)) == len(numbers))

    cable.cut()
    hall.until(lambda: board.page.shows(LOST), "the board does not say that it is lost")
    cable.join()
    hall.until(lambda: board.screen.property("view") == "calls", "the board does not come back")
    last = _call(hall, hall.catalogue.counters[3].id)
    hall.until(lambda: board.screen.property("number") == last)

    assert _numbers(board) == [last, *reversed(numbers)]
    assert voice.said == [(numbers[0], "sw"), (last, "sw")]


def _call(hall: Hall, counter: CounterId) -> str:
    """Another visitor comes and is called to ``counter`` at once; the number."""
    service = hall.catalogue.services[0].id
    with hall.session(Role.COUNTER) as agent:
        agent.send(OpenCounter(counter=counter, agent=AgentId("A1"), services=(service,)))
        issued = agent.send(IssueTicket(service=service, language=Language("sw")))
        assert isinstance(agent.send(CallNext(counter=counter)), Done)
    assert isinstance(issued, Done)
    assert issued.issued
    return issued.issued.number


def _numbers(board: Shown[BoardScreen]) -> list[object]:
    """What stands on the board, the largest first."""
    names = {"newest-number", "number"}
    return [i.property("say") for i in board.page.items() if i.objectName() in names]


def _is_dimmed(board: Shown[BoardScreen]) -> bool:
    """Whether no counter stands on amber, which says where to go."""
    chips = [item for item in board.page.items() if item.objectName() == "chip"]
    return bool(chips) and all(chip.property("color").alpha() == 0 for chip in chips)
