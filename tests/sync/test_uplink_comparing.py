"""Where two journals are the same is found whatever became of them, with few questions."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.uplink_comparing import Comparing, GoOn, OwnLines, Part
from kiosk.wire.uplink import BranchReason
from tests.sync.hub_model import HubModel
from tests.sync.uplinking import CentreTold, ListJournal, Uplinking


def compared(own: ListJournal, hub: HubModel) -> tuple[GoOn | Part, int]:
    """What is found, and with how many questions after the first."""

    def chain_at(seq: int) -> str | None:
        chain = own.chain_at(seq)
        return chain.hex() if chain is not None else None

    lines = OwnLines(
        epoch=own.epoch, term=own.term, begins=own.begins, last=own.last_seq(), chain_at=chain_at
    )
    comparing = Comparing(own=lines, standing=hub._standing())
    asked = 0
    while (wanted := comparing.wants()) is not None:
        asked += 1
        comparing.hear(wanted, hub._chain(hub.branches[-1].number, wanted))
    return comparing.verdict(), asked


def hub_with(journal: ListJournal, *, rungs: int = 64) -> HubModel:
    """A hub that has all of it."""
    there = Uplinking(journal=journal, hub=HubModel(rungs=rungs), centre=CentreTold())
    there.up()
    return there.hub


@given(
    shared=st.integers(0, 300),
    own_more=st.integers(0, 40),
    hub_more=st.integers(0, 40),
    begins=st.integers(0, 340),
    rungs=st.integers(0, 12),
    new_epoch=st.booleans(),
)
def test_the_last_line_both_have_is_found(
    *, shared: int, own_more: int, hub_more: int, begins: int, rungs: int, new_epoch: bool
) -> None:
    own = ListJournal()
    own.grow(shared)
    other = own.copy()
    own.grow(own_more, mark="own")
    other.grow(hub_more, mark="hub")
    own.let_go(min(begins, own.last_seq()))
    hub = hub_with(other, rungs=rungs)
    if new_epoch:
        own.epoch = "e2"
    verdict, asked = compared(own, hub)
    assert asked <= 12
    if own.begins > shared:
        assert isinstance(verdict, Part)
        assert verdict.opening.reason is BranchReason.GAP
        assert verdict.opening.after == own.begins
    elif hub_more == 0 and not new_epoch:
        assert isinstance(verdict, GoOn)
        assert verdict.seq == shared
    else:
        assert isinstance(verdict, Part)
        assert (verdict.opening.agreed, verdict.opening.after) == (shared, shared)
        assert (verdict.hub_from, verdict.hub_last) == (shared, shared + hub_more)
        assert verdict.lacks == 0


def test_a_journal_that_went_back_is_told_from_one_that_says_something_else() -> None:
    own = ListJournal()
    own.grow(50)
    hub = hub_with(own.copy())
    rolled_back = own.copy()
    rolled_back.cut(30)
    verdict, _ = compared(rolled_back, hub)
    assert isinstance(verdict, Part)
    assert verdict.opening.reason is BranchReason.ROLLED_BACK
    changed = own.copy()
    changed.cut(30)
    changed.grow(25, mark="other")
    verdict, _ = compared(changed, hub)
    assert isinstance(verdict, Part)
    assert verdict.opening.reason is BranchReason.FORKED


def test_a_month_is_compared_with_a_few_questions() -> None:
    own = ListJournal()
    own.grow(5000)
    hub = hub_with(own.copy(), rungs=14)
    own.cut(1234)
    own.grow(1, mark="other")
    _, asked = compared(own, hub)
    assert asked <= 12
