"""What is fresh by the hub's own age, and who speaks when two say they do."""

import pytest

from kiosk.hub.moments import FRESH_MS, Moments
from kiosk.hub.speaking import Speaking, Verdict
from kiosk.wire.signed import Speaker


class Clock:
    now_s = 5000.0

    def __call__(self) -> float:
        return self.now_s


def moments(clock: Clock, boot: bytes = b"a") -> Moments:
    return Moments(steady_s=clock, chance=lambda n: boot * n)


def test_a_moment_is_good_for_two_minutes_and_for_the_hub_that_gave_it() -> None:
    clock = Clock()
    hub = moments(clock)
    clock.now_s += 10
    given = hub.now()
    assert hub.given_ms(given) == 10_000
    clock.now_s += FRESH_MS / 1000
    assert hub.given_ms(given) == 10_000
    clock.now_s += 1
    assert hub.given_ms(given) is None
    later = f"{given.rpartition('-')[0]}-99999999"
    assert hub.given_ms(later) is None
    assert hub.given_ms("-") is None
    assert moments(clock, b"b").given_ms(hub.now()) is None


def test_a_question_is_remembered_as_long_as_its_moment_can_be_good_and_no_longer() -> None:
    clock = Clock()
    hub = moments(clock)
    for n in range(1000):
        assert hub.is_new((1, n))
    assert not hub.is_new((1, 5))
    assert hub.is_new((2, 5))
    clock.now_s += FRESH_MS / 1000
    assert not hub.is_new((1, 5))
    clock.now_s += 1
    assert hub.is_new((1, "later"))
    assert hub.remembered == 1


ONE, OTHER = "11" * 16, "22" * 16


def said(run: str, *, instance: str = ONE, term: int = 1) -> Speaker:
    return Speaker(instance=instance, run=run, term=term)


@pytest.mark.parametrize(
    ("speaker", "heard_ms", "verdict"),
    [
        (said("now"), 0, Verdict.GOES_ON),
        (said("new"), 500, Verdict.BEGINS),
        (said("new"), 400, Verdict.LATE),
        (said("before"), 500, Verdict.LATE),
        (said("before"), 501, Verdict.FIRST_AGAIN),
        (said("copy"), 900, Verdict.CLONED),
        (said("now", instance=OTHER), 900, Verdict.CLONED),
        (said("now", term=2), 0, Verdict.TAKES_OVER),
        (said("x", instance=OTHER, term=2), 0, Verdict.TAKES_OVER),
        (said("now", term=0), 900, Verdict.SUPERSEDED),
    ],
)
def test_who_speaks_is_judged_by_term_machine_process_and_what_it_has_heard(
    speaker: Speaker, heard_ms: int, verdict: Verdict
) -> None:
    speaking = Speaking(speaker=said("now"), since_ms=500)
    speaking.before.append("before")
    speaking.copies.append("copy")
    assert speaking.judge(speaker, heard_ms) is verdict


def test_the_younger_of_two_is_the_copy_until_somebody_takes_over() -> None:
    speaking = Speaking()
    assert speaking.judge(said("a"), 0) is Verdict.BEGINS
    speaking.now_is(said("a"), Verdict.BEGINS, 100)
    speaking.now_is(said("b"), Verdict.BEGINS, 200)
    assert speaking.judge(said("a"), 300) is Verdict.FIRST_AGAIN
    speaking.now_is(said("a"), Verdict.FIRST_AGAIN, 310)
    assert speaking.judge(said("b"), 400) is Verdict.CLONED
    assert speaking.judge(said("a"), 400) is Verdict.GOES_ON
    speaking.now_is(said("c", term=2), Verdict.TAKES_OVER, 500)
    assert speaking.judge(said("a"), 600) is Verdict.SUPERSEDED
    assert speaking.judge(said("b", term=3), 600) is Verdict.TAKES_OVER
