"""A device believes its own centre alone, and finds it where it has gone to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.client.pinning import Authority, PlainRoad
from kiosk.ui.link import Answer, Link
from tests.client.certificates import made_authority
from tests.ui.fake_centre import FakeCentre
from tests.ui.test_link import Heard, Place

LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)
OURS = Authority(der=made_authority().der)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[FakeCentre]:
    fake = FakeCentre(tls=made_authority().serving(tmp_path))
    yield fake
    fake.close()


@pytest.fixture
def strange(tmp_path: Path) -> Iterator[FakeCentre]:
    fake = FakeCentre(tls=made_authority("THIKA").serving(tmp_path / "strange"))
    yield fake
    fake.close()


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def link(qapp: object, place: Place) -> Iterator[Link]:
    link = Link("", cursor=place, token="secret", silence_s=5, chance=lambda: 0.01)
    yield link
    link.stop()


def follow(qtbot: QtBot, centre: FakeCentre, link: Link) -> None:
    before = len(centre.mood.feeds)
    link.start()
    qtbot.waitUntil(lambda: len(centre.mood.feeds) > before)
    centre.say(b": alive\n\n")
    qtbot.waitUntil(lambda: link.online)


def test_a_pinned_centre_is_followed_over_tls(
    qtbot: QtBot, centre: FakeCentre, link: Link, place: Place
) -> None:
    heard = Heard(link, place)
    link.instance = "i-1"
    link.go_to(centre.url, OURS)
    follow(qtbot, centre, link)
    centre.say(b'id: 6\ndata: {"seq":6}\n\n')
    qtbot.waitUntil(lambda: heard.lines == [b'{"seq":6}'])
    assert centre.last("/feed").headers["foleni-instance"] == "i-1"
    assert centre.last("/feed").headers["authorization"] == "Bearer secret"


def test_a_stranger_at_its_address_hears_nothing_and_is_told_of(
    qtbot: QtBot, strange: FakeCentre, link: Link
) -> None:
    link.go_to(strange.url, OURS)
    with qtbot.waitSignal(link.strangerMet):
        link.start()
    answers: list[Answer] = []
    link.send("/commands", b"{}", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Answer(status=0, body=b"")]
    assert strange.mood.seen == []
    assert not link.online


def test_a_stopped_clock_makes_no_stranger_of_our_centre(
    qtbot: QtBot, link: Link, tmp_path: Path
) -> None:
    centre = FakeCentre(tls=made_authority().serving(tmp_path, until=LONG_AGO))
    link.go_to(centre.url, OURS)
    follow(qtbot, centre, link)
    link.stop()
    centre.close()


@pytest.mark.parametrize(
    ("authority", "name"), [("THIKA", "centre.foleni"), ("MOLO", "centre.example")]
)
def test_nor_does_it_make_our_centre_of_a_stranger(
    qtbot: QtBot, link: Link, tmp_path: Path, authority: str, name: str
) -> None:
    tls = made_authority(authority).serving(tmp_path, name=name, until=LONG_AGO)
    stranger = FakeCentre(tls=tls)
    link.go_to(stranger.url, OURS)
    with qtbot.waitSignal(link.strangerMet):
        link.start()
    assert stranger.mood.seen == []
    link.stop()
    stranger.close()


def test_without_an_authority_nothing_is_asked_over_tls(
    qtbot: QtBot, centre: FakeCentre, link: Link
) -> None:
    link.go_to(centre.url, None)
    link.start()
    answers: list[Answer] = []
    link.fetch("/floor", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Answer(status=0, body=b"")]
    assert centre.mood.seen == []


def test_plain_http_to_another_machine_is_refused_and_the_link_stays(
    qtbot: QtBot, centre: FakeCentre, link: Link
) -> None:
    link.go_to(centre.url, OURS)
    with pytest.raises(PlainRoad):
        link.go_to("http://192.0.2.7:8400", None)
    assert link.url == centre.url
    follow(qtbot, centre, link)


def test_it_goes_on_after_its_cursor_where_the_centre_has_gone_to(
    qtbot: QtBot, centre: FakeCentre, link: Link, place: Place, tmp_path: Path
) -> None:
    heard = Heard(link, place)
    link.go_to(centre.url, OURS)
    follow(qtbot, centre, link)
    centre.mood.command_answers = False
    answers: list[Answer] = []
    link.send("/commands", b"{}", answers.append)
    other = FakeCentre(tls=made_authority().serving(tmp_path / "other"))
    link.go_to(other.url, OURS)
    assert answers == [Answer(status=0, body=b"")]
    qtbot.waitUntil(lambda: bool(other.mood.feeds))
    other.say(b": alive\n\n")
    qtbot.waitUntil(lambda: link.online)
    assert heard.told[-2:] == ["offline", "online"]
    assert other.paths() == ["/feed"]
    link.stop()
    other.close()


def test_a_centre_that_was_taken_over_is_silent_for_whoever_has_met_the_other(
    qtbot: QtBot, centre: FakeCentre, link: Link, place: Place
) -> None:
    heard = Heard(link, place)
    centre.mood.term = "3"
    link.go_to(centre.url, OURS)
    with qtbot.waitSignal(link.termRose):
        follow(qtbot, centre, link)
    assert link.term == 3
    centre.mood.term = "2"
    with qtbot.waitSignal(link.outdatedMet):
        centre.hang_up()
        qtbot.waitUntil(lambda: len(centre.mood.feeds) == 2)
        centre.say(b": alive\n\n")
    assert heard.told[-1] == "offline"
    answers: list[Answer] = []
    link.send("/commands", b"{}", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0].status == 0
    assert centre.last("/commands").headers["foleni-term"] == "3"


@pytest.mark.parametrize("term", ["", "x", "-1", "3 ", "9" * 40])
def test_a_term_that_is_none_changes_nothing(
    qtbot: QtBot, centre: FakeCentre, link: Link, term: str
) -> None:
    centre.mood.term = term.strip()
    link.go_to(centre.url, OURS)
    follow(qtbot, centre, link)
    assert link.term in (0, 3)


def test_a_token_that_another_device_uses_is_told_of(
    qtbot: QtBot, centre: FakeCentre, link: Link
) -> None:
    centre.mood.feed_status = 409
    link.go_to(centre.url, OURS)
    with qtbot.waitSignal(link.twinMet):
        link.start()
