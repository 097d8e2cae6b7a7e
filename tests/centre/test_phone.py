"""The phone's page: what it shows of a ticket, and who may see it."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain import commands as c
from kiosk.domain.catalogue import Fee, Names
from kiosk.domain.events import Outcome
from kiosk.domain.ids import ServiceId
from tests.centre.phoning import Door, door, offers
from tests.centre.running import RunningCentre
from tests.domain.hall import BIRTH, FRIDAY, ID_LOST, ID_NEW, ONE

HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "x-content-type-options": "nosniff",
}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Door]:
    with (
        RunningCentre(tmp_path, offers=offers(), open_all_day=False) as centre,
        door(centre) as made,
    ):
        yield made


@pytest.mark.parametrize("turned", [str.upper, str.lower, str.swapcase])
def test_a_slips_code_opens_the_page_in_any_case(hall: Door, turned: "type[str]") -> None:
    phone = hall.phone(hall.ticket())
    page = phone.ask("GET", turned(phone.path))
    assert (page.status, "A001" in page.text) == (200, True)


def test_the_page_says_where_the_ticket_stands(hall: Door) -> None:
    hall.open()
    for _ in range(3):
        mine = hall.ticket()
    hall.at_counter(c.CallNext(counter=ONE))
    text = hall.phone(mine).get().text
    for said in (
        "All id-new A003",
        "1 person ahead",
        "Estimated wait: 5–15 min",
        "Now at the counters: A001.",
        "Wait in Hall 1.",
        "Open today until 17:00.",
        "Bring with you Birth &lt;certificate&gt;",
        "Fee: KSh 1,000 You pay only on eCitizen or at the counter.",
        "Nobody from here asks for money by SMS.",
        "Leave the queue",
    ):
        assert said in text


def test_a_wait_that_nobody_knows_is_said_to_be_unknown(hall: Door) -> None:
    text = hall.phone(hall.ticket()).get().text
    assert "You are next" in text
    assert "Estimated wait: not known yet" in text
    assert "Now at the counters" not in text


def test_a_fee_is_shown_only_on_the_days_it_is_valid(tmp_path: Path) -> None:
    past = Fee(amount_kes=1000, valid_from=date(2026, 1, 1), valid_until=date(2026, 11, 19))
    with RunningCentre(tmp_path, offers=offers(past)) as centre, door(centre) as hall:
        text = hall.phone(hall.ticket()).get().text
        assert "KSh" not in text
        assert "eCitizen" not in text


def test_a_service_that_costs_nothing_is_free_and_paid_nowhere(tmp_path: Path) -> None:
    free = Fee(amount_kes=0, valid_from=FRIDAY)
    with RunningCentre(tmp_path, offers=offers(free)) as centre, door(centre) as hall:
        text = hall.phone(hall.ticket()).get().text
        assert "Fee: Free" in text
        assert "eCitizen" not in text


def test_the_tickets_language_comes_first_and_the_other_is_one_link_away(hall: Door) -> None:
    phone = hall.phone(hall.ticket(language="sw"))
    page = phone.get()
    assert '<html lang="sw">' in page.html
    assert "Wewe ndiye unayefuata" in page.text
    assert f'href="{phone.path}?lang=en" lang="en"' in page.html
    english = phone.get("?lang=en")
    assert '<html lang="en">' in english.html
    assert "You are next" in english.text
    assert f'href="{phone.path}/leave?lang=en"' in english.html
    assert f'href="{phone.path}" lang="sw"' in english.html


@pytest.mark.parametrize(
    "wish", ["?lang=fr", "?lang=", "?lang=en&lang=fr", "?lang=%00", "?" + "a&" * 99]
)
def test_a_language_nobody_has_changes_nothing(hall: Door, wish: str) -> None:
    page = hall.phone(hall.ticket()).get(wish)
    assert (page.status, '<html lang="en">' in page.html) == (200, True)


def test_a_call_stands_out_with_its_counter(hall: Door) -> None:
    mine = hall.ticket()
    hall.open()
    hall.at_counter(c.CallNext(counter=ONE))
    page = hall.phone(mine).get()
    assert "<title>Counter 1 · A001</title>" in page.html
    assert "It is your turn Counter 1 Hall 1 Please go there now and show your number." in page.text
    assert "2nd call" not in page.text
    hall.at_counter(c.Recall(counter=ONE))
    assert "2nd call" in hall.phone(mine).get().text


def test_every_state_has_its_words(hall: Door) -> None:
    mine, other = hall.ticket(), hall.ticket(ID_LOST)
    hall.open()
    phone = hall.phone(mine)
    hall.at_counter(c.CallNext(counter=ONE))
    hall.at_counter(c.StartService(counter=ONE))
    assert "You are being served Counter 1" in phone.get().text
    assert "Leave the queue" not in phone.get().text
    hall.at_counter(c.HoldTicket(counter=ONE, reason="photo"))
    assert "Your ticket is on hold When you are ready, go back to counter 1." in phone.get().text
    hall.at_counter(c.ResumeTicket(counter=ONE, ticket=mine.ticket))
    hall.at_counter(c.FinishService(counter=ONE))
    assert (
        "Your visit has ended Thank you for coming. How was our service today?" in phone.get().text
    )
    hall.at_counter(c.CallNext(counter=ONE))
    hall.at_counter(c.MarkNoShow(counter=ONE))
    text = hall.phone(other).get().text
    assert "You were called, and nobody came Ask at the information desk" in text


def test_whoever_lacked_papers_is_told_once_more_which(hall: Door) -> None:
    mine = hall.ticket()
    hall.open()
    hall.at_counter(c.CallNext(counter=ONE))
    hall.at_counter(c.StartService(counter=ONE))
    hall.at_counter(c.FinishService(counter=ONE, outcome=Outcome.DOCUMENTS_MISSING))
    text = hall.phone(mine).get().text
    assert "Papers were missing. Come again with these." in text
    assert "Birth &lt;certificate&gt;" in text


def test_after_hours_a_ticket_that_waits_is_still_good(tmp_path: Path) -> None:
    with (
        RunningCentre(tmp_path, offers=offers(), open_all_day=False) as centre,
        door(centre) as hall,
    ):
        mine = hall.ticket()
        centre.wall.now_s += 8 * 3600
        text = hall.phone(mine).get().text
        assert "No more tickets today. Those with a ticket are still served." in text
        assert "Open today" not in text


def test_the_next_day_nobody_knows_the_ticket(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, door(centre) as hall:
        phone = hall.phone(hall.ticket())
        centre.wall.now_s += 15 * 3600
        hall.ticket()  # the first order of a day opens it
        page = phone.get()
        assert page.status == 404
        assert "This ticket is not known here today A ticket counts for one day." in page.text
        assert "Tiketi hii haijulikani hapa leo" in page.text


def test_a_restart_still_knows_the_ticket(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, door(centre) as hall:
        mine = hall.ticket()
    with RunningCentre(tmp_path) as centre, door(centre) as hall:
        assert "You are next" in hall.phone(mine).get().text


def test_a_service_the_catalogue_dropped_leaves_a_page(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre, door(centre) as hall:
        mine = hall.ticket(BIRTH)
    less = tuple(service for service in offers().services if service.id != BIRTH)
    fewer = dataclasses.replace(offers(), services=less)
    with RunningCentre(tmp_path, offers=fewer) as centre, door(centre) as hall:
        phone = hall.phone(mine)
        assert "Estimated wait: not known yet" in phone.get().text
        assert phone.get(".json").status == 200


def test_a_catalogues_names_are_words_and_never_markup(tmp_path: Path) -> None:
    evil: Names = {"en": "<script>alert(1)</script>\"'&", "sw": "x"}
    named = offers()
    services = tuple(
        dataclasses.replace(s, name=evil, hall=evil, bring=(evil,)) for s in named.services
    )
    groups = tuple(dataclasses.replace(group, name=evil) for group in named.groups)
    bad = dataclasses.replace(named, services=services, groups=groups)
    with RunningCentre(tmp_path, offers=bad) as centre, door(centre) as hall:
        html = hall.phone(hall.ticket()).get().html
        assert "<script>alert" not in html
        assert html.count("<script>") == 1
        assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;"' in html


def test_every_answer_is_kept_by_nobody_and_told_to_no_other_site(hall: Door) -> None:
    phone, stranger = hall.phone(hall.ticket()), hall.phone()
    pages = [phone.get(more) for more in ("", "?part=now", ".json", "/leave", "/rate")]
    pages += [stranger.get("TEST-UNKNOWN"), phone.post("/leave"), phone.post("/rate", smiley=9)]
    for page in pages:
        assert HEADERS.items() <= page.headers.items()
        assert "set-cookie" not in page.headers
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_a_first_load_is_one_request_of_30_kb_at_most_and_names_no_other_site(hall: Door) -> None:
    page = hall.phone(hall.ticket()).get()
    assert len(page.body) < 30_000 - 1_000, "with its headers"
    without = page.html.replace("http://www.w3.org/2000/svg", "")
    assert "//" not in without.replace("/* Keeps", "").replace("/* Without", "")
    assert "src=" not in without
    assert page.html.count("<link") == 1, "the icon, which stands in the page"


def test_a_poll_that_brings_nothing_new_is_304(hall: Door) -> None:
    hall.open()
    phone = hall.phone(hall.ticket())
    first = phone.get("?part=now&lang=en")
    tag = first.headers["etag"]
    assert "<html" not in first.html
    for given in (tag, f"W/{tag}", f'"other", {tag}'):
        same = phone.get("?part=now&lang=en", **{"If-None-Match": given})
        assert (same.status, same.body) == (304, b"")
        assert same.headers["foleni-time"] == "10:00"
        assert same.headers["etag"] == tag
    for other in ('"other"', "", "*", "\xff", tag[:-2]):
        assert phone.get("?part=now&lang=en", **{"If-None-Match": other}).status == 200
    assert phone.get("?part=now&lang=sw", **{"If-None-Match": tag}).status == 200
    assert phone.get(".json", **{"If-None-Match": tag}).status == 200
    hall.at_counter(c.CallNext(counter=ONE))
    changed = phone.get("?part=now&lang=en", **{"If-None-Match": tag})
    assert (changed.status, "It is your turn" in changed.text) == (200, True)


def test_the_page_carries_the_tag_of_what_it_shows(hall: Door) -> None:
    phone = hall.phone(hall.ticket())
    tag = phone.get("?part=now").headers["etag"]
    assert f'data-tag="{tag}"'.replace('"W', "W") in phone.get().html.replace("&#34;", '"')


def test_what_happens_to_others_elsewhere_changes_no_page(hall: Door) -> None:
    phone = hall.phone(hall.ticket(ID_NEW))
    tag = phone.get("?part=now").headers["etag"]
    hall.ticket(BIRTH)
    hall.ticket(ID_NEW)
    assert phone.get("?part=now", **{"If-None-Match": tag}).status == 304


def test_programs_get_the_same_as_json(hall: Door) -> None:
    hall.open()
    hall.ticket()
    mine = hall.ticket(ID_NEW, "sw")
    hall.at_counter(c.CallNext(counter=ONE))
    phone = hall.phone(mine)
    page = phone.get(".json")
    assert page.headers["content-type"] == "application/json"
    assert json.loads(page.body) == {
        "number": "A002",
        "state": "waiting",
        "language": "sw",
        "service": {"en": "id-new", "sw": "id-new"},
        "hall": {"en": "Hall 1", "sw": "Hall 1"},
        "ahead": 0,
        "wait_s": [0, 600],
        "counter": None,
        "call": 0,
        "now": ["A001"],
        "may_leave": True,
        "rated": False,
    }
    assert phone.get(".JSON", **{"If-None-Match": page.headers["etag"]}).status == 304


def test_a_head_has_no_body(hall: Door) -> None:
    phone = hall.phone(hall.ticket())
    head = phone.ask("HEAD", phone.path)
    assert (head.status, head.body) == (200, b"")


def test_a_token_of_another_ticket_opens_that_one_alone(hall: Door) -> None:
    one, two = hall.ticket(), hall.ticket(ServiceId(BIRTH))
    assert "A001" in hall.phone(one).get().text
    assert "F001" not in hall.phone(one).get().text
    assert "F001" in hall.phone(two).get().text
