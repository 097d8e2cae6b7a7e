"""The day's opening hours, as those who look ahead need them."""

from datetime import date, datetime
from math import inf

from kiosk.domain.catalogue import Catalogue, Opening

ORDINARY = 0.75
"""A day that is shorter than this part of most days has no lunch to learn from."""


def closes_s(catalogue: Catalogue, at: datetime) -> float:
    """When the centre closes on the day of ``at``, seconds since 1970; infinite: it is closed."""
    opening = catalogue.hours.on(at.date())
    if opening is None:
        return inf
    return datetime.combine(at.date(), opening.closes, tzinfo=at.tzinfo).timestamp()


def midnight_s(at: datetime) -> float:
    """When the day of ``at`` began, seconds since 1970."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def is_ordinary(catalogue: Catalogue, day: date) -> bool:
    """Whether the centre is open about as long as on most days of its week."""
    opening = catalogue.hours.on(day)
    if opening is None:
        return False
    hours = [_length_s(one) for one in catalogue.hours.week.values()]
    return not hours or _length_s(opening) >= ORDINARY * max(hours, key=hours.count)


def _length_s(opening: Opening) -> float:
    closes, opens = opening.closes, opening.opens
    return (closes.hour - opens.hour) * 3600 + (closes.minute - opens.minute) * 60
