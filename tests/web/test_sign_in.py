"""How often a secret may be missed: whatever is tried, in whatever order, from wherever."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from kiosk.web.sign_in import (
    FIRST_LOCK_S,
    FORGET_S,
    FREE_MISSES,
    LONGEST_LOCK_S,
    MOST_KEYS,
    Locked,
    Misses,
)

NAMES = st.sampled_from(["a", "b", "c"])
PLACES = st.sampled_from(["x", "y"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wrong"), NAMES, PLACES),
        st.tuples(st.just("right"), NAMES, PLACES),
        st.tuples(st.just("wait"), st.sampled_from([1.0, 59.0, 61.0, 3601.0]), st.just("")),
    ),
    max_size=60,
)


@dataclass
class Scene:
    """Somebody's tries, and a clock."""

    now_s: float = 0.0
    told_s: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.misses = Misses(steady_s=lambda: self.now_s)

    def attempt(self, name: str, place: str, *, right: bool) -> bool:
        """Whether it was looked at at all."""
        keys = (("person", name), ("place", place))
        try:
            self.misses.count(*keys, under=name)
        except Locked as locked:
            self.told_s.append(locked.after_s)
            return False
        if right:
            for key in keys:
                self.misses.forgive(key, under=name)
        return True


@given(STEPS)
def test_between_two_right_ones_nobody_is_tried_more_often_than_the_locks_allow(
    steps: list[tuple[str, object, str]],
) -> None:
    scene = Scene()
    wrong_since: dict[str, list[float]] = {}
    for what, who, where in steps:
        if what == "wait":
            assert isinstance(who, float)
            scene.now_s += who
            continue
        name = str(who)
        looked_at = scene.attempt(name, where, right=what == "right")
        if looked_at and what == "right":
            wrong_since[name] = []
        elif looked_at:
            wrong_since.setdefault(name, []).append(scene.now_s)
        for tried in wrong_since.values():
            locks = zip(tried[FREE_MISSES:], tried[FREE_MISSES + 1 :], strict=False)
            for n, (locked_s, next_s) in enumerate(locks):
                assert next_s - locked_s >= min(LONGEST_LOCK_S, FIRST_LOCK_S * 2**n)
    assert all(0 < told_s <= LONGEST_LOCK_S for told_s in scene.told_s)


@given(st.integers(min_value=1, max_value=30))
def test_a_lock_doubles_up_to_an_hour(misses: int) -> None:
    scene = Scene()
    for _ in range(misses):
        assert scene.attempt("a", "x", right=False)
        locked_s = scene.misses.locked_s(("person", "a"))
        scene.now_s += locked_s
    beyond = misses - FREE_MISSES - 1
    expected = min(LONGEST_LOCK_S, FIRST_LOCK_S * 2.0**beyond) if beyond >= 0 else 0.0
    assert locked_s == expected


def test_after_a_day_without_a_miss_nothing_is_held_against_anybody() -> None:
    scene = Scene()
    for _ in range(FREE_MISSES):
        scene.attempt("a", "x", right=False)
    scene.now_s += FORGET_S + 1
    scene.attempt("a", "x", right=False)
    assert scene.misses.of(("person", "a")) == 1


def test_names_that_somebody_makes_up_fill_no_memory_and_free_nobody_who_is_locked() -> None:
    scene = Scene()
    for _ in range(FREE_MISSES + 1):
        scene.attempt("a", "x", right=False)
    for n in range(2 * MOST_KEYS):
        scene.misses.count(("person", f"made-up-{n}"), under="made-up")
    assert len(scene.misses._held) <= MOST_KEYS
    assert not scene.attempt("a", "y", right=True)
