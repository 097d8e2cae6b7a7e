"""At night old lines go beside the hall's work, and copies that are away are told of."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.client.session import Session
from kiosk.db.journal import Journal
from kiosk.db.opening import open_reader
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from kiosk.wire import paths
from tests.centre.admitting import admit
from tests.centre.running import PATIENCE_S, RunningCentre
from tests.domain.hall import ID_NEW, TEN

ISSUE = IssueTicket(service=ID_NEW, language=Language("en"))
TWO_AT_NIGHT = TEN.replace(hour=2)


@pytest.fixture
def token(tmp_path: Path) -> str:
    return admit(tmp_path, Role.FOLLOWER)


@pytest.fixture
def centre(tmp_path: Path, token: str) -> Iterator[RunningCentre]:
    running = RunningCentre(tmp_path)
    running.settings = replace(running.settings, keep_days=31)
    with running:
        yield running


def at_night(centre: RunningCentre, days: int) -> None:
    seconds = (TWO_AT_NIGHT + timedelta(days=days)).timestamp() - centre.wall.now_s
    centre.wall.now_s += seconds
    centre.steady.now_s += seconds


def step(centre: RunningCentre) -> None:
    loop = centre.parts.live.begun.get_loop()
    for coroutine in (
        centre.parts.beside.retaining.note_reached,
        centre.parts.beside.retaining.step,
    ):
        asyncio.run_coroutine_threadsafe(coroutine(), loop).result(PATIENCE_S)


def anchor(centre: RunningCentre) -> int:
    db = open_reader(centre.settings.data / "centre.db")
    seq = Journal(db).anchor.seq
    assert Journal(db).verify() is None
    db.close()
    return seq


def test_lines_go_after_their_days_once_every_copy_has_them(
    centre: RunningCentre, token: str
) -> None:
    with centre.session(Role.KIOSK) as kiosk, Session(centre.url, token=token) as copy:
        for day in (1, 2, 3, 40):
            at_night(centre, day)
            kiosk.send(ISSUE)
        first_kept = kiosk.floor().seq
        step(centre)
        assert anchor(centre) == 0
        copy.fetch("GET", f"{paths.REPLICA}?seq={first_kept - 2}")
        at_night(centre, 41)
        step(centre)
        step(centre)
        seq = anchor(centre)
        assert 0 < seq <= first_kept - 2
        kiosk.send(ISSUE)
        assert kiosk.floor().seq > first_kept


def test_a_copy_that_is_away_is_a_trouble_until_it_is_back(
    centre: RunningCentre, token: str
) -> None:
    def troubles() -> list[tuple[str, bool]]:
        with Session(centre.url) as anybody:
            told = json.loads(anybody.fetch("GET", paths.HEALTH))["troubles"]
        return [(t["about"], t["until"] is None) for t in told if t["code"] == "COPY_AWAY"]

    step(centre)
    assert troubles() == []
    at_night(centre, 1)
    step(centre)
    assert troubles() == [("follower-1", True)]
    with Session(centre.url, token=token) as copy:
        copy.fetch("GET", f"{paths.REPLICA}?seq=0")
    step(centre)
    assert troubles() == [("follower-1", False)]


def test_no_line_goes_that_the_hub_does_not_have(centre: RunningCentre) -> None:
    has: list[int | None] = [3]
    centre.parts.beside.retaining.wait_for(lambda: has[0])
    centre.on_loop(revoked(centre))
    with centre.session(Role.KIOSK) as kiosk:
        for day in (1, 2, 3, 40):
            at_night(centre, day)
            kiosk.send(ISSUE)
    at_night(centre, 41)
    step(centre)
    step(centre)
    assert anchor(centre) == 3
    has[0] = None
    at_night(centre, 42)
    step(centre)
    step(centre)
    assert anchor(centre) > 3


async def revoked(centre: RunningCentre) -> None:
    """Nobody keeps a copy any more."""
    admitting = centre.parts.trust.admitting
    for device in centre.parts.trust.devices:
        if device.role is Role.FOLLOWER:
            await admitting.revoke(device.id, by="somebody")
            return
