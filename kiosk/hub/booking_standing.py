"""Where an appointment asked for at the hub stands, by what was asked, answered and journalled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from kiosk.domain.appointment import Appointment, AppointmentState, Share
from kiosk.domain.book import Book
from kiosk.domain.floor import Floor
from kiosk.domain.ids import ServiceId
from kiosk.hub.booking_rows import Answered, Ask, Booking
from kiosk.web.booking_sight import BookingState


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An appointment now: ``slot`` is its time, ``wanted`` the one asked for while it moves.

    ``reason`` says why what was last asked was refused.
    """

    state: BookingState
    slot: datetime
    wanted: datetime | None = None
    reason: str | None = None


_IN_BOOK: Mapping[AppointmentState, BookingState] = {
    AppointmentState.CHECKED_IN: BookingState.CHECKED_IN,
    AppointmentState.CANCELLED: BookingState.CANCELLED,
    AppointmentState.MISSED: BookingState.OVER,
}
"""What the centre's book says where nothing is left to ask."""


def standing(booking: Booking, kept: Appointment | None, now: datetime, zone: tzinfo) -> Standing:
    """How it stands ``now``; ``kept`` is what the centre's own book has of it."""
    refused = booking.answered is Answered.REFUSED
    slot = (kept.slot if kept is not None else booking.wanted).astimezone(zone)
    if slot.date() < now.astimezone(zone).date():
        return Standing(state=BookingState.OVER, slot=slot)
    if kept is None:
        return Standing(
            state=_not_in_book(booking, now), slot=slot, reason=booking.reason if refused else None
        )
    if kept.state in _IN_BOOK:
        return Standing(state=_IN_BOOK[kept.state], slot=slot)
    if refused or booking.ask in (Ask.HOLD, Ask.BOOK):
        return Standing(state=BookingState.BOOKED, slot=slot, reason=booking.reason)
    if booking.ask is Ask.CANCEL:
        return Standing(state=BookingState.CANCELLING, slot=slot)
    if kept.slot == booking.slot != booking.wanted:
        return Standing(
            state=BookingState.MOVING, slot=slot, wanted=booking.wanted.astimezone(zone)
        )
    return Standing(state=BookingState.BOOKED, slot=slot)


def _not_in_book(booking: Booking, now: datetime) -> BookingState:
    match booking.ask:
        case Ask.HOLD:
            return BookingState.HELD if _is_held(booking, now) else BookingState.ENDED
        case Ask.CANCEL:
            # Nothing was in the book, and nothing is: cancelled, whatever the centre answered.
            return (
                BookingState.CANCELLING
                if booking.answered is Answered.WAITING
                else BookingState.CANCELLED
            )
        case Ask.BOOK | Ask.MOVE:
            return {
                Answered.WAITING: BookingState.ASKED,
                Answered.DONE: BookingState.BOOKED,
                Answered.REFUSED: BookingState.REFUSED,
            }[booking.answered]


def _is_held(booking: Booking, now: datetime) -> bool:
    return booking.held_until is not None and booking.held_until > now


def takes_a_place(booking: Booking, kept: Appointment | None, now: datetime) -> bool:
    """Whether the place it wants is to be kept free for it beside those in the centre's book."""
    if booking.answered is Answered.REFUSED:
        return False
    match booking.ask:
        case Ask.HOLD:
            return kept is None and _is_held(booking, now)
        case Ask.BOOK:
            return kept is None
        case Ask.MOVE:
            moves = kept is not None and kept.state is AppointmentState.BOOKED
            return kept is None or (moves and kept.slot == booking.slot != booking.wanted)
        case Ask.CANCEL:
            return kept is None and booking.answered is Answered.WAITING


class BookAndAsked(Book):
    """A centre's book, and the places asked for that are not in it yet."""

    __slots__ = ("_kept",)

    def __init__(self, kept: Book, asked: Iterable[Appointment]) -> None:
        super().__init__(asked)
        self._kept = kept

    def given(self, service: ServiceId, begins: datetime, ends: datetime, share: Share) -> int:
        """How many places of ``share`` are given or asked for between two times of one day."""
        own = super().given(service, begins, ends, share)
        return own + self._kept.given(service, begins, ends, share)

    def given_on(self, service: ServiceId, day: date, share: Share) -> int:
        """The same of a whole day."""
        return super().given_on(service, day, share) + self._kept.given_on(service, day, share)

    def awaited(self, service: ServiceId, day: date, since: datetime) -> int:
        """How many of a day's may still check in."""
        return super().awaited(service, day, since) + self._kept.awaited(service, day, since)


def with_asked(floor: Floor, asked: Iterable[Booking], now: datetime, zone: tzinfo) -> Floor:
    """What the rules of slots need of a floor, with the places asked for at the hub given away."""
    wanted = (
        Appointment(
            code=booking.code,
            service=booking.service,
            slot=booking.wanted.astimezone(zone),
            share=Share.HUB,
        )
        for booking in asked
        if takes_a_place(booking, floor.book.get(booking.code), now)
    )
    return Floor(
        seq=floor.seq,
        at=floor.at,
        day=floor.day,
        suspended=floor.suspended,
        quotas=floor.quotas,
        taken=floor.taken,
        book=BookAndAsked(floor.book, wanted),
    )
