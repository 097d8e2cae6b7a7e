"""`main.py why`: what a visitor is told of the order, while the centre runs and on later days."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.db.opening import open_centre
from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.ids import AgentId, Language, TicketId
from kiosk.roles import report, why
from kiosk.roles.start import CannotStart
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_LOST, ID_NEW, ONE


class Day:
    """A centre with one counter, whose time the test sets."""

    def __init__(self, centre: RunningCentre) -> None:
        self._centre = centre
        self._kiosk = centre.session(Role.KIOSK)
        self._counter = centre.session(Role.COUNTER)
        self.open("07")

    def open(self, agent: str) -> None:
        services = (ID_NEW, ID_LOST)
        self.do(c.OpenCounter(counter=ONE, agent=AgentId(agent), services=services))

    def do(self, command: Command) -> Done:
        reply = self._counter.send(command)
        assert isinstance(reply, Done), reply
        return reply

    def issue(
        self, *, priority: bool = False, language: str = "en", minutes: float = 5
    ) -> TicketId:
        self.later(minutes)
        wanted = c.IssueTicket(service=ID_NEW, language=Language(language), priority=priority)
        reply = self._kiosk.send(wanted)
        assert isinstance(reply, Done)
        assert reply.issued is not None
        return reply.issued.ticket

    def serve(self, ticket: TicketId | None = None) -> None:
        self.later(1)
        chosen = c.CallNext(counter=ONE)
        self.do(chosen if ticket is None else c.CallTicket(counter=ONE, ticket=ticket))
        self.do(c.StartService(counter=ONE))
        self.do(c.FinishService(counter=ONE))

    def later(self, minutes: float) -> None:
        self._centre.wall.now_s += minutes * 60
        self._centre.steady.now_s += minutes * 60

    def close(self) -> None:
        self._kiosk.close()
        self._counter.close()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path) as running:
        yield running


@pytest.fixture
def day(centre: RunningCentre) -> Iterator[Day]:
    made = Day(centre)
    yield made
    made.close()


def told(centre: RunningCentre, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    capsys.readouterr()
    assert why.main([*arguments, "--data", str(centre.settings.data)]) == 0
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_a_visitor_is_told_who_went_before_and_by_what_right(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.issue()
    day.issue()
    day.issue(priority=True)
    day.issue(priority=True)
    friend = day.issue()
    for ticket in (None, None, friend, None, None):
        day.serve(ticket)

    assert told(centre, capsys, "a002") == [
        "A002 · id-new · Friday 20 November",
        "",
        "A002 was given at 10:10.",
        "It was called at 10:30 to counter 1, 20 minutes after it was given.",
        "Its turn was the earliest of all who waited for that counter.",
        "",
        "4 visitors were called before it to counters that could have served it:",
        "1 came before it.",
        "2 came later with priority, which counts as 30 minutes: at 10:15, 10:20.",
        "At 10:28 agent 07 at counter 1 chose A005, whose turn was later.",
        "",
        "Apart from whom an agent chose, the rules of the queue were kept.",
    ]
    assert told(centre, capsys, "A005")[3:5] == [
        "It was called at 10:28 to counter 1, 3 minutes after it was given.",
        "Agent 07 chose it, and 2 visitors whose turn was earlier went on waiting.",
    ]


def test_it_is_told_in_the_visitors_own_language_unless_another_is_asked_for(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.issue(language="sw")
    assert "A001 ilitolewa 10:05." in told(centre, capsys, "A001")
    assert "It was not called." in told(centre, capsys, "A001", "--language", "en")


def test_another_day_can_be_asked_for(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.issue()
    day.later(24 * 60)
    second = Day(centre)
    second.issue(minutes=30)
    second.serve()
    second.close()
    assert "It was not called." in told(centre, capsys, "A001", "--day", "2026-11-20")
    assert told(centre, capsys, "A001")[4] == (
        "Its turn was the earliest of all who waited for that counter."
    )


def test_who_did_not_hear_the_call_is_told_when_it_was(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    away, gone, kept = day.issue(), day.issue(), day.issue()
    day.do(c.CallNext(counter=ONE))
    for _ in range(2):
        day.later(1)
        day.do(c.Recall(counter=ONE))
    day.do(c.MarkNoShow(counter=ONE))
    lines = told(centre, capsys, "A001")
    assert "It was called 3 times, at 10:15, 10:16, 10:17, and nobody came." in lines
    day.do(c.CancelTicket(ticket=gone))
    assert "It left the queue at 10:17." in told(centre, capsys, "A002")
    day.do(c.CallTicket(counter=ONE, ticket=kept))
    day.do(c.HoldTicket(counter=ONE, reason="photo"))
    assert "It was put on hold at 10:17." in told(centre, capsys, "A003")
    day.do(c.Requeue(ticket=away))
    lines = told(centre, capsys, "A001")
    assert "It was called, nobody came, and it got a place again behind whoever was next." in lines
    assert "It waits again." in lines
    day.later(24 * 60)
    Day(centre).close()
    lines = told(centre, capsys, "A001", "--day", "2026-11-20")
    assert "The day ended before that." in lines


def test_what_is_not_known_is_said_in_a_sentence(
    centre: RunningCentre, day: Day, tmp_path: Path
) -> None:
    day.issue()
    data = ["--data", str(centre.settings.data)]
    for arguments in (["A009", *data], ["A001", "--day", "2020-01-01", *data]):
        with pytest.raises(CannotStart, match=r"No ticket A00[19] was given on 20"):
            why.main(arguments)
    with pytest.raises(CannotStart, match=r"There is no account: there is no .*centre\.db"):
        why.main(["A001", "--data", str(tmp_path / "none")])
    open_centre(tmp_path / "new" / "centre.db").close()
    with pytest.raises(CannotStart, match="Nothing has happened"):
        why.main(["A001", "--data", str(tmp_path / "new")])


@pytest.mark.parametrize("number", ["", "42", "A42x", "A\u0660\u0664\u0662", "A042\n7", "--day"])
def test_what_is_no_number_ends_it_with_2(number: str) -> None:
    with pytest.raises(SystemExit) as ended:
        why.main([number])
    assert ended.value.code == 2


def test_a_report_tells_how_agents_called(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.issue()
    day.issue()
    day.serve(day.issue())
    day.open("12")
    day.do(c.CallNext(counter=ONE))
    day.do(c.MarkNoShow(counter=ONE))
    data = ["--data", str(centre.settings.data)]
    capsys.readouterr()

    assert report.main(data) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["1", "07", "1", "1", "1", "2", "0", "0", "0", "0", "0"] in lines
    assert ["1", "12", "1", "0", "0", "0", "1", "1", "0", "0", "0"] in lines

    assert report.main([*data, "--calls", "--csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "counter,agent,calls,chosen,out_of_turn,passed_over,no_shows,hasty,undone,held,changes",
        "1,07,1,1,1,2,0,0,0,0,0",
        "1,12,1,0,0,0,1,1,0,0,0",
    ]


def test_a_report_of_days_without_calls_says_so(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert report.main(["--data", str(centre.settings.data), "--calls"]) == 0
    assert "Nobody was called in these days." in capsys.readouterr().out
