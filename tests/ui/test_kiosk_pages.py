"""What the kiosk's pages say, without a screen."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from kiosk.client.reply import Declined
from kiosk.domain.catalogue import Fee, HoursException, Opening, Service
from kiosk.domain.commands import CallNext, Role
from kiosk.domain.ids import CounterId, GroupId, ServiceId
from kiosk.ui.kiosk_glance import Glance
from kiosk.ui.kiosk_pages import Doors, closed, doors, hours_lines, tile, tile_pages, welcome
from kiosk.ui.kiosk_promise import promise
from kiosk.ui.kiosk_shown import opens_with
from tests.ui.product import huduma, sentences
from tests.ui.scenes.kiosk import A_FRIDAY, KioskFixture, sample_centre

TEXTS = sentences()
# A kiosk watches its headset's jack by a timer, which wants an application.
pytestmark = pytest.mark.usefixtures("qapp")


def glance(fixture: KioskFixture, at: datetime = A_FRIDAY) -> Glance:
    return Glance(mirror=fixture.station.mirror, catalogue=fixture.catalogue, texts=TEXTS, at=at)


def group_ids(per_page: int) -> list[list[str]]:
    pages = tile_pages(huduma().groups, per_page)
    return [[group.id for group in page if group is not None] for page in pages]


def service(fixture: KioskFixture, name: str) -> Service:
    return fixture.catalogue.service[ServiceId(name)]


def test_tiles_stand_in_the_order_of_demand_eight_a_page() -> None:
    first, second = group_ids(8)

    assert first == ["id", "certificates", "abstract", "sha", "collect", "kra", "county", "nssf"]
    assert len(second) == 8


def test_a_tile_that_is_always_wanted_is_on_the_first_page_however_small() -> None:
    first, *rest = group_ids(4)

    assert first == ["id", "certificates", "abstract", "collect"]
    assert sum(len(page) for page in rest) == 12


def test_those_with_an_appointment_come_first_and_nothing_else_changes_its_order() -> None:
    first, *_ = tile_pages(huduma().groups, 4, books=True)

    assert first[0] is None
    assert [group.id for group in first if group] == ["id", "certificates", "collect"]


def test_the_tile_for_the_unsure_has_a_place_of_its_own() -> None:
    assert all("unsure" not in page for page in group_ids(8))


def test_hours_that_are_alike_share_a_line() -> None:
    fixture = KioskFixture()
    saturday = {**fixture.catalogue.hours.week, "sat": Opening(opens=time(9), closes=time(12))}
    hours = replace(fixture.catalogue.hours, week=saturday)

    assert hours_lines(glance(fixture), hours, "en") == (
        "Monday to Friday 08:00–17:00",
        "Saturday 09:00–12:00",
    )


def test_a_shorter_day_closes_earlier() -> None:
    fixture = KioskFixture()
    short = HoursException(
        day=A_FRIDAY.date(),
        name={"en": "Eve", "sw": "Mkesha"},
        opening=Opening(opens=time(8), closes=time(9)),
    )
    hours = replace(fixture.catalogue.hours, exceptions=(short,))
    fixture.catalogue = replace(fixture.catalogue, hours=hours)
    seen = glance(fixture)

    assert doors(seen) is Doors.CLOSED
    assert closed(seen, Doors.CLOSED, "en").title == "The centre is closed."


def test_a_full_day_of_one_service_does_not_close_the_centre() -> None:
    fixture = KioskFixture()
    fixture.suspend(*(service.id for service in fixture.catalogue.services))

    assert doors(glance(fixture)) is Doors.OPEN


def test_an_empty_centre_says_that_nobody_waits() -> None:
    fixture = KioskFixture()
    fixture.open_counters()

    assert welcome(glance(fixture), "en").waiting == "Nobody is waiting · under 5 min"


def test_without_an_open_counter_the_wait_is_not_known() -> None:
    fixture = KioskFixture()
    fixture.crowd(3)

    assert welcome(glance(fixture), "en").waiting == "3 people waiting · wait not known yet"


def test_a_fee_is_shown_only_while_it_is_known_to_hold() -> None:
    fixture = KioskFixture()
    (group,) = (g for g in fixture.catalogue.groups if g.id == "conduct")
    conduct = service(fixture, "conduct")
    later = datetime.combine(date(2027, 3, 1), time(10), tzinfo=A_FRIDAY.tzinfo)

    now = promise(glance(fixture), group, conduct, "en", None)
    then = promise(glance(fixture, later), group, conduct, "en", None)

    assert now.fee == "KSh 1,050"
    assert now.fee_where == "You pay only on eCitizen or at the counter."
    assert (then.fee, then.fee_where) == ("", "")


def test_what_is_free_says_so_and_not_where_to_pay() -> None:
    fixture = KioskFixture()
    (group,) = (g for g in fixture.catalogue.groups if g.id == "conduct")
    free = replace(
        service(fixture, "conduct"), fees=(Fee(amount_kes=0, valid_from=date(2026, 1, 1)),)
    )

    page = promise(glance(fixture), group, free, "sw", None)

    assert (page.fee, page.fee_where) == ("Bure", "")


def test_the_sample_centre_knows_no_quota() -> None:
    fixture = KioskFixture(catalogue=sample_centre())
    fixture.open_counters()
    (group,) = (g for g in fixture.catalogue.groups if g.id == "conduct")
    one_left = replace(service(fixture, "conduct"), quota=1)

    page = promise(glance(fixture), group, one_left, "en", None)

    assert page.can_take
    assert page.notice == ""


def test_a_tile_opens_with_the_first_service_that_gives_tickets() -> None:
    fixture = KioskFixture()
    fixture.suspend("sha-join")

    assert opens_with(glance(fixture), GroupId("sha")) == "sha-family"


def test_a_tile_says_why_none_of_its_services_gives_tickets() -> None:
    fixture = KioskFixture()
    fixture.open_counters()
    (group,) = (g for g in fixture.catalogue.groups if g.id == "sha")
    assert tile(glance(fixture), group, "en").wait == "under 5 min"

    fixture.suspend("sha-join", "sha-family", "sha-claim")

    shown = tile(glance(fixture), group, "en")
    assert (shown.refusal, shown.wait) == ("Stopped for now", "")


def test_after_the_cut_off_the_next_day_is_named() -> None:
    fixture = KioskFixture()
    (group,) = (g for g in fixture.catalogue.groups if g.id == "kra")
    late = A_FRIDAY + timedelta(hours=6, minutes=25)

    page = promise(glance(fixture, late), group, service(fixture, "kra-pin"), "en", None)

    assert page.no_title == "No more tickets today for this service."
    assert page.no_instead == "Tickets are given again on Monday 23 November at 08:00."


def test_the_typical_wait_is_that_of_most_who_wait() -> None:
    fixture = KioskFixture()
    fixture.busy()
    fixture.station.order(Role.COUNTER, CallNext(counter=CounterId("1"), wait=True))

    assert welcome(glance(fixture), "en").waiting == "23 people waiting · about 50–65 min"


def test_a_busy_centre_may_be_asked_again() -> None:
    fixture = KioskFixture()
    (group,) = (g for g in fixture.catalogue.groups if g.id == "kra")
    busy = Declined(reason="BUSY", say={"en": "The centre is busy.", "sw": "Kituo kina shughuli."})

    page = promise(glance(fixture), group, service(fixture, "kra-pin"), "en", busy)

    assert (page.no_title, page.can_take) == ("The centre is busy.", True)
