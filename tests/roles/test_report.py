"""`main.py report`: what it says of a centre while that runs, and of what is no centre."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.client.reply import Done
from kiosk.client.session import Session
from kiosk.db.opening import open_centre
from kiosk.domain import commands as c
from kiosk.domain.commands import Command, Role
from kiosk.domain.ids import AgentId, Language
from kiosk.roles import report
from kiosk.roles.start import CannotStart
from tests.centre.running import RunningCentre
from tests.domain.hall import FRIDAY, ID_LOST, ID_NEW, ONE

MAIN = Path(__file__).parents[2] / "main.py"


class Day:
    """A centre at work, in which a counter serves and a tablet asks."""

    def __init__(self, centre: RunningCentre) -> None:
        self._centre = centre
        self._kiosk = centre.session(Role.KIOSK)
        self._counter = centre.session(Role.COUNTER)
        self._tablet = centre.session(Role.FEEDBACK)
        services = (ID_NEW, ID_LOST)
        self._do(self._counter, c.OpenCounter(counter=ONE, agent=AgentId("7"), services=services))

    def _do(self, device: Session, command: Command) -> Done:
        reply = device.send(command)
        assert isinstance(reply, Done), reply
        return reply

    def serve(self, smiley: int | None, *, service: str = ID_NEW) -> None:
        """A visit, a minute long, and what its visitor says of it at once."""
        wanted = c.IssueTicket(service=type(ID_NEW)(service), language=Language("sw"))
        issued = self._do(self._kiosk, wanted).issued
        assert issued is not None
        self._do(self._counter, c.CallNext(counter=ONE))
        self._do(self._counter, c.StartService(counter=ONE))
        self._do(self._counter, c.FinishService(counter=ONE))
        self.later(60)
        if smiley is not None:
            smile = c.GiveFeedback(smiley=smiley, ticket=issued.ticket, counter=ONE)
            self._do(self._tablet, smile)

    def press(self, smiley: int) -> None:
        """Somebody touches a face, for no visit."""
        self._do(self._tablet, c.GiveFeedback(smiley=smiley))

    def later(self, seconds: float) -> None:
        self._centre.wall.now_s += seconds
        self._centre.steady.now_s += seconds

    def close(self) -> None:
        for session in (self._kiosk, self._counter, self._tablet):
            session.close()


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
    assert report.main(["--data", str(centre.settings.data), *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def rows(lines: list[str]) -> dict[tuple[str, str, str], dict[str, str]]:
    return {(row["kind"], row["by"], row["key"]): row for row in csv.DictReader(lines)}


def test_a_running_centre_is_reported_by_service_and_day(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    for smiley in (5, 4, 5, 5, 3, 5, 4, 5, 5, 4, None, None):
        day.serve(smiley)
    day.serve(1, service=ID_LOST)

    found = rows(told(centre, capsys, "--csv"))

    new = found["verified", "service", ID_NEW]
    assert (new["served"], new["answers"], new["response_rate"]) == ("12", "10", "0.833")
    assert (new["csat"], new["csat_low"], new["csat_high"]) == ("0.900", "0.596", "0.982")
    assert (new["mean"], new["net"]) == ("4.500", "0.900")
    lost = found["verified", "service", ID_LOST]
    assert (lost["served"], lost["shown"]) == ("1", "fewer than 10 answers")
    assert [lost[name] for name in ("answers", "csat", "mean", "all_answers")] == [""] * 4
    assert found["verified", "day", FRIDAY.isoformat()]["answers"] == "11"
    text = [" ".join(line.split()) for line in told(centre, capsys)]
    assert "id-new 12 10 83% 90% 60–98% 4.50 +90" in text
    assert "Lost or damaged 1 fewer than 10 answers" in text


def test_what_looks_like_play_is_told_apart_and_not_left_out(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    for smiley in (1, 2, 3, 2, 1, 3, 1, 2, 3, 1):
        day.press(smiley)
        day.later(30)
    for _ in range(30):
        day.press(5)
        day.later(1)

    found = rows(told(centre, capsys, "--csv"))["unverified", "all", ""]

    assert (found["answers"], found["flagged"], found["all_answers"]) == ("10", "30", "40")
    assert (found["csat"], found["all_csat"]) == ("0.000", "0.750")
    assert any("75% of 40" in line for line in told(centre, capsys))


def test_only_the_days_that_were_asked_for(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.serve(5)
    day.later(24 * 3600)
    second = Day(centre)
    second.serve(4)
    second.close()
    friday, saturday = "2026-11-20", "2026-11-21"
    for arguments, days in (
        ((), [friday, saturday]),
        (("--to", friday), [friday]),
        (("--from", saturday), [saturday]),
        (("--from", friday, "--to", saturday), [friday, saturday]),
        (("--from", "2030-01-01"), []),
        (("--to", "0001-01-01"), []),
    ):
        found = rows(told(centre, capsys, "--csv", *arguments))
        assert [key for kind, by, key in found if (kind, by) == ("verified", "day")] == days


def test_reading_changes_nothing(
    centre: RunningCentre, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.serve(5)
    store = centre.settings.data / "centre.db"
    before = (store.read_bytes(), store.with_name("centre.db-wal").read_bytes())
    told(centre, capsys)
    assert before == (store.read_bytes(), store.with_name("centre.db-wal").read_bytes())
    day.serve(5)


def test_where_nothing_happened_yet_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_centre(tmp_path / "centre.db").close()
    assert report.main(["--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Nothing has happened in this centre yet.\n"


def test_what_is_no_centre_is_told_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"there is no .*centre\.db; name a centre"):
        report.main(["--data", str(tmp_path / "none")])
    assert not (tmp_path / "none").exists()
    for content in (b"", b"not a database, but long enough to look like one" * 99):
        (tmp_path / "centre.db").write_bytes(content)
        with pytest.raises(CannotStart, match="There is no report: "):
            report.main(["--data", str(tmp_path)])
        assert (tmp_path / "centre.db").read_bytes() == content


@pytest.mark.parametrize(
    "arguments",
    [
        ["--from", "yesterday"],
        ["--to", "2026-13-01"],
        ["--to", "20261120"],
        ["--from", "2026-11-20\n"],
        ["--from", "٢٠٢٦-11-20"],
        ["--form", "2026-11-20"],
        ["--csv", "now"],
    ],
)
def test_a_mistake_in_the_command_line_ends_it_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        report.main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_days_the_wrong_way_round_are_told(tmp_path: Path) -> None:
    open_centre(tmp_path / "centre.db").close()
    wrong = ["--from", date(2026, 11, 20).isoformat(), "--to", "2026-11-19"]
    with pytest.raises(CannotStart, match="--from 2026-11-20 is after --to 2026-11-19"):
        report.main(["--data", str(tmp_path), *wrong])


@pytest.mark.journey
def test_whoever_reads_only_the_beginning_is_not_complained_to(tmp_path: Path) -> None:
    open_centre(tmp_path / "centre.db").close()
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, MAIN, "report", "--data", tmp_path, "--to", "2026-11-20"],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, "")
