"""What is wrong is told once, kept over a restart, and never lost to a disk that takes nothing."""

import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.centre.trouble_file import NAME, TroubleFile, over
from kiosk.centre.troubles import KEPT, Trouble, TroubleCode, Troubles
from kiosk.client.session import Session
from kiosk.domain.commands import Role
from tests.centre.running import RunningCentre
from tests.domain.hall import TEN

FULL, LOW, DROPPED = TroubleCode.DISK_FULL, TroubleCode.DISK_LOW, TroubleCode.READER_DROPPED


class Hands:
    """A clock somebody turns."""

    def __init__(self) -> None:
        self.at = TEN


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def troubles(hands: Hands) -> Troubles:
    return Troubles(now=lambda: hands.at)


def test_what_is_wrong_is_told_until_it_is_over_and_a_day_longer(
    troubles: Troubles, hands: Hands
) -> None:
    troubles.begin(FULL, free_bytes=17)
    hands.at += timedelta(minutes=3)
    troubles.begin(FULL, free_bytes=0)
    assert troubles.is_on(FULL)
    assert troubles.current == troubles.told
    assert [(t.since, t.until, t.facts) for t in troubles.told] == [(TEN, None, {"free_bytes": 17})]
    troubles.end(FULL)
    troubles.end(FULL)
    assert troubles.current == ()
    assert [(t.since, t.until) for t in troubles.told] == [(TEN, TEN + timedelta(minutes=3))]
    hands.at += timedelta(hours=24, seconds=1)
    assert troubles.told == ()


def test_two_of_a_code_are_told_apart(troubles: Troubles) -> None:
    troubles.begin(DROPPED, about="board-1")
    troubles.begin(DROPPED, about="board-2")
    troubles.end(DROPPED, about="board-1")
    assert [t.about for t in troubles.current] == ["board-2"]


def test_what_happens_again_and_again_is_counted_and_logged_once_a_minute(
    troubles: Troubles, hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(100):
        troubles.happened(DROPPED)
        hands.at += timedelta(seconds=1)
    assert [t.times for t in troubles.told] == [100]
    assert len(caplog.records) == 1
    hands.at += timedelta(minutes=2)
    troubles.happened(DROPPED)
    assert [t.times for t in troubles.told] == [1, 100]
    assert len(caplog.records) == 2


def test_so_many_are_remembered_and_no_more(troubles: Troubles) -> None:
    for n in range(3 * KEPT):
        troubles.happened(DROPPED, about=f"board-{n}")
    assert len(troubles.told) == KEPT
    assert troubles.told[0].about == f"board-{3 * KEPT - 1}"


def test_it_is_in_the_log_with_its_sentence(hands: Hands, caplog: pytest.LogCaptureFixture) -> None:
    troubles = Troubles(now=lambda: hands.at, says=lambda code: f"{code}!")
    with caplog.at_level(logging.INFO):
        troubles.begin(FULL, free_bytes=3)
        troubles.end(FULL)
    began, ended = caplog.records
    assert (began.levelname, began.getMessage()) == ("WARNING", "trouble_began")
    assert vars(began)["says"] == "DISK_FULL!"
    assert vars(began)["free_bytes"] == 3
    assert (ended.levelname, ended.getMessage()) == ("WARNING", "trouble_ended")


def test_the_file_is_kept_over_an_end_in_order_and_over_any_other(tmp_path: Path) -> None:
    trouble = Trouble(code=FULL, since=TEN)
    first = TroubleFile(tmp_path)
    assert (first.before, first.was_running) == ((), False)
    first.start()
    first.keep((trouble,))
    first.close()
    second = TroubleFile(tmp_path)
    assert (second.before, second.was_running) == ((trouble,), False)
    later = TEN + timedelta(hours=1)
    assert over(second.before, later)[0].until == later
    (tmp_path / NAME).write_bytes((tmp_path / NAME).read_bytes().replace(b"false", b"true"))
    assert TroubleFile(tmp_path).was_running


@pytest.mark.parametrize("text", [b"", b"[]", b"\x00", b'{"troubles": [{"code": "NEWER"}]}'])
def test_a_file_that_nobody_understands_is_begun_anew(tmp_path: Path, text: bytes) -> None:
    (tmp_path / NAME).write_bytes(text)
    assert TroubleFile(tmp_path).before == ()


def test_a_disk_that_takes_nothing_keeps_nobody(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()  # which no file replaces
    file = TroubleFile(tmp_path)
    file.start()
    file.keep(())
    file.close()
    assert [p.name for p in tmp_path.iterdir()] == [NAME]


def test_a_centre_that_was_killed_says_so_when_it_is_back(tmp_path: Path) -> None:
    with RunningCentre(tmp_path) as centre:
        centre.parts.troubles.begin(LOW)
    kept = json.loads((tmp_path / NAME).read_bytes())
    assert (kept["running"], [t["code"] for t in kept["troubles"]]) == (False, ["DISK_LOW"])
    (tmp_path / NAME).write_bytes(json.dumps({**kept, "running": True}).encode())
    with RunningCentre(tmp_path) as centre, centre.session(Role.BOARD) as board:
        told = json.loads(board.fetch("GET", "/health"))["troubles"]
    assert [t["code"] for t in told] == ["ENDED_UNTOLD", "DISK_LOW"]
    assert all(t["until"] for t in told)
    assert set(told[0]["say"]) == {"en", "sw"}
    with RunningCentre(tmp_path) as centre, Session(centre.url) as anybody:
        told = json.loads(anybody.fetch("GET", "/health"))["troubles"]
    assert [t["code"] for t in told] == ["ENDED_UNTOLD", "DISK_LOW"]
