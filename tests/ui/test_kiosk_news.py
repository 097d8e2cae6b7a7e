"""What a kiosk says that nobody asked for: it keeps no page, and goes with its own."""

from kiosk.domain.commands import CallNext, CancelTicket, Role
from kiosk.domain.ticket import TicketState
from kiosk.ui.kiosk_visit import Page
from kiosk.ui.patience import Patience
from tests.ui.conftest import Opens
from tests.ui.listener import Listener
from tests.ui.scenes.kiosk import PRINTED, KioskFixture, scene

LEFT_S = 20
"""Half of what a page that is heard has."""


def heard_out(listener: Listener) -> Patience:
    """The page was heard, and half of its time has passed."""
    listener.begin()
    listener.voice.end()
    patience = listener.fixture.kiosk.findChild(Patience)
    assert patience is not None
    for _ in range(LEFT_S):
        patience._second()
    assert patience.left_s == LEFT_S
    return patience


def somebody_ahead_leaves(fixture: KioskFixture) -> None:
    number = fixture.kiosk.shown.scanned[0].number
    first = next(
        ticket
        for ticket in fixture.station.mirror.floor.tickets.values()
        if ticket.state is TicketState.WAITING and ticket.number != number
    )
    fixture.station.order(Role.COUNTER, CancelTicket(ticket=first.ticket))


def test_how_the_queue_moves_keeps_no_page_for_somebody_who_went_away(open_page: Opens) -> None:
    fixture = scene("scanned")
    listener = Listener(open_page, fixture)
    patience = heard_out(listener)

    news = listener.hears(lambda: somebody_ahead_leaves(fixture))
    listener.voice.end()

    assert "ahead" in news
    assert patience.left_s == LEFT_S


def test_what_was_heard_before_the_news_gives_its_time(open_page: Opens) -> None:
    fixture = scene("scanned")
    listener = Listener(open_page, fixture)
    patience = heard_out(listener)
    listener.hears(lambda: listener.speaker.reader.read_all(how=False))
    somebody_ahead_leaves(fixture)

    said = listener.hears(listener.voice.end)

    assert "ahead" in said
    assert patience.left_s == 2 * LEFT_S


def test_a_call_gives_time_to_whoever_stands_there(open_page: Opens) -> None:
    fixture = KioskFixture()
    fixture.take()
    fixture.printed(PRINTED)
    listener = Listener(open_page, fixture)
    patience = heard_out(listener)
    fixture.open_counters()
    counter = next(c.id for c in fixture.catalogue.counters if "id-lost" in c.services)
    called = listener.hears(lambda: fixture.station.order(Role.COUNTER, CallNext(counter=counter)))

    listener.voice.end()

    assert "is being called" in called
    assert patience.left_s == 2 * LEFT_S


def test_what_nobody_asked_for_is_not_said_over_another_page(open_page: Opens) -> None:
    fixture = KioskFixture()
    fixture.busy()
    listener = Listener(open_page, fixture)
    listener.hears(lambda: fixture.kiosk.scan("MOLO-ABCDEFGHIJKLMNOPQRSTUVWX"))
    assert listener.voice.speaking

    fixture.station.cut()

    assert fixture.kiosk.shown.page is Page.LOST
    fixture.until(lambda: not listener.voice.speaking)
