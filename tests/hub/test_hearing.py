"""When a centre was heard, and what it told of waits."""

from datetime import timedelta

from kiosk.domain.ids import TicketId
from kiosk.hub.hearing import SILENT_S, WATCHED_S, Hearing
from tests.domain.hall import TEN
from tests.hub.by_hand import Clock

MOLO = 7
A1 = TicketId("a1")


def hearing() -> tuple[Hearing, Clock]:
    clock = Clock(TEN)
    return Hearing(now=lambda: clock.at, steady_s=lambda: clock.steady), clock


def test_a_centre_that_said_nothing_for_half_a_minute_is_silent_since_it_was_heard() -> None:
    ears, clock = hearing()
    assert ears.is_silent(MOLO)
    assert ears.last(MOLO) is None
    ears.heard(MOLO)
    clock.later(seconds=SILENT_S)
    assert not ears.is_silent(MOLO)
    clock.later(seconds=1)
    assert ears.is_silent(MOLO)
    assert ears.last(MOLO) == TEN


def test_a_hub_that_starts_anew_knows_when_its_centres_were_heard() -> None:
    ears, _ = hearing()
    ears.was_heard(MOLO, TEN - timedelta(seconds=5))
    assert not ears.is_silent(MOLO)
    ears.was_heard(8, TEN - timedelta(hours=1))
    assert ears.is_silent(8)
    assert ears.last(8) == TEN - timedelta(hours=1)


def test_waits_are_those_told_last_and_none_once_a_centre_is_silent() -> None:
    ears, clock = hearing()
    ears.watch(MOLO)
    ears.heard(MOLO, [("a1", 300, 600), ("a2", 0, 300)], anew=True)
    assert ears.wait_of(MOLO, A1) == (300, 600)
    ears.heard(MOLO, [("a2", 600, 900)])
    assert (ears.wait_of(MOLO, A1), ears.wait_of(MOLO, TicketId("a2"))) == ((300, 600), (600, 900))
    ears.heard(MOLO, [("a1", None, None)])
    assert ears.wait_of(MOLO, A1) is None
    ears.heard(MOLO, [("a3", 0, 300)], anew=True)
    assert ears.wait_of(MOLO, TicketId("a2")) is None
    clock.later(seconds=SILENT_S + 1)
    assert ears.wait_of(MOLO, TicketId("a3")) is None


def test_waits_that_make_no_sense_are_not_known() -> None:
    ears, _ = hearing()
    ears.heard(MOLO, [("a1", 300, 600)], anew=True)
    ears.heard(MOLO, [("a1", -1, -1)])
    assert ears.wait_of(MOLO, A1) is None
    ears.heard(MOLO, [("a1", 900, 600)])
    assert ears.wait_of(MOLO, A1) is None


def test_a_centre_is_watched_as_long_as_somebody_looks() -> None:
    ears, clock = hearing()
    assert not ears.is_watched(MOLO)
    ears.watch(MOLO)
    ears.heard(MOLO, [("a1", 300, 600)], anew=True)
    clock.later(seconds=WATCHED_S)
    assert ears.is_watched(MOLO)
    clock.later(seconds=1)
    assert not ears.is_watched(MOLO)
    ears.heard(MOLO)
    assert ears.wait_of(MOLO, A1) is None  # told while somebody looked: old by now
