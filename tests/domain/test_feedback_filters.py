"""What looks like play is flagged; what a visit brings never is."""

from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kiosk.domain.feedback_filters import Flag, Press, flag
from kiosk.domain.ids import PHONE, DeviceId, FeedbackId
from tests.domain.hall import TEN


def presses(
    *seconds: float, smileys: list[int] | None = None, device: str = "feedback-1"
) -> list[Press]:
    """Faces at one device, so many seconds after ten."""
    return [
        Press(
            feedback=FeedbackId(f"{device}-{place:06}"),
            device=DeviceId(device),
            at=TEN + timedelta(seconds=after),
            smiley=smileys[place] if smileys else 1 + place % 5,
        )
        for place, after in enumerate(seconds)
    ]


def flagged(given: list[Press], kind: Flag) -> list[int]:
    """The places of those flagged as this."""
    found = flag(given)
    return [place for place, press in enumerate(given) if kind in found.get(press, ())]


def test_a_press_while_the_tablet_says_thanks_is_flagged() -> None:
    assert flagged(presses(0, 2.9, 3.0, 5.9, 6.0), Flag.LOCK_OUT) == [1, 3]


@pytest.mark.parametrize(
    ("seconds", "burst"),
    [
        ((0, 3, 6), []),
        ((0, 3, 6, 9.9), [1, 2, 3]),
        ((0, 3, 6, 10), []),
        ((0, 60, 63, 66, 69), [2, 3, 4]),
        (tuple(range(0, 64, 8)), []),
        (tuple(range(0, 63, 7)), list(range(1, 9))),
        (tuple(each * 7.5 for each in range(100)), []),
        (tuple(range(100)), list(range(1, 100))),
    ],
)
def test_of_a_burst_the_first_counts(seconds: tuple[float, ...], burst: list[int]) -> None:
    assert flagged(presses(*seconds), Flag.BURST) == burst


@pytest.mark.parametrize(
    ("gap_s", "count", "is_run"),
    [(4.9, 10, True), (5.0, 10, False), (4.9, 9, False), (4.9, 30, True), (0, 10, True)],
)
def test_the_same_face_again_and_again_quickly_is_a_run(
    gap_s: float, count: int, *, is_run: bool
) -> None:
    given = presses(*(gap_s * place for place in range(count)), smileys=[5] * count)
    assert flagged(given, Flag.RUN) == (list(range(count)) if is_run else [])


def test_another_face_ends_a_run() -> None:
    given = presses(*range(0, 76, 4), smileys=[5] * 9 + [4] + [5] * 9)
    assert flagged(given, Flag.RUN) == []


def test_a_quick_run_does_not_hide_among_slow_ones() -> None:
    slow = [60.0 * place for place in range(20)]
    quick = [slow[-1] + 60 + 4 * place for place in range(10)]
    assert flagged(presses(*slow, *quick, smileys=[5] * 30), Flag.RUN) == list(range(20, 30))


def test_each_device_is_looked_at_for_itself_and_phones_are_many() -> None:
    crowd = [*presses(0, 20, device="a"), *presses(1, 21, device="b"), *presses(2, device="c")]
    assert flag(crowd) == {}
    assert flag(presses(*range(30), smileys=[5] * 30, device=PHONE)) == {}


ANY = st.lists(
    st.builds(
        Press,
        feedback=st.uuids().map(lambda found: FeedbackId(str(found))),
        device=st.sampled_from(("feedback-1", "feedback-2", PHONE)).map(DeviceId),
        at=st.integers(0, 600).map(lambda after: TEN + timedelta(seconds=after)),
        smiley=st.integers(1, 5),
    ),
    max_size=60,
    unique_by=lambda press: press.feedback,
)


@given(ANY, st.randoms(use_true_random=False))
def test_the_order_they_were_stored_in_says_nothing(some: list[Press], chance: object) -> None:
    mixed = list(some)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert flag(mixed) == flag(some)


@given(ANY)
def test_flags_are_all_there_is_and_the_first_of_a_device_is_no_burst(some: list[Press]) -> None:
    before = list(some)
    found = flag(some)
    assert some == before
    assert set(found) <= set(some)
    assert all(found.values())
    for device in {press.device for press in some}:
        first = min(
            (press for press in some if press.device == device), key=lambda p: (p.at, p.feedback)
        )
        assert not found.get(first, frozenset()) & {Flag.BURST, Flag.LOCK_OUT}


@given(
    gaps_s=st.lists(st.floats(7.5, 3600), max_size=200),
    same=st.booleans(),
)
def test_one_face_for_each_visit_at_a_calm_pace_is_never_flagged(
    gaps_s: list[float], *, same: bool
) -> None:
    seconds = [0.0]
    for gap_s in gaps_s:
        seconds.append(seconds[-1] + gap_s)
    smileys = [5] * len(seconds) if same else None
    assert flag(presses(*seconds, smileys=smileys)) == {}
