"""Commands on their way down, through every cut and repeat: each done once, each answer told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.db.uplink import InboxCursor
from kiosk.domain import commands as c
from kiosk.domain.ids import CommandId, ServiceId
from kiosk.sync.downlink import GONE_S, LONGEST_WAIT_S, Downlink, GoesOnElsewhere, NotNow
from kiosk.sync.hub_session import HubAway, HubNotTrusted, HubSaysNo, NotEnrolled, SignedAnswer
from kiosk.sync.road import Road
from kiosk.wire.codec import encode
from kiosk.wire.inbox import (
    CATALOGUE_OF_CENTRE,
    INBOX,
    Answered,
    AnswerState,
    Given,
    Item,
    Runs,
    decode_asked,
    item_of,
)

COMMAND = c.RestoreService(service=ServiceId("tax"))
RUNS = Runs(sha256="ab" * 32, version=3)


def name(n: int) -> CommandId:
    return CommandId(f"01900000-0000-7000-8000-{n:012}")


@dataclass
class Hub:
    """A hub's inbox in memory; ``saved`` is a copy of its database, as of yesterday."""

    items: dict[CommandId, int] = field(default_factory=dict)
    answers: dict[CommandId, Answered] = field(default_factory=dict)
    head: int = 0
    put_in: int = 0
    told: list[str] = field(default_factory=list)
    knows: Runs | None = RUNS
    page: int = 3
    cut: str = ""
    saved: "tuple[dict[CommandId, int], dict[CommandId, Answered], int] | None" = None

    def put(self) -> None:
        self.put_in += 1
        self.head += 1
        self.items[name(self.put_in)] = self.head

    def save(self) -> None:
        self.saved = (dict(self.items), dict(self.answers), self.head)

    def go_back(self) -> None:
        if self.saved is not None:
            items, answers, self.head = self.saved
            self.items, self.answers = dict(items), dict(answers)

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        timeout_s: float = 10.0,
        headers: Mapping[str, str] | None = None,
    ) -> SignedAnswer:
        cut, self.cut = self.cut, ""
        if cut == "before":
            raise HubAway("cut")
        answer = self._answer(method, target, body)
        if cut == "after":
            raise HubAway("the answer was lost")
        if cut == "forged":
            raise HubNotTrusted("changed on its way")
        if cut == "twice":
            answer = self._answer(method, target, body)
        return SignedAnswer(status=200, body=answer, at_ms=0, rtt_ms=1)

    def _answer(self, method: str, target: str, body: bytes) -> bytes:
        if method == "PUT":
            assert target.startswith(CATALOGUE_OF_CENTRE)
            self.told.append(target)
            self.knows = RUNS
            return b"{}"
        assert (method, target) == ("POST", INBOX)
        asked = decode_asked(body)
        for each in asked.answers:
            if each.id in self.items:
                self.answers.setdefault(CommandId(each.id), each)
        self._agree(asked.after)
        waiting = [(seq, one) for one, seq in self.items.items() if one not in self.answers]
        given = [item_of(seq, one, COMMAND) for seq, one in sorted(waiting) if seq > asked.after]
        want = asked.runs is not None and self.knows != asked.runs
        return encode(Given(items=tuple(given[: self.page]), want_catalogue=want))

    def _agree(self, after: int) -> None:
        left = [one for one, seq in self.items.items() if one not in self.answers]
        if after <= self.head and all(self.items[one] > after for one in left):
            return
        self.head = max(self.head, after)
        for one in sorted(left, key=lambda each: self.items[each]):
            self.head += 1
            self.items[one] = self.head


@dataclass
class Disk:
    """What a centre has on disk: its cursor, and what it did under which id."""

    cursor: InboxCursor = field(default_factory=InboxCursor)
    done: list[CommandId] = field(default_factory=list)
    answers: dict[CommandId, Answered] = field(default_factory=dict)


class Centre:
    """Does what it is told, in memory; a new one on the same disk is a new start."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self.runs = RUNS
        self.running_body = b'{"catalogue"}'
        self.trouble = ""
        self.alone: set[str] = set()

    def _check(self, at: str) -> None:
        if self.trouble == at:
            self.trouble = ""
            raise NotNow(at)

    def cursor(self) -> InboxCursor:
        self._check("cursor")
        return self._disk.cursor

    def settle(self, cursor: InboxCursor) -> None:
        self._check("settle")
        self._disk.cursor = cursor

    def stands_alone(self, item: Item) -> bool:
        return item.id in self.alone

    def obey(self, item: Item, road: Road) -> Answered:
        self._check("obey")
        one = CommandId(item.id)
        kept = self._disk.answers.get(one)
        if kept is None:
            self._disk.done.append(one)
            kept = Answered(seq=item.seq, id=one, state=AnswerState.DONE)
            self._disk.answers[one] = kept
            self._check("obeyed")
            if one in self.alone:
                raise GoesOnElsewhere
        return msgspec.structs.replace(kept, seq=item.seq)


def downlink(hub: Hub, disk: Disk) -> tuple[Downlink, Centre]:
    centre = Centre(disk)
    return Downlink(road=hub, centre=centre, chance=lambda: 1.0), centre


STEPS = st.one_of(
    st.sampled_from(["put", "turn", "turn", "turn", "restart", "save", "go back"]),
    st.sampled_from(["before", "after", "forged", "twice"]),
    st.sampled_from(["cursor", "settle", "obey", "obeyed"]),
)


@settings(max_examples=400)
@given(st.lists(STEPS, max_size=60))
def test_each_command_is_done_once_and_answered_whatever_happens_between(steps: list[str]) -> None:
    hub, disk = Hub(), Disk()
    down, centre = downlink(hub, disk)
    for step in steps:
        match step:
            case "put":
                hub.put()
            case "turn":
                assert 0 <= down.turn() <= LONGEST_WAIT_S
            case "restart":
                down, centre = downlink(hub, disk)
            case "save":
                hub.save()
            case "go back":
                hub.go_back()
            case "before" | "after" | "forged" | "twice":
                hub.cut = step
            case _:
                centre.trouble = step
    hub.cut = centre.trouble = ""
    for _ in range(3 * len(steps) + 9):
        down.turn()
    assert set(hub.answers) == set(hub.items)
    assert len(disk.done) == len(set(disk.done))
    assert set(hub.items) <= set(disk.done)


@given(st.integers(1, 30))
def test_they_are_done_in_the_order_they_were_put_in(many: int) -> None:
    hub, disk = Hub(), Disk()
    for _ in range(many):
        hub.put()
    down, _ = downlink(hub, disk)
    for _ in range(many + 2):
        down.turn()
    assert disk.done == [name(n) for n in range(1, many + 1)]
    assert disk.cursor == InboxCursor(seq=many, command=name(many))


def test_the_cursor_moves_only_once_the_hub_has_the_answers() -> None:
    hub, disk = Hub(), Disk()
    hub.put()
    down, _ = downlink(hub, disk)
    down.turn()
    assert (disk.done, disk.cursor.seq, hub.answers) == ([name(1)], 0, {})
    hub.cut = "before"
    assert down.turn() > 0
    assert disk.cursor.seq == 0
    hub.cut = "after"
    assert down.turn() > 0
    assert (disk.cursor.seq, set(hub.answers)) == (0, {name(1)})
    assert down.turn() == 0
    assert disk.cursor == InboxCursor(seq=1, command=name(1))


def test_what_came_before_a_catalogue_is_settled_before_it() -> None:
    hub, disk = Hub(), Disk()
    for _ in range(3):
        hub.put()
    down, centre = downlink(hub, disk)
    centre.alone = {name(2)}
    down.turn()
    assert disk.done == [name(1)]
    assert down.turn() == GONE_S
    assert (disk.cursor.seq, disk.done) == (1, [name(1), name(2)])
    # The centre begins anew, and answers it then.
    down, _ = downlink(hub, disk)
    down.turn()
    down.turn()
    assert disk.done == [name(1), name(2), name(3)]
    assert set(hub.answers) == {name(1), name(2), name(3)}


def test_the_hub_is_told_what_the_centre_runs_with_when_it_wants_to_know() -> None:
    hub, disk = Hub(knows=None), Disk()
    down, _ = downlink(hub, disk)
    down.turn()
    down.turn()
    assert hub.told == [f"{CATALOGUE_OF_CENTRE}?version=3&sha256={RUNS.sha256}"]


class SaysNo:
    """A hub that has nothing but an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.asked = 0

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        timeout_s: float = 10.0,
        headers: Mapping[str, str] | None = None,
    ) -> SignedAnswer:
        self.asked += 1
        raise self.error


@pytest.mark.parametrize(
    "error",
    [HubAway("x"), HubNotTrusted("x"), NotEnrolled(), HubSaysNo(401, "REVOKED", b""), NotNow("x")],
)
def test_a_hub_that_says_no_is_asked_less_and_less_often(error: Exception) -> None:
    hub = SaysNo(error)
    down = Downlink(road=hub, centre=Centre(Disk()), chance=lambda: 1.0)
    waits = [down.turn() for _ in range(12)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (0.5, LONGEST_WAIT_S)


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"items": [{}]}', b"[" * 100_000])
def test_an_answer_that_is_none_changes_nothing(body: bytes) -> None:
    class Odd(SaysNo):
        def ask(self, *_: object, **__: object) -> SignedAnswer:
            return SignedAnswer(status=200, body=body, at_ms=0, rtt_ms=0)

    disk = Disk()
    down = Downlink(road=Odd(HubAway("")), centre=Centre(disk), chance=lambda: 1.0)
    assert down.turn() > 0
    assert disk == Disk()
