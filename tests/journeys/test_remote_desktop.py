"""Screens on a virtual desktop: while nothing happens, next to nothing is sent."""

import shutil
from pathlib import Path

import pytest

from bench.processes import enrolled, screen
from bench.remote_desktop import desktop
from bench.rfb import Viewer
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from tests.journeys.centre_process import CentreProcess

pytestmark = pytest.mark.journey
WATCHED_S = 3.0
TRIES = 10


@pytest.mark.parametrize("role", ["kiosk", "counter", "board", "feedback"])
def test_a_screen_at_rest_sends_nothing_but_its_clocks_minute(role: str, tmp_path: Path) -> None:
    if shutil.which("Xvnc") is None:
        pytest.skip("Xvnc is not here: apt-get install tigervnc-standalone-server")
    more = ("--counter", "1") if role == "counter" else ()
    with (
        CentreProcess(tmp_path / "centre") as centre,
        desktop((1280, 800)) as (display, port),
        screen(role, centre.url, tmp_path / role, more, display=display),
        Viewer(port) as viewer,
    ):
        comes_to_rest(viewer)
        viewer.updates = 0
        viewer.watch(WATCHED_S)
        assert viewer.updates <= 1


def test_what_happens_is_sent(tmp_path: Path) -> None:
    if shutil.which("Xvnc") is None:
        pytest.skip("Xvnc is not here: apt-get install tigervnc-standalone-server")
    with (
        CentreProcess(tmp_path / "centre") as centre,
        desktop((1280, 800)) as (display, port),
        screen("kiosk", centre.url, tmp_path / "kiosk", display=display),
        Viewer(port) as viewer,
    ):
        comes_to_rest(viewer)
        viewer.updates = 0
        with enrolled(centre.url, Role.KIOSK, "door") as door:
            service = door.catalogue().services[0].id
            door.send(IssueTicket(service=service, language=Language("sw")))
        comes_to_rest(viewer)
        assert viewer.updates > 0


def comes_to_rest(viewer: Viewer) -> None:
    """Let a screen that has just started, or was just told something, draw all of it."""
    for _ in range(TRIES):
        before = viewer.updates
        viewer.watch(WATCHED_S / 2)
        if viewer.updates == before:
            return
    raise AssertionError("the screen never comes to rest")
