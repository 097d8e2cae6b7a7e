"""The short form of `make torture`: a few seconds of everything at once, and no promise broken."""

from pathlib import Path

import pytest

from bench.torture.conductor import torture
from bench.torture.judge import judge
from bench.torture.ledger import report, run_of
from bench.torture.scale import SHORT

pytestmark = pytest.mark.journey


def test_a_hall_that_is_killed_cut_and_stopped_at_random_breaks_no_promise(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    # Another seed for each commit, which names it where it fails.
    seed = f"{pytestconfig.option.share}"
    left = torture(tmp_path, SHORT, seed)
    run = run_of(left, judge(tmp_path), SHORT, seed)
    assert run.holds, report(run)
    assert sum(run.kills.values()) >= 3
    assert run.counted["commands"] >= 20
