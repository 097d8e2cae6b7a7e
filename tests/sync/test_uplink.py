"""A journal goes up whole and once, whatever is cut, lost, put back or forgotten on the way."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.sync.hub_session import HubNotTrusted, HubSaysNo, SignedAnswer
from kiosk.sync.uplink import LIVE_EVERY_S
from kiosk.sync.uplink_told import (
    Forked,
    HubWasBehind,
    NeverSent,
    Obstacle,
    RestoredBehind,
    UplinkState,
)
from kiosk.wire import uplink as wire
from tests.sync.hub_model import HubModel
from tests.sync.uplinking import START, ListJournal, Uplinking, later


def test_everything_goes_up_in_order_and_then_what_comes() -> None:
    there = Uplinking()
    there.journal.grow(2500)
    there.up()
    assert there.hub.lines == there.journal.lines
    assert len(there.hub.batches) == 3
    there.journal.grow(1)
    there.up()
    assert there.hub.lines == there.journal.lines
    assert there.uplink.now.state is UplinkState.LIVE


def test_a_line_is_up_within_two_seconds() -> None:
    there = Uplinking()
    there.up()
    for _ in range(20):
        there.journal.grow(1)
        began_s = there.at_s
        there.up()
        assert there.at_s - began_s <= 2.0


def test_many_lines_in_a_second_go_up_together() -> None:
    there = Uplinking()
    there.up()
    before, until_s = len(there.hub.batches), there.at_s + 10.0
    while there.at_s < until_s:
        there.journal.grow(1)
        there.uplink.turn()
        there.pass_by(0.05)
    assert len(there.hub.batches) - before <= 10 / LIVE_EVERY_S + 1


def test_with_nothing_to_send_there_is_a_sign_of_life() -> None:
    there = Uplinking()
    there.up()
    before, until_s = len(there.hub.batches), there.at_s + 60.0
    while there.at_s < until_s:
        there.turn()
    assert 3 <= len(there.hub.batches) - before <= 6
    assert all(batch.vitals is not None for batch in there.hub.batches)


def test_news_of_a_trouble_does_not_wait_for_the_next_sign_of_life() -> None:
    there = Uplinking()
    there.until(lambda: bool(there.hub.batches))
    assert there.uplink.turn() > 2.0
    there.pass_by(1.0)
    there.centre.mark = "printer"
    there.uplink.turn()
    assert len(there.hub.batches) == 2
    assert there.hub.batches[-1].vitals is not None


def test_waits_go_up_only_while_somebody_looks_and_only_those_that_changed() -> None:
    there = Uplinking()
    there.centre.told_waits = {"t1": (60, 120), "t2": None}
    there.until(lambda: bool(there.hub.batches))
    assert [batch.waits for batch in there.hub.batches] == [None]
    there.hub.watched = True
    there.until(lambda: there.hub.batches[-1].waits is not None)
    assert there.waits_told() == [("t1", 60, 120), ("t2", None, None)]
    assert there.hub.batches[-1].all_waits
    there.centre.told_waits = {"t1": (60, 120), "t2": (30, 60), "t3": (0, 60)}
    count = len(there.hub.batches)
    there.until(lambda: len(there.hub.batches) > count and there.hub.batches[-1].waits is not None)
    assert there.waits_told() == [("t2", 30, 60), ("t3", 0, 60)]
    assert not there.hub.batches[-1].all_waits


def test_after_a_cut_all_waits_go_up_again() -> None:
    there = Uplinking(hub=HubModel(watched=True))
    there.centre.told_waits = {"t1": (60, 120)}

    def has_waits() -> bool:
        return bool(there.hub.batches) and there.hub.batches[-1].waits is not None

    there.until(has_waits)
    there.road.lost_questions = 1
    there.until(lambda: there.uplink.now.state is UplinkState.AWAY)
    there.hub.batches.clear()
    there.until(has_waits)
    assert there.hub.batches[-1].all_waits


@given(cuts=st.lists(st.tuples(st.booleans(), st.integers(1, 3)), max_size=8))
@settings(max_examples=50, deadline=None)
def test_a_cut_anywhere_loses_nothing_and_doubles_nothing(cuts: list[tuple[bool, int]]) -> None:
    there = Uplinking()
    for questions, count in cuts:
        there.journal.grow(60)
        if questions:
            there.road.lost_questions = count
        else:
            there.road.lost_answers = count
        there.turn()
        there.turn()
    there.up()
    assert there.hub.lines == there.journal.lines
    assert len(there.hub.branches) <= 1
    assert not there.centre.findings


def test_waits_after_failures_grow_and_stay_within_a_minute() -> None:
    there = Uplinking()
    there.road.lost_questions = 12
    waits = [there.turn() for _ in range(12)]
    assert waits == sorted(waits)
    assert waits[0] <= 0.5
    assert waits[-1] == pytest.approx(30.0)
    assert there.uplink.now.state is UplinkState.AWAY


def test_lines_that_are_written_do_not_hasten_what_has_just_failed() -> None:
    there = Uplinking()
    there.up()
    there.road.lost_questions = 10**6
    there.journal.grow(1)
    until_s, asked = there.at_s + 120.0, len(there.road.asked)
    while there.at_s < until_s:
        there.journal.grow(1)
        there.uplink.turn()
        there.pass_by(0.1)
    assert len(there.road.asked) - asked < 15


def test_catching_up_takes_no_more_of_the_line_than_it_may() -> None:
    there = Uplinking(kbit_s=64)
    there.journal.grow(20_000)
    began_s = there.at_s
    there.up()
    sent = there.uplink.now.sent_bytes
    assert (there.at_s - began_s) * 64_000 / 8 >= 0.8 * sent


def test_what_is_old_waits_while_people_do_and_not_for_ever() -> None:
    there = Uplinking()
    there.journal.grow(5000)
    there.centre.busy = True
    there.until(lambda: bool(there.hub.branches))
    assert there.turn() > 0
    assert not there.hub.batches
    there.up()


def test_a_restored_centre_steps_over_what_the_hub_knows_it_gave() -> None:
    """Case 1: a new epoch, and the hub has lines that the copy did not."""
    there = Uplinking()
    there.journal.issue("A001")
    there.journal.issue("A002")
    copied = there.journal.copy()
    there.journal.issue("A003")
    there.journal.issue("A004")
    there.journal.issue("F901")
    there.up()
    lost_lines = there.journal.lines[2:]
    there.journal.cut(2)
    assert there.journal.lines == copied.lines
    there.journal.epoch, there.journal.term = "e2", 2
    there.journal.grow(1, mark="took over")
    there.start()
    there.up()
    (stepped,) = there.centre.stepped
    assert stepped.places == {"A": 4}
    assert stepped.day == START.date()
    assert set(stepped.numbers) == {"A003", "A004", "F901"}
    (found,) = there.centre.findings
    assert isinstance(found, RestoredBehind)
    assert (found.lost.lines, found.lost.tickets) == (3, 3)
    assert there.hub.lines == there.journal.lines
    assert there.hub.branches[0].lines[2:] == lost_lines


def test_numbers_of_the_last_day_alone_are_stepped_over() -> None:
    there = Uplinking()
    there.journal.issue("A001")
    there.journal.issue("A077")
    there.journal.issue("A002", at=later(1))
    there.up()
    there.journal.cut(1)
    there.journal.epoch = "e2"
    there.start()
    there.up()
    assert there.centre.stepped[0].places == {"A": 2}
    assert there.centre.stepped[0].day == later(1).date()


def test_no_branch_is_opened_before_its_numbers_are_stepped_over() -> None:
    there = Uplinking()
    there.journal.issue("A001")
    there.journal.issue("A002")
    there.up()
    there.journal.cut(1)
    there.journal.epoch = "e2"
    there.centre.steps = False
    there.start()
    for _ in range(20):
        there.turn()
    assert len(there.hub.branches) == 1
    assert there.uplink.now.obstacle is Obstacle.DISK
    there.centre.steps = True
    there.up()
    assert len(there.hub.branches) == 2


def test_a_takeover_that_lost_nothing_only_opens_a_branch() -> None:
    there = Uplinking()
    there.journal.grow(10)
    there.up()
    there.journal.epoch, there.journal.term = "e2", 2
    there.journal.grow(2)
    there.start()
    there.up()
    assert not there.centre.findings
    assert there.hub.lines == there.journal.lines
    assert there.hub.branches[-1].opening.reason is wire.BranchReason.EPOCH


def test_a_store_put_back_in_place_is_found_by_its_own_cursor() -> None:
    """Case 2: the same epoch, term and machine."""
    there = Uplinking()
    there.journal.issue("A001")
    there.journal.issue("A002")
    there.up()
    there.journal.cut(1)
    there.start()
    there.up()
    assert there.hub.branches[-1].opening.reason is wire.BranchReason.ROLLED_BACK
    assert there.centre.stepped[0].places == {"A": 2}
    assert isinstance(there.centre.findings[0], RestoredBehind)


def test_a_store_put_back_while_it_had_gone_on_says_something_else() -> None:
    there = Uplinking()
    there.journal.grow(10)
    there.up()
    there.journal.cut(8)
    there.journal.grow(5, mark="other")
    there.start()
    there.up()
    assert [type(found) for found in there.centre.findings] == [RestoredBehind, Forked]
    assert there.hub.branches[-1].opening.reason is wire.BranchReason.FORKED
    assert there.hub.lines == there.journal.lines


def test_a_changed_line_stops_the_uplink_before_it_and_the_hub_hears_so() -> None:
    """Case 4: what stands there is not what was written."""
    there = Uplinking()
    there.journal.grow(700)
    there.journal.wrong_at = 423
    there.until(lambda: there.uplink.now.obstacle is Obstacle.DAMAGED)
    assert there.hub.lines == there.journal.lines[:422]
    assert "423" in there.uplink.now.about
    assert there.uplink.now.state is UplinkState.STOPPED
    beats = len(there.hub.batches)
    there.until(lambda: len(there.hub.batches) >= beats + 2)
    assert there.hub.batches[-1].seq == 700
    assert there.hub.lines == there.journal.lines[:422]
    there.journal.wrong_at = None
    there.up()
    assert there.uplink.now.obstacle is None


@pytest.mark.parametrize("restarted", [False, True])
def test_a_hub_of_yesterday_gets_what_it_lost_again(*, restarted: bool) -> None:
    """Case 5."""
    there = Uplinking()
    there.journal.grow(20)
    there.up()
    branch = there.hub.branches[0]
    del branch.lines[12:], branch.chains[13:]
    there.journal.grow(2)
    if restarted:
        there.start(there.uplink.now.reached)
    count = len(there.hub.batches)
    there.up()
    assert there.centre.findings == [HubWasBehind(lines=8)]
    assert there.hub.lines == there.journal.lines
    assert max(batch.acked for batch in there.hub.batches[count:]) >= 20


def test_a_hub_from_before_the_branch_gets_it_again() -> None:
    there = Uplinking()
    there.journal.grow(10)
    there.up()
    there.journal.epoch = "e2"
    there.journal.grow(5)
    there.start()
    there.up()
    del there.hub.branches[1:]
    there.journal.grow(1)
    there.up()
    assert there.centre.findings == [HubWasBehind(lines=5)]
    assert there.hub.lines == there.journal.lines


def test_what_was_let_go_before_the_hub_had_it_is_said_to_be_missing() -> None:
    there = Uplinking()
    there.journal.grow(20)
    there.up()
    branch = there.hub.branches[0]
    del branch.lines[5:], branch.chains[6:]
    there.journal.let_go(9)
    there.journal.grow(1)
    there.up()
    assert there.centre.findings == [HubWasBehind(lines=15), NeverSent(lines=4)]
    assert there.hub.branches[-1].opening.reason is wire.BranchReason.GAP
    assert there.hub.branches[-1].lines == there.journal.lines[9:]


def test_a_new_journal_under_an_old_place_shares_nothing_with_it() -> None:
    there = Uplinking()
    there.journal.issue("A001")
    there.journal.issue("A002")
    there.up()
    fresh = ListJournal(epoch="e9")
    fresh.grow(1, mark="new")
    there.journal = fresh
    there.start()
    there.up()
    assert there.centre.stepped[0].places == {"A": 2}
    assert there.hub.lines == fresh.lines


@pytest.mark.parametrize(
    ("no", "obstacle"),
    [
        (HubSaysNo(401, "REVOKED", b""), Obstacle.REVOKED),
        (HubSaysNo(401, "UNKNOWN_KEY", b""), Obstacle.REVOKED),
        (HubSaysNo(401, "SIGNATURE", b""), Obstacle.UNTRUSTED),
        (HubSaysNo(409, "CLONED", b""), Obstacle.CLONED),
        (HubSaysNo(409, "SUPERSEDED", b""), Obstacle.SUPERSEDED),
        (HubSaysNo(503, "", b""), Obstacle.AWAY),
        (HubSaysNo(429, "TOO_MANY", b""), Obstacle.AWAY),
        (HubSaysNo(404, "NOT_FOUND", b""), Obstacle.REFUSED),
        (HubNotTrusted("changed"), Obstacle.UNTRUSTED),
    ],
)
def test_what_is_in_the_way_is_known_and_it_goes_on_by_itself(
    no: Exception, obstacle: Obstacle
) -> None:
    there = Uplinking()
    there.journal.grow(3)

    class Refusing:
        def ask(self, *_: object, **__: object) -> SignedAnswer:
            raise no

    willing, there.road.road = there.road.road, Refusing()
    wait_s = there.turn()
    assert there.uplink.now.obstacle is obstacle
    assert wait_s <= 60.0
    there.road.road = willing
    there.up()
    assert there.uplink.now.obstacle is None


def test_a_batch_that_is_too_large_for_somebody_goes_in_parts() -> None:
    there = Uplinking()
    there.journal.grow(1000)
    willing = there.road.road

    class Narrow:
        def ask(self, method: str, target: str, body: bytes = b"", **kept: object) -> SignedAnswer:
            if len(body) > 5000:
                raise HubSaysNo(413, "TOO_LARGE", b"")
            return willing.ask(method, target, body)

    there.road.road = Narrow()
    there.up()
    assert there.hub.lines == there.journal.lines


def test_two_that_never_agree_do_not_ask_all_the_time() -> None:
    there = Uplinking()
    there.journal.grow(3)
    there.up()
    there.journal.grow(1)
    willing = there.road.road

    class Quarrelling:
        def ask(self, method: str, target: str, body: bytes = b"", **kept: object) -> SignedAnswer:
            if method == "POST":
                raise HubSaysNo(409, "BEHIND", b"")
            return willing.ask(method, target, body)

    there.road.road = Quarrelling()
    began_s, asked = there.at_s, len(there.road.asked)
    while there.at_s < began_s + 600:
        there.turn()
    assert len(there.road.asked) - asked < 100


def test_a_clock_that_is_off_is_measured() -> None:
    """Case 6: by a year, and set right in the middle."""
    there = Uplinking(wall_off_s=365 * 86400.0)
    there.journal.grow(3)
    there.up()
    for _ in range(4):
        there.turn()
    offset_ms = there.offset_ms()
    assert abs(offset_ms + timedelta(days=365).total_seconds() * 1000) < 1000
    there.wall_off_s = 0.0
    assert abs(there.offset_ms()) < 1000


def test_a_key_is_turned_when_the_hub_says_so() -> None:
    there = Uplinking(hub=HubModel(rotate=True))
    there.journal.grow(1)
    there.up()
    assert there.centre.rotations >= 1


class AnyTrouble(RuleBasedStateMachine):
    """Whatever happens between a centre and its hub, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.there = Uplinking()
        self.marks = 0

    @rule(count=st.integers(1, 60))
    def write(self, count: int) -> None:
        self.marks += 1
        self.there.journal.grow(count, mark=f"{self.marks}.")

    @rule(turns=st.integers(1, 12))
    def go_on(self, turns: int) -> None:
        for _ in range(turns):
            self.there.turn()

    @rule(questions=st.integers(0, 2), answers=st.integers(0, 2))
    def cut(self, questions: int, answers: int) -> None:
        self.there.road.lost_questions = questions
        self.there.road.lost_answers = answers

    @rule(knows=st.booleans())
    def kill(self, *, knows: bool) -> None:
        """Between answer and noting it, or after."""
        self.there.start(self.there.uplink.now.reached if knows else None)

    @precondition(lambda self: self.there.journal.last_seq() > 2)
    @rule(part=st.floats(0.1, 0.9), new_epoch=st.booleans())
    def put_back_the_centre(self, *, part: float, new_epoch: bool) -> None:
        journal = self.there.journal
        journal.cut(max(journal.begins, round(journal.last_seq() * part)))
        if new_epoch:
            self.marks += 1
            journal.epoch, journal.term = f"e{self.marks}.", journal.term + 1
        self.there.start()

    @precondition(lambda self: bool(self.there.hub.branches))
    @rule(part=st.floats(0.0, 0.9), branches=st.booleans())
    def put_back_the_hub(self, *, part: float, branches: bool) -> None:
        hub = self.there.hub
        if branches and len(hub.branches) > 1:
            del hub.branches[-1]
        last = hub.branches[-1]
        kept = round(len(last.lines) * part)
        del last.lines[kept:], last.chains[kept + 1 :]

    @rule(part=st.floats(0.0, 0.5))
    def let_go(self, part: float) -> None:
        """Only what the hub has, as a centre does."""
        reached = self.there.uplink.now.reached
        last = min(reached.seq if reached else 0, self.there.journal.last_seq())
        self.there.journal.let_go(max(self.there.journal.begins, round(last * part)))

    @invariant()
    def no_line_is_there_twice(self) -> None:
        lines = self.there.hub.lines
        assert len(set(lines)) == len(lines)

    def teardown(self) -> None:
        """In the end the hub has it all, in order."""
        there = self.there
        there.road.lost_questions = there.road.lost_answers = 0
        there.journal.grow(1, mark="end")
        there.up()
        kept = there.journal.lines[there.journal.begins :]
        if kept:
            assert there.hub.lines[-len(kept) :] == kept


TestAnyTrouble = AnyTrouble.TestCase
TestAnyTrouble.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
