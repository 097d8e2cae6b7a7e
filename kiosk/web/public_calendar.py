"""An appointment as a file for calendars: when and where, in the centre's own time zone."""

from datetime import UTC, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from kiosk.domain.catalogue import Slots
from kiosk.texts import Texts
from kiosk.web.answer import Answer, Header
from kiosk.web.booking_sight import BookingSight, BookingState
from kiosk.web.phone_page import centre_name
from kiosk.web.sight import named

ICAL = b"text/calendar; charset=utf-8"
REMINDS_BEFORE = timedelta(hours=2)
ZONE_KNOWN = timedelta(days=366)
"""For how long the file says what the zone's clocks do."""
PRODUCT = "-//Foleni//Appointments//EN"


def calendar_file(
    sight: BookingSight, texts: Texts, language: str, headers: tuple[Header, ...]
) -> Answer:
    """The file. It names the code and neither a person nor the page, for calendars are shared."""
    disposition = (b"content-disposition", b'attachment; filename="appointment.ics"')
    return Answer(
        body=_calendar(sight, texts, language),
        content_type=ICAL,
        headers=(*headers, disposition),
    )


def _calendar(sight: BookingSight, texts: Texts, language: str) -> bytes:
    zone = ZoneInfo(sight.catalogue.centre.timezone)
    begins = sight.slot.astimezone(zone)
    centre = centre_name(sight.catalogue.centre, language)
    service = named(sight.service.name, language) if sight.service else ""
    book = (sight.service.appointments if sight.service else None) or Slots()
    event = Event()
    event.add("uid", _uid(sight))
    event.add("sequence", sight.changes)
    event.add("dtstamp", sight.at.astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=book.minutes))
    event.add("summary", ", ".join(filter(None, (service, centre))))
    event.add("location", centre)
    event.add("description", texts.say(language, "public-calendar-note", code=sight.code))
    event.add("status", _status(sight.state))
    event.add("transp", "OPAQUE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", -REMINDS_BEFORE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones(first_date=begins.date(), last_date=begins.date() + ZONE_KNOWN)
    return bytes(calendar.to_ical())


def _status(state: BookingState) -> str:
    if state in (BookingState.CANCELLED, BookingState.CANCELLING, BookingState.REFUSED):
        return "CANCELLED"
    return "TENTATIVE" if state is BookingState.ASKED else "CONFIRMED"


def _uid(sight: BookingSight) -> str:
    """The same for the same appointment, also moved: calendars then change what they have."""
    made_of = f"{sight.catalogue.centre.code}:{sight.code}"
    return f"{sha256(made_of.encode()).hexdigest()[:32]}@foleni"
