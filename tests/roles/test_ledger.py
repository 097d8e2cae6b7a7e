"""A ledger knows what was told, and finds out when the journal does not have it."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.events import CounterClosed, Entry, FeedbackGiven, TicketCalled, Why
from kiosk.domain.ids import CommandId, CounterId, DeviceId, FeedbackId, ServiceId, TicketId
from kiosk.roles.ledger import Fact, Ledger, Witness, fact_of
from kiosk.wire.codec import decode_entry, encode_entry, redact

AT = datetime(2026, 11, 20, 7, 0, 0, 123000, tzinfo=UTC)
CALL = TicketCalled(
    ticket=TicketId("t"),
    number="A001",
    counter=CounterId("3"),
    service=ServiceId("id-lost"),
    why=Why.NEXT,
    virtual_arrival=AT,
    credit_s=0,
)
SMILEY = FeedbackGiven(
    feedback=FeedbackId("f"),
    smiley=5,
    ticket=None,
    counter=CounterId("3"),
    service=None,
    verified=False,
)


def _entry(seq: int, event: TicketCalled | CounterClosed | FeedbackGiven = CALL) -> Entry:
    return Entry(
        seq=seq,
        at=AT + timedelta(seconds=seq),
        day=AT.date(),
        by=DeviceId("d"),
        cmd=CommandId("c"),
        event=event,
    )


@pytest.fixture
def lines() -> list[bytes]:
    return [encode_entry(_entry(seq)) for seq in (1, 2, 3)]


def test_a_witness_finds_the_facts_in_answers_and_in_the_feed(lines: list[bytes]) -> None:
    answer = b'HTTP/1.1 200 OK\r\n\r\n{"seq":1,"events":[' + lines[0] + b"]}"
    feed = b"id: 2\ndata: " + lines[1] + b"\n\n: still here\n\nid: 3\ndata: " + lines[2] + b"\n\n"
    witness = Witness()
    told = witness.hear(1, answer) + witness.hear(2, feed)
    assert told == [fact_of(_entry(seq)) for seq in (1, 2, 3)]


def test_a_witness_finds_a_fact_that_comes_in_pieces_of_several_connections(
    lines: list[bytes],
) -> None:
    witness, told = Witness(), []
    for first, second in zip(lines[0], lines[1], strict=True):
        told += witness.hear(1, bytes((first,)))
        told += witness.hear(2, bytes((second,)))
    assert told == [fact_of(_entry(1)), fact_of(_entry(2))]


def test_a_smiley_is_the_same_fact_for_those_who_may_not_see_the_face() -> None:
    line = encode_entry(_entry(1, SMILEY))
    hidden = redact(line)
    assert Witness().hear(1, line) == Witness().hear(1, hidden) == [fact_of(_entry(1, SMILEY))]
    assert fact_of(decode_entry(hidden)) == fact_of(decode_entry(line))


def test_what_was_told_and_is_in_the_journal_is_not_lost() -> None:
    ledger = Ledger()
    ledger.tell(fact_of(_entry(seq)) for seq in (1, 2))
    ledger.tell([fact_of(_entry(2))])
    told = ledger.mark()
    ledger.read_back(fact_of(_entry(seq)) for seq in (1, 2, 3))
    assert ledger.check(told) == 0
    tally = ledger.tally()
    assert (tally.called, tally.told, tally.lost) == (3, 2, 0)


def test_what_the_journal_lacks_after_a_crash_is_lost() -> None:
    ledger = Ledger()
    ledger.tell(fact_of(_entry(seq)) for seq in (1, 2))
    ledger.read_back([fact_of(_entry(1)), fact_of(_entry(2))])
    ledger.forget_journal()
    told = ledger.mark()
    ledger.read_back([fact_of(_entry(1))])
    assert ledger.seq == 1
    assert ledger.check(told) == 1
    assert ledger.tally().lost == 1


def test_while_the_journal_is_read_anew_the_last_figures_stand() -> None:
    ledger = Ledger()
    ledger.read_back([fact_of(_entry(1))])
    ledger.check(())
    ledger.forget_journal()
    assert ledger.tally().called == 1


def test_another_story_in_the_same_place_counts_as_lost() -> None:
    ledger = Ledger()
    ledger.tell([fact_of(_entry(1))])
    ledger.read_back([fact_of(_entry(1, SMILEY))])
    assert ledger.check(ledger.mark()) == 1
    assert Fact(1, AT + timedelta(seconds=1), "FeedbackGiven") not in ledger.mark()
