"""A service's turns against the plainest list that could say the same."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kiosk.domain.ids import TicketId
from kiosk.domain.turns import Turn, Turns


def turn(place: int, came_s: int, credit_s: int) -> Turn:
    return (float(came_s - credit_s), place, TicketId(f"{place}"), float(came_s))


TURNS = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from((0, 0, 0, 5, -5))), min_size=1, max_size=30
).map(lambda rows: [turn(place, *row) for place, row in enumerate(rows)])


@given(TURNS, st.data())
def test_turns_say_what_a_sorted_list_would(rows: list[Turn], data: st.DataObject) -> None:
    turns = Turns()
    for row in rows:
        turns.add(row)
    gone = data.draw(st.sets(st.sampled_from(rows)))
    for row in gone:
        turns.remove(row)
    left = sorted(set(rows) - gone)
    assert len(turns) == len(left)
    assert list(turns) == left
    assert turns.first() == (left[0] if left else None)
    for row in rows:
        assert turns.before(row) == sum(other < row for other in left)
        came = (row[3], row[1])
        assert turns.came_before(row) == sum((other[3], other[1]) < came for other in left)


def test_who_does_not_wait_cannot_be_taken_out() -> None:
    turns = Turns()
    turns.add(turn(1, 10, 0))
    with pytest.raises(KeyError):
        turns.remove(turn(2, 10, 0))


def test_what_may_happen_to_a_copy_does_not_happen_here() -> None:
    turns = Turns()
    turns.add(turn(1, 10, 0))
    other = turns.copy()
    other.add(turn(2, 11, 30))
    other.remove(turn(1, 10, 0))
    assert turns.first() == turn(1, 10, 0)
    assert (len(turns), turns.came_before(turn(3, 12, 0))) == (1, 1)
