"""A device's place in a real centre on loopback."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Done, Reply
from kiosk.db.opening import open_device
from kiosk.db.outbox import OutboxTable
from kiosk.domain.commands import CallForHelp, IssueTicket, ReportPrinter, Role
from kiosk.domain.events import PrinterState
from kiosk.domain.ids import HelpId, Language, TicketId
from kiosk.domain.ticket import TicketState
from kiosk.ui.link import Link
from kiosk.ui.station import Station
from tests.centre.running import RunningCentre
from tests.domain.hall import TAX, TEN

ISSUE = IssueTicket(service=TAX, language=Language("sw"))


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path / "centre") as running:
        yield running


@pytest.fixture
def station(qtbot: QtBot, centre: RunningCentre, tmp_path: Path) -> Iterator[Station]:
    with centre.session(Role.KIOSK) as kiosk:
        mirror = Mirror()
        link = Link(centre.url, cursor=mirror, token=kiosk.token or "")
        db = open_device(tmp_path / "device.db")
        station = Station(link, mirror, Outbox(OutboxTable(db)))
        station.start()
        qtbot.waitUntil(lambda: station.online)
        yield station
        station.stop()
        db.close()


def test_a_screen_goes_by_the_centres_time_and_not_by_its_own_machines(
    qtbot: QtBot, station: Station, centre: RunningCentre
) -> None:
    assert abs(station.now() - TEN) < timedelta(minutes=1)
    centre.wall.now_s += 3600
    qtbot.waitUntil(lambda: station.now() - TEN >= timedelta(hours=1))


def test_what_is_asked_is_answered_and_then_seen_on_the_floor(
    qtbot: QtBot, station: Station
) -> None:
    replies: list[Reply] = []
    ticket = station.ask(ISSUE, replies.append)
    qtbot.waitUntil(lambda: bool(replies) and len(station.mirror.floor.tickets) == 1)
    assert isinstance(replies[0], Done)
    assert replies[0].issued is not None
    assert replies[0].issued.ticket == TicketId(ticket)


def test_what_is_told_arrives(qtbot: QtBot, station: Station) -> None:
    help_call = station.tell(CallForHelp())
    qtbot.waitUntil(lambda: list(station.mirror.floor.helps) == [HelpId(help_call)])


def test_it_learns_from_the_first_answer_what_the_journal_calls_it(
    qtbot: QtBot, station: Station, centre: RunningCentre
) -> None:
    assert station.device is None
    station.tell(ReportPrinter(printer="Entrance", state=PrinterState.LOW))
    qtbot.waitUntil(lambda: bool(station.mirror.printers_in_trouble))
    (now,) = station.mirror.printers_in_trouble
    qtbot.waitUntil(lambda: station.device == now.device)


def test_a_ticket_that_nobody_got_is_cancelled(qtbot: QtBot, station: Station) -> None:
    ticket = station.ask(ISSUE, lambda _: None)
    station.forgo(ticket)

    def cancelled() -> bool:
        tickets = station.mirror.floor.tickets.values()
        return [one.state for one in tickets] == [TicketState.CANCELLED]

    qtbot.waitUntil(cancelled)
