import pytest

from kiosk.client.backoff import Backoff
from kiosk.client.outbox import TRIES_BEFORE_OTHERS, Outbox
from kiosk.client.reply import Declined, Done, Reply, Silent, read_reply
from kiosk.db.opening import Failure, StoreFailed
from kiosk.db.outbox import Unsent
from kiosk.domain.ids import CommandId


class Shelf:
    """A store that keeps things in a list."""

    def __init__(self, *kept: Unsent) -> None:
        self.kept = list(kept)

    def add(self, unsent: Unsent) -> None:
        self.kept.append(unsent)

    def pending(self) -> tuple[Unsent, ...]:
        return tuple(self.kept)

    def amend(self, unsent: Unsent) -> None:
        self.kept = [unsent if one.id == unsent.id else one for one in self.kept]

    def done(self, command_id: CommandId) -> None:
        self.kept = [unsent for unsent in self.kept if unsent.id != command_id]


def unsent(name: str) -> Unsent:
    return Unsent(id=CommandId(name), body=name.encode())


def test_commands_go_out_in_order_one_at_a_time() -> None:
    outbox = Outbox(Shelf())
    outbox.put(unsent("smiley"))
    outbox.put(unsent("reasons"))
    assert outbox.take() == unsent("smiley")
    assert outbox.take() is None
    assert outbox.settle(CommandId("smiley"), Done(entries=()))
    assert outbox.take() == unsent("reasons")


@pytest.mark.parametrize(
    ("reply", "left"),
    [
        (Silent(), 1),
        (Declined(reason="DISK_FULL", say={}, for_now=True), 1),
        (Done(entries=()), 0),
        (Declined(reason="ALREADY_RATED", say={}), 0),
    ],
)
def test_a_command_is_kept_until_the_centre_says_yes_or_no(reply: Reply, left: int) -> None:
    shelf = Shelf()
    outbox = Outbox(shelf)
    outbox.put(unsent("smiley"))
    outbox.take()
    assert outbox.settle(CommandId("smiley"), reply) is (left == 0)
    assert len(outbox) == len(shelf.kept) == left


def test_what_was_unsent_when_the_power_went_is_sent_after_the_start() -> None:
    assert Outbox(Shelf(unsent("smiley"))).take() == unsent("smiley")


def test_an_answer_to_something_else_settles_nothing() -> None:
    outbox = Outbox(Shelf(unsent("smiley")))
    outbox.take()
    assert not outbox.settle(CommandId("other"), Done(entries=()))
    assert len(outbox) == 1


BUSY = Declined(reason="BUSY", say={}, for_now=True)


def try_in_vain(outbox: Outbox, reply: Reply, *, times: int) -> list[CommandId]:
    """Send and get this reply so often; what was sent."""
    sent = []
    for _ in range(times):
        first = outbox.take()
        assert first is not None
        sent.append(first.id)
        assert not outbox.settle(first.id, reply)
    return sent


def test_a_command_always_put_off_lets_the_others_pass_and_is_never_dropped() -> None:
    shelf = Shelf(unsent("smiley"), unsent("reasons"), unsent("paper"))
    outbox = Outbox(shelf)
    assert set(try_in_vain(outbox, BUSY, times=TRIES_BEFORE_OTHERS)) == {"smiley"}
    for name in ("reasons", "paper", "smiley"):
        assert outbox.take() == unsent(name)
        assert outbox.settle(CommandId(name), Done(entries=()))
    assert shelf.kept == []


def test_two_commands_always_put_off_stand_in_nobodys_way_either() -> None:
    outbox = Outbox(Shelf(unsent("smiley"), unsent("reasons"), unsent("paper"), unsent("help")))
    *_, last = try_in_vain(outbox, BUSY, times=TRIES_BEFORE_OTHERS + 1)
    assert last == "reasons"
    for name in ("paper", "help", "smiley", "reasons"):
        assert outbox.take() == unsent(name)
        assert outbox.settle(CommandId(name), Done(entries=()))


def test_a_centre_that_takes_nothing_for_a_while_changes_no_order() -> None:
    outbox = Outbox(Shelf(unsent("smiley"), unsent("reasons")))
    try_in_vain(outbox, BUSY, times=3 * (TRIES_BEFORE_OTHERS + 1))
    for name in ("smiley", "reasons"):
        try_in_vain(outbox, BUSY, times=TRIES_BEFORE_OTHERS - 1)
        assert outbox.take() == unsent(name)
        assert outbox.settle(CommandId(name), Done(entries=()))


def test_a_centre_that_is_gone_changes_no_order() -> None:
    outbox = Outbox(Shelf(unsent("smiley"), unsent("reasons")))
    assert set(try_in_vain(outbox, Silent(), times=3 * TRIES_BEFORE_OTHERS)) == {"smiley"}


def test_a_command_alone_is_tried_for_ever() -> None:
    outbox = Outbox(Shelf(unsent("smiley")))
    assert set(try_in_vain(outbox, BUSY, times=3 * TRIES_BEFORE_OTHERS)) == {"smiley"}


class FullShelf(Shelf):
    """A store on a disk that takes nothing more."""

    def add(self, unsent: Unsent) -> None:
        raise StoreFailed("database or disk is full", kind=Failure.FULL)

    def done(self, command_id: CommandId) -> None:
        raise StoreFailed("database or disk is full", kind=Failure.FULL)


def test_a_full_disk_does_not_keep_a_command_from_being_sent() -> None:
    outbox = Outbox(FullShelf(unsent("smiley")))
    outbox.put(unsent("reasons"))
    for name in ("smiley", "reasons"):
        assert outbox.take() == unsent(name)
        assert outbox.settle(CommandId(name), Done(entries=()))
    assert len(outbox) == 0


def test_each_failure_doubles_the_longest_pause_up_to_a_limit() -> None:
    backoff = Backoff(first_s=0.2, longest_s=5)
    assert [backoff.failed(1.0) for _ in range(7)] == [0.2, 0.4, 0.8, 1.6, 3.2, 5, 5]
    backoff.succeeded()
    assert backoff.failed(0.5) == 0.1


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{", b'{"seq": "x"}', b"\xff"])
def test_a_garbled_answer_counts_as_none(body: bytes) -> None:
    assert read_reply(200, body) == Silent()


def test_a_refusal_brings_its_reason_and_sentences() -> None:
    body = b'{"refused": "NOBODY_WAITING", "say": {"en": "Nobody is waiting."}}'
    assert read_reply(409, body) == Declined(
        reason="NOBODY_WAITING", say={"en": "Nobody is waiting."}
    )


def test_an_error_without_a_sentence_brings_its_name() -> None:
    assert read_reply(422, b'{"error": "UNKNOWN", "where": "x"}') == Declined(
        reason="UNKNOWN", say={}
    )


@pytest.mark.parametrize(
    ("status", "for_now"), [(401, True), (429, True), (503, True), (422, False)]
)
def test_a_centre_that_could_not_is_told_from_one_that_would_not(
    *, status: int, for_now: bool
) -> None:
    reply = read_reply(status, b'{"error": "X"}')
    assert isinstance(reply, Declined)
    assert reply.for_now is for_now


def test_no_answer_is_told_as_such() -> None:
    assert read_reply(0, b"") == Silent()


def test_what_waits_can_be_amended_or_dropped_but_not_what_is_under_way() -> None:
    shelf = Shelf()
    outbox = Outbox(shelf)
    for name in ("first", "second", "third"):
        outbox.put(unsent(name))
    assert outbox.take() == unsent("first")
    better = Unsent(id=CommandId("second"), body=b"better")
    outbox.amend(better)
    outbox.amend(Unsent(id=CommandId("first"), body=b"too late"))
    assert (outbox.drop(CommandId("first")), outbox.drop(CommandId("third"))) == (False, True)
    assert outbox.waiting == tuple(shelf.kept) == (unsent("first"), better)
    assert not outbox.drop(CommandId("third"))
