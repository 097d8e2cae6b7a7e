"""What a run found, kept and put between the marks of README and figures."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.day.finding import find
from bench.day.results import Row, Run, keep, kept
from bench.day.scenario import SCENARIOS
from bench.day.table import BEGIN, END, write_tables

TWO_COUNTERS = SCENARIOS["120 visitors, two counters"]
LIKE_A_CENTRE = replace(SCENARIOS["300 visitors, seven services"], visitors=60)


@pytest.fixture(scope="module")
def run() -> Run:
    scenarios = [
        find(scenario, days=1, warm_up=0, seed=1, looking=looking, rules=True)
        for scenario, looking in ((TWO_COUNTERS, False), (LIKE_A_CENTRE, True))
    ]
    erlang = Row(what="M/M/4", found=3.0, known=3.06, source="Erlang")
    return Run(seed=1, machine="2 cores", seconds=60.0, scenarios=scenarios, oracles=[erlang])


def page(*lines: str) -> str:
    return "\n".join(("# Before", *lines, "after"))


def test_a_run_that_was_kept_is_read_as_it_was(tmp_path: Path, run: Run) -> None:
    keep(run, tmp_path / "day.json")
    keep(kept(tmp_path / "day.json"), tmp_path / "again.json")
    assert (tmp_path / "day.json").read_bytes() == (tmp_path / "again.json").read_bytes()


def test_tables_stand_between_their_marks_and_nothing_else_is_touched(
    tmp_path: Path, run: Run
) -> None:
    keep(run, tmp_path / "day.json")
    (tmp_path / "docs").mkdir()
    pages = (tmp_path / "README.md", tmp_path / "docs" / "figures.md")
    for path in pages:
        path.write_text(page(BEGIN, "of yesterday", END), encoding="utf-8")
    write_tables(tmp_path / "day.json", tmp_path)
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# Before\n{BEGIN}\n")
        assert text.endswith(f"\n{END}\nafter")
        assert "of yesterday" not in text
        assert TWO_COUNTERS.name in text
        assert "strict priority" in text
        tables = [line for line in text.splitlines() if line.startswith("|")]
        widths = {line.count("|") for line in tables}
        assert all(line.endswith("|") for line in tables)
        assert len(widths) > 1
    assert "Erlang" in pages[1].read_text(encoding="utf-8")


def test_a_page_without_marks_is_refused(tmp_path: Path, run: Run) -> None:
    keep(run, tmp_path / "day.json")
    (tmp_path / "README.md").write_text(page("no mark"), encoding="utf-8")
    with pytest.raises(ValueError, match="has no place"):
        write_tables(tmp_path / "day.json", tmp_path)
