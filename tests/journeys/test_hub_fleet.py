"""A small fleet of centres, real journals, one real hub that is killed with its PostgreSQL."""

import subprocess
import sys

import pytest

from tests.journeys.centre_process import MAIN

pytestmark = pytest.mark.journey


def test_a_fleet_loses_and_doubles_nothing_and_its_tables_are_what_folding_gives() -> None:
    # In a process of its own: it buries the servers that it kills, whoever was their parent.
    done = subprocess.run(
        [sys.executable, "-m", "bench.fleet", "--short"],
        cwd=MAIN.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lines lost: 0\nlines doubled: 0\nlines out of order: 0" in done.stdout
    assert "projections that differ from folding: 0" in done.stdout
