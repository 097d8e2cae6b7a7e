"""A device and its centre, through every way a road can fail."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.link import Answer, Link
from tests.ui.fake_centre import FakeCentre


@dataclass
class Place:
    """How far the mirror of this test has come."""

    seq: int = 0
    epoch: str | None = None


class Heard:
    """Everything a link told, in order."""

    def __init__(self, link: Link, place: Place) -> None:
        self.told: list[str] = []
        self.lines: list[bytes] = []
        self._place = place
        link.catalogueArrived.connect(lambda _: self.told.append("catalogue"))
        link.floorArrived.connect(self._floor)
        link.eventArrived.connect(self.lines.append)
        link.onlineChanged.connect(lambda on: self.told.append("online" if on else "offline"))
        link.tokenRejected.connect(lambda: self.told.append("rejected"))

    def _floor(self, _body: bytes) -> None:
        self.told.append("floor")
        self._place.seq, self._place.epoch = 5, "e1"


@pytest.fixture
def centre() -> Iterator[FakeCentre]:
    fake = FakeCentre()
    yield fake
    fake.close()


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def link(qapp: object, centre: FakeCentre, place: Place) -> Iterator[Link]:
    link = Link(centre.url, cursor=place, token="secret", silence_s=0.3, chance=lambda: 0.05)
    yield link
    link.stop()


@pytest.fixture
def heard(link: Link, place: Place) -> Heard:
    return Heard(link, place)


def follow(qtbot: QtBot, centre: FakeCentre, link: Link) -> None:
    before = len(centre.mood.feeds)
    link.start()
    qtbot.waitUntil(lambda: len(centre.mood.feeds) > before)
    centre.say(b": alive\n\n")
    qtbot.waitUntil(lambda: link.online)


def test_a_start_fetches_catalogue_and_floor_and_then_follows_from_there(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    follow(qtbot, centre, link)
    assert heard.told == ["catalogue", "floor", "online"]
    assert centre.paths() == ["/catalogue", "/floor", "/feed"]
    feed = centre.last("/feed").headers
    assert feed["last-event-id"] == "5"
    assert feed["foleni-epoch"] == "e1"
    assert feed["authorization"] == "Bearer secret"


def test_an_event_arrives_as_its_exact_line(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    follow(qtbot, centre, link)
    centre.say(b'id: 6\ndata: {"seq":6}\n')
    centre.say(b"\n")
    qtbot.waitUntil(lambda: heard.lines == [b'{"seq":6}'])


def test_a_feed_that_ends_is_resumed_after_the_last_event(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard, place: Place
) -> None:
    follow(qtbot, centre, link)
    place.seq = 8
    centre.hang_up()
    qtbot.waitUntil(lambda: len(centre.mood.feeds) == 2)
    assert "offline" in heard.told
    assert centre.last("/feed").headers["last-event-id"] == "8"
    assert centre.paths().count("/floor") == 1


def test_a_centre_that_went_over_to_another_catalogue_is_asked_for_it(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    centre.mood.tells_catalogue = True
    follow(qtbot, centre, link)
    assert heard.told == ["catalogue", "floor", "online"]
    centre.mood.catalogue = b'{"groups": [1]}'
    centre.hang_up()
    qtbot.waitUntil(lambda: len(centre.mood.feeds) == 2)
    centre.say(b": alive\n\n")
    qtbot.waitUntil(lambda: len(centre.mood.feeds) == 3)
    centre.say(b": alive\n\n")
    qtbot.waitUntil(lambda: link.online)
    assert heard.told[3:] == ["offline", "catalogue", "floor", "online"]
    assert centre.paths().count("/catalogue") == 2


def test_a_feed_that_falls_silent_is_dropped_and_resumed(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    follow(qtbot, centre, link)
    qtbot.waitUntil(lambda: len(centre.mood.feeds) == 2)
    assert heard.told[-1] == "offline"


def test_a_cursor_the_centre_does_not_know_fetches_the_floor_again(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    follow(qtbot, centre, link)
    centre.mood.feed_status = 410
    centre.hang_up()
    qtbot.waitUntil(lambda: centre.paths().count("/floor") >= 2)
    centre.mood.feed_status = 200
    qtbot.waitUntil(lambda: len(centre.mood.feeds) == 2)
    assert heard.told.count("floor") >= 2


def test_a_feed_of_another_epoch_fetches_the_floor_again(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    follow(qtbot, centre, link)
    centre.mood.epoch = "e2"
    centre.hang_up()
    qtbot.waitUntil(lambda: len(centre.mood.feeds) >= 2)
    centre.say(b'id: 1\ndata: {"seq":1}\n\n')
    qtbot.waitUntil(lambda: centre.paths().count("/floor") == 2)
    assert heard.lines == []


def test_a_mirror_that_lost_the_thread_fetches_the_floor_again(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    follow(qtbot, centre, link)
    link.eventArrived.connect(lambda _: link.resync())
    centre.say(b"data: 9\n\ndata: 10\n\n")
    qtbot.waitUntil(lambda: heard.told.count("floor") == 2)
    assert heard.lines == [b"9"]
    assert "offline" not in heard.told


def test_a_feed_of_endless_garbage_is_dropped(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    follow(qtbot, centre, link)
    centre.say(b"x" * 2_000_000)
    qtbot.waitUntil(lambda: "offline" in heard.told)
    qtbot.waitUntil(lambda: len(centre.mood.feeds) == 2)


def test_a_centre_that_cannot_answer_yet_is_asked_again(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    centre.mood.floor_status = 503
    link.start()
    qtbot.waitUntil(lambda: centre.paths().count("/floor") >= 3)
    centre.mood.floor_status = 200
    qtbot.waitUntil(lambda: len(centre.mood.feeds) == 1)


def test_a_rejected_token_is_told(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    centre.mood.feed_status = 401
    link.start()
    qtbot.waitUntil(lambda: "rejected" in heard.told)


def test_a_command_is_sent_whole_and_its_answer_given_once(
    qtbot: QtBot, centre: FakeCentre, link: Link
) -> None:
    answers: list[Answer] = []
    link.send("/commands", b'{"id": "1"}', answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Answer(status=200, body=b'{"seq": 6}')]
    seen = centre.last("/commands")
    assert (seen.method, seen.body) == ("POST", b'{"id": "1"}')
    assert seen.headers["authorization"] == "Bearer secret"
    assert seen.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [400, 401, 403, 409, 413, 422, 429, 503])
def test_a_refusal_arrives_with_its_body(
    qtbot: QtBot, centre: FakeCentre, link: Link, status: int
) -> None:
    centre.mood.command_status = status
    answers: list[Answer] = []
    link.send("/commands", b"{}", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Answer(status=status, body=b'{"seq": 6}')]


def test_a_centre_that_is_not_there_answers_with_status_0(qapp: object, qtbot: QtBot) -> None:
    gone = FakeCentre()
    gone.close()
    link = Link(gone.url, cursor=Place())
    answers: list[Answer] = []
    link.send("/commands", b"{}", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Answer(status=0, body=b"")]


def test_a_centre_that_says_nothing_is_given_up_with_status_0(
    qtbot: QtBot, centre: FakeCentre, place: Place
) -> None:
    centre.mood.command_answers = False
    link = Link(centre.url, cursor=place, answer_timeout_s=0.2)
    answers: list[Answer] = []
    link.send("/commands", b"{}", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Answer(status=0, body=b"")]


def test_a_device_asks_to_be_admitted_by_role_and_name(
    qtbot: QtBot, centre: FakeCentre, link: Link
) -> None:
    answers: list[Answer] = []
    link.enrol("kiosk", "door", answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert centre.last("/enrol").body == b'{"role": "kiosk", "name": "door"}'


def test_a_stopped_link_lets_go_of_its_feed_and_stays_away(
    qtbot: QtBot, centre: FakeCentre, link: Link, heard: Heard
) -> None:
    follow(qtbot, centre, link)
    answers: list[Answer] = []
    centre.mood.command_answers = False
    link.send("/commands", b"{}", answers.append)
    link.stop()
    assert heard.told[-1] == "offline"
    assert answers == []
