"""The people of a tour's crowd: visitors and agents, each a story of asks and pauses."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from random import Random
from uuid import UUID

from kiosk.client.reply import Declined, Done, Reply
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    AddReasons,
    CallNext,
    CancelTicket,
    Command,
    FinishService,
    GiveFeedback,
    IssueTicket,
    MarkNoShow,
    OpenCounter,
    Recall,
    Role,
    StartService,
)
from kiosk.domain.errors import Reason
from kiosk.domain.events import Outcome, TicketCalled
from kiosk.domain.ids import (
    AgentId,
    CommandId,
    CounterId,
    FeedbackId,
    Language,
    ServiceId,
    TicketId,
)

FIRST_VISITORS = 9
"""How many stand at the door when it opens."""
FEW_WAIT, MANY_WAIT = 6, 16
"""Between these they come as fast as they are served; below faster, above hardly."""
SWAHILI_SHARE = 0.65
PRIORITY_SHARE = 0.08
LEAVING_SHARE = 0.02
NO_SHOW_SHARE = 0.06
FEEDBACK_SHARE = 0.5
SMILEYS, SMILEY_WEIGHTS = (1, 2, 3, 4, 5), (3, 5, 12, 38, 42)
UNHAPPY = 2
OUTCOMES = (Outcome.SERVED, Outcome.DOCUMENTS_MISSING, Outcome.WRONG_SERVICE)
OUTCOME_WEIGHTS = (94, 4, 2)
SERVICE_SHAPE = 4.0
"""Shape of the service times' gamma distribution: half as wide as it is long."""
SECONDS_PER_MIN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What somebody asks of the centre, through a device of this role."""

    id: CommandId
    role: Role
    command: Command


@dataclass(frozen=True, slots=True)
class Pause:
    """Somebody does nothing for so many seconds of the crowd's own time."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody else's story begins here."""

    story: "Story"


Story = Generator[Ask | Pause | Meanwhile, Reply | None, None]
"""One person's day: yields what is done next, and is sent the reply to each ``Ask``."""


class People:
    """Tells stories by chance, the same ones for the same ``seed``.

    ``waiting`` says how many wait in the hall now, as one sees it from the door.
    """

    def __init__(self, *, catalogue: Catalogue, seed: int, waiting: Callable[[], int]) -> None:
        self._catalogue = catalogue
        self._chance = Random(seed)
        self._waiting = waiting
        self._services, self._weights = _demand(catalogue)

    def visitors(self, agents: Callable[[], int]) -> Story:
        """Visitors come, in a Poisson stream that ``agents`` can just serve."""
        for _ in range(FIRST_VISITORS):
            yield Pause(self._chance.uniform(1, 4))
            yield from self._visitor()
        while True:
            gap_s = self._mean_service_s() / max(1, agents()) * self._patience()
            yield Pause(self._chance.expovariate(1 / gap_s))
            yield from self._visitor()

    def agent(self, counter: CounterId, stays: Callable[[], bool]) -> Story:
        """An agent calls, waits, serves, for as long as ``stays`` says."""
        while stays():
            reply = yield self._ask(Role.COUNTER, CallNext(counter=counter))
            called = _called(reply)
            if called is None:
                yield Pause(self._chance.uniform(8, 20))
                yield from self._take_over(counter, reply)
            elif self._happens(NO_SHOW_SHARE):
                yield from self._nobody_comes(counter, stays)
            else:
                yield from self._serve(counter, called, stays)

    def opening(self, counter: CounterId, agent: AgentId) -> Story:
        """An agent opens a counter for every service."""
        services = tuple(service.id for service in self._catalogue.services)
        yield self._ask(Role.COUNTER, OpenCounter(counter=counter, agent=agent, services=services))

    def _take_over(self, counter: CounterId, reply: Reply | None) -> Story:
        """Somebody else has called a visitor here: serve that one first."""
        if isinstance(reply, Declined) and reply.reason == Reason.STILL_CALLED:
            yield self._ask(Role.COUNTER, StartService(counter=counter))
            yield Pause(self._mean_service_s())

    def _visitor(self) -> Story:
        (service,) = self._chance.choices(self._services, self._weights)
        reply = yield self._ask(
            Role.KIOSK,
            IssueTicket(
                service=service,
                language=Language("sw" if self._happens(SWAHILI_SHARE) else "en"),
                priority=self._happens(PRIORITY_SHARE),
            ),
        )
        if isinstance(reply, Done) and reply.issued and self._happens(LEAVING_SHARE):
            yield Meanwhile(self._leave(reply.issued.ticket))

    def _leave(self, ticket: TicketId) -> Story:
        yield Pause(self._chance.uniform(60, 600))
        yield self._ask(Role.KIOSK, CancelTicket(ticket=ticket))

    def _nobody_comes(self, counter: CounterId, stays: Callable[[], bool]) -> Story:
        for command in (
            Recall(counter=counter),
            Recall(counter=counter),
            MarkNoShow(counter=counter),
        ):
            yield Pause(self._chance.uniform(25, 45))
            if not stays():
                return
            yield self._ask(Role.COUNTER, command)

    def _serve(self, counter: CounterId, called: TicketCalled, stays: Callable[[], bool]) -> Story:
        yield Pause(self._chance.uniform(8, 30))
        if not stays():
            return
        yield self._ask(Role.COUNTER, StartService(counter=counter))
        target_s = self._catalogue.service[called.service].target_min * SECONDS_PER_MIN
        yield Pause(self._chance.gammavariate(SERVICE_SHAPE, target_s / SERVICE_SHAPE))
        if not stays():
            return
        (outcome,) = self._chance.choices(OUTCOMES, OUTCOME_WEIGHTS)
        reply = yield self._ask(Role.COUNTER, FinishService(counter=counter, outcome=outcome))
        if isinstance(reply, Done) and self._happens(FEEDBACK_SHARE):
            yield Meanwhile(self._rate(counter, called.ticket))
        yield Pause(self._chance.uniform(5, 15))

    def _rate(self, counter: CounterId, ticket: TicketId) -> Story:
        yield Pause(self._chance.uniform(3, 12))
        (smiley,) = self._chance.choices(SMILEYS, SMILEY_WEIGHTS)
        ask = self._ask(Role.FEEDBACK, GiveFeedback(smiley=smiley, ticket=ticket, counter=counter))
        reply = yield ask
        reasons = self._catalogue.feedback_reasons
        if isinstance(reply, Done) and smiley <= UNHAPPY and reasons:
            yield Pause(self._chance.uniform(2, 6))
            why = (self._chance.choice(reasons).id,)
            yield self._ask(Role.FEEDBACK, AddReasons(feedback=FeedbackId(ask.id), reasons=why))

    def _patience(self) -> float:
        """How much slower than they are served visitors come, by what they see at the door."""
        waiting = self._waiting()
        if waiting < FEW_WAIT:
            return 0.4
        return 1.0 if waiting < MANY_WAIT else 3.0

    def _mean_service_s(self) -> float:
        targets = (self._catalogue.service[service].target_min for service in self._services)
        weighted = sum(t * w for t, w in zip(targets, self._weights, strict=True))
        return SECONDS_PER_MIN * weighted / sum(self._weights)

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    def _ask(self, role: Role, command: Command) -> Ask:
        new_id = UUID(int=self._chance.getrandbits(128), version=4)
        return Ask(id=CommandId(str(new_id)), role=role, command=command)


def _called(reply: Reply | None) -> TicketCalled | None:
    """The call in a reply; ``None`` when nobody waits or the counter does something else."""
    if not isinstance(reply, Done):
        return None
    calls = (entry.event for entry in reply.entries if isinstance(entry.event, TicketCalled))
    return next(calls, None)


def _demand(catalogue: Catalogue) -> tuple[tuple[ServiceId, ...], tuple[float, ...]]:
    """Every service and how often it is wanted: the catalogue stands in the order of demand."""
    services: list[ServiceId] = []
    weights: list[float] = []
    for rank, group in enumerate(catalogue.groups):
        offered = catalogue.services_of_group(group.id)
        services.extend(service.id for service in offered)
        weights.extend(1 / (rank + 2) / len(offered) for _ in offered)
    return tuple(services), tuple(weights)
