"""The words, the code and the calendar file of an appointment's page."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from icalendar import Calendar
from PIL import Image, ImageDraw

from kiosk.domain.appointment_code import qr_text
from kiosk.domain.catalogue import Slots
from kiosk.domain.errors import Reason
from kiosk.domain.ids import AppointmentCode
from kiosk.texts import Texts
from kiosk.web.booking_sight import COUNTS, BookingSight, BookingState
from kiosk.web.public_calendar import calendar_file
from kiosk.web.public_qr import QUIET_MODULES, qr_path
from kiosk.web.public_views import Frame, PublicViews
from kiosk.web.public_words import appointment_page
from kiosk.web.templates import Templates
from tests.centre.running import ASSETS, TEXTS
from tests.domain.booking import at
from tests.domain.hall import TAX, TEN, catalogue

SAYS = Texts.load(TEXTS)
SERVICE = replace(catalogue().service[TAX], appointments=Slots(minutes=30))
SIGHT = BookingSight(
    link="/b/TEST-AAAA",
    catalogue=catalogue(),
    service=SERVICE,
    code=AppointmentCode("51234560"),
    state=BookingState.BOOKED,
    slot=at(10, day=23),
    wanted=None,
    reason=None,
    held_until=None,
    silent=False,
    silent_since=None,
    changes=1,
    at=TEN,
)


@pytest.mark.parametrize("state", BookingState)
@pytest.mark.parametrize("language", SAYS.languages)
def test_every_state_says_something_in_every_language(language: str, state: BookingState) -> None:
    for silent, since in ((False, None), (True, None), (True, TEN), (True, at(9, day=19))):
        sight = replace(
            SIGHT, state=state, silent=silent, silent_since=since, wanted=at(11, day=23)
        )
        page = appointment_page(sight, SAYS, language)
        assert page.heading
        assert page.said
        assert (page.qr is not None) == bool(page.code) == (state in COUNTS)
        assert bool(page.calendar) == (state in COUNTS)


@pytest.mark.parametrize("reason", [*Reason, "expired", "later", None, ""])
@pytest.mark.parametrize("language", SAYS.languages)
def test_every_refusal_has_its_sentence(language: str, reason: str | None) -> None:
    page = appointment_page(
        replace(SIGHT, state=BookingState.REFUSED, reason=reason), SAYS, language
    )
    assert all(page.notes)
    assert page.again.startswith("/book/TEST/tax?lang=")


def test_a_page_tells_until_when_to_come() -> None:
    page = appointment_page(SIGHT, SAYS, "en")
    assert page.by == "Come by 10:15"
    assert page.lost.startswith("After 10:30")
    assert page.code == "5123 4560"


def test_a_service_that_the_centre_has_dropped_is_no_mistake() -> None:
    for state in BookingState:
        page = appointment_page(replace(SIGHT, service=None, state=state), SAYS, "sw")
        assert page.service == ""
    assert calendar_file(replace(SIGHT, service=None), SAYS, "en", ()).body


@pytest.mark.parametrize("code", ["51234560", "90000000", "77777777"])
def test_the_code_is_what_a_kiosks_scanner_takes(code: str) -> None:
    wanted = qr_text("MOLO", AppointmentCode(code))
    drawn = qr_path(wanted)
    picture = Image.new("L", (drawn.side * 6, drawn.side * 6), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path):
        left, top = int(x) * 6, int(y) * 6
        pen.rectangle((left, top, left + int(length) * 6 - 1, top + 5), fill=0)
    (scanned,) = zxingcpp.read_barcodes(picture)
    assert scanned.text == wanted
    columns = [int(x) for x in re.findall(r"M(\d+) ", drawn.path)]
    assert min(columns) == QUIET_MODULES
    assert len(drawn.path) < 5000


@pytest.mark.parametrize("zone", ["Africa/Nairobi", "Europe/Berlin", "America/New_York"])
def test_a_calendar_shows_the_same_moment_wherever_it_is_read(zone: str) -> None:
    there = replace(catalogue(), centre=replace(catalogue().centre, timezone=zone))
    slot = datetime(2026, 10, 24, 10, 0, tzinfo=ZoneInfo(zone))
    made = calendar_file(replace(SIGHT, catalogue=there, slot=slot), SAYS, "en", ())
    calendar = Calendar.from_ical(made.body)
    (event,) = calendar.walk("VEVENT")
    begins = event.decoded("dtstart")
    assert begins == slot
    assert begins.utcoffset() == slot.utcoffset()
    assert event.decoded("dtend") - begins == timedelta(minutes=30)
    (described,) = calendar.walk("VTIMEZONE")
    assert str(described["tzid"]) == zone


def test_what_was_cancelled_is_cancelled_in_the_calendar_too() -> None:
    for state, said in (
        (BookingState.BOOKED, b"STATUS:CONFIRMED"),
        (BookingState.ASKED, b"STATUS:TENTATIVE"),
        (BookingState.CANCELLED, b"STATUS:CANCELLED"),
    ):
        assert said in calendar_file(replace(SIGHT, state=state), SAYS, "en", ()).body


CHANGES: list[dict[str, object]] = [
    {"state": BookingState.MOVING},
    {"slot": at(11, day=23)},
    {"wanted": at(11, day=23)},
    {"reason": "SLOT_FULL"},
    {"silent": True},
    {"silent_since": TEN},
    {"changes": 2},
    {"code": AppointmentCode("51234561")},
    {"service": None},
    {"at": TEN + timedelta(days=1)},
]


def test_whatever_changes_the_page_changes_its_tag_and_time_alone_does_not() -> None:
    views = PublicViews(texts=SAYS, templates=Templates(ASSETS / "web", ASSETS / "web" / "public"))
    tag = views.tag(SIGHT, "en")
    for change in CHANGES:
        assert views.tag(replace(SIGHT, **change), "en") != tag, change  # type: ignore[arg-type]
    assert views.tag(SIGHT, "sw") != tag
    assert views.tag(replace(SIGHT, at=TEN + timedelta(hours=1)), "en") == tag


def test_a_language_that_is_not_whole_is_not_offered(tmp_path: Path) -> None:
    for language in ("en", "sw"):
        copy(TEXTS / f"{language}.ftl", tmp_path)
    (tmp_path / "so.ftl").write_text("language-name = Soomaali\n", encoding="utf-8")
    templates = Templates(ASSETS / "web", ASSETS / "web" / "public")
    views = PublicViews(texts=Texts.load(tmp_path), templates=templates)
    assert views.languages == ("en", "sw")


def test_names_from_a_catalogue_are_words_and_nothing_else() -> None:
    views = PublicViews(texts=SAYS, templates=Templates(ASSETS / "web", ASSETS / "web" / "public"))
    bites = replace(SERVICE, name={"en": '<script>"&</script>'})
    frame = Frame(language="en", path="/b/X", title="<i>", centre='"><b>')
    html = views.appointment(frame, replace(SIGHT, service=bites)).body.decode()
    assert "<script>&#34;" not in html
    assert "&lt;script&gt;" in html
    assert '"><b>' not in html
