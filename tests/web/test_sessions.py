"""Sessions of pages: what opens one, what keeps it, and everything that ends it."""

import pytest

from kiosk.web.sessions import (
    LONGEST_S,
    MOST,
    MOST_OF_ONE,
    QUIET_S,
    Session,
    Sessions,
)


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(steady_s=clock)


def opened(sessions: Sessions, person: int = 1) -> str:
    return sessions.open(person, "W", "en")


def test_a_cookie_finds_its_session_and_is_kept_nowhere(sessions: Sessions) -> None:
    cookie = opened(sessions)
    session = sessions.find(cookie)
    assert isinstance(session, Session)
    assert session.person == 1
    assert len(cookie) >= 43, "256 bits"
    assert cookie not in repr(session)
    assert cookie != session.csrf


@pytest.mark.parametrize("cookie", ["", "x", "é" * 9, "a" * 10_000, "\ud800"])
def test_what_was_never_given_out_opens_nothing(sessions: Sessions, cookie: str) -> None:
    opened(sessions)
    assert sessions.find(cookie) is None


def test_quiet_for_half_an_hour_ends_it_and_doing_something_does_not(
    sessions: Sessions, clock: Clock
) -> None:
    cookie = opened(sessions)
    for _ in range(3):
        clock.now_s += QUIET_S - 1
        assert sessions.find(cookie) is not None
    clock.now_s += QUIET_S
    assert sessions.find(cookie) is None
    assert len(sessions) == 0


def test_a_page_that_renews_itself_keeps_nobody_signed_in(sessions: Sessions, clock: Clock) -> None:
    cookie = opened(sessions)
    for _ in range(5):
        clock.now_s += QUIET_S / 5 - 1
        assert sessions.find(cookie, by_itself=True) is not None
    clock.now_s += 5
    assert sessions.find(cookie, by_itself=True) is None


def test_after_a_days_work_it_ends_however_busy(sessions: Sessions, clock: Clock) -> None:
    cookie, began_s = opened(sessions), clock.now_s
    while clock.now_s - began_s < LONGEST_S - 60:
        clock.now_s += 60
        assert sessions.find(cookie) is not None
    clock.now_s += 60
    assert sessions.find(cookie) is None


def test_one_person_has_so_many_browsers_and_the_quietest_ends_first(
    sessions: Sessions, clock: Clock
) -> None:
    cookies = []
    for _ in range(MOST_OF_ONE):
        clock.now_s += 1
        cookies.append(opened(sessions))
    clock.now_s += 1
    assert sessions.find(cookies[0]) is not None
    others = opened(sessions, person=2)
    assert opened(sessions)
    assert sessions.find(cookies[1]) is None
    assert sessions.find(cookies[0]) is not None
    assert sessions.find(others) is not None


def test_there_is_a_limit_to_all_of_them(sessions: Sessions, clock: Clock) -> None:
    for person in range(3 * MOST):
        clock.now_s += 1
        opened(sessions, person)
    assert len(sessions) == MOST


def test_who_is_revoked_is_signed_out_everywhere(sessions: Sessions) -> None:
    mine, again, others = opened(sessions), opened(sessions), opened(sessions, person=2)
    sessions.end_of(1)
    assert [sessions.find(one) is None for one in (mine, again, others)] == [True, True, False]


def test_a_form_is_known_by_its_own_sessions_token_alone(sessions: Sessions) -> None:
    one, two = (sessions.find(opened(sessions)) for _ in range(2))
    assert one is not None
    assert two is not None
    assert one.is_its(one.csrf)
    for wrong in ("", two.csrf, one.csrf[:-1], one.csrf + "x", "é", "\ud800"):
        assert not one.is_its(wrong)
