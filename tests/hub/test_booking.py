"""Service by appointment: from a real hub's pages to a centre's book and back."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from kiosk.domain import commands as c
from kiosk.domain.appointment import AppointmentState, Share
from kiosk.domain.appointment_code import is_code
from kiosk.domain.catalogue import Rules
from kiosk.domain.ids import AppointmentCode, Language
from kiosk.hub.booking_limits import OF_A_CENTRE_BURST
from tests.domain.booking import at
from tests.domain.hall import TAX
from tests.hub.by_hand import Page
from tests.hub.stage import MONDAY, Stage, staged


@pytest.fixture
def stage(hub_dsn: str, tmp_path: Path) -> Iterator[Stage]:
    with staged(hub_dsn, tmp_path / "hub") as made:
        yield made


def code_on(page: Page) -> AppointmentCode:
    found = re.search(r'id="code">(\d{4}) (\d{4})<', page.html)
    assert found, page.text
    return AppointmentCode(found[1] + found[2])


def free(stage: Stage, time: str = "10:00", day: str = MONDAY) -> int:
    """How many places the page of a day says are free at a time."""
    stage.later(3)  # what was seen a moment ago is forgotten
    stage.heard()
    html = stage.citizen.get(f"/book/TEST/tax/{day}").html
    found = re.search(rf'value="{day}T{time}">.*?<span class="small">(\d+) place', html)
    return int(found[1]) if found else 0


def test_a_citizen_books_and_the_centre_has_the_very_code(stage: Stage) -> None:
    front = stage.citizen.get("/")
    assert "Book an appointment" in front.text
    assert "no name and no phone number" in front.text
    centres = stage.citizen.get(front.links("^/book")[0])
    services = stage.citizen.get(centres.links("/book/TEST")[0])
    assert "tax" in services.text
    assert "id-lost" not in services.text  # it has no book
    days = stage.citizen.get(services.links("/book/TEST/tax")[0])
    assert "Monday 23 November" in days.text
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    assert "Waiting for the centre to confirm" in page.text
    code = code_on(page)
    assert is_code(code)
    assert code[0] in "56789"
    assert stage.given() == 0
    assert stage.centre.obey() == 1
    kept = stage.hall.kept(code)
    assert (kept.slot, kept.share, kept.service) == (at(10, day=23), Share.HUB, TAX)
    assert "Your appointment is booked" in stage.citizen.get(page.path).text
    stage.hall.until(at(9, 50, day=23))
    assert stage.hall.check_in(kept).appointment == code


def test_the_last_place_is_given_once_however_many_ask_at_once(stage: Stage) -> None:
    # Each comes from an address of their own, so that no limit decides it.
    people = [stage.somebody(f"127.0.0.{n}") for n in range(10, 22)]
    keys = [one.get(f"/book/TEST/tax/{MONDAY}").field("key") for one in people]
    asked = [("/book/TEST/tax", {"slot": f"{MONDAY}T10:00", "key": key}) for key in keys]
    with ThreadPoolExecutor(len(people)) as at_once:
        answers = list(at_once.map(lambda one, form: one.post(*form), people, asked))
    statuses = sorted(answer.status for answer in answers)
    assert statuses == [303] * 2 + [409] * 10
    refused = next(answer for answer in answers if answer.status == 409)
    assert "This time is full. Choose another." in refused.text
    assert f"{MONDAY}T10:00" not in refused.choices("slot")
    held = [one.follow(a) for one, a in zip(people, answers, strict=True) if a.status == 303]
    for one, page in zip(people, held, strict=False):
        assert one.post(page.links("/confirm")[0], {}).status == 303
    assert stage.centre.obey() == 2
    assert stage.given() == 2


def test_the_hub_gives_of_its_own_places_and_leaves_the_centre_its_own(stage: Stage) -> None:
    assert free(stage) == 2
    stage.hall.fill(at(10, day=23), share=Share.CENTRE)
    assert free(stage) == 2
    stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    assert free(stage) == 1
    stage.centre.obey()
    assert free(stage) == 1
    stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    assert free(stage) == 0


def test_sent_twice_it_is_one_place_and_one_command(stage: Stage) -> None:
    times = stage.citizen.get(f"/book/TEST/tax/{MONDAY}")
    form = {"slot": f"{MONDAY}T10:00", "key": times.field("key")}
    first = stage.citizen.post("/book/TEST/tax", form)
    again = stage.citizen.post("/book/TEST/tax", form)
    assert first.headers["location"] == again.headers["location"]
    held = stage.citizen.follow(first)
    confirm = held.links("/confirm")[0]
    for _ in range(3):
        assert stage.citizen.post(confirm, {}).status == 303
    assert free(stage) == 1
    assert stage.centre.obey() == 1
    assert stage.given() == 1
    cancel = f"{confirm.partition('/confirm')[0]}/cancel"
    for _ in range(2):
        assert stage.citizen.post(cancel, {}).status == 303
    assert stage.centre.obey() == 1
    assert free(stage) == 2


def test_going_back_to_another_time_takes_that_place_and_frees_the_first(stage: Stage) -> None:
    key = stage.citizen.get(f"/book/TEST/tax/{MONDAY}").field("key")
    stage.citizen.post("/book/TEST/tax", {"slot": f"{MONDAY}T10:00", "key": key})
    other = stage.citizen.post("/book/TEST/tax", {"slot": f"{MONDAY}T11:00", "key": key})
    assert "11:00" in stage.citizen.follow(other).text
    assert (free(stage, "10:00"), free(stage, "11:00")) == (2, 1)


def test_a_place_nobody_confirms_is_free_after_ten_minutes(stage: Stage) -> None:
    mine = stage.citizen.hold("TEST", "tax", MONDAY, "10:00")
    stage.citizen.hold("TEST", "tax", MONDAY, "10:00")
    assert "kept for you until 10:10" in mine.text
    assert stage.citizen.get(mine.path.replace("?", "/appointment.ics?")).status == 303
    assert free(stage) == 0
    stage.later(601)
    assert free(stage) == 2
    assert "Your time to confirm has run out" in stage.citizen.get(mine.path).text
    # It is still free: the visitor's yes comes late, and not too late.
    done = stage.citizen.follow(stage.citizen.post(mine.links("/confirm")[0], {}))
    assert "Waiting for the centre to confirm" in done.text


def test_a_late_yes_to_a_place_that_is_gone_is_told_so(stage: Stage) -> None:
    mine = stage.citizen.hold("TEST", "tax", MONDAY, "10:00")
    stage.later(601)
    stage.heard()
    for _ in range(2):
        stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    late = stage.citizen.post(mine.links("/confirm")[0], {})
    assert "This time is full. Choose another." in late.text
    assert stage.centre.obey() == 2


def test_nobody_holds_a_centre_hostage_and_no_person_is_written_down(stage: Stage) -> None:
    for hour in range(OF_A_CENTRE_BURST):
        stage.citizen.hold("TEST", "tax", MONDAY, f"{8 + hour:02}:00")
    times = stage.citizen.get(f"/book/TEST/tax/{MONDAY}")
    form = {"slot": f"{MONDAY}T08:30", "key": times.field("key")}
    more = stage.citizen.post("/book/TEST/tax", form)
    assert more.status == 429
    assert "Too many places were kept from your network" in more.text
    somebody = stage.somebody("127.0.0.9")
    page = somebody.book("TEST", "tax", MONDAY, "08:30")
    assert "Waiting" in page.text

    async def rows() -> str:
        async with stage.hub.store.reading() as connection:
            found = await connection.execute("SELECT row_to_json(booking)::text FROM booking")
            inbox = await connection.execute("SELECT row_to_json(inbox)::text FROM inbox")
            return " ".join(str(r[0]) for r in [*await found.fetchall(), *await inbox.fetchall()])

    written = stage.hub.do(rows())
    assert "127.0.0" not in written
    token = page.path.split("/")[2].partition("?")[0]
    assert token.partition("-")[2] not in written.upper()


def test_a_refusal_of_the_centre_is_told_with_its_reason_and_a_way_on(stage: Stage) -> None:
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    rules = replace(stage.hall.catalogue.rules, hub_share_pct=0)
    stage.hall.catalogue = replace(stage.hall.catalogue, rules=rules)
    stage.centre.obey()
    told = stage.citizen.get(page.path)
    assert "The centre could not book it" in told.text
    assert "This time is full. Choose another." in told.text
    assert told.links("^/book/TEST/tax")
    assert 'id="qr"' not in told.html
    assert free(stage) == 2


def test_it_moves_when_the_centre_says_so_and_keeps_its_old_time_until_then(stage: Stage) -> None:
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    stage.centre.obey()
    here = page.path.partition("?")[0]
    days = stage.citizen.get(f"{here}/change?lang=en")
    times = stage.citizen.get(days.links(f"/change/{MONDAY}")[0])
    assert f"{MONDAY}T14:00" in times.choices("slot")
    moved = stage.citizen.post(times.links("/change[?]")[-1], {"slot": f"{MONDAY}T14:00"})
    waiting = stage.citizen.follow(moved)
    assert "move it to Monday 23 November, 14:00. Until then your old time counts" in waiting.text
    assert (free(stage, "10:00"), free(stage, "14:00")) == (1, 1)
    stage.centre.obey()
    assert (free(stage, "10:00"), free(stage, "14:00")) == (2, 1)
    now = stage.citizen.get(page.path)
    assert "Monday 23 November 14:00" in now.text
    assert code_on(now) == code_on(page)


def test_a_move_the_centre_refuses_leaves_the_old_time(stage: Stage) -> None:
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    stage.centre.obey()
    here = page.path.partition("?")[0]
    stage.citizen.post(f"{here}/change?lang=en", {"slot": f"{MONDAY}T14:00"})
    stage.hall.catalogue = replace(stage.hall.catalogue, rules=Rules(hub_share_pct=0))
    stage.centre.obey()
    now = stage.citizen.get(page.path)
    assert "what stands here counts" in now.text
    assert "Monday 23 November 10:00" in now.text
    assert free(stage, "14:00") == 2


def test_a_move_to_a_full_time_is_refused_at_once(stage: Stage) -> None:
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    stage.centre.obey()
    for _ in range(2):
        stage.citizen.book("TEST", "tax", MONDAY, "14:00")
    here = page.path.partition("?")[0]
    told = stage.citizen.post(f"{here}/change?lang=en", {"slot": f"{MONDAY}T14:00"})
    assert (told.status, "This time is full" in told.text) == (409, True)


@pytest.mark.parametrize("confirmed", [True, False])
def test_it_is_cancelled_before_or_after_the_centre_heard_of_it(
    stage: Stage, *, confirmed: bool
) -> None:
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    if confirmed:
        stage.centre.obey()
    sure = stage.citizen.get(page.links("/cancel")[0])
    assert "Cancel the appointment?" in sure.text
    asked = stage.citizen.follow(stage.citizen.post(sure.links("/cancel")[-1], {}))
    assert "Waiting for the centre to cancel it" in asked.text
    assert "Your appointment is booked" not in asked.text
    stage.centre.obey()
    assert "This appointment is cancelled" in stage.citizen.get(page.path).text
    assert free(stage) == 2
    assert stage.hall.kept(code_on(page)).state is AppointmentState.CANCELLED


def test_a_held_place_is_given_back_at_once(stage: Stage) -> None:
    held = stage.citizen.hold("TEST", "tax", MONDAY, "10:00")
    here = held.path.partition("?")[0]
    back = stage.citizen.post(f"{here}/cancel?lang=en", {})
    assert back.headers["location"] == "/book/TEST/tax?lang=en"
    assert stage.citizen.get(held.path).status == 404
    assert free(stage) == 2


def test_what_staff_do_to_it_is_seen(stage: Stage) -> None:
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    stage.centre.obey()
    code = code_on(page)
    stage.as_staff(c.MoveAppointment(appointment=code, slot=at(15, day=24)))
    assert "Tuesday 24 November 15:00" in stage.citizen.get(page.path).text
    assert free(stage) == 2  # it has a place of the centre's now
    stage.as_staff(c.CancelAppointment(appointment=code))
    assert "This appointment is cancelled" in stage.citizen.get(page.path).text


def test_who_has_checked_in_is_told_so(stage: Stage) -> None:
    page = stage.citizen.book("TEST", "tax", "2026-11-20", "10:30")
    stage.centre.obey()
    stage.hall.do(c.CheckIn(appointment=code_on(page), language=Language("en")))
    stage.centre.tell()
    assert "You have checked in" in stage.citizen.get(page.path).text


def test_after_its_day_it_is_over(stage: Stage) -> None:
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    stage.centre.obey()
    stage.later(4 * 24 * 3600)
    stage.hall.do(c.TurnDay())
    stage.centre.tell()
    over = stage.citizen.get(page.path)
    assert "This appointment is over" in over.text
    assert not over.links("/cancel|/change")


def test_a_centre_that_is_not_heard_is_said_to_be_so_and_the_place_is_kept(stage: Stage) -> None:
    stage.later(3600)
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    assert "We have not heard from this centre since 10:00." in page.text
    assert "Your place is kept" in page.text
    tag = stage.citizen.get(f"{page.path}&part=now")
    assert (
        stage.citizen.get(f"{page.path}&part=now", **{"If-None-Match": tag.headers["etag"]}).status
        == 304
    )
    stage.restart()
    assert "We have not heard from this centre since 10:00." in stage.citizen.get(page.path).text
    stage.centre.obey()
    assert "Your appointment is booked" in stage.citizen.get(page.path).text


def test_a_service_that_is_suspended_today_can_be_booked_for_other_days(stage: Stage) -> None:
    stage.hall.do(c.SuspendService(service=TAX, reason="system"), role=c.Role.MANAGER)
    stage.centre.tell()
    days = stage.citizen.get("/book/TEST/tax").text
    assert "Friday 20 November" not in days
    assert "Monday 23 November" in days


def test_the_file_for_calendars_is_right_and_names_nobody(stage: Stage) -> None:
    page = stage.citizen.book("TEST", "tax", MONDAY, "10:00")
    stage.centre.obey()
    got = stage.citizen.get(page.links("appointment.ics")[0])
    assert got.headers["content-type"] == "text/calendar; charset=utf-8"
    token = page.path.split("/")[2].partition("?")[0]
    assert token not in got.html
    assert stage.hub.url not in got.html
    (event,) = Calendar.from_ical(got.body).walk("VEVENT")
    begins = event.decoded("dtstart")
    assert begins == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert str(begins.tzinfo) == "Africa/Nairobi"
    assert event.decoded("dtend") - begins == timedelta(minutes=30)
    assert code_on(page) in str(event["description"])
    uid, sequence = str(event["uid"]), int(str(event["sequence"]))
    here = page.path.partition("?")[0]
    stage.citizen.post(f"{here}/change?lang=en", {"slot": f"{MONDAY}T14:00"})
    stage.centre.obey()
    (event,) = Calendar.from_ical(stage.citizen.get(f"{here}/appointment.ics?lang=sw").body).walk(
        "VEVENT"
    )
    assert str(event["uid"]) == uid
    assert int(str(event["sequence"])) > sequence
    assert event.decoded("dtstart") == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def test_old_rows_are_let_go_and_live_ones_stay(stage: Stage) -> None:
    stage.citizen.hold("TEST", "tax", MONDAY, "10:00")
    page = stage.citizen.book("TEST", "tax", MONDAY, "11:00")
    stage.centre.obey()

    async def count() -> int:
        async with stage.hub.store.reading() as connection:
            row = await (await connection.execute("SELECT count(*) FROM booking")).fetchone()
            assert row is not None
            return int(row[0])

    stage.later(1300)
    stage.restart()  # it tidies up as it starts
    assert stage.citizen.get(page.path).status == 200
    assert stage.hub.do(count()) == 1
