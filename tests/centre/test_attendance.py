"""Each device follows once; a copy of it is turned away, and who was revoked is cut off."""

import json
from collections.abc import Iterator

import pytest

from kiosk.centre.attendance import Register, TokenInUse
from kiosk.client.session import CentreSaysNo, Session
from kiosk.domain.commands import IssueTicket, Role
from kiosk.domain.ids import DeviceId, Language, ServiceId
from kiosk.web.console_key import read_key
from tests.centre.running import RunningCentre

BOARD = DeviceId("board-1")


def registered() -> Register:
    return Register(wake=lambda: None)


def test_a_line_of_the_same_copy_replaces_the_one_that_was_cut() -> None:
    register = registered()
    first = register.begin(BOARD, instance="a", address="10.0.0.1")
    second = register.begin(BOARD, instance="a", address="10.0.0.2")
    assert (first.ended.is_set(), second.ended.is_set()) == (True, False)
    register.leave(first)
    assert register.follows(BOARD)
    register.leave(second)
    assert not register.follows(BOARD)


def test_another_copy_is_turned_away_while_the_first_follows() -> None:
    register = registered()
    first = register.begin(BOARD, instance="a", address="10.0.0.1")
    with pytest.raises(TokenInUse):
        register.begin(BOARD, instance="b", address="10.0.0.1")
    assert not first.ended.is_set()
    register.leave(first)
    register.begin(BOARD, instance="b", address="10.0.0.1")


def test_who_does_not_say_which_copy_it_is_is_told_by_its_address() -> None:
    register = registered()
    first = register.begin(BOARD, instance="", address="10.0.0.1")
    register.begin(BOARD, instance="", address="10.0.0.1")
    assert not first.ended.is_set()
    with pytest.raises(TokenInUse):
        register.begin(BOARD, instance="", address="10.0.0.2")
    with pytest.raises(TokenInUse):
        register.begin(BOARD, instance="a", address="10.0.0.2")


def test_a_thief_who_took_all_of_a_device_is_noticed_as_both_take_the_line_from_each_other() -> (
    None
):
    register = registered()
    register.begin(BOARD, instance="a", address="10.0.0.1")
    for n in range(3):
        register.begin(BOARD, instance="a", address=f"10.0.0.{2 - n % 2}")
    with pytest.raises(TokenInUse):
        register.begin(BOARD, instance="a", address="10.0.0.1")
    register.begin(BOARD, instance="a", address="10.0.0.2")


def test_a_copy_on_the_same_machine_is_noticed_as_both_take_the_line_all_the_time() -> None:
    now_s = 0.0
    register = Register(wake=lambda: None, steady_s=lambda: now_s)

    def take_it_all_the_time() -> None:
        nonlocal now_s
        for _ in range(240):
            now_s += 0.25
            register.begin(BOARD, instance="a", address="10.0.0.1")

    with pytest.raises(TokenInUse):
        take_it_all_the_time()
    assert register.follows(BOARD)


def test_a_device_on_a_bad_network_is_nobodys_copy() -> None:
    now_s = 0.0
    register = Register(wake=lambda: None, steady_s=lambda: now_s)
    for _ in range(2000):
        now_s += 1.8
        register.begin(BOARD, instance="a", address="10.0.0.1")
    assert register.follows(BOARD)


def test_another_device_is_nobodys_copy() -> None:
    register = registered()
    register.begin(BOARD, instance="a", address="10.0.0.1")
    register.begin(DeviceId("board-2"), instance="b", address="10.0.0.1")


@pytest.fixture
def board(centre: RunningCentre) -> Iterator[Session]:
    with centre.session(Role.BOARD) as session:
        session.instance = "mine"
        yield session


def test_a_copy_of_a_device_gets_409_and_the_centre_says_so(
    centre: RunningCentre, board: Session
) -> None:
    lines = board.follow(after=0)
    assert next(lines).seq == 1
    with Session(centre.url, token=board.token, instance="a copy") as copy:
        with pytest.raises(CentreSaysNo) as no:
            copy.follow()
        told = json.loads(copy.fetch("GET", "/health"))
    assert (no.value.status, json.loads(no.value.body)["error"]) == (409, "TOKEN_IN_USE")
    assert "TOKEN_IN_USE" in {each["code"] for each in told["troubles"]}
    lines.close()


def test_a_device_that_comes_back_gets_its_feed_and_the_old_line_ends(board: Session) -> None:
    before = board.follow(after=0)
    assert next(before).seq == 1
    after = board.follow(after=0)
    assert next(after).seq == 1
    assert list(before) == []


def test_a_revoked_device_hears_not_one_line_more(centre: RunningCentre, board: Session) -> None:
    lines = board.follow()
    key = read_key(centre.settings.data)
    assert key
    wish = json.dumps({"device": board.device}).encode()
    issue = IssueTicket(service=ServiceId("tax"), language=Language("en"))
    with Session(key.url, token=key.token) as console, centre.session(Role.KIOSK) as kiosk:
        assert console.ask("POST", "/revoke", wish)[0] == 200
        kiosk.send(issue)
        assert list(lines) == []
        assert board.ask("GET", "/floor")[0] == 401
