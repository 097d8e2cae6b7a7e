"""Being asked for money: told to the hub alone, and nobody can tell by whom."""

import json
from base64 import b64decode
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from pytestqt.qtbot import QtBot

from kiosk.domain.commands import AddReasons
from kiosk.domain.events import Entry, ReasonsAdded
from kiosk.ui.feedback_screen import FeedbackScreen, FeedbackTimes
from kiosk.ui.look import Look
from tests.ui.conftest import Opens
from tests.ui.page import Page
from tests.ui.scenes import feedback as scenes
from tests.ui.scenes.feedback import HUB, HUB_KEY, MORNING, SERVICE, Desk

NEVER_S = 3600.0
CALM = FeedbackTimes(thanks_s=NEVER_S, why_s=NEVER_S, armed_s=NEVER_S, lost_s=NEVER_S)
MONEY = 6
"""The last tile: the sample centre has five reasons of its own."""


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(hub_key=HUB_KEY)


def _page(open_page: Opens, flow: FeedbackScreen) -> Page:
    look = Look(diagonal_in=scenes.DIAGONAL_IN, double_press_ms=0, reduce_motion=True)
    return open_page(scenes.MODULE, size_px=(1280, 800), look=look, properties=scenes.shown(flow))


def opened(told: AddReasons) -> dict[str, object]:
    """What the hub reads of it."""
    assert told.sealed is not None
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
    info = b"foleni feedback 1 " + told.feedback.encode()
    found = json.loads(suite.decrypt(b64decode(told.sealed)[5:], HUB, info=info))
    assert isinstance(found, dict)
    return found


def complained(flow: FeedbackScreen, desk: Desk, *places: int, skip: bool = False) -> AddReasons:
    """What is told after a bad face, and these reasons."""
    flow.press(1)
    for place in places:
        flow.press(place)
    if skip:
        flow.skip()
    else:
        flow.send()
    told = desk.station.told[-1]
    assert isinstance(told, AddReasons)
    return told


def test_money_is_told_to_the_hub_and_the_rest_to_the_centre(open_page: Opens, desk: Desk) -> None:
    page = _page(open_page, desk.tablet(times=CALM))
    ticket = desk.serve("en")
    page.tap("face-1")
    assert page.shows("Asked for money? Nobody in this centre can read that answer.")
    assert page.accessible_name("reason-6") == "6: I was asked for money"
    page.tap("reason-1")
    page.tap("reason-6")

    page.tap("send")

    told = desk.station.told[1]
    assert isinstance(told, AddReasons)
    assert told.reasons == (desk.catalogue.feedback_reasons[0].id,)
    assert opened(told) == {
        "v": 1,
        "reason": "money",
        "at": MORNING.isoformat(),
        "ticket": ticket,
        "counter": scenes.COUNTER,
        "service": SERVICE,
    }
    assert page.shows("Thank you for your feedback.")


def test_without_a_hub_the_tile_is_not_there_and_nothing_is_sealed(
    open_page: Opens, qtbot: QtBot
) -> None:
    desk = Desk()
    flow = desk.tablet(times=CALM)
    page = _page(open_page, flow)
    desk.serve()
    page.tap("face-1")
    assert page.has("reason-5")
    assert not page.has("reason-6")
    flow.press(MONEY)
    flow.press(1)
    flow.send()
    told = desk.station.told[1]
    assert isinstance(told, AddReasons)
    assert told.sealed is None


@pytest.mark.parametrize("skip", [False, True])
def test_whoever_complains_of_nothing_tells_the_hub_so_and_looks_the_same(
    desk: Desk, *, skip: bool
) -> None:
    flow = desk.tablet(times=CALM)
    desk.serve()
    silent = complained(flow, desk, *((1, MONEY) if skip else ()), skip=skip)

    assert silent.reasons == ()
    assert opened(silent) == {"v": 1, "reason": None}
    (reasons,) = [told for told in desk.station.told if isinstance(told, AddReasons)]
    assert reasons is silent


def test_in_the_journal_nobody_can_tell_who_complained(desk: Desk, qtbot: QtBot) -> None:
    """The centre's own events, for a complaint, for none, and for one that was let go of."""
    events: list[ReasonsAdded] = []

    def note(entry: Entry) -> None:
        if isinstance(entry.event, ReasonsAdded):
            events.append(entry.event)

    desk.station.changed.connect(note)
    flow = desk.tablet(times=replace(CALM, thanks_s=0))
    truths = []
    for number, places in enumerate(((MONEY,), (), (MONEY, MONEY)), start=1):
        desk.serve()
        truths.append(opened(complained(flow, desk, *places))["reason"])
        qtbot.waitUntil(lambda number=number: len(events) == number)  # type: ignore[misc]
        qtbot.waitUntil(lambda: flow.property("page") == "rest")

    assert truths == ["money", None, None]
    assert {event.reasons for event in events} == {()}
    assert len({len(event.sealed or "") for event in events}) == 1
    assert len({(event.sealed or "")[:6] for event in events}) == 1
    assert len({event.sealed for event in events}) == len(events)


def test_a_good_face_seals_nothing(desk: Desk) -> None:
    flow = desk.tablet(times=CALM)
    desk.serve()
    flow.press(4)
    assert len(desk.station.told) == 1


def test_a_free_tablet_complains_of_no_visit(desk: Desk) -> None:
    told = complained(desk.tablet(None, CALM), desk, MONEY)
    found = opened(told)
    assert (found["reason"], found["ticket"]) == ("money", None)
    assert (found["counter"], found["service"]) == (None, None)


def test_a_key_that_is_none_is_as_no_hub(qtbot: QtBot) -> None:
    desk = Desk(hub_key="nonsense")
    flow = desk.tablet(times=CALM)
    desk.serve()
    told = complained(flow, desk, 1, MONEY)
    assert (told.reasons, told.sealed) == ((desk.catalogue.feedback_reasons[0].id,), None)


def test_without_the_centre_a_complaint_waits_sealed_on_the_device(desk: Desk) -> None:
    flow = desk.tablet(times=CALM)
    desk.serve()
    desk.station.cut()
    told = complained(flow, desk, MONEY)
    assert opened(told)["reason"] == "money"
    assert "money" not in repr(desk.station.told)
