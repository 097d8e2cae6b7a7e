"""What was found at a counter: a ticket or an appointment, in words, and what it can be offered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.domain.calling import passed_over
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.counter import CounterState
from kiosk.domain.ids import ServiceId
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.domain.turns import turn_of
from kiosk.domain.waiting import told
from kiosk.ui.counter_actions import Offer
from kiosk.ui.counter_desk import Desk
from kiosk.ui.counter_view import DOT, full_name, minutes_between
from kiosk.ui.kiosk_glance import minutes

OFFERS: Mapping[str, Offer] = MappingProxyType(
    {
        "call": Offer(key="C", icon="volume-2", words="counter-call-this"),
        "resume": Offer(key="C", icon="volume-2", words="counter-resume"),
        "check-in": Offer(key="C", icon="calendar-check", words="counter-check-in"),
        "move": Offer(key="M", icon="clock", words="counter-move"),
        "print": Offer(key="P", icon="printer", words="print-again"),
        "print-appointment": Offer(key="P", icon="printer", words="print-again"),
        "requeue": Offer(key="Q", icon="rotate-ccw", words="counter-requeue"),
        "cancel": Offer(key="X", icon="x", words="counter-cancel-ticket"),
        "cancel-appointment": Offer(key="X", icon="x", words="counter-cancel-appointment"),
    }
)
"""All that can be done with something found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """``heading`` is a ticket's number or an appointment's time; ``offers`` are keys of ``OFFERS``.

    ``cancel_sure`` is the question before it is cancelled, ``call_sure`` the one before a ticket
    is called over the heads of others; empty where nobody is passed over.
    """

    heading: str = ""
    service: str = ""
    story: str = ""
    offers: tuple[str, ...] = ()
    cancel_sure: str = ""
    call_sure: str = ""


def service_name(catalogue: Catalogue, service: ServiceId, language: str) -> str:
    """Empty for one that a newer catalogue dropped."""
    known = catalogue.service.get(service)
    return full_name(catalogue, known, language) if known is not None else ""


def passed_by(desk: Desk, ticket: Ticket) -> int:
    """How many who wait for this counter have an earlier turn than this waiting ticket."""
    return passed_over(desk.floor.waiting, desk.now.services, turn_of(ticket))


def found_ticket(desk: Desk, catalogue: Catalogue, ticket: Ticket, language: str) -> Found:
    """What the panel shows of a ticket."""
    say, number = desk.texts.say, ticket.number
    offers = tuple(_offers(desk, catalogue, ticket))
    passed = passed_by(desk, ticket) if "call" in offers else 0
    return Found(
        heading=number,
        service=service_name(catalogue, ticket.service, language),
        story=DOT.join(_story(desk, catalogue, ticket, language)),
        offers=offers,
        cancel_sure=say(language, "counter-cancel-ticket-sure", number=number),
        call_sure=(
            say(language, "counter-call-passes", number=number, count=passed) if passed else ""
        ),
    )


def _story(desk: Desk, catalogue: Catalogue, ticket: Ticket, language: str) -> Iterator[str]:
    """Where it stands, since when it is in the house, and about how long it waits yet."""
    texts, at = desk.texts, desk.at()
    yield texts.say(language, "state-" + ticket.state.value.replace("_", "-"))
    if ticket.state is TicketState.WAITING:
        waited = minutes_between(ticket.issued_at, at)
        yield texts.say(language, "counter-waited", minutes=waited)
        wait = desk.station.mirror.wait_of(ticket, at)
        yield texts.wait_about(language, minutes(told(wait)))
    counter = catalogue.counter.get(ticket.counter) if ticket.counter is not None else None
    if counter is not None:
        yield texts.say(language, "counter-label", label=counter.label)


def _offers(desk: Desk, catalogue: Catalogue, ticket: Ticket) -> Iterator[str]:
    now = desk.now
    free = now.state in (CounterState.FREE, CounterState.READY)
    mine = ticket.service in now.services
    match ticket.state:
        case TicketState.WAITING if free and mine:
            yield "call"
        case TicketState.HELD if free and (mine or ticket.counter == now.id):
            yield "resume"
        case TicketState.NO_SHOW if not ticket.requeued and _in_time(desk, catalogue, ticket):
            yield "requeue"
        case _:
            pass
    if desk.paper is not None and ticket.state in (TicketState.WAITING, TicketState.CALLED):
        yield "print"
    if ticket.state in (TicketState.WAITING, TicketState.HELD):
        yield "cancel"


def _in_time(desk: Desk, catalogue: Catalogue, ticket: Ticket) -> bool:
    away = minutes_between(ticket.ended_at, desk.at())
    return away <= catalogue.rules.requeue_within_min
