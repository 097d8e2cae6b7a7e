"""The slots of a service's book: when they are, what they take, and what coming at a time means."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum, auto
from fractions import Fraction

from kiosk.domain.appointment import Appointment, Share
from kiosk.domain.catalogue import DAYS, Catalogue, Counter, Rules, Service
from kiosk.domain.floor import Floor
from kiosk.domain.ids import AppointmentCode

CHECK_IN_BEFORE_OPENING = timedelta(minutes=60)
"""How long before its service opens an appointment can be checked in: people queue from dawn."""


class Timeliness(StrEnum):
    """How a visitor with an appointment comes at a given time."""

    EARLY = auto()
    """So early that whoever comes in the meantime goes first."""
    ON_TIME = auto()
    LATE = auto()
    """Too late for the whole of what an appointment gives, in time for half of it."""
    LOST = auto()
    """So late that only an ordinary turn is left."""
    OTHER_DAY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A span of a service's book: its beginning (aware, local), and how many it takes.

    Of the ``capacity``, ``hub`` places are the hub's to give, the rest the centre's.
    """

    begins: datetime
    minutes: int
    capacity: int
    hub: int

    @property
    def ends(self) -> datetime:
        """When the next one begins."""
        return self.begins + timedelta(minutes=self.minutes)

    def places(self, share: Share) -> int:
        """How many places ``share`` may give."""
        return self.hub if share is Share.HUB else self.capacity - self.hub


def slots_on(
    catalogue: Catalogue, service: Service, day: date, zone: tzinfo | None
) -> tuple[Slot, ...]:
    """The slots of ``day`` that take anybody, in order; none on closed days or without a book.

    ``zone`` is the centre's; the offset of one of its times will do where clocks never change.
    Whole people are shared out over the day: what one slot has over in fractions the next ones get,
    and so does the hub, so that neither the day nor a share takes more than its part.
    """
    book = service.appointments
    if book is None:
        return ()
    slots = []
    due, taken, of_hub = Fraction(0), 0, 0
    for begins in _beginnings(catalogue, service, day, zone, book.minutes):
        due += _capacity(catalogue, service, begins)
        capacity, taken = int(due) - taken, int(due)
        hub = taken * catalogue.rules.hub_share_pct // 100 - of_hub
        of_hub += hub
        if capacity:
            slots.append(Slot(begins=begins, minutes=book.minutes, capacity=capacity, hub=hub))
    return tuple(slots)


def slot_at(catalogue: Catalogue, service: Service, begins: datetime) -> Slot | None:
    """The slot that begins then (aware, in the centre's zone); ``None``: none does."""
    day = slots_on(catalogue, service, begins.date(), begins.tzinfo)
    # In one zone times are equal by the clock alone, which shows an hour twice when it is set back.
    same = (slot for slot in day if slot.begins == begins)
    return next((slot for slot in same if slot.begins.utcoffset() == begins.utcoffset()), None)


def _beginnings(
    catalogue: Catalogue, service: Service, day: date, zone: tzinfo | None, minutes: int
) -> Iterator[datetime]:
    """From opening on, as long as a whole slot fits in before tickets stop."""
    begins = datetime.combine(day, time(), tzinfo=zone)
    last = begins + timedelta(days=1)
    if not catalogue.rules.open_all_day:
        hours = catalogue.hours_of(service)
        opening = hours.on(day)
        if opening is None:
            return
        begins = datetime.combine(day, opening.opens, tzinfo=zone)
        closes = datetime.combine(day, opening.closes, tzinfo=zone)
        last = closes - timedelta(minutes=hours.cut_off_min)
    step = timedelta(minutes=minutes)
    while begins + step <= last:
        yield begins
        begins += step


def _capacity(catalogue: Catalogue, service: Service, begins: datetime) -> Fraction:
    """How many appointments the slot that begins then takes; a fraction of one counts as such.

    Of every counter that offers the service, ``appointments_pct`` per cent of the time it is
    planned to work is shared equally among its services that have a book: whatever the books, the
    counter keeps the rest for those who come without.
    """
    book = service.appointments
    if book is None:
        return Fraction(0)
    if book.capacity is not None:
        return Fraction(book.capacity)
    working_min = sum(
        (
            Fraction(_planned_min(counter, begins, book.minutes), _books_at(catalogue, counter))
            for counter in catalogue.counters
            if service.id in counter.services
        ),
        Fraction(0),
    )
    return working_min * catalogue.rules.appointments_pct / (100 * service.target_min)


def _books_at(catalogue: Catalogue, counter: Counter) -> int:
    """How many of a counter's services have a book."""
    known = (catalogue.service.get(service) for service in counter.services)
    return sum(1 for service in known if service is not None and service.appointments is not None)


def _planned_min(counter: Counter, begins: datetime, minutes: int) -> int:
    """Of a slot's minutes, those in which the roster has somebody there; all without a roster."""
    if counter.shifts is None:
        return minutes
    first = _minute_of(begins.time())
    return sum(
        max(0, min(first + minutes, _minute_of(span.closes)) - max(first, _minute_of(span.opens)))
        for span in counter.shifts.week.get(DAYS[begins.weekday()], ())
    )


def _minute_of(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def places_left(
    floor: Floor,
    catalogue: Catalogue,
    service: Service,
    slot: Slot,
    share: Share,
    *,
    besides: Appointment | None = None,
) -> int:
    """How many places of ``share`` are free in a slot, past or to come; never below 0.

    Where the service has a quota, a day's appointments take no more than ``appointments_pct`` per
    cent of it. ``besides`` is an appointment that would leave its own place.
    """
    book, day = floor.book, slot.begins.date()
    left = slot.places(share) - book.given(service.id, slot.begins, slot.ends, share)
    today = day == floor.day
    quota = floor.quotas.get(service.id, service.quota) if today else service.quota
    if quota is None or catalogue.rules.open_all_day:
        return max(0, left)
    already = besides is not None and besides.slot.date() == day
    of_day = _share_of_quota(catalogue, quota, share) - book.given_on(service.id, day, share)
    left = min(left, of_day + (already and besides is not None and besides.share is share))
    if today:
        promised = book.awaited(service.id, day, datetime.combine(day, time(), slot.begins.tzinfo))
        left = min(left, quota - floor.taken.get(service.id, 0) - promised + already)
    return max(0, left)


def _share_of_quota(catalogue: Catalogue, quota: int, share: Share) -> int:
    """How many of a day's tickets may be promised by appointments of ``share``."""
    places = quota * catalogue.rules.appointments_pct // 100
    hub = places * catalogue.rules.hub_share_pct // 100
    return hub if share is Share.HUB else places - hub


def appointment_of(floor: Floor, code: str) -> Appointment | None:
    """The appointment of a code, today's or one to come, whatever became of it."""
    return floor.book.get(AppointmentCode(code))


def timeliness(catalogue: Catalogue, appointment: Appointment, at: datetime) -> Timeliness:
    """What it means to come to this appointment ``at`` a time (aware, local)."""
    return timeliness_by(catalogue.rules, appointment.slot, at)


def timeliness_by(rules: Rules, slot: datetime, at: datetime) -> Timeliness:
    """The same of a slot that begins then, by a centre's figures."""
    slot = slot.astimezone(at.tzinfo)
    if slot.date() != at.date():
        return Timeliness.OTHER_DAY
    if at < slot - timedelta(minutes=rules.appointment_credit_min):
        return Timeliness.EARLY
    if at <= slot + timedelta(minutes=rules.appointment_late_min):
        return Timeliness.ON_TIME
    if at <= slot + timedelta(minutes=rules.appointment_lost_min):
        return Timeliness.LATE
    return Timeliness.LOST


def place_of(catalogue: Catalogue, appointment: Appointment, at: datetime) -> datetime:
    """The virtual arrival of who checks in ``at`` that time: as if they had come then.

    On time, ``appointment_credit_min`` before the slot, however early they are; late, half of that
    before check-in; later, at check-in. Never before the slot was agreed on: who books at the desk
    for the next minutes passes nobody who stood there already.
    """
    credit = timedelta(minutes=catalogue.rules.appointment_credit_min)
    when = timeliness(catalogue, appointment, at)
    if when is Timeliness.LATE:
        place = at - credit / 2
    elif when in (Timeliness.LOST, Timeliness.OTHER_DAY):
        place = at
    else:
        place = appointment.slot.astimezone(at.tzinfo) - credit
    agreed_at = appointment.agreed_at
    return place if agreed_at is None else max(place, agreed_at.astimezone(at.tzinfo))
