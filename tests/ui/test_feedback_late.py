"""A face given while the centre is away outlives a power cut, and counts by when it was touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from kiosk.client.mirror import Mirror
from kiosk.client.outbox import Outbox
from kiosk.client.reply import Done
from kiosk.db.journal import Journal
from kiosk.db.opening import open_device, open_reader
from kiosk.db.outbox import OutboxTable
from kiosk.domain import commands as c
from kiosk.domain.commands import Role
from kiosk.domain.events import Entry, FeedbackGiven, ReasonsAdded
from kiosk.domain.ids import AgentId, Language, TicketId
from kiosk.ui.feedback_screen import FeedbackScreen
from kiosk.ui.link import Link
from kiosk.ui.station import Station
from kiosk.wire.codec import decode_entry
from tests.centre.running import RunningCentre
from tests.domain.hall import ID_NEW, ONE, TEN
from tests.ui.scenes.feedback import HUB_KEY

MONEY = 3
"""The last tile: the centre of the tests has two reasons of its own."""
AWAY_S = 600


@contextmanager
def tablet(url: str, token: str, data: Path) -> Iterator[tuple[Station, FeedbackScreen]]:
    """The tablet beside counter one, with what its disk holds."""
    mirror = Mirror()
    db = open_device(data / "device.db")
    station = Station(Link(url, cursor=mirror, token=token), mirror, Outbox(OutboxTable(db)))
    screen = FeedbackScreen(station, counter=ONE)
    station.start()
    yield station, screen
    station.stop()
    db.close()


def serve(centre: RunningCentre) -> TicketId:
    """A visitor comes to counter one, is served, and leaves."""
    with centre.session(Role.KIOSK) as kiosk, centre.session(Role.COUNTER) as counter:
        issued = kiosk.send(c.IssueTicket(service=ID_NEW, language=Language("sw")))
        assert isinstance(issued, Done)
        assert issued.issued is not None
        for command in (
            c.OpenCounter(counter=ONE, agent=AgentId("7"), services=(ID_NEW,)),
            c.CallNext(counter=ONE),
            c.StartService(counter=ONE),
            c.FinishService(counter=ONE),
        ):
            assert isinstance(counter.send(command), Done)
        return issued.issued.ticket


def journal(data: Path) -> list[Entry]:
    db = open_reader(data / "centre.db")
    entries = [decode_entry(line.text) for line in Journal(db).lines_after(0, 100)]
    db.close()
    return entries


def test_a_face_and_a_complaint_survive_and_are_judged_by_when_they_were_made(
    qtbot: QtBot, tmp_path: Path
) -> None:
    data = tmp_path / "centre"
    with RunningCentre(data, hub_key=HUB_KEY) as centre:
        with centre.session(Role.FEEDBACK) as session:
            token = session.token or ""
        with tablet(centre.url, token, tmp_path) as (station, screen):
            qtbot.waitUntil(lambda: station.ready)
            ticket = serve(centre)
            qtbot.waitUntil(lambda: screen.property("page") == "faces")
            centre.stop()
            qtbot.waitUntil(lambda: not station.online)
            for place in (1, 2, MONEY):
                screen.press(place)
            screen.send()

    again = RunningCentre(data, hub_key=HUB_KEY)
    again.wall.now_s += AWAY_S
    with again, tablet(again.url, token, tmp_path) as (station, _):
        qtbot.waitUntil(lambda: any(isinstance(e.event, ReasonsAdded) for e in journal(data)))

    entries = journal(data)
    (given,) = [e for e in entries if isinstance(e.event, FeedbackGiven)]
    (added,) = [e.event for e in entries if isinstance(e.event, ReasonsAdded)]
    face = given.event
    assert isinstance(face, FeedbackGiven)
    assert (face.smiley, face.ticket, face.counter) == (1, ticket, ONE)
    assert given.at - TEN >= timedelta(seconds=AWAY_S)
    assert face.pressed_at is not None
    assert face.pressed_at - TEN < timedelta(seconds=60)
    assert face.verified
    assert added.reasons == ("other",)
    assert added.sealed is not None
