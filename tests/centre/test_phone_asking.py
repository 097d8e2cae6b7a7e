"""Leaving the queue and rating the visit from a phone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.db.journal import Journal
from kiosk.domain import commands as c
from kiosk.wire.codec import Issued
from tests.centre.phoning import Door, Phone, door
from tests.centre.running import RunningCentre
from tests.centre.test_trouble import fill_disk, free_disk
from tests.domain.hall import ONE


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentre]:
    with RunningCentre(tmp_path) as running:
        yield running


@pytest.fixture
def hall(centre: RunningCentre) -> Iterator[Door]:
    with door(centre) as made:
        yield made


def journal(centre: RunningCentre) -> list[dict[str, object]]:
    """Every event so far."""
    lines: list[bytes] = []
    centre.in_writer(
        lambda: lines.extend(one.text for one in Journal(centre.parts.db).lines_after(0, 1000))
    )
    return [json.loads(line) for line in lines]


def happened(centre: RunningCentre, kind: str) -> list[dict[str, object]]:
    return [event for event in journal(centre) if event["type"] == kind]


@pytest.fixture
def served(hall: Door) -> Phone:
    """The phone of a visitor who was served."""
    mine = hall.ticket()
    hall.open()
    hall.serve()
    return hall.phone(mine)


def test_leaving_is_asked_before_it_is_done(centre: RunningCentre, hall: Door) -> None:
    phone = hall.phone(hall.ticket())
    assert f'href="{phone.path}/leave"' in phone.get().html
    asked = phone.get("/leave")
    assert "Leave the queue? Your number A001 will not be called." in asked.text
    assert "No, keep my place" in asked.text
    assert f'href="{phone.path}/leave?lang=sw" lang="sw"' in asked.html
    assert happened(centre, "TicketCancelled") == []


def test_left_twice_is_left_once(centre: RunningCentre, hall: Door) -> None:
    mine = hall.ticket()
    phone = hall.phone(mine)
    for _ in range(2):
        page = phone.follow(phone.post("/leave"))
        assert "You have left the queue To be served, take a new ticket." in page.text
        assert 'data-last="1"' in page.html
    (left,) = happened(centre, "TicketCancelled")
    assert (left["by"], left["ticket"]) == ("phone", mine.ticket)
    assert phone.get("/leave").headers["location"] == phone.path


def test_leaving_keeps_the_page_in_its_language(hall: Door) -> None:
    phone = hall.phone(hall.ticket())
    page = phone.post("/leave?lang=sw")
    assert page.headers["location"] == f"{phone.path}?lang=sw"
    assert "Umeondoka kwenye foleni" in phone.follow(page).text


def test_a_visitor_who_was_called_and_leaves_frees_the_counter(
    centre: RunningCentre, hall: Door
) -> None:
    phone = hall.phone(hall.ticket())
    hall.open()
    hall.at_counter(c.CallNext(counter=ONE))
    phone.post("/leave")
    assert len(happened(centre, "TicketCancelled")) == 1
    hall.ticket()
    hall.at_counter(c.CallNext(counter=ONE))


def test_who_is_being_served_cannot_leave_by_phone(centre: RunningCentre, hall: Door) -> None:
    phone = hall.phone(hall.ticket())
    hall.open()
    hall.at_counter(c.CallNext(counter=ONE))
    hall.at_counter(c.StartService(counter=ONE))
    assert phone.get("/leave").status == 303
    assert "You are being served" in phone.follow(phone.post("/leave")).text
    assert happened(centre, "TicketCancelled") == []


def test_a_face_counts_once_as_verified(centre: RunningCentre, hall: Door, served: Phone) -> None:
    assert "Very bad Bad Fair Good Very good" in served.get().text
    for smiley in (4, 4, 1):
        page = served.follow(served.post("/rate", smiley=smiley))
        assert "Thank you for your feedback." in page.text
        assert "Very bad" not in page.text
    (face,) = happened(centre, "FeedbackGiven")
    assert (face["smiley"], face["verified"], face["by"]) == (4, True, "phone")


def test_after_a_bad_face_the_page_asks_why_once(centre: RunningCentre, served: Phone) -> None:
    asked = served.post("/rate?lang=sw", smiley=2)
    assert asked.headers["location"] == f"{served.path}/rate?lang=sw"
    assert "Ni nini hakikuwa kizuri?" in served.follow(asked).text
    page = served.follow(served.post("/rate", reasons=["wait", "other"]))
    assert "Thank you for your feedback." in page.text
    assert served.get("/rate").status == 303
    assert served.post("/rate", reasons="wait").status == 303
    (why,) = happened(centre, "ReasonsAdded")
    assert (why["reasons"], why["by"]) == (["wait", "other"], "phone")


def test_nothing_ticked_is_nothing_said(centre: RunningCentre, served: Phone) -> None:
    served.post("/rate", smiley=1)
    assert "Thank you" in served.follow(served.post("/rate")).text
    assert happened(centre, "ReasonsAdded") == []


def test_a_good_face_is_thanked_at_once(served: Phone) -> None:
    assert served.post("/rate", smiley=3).headers["location"] == served.path


@pytest.mark.parametrize("smiley", ["0", "6", "", "4.0", "-1", "four", "٤", ["1", "2"], "1" * 999])
def test_no_other_number_is_a_face(centre: RunningCentre, served: Phone, smiley: object) -> None:
    page = served.post("/rate", smiley=smiley)
    assert page.status in (303, 422)
    assert happened(centre, "FeedbackGiven") == []


def test_a_reason_nobody_lists_is_refused(centre: RunningCentre, served: Phone) -> None:
    served.post("/rate", smiley=1)
    page = served.post("/rate", reasons=["wait", "no-such"])
    assert (page.status, "That did not work" in page.text) == (422, True)
    assert happened(centre, "ReasonsAdded") == []


def test_reasons_without_a_face_are_nobodys(centre: RunningCentre, served: Phone) -> None:
    assert served.post("/rate", reasons="wait").status == 303
    assert happened(centre, "ReasonsAdded") == []


def test_nobody_rates_before_being_served(centre: RunningCentre, hall: Door) -> None:
    phone = hall.phone(hall.ticket())
    assert "You are next" in phone.follow(phone.post("/rate", smiley=5)).text
    assert phone.post("/rate", reasons="wait").status == 422
    assert happened(centre, "FeedbackGiven") == []


def test_a_program_may_say_it_in_json(centre: RunningCentre, served: Phone) -> None:
    kind = {"Content-Type": "application/json"}
    face = served.ask("POST", served.path + "/rate", '{"smiley": 1}', kind)
    assert face.headers["location"] == f"{served.path}/rate"
    served.ask("POST", served.path + "/rate", '{"reasons": ["wait"]}', kind)
    (why,) = happened(centre, "ReasonsAdded")
    assert why["reasons"] == ["wait"]


def test_leaving_needs_no_body(centre: RunningCentre, hall: Door) -> None:
    phone = hall.phone(hall.ticket())
    assert phone.ask("POST", phone.path + "/leave").status == 303
    assert len(happened(centre, "TicketCancelled")) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://[", "Host": "x"},
    ],
)
def test_another_sites_form_does_nothing(
    centre: RunningCentre, hall: Door, headers: dict[str, str]
) -> None:
    phone = hall.phone(hall.ticket())
    assert phone.post("/leave", headers).status == 403
    assert happened(centre, "TicketCancelled") == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "null"},
        {"Origin": "http://molo.example:8400", "Host": "MOLO.example:8400"},
        {},
    ],
)
def test_our_own_form_is_known_over_plain_http_too(
    centre: RunningCentre, hall: Door, headers: dict[str, str]
) -> None:
    phone = hall.phone(hall.ticket())
    assert phone.post("/leave", headers).status == 303
    assert len(happened(centre, "TicketCancelled")) == 1


def test_a_full_disk_is_said_and_can_be_tried_again(centre: RunningCentre, hall: Door) -> None:
    tickets: list[Issued] = [hall.ticket() for _ in range(40)]
    phones = [hall.phone(ticket) for ticket in tickets]
    fill_disk(centre)
    full = next(p for p in phones if p.post("/leave").status == 503)
    page = full.post("/leave?lang=sw")
    assert (page.status, page.headers["retry-after"]) == (503, "1")
    assert "Diski" in page.text
    assert "Jaribu tena" in page.text
    assert "people ahead" in full.get().text or "You are next" in full.get().text
    free_disk(centre)
    assert "You have left the queue" in full.follow(full.post("/leave")).text
