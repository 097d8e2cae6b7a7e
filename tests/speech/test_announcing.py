"""Which calls are spoken in a hall, when, and how fully."""

from dataclasses import replace
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kiosk.speech.announcing import OLDEST_S, Announcing, Call, Form
from tests.speech.listening import FULL_S, MINUTES, call, evenly, listen, seconds

JUST_S = 0.001

GAPS_S = st.lists(st.floats(0, 40), min_size=1, max_size=40)


@st.composite
def any_calls(draw: st.DrawFn) -> list[Call]:
    calls, at_s = [], 0.0
    for place, gap_s in enumerate(draw(GAPS_S)):
        at_s += gap_s
        calls.append(call(place, at_s, language=draw(st.sampled_from(("sw", "en")))))
    return calls


@given(any_calls())
def test_two_calls_never_sound_at_once(calls: list[Call]) -> None:
    heard = listen(calls)

    ends = [0.0, *(each.to_s for each in heard.spoken)]
    assert all(each.from_s >= end for each, end in zip(heard.spoken, ends, strict=False))


@given(any_calls())
def test_nothing_is_begun_that_is_older_than_twenty_seconds(calls: list[Call]) -> None:
    for each in listen(calls).spoken:
        assert 0 <= each.from_s - each.piece.call.made_s <= OLDEST_S


@given(any_calls())
def test_calls_are_spoken_in_the_order_they_were_made(calls: list[Call]) -> None:
    numbers = listen(calls).numbers

    assert numbers == sorted(numbers)


@given(any_calls(), st.lists(st.floats(0, 60), min_size=40, max_size=40))
def test_every_call_is_spoken_or_was_too_old_or_answered_before_its_turn(
    calls: list[Call], answered_after_s: list[float]
) -> None:
    served = {
        each.number: each.made_s + after_s
        for each, after_s in zip(calls, answered_after_s, strict=False)
    }
    heard = listen(calls, served_s=lambda each: served[each.number])

    assert sorted([*heard.numbers, *(each.number for each, _ in heard.passed)]) == [
        each.number for each in calls
    ]
    for each, at_s in heard.passed:
        assert served[each.number] <= at_s or at_s - each.made_s > OLDEST_S
    for opening in heard.openings:
        assert served[opening.piece.call.number] > opening.from_s


@given(any_calls())
def test_each_is_spoken_in_the_visitors_language_first(calls: list[Call]) -> None:
    spoken = listen(calls).spoken

    for each, after in pairwise(spoken):
        piece = each.piece
        assert piece.first == (piece.language == piece.call.languages[0])
        if not after.piece.first:
            assert piece.first
            assert after.piece.call == piece.call


@given(st.lists(st.floats(20, 60), max_size=30))
def test_up_to_three_calls_a_minute_are_always_spoken_in_full_and_in_both_languages(
    gaps_s: list[float],
) -> None:
    calls, at_s = [], 0.0
    for place, gap_s in enumerate(gaps_s):
        at_s += gap_s
        calls.append(call(place, at_s))
    heard = listen(calls)

    assert heard.forms <= {Form.FULL}
    assert len(heard.spoken) == 2 * len(calls)


@pytest.mark.parametrize("a_minute", [3, 4, 5, 6, 8])
def test_up_to_eight_calls_a_minute_nobody_is_passed_over(a_minute: float) -> None:
    heard = listen(evenly(a_minute))

    assert heard.passed == ()
    assert len(heard.numbers) == a_minute * MINUTES


def test_the_busier_it_is_the_shorter_are_the_forms() -> None:
    def mean_s(a_minute: float) -> float:
        heard = listen(evenly(a_minute))
        return sum(each.to_s - each.from_s for each in heard.spoken) / len(heard.openings)

    lengths_s = [mean_s(a_minute) for a_minute in (3, 5, 8)]

    assert lengths_s == sorted(lengths_s, reverse=True)
    assert lengths_s[0] == pytest.approx(FULL_S)


def test_the_other_language_is_left_out_when_somebody_would_wait_too_long() -> None:
    announcing = Announcing(seconds)
    announcing.add(call(1, 0))
    announcing.begin(0)
    for place in range(2, 7):
        announcing.add(call(place, 5))

    assert announcing.go_on(9.2) is None


def test_the_other_language_is_never_fuller_than_the_first() -> None:
    announcing = Announcing(seconds)
    for place in (1, 2):
        announcing.add(call(place, 0))
    first = announcing.begin(0).begun
    announcing.keep(lambda _: False)
    second = announcing.go_on(seconds(first) if first else 0)

    assert first is not None
    assert second is not None
    assert first.form is not Form.FULL
    assert second.form is first.form


def test_a_call_undone_before_its_turn_is_not_spoken() -> None:
    announcing = Announcing(seconds)
    announcing.add(call(1, 0))
    announcing.add(call(2, 0))
    announcing.keep(lambda each: each.number != "A001")

    begun = announcing.begin(0).begun

    assert begun is not None
    assert begun.call.number == "A002"


def test_a_recall_takes_the_place_of_the_call_that_still_waits() -> None:
    announcing = Announcing(seconds)
    announcing.add(call(1, 0))
    announcing.add(call(2, 1))
    announcing.add(call(1, 9, nth=2))

    assert [(each.number, each.nth) for each in announcing.waiting] == [("A002", 1), ("A001", 2)]


def test_a_call_is_begun_up_to_its_twentieth_second_and_not_after_it() -> None:
    announcing = Announcing(seconds)
    announcing.add(call(1, 0))
    announcing.add(call(2, 1))

    turn = announcing.begin(OLDEST_S + JUST_S)

    assert [each.number for each in turn.passed] == ["A001"]
    assert turn.begun is not None
    assert turn.begun.call.number == "A002"


def test_what_was_cut_off_is_not_gone_on_with() -> None:
    announcing = Announcing(seconds)
    announcing.add(call(1, 0))
    announcing.begin(0)

    announcing.stop()

    assert announcing.go_on(1) is None


def test_a_visitor_with_one_language_in_a_centre_of_one_hears_one() -> None:
    announcing = Announcing(seconds)
    announcing.add(replace(call(1, 0), languages=("sw",)))

    assert announcing.begin(0).begun is not None
    assert announcing.go_on(9.2) is None
