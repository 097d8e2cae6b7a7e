"""A kiosk's station and a real centre: who answers first, and whose numbers are given."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from kiosk.client.keeping import Keeping, Me
from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Done, Reply, Silent
from kiosk.client.reserve import Reserve
from kiosk.client.session import Session
from kiosk.db.opening import Database, open_device
from kiosk.db.outbox import OutboxTable
from kiosk.db.reserve import KnownTable, PrintedTable
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import Language
from kiosk.ui.kiosk_station import KioskStation
from kiosk.ui.link import Answer, Link
from kiosk.web.console_key import read_key
from kiosk.wire import paths
from tests.centre.running import RunningCentre
from tests.domain.hall import TAX, TEN

ISSUE = IssueTicket(service=TAX, language=Language("sw"))
Stands = Callable[[float], KioskStation]


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path / "centre") as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with closing(open_device(tmp_path / "device.db")) as db:
        yield db


@pytest.fixture
def kiosk(centre: RunningCentre) -> Iterator[Session]:
    with centre.session(Role.KIOSK) as session:
        yield session


@pytest.fixture
def links() -> list[Link]:
    """The roads of the stations that stand."""
    return []


@pytest.fixture
def stands(
    qtbot: QtBot, centre: RunningCentre, store: Database, kiosk: Session, links: list[Link]
) -> Iterator[Stands]:
    """A station that has such patience (seconds), and knows which numbers are its own."""
    stood: list[KioskStation] = []

    def stand(patience_s: float) -> KioskStation:
        mirror = Mirror()
        keeping = Keeping(KnownTable(store))
        links.append(Link(centre.url, cursor=mirror, token=kiosk.token or ""))
        station = KioskStation(
            links[-1],
            mirror,
            Outbox(OutboxTable(store)),
            keeping=keeping,
            reserve=Reserve(PrintedTable(store)),
            patience_s=patience_s,
        )
        stood.append(station)
        station.start()
        qtbot.waitUntil(lambda: station.online and keeping.last_me() == Me(index=0))
        return station

    yield stand
    for station in stood:
        station.stop()


def asked(qtbot: QtBot, station: KioskStation) -> Reply:
    replies: list[Reply] = []
    station.ask(ISSUE, replies.append)
    qtbot.waitUntil(lambda: bool(replies))
    (reply,) = replies
    return reply


def number_of(reply: Reply) -> str:
    assert isinstance(reply, Done)
    assert reply.issued
    return reply.issued.number


def test_a_centre_that_answers_gives_its_own_numbers(qtbot: QtBot, stands: Stands) -> None:
    station = stands(60.0)
    assert [number_of(asked(qtbot, station)) for _ in range(2)] == ["H001", "H002"]
    assert station.alone is None


class Forgetful(Link):
    """The first time it brings no answer to who this device is."""

    forgot = False

    def fetch(self, path: str, on_answer: Callable[[Answer], None]) -> None:
        if path == paths.ME and not self.forgot:
            self.forgot = True
            QTimer.singleShot(0, self, partial(on_answer, Answer(status=503, body=b"")))
        else:
            super().fetch(path, on_answer)


def test_a_kiosk_asks_for_its_numbers_until_it_is_told(
    qtbot: QtBot, centre: RunningCentre, store: Database, kiosk: Session
) -> None:
    mirror, keeping = Mirror(), Keeping(KnownTable(store))
    link = Forgetful(centre.url, cursor=mirror, token=kiosk.token or "")
    station = KioskStation(
        link,
        mirror,
        Outbox(OutboxTable(store)),
        keeping=keeping,
        reserve=Reserve(PrintedTable(store)),
    )
    station.start()
    qtbot.waitUntil(lambda: keeping.last_me() == Me(index=0))
    assert link.forgot
    station.stop()


def test_a_kiosk_that_ends_does_not_take_its_centre_for_lost(
    stands: Stands, caplog: pytest.LogCaptureFixture
) -> None:
    station = stands(60.0)
    station.stop()
    assert (station.online, station.alone) == (False, None)
    assert "goes_on_alone" not in caplog.messages


def test_an_answer_that_comes_too_late_changes_the_number_and_nothing_else(
    qtbot: QtBot, stands: Stands
) -> None:
    station = stands(0.0)
    numbers = [number_of(asked(qtbot, station)) for _ in range(3)]
    assert numbers == ["H900", "H901", "H902"]

    def all_recorded() -> bool:
        tickets = station.mirror.floor.tickets.values()
        return sorted(ticket.number for ticket in tickets) == numbers

    qtbot.waitUntil(all_recorded)
    assert station.mirror.floor.waiting_for([TAX]) == len(numbers)
    assert station.untold == ()


def test_a_lost_centres_time_and_floor_go_on(
    qtbot: QtBot, stands: Stands, centre: RunningCentre
) -> None:
    station = stands(60.0)
    first = number_of(asked(qtbot, station))
    qtbot.waitUntil(lambda: len(station.mirror.floor.tickets) == 1)
    centre.stop()
    qtbot.waitUntil(lambda: station.alone is not None)
    reply = asked(qtbot, station)
    assert (first, number_of(reply)) == ("H001", "H900")
    assert isinstance(reply, Done)
    assert reply.issued
    assert reply.issued.ahead == 1
    assert station.now().date() == TEN.date()
    assert len(station.mirror.floor.tickets) == 2


def test_a_revoked_kiosk_gives_nothing_by_itself_either(
    qtbot: QtBot, stands: Stands, centre: RunningCentre, kiosk: Session, store: Database
) -> None:
    station = stands(60.0)
    key = read_key(centre.settings.data)
    assert key
    with Session(key.url, token=key.token) as console:
        wish = json.dumps({"device": kiosk.device}).encode()
        assert console.ask("POST", "/revoke", wish)[0] == 200
    qtbot.waitUntil(lambda: Keeping(KnownTable(store)).last_me() is None)
    centre.stop()
    qtbot.waitUntil(lambda: not station.online)
    assert station.alone is None
    assert asked(qtbot, station) == Silent()


def test_what_was_given_alone_is_told_before_anything_new_is_asked(
    qtbot: QtBot, stands: Stands, centre: RunningCentre, links: list[Link]
) -> None:
    station = stands(60.0)
    centre.stop()
    qtbot.waitUntil(lambda: station.alone is not None)
    given = [number_of(asked(qtbot, station)) for _ in range(3)]
    replies: list[Reply] = []

    def ask_at_once(online: bool) -> None:  # noqa: FBT001 - a signal's argument
        if online:
            station.ask(ISSUE, replies.append)

    station.onlineChanged.connect(ask_at_once)
    with RunningCentre(centre.settings.data) as again:
        links[0].go_to(again.url, None)
        qtbot.waitUntil(lambda: bool(replies))
        assert number_of(replies[0]) == "H001"
        with again.session(Role.BOARD) as board:
            tickets = sorted(board.floor().tickets, key=lambda ticket: ticket.arrival)
    assert [ticket.number for ticket in tickets] == [*given, "H001"]
