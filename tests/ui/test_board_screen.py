"""What a board shows, and for how long."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel
from pytestqt.qtbot import QtBot

from kiosk.domain.commands import (
    CancelTicket,
    HoldTicket,
    IssueTicket,
    MarkNoShow,
    Recall,
    RestoreService,
    Role,
    StartService,
    SuspendService,
    TransferTicket,
    UndoCall,
)
from kiosk.domain.ids import CounterId, Language, ServiceId
from kiosk.ui.board_screen import BoardScreen
from kiosk.ui.board_settings import BoardMode, BoardSettings, BoardTimes
from tests.ui.scenes.board import MORNING, Hall, catalogue

NEVER_S = 3600.0
AT_ONCE_S = 0.0
PAUSE_S = 0.05

CALM = BoardTimes(least_s=NEVER_S, fresh_s=NEVER_S, turn_s=NEVER_S, page_s=NEVER_S, lost_s=NEVER_S)
"""Nothing happens by itself; each test lets one thing happen."""


@pytest.fixture
def hall(qtbot: QtBot) -> Hall:
    opened = Hall(catalogue())
    opened.open_counters()
    return opened


def _board(hall: Hall, times: BoardTimes = CALM, mode: BoardMode = BoardMode.CALLS) -> BoardScreen:
    return hall.screen(BoardSettings(times=times, mode=mode))


def _column(board: BoardScreen, model: str, field: str) -> list[object]:
    rows = board.property(model)
    assert isinstance(rows, QAbstractItemModel)
    role = next(
        number for number, name in rows.roleNames().items() if bytes(name.data()) == field.encode()
    )
    return [rows.data(rows.index(row, 0), role) for row in range(rows.rowCount())]


def _numbers(board: BoardScreen) -> list[object]:
    return _column(board, "calls", "number")


def test_a_call_is_shown_at_once_with_its_counter(hall: Hall) -> None:
    board = _board(hall)

    hall.call("business-permit")

    assert (board.property("number"), board.property("counter")) == ("X001", "15")
    assert board.property("fresh")


def test_a_board_that_starts_late_shows_the_last_five_calls_newest_first(hall: Hall) -> None:
    for service in ("id-lost", "nssf-join", "birth", "sha-join", "kra-pin", "business-permit"):
        hall.call_and_start(service)
        hall.station.advance(1)

    board = _board(hall)

    assert _numbers(board) == ["X001", "L001", "H001", "F001", "R001"]
    assert not board.property("fresh")


def test_calls_of_the_same_moment_are_each_the_newest_for_a_while(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, least_s=PAUSE_S))
    newest: dict[object, None] = {}
    board.callsChanged.connect(lambda: newest.setdefault(board.property("number")))

    for service in ("id-lost", "sha-join", "business-permit"):
        hall.call(service)

    assert list(newest) == ["A001"]
    qtbot.waitUntil(lambda: board.property("number") == "X001")
    assert list(newest) == ["A001", "H001", "X001"]
    assert _column(board, "calls", "fresh") == [True, True, True]


def test_a_call_made_while_another_is_new_stands_behind_it_at_once(hall: Hall) -> None:
    board = _board(hall)
    hall.call_and_start("nssf-join")

    hall.call("id-lost")
    hall.call("sha-join")

    assert _numbers(board) == ["R001", "H001", "A001"]
    assert _column(board, "calls", "fresh") == [True, True, True]


def test_calls_still_to_come_leave_room_for_the_last_one(hall: Hall) -> None:
    for service in ("nssf-join", "birth", "kra-pin"):
        hall.call_and_start(service)
        hall.station.advance(1)
    board = _board(hall)

    for service in ("id-lost", "sha-join", "business-permit", "collect-id", "birth"):
        hall.call(service)
        hall.order(MarkNoShow(counter=hall.counter_of(service)))

    assert _numbers(board) == ["A001", "W001", "X001", "H001", "L001"]


def test_a_call_answered_while_it_waited_takes_its_place_without_a_moment(
    hall: Hall, qtbot: QtBot
) -> None:
    board = _board(hall, replace(CALM, least_s=PAUSE_S))
    hall.call("id-lost")
    hall.call_and_start("sha-join")
    hall.call("business-permit")

    with qtbot.waitSignal(board.callsChanged):
        assert board.property("number") == "A001"

    assert _numbers(board) == ["X001", "H001", "A001"]


def test_a_call_stands_out_for_its_time_and_then_calmly_stays(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, fresh_s=PAUSE_S))
    hall.call("id-lost")

    qtbot.waitUntil(lambda: not board.property("fresh"))

    assert board.property("number") == "A001"


def test_a_recall_comes_back_as_the_newest_and_is_said_until_the_visitor_is_there(
    hall: Hall, qtbot: QtBot
) -> None:
    board = _board(hall, replace(CALM, least_s=AT_ONCE_S))
    counter = hall.call("id-lost")
    hall.call("sha-join")
    hall.order(Recall(counter=counter))

    qtbot.waitUntil(lambda: board.property("again") == 2)
    assert _numbers(board) == ["A001", "H001"]

    hall.order(StartService(counter=counter))
    assert board.property("again") == 0


def test_an_undone_call_vanishes(hall: Hall) -> None:
    board = _board(hall)
    counter = hall.call("id-lost")

    hall.order(UndoCall(counter=counter))

    assert _numbers(board) == []
    assert board.property("number") == ""


def test_a_call_undone_while_it_waited_is_never_shown(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, least_s=PAUSE_S))
    hall.call("id-lost")
    mistaken = hall.call("sha-join")
    hall.call("business-permit")

    hall.order(UndoCall(counter=mistaken))

    qtbot.waitUntil(lambda: board.property("number") == "X001")
    assert _numbers(board) == ["X001", "A001"]


def test_a_cancelled_ticket_vanishes(hall: Hall) -> None:
    board = _board(hall)
    counter = hall.call("id-lost")
    ticket = hall.station.mirror.floor.counter(counter).ticket
    assert ticket is not None

    hall.order(CancelTicket(ticket=ticket))

    assert _numbers(board) == []


def test_a_transferred_ticket_no_longer_points_to_the_old_counter(hall: Hall) -> None:
    board = _board(hall)
    counter = hall.call("id-lost")

    hall.order(TransferTicket(counter=counter, service=ServiceId("birth")))

    assert _numbers(board) == []


@pytest.mark.parametrize("end", [MarkNoShow, StartService, HoldTicket])
def test_a_call_stays_until_newer_ones_displace_it(
    hall: Hall, end: type[MarkNoShow | StartService | HoldTicket]
) -> None:
    board = _board(hall)
    counter = hall.call("id-lost")
    reason = hall.catalogue.hold_reasons[0].id

    if end is HoldTicket:
        hall.order(HoldTicket(counter=counter, reason=reason))
    elif end is MarkNoShow:
        hall.order(MarkNoShow(counter=counter))
    else:
        hall.order(StartService(counter=counter))

    assert _numbers(board) == ["A001"]


def test_the_last_calls_stay_for_as_long_as_no_newer_ones_come(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, least_s=AT_ONCE_S, fresh_s=AT_ONCE_S))
    for service in ("nssf-join", "birth", "id-lost", "sha-join", "business-permit"):
        hall.call_and_start(service)
    qtbot.waitUntil(lambda: not board.property("fresh"))
    called = _numbers(board)

    hall.station.advance(10)
    hall.come("id-first")

    assert len(called) == 5
    assert _numbers(board) == called


def test_nothing_of_class_or_priority_is_shown(hall: Hall) -> None:
    board = _board(hall)
    wanted = IssueTicket(service=ServiceId("id-lost"), language=Language("en"), priority=True)
    hall.order(wanted)
    hall.call("id-lost")

    assert _numbers(board) == ["A001"]
    rows = board.property("calls")
    assert {bytes(name.data()) for name in rows.roleNames().values()} == {
        b"number",
        b"counter",
        b"fresh",
    }


def test_calls_and_queues_take_turns(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, turn_s=PAUSE_S), BoardMode.BOTH)
    assert board.property("view") == "calls"

    qtbot.waitUntil(lambda: board.property("view") == "info")
    qtbot.waitUntil(lambda: board.property("view") == "calls")


def test_a_new_call_takes_the_board_from_the_queues_and_keeps_it(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, turn_s=AT_ONCE_S, fresh_s=PAUSE_S), BoardMode.BOTH)
    with qtbot.waitSignal(board.viewChanged):
        pass
    assert board.property("view") == "info"

    hall.call("id-lost")

    assert board.property("view") == "calls"
    views: list[object] = []
    board.viewChanged.connect(
        lambda: views.append((board.property("view"), board.property("fresh")))
    )
    # Afterwards the turns come faster than anybody looks.
    qtbot.waitUntil(lambda: bool(views))
    assert views[0] == ("info", False)


def test_a_board_of_queues_never_shows_calls(hall: Hall) -> None:
    board = _board(hall, mode=BoardMode.INFO)

    hall.call("id-lost")

    assert board.property("view") == "info"


def test_queues_say_who_waits_and_a_range_of_minutes(hall: Hall) -> None:
    hall.come("id-lost", times=3)
    board = _board(hall, mode=BoardMode.INFO)

    assert _column(board, "queues", "letter")[0] == "A"
    assert _column(board, "queues", "first")[0] == "Kitambulisho"
    assert _column(board, "queues", "others")[0] == "National ID"
    assert _column(board, "queues", "waiting")[0] == 3
    assert "–" in str(_column(board, "queues", "minutes")[0])


def test_no_wait_is_told_more_exactly_than_it_is_known(hall: Hall) -> None:
    hall.come("id-lost", times=120)
    board = _board(hall, mode=BoardMode.INFO)

    minutes = _column(board, "queues", "minutes")
    assert minutes[0] == "> 90"
    assert "< 5" in minutes


def test_a_queue_nobody_serves_has_no_minutes(qtbot: QtBot) -> None:
    board = _board(Hall(catalogue()), mode=BoardMode.INFO)

    assert set(_column(board, "queues", "minutes")) == {""}


def test_queues_are_counted_anew_when_somebody_comes(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, waits_s=AT_ONCE_S), BoardMode.INFO)

    hall.come("id-lost", times=2)

    qtbot.waitUntil(lambda: _column(board, "queues", "waiting")[0] == 2)


def test_more_queues_than_fit_come_page_by_page(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, page_s=PAUSE_S), BoardMode.INFO)
    first = _column(board, "queues", "letter")
    assert board.property("pages") == 2

    qtbot.waitUntil(lambda: board.property("page") == 1)
    second = _column(board, "queues", "letter")

    assert [*first, *second] == [queue.letter for queue in hall.catalogue.queues]
    qtbot.waitUntil(lambda: board.property("page") == 0)


def test_a_board_that_lost_its_centre_says_so_and_since_when(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, lost_s=AT_ONCE_S))
    hall.call("id-lost")

    hall.station.cut()

    qtbot.waitUntil(lambda: board.property("view") == "lost")
    assert board.property("knownAt") == "10:24"


def test_what_happened_meanwhile_is_shown_when_the_centre_is_back(hall: Hall, qtbot: QtBot) -> None:
    board = _board(hall, replace(CALM, lost_s=AT_ONCE_S))
    hall.call_and_start("id-lost")
    hall.station.cut()
    qtbot.waitUntil(lambda: board.property("view") == "lost")
    hall.station.advance(2)
    hall.call("sha-join")

    hall.station.mend()

    assert board.property("view") == "calls"
    assert board.property("number") == "H001"
    assert board.property("fresh")


def test_a_centre_that_never_answered_is_lost_too(qtbot: QtBot) -> None:
    hall = Hall(catalogue())
    hall.station.ready = hall.station.online = False
    board = _board(hall, replace(CALM, starting_s=AT_ONCE_S))
    assert board.property("view") == "starting"

    qtbot.waitUntil(lambda: board.property("view") == "lost")

    hall.station.ready = True
    hall.station.mend()
    assert board.property("view") == "calls"


def test_after_hours_the_board_says_closed_once_everybody_was_served(qtbot: QtBot) -> None:
    hall = Hall(catalogue(), MORNING.replace(hour=16, minute=30))
    hall.open_counters()
    board = _board(hall, replace(CALM, fresh_s=AT_ONCE_S))
    counter = hall.call("id-lost")
    hall.station.advance(60)
    qtbot.waitUntil(lambda: not board.property("fresh"))
    assert board.property("view") == "calls"

    hall.order(MarkNoShow(counter=counter))

    assert board.property("view") == "closed"
    assert (board.property("opensDay"), board.property("opensTime")) == ("2026-11-23", "08:00")


def test_a_sample_centre_is_never_closed_and_says_that_it_is_one(qtbot: QtBot) -> None:
    board = _board(Hall(catalogue(sample=True), MORNING.replace(hour=22)))

    assert board.property("view") == "calls"
    assert board.property("sample")


def test_a_counter_the_catalogue_does_not_know_is_called_by_its_id(hall: Hall) -> None:
    board = _board(hall)
    known = hall.station.mirror.catalogue
    assert known is not None
    hall.station.mirror.catalogue = replace(known, counters=())

    hall.call("id-lost")

    assert board.property("counter") == CounterId("3")


def test_the_clock_of_the_board_follows_the_centre(hall: Hall) -> None:
    board = _board(hall)
    assert board.property("time") == "10:24"

    hall.station.advance(5)
    hall.station.order(Role.KIOSK, IssueTicket(service=ServiceId("birth"), language=Language("sw")))

    assert board.property("time") == "10:29"


def test_a_queue_that_head_office_stopped_says_so_and_why_in_both_languages(qtbot: QtBot) -> None:
    hall = Hall(catalogue())
    services = hall.catalogue.services_of_queue[hall.catalogue.queues[0].id]
    for each in services[:-1]:
        hall.station.order(Role.HUB, SuspendService(service=each, reason="system-down"))
    assert _queues(_board(hall, mode=BoardMode.INFO))[0]["stopped"] is False
    last = SuspendService(service=services[-1], reason="system-down")
    hall.station.order(Role.HUB, last)
    first = _queues(_board(hall, mode=BoardMode.INFO))[0]
    assert first["stopped"] is True
    assert first["others"] == "mfumo wa shirika haufanyi kazi\nthe agency's system is down"
    hall.station.order(Role.HUB, RestoreService(service=services[0]))
    hall.station.order(Role.HUB, SuspendService(service=services[-1], reason="no-staff"))
    assert _queues(_board(hall, mode=BoardMode.INFO))[0]["stopped"] is False
    hall.station.order(Role.HUB, SuspendService(service=services[0], reason="system-down"))
    mixed = _queues(_board(hall, mode=BoardMode.INFO))[0]
    assert (mixed["stopped"], mixed["others"]) == (True, "")


def _queues(board: BoardScreen) -> list[dict[str, object]]:
    model = board.property("queues")
    assert isinstance(model, QAbstractItemModel)
    names = {role: bytes(name.data()).decode() for role, name in model.roleNames().items()}
    return [
        {name: model.index(row, 0).data(role) for role, name in names.items()}
        for row in range(model.rowCount())
    ]
