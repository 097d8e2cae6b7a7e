"""What a manager sees of the floor: counted and measured at the moment somebody looks."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from math import ceil
from statistics import median

from kiosk.centre.clock import LocalClock
from kiosk.centre.followers import Followers
from kiosk.centre.live import Live
from kiosk.centre.say import Say
from kiosk.centre.troubles import Trouble, Troubles
from kiosk.centre.uplink_told import UplinkHealth
from kiosk.domain import catalogue as offers
from kiosk.domain.catalogue import Catalogue, Code, Names, Service
from kiosk.domain.counter import OCCUPIED, STAFFED, CounterNow, CounterState
from kiosk.domain.events import PrinterState
from kiosk.domain.floor import Floor, HelpCall
from kiosk.domain.ids import CounterId, ServiceId
from kiosk.domain.issuing import cut_off_of, quota_left, quota_of
from kiosk.domain.printers import TROUBLES, PrinterNow
from kiosk.domain.satisfaction import Cell
from kiosk.domain.ticket import Ticket, TicketState
from kiosk.sync.uplink_told import UplinkState
from kiosk.web.manager_sight import (
    CopySight,
    CounterSight,
    HelpSight,
    HourSight,
    HubSight,
    LiveSight,
    ServiceSight,
    TroubleSight,
    Usual,
)

SOON_S = 10.0
"""Lines no older than this are on their way to the hub, and nothing to tell of."""


class ManagerSights:
    """Looks at the floor. Belongs to the event loop."""

    def __init__(
        self,
        *,
        live: Live,
        clock: LocalClock,
        troubles: Troubles,
        followers: Followers,
        say: Say,
        uplink: Callable[[], UplinkHealth | None] = lambda: None,
    ) -> None:
        self._live = live
        self._followers = followers
        self._clock = clock
        self._troubles = troubles
        self._say = say
        self._uplink = uplink

    @property
    def catalogue(self) -> Catalogue:
        """What the centre offers."""
        return self._live.catalogue

    def now(self) -> datetime:
        """The centre's time."""
        return self._clock.now()

    def live(self, satisfied: Cell, usual: Usual) -> LiveSight:
        """The whole hall as it is now."""
        floor, catalogue, at = self._live.floor, self._live.catalogue, self._clock.now()
        states = Counter(ticket.state for ticket in floor.tickets.values())
        waits = tuple(waits_min(floor.tickets.values()))
        services, counters = self.services(), self.counters()
        oldest = [one.oldest_min for one in services if one.oldest_min is not None]
        return LiveSight(
            at=at,
            waiting=states[TicketState.WAITING],
            oldest_min=max(oldest, default=None),
            median_min=round(median(minutes for _, minutes in waits)) if waits else None,
            target_min=catalogue.rules.wait_target_min,
            usual=usual,
            served=states[TicketState.SERVED],
            open_counters=sum(counter.state in STAFFED for counter in counters),
            satisfied=satisfied,
            no_shows=states[TicketState.NO_SHOW],
            called_out=states[TicketState.SERVED] + states[TicketState.NO_SHOW],
            hours=_hours(catalogue, waits, usual, at),
            services=services,
            counters=counters,
            helps=tuple(_help(catalogue, call, at) for call in floor.helps.values()),
            printers=self.printers(),
            troubles=self.troubles(),
            copies=tuple(
                CopySight(name=one.device, behind=one.behind, away=one.away, seen=one.seen)
                for one in self._followers.now
            ),
            hub=_hub(self._uplink()),
        )

    def services(self) -> Sequence[ServiceSight]:
        """Every service as it is now, in the catalogue's order."""
        floor, catalogue, at = self._live.floor, self._live.catalogue, self._clock.now()
        waiting: defaultdict[ServiceId, list[Ticket]] = defaultdict(list)
        for ticket in floor.tickets.values():
            if ticket.state is TicketState.WAITING:
                waiting[ticket.service].append(ticket)
        return tuple(
            _service(floor, catalogue, one, waiting[one.id], at) for one in catalogue.services
        )

    def counters(self) -> Sequence[CounterSight]:
        """Every counter as it is now, in the catalogue's order."""
        floor, catalogue, at = self._live.floor, self._live.catalogue, self._clock.now()
        return tuple(
            _counter(floor, catalogue, one, floor.counter(one.id), at) for one in catalogue.counters
        )

    def printers(self) -> Sequence[PrinterNow]:
        """The printers somebody should go to: those that print nothing first, then the oldest."""
        found = (now for now in self._live.floor.printers.values() if now.state in TROUBLES)
        return sorted(found, key=lambda now: (now.state is PrinterState.LOW, now.since))

    def troubles(self) -> Sequence[TroubleSight]:
        """What is wrong with the centre itself, then what was within a day."""
        return tuple(map(self._trouble, self._troubles.told))

    def _trouble(self, trouble: Trouble) -> TroubleSight:
        say = self._say.trouble(trouble.code)
        return TroubleSight(say=say, about=trouble.about, since=trouble.since, until=trouble.until)


def waits_min(tickets: Iterable[Ticket]) -> Iterable[tuple[int, float]]:
    """The hour of every call that was made, and how many minutes its visitor had waited."""
    for ticket in tickets:
        if ticket.called_at is not None and ticket.state is not TicketState.WAITING:
            yield ticket.called_at.hour, (ticket.called_at - ticket.issued_at).total_seconds() / 60


def p90_by_hour(waits: Iterable[tuple[int, float]]) -> dict[int, int]:
    """What nine in ten of each hour did not wait longer than, in whole minutes."""
    by_hour: defaultdict[int, list[float]] = defaultdict(list)
    for hour, minutes in waits:
        by_hour[hour].append(minutes)
    return {
        hour: round(sorted(minutes)[ceil(0.9 * len(minutes)) - 1])
        for hour, minutes in sorted(by_hour.items())
    }


def minutes_since(then: datetime | None, at: datetime) -> int:
    """Whole minutes; none where it is not known, or the clock was set back."""
    return max(0, int((at - then).total_seconds() // 60)) if then is not None else 0


def _hub(uplink: UplinkHealth | None) -> HubSight | None:
    if uplink is None:
        return None
    # What was written in this very second is not behind.
    is_soon = uplink.state is UplinkState.LIVE and uplink.lag_s <= SOON_S
    behind = 0 if is_soon else uplink.lag_lines
    return HubSight(
        behind=behind,
        seen=uplink.last_heard,
        away=uplink.state is UplinkState.AWAY or uplink.last_heard is None,
        stopped=uplink.state is UplinkState.STOPPED,
    )


def _oldest_min(tickets: Iterable[Ticket], at: datetime) -> int | None:
    since = min((ticket.issued_at for ticket in tickets), default=None)
    return minutes_since(since, at) if since is not None else None


def _hours(
    catalogue: Catalogue, waits: Iterable[tuple[int, float]], usual: Usual, at: datetime
) -> Sequence[HourSight]:
    """From opening to closing, and whatever else somebody was called in."""
    today = p90_by_hour(waits)
    opening = catalogue.hours.on(at.date())
    hours = {*today, *usual.p90_min}
    if opening is not None:
        last = opening.closes.hour - (opening.closes.minute == 0)
        hours |= set(range(opening.opens.hour, last + 1))
    return tuple(
        HourSight(hour=hour, today_min=today.get(hour), usual_min=usual.p90_min.get(hour))
        for hour in sorted(hours)
    )


def _service(
    floor: Floor, catalogue: Catalogue, service: Service, waiting: Sequence[Ticket], at: datetime
) -> ServiceSight:
    reason = floor.suspended.get(service.id)
    offering = (now for now in floor.counters.values() if now.state in STAFFED)
    return ServiceSight(
        id=service.id,
        letter=catalogue.queue[service.queue].letter,
        name=service.name,
        group=next((one.name for one in catalogue.groups if one.id == service.group), {}),
        waiting=len(waiting),
        oldest_min=_oldest_min(waiting, at),
        taken=floor.taken.get(service.id, 0),
        open_counters=sum(service.id in now.services for now in offering),
        suspended=_code(catalogue.suspend_reasons, reason) if reason is not None else None,
        quota=quota_of(floor, service),
        quota_left=quota_left(floor, catalogue, service, at),
        cut_off_min=cut_off_of(floor, catalogue, service),
    )


def _counter(
    floor: Floor, catalogue: Catalogue, counter: offers.Counter, now: CounterNow, at: datetime
) -> CounterSight:
    ticket = floor.tickets.get(now.ticket) if now.ticket is not None else None
    service = catalogue.service.get(ticket.service) if ticket is not None else None
    since = now.since
    if ticket is not None and now.state is CounterState.SERVING:
        since = ticket.started_at
    minutes = minutes_since(since, at)
    planned = service.target_min if service is not None else None
    paused = now.state is CounterState.PAUSED
    return CounterSight(
        id=counter.id,
        label=counter.label,
        state=now.state,
        agent=now.agent or "",
        number=ticket.number if ticket is not None and now.state in OCCUPIED else "",
        minutes=minutes,
        over=now.state is CounterState.SERVING and planned is not None and minutes > planned,
        pause=_code(catalogue.pause_reasons, now.pause_reason or "") if paused else None,
        served=now.served,
    )


def _help(catalogue: Catalogue, call: HelpCall, at: datetime) -> HelpSight:
    """A counter's device is called like its counter; a kiosk has the name people gave it."""
    role, _, _ = call.by.partition("-")
    counter = catalogue.counter.get(CounterId(call.name))
    return HelpSight(
        help=call.help,
        by=call.by,
        label=counter.label if role == "counter" and counter is not None else "",
        name=call.name if call.name != role else "",
        minutes=minutes_since(call.at, at),
    )


def _code(codes: Sequence[Code], wanted: str) -> Names:
    """The words of a code; one that a newer catalogue dropped must speak for itself."""
    return next((code.name for code in codes if code.id == wanted), {"en": wanted})
