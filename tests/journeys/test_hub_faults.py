"""A real centre and a real hub, a line that cuts, corrupts and repeats, and kills at both ends."""

import subprocess
import sys

import pytest

from tests.journeys.centre_process import MAIN

pytestmark = pytest.mark.journey

SEED = "7"
"""Kills of a centre and of a hub, and four kinds of bad lines. `make torture-hub` has all."""


def test_whatever_the_line_does_the_hub_has_each_line_once_and_as_it_was_written() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.uplink", "--short", "--seed", SEED],
        cwd=MAIN.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lines lost, doubled or changed: 0" in done.stdout
    assert "histories at the hub: 1, findings: none" in done.stdout
