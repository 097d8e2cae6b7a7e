"""A centre goes over to another catalogue while somebody stands at each of its screens."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import CounterState
from kiosk.domain.floor import Floor
from tests.ui.scenes import board, counter, feedback, kiosk
from tests.ui.stations import StationInMemory

SCENES: Mapping[str, Mapping[str, Callable[[str], Mapping[str, QObject]]]] = {
    "board": board.SCENES,
    "counter": counter.SCENES,
    "feedback": feedback.SCENES,
}


def without_all_that_can_go(catalogue: Catalogue, floor: Floor) -> Catalogue:
    """No service, counter, queue, tile or notice that nobody needs just now; other names."""
    staffed = {
        service
        for each in floor.counters.values()
        if each.state is not CounterState.CLOSED
        for service in each.services
    }
    booked = {each.service for each in floor.book}
    needed = {each.service for each in floor.open_tickets()} | staffed | booked
    services = (
        tuple(
            replace(each, name={language: f"{said} *" for language, said in each.name.items()})
            for each in catalogue.services
            if each.id in needed
        )
        or catalogue.services[-1:]
    )
    kept = {each.id for each in services}
    queues = {each.queue for each in services} | {each.queue for each in floor.open_tickets()}
    counters = tuple(
        replace(each, services=tuple(s for s in each.services if s in kept))
        for each in catalogue.counters
        if floor.counter(each.id).state is not CounterState.CLOSED or kept & set(each.services)
    )
    return replace(
        catalogue,
        services=services,
        groups=tuple(each for each in catalogue.groups if each.id in {s.group for s in services}),
        queues=tuple(each for each in catalogue.queues if each.id in queues),
        counters=counters,
        elsewhere=(),
        notice=None,
        suspend_reasons=(),
        hold_reasons=(),
        pause_reasons=(),
        feedback_reasons=catalogue.feedback_reasons[:1],
    )


def go_over(station: StationInMemory) -> None:
    """And then something happens in the hall."""
    catalogue = station.mirror.catalogue
    if catalogue is None or not station.ready:
        return
    station.go_over(without_all_that_can_go(catalogue, station.mirror.floor))


@pytest.mark.many(4)
@pytest.mark.parametrize("name", kiosk.SCENES)
def test_whoever_stands_at_a_kiosk_goes_on_or_chooses_again(qtbot: QtBot, name: str) -> None:
    fixture = kiosk.scene(name)
    page = fixture.page
    go_over(fixture.station)
    fixture.kiosk.back()
    if page in ("ticket", "start", "scanned"):
        assert page in (fixture.page, "scanned")
    fixture.kiosk.startAgain()


@pytest.mark.many(4)
@pytest.mark.parametrize(
    ("screen", "name"), [(screen, name) for screen, scenes in SCENES.items() for name in scenes]
)
def test_every_other_screen_goes_on(qtbot: QtBot, screen: str, name: str) -> None:
    properties = SCENES[screen][name]("sw")
    stations = [found for shown in properties.values() if (found := _station_of(shown))]
    assert stations
    go_over(stations[0])


def _station_of(shown: QObject) -> StationInMemory | None:
    desk = getattr(shown, "_desk", shown)
    for holder in (desk, shown):
        for attribute in ("station", "_station"):
            found = getattr(holder, attribute, None)
            if isinstance(found, StationInMemory):
                return found
    return None
