"""An ordinary morning in a tour's centre: others have come before."""

from kiosk.client.session import Session
from kiosk.domain.commands import CallNext, IssueTicket, OpenCounter, Role, StartService
from kiosk.domain.ids import AgentId, CounterId, Language, ServiceId
from kiosk.domain.ticket import TicketState

CAME_FOR = (
    *("kra-pin", "sha-join", "abstract", "id-lost", "birth"),
    *("id-first", "nssf-join", "sha-claim", "birth", "collect-id"),
)
SERVED_AT = (CounterId("5"), CounterId("4"), CounterId("6"))
NATIONAL_ID = CounterId("2")


def fill(url: str, visible: CounterId) -> None:
    """Counters open, visitors come, some are served; ``visible`` gives identity cards too."""
    with Session(url).enrol(Role.COUNTER, "morning") as session:
        catalogue = session.catalogue()
        for counter in catalogue.counters:
            same = catalogue.counter[NATIONAL_ID] if counter.id == visible else counter
            agent = AgentId(f"{counter.label:0>2}")
            session.send(OpenCounter(counter=counter.id, agent=agent, services=same.services))
        for service in CAME_FOR:
            session.send(IssueTicket(service=ServiceId(service), language=Language("sw")))
        for counter_id in SERVED_AT:
            _call(session, counter_id)


def serve_those_before(url: str) -> None:
    """Whoever came earlier for an identity card is called, until one is left to wait."""
    with Session(url).enrol(Role.COUNTER, "noon") as session:
        mine = session.catalogue().counter[NATIONAL_ID].services
        while _waiting(session, mine) > 1:
            _call(session, NATIONAL_ID)


def _waiting(session: Session, services: tuple[ServiceId, ...]) -> int:
    return sum(
        1
        for ticket in session.floor().tickets
        if ticket.state is TicketState.WAITING and ticket.service in services
    )


def _call(session: Session, counter: CounterId) -> None:
    session.send(CallNext(counter=counter))
    session.send(StartService(counter=counter))
