"""What a centre offers: its services, queues, counters, hours and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from kiosk.domain.ids import CounterId, GroupId, QueueId, ServiceId

Names = Mapping[str, str]
"""A text in each language, by language code: ``{"en": "Counter", "sw": "Kaunta"}``."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """One site. ``code`` stands before every public token (``MOLO-K7M2…``)."""

    code: str
    name: Names
    place: Names
    timezone: str = "Africa/Nairobi"
    languages: tuple[str, ...] = ("sw", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A tile on the kiosk; what it offers are services.

    ``always`` keeps the tile on the first page whatever the demand; ``unsure`` marks the one
    for visitors who do not know what they need.
    """

    id: GroupId
    name: Names
    hint: Names
    icon: str
    always: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What a service costs, in whole shillings, and the days between which that is true."""

    amount_kes: int
    valid_from: date
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this fee may be shown on ``day`` (both ends included)."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One span of a day in local time; ``opens`` included, ``closes`` not."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursException:
    """A dated exception: a holiday when ``opening`` is absent, other hours when it is there."""

    day: date
    name: Names
    opening: Opening | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When tickets are given: each weekday's opening, and the days that differ.

    ``week`` is by ``mon`` … ``sun``; a day that is absent is closed. Tickets stop ``cut_off_min``
    minutes before closing; those who hold one are still served.
    """

    week: Mapping[str, Opening]
    cut_off_min: int = 0
    exceptions: tuple[HoursException, ...] = ()

    def on(self, day: date) -> Opening | None:
        """The opening of ``day``, or ``None`` when the centre is closed all day."""
        for exception in self.exceptions:
            if exception.day == day:
                return exception.opening
        return self.week.get(DAYS[day.weekday()])

    def next_opening(self, after: datetime) -> datetime | None:
        """The next moment tickets are given, within four weeks of ``after`` (aware, local)."""
        for ahead in range(28):
            day = after.date() + timedelta(days=ahead)
            opening = self.on(day)
            if opening is None:
                continue
            opens = datetime.combine(day, opening.opens, tzinfo=after.tzinfo)
            if opens > after:
                return opens
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """A service's book: the day is cut into slots of ``minutes``, from opening to cut-off.

    ``capacity`` is how many appointments one slot takes, the hub's share and the centre's
    together; where absent it follows from the counters and the target time
    (``Rules.appointments_pct``).
    """

    minutes: int = 30
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A service people come for that this centre does not give, and ``where`` it is given."""

    id: str
    group: GroupId
    name: Names
    where: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One thing a visitor can come for.

    ``target_min`` is the service time the centre plans with, in minutes; ``quota`` the tickets a
    day (``None``: no limit); ``hall`` where its visitors wait; ``ready`` when the document can be
    had; ``hours`` its own hours where they differ from the centre's; ``appointments`` its book,
    where it has one.
    """

    id: ServiceId
    group: GroupId
    queue: QueueId
    name: Names
    agency: Names
    icon: str
    target_min: int
    hall: Names
    bring: tuple[Names, ...] = ()
    fees: tuple[Fee, ...] = ()
    ready: Names | None = None
    quota: int | None = None
    hours: Hours | None = None
    appointments: Slots | None = None

    def fee_on(self, day: date) -> Fee | None:
        """The fee that may be shown on ``day``; ``None`` when none is known to hold."""
        return next((fee for fee in self.fees if fee.holds_on(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The waiting tickets of one or more services; ``letter`` opens their numbers."""

    id: QueueId
    letter: str
    name: Names
    short: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifts:
    """When somebody is planned to work at a counter: each weekday's spans, in order.

    A day that is absent is one on which nobody is planned.
    """

    week: Mapping[str, tuple[Opening, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The place where visitors are served. ``label`` is what boards show: ``3``, ``15``.

    ``services`` is what it offers unless the agent opens it with another set; ``information``
    marks the desk whose screen puts issuing and finding tickets first. ``zone`` is the part of
    the building whose boards show and speak its calls. ``shifts`` is the roster, ``None``
    where nobody plans.
    """

    id: CounterId
    label: str
    hall: Names
    services: tuple[ServiceId, ...]
    information: bool = False
    zone: str | None = None
    shifts: Shifts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One of a fixed list of answers (a reason to hold, to pause, to be unhappy): no free text."""

    id: str
    name: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The centre's own figures for the rules of the queue.

    Appointments: on time (until ``appointment_late_min`` after the slot's beginning) a visitor
    counts as having come ``appointment_credit_min`` before it; later, until
    ``appointment_lost_min``, as half of that before check-in; later still as a walk-in. Together
    they take ``appointments_pct`` per cent of what the counters can do, of which ``hub_share_pct``
    per cent is the hub's to give; they are booked ``book_ahead_days`` ahead at most.
    From an expected wait of ``ask_from_wait_min`` on the kiosk asks before it gives a ticket;
    ``wait_target_min`` is what the centre has promised nobody waits longer than.

    ``open_all_day`` ignores hours, cut-offs, quotas and suspensions: for training, tours, tests.
    """

    priority_credit_min: int = 30
    calls_before_no_show: int = 3
    requeue_within_min: int = 30
    feedback_within_s: int = 60
    appointment_credit_min: int = 20
    appointment_late_min: int = 15
    appointment_lost_min: int = 30
    appointments_pct: int = 60
    hub_share_pct: int = 50
    book_ahead_days: int = 14
    ask_from_wait_min: int = 30
    wait_target_min: int = 15
    open_all_day: bool = False


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything a centre offers. Groups and services stand in the order of its own demand.

    ``hub_key`` is the hub's public key, base64, where there is one to seal to; ``page_url`` is
    where phones reach a ticket's page at the hub. The centre's settings and its place at the hub
    give them, not the catalogue's file.
    """

    centre: Centre
    groups: tuple[Group, ...]
    services: tuple[Service, ...]
    queues: tuple[Queue, ...]
    counters: tuple[Counter, ...]
    hours: Hours
    hold_reasons: tuple[Code, ...] = ()
    pause_reasons: tuple[Code, ...] = ()
    suspend_reasons: tuple[Code, ...] = ()
    feedback_reasons: tuple[Code, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    notice: Names | None = None
    hub_key: str | None = None
    page_url: str | None = None
    rules: Rules = field(default_factory=Rules)

    def prefixed(self, prefix: str) -> "Catalogue":
        """The same for an outreach: its ``A042`` is ``KA042``, a number its centre never gives."""
        queues = tuple(replace(queue, letter=prefix + queue.letter) for queue in self.queues)
        return replace(self, queues=queues)

    @cached_property
    def service(self) -> Mapping[ServiceId, Service]:
        """Services by id."""
        return {service.id: service for service in self.services}

    @cached_property
    def queue(self) -> Mapping[QueueId, Queue]:
        """Queues by id."""
        return {queue.id: queue for queue in self.queues}

    @cached_property
    def counter(self) -> Mapping[CounterId, Counter]:
        """Counters by id."""
        return {counter.id: counter for counter in self.counters}

    @cached_property
    def services_of_queue(self) -> Mapping[QueueId, tuple[ServiceId, ...]]:
        """Which services wait in each queue."""
        return {
            queue.id: tuple(s.id for s in self.services if s.queue == queue.id)
            for queue in self.queues
        }

    def hours_of(self, service: Service) -> Hours:
        """When tickets for ``service`` are given: its own week, the centre's dated exceptions.

        A day the service names itself counts as the service says.
        """
        if service.hours is None:
            return self.hours
        named = {exception.day for exception in service.hours.exceptions}
        centre = (one for one in self.hours.exceptions if one.day not in named)
        return replace(service.hours, exceptions=(*service.hours.exceptions, *centre))

    def services_of_group(self, group: GroupId) -> tuple[Service, ...]:
        """What one tile of the kiosk offers, in the catalogue's order."""
        return tuple(service for service in self.services if service.group == group)
