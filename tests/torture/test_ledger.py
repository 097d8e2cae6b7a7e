"""What runs came to is kept, added up, and put where the pages have a place for it."""

from pathlib import Path

import pytest

from bench.torture import table
from bench.torture.conductor import CENTRE, Left
from bench.torture.faults import Happened
from bench.torture.judge import LOST, Verdict
from bench.torture.ledger import Run, report, run_of
from bench.torture.probe import Asked, longest_pause_s
from bench.torture.scale import WHOLE


def answered(*at_s: float) -> list[Asked]:
    return [Asked(sent_s=each - 0.01, answered_s=each, done=True) for each in at_s]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A kill from second 10 to 11; the next answer came at 12."""
    verdict = Verdict()
    verdict.counted["commands"] = 1200
    left = Left(
        directory=tmp_path,
        seconds=60,
        happened=[
            Happened(fault="centre killed", target=CENTRE, began_s=10, over_s=11, kills=1),
            Happened(fault="kiosk killed", target="kiosk-1", began_s=12, over_s=12, kills=1),
        ],
        asked=answered(9.8, 9.95, 12.0, 12.1),
        unsettled=[],
    )
    return run_of(left, verdict, WHOLE, "7")


def test_a_pause_is_from_the_fault_to_the_first_answer_after_it(run: Run) -> None:
    pauses = run.pauses["centre killed"]
    assert pauses.without_s == [pytest.approx(2.0)]
    assert pauses.lasted_s == [1]


def test_what_one_device_suffers_is_no_pause_of_the_centres(run: Run) -> None:
    assert "kiosk killed" not in run.pauses
    assert run.faults == {"centre killed": 1, "kiosk killed": 1}
    assert run.kills == {"centre": 1, "kiosk": 1}


def test_what_an_earlier_fault_has_cost_is_not_counted_again() -> None:
    asked = answered(1.0, 4.0, 4.1, 4.3)
    assert longest_pause_s(asked, 3.9, 5.0) == pytest.approx(0.2)


def test_who_reads_the_report_is_told_of_every_broken_promise(run: Run) -> None:
    assert report(run).endswith("every promise kept")
    run.broken[LOST].append("line 7")
    assert "    line 7" in report(run)
    assert report(run).endswith("BROKEN")


def test_runs_are_added_up_in_the_table(run: Run) -> None:
    told = table.markdown([run, run])
    assert "2 runs, 2 minutes: 4 faults, among them 4 kills" in told
    assert "2,400 commands answered" in told
    assert f"| {LOST} | 0 |" in told
    assert "| centre killed | 2 | 1.0 | 2.0 | 2.0 |" in told
    assert "| kiosk killed | 2 |" in told


def test_a_page_keeps_what_stands_around_the_table(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n")
    table.put(page, "new")
    assert page.read_text() == f"before\n{table.BEGIN}\nnew\n{table.END}\nafter\n"
