"""A board speaks exactly what it shows, and shows what it speaks."""

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import QAbstractItemModel
from pytestqt.qtbot import QtBot

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commands import (
    CallNext,
    CancelTicket,
    IssueTicket,
    Recall,
    StartService,
    UndoCall,
)
from kiosk.domain.ids import CounterId, Language, ServiceId
from kiosk.speech.announcing import OLDEST_S, Call, Piece
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardMode, BoardSettings, BoardTimes
from kiosk.ui.board_zone import Zone
from tests.ui.hall_voice import Loudspeaker, NotingVoice
from tests.ui.scenes.board import Hall, catalogue

NEVER_S = 3600.0
AT_ONCE_S = 0.0
PAUSE_S = 0.05
WHOLE_HALL = Zone()

TIMES = BoardTimes(
    least_s=AT_ONCE_S, fresh_s=NEVER_S, turn_s=NEVER_S, page_s=NEVER_S, lost_s=AT_ONCE_S
)


class Spoken:
    """A hall's board with its voice, and all it was asked to say."""

    def __init__(self, hall: Hall, settings: BoardSettings) -> None:
        self.loudspeaker = Loudspeaker()
        self.voice = NotingVoice(self.loudspeaker)
        self.board = hall.screen(settings, voice=self.voice)

    @property
    def pieces(self) -> list[Piece]:
        """Everything that was begun."""
        return self.voice.pieces

    def end(self) -> None:
        """The loudspeaker has played what it was given."""
        self.loudspeaker.end()

    @property
    def said(self) -> list[tuple[str, str]]:
        """The number and the language of everything that was begun."""
        return self.voice.said

    @property
    def speaking(self) -> bool:
        return self.loudspeaker.playing is not None


@pytest.fixture
def hall(qtbot: QtBot) -> Hall:
    opened = Hall(_zoned(catalogue()))
    opened.open_counters()
    return opened


def _zoned(centre: Catalogue) -> Catalogue:
    """The first three counters are downstairs, the others upstairs."""
    return replace(
        centre,
        counters=tuple(
            replace(counter, zone="downstairs" if place < 3 else "upstairs")
            for place, counter in enumerate(centre.counters)
        ),
    )


def _board(
    hall: Hall,
    times: BoardTimes = TIMES,
    *,
    zone: Zone = WHOLE_HALL,
    mode: BoardMode = BoardMode.CALLS,
) -> Spoken:
    return Spoken(hall, BoardSettings(times=times, zone=zone, mode=mode))


def _numbers(board: BoardScreen) -> list[object]:
    rows = board.property("calls")
    assert isinstance(rows, QAbstractItemModel)
    names = {bytes(name.data()): role for role, name in rows.roleNames().items()}
    return [rows.data(rows.index(row, 0), names[b"number"]) for row in range(rows.rowCount())]


def test_a_call_is_spoken_in_the_visitors_language_and_then_in_the_others(hall: Hall) -> None:
    spoken = _board(hall)
    hall.order(IssueTicket(service=ServiceId("birth"), language=Language("en")))
    hall.order(CallNext(counter=hall.counter_of("birth")))

    assert spoken.said == [("F001", "en")]
    spoken.end()
    assert spoken.said == [("F001", "en"), ("F001", "sw")]
    assert spoken.pieces[0].first
    assert not spoken.pieces[1].first


def test_what_is_spoken_is_the_newest_for_as_long_as_it_is_spoken(hall: Hall, qtbot: QtBot) -> None:
    spoken = _board(hall)
    hall.call("id-lost")
    hall.call("sha-join")

    assert spoken.said == [("A001", "sw")]
    spoken.end()
    assert spoken.board.property("number") == "A001"
    assert _numbers(spoken.board) == ["A001", "H001"]
    spoken.end()

    qtbot.waitUntil(lambda: spoken.board.property("number") == "H001")
    assert spoken.said == [("A001", "sw"), ("A001", "en"), ("H001", "sw")]


def test_the_board_shows_every_call_at_the_moment_it_is_spoken(hall: Hall, qtbot: QtBot) -> None:
    spoken = _board(hall)
    for service in ("id-lost", "sha-join", "business-permit"):
        hall.call(service)

    while spoken.speaking:
        assert spoken.board.property("view") == "calls"
        assert spoken.board.property("fresh")
        assert spoken.board.property("number") == spoken.pieces[-1].call.number
        assert spoken.board.property("counter") == spoken.pieces[-1].call.label
        spoken.end()
        qtbot.wait(1)

    assert [number for number, language in spoken.said if language == "sw"] == [
        "A001",
        "H001",
        "X001",
    ]


def test_a_recall_is_spoken_as_one(hall: Hall, qtbot: QtBot) -> None:
    spoken = _board(hall)
    counter = hall.call("id-lost")
    spoken.end()
    spoken.end()

    hall.order(Recall(counter=counter))

    qtbot.waitUntil(lambda: spoken.speaking)
    assert spoken.pieces[-1].call.nth == 2
    assert spoken.board.property("again") == 2


def test_a_call_undone_while_it_is_spoken_falls_silent(hall: Hall) -> None:
    spoken = _board(hall)
    counter = hall.call("id-lost")

    hall.order(UndoCall(counter=counter))

    assert not spoken.speaking
    assert _numbers(spoken.board) == []


@pytest.mark.parametrize("end", ["undone", "cancelled", "answered"])
def test_a_call_that_ended_before_its_turn_is_not_spoken(
    hall: Hall, qtbot: QtBot, end: str
) -> None:
    spoken = _board(hall)
    hall.call("id-lost")
    counter = hall.call("sha-join")
    ticket = hall.station.mirror.floor.counter(counter).ticket
    assert ticket is not None
    if end == "undone":
        hall.order(UndoCall(counter=counter))
    elif end == "cancelled":
        hall.order(CancelTicket(ticket=ticket))
    else:
        hall.order(StartService(counter=counter))
    hall.call("business-permit")
    spoken.end()
    spoken.end()

    qtbot.waitUntil(lambda: spoken.board.property("number") == "X001")
    assert "H001" not in [number for number, _ in spoken.said]


def test_a_board_that_loses_its_centre_falls_silent_and_says_nothing_old_when_it_is_back(
    hall: Hall, qtbot: QtBot
) -> None:
    spoken = _board(hall, replace(TIMES, fresh_s=PAUSE_S))
    hall.call("id-lost")
    hall.call("sha-join")

    hall.station.cut()
    qtbot.waitUntil(lambda: spoken.board.property("view") == "lost")
    assert not spoken.speaking
    hall.call("business-permit")
    hall.station.advance((OLDEST_S + 1) / 60)
    hall.station.catch_up()

    assert spoken.board.property("view") == "calls"
    assert _numbers(spoken.board) == ["X001", "H001", "A001"]
    qtbot.waitUntil(lambda: not spoken.board.property("fresh"))
    assert not spoken.speaking
    assert spoken.said == [("A001", "sw")]


@pytest.mark.parametrize("road", ["a new floor", "the feed goes on"])
def test_what_was_called_a_moment_ago_is_spoken_when_the_centre_is_back(
    hall: Hall, qtbot: QtBot, road: str
) -> None:
    spoken = _board(hall)
    hall.station.cut()
    qtbot.waitUntil(lambda: spoken.board.property("view") == "lost")
    hall.call("business-permit")
    hall.station.advance((OLDEST_S - 1) / 60)

    if road == "a new floor":
        hall.station.mend()
    else:
        hall.station.catch_up()

    assert spoken.said == [("X001", "sw")]
    assert spoken.board.property("number") == "X001"


def test_a_call_that_has_waited_too_long_is_not_spoken_and_stands_out(
    hall: Hall, qtbot: QtBot
) -> None:
    spoken = _board(hall)
    hall.call("id-lost")
    hall.call("sha-join")
    hall.station.advance((OLDEST_S + 1) / 60)
    hall.call("business-permit")
    spoken.end()

    qtbot.waitUntil(lambda: spoken.board.property("number") == "X001")
    assert spoken.said == [("A001", "sw"), ("X001", "sw")]
    assert _numbers(spoken.board) == ["X001", "H001", "A001"]
    rows = spoken.board.property("calls").rows
    assert [row.fresh for row in rows] == [True, True, True]


def test_a_board_says_nothing_of_what_was_called_before_it_started(hall: Hall) -> None:
    hall.call("id-lost")

    spoken = _board(hall)

    assert spoken.said == []
    assert spoken.board.property("number") == "A001"


def test_a_floor_that_is_fetched_anew_lets_the_voice_finish_and_repeats_nothing(
    hall: Hall,
) -> None:
    spoken = _board(hall)
    hall.call("id-lost")

    hall.station.mend()

    assert spoken.speaking
    spoken.end()
    spoken.end()
    assert spoken.said == [("A001", "sw"), ("A001", "en")]


@pytest.mark.parametrize(
    "zone", [Zone(zones=("upstairs",)), Zone(counters=("4", "5", "6"))], ids=["zone", "counters"]
)
def test_calls_of_other_zones_are_neither_shown_nor_spoken(hall: Hall, zone: Zone) -> None:
    other = hall.call("id-lost")
    spoken = _board(hall, zone=zone)

    hall.order(Recall(counter=other))
    hall.call("sha-join")
    hall.order(Recall(counter=other))

    assert other == CounterId("3")
    assert _numbers(spoken.board) == ["H001"]
    assert spoken.said == [("H001", "sw")]


def test_a_zone_that_no_counter_is_in_shows_every_call_and_is_logged(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    spoken = _board(hall, zone=Zone(zones=("upstair",)))

    hall.call("id-lost")

    assert _numbers(spoken.board) == ["A001"]
    assert [record.message for record in caplog.records] == ["board_zone_unknown"]


def test_a_board_of_queues_speaks_no_calls(hall: Hall) -> None:
    spoken = _board(hall, mode=BoardMode.INFO)

    hall.call("id-lost")

    assert spoken.said == []


def test_a_board_in_turns_shows_calls_for_as_long_as_it_speaks(hall: Hall, qtbot: QtBot) -> None:
    times = replace(TIMES, fresh_s=AT_ONCE_S, turn_s=AT_ONCE_S)
    spoken = _board(hall, times, mode=BoardMode.BOTH)
    hall.call("id-lost")

    qtbot.wait(30)
    assert spoken.board.property("view") == "calls"
    # Turns of no length: whoever looks now and then may always see the same one.
    views: list[object] = []
    spoken.board.viewChanged.connect(lambda: views.append(spoken.board.property("view")))
    spoken.end()
    assert views == []
    spoken.end()
    qtbot.waitUntil(lambda: "info" in views)


def test_a_voice_that_hangs_does_not_hold_up_the_calls(
    hall: Hall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = _board(hall, replace(TIMES, hanging_s=PAUSE_S))
    monkeypatch.setattr(spoken.voice, "seconds", lambda _: 0.0)
    hall.call("id-lost")
    hall.call("sha-join")

    qtbot.waitUntil(lambda: spoken.board.property("number") == "H001")


def test_a_loudspeaker_that_was_pulled_out_is_tried_again_and_not_waited_for(
    hall: Hall, qtbot: QtBot
) -> None:
    spoken = _board(hall)
    spoken.loudspeaker.heard = False
    hall.call("id-lost")
    hall.call("sha-join")
    qtbot.waitUntil(lambda: spoken.board.property("number") == "H001")

    spoken.loudspeaker.heard = True
    hall.call("business-permit")
    qtbot.waitUntil(lambda: spoken.board.property("number") == "X001")
    spoken.end()

    assert spoken.said == [("A001", "sw"), ("H001", "sw"), ("X001", "sw"), ("X001", "en")]


def test_a_loudspeaker_pulled_out_in_the_middle_of_a_call_does_not_hold_up_the_next(
    hall: Hall, qtbot: QtBot
) -> None:
    spoken = _board(hall)
    hall.call("id-lost")
    hall.call("sha-join")
    qtbot.wait(1)
    spoken.loudspeaker.heard = False
    spoken.end()

    qtbot.waitUntil(lambda: spoken.board.property("number") == "H001")
    assert spoken.said == [("A001", "sw"), ("A001", "en"), ("H001", "sw")]


def test_nothing_of_class_or_priority_can_be_heard(hall: Hall) -> None:
    spoken = _board(hall)
    hall.order(IssueTicket(service=ServiceId("id-lost"), language=Language("en"), priority=True))
    hall.call("id-lost")

    assert spoken.said == [("A001", "en")]
    assert {field.name for field in fields(Call)} == {
        "ticket",
        "number",
        "counter",
        "label",
        "nth",
        "languages",
        "made_s",
    }
