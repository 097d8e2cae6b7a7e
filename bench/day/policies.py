"""Who is next, as others would decide it: each chooses a ticket that our rules are told to call."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from kiosk.domain.ticket import Ticket

Policy = Callable[[Iterable[Ticket], datetime], Ticket | None]
"""Of all who wait for what a counter offers, who is called; ``None`` when nobody waits."""


def by_age(waiting: Iterable[Ticket], _at: datetime) -> Ticket | None:
    """First come, first served: FQM, which knows no priority and pulls the lowest number."""
    return min(waiting, key=lambda ticket: ticket.arrival, default=None)


def strictly(waiting: Iterable[Ticket], _at: datetime) -> Ticket | None:
    """Priority before everybody, then by age.

    So bcgov/queue-management (ordered by priority, then by the citizen's id), QSystem (by level),
    NovoSGA as it comes (the priority's weight descending, then arrival).
    """
    return min(waiting, key=lambda ticket: (not _first_class(ticket), ticket.arrival), default=None)


def accumulating(factor: float) -> Policy:
    """Age times ``factor`` for priority: an accumulating priority queue (Kleinrock 1964)."""

    def policy(waiting: Iterable[Ticket], at: datetime) -> Ticket | None:
        def key(ticket: Ticket) -> tuple[float, int]:
            age_s = (at - ticket.issued_at).total_seconds()
            return (-age_s * (factor if _first_class(ticket) else 1.0), ticket.arrival)

        return min(waiting, key=key, default=None)

    return policy


def head_start(credit_s: float) -> Policy:
    """Our own rule for a credit of so many seconds, told from outside."""

    def policy(waiting: Iterable[Ticket], _at: datetime) -> Ticket | None:
        def key(ticket: Ticket) -> tuple[float, int]:
            credit = credit_s if _first_class(ticket) else 0.0
            return (ticket.issued_at.timestamp() - credit, ticket.arrival)

        return min(waiting, key=key, default=None)

    return policy


def _first_class(ticket: Ticket) -> bool:
    """Where others take appointments at all, one that was checked in is a priority."""
    return ticket.priority or ticket.appointment is not None


OURS = "Foleni"
BY_AGE = "by age alone (FQM)"
STRICT = "strict priority (bcgov, QSystem, NovoSGA)"
BALANCED = "age × 2 for priority (NovoSGA, balanced)"
POLICIES: Mapping[str, Policy | None] = MappingProxyType(
    {OURS: None, BY_AGE: by_age, STRICT: strictly, BALANCED: accumulating(2)}
)
"""Every rule by its name; ``None`` is ours, which needs no telling."""
