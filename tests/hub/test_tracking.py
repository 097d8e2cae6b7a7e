"""A place in the queue by the slip's code, asked for at the hub from any network."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain import commands as c
from kiosk.domain.ids import TicketId
from kiosk.domain.ticket import TicketState
from kiosk.hub.store import HubStoreFailed
from kiosk.web.phone_asked import MISSES_BURST
from tests.domain.hall import ONE, Hall
from tests.hub.by_hand import CentreByHand
from tests.hub.server import TestServer
from tests.hub.stage import Stage, staged


@pytest.fixture(scope="module")
def stage(hub_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One hub for all: each test takes tickets of its own, and time goes on."""
    dsn = hub_server.fresh()
    with staged(dsn, tmp_path_factory.mktemp("stage") / "hub") as made:
        yield made
    hub_server.drop(dsn)


@pytest.fixture(autouse=True)
def later(stage: Stage) -> None:
    """No test waits for a limit that another has used up; the centre is there."""
    stage.later(70)
    stage.heard()


def taken(stage: Stage) -> tuple[TicketId, str, str]:
    """A ticket: its id, its number, and the path its slip's code leads to."""
    ticket, token = stage.ticket(number=len(stage.hall.journal))
    return ticket.ticket, ticket.number, f"/t/{token}"


def test_the_slips_code_shows_the_place_and_the_wait_that_the_centre_tells(stage: Stage) -> None:
    taken(stage)
    ticket, number, path = taken(stage)
    page = stage.citizen.get(path)
    assert number in page.text
    assert "Estimated wait: not known yet" in page.text
    assert stage.centre.tell().watched
    stage.centre.tell(waits=[(ticket, 300, 900)])
    told = stage.citizen.get(path.upper())
    assert "Estimated wait: 5–15 min" in told.text
    assert "Leave the queue" in told.text
    stage.later(61)
    assert not stage.centre.tell().watched


def test_it_follows_the_hall_call_by_call(stage: Stage) -> None:
    while stage.hall.floor.waiting_for(stage.hall.catalogue.service):
        stage.hall.serve()
    _, number, path = taken(stage)
    assert "You are next" in stage.citizen.get(path).text
    stage.as_staff(c.CallNext(counter=ONE))
    called = stage.citizen.get(path)
    assert "It is your turn" in called.text
    assert "Counter 1" in called.text
    stage.as_staff(c.StartService(counter=ONE))
    stage.as_staff(c.FinishService(counter=ONE))
    served = stage.citizen.get(path)
    assert "Your visit has ended" in served.text
    # Smileys belong to the centre: a face that nobody verifies there is worth nothing.
    assert "feedback" not in served.html
    assert 'name="smiley"' not in served.html
    assert stage.citizen.post(f"{path}/rate", {"smiley": "5"}).status == 404
    assert number in served.text


def test_a_poll_says_304_until_something_changes(stage: Stage) -> None:
    ticket, _, path = taken(stage)
    part = stage.citizen.get(f"{path}?part=now&lang=en")
    tag = {"If-None-Match": part.headers["etag"]}
    same = stage.citizen.get(f"{path}?part=now&lang=en", **tag)
    assert (same.status, same.body) == (304, b"")
    assert same.headers["foleni-time"] == f"{stage.hall.at:%H:%M}"
    taken(stage)
    assert stage.citizen.get(f"{path}?part=now&lang=en", **tag).status == 304
    stage.as_staff(c.CallTicket(counter=ONE, ticket=ticket))
    assert stage.citizen.get(f"{path}?part=now&lang=en", **tag).status == 200
    stage.as_staff(c.UndoCall(counter=ONE))


def test_programs_get_the_same_as_json(stage: Stage) -> None:
    _, number, path = taken(stage)
    data = json.loads(stage.citizen.get(f"{path}.json").body)
    assert (data["number"], data["state"], data["may_leave"]) == (number, "waiting", True)


def test_a_centre_that_was_not_heard_is_said_to_be_so_with_the_time_it_was(stage: Stage) -> None:
    ticket, _, path = taken(stage)
    stage.citizen.get(path)
    stage.centre.tell(waits=[(ticket, 300, 900)])
    since = f"{stage.hall.at:%H:%M}"
    stage.later(31)
    page = stage.citizen.get(path)
    assert f"We have not heard from this centre since {since}. What stands here" in page.text
    assert "not known yet" in page.text
    assert page.headers["foleni-time"] == since
    stage.later(24 * 3600)
    assert "since Friday 20 November, " in stage.citizen.get(path).text
    stage.heard()
    assert "not heard" not in stage.citizen.get(path).text


def test_who_leaves_is_asked_first_and_told_when_the_centre_has_done_it(stage: Stage) -> None:
    ticket, _, path = taken(stage)
    asked = stage.citizen.get(f"{path}/leave?lang=en")
    assert "Leave the queue?" in asked.text
    assert stage.hall.floor.tickets[ticket].state is TicketState.WAITING
    for _ in range(2):
        done = stage.citizen.post(f"{path}/leave", {})
        assert (done.status, done.headers["location"]) == (303, path)
    waits = stage.citizen.get(path)
    assert "You asked to leave the queue. The centre has not confirmed it yet." in waits.text
    assert not waits.links("/leave")
    assert stage.centre.obey() == 1
    assert "You have left the queue" in stage.citizen.get(path).text
    assert stage.citizen.post(f"{path}/leave", {}).status == 303
    assert stage.centre.obey() == 0


def test_a_form_of_another_site_or_of_nobody_does_nothing(stage: Stage) -> None:
    _, _, path = taken(stage)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        given = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        assert stage.citizen.ask("POST", f"{path}/leave", "", given).status == 403
    odd = {"Content-Type": "text/plain"}
    assert stage.citizen.ask("POST", f"{path}/leave", "x", odd).status == 422
    assert stage.centre.obey() == 0


@pytest.mark.parametrize(
    "token",
    [
        "TEST-AAAAAAAAAAAAAAAAAAAAAAAAAA",
        "NONE-AAAAAAAAAAAAAAAAAAAAAAAAAA",
        "TEST",
        "-",
        "TEST-..",
        "%00",
        "T" * 300,
        "TEST-%D9%A3",
    ],
)
def test_a_token_nobody_has_is_not_known_whatever_it_is(stage: Stage, token: str) -> None:
    page = stage.citizen.get(f"/t/{token}")
    assert page.status == 404
    assert "This ticket is not known here today" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["cache-control"] == "no-store"


def test_guessing_is_limited_by_address_and_nobody_else_notices(stage: Stage) -> None:
    guesser, other = stage.somebody("127.0.0.77"), stage.somebody("127.0.0.78")
    _, number, path = taken(stage)
    statuses = [guesser.get(f"/t/TEST-{n:026}").status for n in range(MISSES_BURST + 3)]
    assert statuses == [404] * MISSES_BURST + [429] * 3
    assert number in guesser.get(path).text
    assert other.get("/t/TEST-AAAA").status == 404


def test_another_centres_token_is_no_token_here(stage: Stage) -> None:
    _, _, path = taken(stage)
    assert stage.citizen.get(path.replace("TEST-", "NEST-")).status == 404


def test_while_the_database_is_gone_tickets_are_followed_and_the_rest_says_so_in_words(
    stage: Stage,
) -> None:
    _, number, path = taken(stage)
    assert stage.citizen.get(path).status == 200
    store = stage.hub.store
    working = store.reading, store.transaction

    def gone() -> None:
        raise HubStoreFailed("gone")

    stage.later(60)
    store.reading = store.transaction = gone  # type: ignore[method-assign,assignment]
    try:
        days = stage.citizen.get("/book/TEST/tax")
        phone = stage.citizen.get(path)
        leaves = stage.citizen.post(f"{path}/leave", {})
    finally:
        store.reading, store.transaction = working  # type: ignore[method-assign]
    assert (days.status, days.headers["retry-after"]) == (503, "1")
    assert "Try again" in days.text
    assert number in phone.text
    assert "We have not heard from this centre since" in phone.text
    assert leaves.status == 503
    assert "Try again" in leaves.text


def test_a_hub_that_starts_anew_finds_tickets_and_who_asked_to_leave(
    hub_dsn: str, tmp_path: Path
) -> None:
    with staged(hub_dsn, tmp_path / "hub") as stage:
        ticket, token = stage.ticket()
        stage.citizen.post(f"/t/{token}/leave", {})
        stage.restart()
        page = stage.citizen.get(f"/t/{token}")
        assert ticket.number in page.text
        assert "You asked to leave the queue." in page.text
        stage.centre.obey()
        assert "You have left the queue" in stage.citizen.get(f"/t/{token}").text


def test_two_centres_are_kept_apart(stage: Stage) -> None:
    other = CentreByHand(stage.hub, _other_hall())
    other.tell()
    stage.later(11)
    stage.heard()
    _, number, path = taken(stage)
    assert number in stage.citizen.get(path).text
    assert stage.citizen.get(path.replace("TEST", "NEXT")).status == 404


def _other_hall() -> Hall:
    hall = Hall()
    centre = replace(hall.catalogue.centre, code="NEXT")
    hall.catalogue = replace(hall.catalogue, centre=centre)
    hall.open()
    return hall
